"""The IRIs of named graphs."""

from __future__ import annotations

import pytest

from kg.graphs.naming import GraphKind, GraphNames

NAMES = GraphNames("https://letters.example.org/edition/")

KINDS = [
    (NAMES.stated("bl-1"), GraphKind.STATED, True),
    (NAMES.evidence("bl-1"), GraphKind.EVIDENCE, False),
    (NAMES.inferred("bl-1"), GraphKind.INFERRED, True),
    (NAMES.curated, GraphKind.CURATED, True),
    (NAMES.authority, GraphKind.AUTHORITY, True),
    (NAMES.labels, GraphKind.LABELS, True),
    (NAMES.meta, GraphKind.META, False),
    (NAMES.vocabulary, GraphKind.VOCABULARY, True),
    (NAMES.alignment("cidoc-crm"), GraphKind.ALIGNMENT, True),
    (NAMES.base_iri + "graph/doc/bl-1/other", GraphKind.OTHER, False),
    (NAMES.base_iri + "graph/", GraphKind.OTHER, False),
    (NAMES.base_iri + "graph/doc/", GraphKind.OTHER, False),
    ("https://elsewhere.example.org/graph/doc/bl-1", GraphKind.OTHER, False),
]


@pytest.mark.parametrize(("graph", "kind", "repeated"), KINDS)
def test_a_graph_name_says_what_it_holds(graph: str, kind: GraphKind, *, repeated: bool) -> None:
    assert (kind, repeated) == (NAMES.kind(graph), NAMES.in_default_graph(graph))


def test_graph_names_stand_below_the_base_iri() -> None:
    assert NAMES.evidence("bl-1") == "https://letters.example.org/edition/graph/doc/bl-1/evidence"


def test_an_iri_of_a_graph_below_a_longer_base_is_not_ours() -> None:
    assert GraphNames("https://letters.example.org/").kind(NAMES.stated("bl-1")) == GraphKind.OTHER
