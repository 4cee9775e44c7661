"""Whether dates lie within a period: by Python and by SPARQL."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from kg.records.calendars import CalendarRule
from kg.records.edtf_dates import date_from_edtf
from kg.records.period import PREFIXES, REACH, Period, Within, possible_days, within, within_all, within_pattern
from tests.records.edtf_strategies import days, edtf_texts

MAY = Period(datetime.date(1920, 5, 1), datetime.date(1920, 5, 31))
NODE = NamedNode("http://example.org/date")
EXAMPLES = Path(__file__).parents[2] / "docs" / "queries"


def read(text: str, period: Period = MAY) -> Within:
    value = date_from_edtf(text, rule=CalendarRule())
    return within(value.earliest, value.latest, value.edtf, period)


@pytest.mark.parametrize(
    ("edtf", "answer"),
    [
        ("1920-05-01", Within.CERTAINLY),
        ("1920-05-31", Within.CERTAINLY),
        ("1920-05", Within.CERTAINLY),
        ("[1920-05-03..1920-05-07]", Within.CERTAINLY),
        ("1920-04-30", Within.NOT),
        ("1920-06-01", Within.NOT),
        ("1920", Within.POSSIBLY),
        ("1920-04/1920-05", Within.POSSIBLY),
        ("[1920-05-03..]", Within.POSSIBLY),
        ("[1904-05-03..]", Within.POSSIBLY),
        ("[1920-06..]", Within.NOT),
        ("[..1920-04]", Within.NOT),
        ("[..1920-05-10]", Within.POSSIBLY),
        ("1920-05-03?", Within.POSSIBLY),
        ("1925~", Within.POSSIBLY),
        ("1523~", Within.NOT),
        ("1669~/1670~", Within.NOT),
        ("1669~/..", Within.POSSIBLY),
        ("Y-12000", Within.POSSIBLY),
        ("0005?", Within.NOT),
        ("9995~", Within.NOT),
        ("1857-12-40", Within.UNDATED),
    ],
)
def test_a_date_lies_within_may_1920(edtf: str, answer: Within) -> None:
    assert read(edtf) is answer


def test_an_uncertain_date_reaches_ten_years_and_is_never_certain() -> None:
    year = datetime.date(1920 + REACH, 1, 1)

    assert read("1920?", Period(year, year.replace(month=12))) is Within.POSSIBLY
    assert read("1920?", Period(year.replace(year=1921 + REACH))) is Within.NOT
    assert read("1920?", Period()) is Within.POSSIBLY


def test_several_dates_agree_or_make_it_possible() -> None:
    assert within_all([]) is Within.UNDATED
    assert within_all([Within.UNDATED, Within.NOT]) is Within.NOT
    assert within_all([Within.CERTAINLY, Within.CERTAINLY]) is Within.CERTAINLY
    assert within_all([Within.CERTAINLY, Within.NOT]) is Within.POSSIBLY


@given(edtf_texts(), days(), days())
def test_the_answer_follows_from_the_possible_days(text: str, one: datetime.date, other: datetime.date) -> None:
    period = Period(min(one, other), max(one, other))
    value = date_from_edtf(text, rule=CalendarRule())

    answer = within(value.earliest, value.latest, value.edtf, period)

    first, last = possible_days(value.earliest, value.latest, value.edtf)
    assert first <= last
    assert (answer is Within.UNDATED) == (value.edtf is None)
    if answer is Within.CERTAINLY:
        assert period.first <= first
        assert last <= period.last
    elif answer is Within.NOT:
        assert first > period.last or last < period.first


@given(edtf_texts(), st.sampled_from(["gregorian", "julian"]), days(), days())
def test_sparql_gives_the_answers_of_python(text: str, calendar: str, one: datetime.date, other: datetime.date) -> None:
    period = Period(min(one, other), max(one, other))
    value = date_from_edtf(text, rule=CalendarRule(calendar))

    answer = by_sparql(value.earliest, value.latest, value.edtf, period)

    assert answer == within(value.earliest, value.latest, value.edtf, period)


@given(st.none() | days(), st.none() | days(), st.none() | edtf_texts(), days())
def test_sparql_agrees_whatever_the_node_has(
    earliest: datetime.date | None, latest: datetime.date | None, edtf: str | None, day: datetime.date
) -> None:
    period = Period(day, day)

    assert by_sparql(earliest, latest, edtf, period) == within(earliest, latest, edtf, period)


def test_the_example_query_uses_this_definition() -> None:
    query = (EXAMPLES / "07-letters-between-two-dates.rq").read_text(encoding="utf-8")

    pattern = within_pattern("date", "?from", "?to")

    assert " ".join(pattern.split()) in " ".join(query.split())


def by_sparql(
    earliest: datetime.date | None, latest: datetime.date | None, edtf: str | None, period: Period
) -> str | None:
    """Ask a store that has one date node."""
    store = Store()
    crm, xsd = "http://www.cidoc-crm.org/cidoc-crm/", "http://www.w3.org/2001/XMLSchema#date"
    for name, day in (("P82a_begin_of_the_begin", earliest), ("P82b_end_of_the_end", latest)):
        if day is not None:
            store.add(Quad(NODE, NamedNode(crm + name), Literal(day.isoformat(), datatype=NamedNode(xsd))))
    if edtf is not None:
        datatype = NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")
        normal = NamedNode("https://www.ica.org/standards/RiC/ontology#normalizedDateValue")
        store.add(Quad(NODE, normal, Literal(edtf, datatype=datatype)))
    first, last = (f'"{day}"^^xsd:date' for day in (period.first, period.last))
    query = f"{PREFIXES} SELECT ?day_within {{ VALUES ?day {{ {NODE} }} {within_pattern('day', first, last)} }}"
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)
    [row] = solutions
    answer = row["day_within"]
    assert isinstance(answer, Literal)
    return answer.value
