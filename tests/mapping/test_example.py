"""The two example letters, whose quads were written by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest

from kg.mapping import Plan, compile_mapping, load_rml, rml_turtle
from kg.mapping.model import Mapping


def as_set(data: bytes | str) -> set[pyoxigraph.Quad]:
    """Parse N-Quads; the example has no blank nodes."""
    return set(pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_QUADS))


def read(shared: Path) -> Mapping:
    """Read the mapping, whose iterators begin at ``$.letters[*]``."""
    data = (shared / "prototypes" / "example-mapping.rml.ttl").read_bytes()
    return load_rml(data, base="https://ex.org/map", file="example-mapping.rml.ttl")


@pytest.fixture(scope="module")
def records(shared: Path) -> list[dict[str, object]]:
    """Each letter as a record of its own."""
    lines = (shared / "prototypes" / "example-records.jsonl").read_text(encoding="utf-8").splitlines()
    return [{"letters": [json.loads(line)]} for line in lines]


@pytest.fixture(scope="module")
def plan(shared: Path) -> Plan:
    """The compiled example."""
    return compile_mapping(read(shared), base_iri="https://ex.org/")


def test_the_example_gives_the_quads_written_by_hand(
    shared: Path, plan: Plan, records: list[dict[str, object]]
) -> None:
    lines = [line for record in records for line in plan.quads(record)]

    expected = as_set((shared / "prototypes" / "example-expected.nq").read_bytes())
    assert expected == as_set("".join(lines))
    assert len(expected) == len(set(lines))


def test_the_trace_of_the_example_has_its_lines(plan: Plan, records: list[dict[str, object]]) -> None:
    for record in records:
        assert plan.quads(record) == [quad.line for quad in plan.trace(record)]


def test_the_trace_names_the_rule_and_the_fields(plan: Plan, records: list[dict[str, object]]) -> None:
    orders = [quad for quad in plan.trace(records[0]) if quad.predicate.endswith("#order>") and quad.rule == "Sig"]

    assert [quad.fields[0] for quad in orders] == [
        "$.letters[0].signatures[0].n",
        "$.letters[0].signatures[1].n",
    ]


def test_the_example_written_as_turtle_gives_the_same_quads(
    shared: Path, plan: Plan, records: list[dict[str, object]]
) -> None:
    mapping = replace(read(shared), prefixes=(("dct", "http://purl.org/dc/terms/"),))
    again = compile_mapping(load_rml(rml_turtle(mapping), base="https://ex.org/map"), base_iri="https://ex.org/")

    for record in records:
        assert plan.quads(record) == again.quads(record)
