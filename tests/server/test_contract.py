"""The contract with clients, row by row: what is answered in which case, and how cases with one status are told apart.

Small limits, so that each case comes about quickly; the server is in process, its workers are real.
"""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from kg.config import ServerConfiguration
from kg.publication.site import Site
from kg.workers import PoolStatus
from kg.wsgi import pool_settings
from server.app import create_app
from server.logs import query_hash
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
SPARQL = "application/sparql-query"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
MANY_ROWS = "SELECT ?a { ?a ?b ?c . ?d ?e ?f } LIMIT 2001"
MANY_BYTES = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 2000"
MUCH_MEMORY = "SELECT ?a { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
Post = Callable[..., TestResponse]


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
def post(site: Site) -> Post:
    client = Client(create_app(site, settings=settings_of(SMALL)))
    wait_until(lambda: status(site).idle == 2)  # a test before may have cost a worker

    def send(body: bytes | str, *, content_type: str = SPARQL, path: str = "/sparql", **headers: str) -> TestResponse:
        data = body if isinstance(body, bytes) else body.encode()
        fields = {"Accept": "application/sparql-results+json, text/turtle;q=0.9"} | headers
        return client.post(path, data=data, content_type=content_type, headers=fields, buffered=True)

    return send


def outcome(reply: TestResponse) -> tuple[int, str]:
    assert reply.mimetype == "application/problem+json"
    problem = json.loads(reply.data)
    assert problem["status"] == reply.status_code
    assert problem["detail"]
    assert reply.headers["Cache-Control"] == "no-store"
    assert "Accept" in reply.headers["Vary"]
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    return reply.status_code, problem["type"].removeprefix("/problems/")


def test_a_complete_answer_has_length_tag_release_and_is_open_to_all(post: Post, site: Site) -> None:
    reply = post("ASK {}")

    assert reply.status_code == 200
    assert reply.headers["Content-Length"] == str(len(reply.data))
    assert reply.headers["ETag"]
    assert reply.headers["X-Release"] == site.release.id
    assert {"Accept", "Accept-Encoding"} <= {one.strip() for one in reply.headers["Vary"].split(",")}
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in reply.headers


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT", (400, "malformed-query")),
        ("ASK " + "{" * 65, (400, "malformed-query")),
        ("ASK { " + "?s ?p ?o . " * 2_001 + "}", (400, "malformed-query")),
        ("ASK { ?s " + "/".join(["<a:b>"] * 66) + " ?o }", (400, "malformed-query")),
        ("ASK {} #" + "x" * 65_536, (400, "malformed-query")),
        ("ASK { SERVICE <http://127.0.0.1/> {} }", (403, "forbidden-query")),
        ("LOAD <http://127.0.0.1/>", (403, "forbidden-query")),
        ("DELETE WHERE { ?s ?p ?o }", (403, "forbidden-query")),
    ],
)
def test_what_is_no_query_is_refused_before_it_is_run(post: Post, query: str, expected: tuple[int, str]) -> None:
    assert outcome(post(query)) == expected


def test_an_error_in_the_text_is_named_by_line_and_column(post: Post) -> None:
    problem = json.loads(post("SELECT * {\n ?s ?p }").data)

    assert (problem["line"], problem["column"]) >= (2, 1)


@pytest.mark.parametrize(
    ("body", "content_type", "path", "expected"),
    [
        (b"update=CLEAR+ALL", "application/x-www-form-urlencoded", "/sparql", (403, "read-only")),
        (b"CLEAR ALL", "application/sparql-update", "/sparql", (403, "read-only")),
        (b"ASK {}", "text/plain", "/sparql", (415, "unsupported-media-type")),
        (b" " * (256 * 1024 + 1), SPARQL, "/sparql", (413, "body-too-large")),
        (b"ASK {}", SPARQL, "/sparql?" + "x" * 8_192, (414, "url-too-long")),
    ],
)
def test_a_request_that_is_none_of_the_protocol_is_told_so(
    post: Post, body: bytes, content_type: str, path: str, expected: tuple[int, str]
) -> None:
    assert outcome(post(body, content_type=content_type, path=path)) == expected


def test_a_format_that_there_is_not_is_told_so(post: Post) -> None:
    assert outcome(post("ASK {}", Accept="image/png")) == (406, "not-acceptable")


def test_a_slow_query_is_told_that_to_ask_again_is_useless(post: Post) -> None:
    reply = post(RUNAWAY)

    assert outcome(reply) == (503, "query-timeout")
    assert "Retry-After" not in reply.headers


def test_a_client_can_only_shorten_its_time(post: Post) -> None:
    began = time.monotonic()

    assert outcome(post(RUNAWAY, path="/sparql?timeout=3600")) == (503, "query-timeout")
    assert time.monotonic() - began < 10 * SMALL.query_seconds


@pytest.mark.parametrize("query", [MANY_ROWS, MANY_BYTES, MUCH_MEMORY])
def test_what_is_too_big_is_told_so_and_never_cut_short(post: Post, query: str) -> None:
    reply = post(query)

    assert outcome(reply) == (500, "query-too-big")
    assert "dump" in json.loads(reply.data)["detail"].lower()


def test_a_busy_server_says_when_to_ask_again(post: Post, site: Site) -> None:
    runaway = threading.Thread(target=lambda: post(RUNAWAY))
    runaway.start()
    wait_until(lambda: status(site).busy > 0 or not runaway.is_alive())
    reply = post("ASK { ?s ?p ?o }")
    runaway.join()

    assert outcome(reply) == (503, "busy")
    assert reply.headers["Retry-After"] == "5"


def test_a_dead_engine_is_told_and_logged_by_the_hash_of_the_query(
    post: Post, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    replies: list[TestResponse] = []
    runaway = threading.Thread(target=lambda: replies.append(post(RUNAWAY)))
    runaway.start()
    wait_until(lambda: status(site).busy > 0 or not runaway.is_alive())
    for pid in children(os.getpid()):
        if b"kg.workers" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGSEGV)
    runaway.join()

    assert outcome(replies[0]) == (500, "engine-crash")
    assert query_hash(RUNAWAY) in caplog.text
    assert "COUNT" not in caplog.text


def test_after_all_that_the_server_answers(post: Post) -> None:
    assert post("ASK { ?a a ?b }").status_code == 200
