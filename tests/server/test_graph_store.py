"""The read side of the Graph Store Protocol over HTTP."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from tests.server.running import LETTER, Running


def named(server: Running, path: str) -> str:
    return f"/data?graph={quote(server.url + path, safe='')}"


def lines(server: Running, path: str) -> set[str]:
    reply = server.ask(path, headers={"Accept": "application/n-triples"})
    assert (reply.status, reply.media_type) == (200, "application/n-triples")
    return set(reply.text.splitlines())


def test_a_graph_is_the_same_by_its_parameter_by_its_iri_and_by_a_query(server: Running) -> None:
    path = f"graph/doc/{LETTER}"
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{server.url}{path}> {{ ?s ?p ?o }} }}"
    asked = set(server.query(query, accept="application/n-triples").text.splitlines())

    assert asked
    assert asked == lines(server, named(server, path)) == lines(server, f"/{path}")


def test_the_default_graph_holds_what_a_query_finds_there(server: Running) -> None:
    query = "CONSTRUCT WHERE { ?s ?p ?o }"

    assert lines(server, "/data?default") == set(server.query(query, accept="application/n-triples").text.splitlines())


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/turtle;version=1.2", "text/turtle"),
        ("application/rdf+xml, */*;q=0.1", "application/rdf+xml"),
        ("application/json", "application/ld+json"),
        ("application/trig", "application/trig"),
        ("application/n-quads", "application/n-quads"),
    ],
)
def test_a_graph_has_the_format_asked_for(server: Running, accept: str | None, media_type: str) -> None:
    reply = server.ask(named(server, "graph/labels"), headers={} if accept is None else {"Accept": accept})

    assert (200, media_type) == (reply.status, reply.media_type)
    assert len(reply.body) == int(reply.headers["content-length"])
    assert "Accept" in reply.headers["vary"]


def test_head_says_what_get_would_and_sends_nothing(server: Running) -> None:
    path = named(server, "graph/labels")
    head, get = server.ask(path, method="HEAD"), server.ask(path)

    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "content-length", "etag", "link"):
        assert get.headers[name] == head.headers[name]


def test_a_graph_that_the_client_has_is_not_sent_again(server: Running) -> None:
    path = named(server, "graph/labels")
    tag = server.ask(path).headers["etag"]

    assert server.ask(path, headers={"If-None-Match": tag}).status == 304


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_graph_that_is_not_there_is_not_found(server: Running, method: str) -> None:
    assert server.ask(named(server, "graph/nothing"), method=method).status == 404


@pytest.mark.parametrize(
    ("path", "type_"),
    [("/data", "one-graph"), ("/data?default&graph=a:b", "one-graph"), ("/data?graph=labels", "graph-iri")],
)
def test_a_request_that_names_no_graph_is_told_what_to_do(server: Running, path: str, type_: str) -> None:
    reply = server.ask(path)

    assert (400, f"/problems/{type_}") == (reply.status, json.loads(reply.body)["type"])


def test_a_format_that_nobody_has_is_not_acceptable(server: Running) -> None:
    assert server.ask("/data?default", headers={"Accept": "image/png"}).status == 406


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_a_graph_cannot_be_changed(server: Running, method: str) -> None:
    body = b"<a:b> <a:c> <a:d> ." if method != "DELETE" else None
    reply = server.ask("/data?default", method=method, headers={"Content-Type": "text/turtle"}, body=body)

    assert reply.status == 405
    assert {"GET", "HEAD"} <= set(reply.headers["allow"].split(", "))


def test_what_may_be_asked_is_told_to_pages_of_other_sites(server: Running) -> None:
    reply = server.ask("/data?default", method="OPTIONS")

    assert "GET" in reply.headers["access-control-allow-methods"]
    assert reply.headers["access-control-allow-origin"] == "*"
