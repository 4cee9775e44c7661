"""EDTF dates and their bounds."""

from __future__ import annotations

import calendar
import datetime
import re
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.records.calendars import CalendarRule
from kg.records.certainty import Certainty
from kg.records.date import Calendar, DateRole, DateValue, Precision
from kg.records.edtf_dates import COARSENESS, coarsest, date_from_edtf, not_after, not_before, qualified
from kg.records.edtf_syntax import is_edtf_by_library
from kg.records.locator import Basis, Locator
from tests.records.edtf_strategies import days, edtf_texts, mutated, plain_points

GREGORIAN, RUSSIA = CalendarRule(), CalendarRule("julian-until-1918")
RULES = st.sampled_from([GREGORIAN, CalendarRule("julian"), RUSSIA])


def read(text: str, rule: CalendarRule = GREGORIAN) -> DateValue:
    return date_from_edtf(text, rule=rule)


def codes(value: DateValue) -> list[str]:
    return [problem.code for problem in value.problems]


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("1883-10-25", "1883-10-25", "1883-10-25", "day"),
        ("1919-11-12T10:00:00+03:00", "1919-11-12", "1919-11-12", "day"),
        ("1920-02", "1920-02-01", "1920-02-29", "month"),
        ("1985-04-XX", "1985-04-01", "1985-04-30", "month"),
        ("1985-04-3X", "1985-04-30", "1985-04-30", "month"),
        ("1888", "1888-01-01", "1888-12-31", "year"),
        ("1985-XX", "1985-01-01", "1985-12-31", "year"),
        ("1985-XX-XX", "1985-01-01", "1985-12-31", "year"),
        ("1985-XX-31", "1985-01-31", "1985-12-31", "year"),
        ("156X", "1560-01-01", "1569-12-31", "decade"),
        ("156X-12-25", "1560-12-25", "1569-12-25", "decade"),
        ("18XX", "1800-01-01", "1899-12-31", "century"),
        ("15X6", "1506-01-01", "1596-12-31", "century"),
        ("19XX-02-29", "1904-02-29", "1996-02-29", "century"),
        ("1950S2", "1900-01-01", "1999-12-31", "century"),
        ("000X", "0001-01-01", "0009-12-31", "decade"),
        ("[1667-03..1667-06]", "1667-03-01", "1667-06-30", "month"),
        ("[..1667-09-29]", None, "1667-09-29", "day"),
        ("[1888..]", "1888-01-01", None, "year"),
        ("[1542-05-05,1542-05-06]", "1542-05-05", "1542-05-06", "day"),
        ("[1887,1888..]", "1887-01-01", None, "year"),
        ("[1890, 1888]", "1888-01-01", "1890-12-31", "year"),
        ("{1888..1890}", "1888-01-01", "1890-12-31", "year"),
        ("1542-08-22/1542-08-25", "1542-08-22", "1542-08-25", "day"),
        ("1898-01-18/1898", "1898-01-18", "1898-12-31", "year"),
        ("/1541-07-18", None, "1541-07-18", "day"),
        ("1541-09-26/", "1541-09-26", None, "day"),
        ("../1920", None, "1920-12-31", "year"),
        ("1669~/1670", None, "1670-12-31", "year"),
        ("-0044/0014", None, "0014-12-31", "year"),
        ("156X/1570", "1560-01-01", "1570-12-31", "decade"),
        ("1985-33", "1985-01-01", "1985-03-31", "season"),
        ("1985-38", "1985-05-01", "1985-08-31", "year"),
        ("1985-41", "1985-07-01", "1985-12-31", "year"),
    ],
)
def test_a_date_has_a_first_and_a_last_day(text: str, earliest: str | None, latest: str | None, precision: str) -> None:
    value = read(text)

    assert [None if day is None else day.isoformat() for day in (value.earliest, value.latest)] == [earliest, latest]
    assert (value.precision, value.edtf, value.problems) == (precision, text.replace(", ", ","), ())


@pytest.mark.parametrize(
    "text", ["1667%", "1669~/1670~", "1888-06-11?", "156X~", "2004-06-~01", "~2004-06", "[1888?,1889]"]
)
def test_of_an_uncertain_date_no_bound_is_certain(text: str) -> None:
    value = read(text)

    assert value.edtf == text
    assert (value.earliest, value.latest, value.certainty) == (None, None, (Certainty.UNCERTAIN,))
    assert value.qualifier in {"?", "~", "%"}
    assert value.precision is not None


