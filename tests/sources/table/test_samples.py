"""The two real tables: every row is a record, and it says what the cells say.

The cells are read here by Python's ``csv`` and nothing of ours, and compared with the record one by one.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.config.columns import Constant
from kg.records.calendars import CalendarRule
from kg.records.certainty import Certainty
from kg.records.document import DocumentRecord, Finding, PlaceRole
from kg.records.edtf_dates import date_from_edtf
from kg.records.locator import Basis
from kg.records.reference import Reference
from kg.sources.table import TableReader
from kg.sources.text import SourceSettings
from tests.sources.table.tables import described, opened, read


@dataclass(frozen=True)
class Sample:
    rows: list[dict[str, str]]
    records: tuple[DocumentRecord, ...]
    findings: tuple[Finding, ...]
    text: str

    @property
    def both(self) -> list[tuple[dict[str, str], DocumentRecord]]:
        return list(zip(self.rows, self.records, strict=True))


def sample(path: Path, settings: SourceSettings) -> Sample:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    data = path.read_bytes()
    result = read(data, settings=settings)
    return Sample(rows, result.records, result.findings, opened(data)[1].text)


@pytest.fixture(scope="module")
def spener(shared: Path) -> Sample:
    return sample(shared / "samples/csv/spener/letters.csv", SourceSettings("sp", language="de"))


@pytest.fixture(scope="module")
def tolkien(shared: Path) -> Sample:
    sender = Constant("J. R. R. Tolkien", "http://viaf.org/viaf/95218067")
    settings = SourceSettings("jt", edition="letters", columns=described(sender=sender))
    return sample(shared / "samples/csv/tolkien/letters.csv", settings)


def _plain(printed: str) -> str:
    """The name without brackets around the whole and a question mark at its end."""
    inner = re.fullmatch(r"\[([^\[\]]*)\]", printed.strip())
    return (inner[1] if inner else printed).strip().removesuffix("?").strip()


def test_every_row_is_one_record(spener: Sample, tolkien: Sample) -> None:
    assert len(spener.rows) == len(spener.records) == 2435
    assert len(tolkien.rows) == len(tolkien.records) == 508


def test_the_key_and_its_edition_are_the_own_id(shared: Path, spener: Sample) -> None:
    data = (shared / "samples/csv/spener/letters.csv").read_bytes()
    ids = [one.own_id for one in TableReader().identify(*opened(data))]

    assert ids == [f"{row['edition'].lower()}-{row['key']}" for row in spener.rows]


@pytest.mark.parametrize("role", ["sender", "addressee"])
def test_every_name_of_a_party_is_the_cells(spener: Sample, role: str) -> None:
    for row, record in spener.both:
        parties = record.main.senders if role == "sender" else record.main.addressees
        names = {one.reference: [name.text for name in one.names] for one in record.entities}

        printed = [_plain(name) for name in row[role].split("|")]
        assert len(parties) == len(printed)
        for party, name in zip(parties, printed, strict=True):
            assert name in names[party.agent]


@pytest.mark.parametrize("role", ["sender", "addressee"])
def test_brackets_and_question_marks_of_a_party_are_its_certainty(spener: Sample, role: str) -> None:
    for row, record in spener.both:
        parties = record.main.senders if role == "sender" else record.main.addressees
        for party, printed in zip(parties, row[role].split("|"), strict=True):
            whole = re.fullmatch(r"\[[^\[\]]*\]", printed.strip()) is not None
            assert (Certainty.CONJECTURED in party.certainty) == whole
            assert (Certainty.UNCERTAIN in party.certainty) == (whole and "?" in printed)


@pytest.mark.parametrize(
    ("column", "scheme"),
    [("senderID", "gnd"), ("addresseeID", "gnd"), ("senderPlaceID", "geonames"), ("addresseePlaceID", "geonames")],
)
def test_every_id_that_can_be_paired_is_the_cells(spener: Sample, column: str, scheme: str) -> None:
    for row, record in spener.both:
        ids = [one for one in row[column].split("|") if one]
        if len(ids) != len(row[column.removesuffix("ID")].split("|")):
            continue
        of_column = _references(record, column)
        keys = [f"{scheme}-{one.rstrip('/').rsplit('/', 1)[1].lower()}" for one in ids]

        assert [one.key for one in of_column] == keys


def _references(record: DocumentRecord, column: str) -> list[Reference]:
    main = record.main
    role = PlaceRole.SENT if column.startswith("sender") else PlaceRole.RECEIVED
    if "Place" in column:
        return [place.place for place in main.places if place.role is role]
    return [party.agent for party in (main.senders if column.startswith("sender") else main.addressees)]


def test_places_are_the_cells(spener: Sample) -> None:
    for row, record in spener.both:
        names = {one.reference: [name.text for name in one.names] for one in record.entities}
        for column, role in (("senderPlace", PlaceRole.SENT), ("addresseePlace", PlaceRole.RECEIVED)):
            printed = [_plain(name) for name in re.split(r"\||(?<=\w) oder (?=\w)", row[column]) if name]
            found = [place.place for place in record.main.places if place.role is role]

            assert len(found) == len(printed)
            assert all(name in names[place] for place, name in zip(found, printed, strict=True))


def test_dates_are_the_edtf_of_the_cells_and_the_words_are_kept(spener: Sample) -> None:
    for row, record in spener.both:
        (date,) = record.main.dates
        expected = date_from_edtf(row["senderDate"], rule=CalendarRule())

        assert date.edtf == expected.edtf
        assert date.expressed == row["senderDateText"]
        if "?" not in row["senderDateText"]:  # a doubt of the words opens the bounds
            assert (date.earliest, date.latest) == (expected.earliest, expected.latest)
        assert (Certainty.CONJECTURED in date.certainty) == ("[" in row["senderDateText"])


def test_every_locator_is_its_cell(spener: Sample) -> None:
    for row, record in spener.both[::40]:
        for party in record.main.senders:
            assert party.locator.exact in row["sender"]
            assert spener.text[party.locator.start : party.locator.end] == party.locator.exact


def test_what_cannot_be_paired_is_reported_with_its_line(spener: Sample) -> None:
    unequal = [
        record
        for row, record in spener.both
        for name in ("sender", "addressee", "senderPlace", "addresseePlace")
        if row[f"{name}ID"]
        and len([one for one in row[f"{name}ID"].split("|") if one]) != len(row[name].split("|"))
        and "||" not in f"|{row[f'{name}ID']}|"
    ]

    reported = [
        record for record in spener.records if any(one.code == "names-and-ids-differ" for one in record.findings)
    ]
    assert reported == unequal


def test_the_one_sender_of_all_letters_is_curated(tolkien: Sample) -> None:
    assert {party.basis for record in tolkien.records for party in record.main.senders} == {Basis.CURATED}
    assert {len(record.main.senders) for record in tolkien.records} == {1}


def test_bodies_and_persons_are_the_addressees_of_the_cells(tolkien: Sample) -> None:
    for row, record in tolkien.both:
        names = {one.reference: one.names[0].text for one in record.entities}
        expected = [name for name in (row["addressee"], row["addresseeOrg"].replace("&amp;", "&")) if name]

        assert [names[party.agent] for party in record.main.addressees] == expected


def test_every_filled_date_cell_is_a_date_and_no_other(tolkien: Sample) -> None:
    columns = ("senderDate", "senderDateFrom", "senderDateTo", "senderDateEarliest", "senderDateLatest")
    for row, record in tolkien.both:
        assert bool(record.main.dates) == any(row[column] for column in columns)
        assert (row["senderDateEvidence"] == "conjecture") == any(
            Certainty.CONJECTURED in date.certainty for date in record.main.dates
        )


def test_columns_that_are_not_read_are_told(tolkien: Sample) -> None:
    (unused,) = (one for one in tolkien.findings if one.code == "columns-unused")

    assert all(f"“{name}”" in unused.what for name in ("textType", "seeAlso", "exclude", "abridged"))
