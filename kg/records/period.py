"""Whether a date lies within a period: certainly, possibly, not, or unknown. One definition, for Python and SPARQL.

A bound is a day before or after which the date certainly does not lie; a missing bound is not known.

* **certainly**: both bounds lie within the period;
* **not**: the earliest day lies after it, or the latest before it;
* **undated**: no bound and no normal form, so that the date is neither in nor out;
* **possibly**: all else.

Of an uncertain or approximate date no bound is certain (`kg.records.edtf_dates`), but a search for 1920 should not find
"about 1523". Where a bound is missing and the EDTF is not open on that side, the date therefore counts as lying not
more than `REACH` years beyond the years of the EDTF. That decides between *possibly* and *not*, never *certainly*.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

REACH = 10
"""Years by which an uncertain date may differ from its nominal value, for a search: our convention, never stated."""

FIRST_YEAR = r"^(\[|\{)?[?~%]?([0-9][0-9X]{3})([^0-9XS,][^,]*)?$"
"""The first year of an EDTF that is a date, an interval or a set of one range: its second group, for all engines."""
LAST_YEAR = r"^([^,]*[^0-9XY,-])?([0-8][0-9X]{3})([^0-9XS/.,][^/.,]*)?$"
"""The last year of such a date, before 9000: `REACH` years later there must be a day."""


class Within(StrEnum):
    CERTAINLY = "certainly"
    POSSIBLY = "possibly"
    NOT = "not"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both included, Gregorian."""

    first: datetime.date = datetime.date.min
    last: datetime.date = datetime.date.max


def within(earliest: datetime.date | None, latest: datetime.date | None, edtf: str | None, period: Period) -> Within:
    """Tell whether a date lies within a period.

    Args:
        earliest: the first day on which it can lie; ``None`` if that is not known.
        latest: the last such day.
        edtf: its normal form as in `DateRecord.edtf`; ``None`` if it was not understood.
    """
    if earliest is None and latest is None and edtf is None:
        return Within.UNDATED
    first, last = possible_days(earliest, latest, edtf)
    if first > period.last or last < period.first:
        return Within.NOT
    if earliest is not None and latest is not None and earliest >= period.first and latest <= period.last:
        return Within.CERTAINLY
    return Within.POSSIBLY


def possible_days(
    earliest: datetime.date | None, latest: datetime.date | None, edtf: str | None
) -> tuple[datetime.date, datetime.date]:
    """Give the days between which a search looks for a date; the first and last that there are, if nothing is known."""
    first = re.search(FIRST_YEAR, edtf) if edtf is not None and earliest is None else None
    last = re.search(LAST_YEAR, edtf) if edtf is not None and latest is None else None
    if first and (year := int(first[2].replace("X", "0")) - REACH) >= 1:
        earliest = datetime.date(year, 1, 1)
    if last:
        latest = datetime.date(int(last[2].replace("X", "9")) + REACH, 12, 31)
    return earliest or datetime.date.min, latest or datetime.date.max


def within_all(answers: Iterable[Within]) -> Within:
    """Join the answers for several dates of one thing in one role, e.g. heading and foot: they agree, or *possibly*."""
    dated = {answer for answer in answers if answer is not Within.UNDATED}
    if not dated:
        return Within.UNDATED
    return dated.pop() if len(dated) == 1 else Within.POSSIBLY


PREFIXES = """\
PREFIX crm:  <http://www.cidoc-crm.org/cidoc-crm/>
PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
PREFIX xsd:  <http://www.w3.org/2001/XMLSchema#>
"""
"""What the pattern needs."""


def within_pattern(date: str, first: str, last: str) -> str:
    """Give the SPARQL 1.1 pattern that answers `within` for a date node.

    Args:
        date: the name of the variable of the node, bound by what stands before, e.g. ``date``.
        first: an expression for the first day of the period, e.g. ``?from`` or ``"1919-11-01"^^xsd:date``; variables
            must be bound in the same group.
        last: the same for the last day.

    Returns:
        A pattern that binds ``?{date}_within`` to the value of a `Within`, and ``?{date}_earliest``, ``_latest`` and
        ``_edtf`` where the node has them. It uses other variables with the same beginning. No solution is lost.
    """
    first_year, last_year = (pattern.replace("\\", "\\\\") for pattern in (FIRST_YEAR, LAST_YEAR))
    low, high = 10000 - REACH, 10000 + REACH  # the leading 1 is cut off again: so a year keeps its four digits
    return f"""\
OPTIONAL {{ ?{date} crm:P82a_begin_of_the_begin ?{date}_earliest }}
OPTIONAL {{ ?{date} crm:P82b_end_of_the_end ?{date}_latest }}
OPTIONAL {{ ?{date} rico:normalizedDateValue ?{date}_edtf }}
BIND(REPLACE(STR(?{date}_edtf), "{first_year}", "$2") AS ?{date}_y1)
BIND(REPLACE(STR(?{date}_edtf), "{last_year}", "$2") AS ?{date}_y2)
BIND(IF(REGEX(?{date}_y1, "^[0-9X]{{4}}$"), xsd:integer(REPLACE(?{date}_y1, "X", "0")) + {low}, 10001) AS ?{date}_low)
BIND(IF(REGEX(?{date}_y2, "^[0-8][0-9X]{{3}}$"), xsd:integer(REPLACE(?{date}_y2, "X", "9")) + {high}, 19999) \
AS ?{date}_up)
BIND(COALESCE(?{date}_earliest, STRDT(CONCAT(SUBSTR(STR(?{date}_low), 2), "-01-01"), xsd:date)) AS ?{date}_first)
BIND(COALESCE(?{date}_latest, STRDT(CONCAT(SUBSTR(STR(?{date}_up), 2), "-12-31"), xsd:date)) AS ?{date}_last)
BIND(
  IF(!BOUND(?{date}_earliest) && !BOUND(?{date}_latest) && !BOUND(?{date}_edtf), "undated",
  IF(COALESCE(?{date}_first > {last}, false) || COALESCE(?{date}_last < {first}, false), "not",
  IF(COALESCE(?{date}_earliest >= {first} && ?{date}_latest <= {last}, false), "certainly", "possibly")))
  AS ?{date}_within)
"""
