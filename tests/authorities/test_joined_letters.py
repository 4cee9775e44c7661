"""Decisions of kind letter join documents; the one whose key the letter has is preferred."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from kg.authorities.decisions import Decision, DecisionKind
from kg.authorities.joined_letters import joined_letters
from kg.authorities.resolution import resolve
from kg.errors import Where
from kg.records.reference import EntityType

DAY = datetime.date(2026, 2, 3)


def same(*keys: str, stays: str | None = None, kind: EntityType = EntityType.DOC) -> Decision:
    return Decision(DecisionKind.SAME, kind, keys, "M. Lind", DAY, "Same words.", Where("d.yaml"), stays)


@pytest.mark.parametrize(("stays", "preferred"), [(None, "a-1"), ("b-1", "b-1")])
def test_the_documents_of_a_decision_are_one_letter(stays: str | None, preferred: str) -> None:
    found = joined_letters(resolve([same("a-1", "b-1", stays=stays)])[0], {"a-1", "b-1", "c-1"})

    assert {key: one.letter for key, one in found.documents.items()} == {"a-1": preferred, "b-1": preferred}
    assert [key for key, one in found.documents.items() if one.preferred] == [preferred]
    assert all("M. Lind, 2026-02-03: Same words." in (one.because or "") for one in found.documents.values())


def test_a_letter_may_have_a_key_that_no_document_has() -> None:
    found = joined_letters(resolve([same("a-1", "b-1", stays="new-1")])[0], {"a-1", "b-1"})

    assert found.letter("b-1") == "new-1"
    assert [key for key, one in found.documents.items() if one.preferred] == ["a-1"]


def test_a_decision_waits_for_its_documents() -> None:
    decisions = resolve([same("a-1", "gone-1")])[0]

    assert joined_letters(decisions, {"a-1"}).documents == {}


def test_decisions_about_persons_join_no_letters() -> None:
    decisions = resolve([same("a-1", "b-1", kind=EntityType.PERSON)])[0]

    assert joined_letters(decisions, {"a-1", "b-1"}).documents == {}


def test_a_decision_may_prefer_another_document_than_the_one_that_names_the_letter() -> None:
    decision = replace(same("a-1", "b-1"), prefer="b-1")

    found = joined_letters(resolve([decision])[0], {"a-1", "b-1"})

    assert found.letter("b-1") == "a-1"
    assert [key for key, one in found.documents.items() if one.preferred] == ["b-1"]
