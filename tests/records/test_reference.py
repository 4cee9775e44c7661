"""docs/reference/record.md names every member that a mapping record may have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

import pytest

from kg.records.agent import (
    AgentRelation,
    AuthorityLink,
    Coordinates,
    Equation,
    Membership,
    Mention,
    NamedEntity,
    OfficeHolding,
    PartOf,
    Party,
)
from kg.records.archival_unit import Instantiation
from kg.records.date import DateRecord
from kg.records.directive import Demand, Directive
from kg.records.document import Document, DocumentPlace, FormClaim, LetterLink
from kg.records.edition import Compiler, Edition, Snapshot
from kg.records.event import Event
from kg.records.evidence_pieces import Evidence
from kg.records.locator import Locator
from kg.records.mapping_form import mapping_record
from kg.records.note import Citation, EditorialNote
from kg.records.signature import Signature
from tests.mappings.records import core_letter, deep_letter

DESCRIBED = (
    AgentRelation, AuthorityLink, Citation, Compiler, Coordinates, DateRecord, Demand, Directive, Document,
    DocumentPlace, EditorialNote, Edition, Equation, Event, Evidence, FormClaim, Instantiation, LetterLink, Locator,
    Membership, Mention, NamedEntity, OfficeHolding, PartOf, Party, Signature, Snapshot,
)  # fmt: skip


@pytest.fixture(scope="module")
def named(project: Path) -> set[str]:
    """Every name that the page sets as code."""
    page = (project / "docs" / "reference" / "record.md").read_text(encoding="utf-8")
    return set(re.findall(r"`([a-z_0-9]+)`", page))


def members(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from value
        for member in value.values():
            yield from members(member)
    elif isinstance(value, list):
        for item in value:
            yield from members(item)


@pytest.mark.parametrize("kind", DESCRIBED, ids=lambda kind: str(kind.__name__))
def test_every_field_of_a_record_class_is_described(kind: type, named: set[str]) -> None:
    names = {field.name for field in fields(kind)}

    assert sorted(name for name in names - named if not name.endswith("_locator") and name != "kind") == []


@pytest.mark.parametrize("letter", [deep_letter, core_letter])
def test_every_top_member_of_a_record_is_described(letter: object, named: set[str]) -> None:
    assert callable(letter)

    assert sorted(mapping_record(letter()).keys() - named) == []
