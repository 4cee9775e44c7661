"""The endpoint over HTTP: the forms of requests, formats, errors, and what people see."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

import pytest

from tests.server.running import LETTER, Running

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}


def test_the_three_forms_of_a_query_have_the_same_answer(server: Running) -> None:
    csv = {"Accept": "text/csv"}
    by_get = server.ask(f"/sparql?query={quote(COUNT)}", headers=csv)
    by_form = server.ask("/sparql", method="POST", headers={**FORM, **csv}, body=urlencode({"query": COUNT}).encode())
    direct = server.ask("/sparql", method="POST", headers={**DIRECT, **csv}, body=COUNT.encode())

    assert [by_get.status, by_form.status, direct.status] == [200, 200, 200]
    assert by_get.body == by_form.body == direct.body
    assert int(by_get.text.split()[1]) > 1000


def test_the_default_graph_counts_each_triple_once(server: Running) -> None:
    distinct = "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } }"

    assert server.query(COUNT).body == server.query(distinct).body


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("ASK {}", None, "application/sparql-results+json"),
        ("ASK {}", "application/xml", "application/sparql-results+xml"),
        ("ASK {}", "text/csv", "application/sparql-results+json"),
        ("SELECT * { } ", "text/tab-separated-values", "text/tab-separated-values"),
        ("CONSTRUCT WHERE { ?s a ?o }", None, "text/turtle"),
        ("CONSTRUCT WHERE { ?s a ?o }", "application/rdf+xml", "application/rdf+xml"),
        ("CONSTRUCT WHERE { ?s a ?o }", "application/json", "application/ld+json"),
        ("CONSTRUCT WHERE { ?s a ?o }", "application/trig;version=1.2", "application/trig"),
        ("CONSTRUCT WHERE { ?s a ?o }", "application/n-quads", "application/n-quads"),
    ],
)
def test_the_answer_has_the_format_asked_for(server: Running, query: str, accept: str | None, media_type: str) -> None:
    reply = server.ask(f"/sparql?query={quote(query)}", headers={} if accept is None else {"Accept": accept})

    assert (200, media_type) == (reply.status, reply.media_type)
    assert len(reply.body) == int(reply.headers["content-length"])


def test_graph_parameters_are_the_dataset(server: Running) -> None:
    labels, meta = f"{server.url}graph/labels", f"{server.url}graph/meta"
    graphs = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    path = f"/sparql?{urlencode({'query': graphs, 'named-graph-uri': meta, 'default-graph-uri': labels})}"
    inside = server.ask(path, headers={"Accept": "text/csv"})
    default = server.ask(
        f"/sparql?{urlencode({'query': COUNT, 'default-graph-uri': labels})}", headers={"Accept": "text/csv"}
    )

    assert ["g", meta] == inside.text.split()
    assert default.body == server.query(COUNT.replace("WHERE", f"FROM <{labels}> WHERE")).body


@pytest.mark.parametrize(
    ("query", "status", "type_"),
    [
        ("SELECT * { ?s ?p ", 400, "malformed-query"),
        ("SELECT * {" + "{" * 70 + "}" * 71, 400, "malformed-query"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403, "forbidden-query"),
        ("LOAD <http://127.0.0.1:9/>", 403, "forbidden-query"),
        ("INSERT DATA { <a:b> <a:c> 1 }", 403, "forbidden-query"),
    ],
)
def test_a_query_that_is_not_answered_is_a_problem_with_its_place(
    server: Running, query: str, status: int, type_: str
) -> None:
    reply = server.query(query)
    problem = json.loads(reply.body)

    assert (status, "application/problem+json") == (reply.status, reply.media_type)
    assert f"/problems/{type_}" == problem["type"]
    assert {"title", "detail", "line", "column"} <= problem.keys()


def test_every_type_of_problem_is_explained(server: Running) -> None:
    type_ = json.loads(server.query("SELEC").body)["type"]

    assert server.ask(type_).status == 200


@pytest.mark.parametrize(
    ("method", "headers", "body", "status"),
    [
        ("POST", {"Content-Type": "text/plain"}, b"ASK {}", 415),
        ("POST", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 403),
        ("POST", FORM, b"update=CLEAR+ALL", 403),
        ("POST", FORM, b"nothing=1", 400),
        ("POST", FORM, b"query=%FF", 400),
        ("POST", DIRECT, b"ASK {} #\xff", 400),
        ("POST", DIRECT, b"#" * (256 * 1024 + 1), 413),
        ("PUT", DIRECT, b"ASK {}", 405),
        ("DELETE", {}, None, 405),
    ],
)
def test_what_is_no_query_is_refused(
    server: Running, method: str, headers: dict[str, str], body: bytes | None, status: int
) -> None:
    reply = server.ask("/sparql", method=method, headers=headers, body=body)

    assert status == reply.status
    assert reply.headers["access-control-allow-origin"] == "*"
    assert reply.headers["vary"] == "Accept, Accept-Encoding"


def test_a_url_that_is_too_long_is_refused_and_post_is_named(server: Running) -> None:
    reply = server.query("ASK {} #" + "x" * 8192)

    assert reply.status == 414
    assert "POST" in reply.text


def test_a_format_that_nobody_has_is_not_acceptable(server: Running) -> None:
    assert server.query("ASK {}", accept="image/png").status == 406


def test_a_time_out_of_the_client_shortens_ours(server: Running) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    reply = server.ask(f"/sparql?timeout=0.3&query={quote(endless)}")

    assert (reply.status, json.loads(reply.body)["type"]) == (503, "/problems/query-timeout")
    assert "retry-after" not in reply.headers
    assert server.query("ASK {}", accept="*/*").status == 200


def test_without_a_query_the_service_describes_itself(server: Running) -> None:
    reply = server.ask("/sparql", headers={"Accept": "application/n-triples"})

    assert f"<{server.endpoint}> <http://www.w3.org/ns/sparql-service-description#endpoint>" in reply.text
    assert "http://rdfs.org/ns/void#triples" in reply.text
    assert "UnionDefaultGraph" not in reply.text


def test_a_browser_gets_a_form_and_no_script(server: Running) -> None:
    reply = server.ask("/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})

    assert (reply.status, reply.media_type) == (200, "text/html")
    assert "<textarea" in reply.text
    assert "<script" not in reply.text


def test_a_browser_gets_a_table_and_links_to_the_whole_answer(server: Running) -> None:
    query = f"SELECT ?p ?o WHERE {{ <{server.url}id/doc/{LETTER}> ?p ?o }}"
    page = server.query(query, accept="text/html")
    link = f"/sparql?{urlencode({'query': query, 'accept': 'text/csv'})}"
    whole = server.ask(link, headers={"Accept": "text/html"})

    assert (page.status, page.media_type) == (200, "text/html")
    assert "<td>" in page.text
    assert (whole.status, whole.media_type) == (200, "text/csv")


def test_a_browser_sees_what_is_wrong_beside_its_query(server: Running) -> None:
    page = server.query("SELECT * { ?s <b>", accept="text/html")

    assert (page.status, page.media_type) == (400, "text/html")
    assert "SELECT * { ?s &lt;b&gt;" in page.text


def test_an_answer_that_the_client_has_is_not_sent_again(server: Running) -> None:
    first = server.query(COUNT)
    again = server.ask(
        f"/sparql?query={quote(COUNT)}", headers={"Accept": "text/csv", "If-None-Match": first.headers["etag"]}
    )

    assert (again.status, again.body) == (304, b"")
    assert ("Accept, Accept-Encoding", first.headers["etag"]) == (again.headers["vary"], again.headers["etag"])