@pytest.mark.parametrize("text", ["-0044", "Y-12000", "Y17E7", "0000/0000"])
def test_a_year_that_is_no_xsd_date_is_kept_without_bounds(text: str) -> None:
    value = read(text)

    assert (value.edtf, value.earliest, value.latest, value.precision) == (text, None, None, Precision.YEAR)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1857-12-40", "impossible-date"),
        ("1523-11-00", "impossible-date"),
        ("1888-13", "impossible-date"),
        ("1900-02-29", "impossible-date"),
        ("1985-02-3X", "impossible-date"),
        ("1857-12-40/1858", "impossible-date"),
        ("Y1E99999", "impossible-date"),
        ("9999", "placeholder-date"),
        ("9999-12-31", "placeholder-date"),
        ("0000-00-00", "placeholder-date"),
        ("1111-11-11", "placeholder-date"),
        ("XXXX", "date-unknown"),
        ("../..", "date-unknown"),
        ("/", "date-unknown"),
        ("1898/1897", "reversed-date"),
        ("[1898-05-03..1897]", "reversed-date"),
        ("1670~/1669~", "reversed-date"),
        ("", "date-not-understood"),
        ("May 1888", "date-not-understood"),
        ("[1888", "date-not-understood"),
        ("[1667~..1668]", "date-not-understood"),
        ("[Y12000..1668]", "date-not-understood"),
        ("188", "date-not-understood"),
        ("9" * 1000, "date-not-understood"),
        ("9" * 200, "date-not-understood"),
    ],
)
def test_what_is_no_date_keeps_no_form(text: str, code: str) -> None:
    value = read(text)

    assert codes(value) == [code]
    assert (value.edtf, value.earliest, value.latest, value.precision) == (None, None, None, None)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("156u", "156X"),
        ("unknown/1541", "/1541"),
        ("1541/open", "1541/.."),
        ("1984?~", "1984%"),
        ("[1667]", "1667"),
        ("[1898-01-18T10:00:00Z..1898-01-18]", "1898-01-18"),
        ("[1898-01-18..1898]", "[1898-01-18..1898-12-31]"),
        (" 1888 ", "1888"),
    ],
)
def test_what_is_meant_as_edtf_gets_its_form(text: str, edtf: str) -> None:
    value = read(text)

    assert (value.edtf, codes(value)) == (edtf, [])


def test_a_year_of_any_millennium_says_nothing_but_its_digits() -> None:
    value = read("X888")

    assert (value.edtf, value.earliest, value.latest, value.precision) == ("X888", None, None, None)


def test_the_precision_of_a_range_of_two_units_is_the_coarser() -> None:
    assert read("[1898-01-18..1898]").precision is Precision.YEAR


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1540-21", "1540-03-01", "1540-06-30"),
        ("1540-22", "1540-06-01", "1540-09-30"),
        ("1540-24", "1540-01-01", "1541-03-31"),
        ("1540-29", "1540-09-01", "1540-12-31"),
        ("9998-24", "9998-01-01", "9999-03-31"),
    ],
)
def test_the_bounds_of_a_season_are_our_convention(text: str, earliest: str, latest: str) -> None:
    value = read(text)

    assert (str(value.earliest), str(value.latest)) == (earliest, latest)
    assert (value.precision, value.bounds_basis) == (Precision.SEASON, Basis.INFERRED)


def test_a_julian_date_stays_as_printed_and_its_bounds_are_gregorian() -> None:
    value = read("1917-10-25", RUSSIA)

    assert (value.edtf, value.calendar, value.earliest) == ("1917-10-25", Calendar.JULIAN, datetime.date(1917, 11, 7))
    assert read("1917/1919", RUSSIA).calendar is Calendar.GREGORIAN
    assert read("1917/1919", RUSSIA).earliest == datetime.date(1917, 1, 14)


def test_days_that_change_their_order_by_conversion_have_no_bounds() -> None:
    assert codes(read("[1918-01-31..1918-02-05]", RUSSIA)) == ["reversed-date"]


def test_a_limit_is_made_of_a_date() -> None:
    date = read("1918-05-04")

    assert (not_after(date).edtf, not_after(date).earliest) == ("[..1918-05-04]", None)
    assert (not_before(date).edtf, not_before(date).latest) == ("[1918-05-04..]", None)
    assert not_after(date).latest == not_before(date).earliest == date.earliest


@pytest.mark.parametrize(
    ("text", "mark", "edtf"),
    [
        ("1888", "?", "1888?"),
        ("1888~", "?", "1888%"),
        ("1888~", "~", "1888~"),
        ("1888/1890", "?", "1888?/1890?"),
        ("1888/..", "~", "1888~/.."),
        ("[1888..1890]", "?", "[1888..1890]"),
        ("2004-06-~11", "?", "2004-06-~11"),
        ("1540-21", "?", "1540-21"),
    ],
)
def test_a_date_becomes_uncertain(text: str, mark: str, edtf: str) -> None:
    value = qualified(read(text), mark, "perhaps")

    assert value.edtf == edtf
    assert (value.earliest, value.latest, value.qualifier) == (None, None, "perhaps")
    assert value.certainty == (Certainty.UNCERTAIN,)
    assert is_edtf_by_library(edtf)


