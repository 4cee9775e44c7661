"""The statements that the mappings make of two letters, held against graphs that were read line by line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.graphs import canonical_lines, diff_lines, split_line
from kg.mapping import Plan
from kg.records.mapping_form import mapping_record
from tests.mappings.index_letter import concise_letter, index_letter

GOLDEN = Path(__file__).parent / "golden"


def golden(name: str) -> list[str]:
    return sorted(set(canonical_lines((GOLDEN / name).read_bytes(), media_type="application/trig")))


def differences(expected: Iterable[str], actual: Iterable[str]) -> list[str]:
    """List what is missing (-) and what is too much (+)."""
    return [str(change) for change in diff_lines(sorted(set(expected)), sorted(set(actual)))]


def without_evidence(lines: list[str]) -> list[str]:
    return [line for line in lines if not split_line(line).graph.endswith("/evidence>")]


def test_a_deep_letter_becomes_its_golden_graphs(deep: list[str]) -> None:
    assert differences(golden("deep.trig"), without_evidence(deep)) == []


def test_a_core_letter_becomes_its_golden_graphs(core: list[str]) -> None:
    assert differences(golden("core.trig"), without_evidence(core)) == []


def test_a_letter_of_an_index_with_all_that_a_register_says_becomes_its_golden_graphs(plan: Plan) -> None:
    lines = plan.quads(mapping_record(index_letter()))

    assert differences(golden("index.trig"), without_evidence(lines)) == []


def test_a_core_letter_of_an_index_becomes_its_golden_graphs_with_evidence(plan: Plan) -> None:
    assert differences(golden("concise.trig"), plan.quads(mapping_record(concise_letter()))) == []


def test_annotations_point_into_the_snapshot(deep: list[str]) -> None:
    expected = golden("evidence.trig")
    subjects = {split_line(line).subject for line in expected}

    actual = [line for line in deep if split_line(line).subject in subjects]

    assert differences(expected, actual) == []
