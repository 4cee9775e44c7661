"""The method QUERY of HTTP at the endpoint, and the versions of SPARQL."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

import pytest

from tests.server.running import Running

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
DIRECT = {"Content-Type": "application/sparql-query", "Accept": "text/csv"}
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/csv"}


def test_query_has_the_answer_of_get_with_either_body(server: Running) -> None:
    by_get = server.query(COUNT)
    direct = server.ask("/sparql", method="QUERY", headers=DIRECT, body=COUNT.encode())
    form = server.ask("/sparql", method="QUERY", headers=FORM, body=urlencode({"query": COUNT}).encode())

    assert [by_get.status, direct.status, form.status] == [200, 200, 200]
    assert by_get.body == direct.body == form.body
    assert by_get.headers["etag"] == direct.headers["etag"] == form.headers["etag"]


def test_the_dataset_of_a_query_stands_in_the_url(server: Running) -> None:
    path = f"/sparql?default-graph-uri={quote(server.url + 'graph/labels', safe='')}"
    inside = server.ask(path, method="QUERY", headers=DIRECT, body=COUNT.encode())

    assert inside.body == server.query(COUNT.replace("WHERE", f"FROM <{server.url}graph/labels> WHERE")).body


def test_an_answer_to_query_that_the_client_has_is_not_sent_again(server: Running) -> None:
    first = server.ask("/sparql", method="QUERY", headers=DIRECT, body=COUNT.encode())
    held = {**DIRECT, "If-None-Match": first.headers["etag"]}

    assert server.ask("/sparql", method="QUERY", headers=held, body=COUNT.encode()).status == 304
    assert server.ask("/sparql", method="POST", headers=held, body=COUNT.encode()).status == 200


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Content-Type": "text/plain"}, b"ASK {}", 415),
        ({"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 403),
        (DIRECT, b"CLEAR ALL", 403),
        (DIRECT, b"#" * (256 * 1024 + 1), 413),
        (FORM, b"", 400),
        ({**DIRECT, "Accept": "image/png"}, b"ASK {}", 406),
    ],
)
def test_what_is_no_query_is_refused_as_with_post(
    server: Running, headers: dict[str, str], body: bytes, status: int
) -> None:
    assert server.ask("/sparql", method="QUERY", headers=headers, body=body).status == status


def test_clients_can_find_out_that_there_is_query_and_what_its_body_may_be(server: Running) -> None:
    reply = server.ask("/sparql", method="OPTIONS")

    assert "QUERY" in reply.headers["access-control-allow-methods"].split(", ")
    assert "QUERY" in reply.headers["allow"].split(", ")
    assert "application/sparql-query" in reply.headers["accept-query"]


def test_an_unknown_version_is_refused_and_the_known_ones_are_named(server: Running) -> None:
    reply = server.ask(f"/sparql?version=9&query={quote('ASK {}')}")

    assert (reply.status, json.loads(reply.body)["type"]) == (400, "/problems/unknown-version")
    assert "1.2-basic" in reply.text
    assert server.ask(json.loads(reply.body)["type"]).status == 200
    assert server.ask(f"/sparql?version=1.2&query={quote('ASK {}')}").status == 200


def test_a_repeated_default_graph_counts_each_triple_once(server: Running) -> None:
    labels, authority = f"{server.url}graph/labels", f"{server.url}graph/authority"
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    distinct = "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } }"
    graphs = [("default-graph-uri", one) for one in (labels, authority, labels)]
    replies = [
        server.ask(f"/sparql?{urlencode([('query', one), *graphs])}", headers={"Accept": "text/csv"})
        for one in (query, distinct)
    ]

    assert replies[0].body == replies[1].body
    assert int(replies[0].text.split()[1]) > 0
