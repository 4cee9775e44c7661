"""The Julian and the Gregorian calendar: which of them a date is by, and its day in the Gregorian one.

Days are ``datetime.date``, which is the proleptic Gregorian calendar from year 1 to 9999; a day beyond is ``None``.
Russia went over after 31 January 1918 (decree of 24 January 1918): the next day was 14 February.
"""

from __future__ import annotations

import calendar as months
import datetime
from dataclasses import dataclass

from kg.records.date import Calendar

_LAST_JULIAN_DAY_OF_RUSSIA = (1918, 1, 31)
_JULIAN_DAY_NUMBER_OF_ORDINAL_0 = 1721425


@dataclass(frozen=True, slots=True)
class CalendarRule:
    """The calendar of dates that name none: ``gregorian``, ``julian`` or ``julian-until-1918`` (Russia)."""

    calendar: str = "gregorian"

    def calendar_of(self, year: int, month: int, day: int) -> Calendar:
        """Tell the calendar of a printed day."""
        if self.calendar == "julian":
            return Calendar.JULIAN
        if self.calendar.startswith("julian-until") and (year, month, day) <= _LAST_JULIAN_DAY_OF_RUSSIA:
            return Calendar.JULIAN
        return Calendar.GREGORIAN


def days_in_month(year: int, month: int, calendar: Calendar) -> int:
    """Count the days of a month (1 to 12) of a year (1 to 9999)."""
    if month == 2 and calendar is Calendar.JULIAN:
        return 29 if year % 4 == 0 else 28
    return months.monthrange(year, month)[1]


def day_exists(year: int, month: int, day: int, calendar: Calendar) -> bool:
    """Tell whether the calendar has the day; 29 February 1900 is a Julian day only."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month, calendar)


def gregorian_day(year: int, month: int, day: int, calendar: Calendar) -> datetime.date | None:
    """Give the Gregorian day of a day of ``calendar`` that exists; ``None`` if it falls out of the years 1 to 9999."""
    if calendar is Calendar.GREGORIAN:
        return datetime.date(year, month, day)
    from_march = (14 - month) // 12  # the year begins in March: the leap day is its last
    y = year + 4800 - from_march
    number = day + (153 * (month + 12 * from_march - 3) + 2) // 5 + 365 * y + y // 4 - 32083
    ordinal = number - _JULIAN_DAY_NUMBER_OF_ORDINAL_0
    return datetime.date.fromordinal(ordinal) if 1 <= ordinal <= datetime.date.max.toordinal() else None


def julian_day(day: datetime.date) -> tuple[int, int, int]:
    """Give year, month and day by the Julian calendar; the year before 1 is 0."""
    c = day.toordinal() + _JULIAN_DAY_NUMBER_OF_ORDINAL_0 + 32082
    d = (4 * c + 3) // 1461
    e = c - 1461 * d // 4
    m = (5 * e + 2) // 153
    return d - 4800 + m // 10, m + 3 - 12 * (m // 10), e - (153 * m + 2) // 5 + 1
