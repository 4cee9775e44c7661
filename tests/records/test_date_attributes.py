"""The dating attributes of TEI."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.records.calendars import CalendarRule
from kg.records.certainty import Certainty
from kg.records.date import Calendar, DateValue, Precision
from kg.records.date_attributes import date_from_attributes
from kg.records.edtf_syntax import is_edtf_by_library
from tests.records.edtf_strategies import dating_attributes

GREGORIAN, RUSSIA = CalendarRule(), CalendarRule("julian-until-1918")


def read_all(attributes: dict[str, str], words: str | None = None, rule: CalendarRule = GREGORIAN) -> list[DateValue]:
    return list(date_from_attributes(attributes, words, rule=rule))


def read(attributes: dict[str, str], words: str | None = None, rule: CalendarRule = GREGORIAN) -> DateValue:
    [value] = read_all(attributes, words, rule)
    return value


def codes(value: DateValue) -> list[str]:
    return [problem.code for problem in value.problems]


def bounds(value: DateValue) -> list[str | None]:
    return [None if day is None else day.isoformat() for day in (value.earliest, value.latest)]


@pytest.mark.parametrize(
    ("attributes", "edtf", "earliest", "latest"),
    [
        ({"when": "1898-01-18"}, "1898-01-18", "1898-01-18", "1898-01-18"),
        ({"when": "1898-01"}, "1898-01", "1898-01-01", "1898-01-31"),
        ({"when": " 1898 "}, "1898", "1898-01-01", "1898-12-31"),
        ({"when": "1898-01-18+01:00"}, "1898-01-18", "1898-01-18", "1898-01-18"),
        ({"when": "1898-01-18T10:00:00Z"}, "1898-01-18T10:00:00Z", "1898-01-18", "1898-01-18"),
        ({"when": "1898-01-18T10:00"}, "1898-01-18", "1898-01-18", "1898-01-18"),
        ({"when": "-0044"}, "-0044", None, None),
        ({"when": "12000"}, "Y12000", None, None),
        ({"when": "-12000-03"}, "Y-12000", None, None),
        ({"when": "[1667..1668]"}, "[1667..1668]", "1667-01-01", "1668-12-31"),
        ({"when-iso": "18980118"}, "1898-01-18", "1898-01-18", "1898-01-18"),
        ({"when-iso": "1898-01-18/1898-01-20"}, "1898-01-18/1898-01-20", "1898-01-18", "1898-01-20"),
        ({"when-iso": "1898-01-18/20"}, "1898-01-18/1898-01-20", "1898-01-18", "1898-01-20"),
        ({"when-iso": "1898-01-18/02-03"}, "1898-01-18/1898-02-03", "1898-01-18", "1898-02-03"),
        ({"notBefore": "1898-01-18", "notAfter": "1898"}, "[1898-01-18..1898-12-31]", "1898-01-18", "1898-12-31"),
        ({"notBefore": "1898", "notAfter": "1899"}, "[1898..1899]", "1898-01-01", "1899-12-31"),
        ({"notBefore": "1898-01", "notAfter": "1898-01"}, "1898-01", "1898-01-01", "1898-01-31"),
        ({"notBefore": "1898-01-18T17:00:01Z", "notAfter": "1898-01-18T18:00:00Z"}, "1898-01-18", *["1898-01-18"] * 2),
        ({"from": "1898-01-18T17:00:01Z", "to": "1898-01-19"}, "1898-01-18/1898-01-19", "1898-01-18", "1898-01-19"),
        ({"notBefore": "1898-01-18"}, "[1898-01-18..]", "1898-01-18", None),
        ({"notAfter-iso": "1898-01-18"}, "[..1898-01-18]", None, "1898-01-18"),
        ({"from": "1898-01-18", "to": "1898-02"}, "1898-01-18/1898-02", "1898-01-18", "1898-02-28"),
        ({"from": "1898-01-18"}, "1898-01-18/", "1898-01-18", None),
        ({"to": "1898-01-18"}, "/1898-01-18", None, "1898-01-18"),
        ({"from": "1898-01-18", "notAfter": "1899"}, "1898-01-18/1899", "1898-01-18", "1899-12-31"),
        ({"notBefore": "1898~", "notAfter": "1899"}, "1898~/1899", None, "1899-12-31"),
        (
            {"when": "1898", "notBefore": "1898-05", "notAfter": "1898-06"},
            "[1898-05..1898-06]",
            "1898-05-01",
            "1898-06-30",
        ),
        ({"when": "1898-05-03", "notBefore": "1898-05-01"}, "1898-05-03", "1898-05-03", "1898-05-03"),
        ({"when": "1898-01-18", "when-iso": "1898-01-18"}, "1898-01-18", "1898-01-18", "1898-01-18"),
    ],
)
def test_attributes_are_a_date(attributes: dict[str, str], edtf: str, earliest: str | None, latest: str | None) -> None:
    value = read(attributes)

    assert (value.edtf, bounds(value), codes(value)) == (edtf, [earliest, latest], [])


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ({"when": "1857-12-40 "}, "impossible-date"),
        ({"when": "9999"}, "placeholder-date"),
        ({"when": "--05-12"}, "date-without-year"),
        ({"when": "---12"}, "date-without-year"),
        ({"when": "12. Mai"}, "date-not-understood"),
        ({"when": "1898-13-5"}, "impossible-date"),
        ({"notBefore": "1898-05-03", "notAfter": "1897"}, "reversed-date"),
        ({"from": "1898-05-03", "to": "1898-05-02"}, "reversed-date"),
        ({"notBefore": "0000-00-00"}, "placeholder-date"),
    ],
)
def test_what_is_no_date_is_kept_as_printed_only(attributes: dict[str, str], code: str) -> None:
    value = read(attributes)

    assert code in codes(value)
    assert (value.edtf, value.earliest, value.latest, value.precision) == (None, None, None, None)


def test_one_wrong_end_of_a_range_leaves_the_other() -> None:
    value = read({"notBefore": "1857-12-01", "notAfter": "1857-12-40"})

    assert (value.edtf, bounds(value), codes(value)) == ("[1857-12-01..]", ["1857-12-01", None], ["impossible-date"])


def test_a_date_without_its_zeros_is_read_and_reported() -> None:
    value = read({"when": "1898-5-3"})

    assert (value.edtf, codes(value)) == ("1898-05-03", ["irregular-date"])


def test_dates_that_contradict_each_other_are_both_kept() -> None:
    one, other = read_all({"when": "1898-05-03", "notBefore": "1900", "notAfter": "1901"})

    assert (one.edtf, other.edtf) == ("1898-05-03", "[1900..1901]")
    assert codes(one) == codes(other) == ["dates-disagree"]


def test_a_date_in_words_alone_has_no_form() -> None:
    value = read({}, "3. Mai")

    assert (value.edtf, codes(value)) == (None, ["date-not-normalised"])
    assert read_all({}) == read_all({"cert": "low"}, "  ") == []


@pytest.mark.parametrize(
    ("when", "words", "edtf", "precision"),
    [
        ("1877-02-01", "[Februar 1877]", "1877-02", Precision.MONTH),
        ("1877-02-01", "[Februar 1877?]", "1877-02?", Precision.MONTH),
        ("1877-01-01", "1877", "1877", Precision.YEAR),
        ("1877-07-01", "Sommer 1877", "1877-22", Precision.SEASON),
        ("1877-01-01", "um 1877", "1877~", Precision.YEAR),
        ("1877-04-07", "vor dem 7. April 1877", "[..1877-04-07]", Precision.DAY),
        ("1877-04-10", "[nach dem 7. April 1877]", "[1877-04-07..]", Precision.DAY),
        ("1877-04", "nach März 1877", "[1877-03..]", Precision.MONTH),
        ("1878", "after 1877", "[1877..]", Precision.YEAR),
        ("1877-04-07", "nach April 1877", "[1877-04..]", Precision.MONTH),
    ],
)
def test_a_normal_form_finer_than_its_words_counts_as_the_words(
    when: str, words: str, edtf: str, precision: Precision
) -> None:
    value = read({"when": when}, words)

    assert (value.edtf, value.precision, codes(value)) == (edtf, precision, ["falsely-precise"])


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("1877-02-01", "1. Februar 1877"),
        ("1877-02-01", "Lichtmess 1877"),
        ("1877-02", "1. Februar 1877"),
        ("1877", "1877"),
        ("Y12000", "1877"),
        ("1877-04-07", "vor dem 32. April 1877"),
        ("1877-04-07", "vor 8.4.1877"),
        ("1877-04-07", "vor dem 31. April 1877"),
        ("1877-04-07T10:00:00Z", "7. April 1877"),
    ],
)
def test_a_normal_form_as_fine_as_its_words_stays(when: str, words: str) -> None:
    value = read({"when": when}, words)

    assert (value.edtf, codes(value)) == (when, [])


def test_a_normal_form_of_another_month_than_its_words_is_reported() -> None:
    assert codes(read({"when": "1877-02-01"}, "März 1877")) == ["dates-disagree"]
    assert codes(read({"when": "1877-02-01"}, "1878")) == ["dates-disagree"]
    assert codes(read({"when": "1877-02-01"}, "2. Februar 1877")) == ["dates-disagree"]
    assert codes(read({"when": "1877-02-10"}, "vor dem 7. Februar 1877")) == ["dates-disagree"]


def test_limits_are_not_measured_by_the_words() -> None:
    value = read({"notBefore": "1877-02-01", "notAfter": "1877-02-10"}, "Februar 1877")

    assert (value.edtf, codes(value)) == ("[1877-02-01..1877-02-10]", [])


@pytest.mark.parametrize(
    ("attributes", "words", "edtf", "certainty"),
    [
        ({"when": "1877", "cert": "low"}, None, "1877?", [Certainty.UNCERTAIN]),
        ({"when": "1877", "cert": "medium"}, None, "1877?", [Certainty.UNCERTAIN]),
        ({"when": "1877", "cert": "high"}, None, "1877", []),
        ({"when": "1877", "precision": "low"}, None, "1877~", [Certainty.UNCERTAIN]),
        ({"when": "1877", "precision": "low", "cert": "low"}, None, "1877%", [Certainty.UNCERTAIN]),
        ({"when": "1877", "evidence": "conjecture"}, None, "1877", [Certainty.CONJECTURED]),
        ({"when": "1877"}, "[1877]", "1877", [Certainty.CONJECTURED]),
        ({"when": "1877"}, "1877?", "1877?", [Certainty.UNCERTAIN]),
        ({"when": "x"}, "1877?", None, [Certainty.UNCERTAIN]),
        ({"when": "x", "cert": "low"}, None, None, [Certainty.UNCERTAIN]),
    ],
)
def test_reservations_are_kept(
    attributes: dict[str, str], words: str | None, edtf: str | None, certainty: list[Certainty]
) -> None:
    value = read(attributes, words)

    assert (value.edtf, list(value.certainty)) == (edtf, certainty)
    if Certainty.UNCERTAIN in certainty:
        assert bounds(value) == [None, None]


def test_a_doubt_in_the_words_leaves_the_limits_that_the_edition_gives() -> None:
    value = read({"notBefore": "1898", "notAfter": "1899"}, "[1898 oder 1899?]")

    assert bounds(value) == ["1898-01-01", "1899-12-31"]
    assert value.certainty == (Certainty.CONJECTURED, Certainty.UNCERTAIN)


@pytest.mark.parametrize("mark", [{"calendar": "#julian"}, {"calendar": "Julian"}, {"datingMethod": "#julian"}])
def test_a_marked_day_is_julian(mark: dict[str, str]) -> None:
    value = read({"when": "1731-02-11", **mark})

    assert (value.edtf, value.calendar, bounds(value)) == ("1731-02-11", Calendar.JULIAN, ["1731-02-22"] * 2)


def test_a_day_that_the_words_give_by_the_julian_calendar_is_gregorian_in_when() -> None:
    value = read({"when": "1732-02-22", "calendar": "#julian"}, "11 February 1731/2")

    assert (value.edtf, value.calendar, bounds(value)) == ("1732-02-11", Calendar.JULIAN, ["1732-02-22"] * 2)


@pytest.mark.parametrize(
    ("when", "words", "edtf"),
    [
        ("1917-11-07", "25 октября 1917", "1917-10-25"),
        ("1917-10-25", "25 октября 1917", "1917-10-25"),
        ("1917-10-23", "23.10.1917", "1917-10-23"),
        ("1917-10-25", "25 октября (7 ноября) 1917", "1917-10-25"),
        ("1900-02-29", "29 февраля", "1900-02-29"),
    ],
)
def test_the_rule_of_the_collection_heeds_the_words(when: str, words: str, edtf: str) -> None:
    value = read({"when": when}, words, RUSSIA)

    assert (value.edtf, value.calendar) == (edtf, Calendar.JULIAN)


def test_a_mark_goes_before_the_rule_of_the_collection() -> None:
    value = read({"when": "1917-11-07", "calendar": "#gregorian"}, None, RUSSIA)

    assert (value.calendar, bounds(value)) == (Calendar.GREGORIAN, ["1917-11-07"] * 2)


def test_a_custom_form_is_the_printed_day_of_the_gregorian_when() -> None:
    custom = {"when-custom": "1731-02-11", "datingMethod": "#julian"}

    value = read({"when": "1731-02-22", **custom})

    assert (value.edtf, value.calendar, bounds(value)) == ("1731-02-11", Calendar.JULIAN, ["1731-02-22"] * 2)
    assert read(custom).edtf == "1731-02-11"
    assert read_all({"when-custom": "an II", "datingMethod": "#fr"}) == []


def test_an_unknown_calendar_is_reported() -> None:
    value = read({"when": "1793-12", "calendar": "#revolutionary"})

    assert (value.edtf, value.calendar, codes(value)) == ("1793-12", Calendar.GREGORIAN, ["unknown-calendar"])


WORDS = (
    st.none() | st.text(max_size=20) | st.sampled_from(["[Februar 1877?]", "um 1900", "vor dem 5. Mai 1920", "25. X."])
)


def are_honest(attributes: dict[str, str], words: str | None, rule: CalendarRule) -> None:
    for value in date_from_attributes(attributes, words, rule=rule):
        assert value.edtf is None or is_edtf_by_library(value.edtf)
        assert value.edtf is not None or value.problems
        assert value.edtf is not None or (value.earliest, value.latest, value.precision) == (None, None, None)
        assert value.earliest is None or value.latest is None or value.earliest <= value.latest
        assert "cert" not in attributes or attributes["cert"] != "low" or Certainty.UNCERTAIN in value.certainty


@given(dating_attributes(), WORDS, st.sampled_from([GREGORIAN, RUSSIA]))
def test_any_attributes_are_valid_dates_in_order(
    attributes: dict[str, str], words: str | None, rule: CalendarRule
) -> None:
    are_honest(attributes, words, rule)


@pytest.mark.acceptance
@settings(max_examples=2000, deadline=None)
@given(dating_attributes(), WORDS, st.sampled_from([GREGORIAN, RUSSIA]))
def test_many_attributes_are_valid_dates_in_order(
    attributes: dict[str, str], words: str | None, rule: CalendarRule
) -> None:
    are_honest(attributes, words, rule)
