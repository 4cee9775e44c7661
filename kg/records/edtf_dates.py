"""EDTF texts -> dates with bounds. No text raises; what is no date keeps no form, and the problem says why.

One convention holds for every reader, register and authority file: a bound is a day before or after which the date
*certainly* does not lie. A point with ``?``, ``~`` or ``%`` has no such day: its bound is open, the date is
`Certainty.UNCERTAIN`, and the EDTF keeps the nominal value, by which a search finds it (`kg.records.period`).
Two points of a range may be given to different units (``1898-01-18`` to ``1898``): the coarser is the precision.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from kg.records.calendars import CalendarRule
from kg.records.certainty import Certainty
from kg.records.date import Calendar, DateProblem, DateValue, Precision
from kg.records.edtf_points import Span, span_of
from kg.records.edtf_syntax import LONGEST, Expression, Point, parse_edtf
from kg.records.locator import Basis

COARSENESS = tuple(Precision)
"""Of units: from day to century, as the members are declared."""
_PLACEHOLDER = re.compile(
    # What forms and databases put where there is no date: zeros and nines, the first and last day that they know,
    # a row of ones.
    r"0000(?:-(?:00|01)(?:-(?:00|01))?)?|0001-01-01|1111-11-11|9999(?:-(?:01|12|99)(?:-(?:01|31|99))?)?"
)
_LIKE_A_DATE = re.compile(r"(?=[0-9XYTZ\[\]{}.,/?~%:+-]*?[0-9]{4}-[0-9]{2})[0-9XYTZ\[\]{}.,/?~%:+-]++")
_OLD_END = re.compile(r"\b(unknown|open)\b")
_OLD_DIGITS = re.compile(r"[0-9]{1,3}[ux]{1,3}")
_SAYS_NOTHING = {"/", "..", "../..", "/..", "../", "[..]", "XXXX", "XXXX-XX", "XXXX-XX-XX"}


def date_from_edtf(text: str, *, rule: CalendarRule) -> DateValue:
    """Read an EDTF text, e.g. ``1667-03-09``, ``[1667-03..1667-06]``, ``/1541-07-18``, ``1669~/1670~``.

    Blanks around it and after a comma, the signs of the draft of 2012 (``156u``, ``unknown/1541``) and sets that the
    standard does not foresee (``[1667]``, ``[1898-01-18..1898]``) are read, and given in the standard's form.

    Args:
        rule: the calendar by which it is printed; the EDTF stays so, the bounds are Gregorian.

    Returns:
        The date; without EDTF, bounds and precision, and with problems, where it is impossible (``1857-12-40``),
        reversed, a placeholder (``9999``), says nothing (``XXXX``) or is not EDTF.
    """
    if len(text) > 4 * LONGEST:
        return _not_understood(text)
    return _read(re.sub(r",\s+", ",", text.strip()), rule)


@lru_cache(maxsize=1 << 16)
def _read(text: str, rule: CalendarRule) -> DateValue:
    if _PLACEHOLDER.fullmatch(text):
        return _unread(
            "placeholder-date", f'"{text}" stands for a date that is not known.', "Leave the date out, or give it."
        )
    text = _modern(text)
    if text in _SAYS_NOTHING:
        return _unread("date-unknown", f'"{text}" says only that the date is not known.', "Leave the date out.")
    expression = parse_edtf(text)
    if expression is None:
        if odd := _odd_set(text, rule):
            return odd
        return _impossible(text) if _LIKE_A_DATE.fullmatch(text) else _not_understood(text)
    spans = {point: span_of(point, rule) for point in expression.points}
    known = {point: span for point, span in spans.items() if span is not None}
    if len(known) < len(spans):
        return _impossible(text)
    return _value(expression, known)


def _value(expression: Expression, spans: dict[Point, Span]) -> DateValue:
    text = expression.text
    if any(start and end and spans[start].first > spans[end].last for start, end in expression.ranges):
        return reversed_range(text)
    earliest = _outermost([_bound(start, spans, last=False) for start, _ in expression.ranges], last=False)
    latest = _outermost([_bound(end, spans, last=True) for _, end in expression.ranges], last=True)
    if earliest and latest and earliest > latest:
        return reversed_range(text)  # the days are in order as printed, but not when one of them is converted
    marks = [point.qualifier for point in expression.points if point.qualifier]
    by_convention = any(span.by_convention for span in spans.values()) and (earliest or latest)
    return DateValue(
        edtf=text,
        earliest=earliest,
        latest=latest,
        calendar=_common_calendar(list(spans.values())),
        precision=coarsest([span.precision for span in spans.values()]),
        certainty=(Certainty.UNCERTAIN,) if marks else (),
        qualifier=marks[0] if marks else None,
        bounds_basis=Basis.INFERRED if by_convention else Basis.STATED,
    )


def _bound(point: Point | None, spans: dict[Point, Span], *, last: bool) -> datetime.date | None:
    if point is None or point.qualifier:
        return None
    return spans[point].latest if last else spans[point].earliest


def _outermost(days: Sequence[datetime.date | None], *, last: bool) -> datetime.date | None:
    """The first or last of the days; open if one of them is open."""
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return None
    return max(known) if last else min(known)


def _common_calendar(spans: Sequence[Span]) -> Calendar:
    """Julian if all points are."""
    return Calendar.JULIAN if all(span.calendar is Calendar.JULIAN for span in spans) else Calendar.GREGORIAN


def coarsest(precisions: Sequence[Precision | None]) -> Precision | None:
    """Give the coarsest unit; ``None`` if one is not known."""
    known = [precision for precision in precisions if precision is not None]
    return max(known, key=COARSENESS.index) if known and len(known) == len(precisions) else None


def _modern(text: str) -> str:
    """Turn the signs of the draft of 2012 into those of the standard."""
    text = _OLD_END.sub(lambda match: ".." if match[1] == "open" else "", text)
    text = _OLD_DIGITS.sub(lambda match: match[0].upper().replace("U", "X"), text)
    return text.replace("?~", "%").replace("~?", "%")


def _odd_set(text: str, rule: CalendarRule) -> DateValue | None:
    """Read ``[1667]``, and ``[1898-01-18..1898]``, whose ends the library wants in the same unit: in days, then."""
    if len(text) < 3 or text[0] + text[-1] not in {"[]", "{}"} or "," in text:
        return None
    first, dots, last = text[1:-1].partition("..")
    if not dots:
        return _read(first, rule) if "/" not in first and parse_edtf(first) else None
    days, precisions = list[str](), list[Precision | None]()
    for end, is_last in ((first, False), (last, True)):
        expression = parse_edtf(end)
        if expression is None or expression.is_set or "/" in end or expression.points[0].qualifier:
            return None
        span = span_of(expression.points[0], rule)
        if span is None or span.earliest is None or span.latest is None:
            return None
        days.append("{:04}-{:02}-{:02}".format(*(span.last if is_last else span.first)))
        precisions.append(span.precision)
    if days[0] == days[1] and coarsest(precisions) is Precision.DAY:
        return _read(days[0], rule)
    value = _read(f"{text[0]}{days[0]}..{days[1]}{text[-1]}", rule)
    return value if value.edtf is None else replace(value, precision=coarsest(precisions))


def _unread(code: str, what: str, remedy: str) -> DateValue:
    return DateValue(problems=(DateProblem(code, what, remedy),))


def _impossible(text: str) -> DateValue:
    return _unread(
        "impossible-date",
        f'There is no day "{text}" in the calendar.',
        "It is kept as printed, without bounds. Correct it; where the day is not known, leave the day out.",
    )


def _not_understood(text: str) -> DateValue:
    shown = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return _unread(
        "date-not-understood",
        f'"{shown}" is not a date that is understood.',
        "It is kept as printed, without bounds. Write EDTF, e.g. 1888-06-11, 1888-06, [1888,1890] or 1919-07/1920-01.",
    )


def reversed_range(text: str) -> DateValue:
    """Give the date of a range that ends before it begins: none, with its problem."""
    return _unread(
        "reversed-date",
        f'"{text}" ends before it begins.',
        "It is kept as printed, without bounds. Exchange the two dates, or correct one.",
    )


def not_after(value: DateValue) -> DateValue:
    """Take the last day of a date for the last day on which it can lie: ``1918-05-04`` -> ``[..1918-05-04]``."""
    return replace(value, edtf=f"[..{_ends(value)[1]}]", earliest=None)


def not_before(value: DateValue) -> DateValue:
    """Take the first day of a date for the first day on which it can lie: ``1920-05-04`` -> ``[1920-05-04..]``."""
    return replace(value, edtf=f"[{_ends(value)[0]}..]", latest=None)


def qualified(value: DateValue, mark: str, qualifier: str) -> DateValue:
    """Make a date uncertain (``?``) or approximate (``~``); both together are ``%``. No bound stays certain.

    EDTF cannot say that of a range of a set; then only the certainty and the open bounds do.

    Args:
        qualifier: the source's word, e.g. ``about``.
    """
    edtf = value.edtf or ""
    if edtf and edtf[0] not in "[{":
        ends = (end if end in {"", ".."} else _marked(end, mark) for end in edtf.split("/"))
        edtf = "/".join(ends)
        edtf = edtf if parse_edtf(edtf) else value.edtf or ""
    value = replace(value, edtf=edtf or None, earliest=None, latest=None, qualifier=qualifier)
    return value.with_certainty(Certainty.UNCERTAIN)


def _marked(point: str, mark: str) -> str:
    marks = {mark, *re.findall("[?~%]", point)}
    if len(re.findall("[?~%]", point)) and point[-1] not in "?~%":
        return point  # one of its parts is qualified
    return point.rstrip("?~%") + (mark if len(marks) == 1 else "%")


def _ends(value: DateValue) -> tuple[str, str]:
    """The first and the last point of the EDTF, without their qualifiers."""
    ends = re.split(r"\.\.|[/,]", (value.edtf or "").strip("[]{}"))
    return ends[0].rstrip("?~%"), ends[-1].rstrip("?~%")
