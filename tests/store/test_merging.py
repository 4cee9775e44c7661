"""Datasets whose default graph is made of several graphs: each triple counts once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.errors import QueryError, QueryTooBig
from kg.store import merging
from kg.store.merging import Dataset, dataset_clause
from kg.store.oxigraph import ReadOnlyStore, bulk_build

E = "http://e.org/"
A, B, C = f"{E}a", f"{E}b", f"{E}c"
COUNT = "SELECT (COUNT(*) AS ?n) {} WHERE {{ ?s ?p ?o }}"
GRAPHS = "SELECT ?g {} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}"
LINES = [f"<{E}s> <{E}p> <{E}o> <{graph}> .\n" for graph in (A, B)] + [f'<{E}s> <{E}p> "c" <{C}> .\n']


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadOnlyStore]:
    path = tmp_path_factory.mktemp("merging") / "store"
    bulk_build(path, LINES)
    with ReadOnlyStore(path, prefixes={"e": E}) as opened:
        yield opened


@pytest.mark.parametrize(
    "clause",
    [
        f"FROM <{A}> FROM <{B}>",
        f"FROM <{A}> FROM <{B}> FROM <{A}>",
        "FROM e:a from e:b",
        f"FROM <{A}>\n#FROM <{C}>\nFROM NAMED <{C}> FROM e:b",
    ],
)
def test_a_triple_of_two_graphs_counts_once_in_their_merge(store: ReadOnlyStore, clause: str) -> None:
    assert store.table(COUNT.format(clause), limit=9).rows[0][0] == '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_the_dataset_of_the_protocol_is_merged_and_comes_before_that_of_the_query(store: ReadOnlyStore) -> None:
    rows = store.table(COUNT.format(f"FROM <{C}>"), limit=9, dataset=Dataset((A, B, A))).rows

    assert rows[0][0] == '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_named_graphs_stay_apart_from_the_merge(store: ReadOnlyStore) -> None:
    named = store.table(GRAPHS.format(""), limit=9, dataset=Dataset((A, B), (A, C))).rows

    assert sorted(named) == [(f"<{A}>",), (f"<{C}>",)]


def test_a_graph_that_is_named_twice_has_its_statements_once(store: ReadOnlyStore) -> None:
    assert len(store.table(GRAPHS.format(f"FROM NAMED <{A}> FROM NAMED e:a"), limit=9).rows) == 1


def test_names_of_graphs_are_resolved_as_the_query_declares_them() -> None:
    prologue = f"PREFIX x: <{E}> BASE <{E}base/> "
    query = prologue + "ASK FROM x:a FROM <b> FROM NAMED e:c { ?s x:FROM 'FROM' }"

    assert Dataset((A, f"{E}base/b"), (C,)) == dataset_clause(query, {"e": E})


def test_names_of_graphs_are_resolved_against_the_endpoint() -> None:
    assert Dataset((f"{E}a", f"{E}b")) == dataset_clause("ASK FROM <a> FROM <b> {}", {}, f"{E}sparql")


@pytest.mark.parametrize("query", ["ASK {}", f"ASK FROM <{A}> {{}} # FROM", "ASK FROM y:a FROM y:b {}", "FROM FROM"])
def test_a_query_that_does_not_name_several_graphs_is_left_alone(query: str) -> None:
    assert dataset_clause(query, {}) is None


def test_graphs_that_are_too_large_to_merge_are_refused(store: ReadOnlyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "LARGEST", 2)
    assert store.table(COUNT.format(""), limit=9, dataset=Dataset((A, B))).rows
    with pytest.raises(QueryTooBig, match="more than 2 statements"):
        store.table(COUNT.format(""), limit=9, dataset=Dataset((A, B, C)))


def test_a_graph_whose_name_is_no_iri_is_a_mistake(store: ReadOnlyStore) -> None:
    with pytest.raises(QueryError, match="not an IRI"):
        store.table(COUNT.format(""), limit=9, dataset=Dataset((A, "no iri")))
