"""The Julian and the Gregorian calendar."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given

from kg.records.calendars import CalendarRule, day_exists, days_in_month, gregorian_day, julian_day
from kg.records.date import Calendar
from tests.records.edtf_strategies import days


@pytest.mark.parametrize(
    ("julian", "gregorian"),
    [
        ((1582, 10, 5), "1582-10-15"),
        ((1700, 2, 29), "1700-03-11"),
        ((1731, 2, 11), "1731-02-22"),
        ((1752, 9, 3), "1752-09-14"),
        ((1900, 2, 29), "1900-03-13"),
        ((1917, 10, 25), "1917-11-07"),
        ((1918, 1, 31), "1918-02-13"),
    ],
)
def test_a_julian_day_is_a_gregorian_one(julian: tuple[int, int, int], gregorian: str) -> None:
    day = gregorian_day(*julian, Calendar.JULIAN)

    assert day == datetime.date.fromisoformat(gregorian)
    assert julian_day(day) == julian


@given(days())
def test_conversion_there_and_back_is_the_same_day(day: datetime.date) -> None:
    year, month, number = julian_day(day)

    if year >= 1:
        assert day_exists(year, month, number, Calendar.JULIAN)
        assert gregorian_day(year, month, number, Calendar.JULIAN) == day
    assert gregorian_day(day.year, day.month, day.day, Calendar.GREGORIAN) == day


def test_a_day_beyond_the_years_that_there_are_has_none() -> None:
    assert gregorian_day(1, 1, 2, Calendar.JULIAN) is None
    assert gregorian_day(1, 1, 3, Calendar.JULIAN) == datetime.date.min
    assert gregorian_day(9999, 12, 31, Calendar.JULIAN) is None


def test_the_leap_days_of_centuries_are_julian() -> None:
    assert days_in_month(1900, 2, Calendar.JULIAN) == 29
    assert days_in_month(1900, 2, Calendar.GREGORIAN) == 28
    assert not day_exists(1900, 2, 29, Calendar.GREGORIAN)
    assert not day_exists(1901, 2, 29, Calendar.JULIAN)
    assert not day_exists(1900, 13, 1, Calendar.JULIAN)
    assert not day_exists(0, 1, 1, Calendar.GREGORIAN)


def test_russia_goes_over_after_january_1918() -> None:
    rule = CalendarRule("julian-until-1918")

    assert rule.calendar_of(1918, 1, 31) is Calendar.JULIAN
    assert rule.calendar_of(1918, 2, 14) is Calendar.GREGORIAN
    assert CalendarRule("julian").calendar_of(1990, 1, 1) is Calendar.JULIAN
    assert CalendarRule().calendar_of(1490, 1, 1) is Calendar.GREGORIAN
