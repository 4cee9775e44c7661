"""Dates in cells: by both calendars, concluded, or said to be missing."""

from __future__ import annotations

import datetime

import pytest

from kg.records.certainty import Certainty
from kg.records.date import Calendar, DateRecord
from kg.records.document import DocumentRecord
from tests.sources.table.tables import read


def _record(cell: str) -> DocumentRecord:
    return read(f"Absender;Datum\nRuth Quendel;{cell}\n").records[0]


def _date(cell: str) -> DateRecord:
    return _record(cell).main.dates[0]


def test_a_day_by_both_calendars_keeps_its_calendar() -> None:
    date = _date("11./23. Januar 1880")

    assert (date.edtf, date.calendar, date.earliest) == ("1880-01-11", Calendar.JULIAN, datetime.date(1880, 1, 23))


@pytest.mark.parametrize("cell", ["[1805]", "[3. Mai 1805]"])
def test_what_stands_in_brackets_is_concluded(cell: str) -> None:
    assert Certainty.CONJECTURED in _date(cell).certainty


def test_the_brackets_of_edtf_conclude_nothing() -> None:
    assert _date("[1801..1803]").certainty == ()


@pytest.mark.parametrize("cell", ["o. D.", "ohne Datum", "[s.d.]", "undated", "б. д."])
def test_a_cell_that_says_that_there_is_no_date_is_kept_without_a_warning(cell: str) -> None:
    record = _record(cell)

    assert (record.main.dates[0].expressed, record.main.dates[0].edtf) == (cell, None)
    assert not [finding for finding in record.findings if "date" in finding.code]


@pytest.mark.parametrize(
    ("cells", "edtf"),
    [
        ("1871;3;5", "1871-03-05"),
        ("1871;März;05", "1871-03-05"),
        ("1871;4;", "1871-04"),
        ("1871;;", "1871"),
        ("1871;0;0", "1871"),
        ("1871;13;1", None),
    ],
)
def test_year_month_and_day_in_columns_of_their_own_are_one_date(cells: str, edtf: str | None) -> None:
    record = read(f"Absender;Jahr;Monat;Tag\nRuth Quendel;{cells}\n").records[0]

    assert record.main.dates[0].edtf == edtf


def test_a_bare_number_below_the_name_of_a_register_is_of_that_register() -> None:
    record = read("Absender;Absender GND;Absender-ID\nRuth Quendel;118540238;7\n").records[0]

    assert record.main.senders[0].agent.key == "gnd-118540238"
