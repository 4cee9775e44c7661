"""What holds of the mappings whatever the letter: nothing unnamed, nothing unlabelled, no unknown term."""

from __future__ import annotations

import dataclasses
import datetime
import re
from pathlib import Path

import pytest

from kg.curations import Action, Curation, Statement, curate
from kg.errors import Where
from kg.graphs import GraphNames, canonical_lines, split_line
from kg.graphs.terms import RDF_TYPE
from kg.mapping import Mapping, Plan
from kg.namespaces import LG, LGV, PREFIXES, SKOS
from kg.records.mapping_form import mapping_record
from tests.mappings.conftest import BASE
from tests.mappings.index_letter import index_letter
from tests.mappings.joined_letter import witnesses
from tests.mappings.records import KEY, core_letter, deep_letter

NAMES = GraphNames(BASE)
AUTHORITY = {"vogel-a", "harbour-board", "hsa", "linden"}
"""Keys that an authority file gives; it labels them, too."""


def in_graph(lines: list[str], graph: str) -> list[str]:
    return [line for line in lines if split_line(line).graph == f"<{graph}>"]


def things(terms: list[str]) -> set[str]:
    """The IRIs of id/… among terms, without parts of things (#target)."""
    return {term[1:-1] for term in terms if term.startswith(f"<{BASE}id/") and "#" not in term}


@pytest.fixture(scope="session")
def known(project: Path) -> set[str]:
    """Every term that may be used: the external ones that were looked up, and our own."""
    text = (project / "ontology" / "external-terms.txt").read_text(encoding="utf-8")
    curies = [line.split(":", 1) for line in text.splitlines() if line and not line.startswith("#")]
    external = {PREFIXES[prefix] + name for prefix, name in curies}
    own: set[str] = set()
    for path in [project / "ontology/lettergraph.ttl", *(project / "ontology/concepts").glob("*.ttl")]:
        for line in canonical_lines(path.read_bytes(), media_type="text/turtle"):
            own.add(split_line(line).subject[1:-1])
    return external | own


def test_a_core_letter_costs_about_twenty_stated_triples(core: list[str]) -> None:
    stated = set(in_graph(core, NAMES.stated(core_letter().key)))

    assert 15 <= len(stated) <= 25


@pytest.mark.parametrize("letter", ["deep", "core"])
def test_nothing_is_a_blank_node(letter: str, request: pytest.FixtureRequest) -> None:
    lines: list[str] = request.getfixturevalue(letter)
    terms = [term for line in lines for term in split_line(line)]

    assert [term for term in terms if term.startswith("_:")] == []


@pytest.mark.parametrize("letter", ["deep", "core"])
def test_every_statement_stands_in_a_graph_of_ours(letter: str, request: pytest.FixtureRequest) -> None:
    lines: list[str] = request.getfixturevalue(letter)
    kinds = {NAMES.kind(split_line(line).graph[1:-1]).value for line in lines}

    assert kinds <= {"stated", "evidence", "inferred", "labels", "meta"}


@pytest.mark.parametrize("letter", ["deep", "core"])
def test_every_thing_has_exactly_one_label_unless_an_authority_labels_it(
    letter: str, request: pytest.FixtureRequest
) -> None:
    lines = [split_line(line) for line in request.getfixturevalue(letter)]
    labels = [line.subject for line in lines if line.predicate == f"<{SKOS}prefLabel>"]
    published = things([line.subject for line in lines] + [line.object for line in lines])
    wanted = {f"<{iri}>" for iri in published if iri.rsplit("/", 1)[1] not in AUTHORITY}

    assert {subject: labels.count(subject) for subject in wanted} == dict.fromkeys(wanted, 1)


@pytest.mark.parametrize("letter", ["deep", "core"])
def test_every_thing_that_is_named_has_a_class(letter: str, request: pytest.FixtureRequest) -> None:
    lines = [split_line(line) for line in request.getfixturevalue(letter)]
    classed = things([line.subject for line in lines if line.predicate == f"<{RDF_TYPE}>"])

    assert things([line.object for line in lines]) - classed == set()


@pytest.mark.parametrize("letter", ["deep", "core"])
def test_every_property_class_and_concept_is_known(
    letter: str, known: set[str], request: pytest.FixtureRequest
) -> None:
    lines = [split_line(line) for line in request.getfixturevalue(letter)]
    used = {line.predicate[1:-1] for line in lines}
    used |= {line.object[1:-1] for line in lines if line.predicate == f"<{RDF_TYPE}>"}
    used |= {line.object[1:-1] for line in lines if line.object.startswith((f"<{LGV}", f"<{LG}"))}
    used |= {match[1] for line in lines if (match := re.search(r'"\^\^<(.*)>\Z', line.object))}

    assert used - known == set()


def curated() -> dict[str, object]:
    """The core letter with one curation of each kind of object."""
    said = (
        Statement("http://example.org/a", "http://example.org/p", iri="http://example.org/b"),
        Statement("http://example.org/a", "http://example.org/p", value="words"),
        Statement("http://example.org/a", "http://example.org/p", value="7", datatype="http://example.org/number"),
    )
    curations = [
        Curation(Action.ADD, "s.txt", Where("s.yaml"), "words", "E. Ditor", datetime.date(2026, 1, 2), "Why.", said=one)
        for one in said
    ]
    return curate(mapping_record(core_letter()), curations, text="Some words here.", language="en")


def test_every_rule_speaks_of_one_of_the_letters(mapping: Mapping, plan: Plan) -> None:
    records = (
        mapping_record(deep_letter()),
        mapping_record(core_letter()),
        mapping_record(index_letter()),
        curated(),
        *(mapping_record(one) for one in witnesses()),
    )
    used = {quad.rule for record in records for quad in plan.trace(record)}
    silent = {rule.name for rule in mapping.rules if rule.statements and rule.name not in used}

    assert silent == set()


def test_what_is_inferred_has_an_annotation_that_says_so(deep: list[str]) -> None:
    lines = [split_line(line) for line in deep]
    marked = {
        line.subject
        for line in lines
        if line.predicate == f"<{LG}identificationBasis>" and line.object == f"<{LGV}inferred>"
    }
    bodies = {
        line.object for line in lines if line.subject in marked and line.predicate == f"<{PREFIXES['oa']}hasBody>"
    }
    inferred = [line for line in lines if line.graph == f"<{NAMES.inferred(KEY)}>"]

    assert [line for line in inferred if not {line.subject, line.object} & bodies] == []


def test_a_copy_without_a_shelf_mark_has_no_identifier(plan: Plan) -> None:
    letter = deep_letter()
    copy = dataclasses.replace(letter.instantiations[0], reference=None)

    lines = plan.quads(mapping_record(dataclasses.replace(letter, instantiations=(copy,))))

    assert [line for line in lines if "/id/identifier/" in line and "/evidence>" not in line] == []


def test_a_letter_without_an_edition_names_no_book(plan: Plan) -> None:
    lines = plan.quads(mapping_record(dataclasses.replace(deep_letter(), edition=None)))

    assert [line for line in lines if "river-letters" in line] == []


def test_the_gregorian_calendar_is_not_stated(core: list[str]) -> None:
    assert [line for line in core if f"{LG}calendar" in line] == []


def test_an_unsigned_letter_has_no_signatory(plan: Plan) -> None:
    lines = plan.quads(mapping_record(dataclasses.replace(deep_letter(), signatures=())))

    assert [line for line in lines if "ignat" in split_line(line).predicate] == []
