"""Every shape is broken by a document made for it, says so in words, and is well formed."""

from __future__ import annotations

import re
import time

import pytest
from rdflib import Graph, Namespace
from rdflib.term import Literal, Node, URIRef

from kg.outcome import Severity
from kg.resources import ontology_folder
from kg.validation import ENGINES, Shapes, lint_shapes, validate
from tests.validation.mutations import MUTATIONS, Mutation, mutated, ntriples, sound

SH = Namespace("http://www.w3.org/ns/shacl#")
SECONDS_FOR_A_LINEAR_PATTERN = 2.0
FOLDER = ontology_folder() / "shapes"


@pytest.fixture(scope="module")
def graph() -> Graph:
    whole = Graph()
    for path in sorted(FOLDER.glob("*.ttl")):
        whole.parse(path)
    return whole


def test_every_shape_has_a_document_that_breaks_it(shapes: Shapes) -> None:
    assert {info.code for info in shapes.infos.values()} == set(MUTATIONS)


@pytest.mark.parametrize("engine", ["shacl", "pyshifty", "pyshacl"])
def test_the_sound_document_conforms(shapes: Shapes, engine: str) -> None:
    assert validate(ntriples(sound()), shapes=shapes, engine=engine) == ()


@pytest.mark.parametrize(("code", "mutation"), MUTATIONS.items())
def test_a_document_made_to_break_one_shape_breaks_it_and_no_other(
    shapes: Shapes, code: str, mutation: Mutation
) -> None:
    results = validate(ntriples(mutated(mutation)), shapes=shapes)

    assert {result.code for result in results} == {code} | mutation.also


def test_every_shape_has_words_and_a_severity(graph: Graph, shapes: Shapes) -> None:
    for info in shapes.infos.values():
        assert info.message, info.code
        assert info.description, info.code
        assert info.remedy, info.code
        assert info.label or info.path is None, info.code
        assert (None, SH.severity, None) in graph


def test_severities_are_stated_on_the_shape_itself(graph: Graph, shapes: Shapes) -> None:
    stated = {str(shape) for shape in graph.subjects(SH.severity)}

    assert stated == set(shapes.infos)
    # pySHACL ignores a severity inside sh:sparql.
    assert not [query for query in graph.objects(None, SH.sparql) if (query, SH.severity, None) in graph]


def test_messages_have_a_language(graph: Graph) -> None:
    for predicate in (SH.message, SH.description):
        for words in graph.objects(None, predicate):
            assert isinstance(words, Literal)
            assert words.language == "en", words


def test_messages_name_nothing_that_only_one_engine_fills_in(graph: Graph) -> None:
    assert not [str(words) for words in graph.objects(None, SH.message) if "{" in str(words)]


def test_the_shapes_are_well_formed(shapes: Shapes) -> None:
    assert lint_shapes(shapes) == ()


def shape_of(graph: Graph, node: Node) -> Node:
    """The shape with an IRI that a node is a part of."""
    while not isinstance(node, URIRef):
        (node,) = graph.subjects(None, node)
    return node


def test_only_queries_about_deaths_and_anchors_need_sparql(graph: Graph) -> None:
    # Each costs more than all other shapes together: a new one needs a good reason.
    users = {str(shape_of(graph, node)).rpartition("#")[2] for node in graph.subjects(SH.sparql)}

    assert users == {"S04-signatory-dead", "S04-writer-dead", "S06-one-anchor"}


def test_no_date_alone_rejects_a_letter(shapes: Shapes) -> None:
    of_dates = ("S02-order", "S02-edtf-form", "S03", "S16", "S18-begin", "S01-date")
    severities = {
        info.severity
        for info in shapes.infos.values()
        if info.code.startswith(of_dates) and info.code != "S01-date-node"
    }

    assert Severity.VIOLATION not in severities


def adversaries() -> list[str]:
    size = 100_000
    return [
        letter * (size // len(letter))
        for letter in ("a", "1", ".", "[", "[...", "F. ", "F. 1. ", "X. F. 1. Op. 1. D. ", "http://", "…", "\\")
    ]


def test_patterns_take_linear_time(graph: Graph) -> None:
    patterns = {str(pattern) for pattern in graph.objects(None, SH.pattern)}
    assert patterns

    for pattern in patterns:
        compiled = re.compile(pattern)
        for text in adversaries():
            begin = time.perf_counter()
            compiled.search(text)
            compiled.search(text + "\n!")
            assert time.perf_counter() - begin < 10 * SECONDS_FOR_A_LINEAR_PATTERN, pattern


@pytest.mark.parametrize("engine", ["shacl", "pyshifty"])
def test_a_text_of_100_kilobytes_is_validated(shapes: Shapes, engine: str) -> None:
    text = "[..." * 25_000
    data = f'<https://example.org/x> <http://schema.org/text> "{text}"@en .\n'

    assert validate(data, shapes=shapes, engine=engine) == ()


ELSEWHERE = (
    'a:again a oa:Annotation ; skos:prefLabel "Again"@en ; oa:motivatedBy oa:commenting ; oa:hasBody :x1-n1 ; '
    "lg:identificationBasis lgv:stated ; oa:hasTarget a:again-target . "
    "a:again-target oa:hasSource g:snapshot ; oa:hasSelector a:again-position . "
    "a:again-position a oa:TextPositionSelector ; oa:start {start} ; oa:end 90 ."
)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("start", "expected"), [(44, ["S06-one-anchor"]), (80, [])])
def test_two_anchors_of_a_note_may_stand_at_two_places(
    shapes: Shapes, engine: str, start: int, expected: list[str]
) -> None:
    data = ntriples(mutated(Mutation(f"INSERT DATA {{ {ELSEWHERE.replace('{start}', str(start))} }}")))

    assert [result.code for result in validate(data, shapes=shapes, engine=engine)] == expected


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("replaced", "expected"), [(True, []), (False, ["S13-register"])])
def test_what_was_merged_may_say_into_what(shapes: Shapes, engine: str, replaced: bool, expected: list[str]) -> None:
    merged = "agent:old owl:sameAs agent:harbour" + (" ; dct:isReplacedBy agent:harbour" if replaced else "")
    data = ntriples(mutated(Mutation(f"INSERT DATA {{ {merged} }}")))

    assert [result.code for result in validate(data, shapes=shapes, engine=engine)] == expected
