"""The mapping record says what the record says, regrouped, with every item naming what it stands in."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from kg.records.date import DateRecord, DateRole
from kg.records.document import DocumentRecord
from kg.records.evidence import evidence_of
from kg.records.locator import Basis, Locator
from kg.records.mapping_form import mapping_record
from kg.records.places import place_of_field
from tests.mappings.records import PAGE, core_letter, deep_letter

LETTERS = [deep_letter, core_letter]


def objects(value: object, path: str = "$") -> Iterator[tuple[str, Mapping[str, object], bool]]:
    """All objects of a record with their paths, and whether they stand in a list."""
    if isinstance(value, Mapping):
        for name, member in value.items():
            if isinstance(member, Mapping):
                yield f"{path}.{name}", member, False
            yield from objects(member, f"{path}.{name}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, Mapping):
                yield f"{path}[{index}]", item, True
            yield from objects(item, f"{path}[{index}]")


@pytest.mark.parametrize("letter", LETTERS)
def test_a_record_is_json_and_equal_records_give_equal_json(letter: object) -> None:
    assert callable(letter)

    assert json.dumps(mapping_record(letter())) == json.dumps(mapping_record(letter()))


@pytest.mark.parametrize("letter", LETTERS)
def test_nothing_absent_is_written(letter: object) -> None:
    assert callable(letter)
    values = [value for _, item, _ in objects(mapping_record(letter())) for value in item.values()]

    assert [value for value in values if value in (None, "", [], {}) or value is False] == []


@pytest.mark.parametrize("letter", LETTERS)
def test_every_object_in_a_list_names_its_letter(letter: object) -> None:
    assert callable(letter)
    record = mapping_record(letter())

    bare = [path for path, item, listed in objects(record) if listed and item.get("doc") != record["doc"]]
    assert bare == []


def test_what_stands_in_something_with_an_identity_names_it() -> None:
    record = mapping_record(deep_letter())
    stands_in = {path: item.get("of") for path, item, listed in objects(record) if listed}

    assert stands_in["$.documents[0].senders[0]"] == {"type": "doc", "key": record["doc"]}
    assert stands_in["$.signatures[0].capacities[0]"] == {"type": "relation", "key": f"{record['doc']}-signature1"}
    assert stands_in["$.persons[0].names[0]"] == record["persons"][0]["reference"]  # type: ignore[index] # JSON
    assert stands_in["$.documents[0]"] is None


def test_what_is_inferred_stands_apart_from_what_is_stated() -> None:
    record = mapping_record(deep_letter())
    main = record["documents"][0]  # type: ignore[index] # JSON

    assert {one["basis"] for one in main["senders"]} == {"stated"}
    assert {one["basis"] for one in main["inferred_addressees"]} == {"inferred"}
    assert {one["basis"] for one in record["inferred_memberships"]} == {"inferred"}  # type: ignore[attr-defined] # JSON
    assert "inferred" not in {one["basis"] for one in record["memberships"]}  # type: ignore[attr-defined] # JSON


def with_date(date: DateRecord) -> DocumentRecord:
    letter = core_letter()
    return replace(letter, main=replace(letter.main, dates=(date,)))


@pytest.mark.parametrize("basis", [Basis.STATED, Basis.INFERRED])
def test_bounds_by_our_convention_are_called_inferred(basis: Basis) -> None:
    day = datetime.date(1919, 11, 1)
    place = Locator("a.txt", 1, 1, 0, 14, "early November")
    date = DateRecord("k-sent", DateRole.SENT, "early November", place, "1919-11", day, day, bounds_basis=basis)

    [sent] = mapping_record(with_date(date))["documents"][0]["dates"]["sent"]  # type: ignore[index] # JSON
    prefix = "inferred_" if basis is Basis.INFERRED else ""
    assert (sent["expressed"], sent[f"{prefix}edtf"], sent[f"{prefix}earliest"]) == (
        "early November",
        "1919-11",
        "1919-11-01",
    )
    assert ("edtf" in sent) is (basis is Basis.STATED)


def test_of_what_is_only_told_everybody_takes_part() -> None:
    told = [one for one in mapping_record(deep_letter())["events"] if one.get("told")]  # type: ignore[attr-defined] # JSON

    assert told != []
    assert all("performers" not in one for one in told)


@pytest.mark.parametrize("letter", LETTERS)
def test_keys_of_evidence_are_unique_and_begin_with_the_letters(letter: object) -> None:
    assert callable(letter)
    record = letter()
    keys = Counter(one.key for one in evidence_of(record))

    assert [key for key, count in keys.items() if count > 1] == []
    scopes = (record.key, record.edition.key if record.edition else record.key)
    assert [key for key in keys if not key.startswith(scopes)] == []


def test_the_field_of_every_piece_of_evidence_exists_and_its_words_are_those_of_the_page() -> None:
    letter = deep_letter()
    record = mapping_record(letter)
    paths = {path for path, _, _ in objects(record)}

    for one in evidence_of(letter):
        assert one.field in paths, one.key
        assert PAGE[one.locator.start : one.locator.end] == one.locator.exact


def test_the_place_of_a_field_is_its_own_locator_or_that_of_the_nearest_thing_above() -> None:
    record = mapping_record(deep_letter())

    def words(field: str) -> str | None:
        place = place_of_field(record, field)
        return None if place is None else place.words

    assert words("$.documents[0].senders[0].agent.key") == "Anna Vogel"
    assert words("$.documents[0].form") == "Petition"
    assert words("$.documents[0].heading") == "Anna Vogel - Harbour Board"
    assert words("$.documents[0].reference.key") == "Anna Vogel - Harbour Board"
    assert words("$.documents[0].dates.written[0].edtf") == "5/18 May 1920"
    assert words("$.persons[0].reference.key") == "Anna Vogel"
    assert words("$.no_such_member.key") is None
    assert words("$.documents[99].text") is None
