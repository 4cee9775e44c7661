"""Whatever stands in a table: it is read or refused with our own error, and every locator gives its words back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.authorities import Authorities
from kg.config.columns import ROLE_NAMES
from kg.errors import MalformedSource
from kg.records.document import Document
from kg.records.mapping_form import mapping_record
from kg.sources.rows.headings import roles_of
from kg.sources.table import TableReader
from kg.sources.text import SourceSettings
from tests.sources.pages import locators
from tests.sources.table.tables import described, opened, read

ANY = st.text(st.characters(codec="utf-8"), max_size=15)
PLAUSIBLE = st.sampled_from(
    [
        *(
            "A. Vogel",
            "[A. Vogel?]",
            "A. Vogel|B. Talg",
            "A; B;",
            "N. N.",
            "[unbekannt]",
            "A oder B",
            "?",
            "[",
            "]",
            "|",
        ),
        *(
            "1901-05-03",
            "1901?",
            "[..1901-05]",
            "1857-12-40",
            "9999",
            "1901/1900",
            "3. Mai 1901",
            "5/3/1901",
            "/",
            "Y9",
        ),
        *(
            "http://d-nb.info/gnd/118540238",
            "hhttp://viaf.org/viaf/1|#x",
            "Keine Treffer",
            "#",
            "geonames:1",
            "http://",
        ),
        *(
            "&amp;",
            "&#0;",
            "&#x110000;",
            '"',
            '""',
            "conjecture",
            "low",
            "Ansichtskarte",
            "de",
            "xx-!",
            "https://x.example",
        ),
    ]
)
CELL = st.one_of(st.just(""), PLAUSIBLE, ANY)
ROLE = st.sampled_from(ROLE_NAMES)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    """Different roles as headings, and rows of as many cells."""
    roles = draw(st.lists(ROLE, min_size=1, max_size=8, unique=True))
    rows = draw(st.lists(st.lists(CELL, min_size=len(roles), max_size=len(roles)), max_size=5))
    return roles, rows


def written(roles: list[str], rows: list[list[str]], delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows([roles, *rows])
    return stream.getvalue()


@settings(max_examples=400)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_declined_or_refused(data: bytes) -> None:
    try:
        read(data)
    except MalformedSource as refused:
        assert str(refused)  # noqa: PT017 - it is refused or not


@settings(max_examples=400)
@given(text=st.text(st.sampled_from('sender,date;"\n\t |[]?&;1901-05Vogel#'), max_size=120))
def test_any_text_under_a_heading_gives_locators_that_hold(text: str) -> None:
    table = f"sender,date,note\n{text}"
    _, decoded = opened(table)
    try:
        records = read(table).records
    except MalformedSource:
        return

    for record in records:
        for one in locators(record):
            assert decoded.text[one.start : one.end] == one.exact


@settings(max_examples=400)
@given(table=tables())
def test_any_cells_make_records_that_can_be_mapped(table: tuple[list[str], list[list[str]]]) -> None:
    roles, rows = table
    columns = described(**{role: role for role in roles})

    result = read(written(roles, rows), settings=SourceSettings("kc", language="de", columns=columns))

    for record in result.records:
        assert mapping_record(record)["doc"] == record.key
    keys = [one.key for one in result.records]
    assert len(set(keys)) == len(keys)


@given(table=tables(), delimiter=st.sampled_from([",", ";", "\t", "|"]))
def test_the_delimiter_makes_no_difference(table: tuple[list[str], list[list[str]]], delimiter: str) -> None:
    roles, rows = table
    roles = [*roles, "extra", "more"]
    rows = [[*row, "x", "y"] for row in rows]
    columns = described(**{role: role for role in roles[:-2]})
    told = described(delimiter=delimiter, **{role: role for role in roles[:-2]})

    one = read(written(roles, rows), settings=SourceSettings("kc", columns=columns))
    other = read(written(roles, rows, delimiter), settings=SourceSettings("kc", columns=told))

    assert [_said(record.main) for record in one.records] == [_said(record.main) for record in other.records]


def _said(main: Document) -> list[object]:
    return [
        [party.agent for party in (*main.senders, *main.addressees)],
        [(date.edtf, date.expressed) for date in main.dates],
        [place.place for place in main.places],
        (main.text, main.heading, main.number, main.form, main.languages),
    ]


@given(table=tables())
def test_reading_again_gives_equal_records(table: tuple[list[str], list[list[str]]]) -> None:
    text = written(*table)
    try:
        first = read(text)
    except MalformedSource:
        return

    assert first == read(text)


@given(headings=st.lists(st.one_of(ANY, st.sampled_from(["sender", "GND", "date", "Ort", "note"])), max_size=8))
def test_every_heading_has_one_role_or_none(headings: list[str]) -> None:
    roles = roles_of(headings)

    assert len(roles) == len(headings)
    assert all(role is None or role in ROLE_NAMES for role in roles)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(newline: str, mark: bytes) -> None:
    table = f'sender,note{newline}A. Vogel,"x{newline}y"{newline}'

    (record,) = read(mark + table.encode()).records

    assert record.notes[0].text == "x\ny"
    assert record.main.senders[0].locator.column == 1


def test_reading_in_parts_gives_the_records_of_the_whole() -> None:
    source, text = opened("sender,date\n" + "".join(f"A. Vogel {n},19{n:02}\n" for n in range(30)))
    reader = TableReader()
    keys = {one.locus: f"kc-{n}" for n, one in enumerate(reader.identify(source, text))}
    whole = reader.read(source, text, keys=keys, authorities=Authorities())

    parts = [
        reader.read(source, text, keys=dict(list(keys.items())[at : at + 7]), authorities=Authorities())
        for at in range(0, 30, 7)
    ]

    assert [record for part in parts for record in part.records] == list(whole.records)
