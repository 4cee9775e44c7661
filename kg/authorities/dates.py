"""The bounds of the EDTF dates that authority files use.

Extended Date/Time Format (ISO 8601-2, https://www.loc.gov/standards/datetime/), the part of it that lives and offices
need: days, months and years, unspecified last digits of a year (``188X``), one qualifier at the end (``1888?``), sets
(``[1888,1890]``, ``{1888..1890}``) and intervals (``1919-07-16/1920-01-10``, ``../1920``). Times, seasons and years
beyond four digits are refused.
"""

from __future__ import annotations

import calendar
import datetime
import re

Bounds = tuple[datetime.date | None, datetime.date | None]

_POINT = re.compile(r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?[?~%]?")


def edtf_bounds(text: str) -> Bounds:
    """Give the first and the last day (Gregorian, inclusive) that an EDTF date can mean.

    Args:
        text: e.g. ``1888``, ``[1937-01-30,1937-02-01]`` or ``1919-07-16/..``.

    Returns:
        ``None`` for an end that is open or unknown.

    Raises:
        ValueError: the text is not in the subset, is no day of the calendar, or ends before it begins.
    """
    if len(text) > 2 and text[0] + text[-1] in {"[]", "{}"}:
        earliest, latest = _set_bounds(text[1:-1])
    elif "/" in text:
        first, _, last = text.partition("/")
        earliest, latest = _end(first)[0], _end(last)[1]
    else:
        earliest, latest = _point_bounds(text)
    if earliest and latest and earliest > latest:
        raise ValueError(f'"{text}" ends before it begins')
    return earliest, latest


def _end(text: str) -> Bounds:
    return (None, None) if text in {"", ".."} else _point_bounds(text)


def _set_bounds(text: str) -> Bounds:
    """Read the members of a set; a member may be a range with one open end."""
    members = []
    for member in text.split(","):
        first, dots, last = member.strip().partition("..")
        members.append((_end(first)[0], _end(last)[1]) if dots else _point_bounds(first))
    starts = [start for start, _ in members if start is not None]
    ends = [end for _, end in members if end is not None]
    return (
        min(starts) if len(starts) == len(members) else None,
        max(ends) if len(ends) == len(members) else None,
    )


def _point_bounds(text: str) -> tuple[datetime.date, datetime.date]:
    match = _POINT.fullmatch(text)
    if match is None or ("X" in match["year"] and match["month"]):
        raise ValueError(f'"{text}" is not a date that we read')
    first_year, last_year = int(match["year"].replace("X", "0")), int(match["year"].replace("X", "9"))
    if first_year == 0:
        raise ValueError(f'"{text}" lies before the year 1')
    if match["month"] is None:
        return datetime.date(first_year, 1, 1), datetime.date(last_year, 12, 31)
    month = int(match["month"])
    if not 1 <= month <= 12:
        raise ValueError(f'"{text}" has no month {match["month"]}')
    days = calendar.monthrange(first_year, month)[1]
    if match["day"] is None:
        return datetime.date(first_year, month, 1), datetime.date(first_year, month, days)
    day = int(match["day"])
    if not 1 <= day <= days:
        raise ValueError(f'"{text}" is not a day of the calendar')
    return datetime.date(first_year, month, day), datetime.date(first_year, month, day)
