"""The project's own mappings on the letters of tests/mappings: trace, and the way through RML Turtle."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.mapping import Mapping, compile_mapping, load_mapping, load_rml, rml_turtle
from kg.records.mapping_form import mapping_record
from tests.mapping.conftest import BASE
from tests.mappings.records import core_letter, deep_letter

LETTERS = {"core": mapping_record(core_letter()), "deep": mapping_record(deep_letter())}


@pytest.fixture(scope="module")
def mapping(project: Path) -> Mapping:
    """All of mappings/."""
    return load_mapping(project / "mappings")


@pytest.mark.parametrize("letter", LETTERS)
def test_the_trace_explains_every_line_of_the_plan(letter: str, mapping: Mapping) -> None:
    plan = compile_mapping(mapping, base_iri=BASE)

    traced = list(plan.trace(LETTERS[letter]))

    assert plan.quads(LETTERS[letter]) == [quad.line for quad in traced]
    assert all((quad.file or "").startswith("mappings/") and quad.line_number and quad.fields for quad in traced)


def test_written_as_rml_turtle_the_mappings_make_the_same_quads(mapping: Mapping) -> None:
    again = compile_mapping(load_rml(rml_turtle(mapping), base="https://m.example/"), base_iri=BASE)
    plan = compile_mapping(mapping, base_iri=BASE)

    for letter in LETTERS.values():
        assert plan.quads(letter) == again.quads(letter)


def test_reading_yarrrml_does_not_load_rdflib() -> None:
    code = "import sys, kg.mapping; sys.exit('rdflib' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
