"""What every store does, whatever its kind: the same tests over all of ``BACKENDS``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.graphs import canonical_lines
from kg.store import BACKENDS, ResultFormat, Store, open_store
from tests.store.conftest import BASE, PREFIXES, Endpoint

TITLES = "SELECT ?title WHERE { ?letter rico:title ?title } ORDER BY ?title"


@pytest.fixture(params=sorted(BACKENDS))
def store(request: pytest.FixtureRequest, store_path: Path, endpoint: Endpoint) -> Iterator[Store]:
    location = endpoint.address if request.param == "remote" else str(store_path)
    opened = open_store(request.param, location, prefixes=PREFIXES)
    yield opened
    opened.close()


def test_a_table_is_answered_in_json_without_asking_for_it(store: Store) -> None:
    answer = json.loads(store.query(TITLES))

    assert [row["title"]["value"] for row in answer["results"]["bindings"]] == ["Statement", "Telegram"]


@pytest.mark.parametrize(
    ("format_", "beginning"),
    [
        (ResultFormat.JSON, b'{"head":'),
        (ResultFormat.XML, b"<?xml"),
        (ResultFormat.CSV, b"title\r\nStatement\r\n"),
        (ResultFormat.TSV, b'?title\n"Statement"@en\n'),
    ],
)
def test_a_table_is_answered_in_the_syntax_asked_for(store: Store, format_: ResultFormat, beginning: bytes) -> None:
    assert store.query(TITLES, format=format_).startswith(beginning)


@pytest.mark.parametrize("format_", [None, ResultFormat.TURTLE, ResultFormat.N_TRIPLES, ResultFormat.RDF_XML], ids=str)
def test_a_graph_is_answered_in_the_syntax_asked_for(store: Store, format_: ResultFormat | None) -> None:
    data = store.query("CONSTRUCT { e:a rico:title ?t } WHERE { e:a rico:title ?t }", format=format_)

    media_type = (format_ or ResultFormat.TURTLE).value
    assert [f'<{BASE}id/doc/a> <{PREFIXES["rico"]}title> "Statement"@en .\n'] == list(
        canonical_lines(data, media_type=media_type)
    )


def test_a_question_is_answered_by_true_or_false(store: Store) -> None:
    assert json.loads(store.query("ASK { e:a ?p ?o }"))["boolean"] is True


def test_a_description_is_a_graph(store: Store) -> None:
    assert b"Statement" in store.query("DESCRIBE e:a", format=ResultFormat.N_TRIPLES)


def test_the_default_graph_counts_a_triple_once(store: Store) -> None:
    rows = store.select("SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }")

    assert rows == [{"count": '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'}]


def test_named_graphs_are_asked_by_name(store: Store) -> None:
    rows = store.select("SELECT ?graph WHERE { GRAPH ?graph { e:b rico:title ?title } }")

    assert rows == [{"graph": f"<{BASE}graph/doc/b>"}]


def test_rows_leave_unbound_variables_out(store: Store) -> None:
    rows = store.select("SELECT ?title ?none WHERE { e:a rico:title ?title OPTIONAL { e:a e:none ?none } }")

    assert rows == [{"title": '"Statement"@en'}]


def test_the_place_of_a_mistake_is_named(store: Store) -> None:
    with pytest.raises(QueryError, match="2:") as raised:
        store.query("SELECT * WHERE {\n ?s ?p }")

    assert "expected" in str(raised.value)


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "PREFIX e: <a:> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1/>",
        "SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    ],
)
def test_updates_and_federated_calls_are_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match=r"never changed|off here"):
        store.query(query)


def test_a_graph_cannot_be_written_as_a_table(store: Store) -> None:
    with pytest.raises(QueryError, match=r"cannot be written as CSV\. Choose one of N_TRIPLES"):
        store.query("CONSTRUCT WHERE { ?s ?p ?o }", format=ResultFormat.CSV)


def test_a_table_cannot_be_written_as_a_graph(store: Store) -> None:
    with pytest.raises(QueryError, match="ASK gives a table, which cannot be written as TURTLE"):
        store.query("ASK {}", format=ResultFormat.TURTLE)


def test_rows_are_the_answer_to_a_select_only(store: Store) -> None:
    with pytest.raises(QueryError, match="this is ASK"):
        store.select("ASK {}")


def test_an_unknown_kind_of_store_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(QueryError, match='Did you mean "oxigraph"'):
        open_store("oxygraph", "site/current/store")


def test_a_kind_of_store_that_is_like_nothing_gets_the_list() -> None:
    with pytest.raises(QueryError, match="Known are oxigraph, remote"):
        open_store("x", "site/current/store")
