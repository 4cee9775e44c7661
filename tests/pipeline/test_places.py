"""A shape that is broken is reported in words at the line that the value was read from."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from kg.errors import Where
from kg.graphs.vocabulary import vocabulary_quads
from kg.mapping import Plan, compile_mapping, load_mapping
from kg.outcome import OutcomeViolation, Severity
from kg.pipeline.places import violations_of
from kg.records.mapping_form import mapping_record
from kg.resources import mappings_folder, ontology_folder
from kg.validation import Closure, Shapes, closure_from, load_shapes, validate_document
from tests.mappings.records import PAGE, deep_letter

BASE = "https://letters.example.org/"
Record = dict[str, Any]


@cache
def plan() -> Plan:
    return compile_mapping(load_mapping(mappings_folder()), base_iri=BASE)


@cache
def model() -> tuple[Shapes, Closure]:
    vocabulary = vocabulary_quads(base_iri=BASE, folder=ontology_folder())
    return load_shapes(ontology_folder() / "shapes"), closure_from(vocabulary=vocabulary, curated=[])


@cache
def sound() -> Record:
    return mapping_record(deep_letter())


def violations(record: Record) -> tuple[OutcomeViolation, ...]:
    shapes, closure = model()
    lines = list(dict.fromkeys(plan().quads(record)))
    results = validate_document(str(record["doc"]), lines, closure, shapes=shapes)
    return violations_of(results, record=record, plan=plan(), source="sources/rv.txt")


def day(date: Record, earliest: str, latest: str) -> None:
    date["earliest"], date["latest"] = earliest, latest


def no_sender(record: Record) -> None:
    del record["documents"][0]["senders"]


def place_as_sender(record: Record) -> None:
    record["documents"][0]["senders"][0]["agent"] = {"type": "place", "key": "linden"}


def reversed_bounds(record: Record) -> None:
    day(record["documents"][0]["dates"]["written"][0], "1920-05-19", "1920-05-18")


def date_before_the_edition(record: Record) -> None:
    date = record["documents"][0]["dates"]["written"][0]
    day(date, "1898-05-18", "1898-05-18")
    date["edtf"] = "1898-05-18"


def date_that_is_not_edtf(record: Record) -> None:
    record["documents"][0]["dates"]["written"][0]["edtf"] = "18 May 1920"


def signatory_of_another_kind(record: Record) -> None:
    record["signatures"][0]["signatory"] = {"type": "place", "key": "linden"}


def holder_of_an_office_who_is_a_place(record: Record) -> None:
    record["office_holdings"][0]["person"] = {"type": "place", "key": "linden"}


def directive_of_an_unknown_issuer(record: Record) -> None:
    record["directives"][0]["issuers"] = [{"agent": {"type": "place", "key": "linden"}, **stamps(record)}]


def stamps(record: Record) -> Record:
    of = {"type": "prescription", "key": record["directives"][0]["key"]}
    return {"doc": record["doc"], "doc_label": record["doc_label"], "language": "en", "of": of}


def note_without_text(record: Record) -> None:
    del record["notes"][0]["text"]


def demand_without_words(record: Record) -> None:
    del record["demands"][1]["text"]


def position_that_ends_before_it_begins(record: Record) -> None:
    position = record["annotations"][3]["position"]
    position["end"] = position["start"]


def place_of_the_event_that_is_a_body(record: Record) -> None:
    event = next(one for one in record["events"] if one.get("places"))
    event["places"][0]["place"] = {"type": "body", "key": "harbour-board"}


BROKEN: dict[str, tuple[Callable[[Record], None], Severity, str]] = {
    "S01-sender": (no_sender, Severity.WARNING, "Anna Vogel - Harbour Board"),
    "S01-sender-agent": (place_as_sender, Severity.VIOLATION, "Anna Vogel"),
    "S02-order": (reversed_bounds, Severity.WARNING, "5/18 May 1920"),
    "S02-edtf-form": (date_that_is_not_edtf, Severity.WARNING, "5/18 May 1920"),
    "S03-before-span": (date_before_the_edition, Severity.WARNING, "5/18 May 1920"),
    "S19-authorship-target": (signatory_of_another_kind, Severity.VIOLATION, "A. Vogel"),
    "S11-holder": (holder_of_an_office_who_is_a_place, Severity.VIOLATION, "Harbourmaster E. Berg"),
    "S08-agents": (directive_of_an_unknown_issuer, Severity.VIOLATION, "Berg is to tell Vogel"),
    "S06-text": (note_without_text, Severity.WARNING, "The Board ("),
    "S08-text": (demand_without_words, Severity.WARNING, "to pay Berg"),
    "S07-start": (position_that_ends_before_it_begins, Severity.VIOLATION, ""),
    "S26-place": (place_of_the_event_that_is_a_body, Severity.VIOLATION, ""),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_shape_is_reported_at_its_line_with_its_words(code: str) -> None:
    change, severity, words = BROKEN[code]
    record = copy.deepcopy(sound())
    change(record)

    found = [one for one in violations(record) if one.shape.endswith(f"#{code}")]

    assert [one.severity for one in found] == [severity] * len(found)
    assert found
    [first, *_] = found
    assert first.words is not None
    assert first.words.startswith(words)
    assert first.where.file == "sources/rv.txt"
    line, column = first.where.line, first.where.column
    assert line is not None
    assert column is not None
    assert PAGE.splitlines()[line - 1][column - 1 :].startswith(first.words.splitlines()[0])
    assert (first.what == "", first.why is None, first.remedy is None) == (False, False, False)


def test_a_sound_letter_breaks_nothing() -> None:
    assert [one.shape for one in violations(sound()) if one.severity is Severity.VIOLATION] == []


def test_what_no_field_explains_is_reported_at_the_source() -> None:
    shapes, _ = model()
    record = copy.deepcopy(sound())
    results = validate_document(str(record["doc"]), list(plan().quads(record)), closure_from(), shapes=shapes)
    elsewhere = [result for result in results if "vocab#" in result.focus_node]

    for one in violations_of(elsewhere, record=record, plan=plan(), source="sources/rv.txt"):
        assert one.where == Where("sources/rv.txt")
