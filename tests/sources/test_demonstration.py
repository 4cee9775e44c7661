"""The four pages of the demonstration: what they state is read, and S. S. Kamenev is never Lev Kamenev."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.authorities import load_authorities
from kg.records.document import DocumentRecord
from kg.records.locator import Basis
from kg.records.reference import EntityType, Reference
from kg.sources import Source, SourceSettings, decode, reader_for
from tests.conftest import PROJECT

COLLECTION = PROJECT / "collections" / "southern-front-1919"
KEYS = {"1": "sf-1919-11-12-1", "2": "sf-1919-11-12-2", "3": "sf-undated-1", "4": "sf-1919-11-14-1"}


def read(path: Path) -> DocumentRecord:
    source = Source(path.name, path.read_bytes(), SourceSettings("sf", calendar="julian-until-1918"))
    text = decode(source)
    reader = reader_for(source, text)
    assert not isinstance(reader, tuple)
    authorities = load_authorities(sorted((COLLECTION / "authorities").glob("*.yaml")))
    (record,) = reader.read(source, text, keys={"1": KEYS[path.name[0]]}, authorities=authorities).records
    return record


@pytest.fixture(scope="module")
def records() -> dict[str, DocumentRecord]:
    return {path.name[0]: read(path) for path in sorted((COLLECTION / "sources").glob("*.txt"))}


def keys(*references: Reference) -> list[str]:
    return [one.key for one in references]


def test_the_statement_asks_for_one_of_three_things(records: dict[str, DocumentRecord]) -> None:
    demands = records["1"].demands

    assert [len(one.alternatives) for one in demands] == [2, 2, 2]
    assert demands[2].condition == "if the latter comes too early"
    assert demands[2].refers_to == Reference(EntityType.PRESCRIPTION, demands[1].key)
    assert keys(*demands[2].concerns) == ["gusev"]
    assert {keys(*one.proposed_by)[0] for one in demands} == {"serebryakov-lp"}
    assert {keys(*one.proposed_to)[0] for one in demands} == {"politburo"}


def test_the_statement_is_signed_by_both_in_both_capacities(records: dict[str, DocumentRecord]) -> None:
    signatures = records["1"].signatures

    assert keys(*(one.signatory for one in signatures)) == ["serebryakov-lp", "stalin"]
    assert [len(one.capacities) for one in signatures] == [2, 2]
    assert len(records["1"].memberships) == 4


def test_the_telegram_was_sent_by_three_members_and_demands(records: dict[str, DocumentRecord]) -> None:
    telegram = records["2"]

    assert [(one.role, one.edtf) for one in telegram.main.dates] == [("sent", "1919-11-12")]
    assert {keys(one.body)[0] for one in telegram.memberships} == {"rmc-southern-front"}
    assert len(telegram.memberships) == 3
    assert [one.text for one in telegram.demands] == ["two divisions"]


def test_stalins_telegram_has_neither_date_nor_addressee(records: dict[str, DocumentRecord]) -> None:
    main = records["3"].main

    assert (main.dates, main.addressees) == ((), ())
    assert keys(*(one.agent for one in main.senders)) == ["stalin"]


def test_the_resolution_expresses_its_directives_itself(records: dict[str, DocumentRecord]) -> None:
    resolution = records["4"]
    outer = [one for one in resolution.directives if one.order is not None]
    (meeting,) = resolution.events

    assert [one.letter for one in outer] == ["a", "b", None, "c"]
    assert {one.resolution for one in outer} == {resolution.main.reference}
    assert resolution.main.records_event == Reference(EntityType.EVENT, meeting.key)
    assert keys(*meeting.performers) == ["politburo"]
    assert resolution.other_documents == ()
    assert outer[1].conveys is not None


def test_the_offensive_was_suspended_not_ended(records: dict[str, DocumentRecord]) -> None:
    (offensive,) = records["1"].events

    assert [one.role for one in offensive.dates] == ["begin", "suspended"]


def test_s_s_kamenev_is_left_to_the_decision_about_this_letter(records: dict[str, DocumentRecord]) -> None:
    for number in ("1", "4"):
        record = records[number]
        (kamenev,) = [one for one in record.entities if any("Kamenev" in name.text for name in one.names)]

        assert kamenev.basis is Basis.UNRESOLVED
        assert kamenev.reference.key.startswith(record.key)


def test_nothing_is_doubted(records: dict[str, DocumentRecord]) -> None:
    assert [one.code for record in records.values() for one in record.findings] == []
