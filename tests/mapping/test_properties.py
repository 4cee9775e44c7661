"""What holds for every record: the plan and the trace agree, lines are N-Quads, faults are ours."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given

from kg.errors import MappingError
from kg.mapping import Mapping, Plan, compile_mapping, load_rml, rml_turtle
from tests.mapping.conftest import BASE
from tests.mapping.strategies import anything, letters, nearly_letters


def parsed(lines: list[str]) -> list[pyoxigraph.Quad]:
    """Parse lines as strict N-Quads."""
    return list(pyoxigraph.parse("".join(lines).encode(), format=pyoxigraph.RdfFormat.N_QUADS))


@given(record=letters)
def test_a_letter_is_mapped_to_quads_that_parse_and_that_the_trace_explains(
    features_plan: Plan, record: dict[str, object]
) -> None:
    lines = features_plan.quads(record)
    traced = list(features_plan.trace(record))

    assert lines == [quad.line for quad in traced]
    assert len(lines) == len(parsed(lines))
    assert all(quad.rule and quad.line_number and quad.fields for quad in traced)


@given(record=anything | nearly_letters)
def test_no_record_raises_anything_but_a_mapping_error_with_its_place(features_plan: Plan, record: object) -> None:
    fault = None
    lines: list[str] = []
    try:
        lines = features_plan.quads(record)
    except MappingError as error:
        fault = error

    if fault is None:
        assert lines == [quad.line for quad in features_plan.trace(record)]
        assert len(lines) == len(parsed(lines))
    else:
        assert fault.where.file == "features.yaml"
        assert str(fault.where.field).startswith("rule ")
        with pytest.raises(MappingError):
            list(features_plan.trace(record))


@given(record=letters)
def test_the_terms_of_a_trace_are_those_of_its_line(features_plan: Plan, record: dict[str, object]) -> None:
    for quad in features_plan.trace(record):
        terms = [quad.subject, quad.predicate, quad.object, *([quad.graph] if quad.graph else [])]

        assert quad.line == " ".join(terms) + " .\n"


@pytest.fixture(scope="module")
def round_trip_plan(features: Mapping) -> Plan:
    """The plan of the mapping after it was written as RML Turtle and read again."""
    document = "https://letters.example/mapping.ttl"
    return compile_mapping(load_rml(rml_turtle(features), base=document), base_iri=BASE)


@given(record=letters)
def test_a_mapping_written_as_rml_turtle_makes_the_same_quads(
    features_plan: Plan, round_trip_plan: Plan, record: dict[str, object]
) -> None:
    assert sorted(features_plan.quads(record)) == sorted(round_trip_plan.quads(record))
