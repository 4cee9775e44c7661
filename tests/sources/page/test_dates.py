"""Dates as pages print them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records.calendars import CalendarRule
from kg.records.certainty import Certainty
from kg.records.date import Calendar, DateValue
from kg.records.locator import Basis
from kg.sources.page.dates import day_pattern, read_date, read_date_line
from kg.sources.page.language import ENGLISH, line_words

RUSSIA = CalendarRule("julian-until-1918")
MONTHS = [name.capitalize() for name in ENGLISH.months if len(name) > 4]


def read(line: str, rule: CalendarRule = RUSSIA) -> DateValue | None:
    return read_date_line(line, ENGLISH, rule, years=(1912, 1927))


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("November 12, 1919", "1919-11-12"),
        ("November 12th day 1919", "1919-11-12"),
        ("12 November 1919", "1919-11-12"),
        ("July 24 [1920]", "1920-07-24"),
        ("[January 20] 1919", "1919-01-20"),
        ("[May] 3 [1920]", "1920-05-03"),
        ("December 1913", "1913-12"),
        ("1919", "1919"),
        ("5.X. 1918", "1918-10-05"),
        ("16/11 21", "1921-11-16"),
        ("13/1-26", "1926-01-13"),
        ("1920-05-03", "1920-05-03"),
        ("May 3-5, 1920", "1920-05-03/1920-05-05"),
        ("[late January 1918]", "[1918-01-21..1918-01-31]"),
        ("[early May 1920]", "[1920-05-01..1920-05-10]"),
        ("[late February 1920]", "[1920-02-21..1920-02-29]"),
        ("[previously May 4, 1918]", "[..1918-05-04]"),
        ("[not later than May 4, 1918]", "[..1918-05-04]"),
        ("[later May 4, 1920]", "[1920-05-04..]"),
        ("about May 4, 1920", "1920-05-04~"),
        ("[May 4, 1920?]", "1920-05-04?"),
        ("[about 1920?]", "1920%"),
        ("[early May 1920?]", "[1920-05-01..1920-05-10]"),
    ],
)
def test_a_date_line_is_read(line: str, edtf: str) -> None:
    reading = read(line)

    assert reading is not None
    assert reading.edtf == edtf


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("14. 11. 1925", "1925-11-14"),
        ("25.08.1923", "1923-08-25"),
        ("09.1920", "1920-09"),
        ("21. 9. [1924]", "1924-09-21"),
        ("29. VI. 19", "1919-06-29"),
        ("14 XI 25", "1925-11-14"),
        ("12. X. 913", "1913-10-12"),
        ("7. 11. 926", "1926-11-07"),
        ("[15. 11. 1925 – 19. 11. 1925?]", "[1925-11-15..1925-11-19]"),
        ("3./4. 2. 1809", "1809-02-03/1809-02-04"),
        ("May 20-June 3, 1920", "1920-05-20/1920-06-03"),
        ("late January 1918", "[1918-01-21..1918-01-31]"),
        ("Monday, May 3, 1920", "1920-05-03"),
        ("between May 3 and May 5, 1920", "[1920-05-03..1920-05-05]"),
        ("den 12. November 1919", "1919-11-12"),
        ("20. Mai – 3. Juni 1920", "1920-05-20/1920-06-03"),
        ("zwischen dem 3. und 5. Mai 1920", "[1920-05-03..1920-05-05]"),
        ("vor dem 4. Mai 1918", "[..1918-05-04]"),
        ("nach dem 4. Mai 1920", "[1920-05-04..]"),
        ("um 1920", "1920~"),
        ("Anfang November 1919", "[1919-11-01..1919-11-10]"),
        ("Sommer 1920", "1920-22"),
        ("le 1er mai 1919", "1919-05-01"),
        ("mi-mai 1920", "[1920-05-11..1920-05-20]"),
        ("avant le 4 mai 1918", "[..1918-05-04]"),
        ("vers le 4 mai 1918", "1918-05-04~"),
        ("12 ноября 1919 г.", "1919-11-12"),
        ("[Не ранее 4 мая 1918 г.]", "[1918-05-04..]"),
        ("3 dicembre 1633", "1633-12-03"),
        ("principios de mayo de 1920", "[1920-05-01..1920-05-10]"),
        ("3 grudnia 1919 r.", "1919-12-03"),
    ],
)
def test_dates_of_every_language_are_read(line: str, edtf: str) -> None:
    reading = read_date_line(line, line_words("en"), CalendarRule("gregorian"), years=(1912, 1927))

    assert reading is not None
    assert reading.edtf == edtf


@pytest.mark.parametrize(
    "line", ["3/4/1920", "16/11 21", "12. X. 913", "5/VI 97", "31. Februar 1920", "June 3-May 20, 1920"]
)
def test_nothing_is_guessed_of_a_short_year_or_of_two_possible_days(line: str) -> None:
    assert read_date_line(line, line_words("en"), CalendarRule("gregorian")) is None


def test_brackets_are_the_editors_conclusion() -> None:
    reading = read("July 24 [1920]")

    assert reading is not None
    assert reading.certainty == (Certainty.CONJECTURED,)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "May",
        "May 4",
        "February 30, 1920",
        "May 32, 1920",
        "13.XIII.1920",
        "1920-13",
        "1920-13-01",
        "0.V.1920",
        "late",
        "May 5-3, 1920",
        "x",
    ],
)
def test_what_is_no_date_or_no_such_day_is_not_read(line: str) -> None:
    assert read(line) is None


def test_until_february_1918_russian_dates_are_julian() -> None:
    old, new = read("January 31, 1918"), read("February 14, 1918")

    assert old is not None
    assert new is not None
    assert (old.calendar, new.calendar) == (Calendar.JULIAN, Calendar.GREGORIAN)
    assert old.earliest is not None
    assert new.earliest is not None
    assert new.earliest - old.earliest == datetime.timedelta(days=1)


def test_the_bounds_of_a_part_of_a_month_are_our_convention() -> None:
    reading = read("[early November 1919]")

    assert reading is not None
    assert (reading.qualifier, reading.bounds_basis) == ("early", Basis.INFERRED)


def test_an_open_date_has_one_bound() -> None:
    before, after, about = read("[previously May 4, 1920]"), read("[later May 4, 1920]"), read("about May 4, 1920")

    assert before is not None
    assert after is not None
    assert about is not None
    assert (before.earliest, before.latest) == (None, datetime.date(1920, 5, 4))
    assert (after.earliest, after.latest) == (datetime.date(1920, 5, 4), None)
    assert (about.earliest, about.latest) == (None, None)


def test_a_doubtful_date_has_no_bounds() -> None:
    reading = read("[May 4, 1920?]")

    assert reading is not None
    assert (reading.earliest, reading.latest, reading.qualifier) == (None, None, "?")


def test_a_leap_day_exists_in_the_julian_calendar_only() -> None:
    assert read("February 29, 1900", CalendarRule("julian")) is not None
    assert read("February 29, 1900", CalendarRule("gregorian")) is None


@given(st.dates(datetime.date(1600, 1, 1), datetime.date(2029, 12, 31)))
def test_every_day_is_read_as_itself_in_every_form(day: datetime.date) -> None:
    month = MONTHS_BY_NUMBER[day.month]
    rule = CalendarRule("gregorian")
    forms = (f"{month} {day.day}, {day.year}", f"[{day.day} {month} {day.year}]", day.isoformat())

    for form in forms:
        reading = read(form, rule)

        assert reading is not None
        assert reading.edtf == day.isoformat()
        assert (reading.earliest, reading.latest) == (day, day)


MONTHS_BY_NUMBER = {ENGLISH.months[name]: name.capitalize() for name in list(ENGLISH.months)[:12]}


@given(st.dates(datetime.date(1600, 3, 1), datetime.date(1917, 12, 31)))
def test_julian_days_follow_each_other_without_gap(day: datetime.date) -> None:
    rule = CalendarRule("julian-until-1918")
    following = day + datetime.timedelta(days=1)

    one, two = (read(each.isoformat(), rule) for each in (day, following))

    assert one is not None
    assert two is not None
    assert one.earliest is not None
    assert two.earliest is not None
    gap = (two.earliest - one.earliest).days
    assert gap == 1 or (gap == 2 and (day.month, day.day) == (2, 28))  # 29 February of a Julian leap year lies between


@given(st.text(max_size=40))
def test_no_words_raise(words: str) -> None:
    read(words)
    read_date(words, ENGLISH, RUSSIA)


@given(st.sampled_from(MONTHS), st.integers(1, 28), st.integers(1600, 2029), st.text("abc ,.", max_size=6))
def test_a_date_is_found_within_a_sentence(month: str, day: int, year: int, around: str) -> None:
    match = day_pattern(ENGLISH).search(f"{around} {month} {day}, {year} {around}")

    assert match is not None
    assert match.group() == f"{month} {day}, {year}"
