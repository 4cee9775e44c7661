"""The days that one point of an EDTF date can mean: its first and last day, and how fine it is.

The bounds of seasons are our convention, and wide enough for the winters that begin or end a year; quarters and the
other groups of months of ISO 8601-2 (33 to 41) are exact.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.records.calendars import CalendarRule, day_exists, days_in_month, gregorian_day
from kg.records.date import Calendar, Precision
from kg.records.edtf_syntax import Point

Day = tuple[int, int, int]
"""Year, month and day as printed, to be compared; any year."""

_SPRING, _SUMMER, _AUTUMN, _WINTER = (3, 6, 0), (6, 9, 0), (9, 12, 0), (1, 3, 1)
_SEASONS = (_SPRING, _SUMMER, _AUTUMN, _WINTER)
_QUARTERS = ((1, 3, 0), (4, 6, 0), (7, 9, 0), (10, 12, 0))
_THIRDS, _HALVES = ((1, 4, 0), (5, 8, 0), (9, 12, 0)), ((1, 6, 0), (7, 12, 0))
_SOUTHERN = (_AUTUMN, _WINTER, _SPRING, _SUMMER)
_GROUPS = dict(enumerate((*_SEASONS, *_SEASONS, *_SOUTHERN, *_QUARTERS, *_THIRDS, *_HALVES), start=21))
"""First month, last month and years later, by the number that stands for the month: 21 is spring, 33 a quarter."""
_LAST_SEASON, _LAST_QUARTER = 32, 36


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a point. ``first`` and ``last`` are printed days; the bounds are Gregorian, ``None`` out of range."""

    first: Day
    last: Day
    calendar: Calendar
    precision: Precision | None
    """``None`` where not even the century is known."""
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    by_convention: bool = False


def span_of(point: Point, rule: CalendarRule) -> Span | None:
    """Find the days; ``None`` if there is no such day."""
    year = point.year
    if year[0] in "Y-" or year == "0000":
        return _far_away(point)
    if year[0] == "X":  # any millennium: no bound says anything
        return Span((0, 1, 1), (9999, 12, 31), Calendar.GREGORIAN, None)
    if point.month and point.month.isdigit() and int(point.month) in _GROUPS:
        return _group(int(year), int(point.month), rule)
    if point.digits is not None:
        unknown = max(0, 4 - point.digits)
        point = Point(year[: 4 - unknown] + "X" * unknown)
    return _days(point, rule)


def _far_away(point: Point) -> Span | None:
    """A year before 1 or after 9999: it exists, but has no ``xsd:date``."""
    base, _, exponent = point.year.removeprefix("Y").partition("E")
    if len(base) + int(exponent[:5] or 0) > 1000:
        return None  # no calendar reaches that far, and the number would fill the memory
    power = 10 ** int(exponent or 0)
    years = sorted(int(base.replace("X", digit)) * power for digit in "09")
    return Span((years[0], 1, 1), (years[1], 12, 31), Calendar.GREGORIAN, _precision(point))


def _group(year: int, number: int, rule: CalendarRule) -> Span:
    first_month, last_month, later = _GROUPS[number]
    calendar = rule.calendar_of(year, last_month, 28)
    last_year = min(year + later, 9999)
    last = (last_year, last_month, days_in_month(last_year, last_month, calendar))
    return Span(
        first=(year, first_month, 1),
        last=last,
        calendar=calendar,
        precision=Precision.SEASON if number <= _LAST_QUARTER else Precision.YEAR,
        earliest=gregorian_day(year, first_month, 1, calendar),
        latest=gregorian_day(*last, calendar),
        by_convention=number <= _LAST_SEASON,
    )


def _days(point: Point, rule: CalendarRule) -> Span | None:
    last, calendar = _last_day(point, rule)
    if last is None:
        return None
    # The calendar is that of the last day: the year 1918 of Russia counts as Gregorian, which is the wider reading.
    first = next((day for day in _candidates(point, backwards=False) if day_exists(*day, calendar)), last)
    return Span(
        first=first,
        last=last,
        calendar=calendar,
        precision=_precision(point),
        earliest=gregorian_day(*first, calendar),
        latest=gregorian_day(*last, calendar),
    )


def _last_day(point: Point, rule: CalendarRule) -> tuple[Day | None, Calendar]:
    for day in _candidates(point, backwards=True):
        calendar = rule.calendar_of(*day)
        if day_exists(*day, calendar):
            return day, calendar
    return None, Calendar.GREGORIAN


def _candidates(point: Point, *, backwards: bool) -> Iterator[Day]:
    """The days that fit the digits, from the first or from the last; some may not exist."""
    step = -1 if backwards else 1
    months, days = _fitting(point.month or "XX", 12)[::step], _fitting(point.day or "XX", 31)[::step]
    if not any(day <= days_in_month(4, month, Calendar.JULIAN) for month in months for day in days):
        return  # in no year; do not try them all
    low, high = int(point.year.replace("X", "0")), int(point.year.replace("X", "9"))
    years = range(high, low - 1, -1) if backwards else range(low, high + 1)
    yield from ((year, month, day) for year in years if _fits(year, point.year) for month in months for day in days)


@cache
def _fitting(pattern: str, highest: int) -> tuple[int, ...]:
    """The numbers from 1 that fit two digits: a month or a day."""
    return tuple(number for number in range(1, highest + 1) if _fits(number, pattern))


def _fits(number: int, pattern: str) -> bool:
    digits = str(number).zfill(len(pattern))
    return all(wanted in {"X", digit} for wanted, digit in zip(pattern, digits, strict=True))


def _precision(point: Point) -> Precision | None:
    unknown = point.year.lstrip("Y-").find("X")
    if unknown >= 0:
        return {3: Precision.DECADE, 2: Precision.CENTURY}.get(unknown)
    if point.month is None or "X" in point.month:
        return Precision.YEAR
    if point.day is None or "X" in point.day:
        return Precision.MONTH
    return Precision.DAY
