"""The example queries as RDF: what SPARQL editors ask for is there, and what they get can be asked as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import pytest
from rdflib import BNode, Graph, URIRef
from rdflib.plugins.sparql import prepareQuery

from kg.publication.example_descriptions import example_lines, form_of, prefixes_of
from kg.publication.examples import ExampleQuery, example_queries

BASE = "https://letters.example/x/"
ASKED_BY_EDITORS = """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?sq ?comment ?query WHERE {
  ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?query } ORDER BY ?sq"""
"""What the editor and the assistant of the Swiss Institute of Bioinformatics ask, in our words."""
PREFIXES_ASKED_FOR = """PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?prefix ?namespace WHERE { [] sh:prefix ?prefix ; sh:namespace ?namespace }"""


def described(name: str | None = None) -> Graph:
    return Graph().parse(data="".join(example_lines(BASE, name=name)), format="nt")


def rows(graph: Graph, query: str) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in cast("Iterable[Iterable[object]]", graph.query(query))]


def test_an_editor_finds_every_example_with_its_question() -> None:
    found = rows(described(), ASKED_BY_EDITORS)

    assert sorted(found) == sorted([f"{BASE}queries/{one.name}", one.question, one.query] for one in example_queries())


def test_an_editor_finds_every_prefix_once() -> None:
    found = sorted(rows(described(), PREFIXES_ASKED_FOR))

    assert len(found) == len({prefix for prefix, _ in found})
    assert [tuple(one) for one in found] == sorted(prefixes_of(example_queries()).items())


def test_a_query_is_valid_by_its_text_and_with_the_prefixes_before_it() -> None:
    prefixes = "".join(f"PREFIX {prefix}: <{name}>\n" for prefix, name in rows(described(), PREFIXES_ASKED_FOR))

    for _, _, query in rows(described(), ASKED_BY_EDITORS):
        prepareQuery(query)
        prepareQuery(prefixes + query)


def test_an_example_is_asked_of_the_endpoint() -> None:
    targets = set(described().objects(None, URIRef("https://schema.org/target")))

    assert targets == {URIRef(f"{BASE}sparql")}


def test_one_example_is_described_without_the_others() -> None:
    graph = described("find-by-name")

    assert [row[0] for row in rows(graph, ASKED_BY_EDITORS)] == [f"{BASE}queries/find-by-name"]
    assert len(graph) < len(described()) / 3


def test_what_is_no_example_is_not_described() -> None:
    assert example_lines(BASE, name="no-such-example") == []


def test_nothing_described_is_a_blank_node() -> None:
    assert not any(isinstance(term, BNode) for statement in described() for term in statement)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "select"),
        ("PREFIX ask: <urn:ask#>\n# ask not\nconstruct { } WHERE { }", "construct"),
        ("BASE <urn:x>\nPREFIX : <urn:y#>\nDESCRIBE <a>", "describe"),
        ("\n\nASK { ?s ?p 'SELECT' }", "ask"),
    ],
)
def test_the_form_is_told_by_the_first_word_after_the_prologue(query: str, form: str) -> None:
    example = ExampleQuery(name="x", question="?", query=query, meaning="Nothing.")

    assert form_of(query) == form
    assert any(f"shacl#{form}>" in line for line in example_lines(BASE, examples=[example]))
