"""The contract with clients, row by row: what is answered in which case, and how cases with one status are told apart.

Every answer of every row is held to what all answers have in common (`check`). Small limits, so that each case comes
about quickly; the application is in process and its workers are real. What a server refuses before its application is
asked goes over a connection.
"""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from kg.config import ServerConfiguration
from kg.publication.site import Site
from kg.workers import PoolStatus
from kg.wsgi import pool_settings
from server.app import create_app
from server.logs import query_hash
from server.problems import KINDS
from server.settings import settings_of
from tests.server.running import Running
from tests.workers.test_life import children

SMALL = ServerConfiguration(
    query_seconds=1.0,
    queue_seconds=0.2,
    memory_mb=64,
    answer_mb=1,
    answer_rows=2_000,
    query_workers=1,
)
SPARQL, UPDATE = "application/sparql-query", "application/sparql-update"
FORM = "application/x-www-form-urlencoded"
JSON = "application/sparql-results+json"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
MANY_ROWS = "SELECT ?a { ?a ?b ?c . ?d ?e ?f } LIMIT 2001"
MANY_BYTES = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 2000"
MUCH_MEMORY = "SELECT ?a { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
STRANGER = "203.0.113.5"


@dataclass(frozen=True, slots=True)
class Row:
    """A request and what the contract promises."""

    status: int
    problem: str | None = None
    method: str = "GET"
    path: str = "/sparql"
    body: bytes = b""
    type: str = ""
    """Of the body."""
    accept: str = f"{JSON}, text/turtle;q=0.9"
    headers: Mapping[str, str] = field(default_factory=dict)
    """That the answer must have."""


def asking(query: str, status: int, problem: str | None = None) -> Row:
    return Row(status, problem, "POST", body=query.encode(), type=SPARQL)


WHOLE = {"Accept-Query": "", "ETag": 'W/"', "Cache-Control": "public"}
ROWS = {
    # a complete result
    "by GET": Row(200, path="/sparql?query=ASK{}", headers=WHOLE),
    "by HEAD": Row(200, method="HEAD", path="/sparql?query=ASK{}", headers=WHOLE),
    "by POST": Row(200, method="POST", body=b"ASK {}", type=SPARQL, headers=WHOLE),
    "by form": Row(200, method="POST", body=b"query=ASK%7B%7D", type=FORM, headers=WHOLE),
    "by QUERY": Row(200, method="QUERY", body=b"ASK {}", type=SPARQL, headers=WHOLE),
    "a graph": Row(200, path="/data?default", accept="text/turtle", headers={"ETag": '"'}),
    "the description": Row(200, accept="text/turtle", headers={"ETag": '"', "Link": "<./void>"}),
    "what may be asked": Row(200, method="OPTIONS", headers={"Allow": "GET", "Access-Control-Allow-Methods": "POST"}),
    # the text of a query
    "no SPARQL": asking("SELECT", 400, "malformed-query"),
    "too deep": asking("ASK " + "{" * 65, 400, "malformed-query"),
    "too many words": asking("ASK { " + "?s ?p ?o . " * 2_001 + "}", 400, "malformed-query"),
    "too many operators": asking("ASK { ?s " + "/".join(["<a:b>"] * 66) + " ?o }", 400, "malformed-query"),
    "too long": asking("ASK {} #" + "x" * 65_536, 400, "malformed-query"),
    "no UTF-8": Row(400, "not-utf-8", "POST", body=b"ASK { ?s ?p '\xff' }", type=SPARQL),
    # bad parameters
    "two queries": Row(400, "one-query", path="/sparql?query=ASK{}&query=ASK{}"),
    "a form without query": Row(400, "one-query", "POST", body=b"a=b", type=FORM),
    "a graph without scheme": Row(400, "graph-iri", path="/sparql?query=ASK{}&default-graph-uri=x"),
    "another version": Row(400, "unknown-version", path="/sparql?query=ASK{}&version=9"),
    "no graph": Row(400, "one-graph", path="/data"),
    # nothing is changed, nobody else is called
    "update": Row(403, "read-only", "POST", body=b"update=CLEAR+ALL", type=FORM),
    "update as a body": Row(403, "read-only", "POST", body=b"CLEAR ALL", type=UPDATE),
    "update as a query": asking("DELETE WHERE { ?s ?p ?o }", 403, "forbidden-query"),
    "SERVICE": asking("ASK { SERVICE <http://127.0.0.1/> {} }", 403, "forbidden-query"),
    "LOAD": asking("LOAD <http://127.0.0.1/>", 403, "forbidden-query"),
    # the request
    "another format": Row(406, "not-acceptable", path="/sparql?query=ASK{}", accept="image/png"),
    "a graph in another format": Row(406, "not-acceptable", path="/data?default", accept="image/png"),
    "a description in another format": Row(406, "not-acceptable", accept="image/png"),
    "another type": Row(415, "unsupported-media-type", "POST", body=b"ASK {}", type="text/plain"),
    "a large body": Row(413, "body-too-large", "POST", body=b" " * (256 * 1024 + 1), type=SPARQL),
    "a long URL": Row(414, "url-too-long", path="/sparql?query=ASK{}&x=" + "x" * 8_192),
    "another method": Row(405, "method-not-allowed", "PUT", headers={"Allow": "GET"}),
    "a graph by another method": Row(
        405, "method-not-allowed", "DELETE", path="/data?default", headers={"Allow": "GET"}
    ),
    "no page": Row(404, "not-found", path="/nowhere"),
    # time and size
    "a slow query": asking(RUNAWAY, 503, "query-timeout"),
    "a slow query that wants more time": Row(
        503, "query-timeout", "POST", path="/sparql?timeout=3600", body=RUNAWAY.encode(), type=SPARQL
    ),
    "many rows": asking(MANY_ROWS, 500, "query-too-big"),
    "many bytes": asking(MANY_BYTES, 500, "query-too-big"),
    "much memory": asking(MUCH_MEMORY, 500, "query-too-big"),
}
Ask = Callable[..., TestResponse]


