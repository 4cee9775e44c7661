"""Double dates: one day by both calendars, ``11/23 января 1880``, ``30. Mai (11. Juni) 1880``, ``24 February 1700/1``.

A slash also joins two days of a span (``3./4. Februar``). It is one day only if the two numbers are the same day by the
Julian and by the Gregorian calendar, which never happens to lie less than ten days apart.
"""

from __future__ import annotations

import datetime
import re

from kg.records.calendars import julian_day

_ADOPTED = 1582
_LAST_WITH_TWO_YEARS = 1752  # England began the year on 25 March until then
_TWO = re.compile(r"(?P<first>[^/()]+?)\s*[/(]\s*(?P<last>[^/()]+)\)?(?P<rest>[^/()]*)")
_TWO_YEARS = re.compile(r"(?<!\d)(1[0-7]\d\d)\s?/\s?(\d{1,2}|\d{4})(?!\d)")

PartialDay = tuple[int | None, int | None, int | None]
"""Year, month and day as far as they are printed."""


def julian_of_double(first: PartialDay, last: PartialDay) -> tuple[int, int, int] | None:
    """Give the Julian day of a double date, whose second is the Gregorian one, or its first if the later; else none."""
    return _julian(first, last) or _julian(last, _with_shared(first, last))


def _with_shared(first: PartialDay, last: PartialDay) -> PartialDay:
    """Give the first day the year and the month that are printed once, behind the second."""
    return (first[0] or last[0], first[1] or last[1], first[2])


def _julian(old: PartialDay, new: PartialDay) -> tuple[int, int, int] | None:
    year, month, day = new
    if year is None or month is None or day is None or year < _ADOPTED:
        return None
    try:
        julian = julian_day(datetime.date(year, month, day))
    except ValueError:
        return None
    agrees = all(printed in (None, number) for printed, number in zip(old, julian, strict=True))
    return julian if agrees and old[2] is not None else None


def two_days(words: str) -> tuple[str, str] | None:
    """Cut words at the slash or the parenthesis: ``11/23 января 1880`` -> ``11`` and ``23 января 1880``."""
    match = _TWO.fullmatch(" ".join(words.split()))
    return (match["first"], f"{match['last']} {match['rest']}".strip()) if match else None


def one_year(words: str) -> str | None:
    """Give words with ``1700/1`` the year that begins in January, ``1701``; ``None`` if they have no such year."""
    match = _TWO_YEARS.search(words)
    if match is None:
        return None
    year = int(match[1]) + 1
    if year > _LAST_WITH_TWO_YEARS or not str(year).endswith(match[2]):
        return None
    return f"{words[: match.start()]}{year}{words[match.end() :]}"