def test_what_is_no_date_becomes_no_date_by_doubt() -> None:
    assert qualified(read("May"), "?", "?").edtf is None


def test_a_value_becomes_the_record_of_a_role() -> None:
    locator = Locator("a.xml", line=1, column=1, start=0, end=4, exact="1888")
    value = read("1888?")

    record = value.record("a-sent", DateRole.SENT, "1888?", locator)

    assert (record.key, record.role, record.expressed, record.locator) == ("a-sent", DateRole.SENT, "1888?", locator)
    assert (record.edtf, record.precision, record.certainty) == ("1888?", Precision.YEAR, (Certainty.UNCERTAIN,))


def test_the_coarsest_unit_is_known_if_all_are() -> None:
    assert coarsest([Precision.DAY, Precision.SEASON, Precision.MONTH]) is Precision.SEASON
    assert coarsest([Precision.DAY, None]) is None
    assert coarsest([]) is None


@given(days())
def test_a_day_is_its_own_bounds(day: datetime.date) -> None:
    assume(not codes(read(day.isoformat())))

    value = read(day.isoformat())

    assert (value.edtf, value.earliest, value.latest, value.precision) == (day.isoformat(), day, day, Precision.DAY)


@given(plain_points(), plain_points())
def test_a_range_goes_from_the_first_to_the_last(one: str, other: str) -> None:
    first, last = sorted([one, other])
    begin, end = read(first), read(last)
    assume(begin.edtf and end.edtf)

    for value in (read(f"{first}/{last}"), read(f"[{first}..{last}]")):
        assert (value.earliest, value.latest) == (begin.earliest, end.latest)
        assert value.precision == coarsest([begin.precision, end.precision])


PATTERNS = st.from_regex(r"1[5-9][0-9X]{2}(-(0[1-9X]|1[012X]|X[0-9X])(-[0-3X][0-9X])?)?", fullmatch=True)


@settings(max_examples=50)
@given(PATTERNS)
def test_the_bounds_of_unspecified_digits_are_those_of_the_days_that_fit(text: str) -> None:
    value = read(text)
    assume(is_edtf_by_library(text))

    pattern = re.compile(text.replace("X", "[0-9]") + "-[0-9]{2}" * (2 - text.count("-")))
    fitting = [day for day in every_day() if pattern.fullmatch(day)]
    if fitting:
        assert (str(value.earliest), str(value.latest)) == (fitting[0], fitting[-1])
    else:
        assert codes(value) == ["impossible-date"]


@cache
def every_day() -> list[str]:
    """The days of the centuries of `PATTERNS`."""
    return [
        f"{year}-{month:02}-{day:02}"
        for year in range(1500, 2000)
        for month in range(1, 13)
        for day in range(1, calendar.monthrange(year, month)[1] + 1)
    ]


def is_honest(text: str, rule: CalendarRule) -> None:
    value = date_from_edtf(text, rule=rule)

    if value.edtf is None:
        assert value.problems
        assert (value.earliest, value.latest, value.precision) == (None, None, None)
        return
    assert is_edtf_by_library(value.edtf)
    assert value.earliest is None or value.latest is None or value.earliest <= value.latest
    if Certainty.UNCERTAIN in value.certainty and "/" not in value.edtf:
        assert (value.earliest, value.latest) == (None, None)
    again = date_from_edtf(value.edtf, rule=rule)
    assert (again.edtf, again.earliest, again.latest) == (value.edtf, value.earliest, value.latest)
    assert value.precision is None or is_no_finer(value, text)


def is_no_finer(value: DateValue, text: str) -> bool:
    """The precision claims no more than the digits that are given: a day has ten characters, a month seven."""
    assert value.precision is not None
    points = [re.sub(r"[?~%\s]|T.*", "", part) for part in re.split(r"/|\.\.|,", text.strip().strip("[]{}"))]
    given_units = {10: Precision.DAY, 7: Precision.MONTH}
    coarse = [given_units.get(len(point.lstrip("-")), Precision.YEAR) for point in points if point and point.isascii()]
    coarse = [unit for unit in coarse if unit]
    return not coarse or COARSENESS.index(value.precision) >= max(map(COARSENESS.index, coarse))


@given(edtf_texts() | mutated(edtf_texts()) | st.text(max_size=30), RULES)
def test_a_date_of_any_text_is_valid_in_order_and_no_finer_than_given(text: str, rule: CalendarRule) -> None:
    is_honest(text, rule)


@pytest.mark.acceptance
@settings(max_examples=2000, deadline=None)
@given(
    edtf_texts() | mutated(edtf_texts()) | st.text(alphabet="0123456789X-/.[]{},?~%YTZES u", max_size=30) | st.text(),
    RULES,
)
def test_many_texts_are_read_honestly(text: str, rule: CalendarRule) -> None:
    is_honest(text, rule)