@pytest.fixture(scope="module")
def site(server: Running) -> Iterator[Site]:
    with Site(server.collection / "site", settings=pool_settings(SMALL), interval=None) as found:
        yield found


def status(site: Site) -> PoolStatus:
    with site.serving() as serving:
        return serving.status()


def wait_until(true: Callable[[], bool], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def rested(site: Site) -> Site:
    """The site with all its workers; a test before may have cost one."""
    wait_until(lambda: status(site).idle == 2)
    return site


@pytest.fixture
def ask(rested: Site) -> Ask:
    client = Client(create_app(rested, settings=settings_of(SMALL)))

    def send(row: Row, **headers: str) -> TestResponse:
        return client.open(
            row.path,
            method=row.method,
            data=row.body or None,
            content_type=row.type or None,
            headers={"Accept": row.accept} | {name.replace("_", "-"): value for name, value in headers.items()},
            buffered=True,
        )

    return send


def check(reply: TestResponse, row: Row, site: Site, *, retry_after: str | None = None) -> None:
    """Hold an answer to its row, and to what all answers have in common."""
    assert reply.status_code == row.status
    varies = {one.strip() for one in reply.headers["Vary"].split(",")}
    assert "Accept" in varies
    assert reply.headers.get("Access-Control-Allow-Origin") == (None if row.problem == "misdirected" else "*")
    assert "Access-Control-Allow-Credentials" not in reply.headers
    assert reply.headers["X-Release"] == site.release.id
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in reply.headers
    assert reply.headers.get("Retry-After") == retry_after
    if row.method != "HEAD" and row.status != 304:
        assert int(reply.headers["Content-Length"]) == len(reply.data)
    for name, value in row.headers.items():
        assert value in reply.headers[name]
    if row.problem is None:
        assert "Accept-Encoding" in varies or not reply.data
        return
    assert reply.headers["Cache-Control"] == "no-store"
    assert "ETag" not in reply.headers
    if row.method != "HEAD":
        check_problem(str(reply.mimetype), reply.data, row)


def check_problem(media_type: str, data: bytes, row: Row) -> None:
    """Hold the body of a problem to the shape that all have (RFC 9457), and to what is told of its type."""
    assert media_type == "application/problem+json"
    problem = json.loads(data)
    assert problem["type"] == f"/problems/{row.problem}"
    assert problem["status"] == row.status
    assert row.status in KINDS[str(row.problem)].statuses
    assert problem["title"]
    assert problem["detail"]


@pytest.mark.parametrize("name", ROWS)
def test_each_case_has_the_answer_of_the_contract(name: str, ask: Ask, site: Site) -> None:
    check(ask(ROWS[name]), ROWS[name], site)


def test_what_the_client_has_is_not_sent_again(ask: Ask, site: Site) -> None:
    row = Row(304, path="/sparql?query=ASK{}", headers={"ETag": 'W/"'})

    check(ask(row, If_None_Match=ask(row).headers["ETag"]), row, site)


def test_a_site_by_another_name_is_misdirected(ask: Ask, site: Site) -> None:
    row = Row(421, "misdirected")

    check(ask(row, Host="evil.example"), row, site)


def test_an_error_in_the_text_is_named_by_line_and_column(ask: Ask) -> None:
    problem = json.loads(ask(asking("SELECT * {\n ?s ?p }", 400)).data)

    assert (problem["line"], problem["column"]) >= (2, 1)


def test_who_asks_too_much_is_told_of_the_dumps(ask: Ask) -> None:
    assert "dump" in json.loads(ask(ROWS["many rows"]).data)["detail"].lower()


def test_a_client_can_only_shorten_its_time(ask: Ask) -> None:
    began = time.monotonic()
    ask(ROWS["a slow query that wants more time"])

    assert time.monotonic() - began < 10 * SMALL.query_seconds


def test_a_busy_server_says_when_to_ask_again(ask: Ask, site: Site) -> None:
    runaway = threading.Thread(target=lambda: ask(ROWS["a slow query"]))
    runaway.start()
    wait_until(lambda: status(site).busy > 0 or not runaway.is_alive())
    replies = {name: ask(row) for name, row in BUSY.items()}
    runaway.join()

    for name, reply in replies.items():
        check(reply, BUSY[name], site, retry_after="5")


BUSY = {
    "a query": asking("ASK { ?s ?p ?o }", 503, "busy"),
    "a graph": Row(503, "busy", path="/data?default", accept="text/turtle"),
}
USED_UP = {
    "a query": Row(429, "too-many-requests", path="/sparql?query=ASK{?used%20?up%20?all}"),
    "a graph": Row(429, "too-many-requests", path="/data?default", accept="text/turtle"),
    "the description": Row(429, "too-many-requests", accept="text/turtle"),
}


@pytest.mark.parametrize("name", USED_UP)
def test_a_client_that_used_up_its_share_is_told_when_to_ask_again_and_nobody_else_is(name: str, rested: Site) -> None:
    few = ServerConfiguration(client_errors_at_most=1.0, client_errors_per_minute=1.0)
    client = Client(create_app(rested, settings=settings_of(few)))

    def ask(path: str, address: str) -> TestResponse:
        headers = {"Accept": USED_UP[name].accept}
        return client.get(path, headers=headers, environ_overrides={"REMOTE_ADDR": address}, buffered=True)

    ask("/data" if name == "a graph" else "/sparql?query=nonsense", STRANGER)
    reply = ask(USED_UP[name].path, STRANGER)
    wait = int(reply.headers["Retry-After"])

    check(reply, USED_UP[name], rested, retry_after=str(wait))
    assert 0 < wait <= 60
    assert ask(USED_UP[name].path, "203.0.113.6").status_code == 200


def test_a_dead_engine_is_told_and_logged_by_the_hash_of_the_query(
    ask: Ask, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    replies: list[TestResponse] = []
    runaway = threading.Thread(target=lambda: replies.append(ask(ROWS["a slow query"])))
    runaway.start()
    wait_until(lambda: status(site).busy > 0 or not runaway.is_alive())
    for pid in children(os.getpid()):
        if b"kg.workers" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGSEGV)
    runaway.join()

    check(replies[0], asking(RUNAWAY, 500, "engine-crash"), site)
    assert query_hash(RUNAWAY) in caplog.text
    assert "COUNT" not in caplog.text


def test_after_all_that_the_server_answers(ask: Ask) -> None:
    assert ask(asking("ASK { ?a a ?b }", 200)).status_code == 200


HOST = b"Host: 127.0.0.1\r\n"
POST = b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Type: application/sparql-query\r\n"
RAW = {
    "chunks": (Row(411, "length-required"), POST + b"Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n"),
    "no length": (Row(411, "length-required"), POST + b"Connection: close\r\n\r\n"),
    "two megabytes": (Row(413, "body-too-large"), POST + b"Content-Length: 2097152\r\n\r\n"),
    "no HTTP": (Row(400, "bad-request"), b"GET /sparql\r\n\r\n"),
    "a coding": (Row(501, "bad-request"), POST + b"Transfer-Encoding: gzip\r\n\r\n"),
    "large headers": (Row(431, "bad-request"), b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"y" * 70_000 + b"\r\n\r\n"),
}


@pytest.mark.parametrize("name", RAW)
def test_what_is_refused_before_the_application_is_asked_has_the_same_shape(name: str, server: Running) -> None:
    row, data = RAW[name]
    head, _, body = server.raw(data).partition(b"\r\n\r\n")
    status_line, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}

    assert status_line.split(" ")[1] == str(row.status)
    assert "Accept" in headers["vary"]
    assert headers["access-control-allow-origin"] == "*"
    assert headers["x-release"] == server.ask("/health").headers["x-release"]
    assert headers["cache-control"] == "no-store"
    assert int(headers["content-length"]) == len(body)
    assert "retry-after" not in headers
    check_problem(headers["content-type"], body, row)


def test_each_type_of_problem_leads_to_what_it_means(site: Site) -> None:
    client = Client(create_app(site, settings=settings_of(SMALL)))
    for name in KINDS:
        path = f"/problems/{name}"
        value = json.loads(client.get(path).data)
        page = client.get(path, headers={"Accept": "text/html"})

        assert value["type"] == path
        assert {"meaning", "cause", "remedy", "statuses"} <= set(value)
        assert page.mimetype == "text/html"
        assert value["cause"].split(",")[0] in page.text.replace("&#39;", "'")
    assert client.get("/problems/of-my-own").status_code == 404


def test_every_problem_that_is_told_of_is_one_of_a_row_or_tested_elsewhere() -> None:
    told = {
        row.problem for row in (*ROWS.values(), *BUSY.values(), *USED_UP.values(), *(row for row, _ in RAW.values()))
    }
    elsewhere = {
        "incomplete-body",
        "gone",
        "too-many-graphs",
        "engine-crash",
        "misdirected",
        "not-public",
        "internal-error",
    }

    assert told - {None} | elsewhere == set(KINDS)
