"""The default graph holds each triple once, so that counts and joins without GRAPH mean what they say."""

from __future__ import annotations

import pytest

from tests.queries.asking import Release

PREFIXES = """\
PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""


def number(release: Release, query: str) -> int:
    [(count,)] = release.ask(PREFIXES + query)
    return int(count)


def test_the_default_graph_counts_a_triple_once(demonstration: Release) -> None:
    every = number(demonstration, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    different = number(demonstration, "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } }")

    assert every == different
    assert every > 500


def test_a_person_of_four_letters_is_one_row(demonstration: Release) -> None:
    person = f"<{demonstration.base}id/person/stalin>"

    assert demonstration.ask(f"{PREFIXES}SELECT ?name WHERE {{ {person} a rico:Person ; rico:name ?name }}") != []
    assert number(demonstration, f"SELECT (COUNT(*) AS ?n) WHERE {{ {person} a rico:Person }}") == 1
    assert number(demonstration, f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ {person} a rico:Person }} }}") > 1


@pytest.mark.parametrize(
    ("count", "rows"),
    [
        ("?letter rico:hasSender ?sender", 7),
        ("?letter rico:hasSender ?sender ; rico:hasAddressee ?addressee", 5),
        ("?letter rico:hasSender ?sender . ?sender a rico:Person", 6),
    ],
)
def test_plain_joins_count_the_letters_of_the_pages(demonstration: Release, count: str, rows: int) -> None:
    assert number(demonstration, f"SELECT (COUNT(*) AS ?n) WHERE {{ {count} }}") == rows


def test_the_default_graph_is_the_merge_of_the_graphs_it_should_hold(demonstration: Release) -> None:
    left_out = """
        FILTER(!STRENDS(STR(?g), "/evidence") && !STRENDS(STR(?g), "/graph/meta"))
    """
    merged = "SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } " + left_out + "}"
    expected = number(demonstration, f"SELECT (COUNT(*) AS ?n) WHERE {{ {merged} }}")

    assert number(demonstration, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }") == expected


def test_evidence_and_provenance_are_reached_by_their_graphs_only(demonstration: Release) -> None:
    for pattern in ("?a oa:motivatedBy oa:describing", "?graph prov:wasDerivedFrom ?snapshot"):
        assert demonstration.ask(f"{PREFIXES}SELECT * WHERE {{ {pattern} }}") == []
        assert demonstration.ask(f"{PREFIXES}SELECT * WHERE {{ GRAPH ?g {{ {pattern} }} }}") != []


def test_all_of_the_seed_page_is_there_once(seed: Release) -> None:
    every = number(seed, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    different = number(seed, "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } }")

    assert every == different
