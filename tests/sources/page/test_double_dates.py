"""Double dates: one day by both calendars, and years that began in March."""

from __future__ import annotations

import datetime

import pytest

from kg.records.calendars import CalendarRule
from kg.records.date import Calendar
from kg.sources.page.dates import read_date_line
from kg.sources.page.language import LANGUAGES, line_words
from kg.sources.page.layout_rules import LayoutRules
from kg.sources.page.lines import Line
from kg.sources.tei_letter.worded import date_within

_RULE = CalendarRule("gregorian")


@pytest.mark.parametrize(
    ("line", "language", "julian", "gregorian"),
    [
        ("11/23 января 1880 г.", "ru", "1880-01-11", "1880-01-23"),
        ("11./23. Januar 1880", "de", "1880-01-11", "1880-01-23"),
        ("23./11. Januar 1880", "de", "1880-01-11", "1880-01-23"),
        ("3./15.2.1900", "de", "1900-02-03", "1900-02-15"),
        ("February 3/15, 1900", "en", "1900-02-03", "1900-02-15"),
        ("30 мая/11 июня 1880", "ru", "1880-05-30", "1880-06-11"),
        ("23 января (4 февраля) 1880 г.", "ru", "1880-01-23", "1880-02-04"),
        ("20 декабря / 1 января 1880", "ru", "1879-12-20", "1880-01-01"),
        ("24 February 1700/1", "en", "1701-02-24", "1701-03-07"),
    ],
)
def test_one_day_by_two_calendars_is_the_julian_day_and_lies_on_the_gregorian_one(
    line: str, language: str, julian: str, gregorian: str
) -> None:
    value = read_date_line(line, line_words(language), _RULE)

    assert value is not None
    assert (value.edtf, value.calendar) == (julian, Calendar.JULIAN)
    assert (value.earliest, value.latest) == (datetime.date.fromisoformat(gregorian),) * 2


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("3./4. Februar 1900", "1900-02-03/1900-02-04"),
        ("3./14. Februar 1900", "1900-02-03/1900-02-14"),  # eleven days were the difference a hundred years earlier
        ("Mai/Juni 1880", "1880-05/1880-06"),
        ("3./12. März 1450", "1450-03-03/1450-03-12"),
    ],
)
def test_two_days_that_are_not_one_stay_a_span(line: str, edtf: str) -> None:
    value = read_date_line(line, line_words("de"), _RULE)

    assert value is not None
    assert (value.edtf, value.calendar) == (edtf, Calendar.GREGORIAN)


def test_a_double_date_is_found_whole_within_a_line() -> None:
    found = date_within("Rom, 30. Mai/11. Juni 1880 abends", "de", _RULE)

    assert found is not None
    assert (found[0], found[1].edtf) == ("30. Mai/11. Juni 1880", "1880-05-30")


@pytest.mark.parametrize("line", ["Rom, 3/15.II.1900", "12 May 1700/1"])
def test_half_of_what_a_slash_joins_is_never_the_julian_day_of_another(line: str) -> None:
    found = date_within(line, "en", _RULE)

    assert found is None or found[1].calendar is Calendar.GREGORIAN


def test_a_month_may_be_cut_short_with_a_colon() -> None:
    value = read_date_line("den 3ten Febr: 1770", line_words("de"), _RULE)

    assert value is not None
    assert value.edtf == "1770-02-03"


@pytest.mark.parametrize(("line", "place"), [("3 мая 1887 г. Ялта", "Ялта"), ("3 May 1850, Bath", "Bath")])
def test_a_place_may_stand_behind_the_date(line: str, place: str) -> None:
    rules = LayoutRules(LANGUAGES["en"], _RULE)
    date = rules.date(Line(0, len(line), line))

    assert date is not None
    assert date.reading is not None
    assert date.place is not None
    assert line[slice(*date.place)] == place
    assert place not in line[slice(*date.span)]


def test_a_year_before_a_word_is_no_date_line() -> None:
    rules = LayoutRules(LANGUAGES["en"], _RULE)

    assert rules.date(Line(0, 9, "1887 Ayr.")) is None
