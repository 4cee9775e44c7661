"""The vocabulary graph: our terms and concepts, all with IRIs."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ConfigurationError
from kg.graphs import split_line
from kg.graphs.vocabulary import vocabulary_quads

BASE = "https://river.example/"


def test_the_vocabulary_graph_holds_ontology_and_concepts() -> None:
    lines = [split_line(line) for line in vocabulary_quads(base_iri=BASE)]
    subjects = {line.subject for line in lines}

    assert {line.graph for line in lines} == {f"<{BASE}vocab>"}
    assert "<https://w3id.org/lettergraph/ontology#hasSignatory>" in subjects
    assert "<https://w3id.org/lettergraph/vocab#telegram>" in subjects


def test_the_vocabulary_is_sorted_and_has_no_blank_nodes() -> None:
    lines = vocabulary_quads(base_iri=BASE)

    assert lines == sorted(set(lines))
    assert [line for line in lines if "_:" in (split_line(line).subject[:2], split_line(line).object[:2])] == []


def test_a_blank_node_in_the_vocabulary_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    ontology = tmp_path / "lettergraph.ttl"
    ontology.write_text("<https://river.example/a> <https://river.example/b> [] .", encoding="utf-8")

    with pytest.raises(ConfigurationError) as caught:
        vocabulary_quads(base_iri=BASE, folder=tmp_path)

    assert caught.value.where.file == str(ontology)
