"""Queries of programs do not pass through Flask, and nobody can tell from the answer."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import quote, urlencode

import pytest

from kg.errors import QueryTimeout
from kg.publication.site import Site
from kg.workers import Answer
from server.budget import Budget, BudgetSettings
from server.fast_path import FAILED, LARGEST_CACHED, FastPath
from tests.server.running import Running

THROUGH_FLASK = {"If-None-Match": '"of another answer"'}
"""Conditional requests are left to Flask."""
ASKED = ("ASK {}", "SELECT * { ?s a ?t } ORDER BY ?s LIMIT 3", "CONSTRUCT WHERE { <e:none> ?p ?o }")


@pytest.mark.parametrize(
    "accept", [None, "text/csv", "application/json;q=0.5, */*;q=0.1", "application/n-triples, */*"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "QUERY"])
@pytest.mark.parametrize("query", ASKED)
def test_the_headers_are_those_of_the_longer_way(server: Running, query: str, method: str, accept: str | None) -> None:
    headers = {} if accept is None else {"Accept": accept}
    body = urlencode({"query": query}).encode() if method in ("POST", "QUERY") else None
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    path = "/sparql" if body is not None else f"/sparql?query={quote(query)}"

    short = [server.ask(path, method=method, headers=headers, body=body) for _ in range(2)]
    long = server.ask(path, method=method, headers={**headers, **THROUGH_FLASK}, body=body)

    for reply in short:
        assert _lasting(long.headers) == _lasting(reply.headers)
        assert (long.status, long.body) == (reply.status, reply.body)


def _lasting(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name != "date"}


def test_a_query_that_fails_is_told_as_on_the_longer_way(server: Running) -> None:
    path = f"/sparql?query={quote('SELECT * { ?s ?p }')}"

    short, long = server.ask(path), server.ask(path, headers=THROUGH_FLASK)

    assert (400, short.body, _lasting(short.headers)) == (long.status, long.body, _lasting(long.headers))


class Stage:
    """A site whose workers count what they are asked, and an application that takes what is handed on."""

    def __init__(self, *, cache_bytes: int = 1 << 20, budget: BudgetSettings | None = None, places: int = 9) -> None:
        self.release = SimpleNamespace(id="r1", manifest=SimpleNamespace(nquads_sha256="0"))
        self.body: bytes | Exception = b"answer"
        self.runs = 0
        self.held = 0
        self.handed_on: list[dict[str, Any]] = []
        self.status = ""
        self.gate = threading.Semaphore(places)
        self.fast = FastPath(
            self._take,
            site=cast("Site", self),
            budget=Budget(budget or BudgetSettings()),
            gate=self.gate,
            cache_bytes=cache_bytes,
        )

    def enter(self) -> Stage:
        self.held += 1
        return self

    def leave(self, serving: Stage) -> None:
        serving.held -= 1

    def begin(self, task: Mapping[str, object], **_: object) -> Stage:
        self.runs += 1
        return self

    def wait(self) -> Answer:
        if isinstance(self.body, Exception):
            raise self.body
        return Answer({}, io.BytesIO(self.body), len(self.body))

    def _take(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.handed_on.append(environ)
        start_response("299 Handed on", [])
        return [b"handed on"]

    def ask(self, query: str = "ASK {}", **environ: object) -> bytes:
        given = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": "/sparql",
            "QUERY_STRING": urlencode({"query": query}),
            "REMOTE_ADDR": "192.0.2.1",
            **environ,
        }

        def start(status: str, headers: list[tuple[str, str]]) -> None:
            self.status, self.headers = status, dict(headers)

        return b"".join(self.fast(given, cast("Any", start)))


def test_what_was_answered_before_is_not_asked_again() -> None:
    stage = Stage()

    assert [stage.ask() for _ in range(3)] == [b"answer"] * 3
    assert (stage.runs, stage.held) == (1, 0)


def test_another_release_format_or_dataset_is_another_answer() -> None:
    stage = Stage()
    stage.ask()
    stage.ask(HTTP_ACCEPT="application/xml")
    stage.ask(QUERY_STRING=urlencode({"query": "ASK {}", "default-graph-uri": "e:g"}))
    stage.ask(QUERY_STRING=urlencode({"query": "ASK {}", "named-graph-uri": "e:g"}))
    stage.release.id = "r2"
    stage.ask()

    assert stage.runs == 5
    assert stage.headers["X-Release"] == "r2"


@pytest.mark.parametrize("query", ["SELECT (NOW() AS ?n) {}", "SELECT * { ?s ?p ?o FILTER(rand () > 0.5) }"])
def test_what_depends_on_time_or_chance_is_asked_again(query: str) -> None:
    stage = Stage()
    stage.ask(query)
    stage.ask(query)

    assert stage.runs == 2


def test_errors_are_not_kept_and_cost_the_client() -> None:
    stage = Stage(budget=BudgetSettings(errors_burst=2, errors_per_minute=0.001))
    stage.body = QueryTimeout("Too slow.")

    assert [stage.ask() for _ in range(3)] == [b"handed on"] * 3
    assert (stage.runs, stage.held) == (2, 0)
    failures = [environ.get(FAILED) for environ in stage.handed_on]
    assert failures == [stage.body, stage.body, None]  # the third was not run: its share is used up


def test_an_answer_that_is_large_is_not_kept() -> None:
    stage = Stage(cache_bytes=1 << 30)
    stage.body = b"x" * (LARGEST_CACHED + 1)

    assert [len(stage.ask()) for _ in range(2)] == [LARGEST_CACHED + 1] * 2
    assert stage.runs == 2


def test_no_more_queries_than_places_go_in_and_kept_answers_need_none() -> None:
    stage = Stage(places=1)
    stage.ask("ASK { ?s ?p 1 }")
    stage.gate.acquire()

    assert (stage.ask(), stage.ask("ASK { ?s ?p 1 }")) == (b"handed on", b"answer")


@pytest.mark.parametrize(
    "environ",
    [
        {"PATH_INFO": "/sparql/"},
        {"REQUEST_METHOD": "PUT"},
        {"QUERY_STRING": ""},
        {"QUERY_STRING": "query=ASK+%7B"},
        {"QUERY_STRING": "query=ASK+%7B%7D&accept=text/csv"},
        {"HTTP_ACCEPT": "text/html,*/*;q=0.8"},
        {"HTTP_IF_NONE_MATCH": '"x"'},
        {"REQUEST_METHOD": "POST", "HTTP_TRANSFER_ENCODING": "chunked"},
        {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "9999999"},
        {"REQUEST_METHOD": "POST"},
    ],
)
def test_everything_else_is_handed_on(environ: dict[str, Any]) -> None:
    stage = Stage()
    if environ == {"QUERY_STRING": "query=ASK+%7B"}:
        stage.body = QueryTimeout("stands for what the engine says")

    assert stage.ask(**environ) == b"handed on"


def test_a_body_that_is_handed_on_can_be_read_again() -> None:
    stage = Stage()
    given: dict[str, Any] = {"wsgi.input": io.BytesIO(b"query=?"), "CONTENT_LENGTH": "7"}
    stage.ask(REQUEST_METHOD="POST", CONTENT_TYPE="application/x-www-form-urlencoded", **given)

    [environ] = stage.handed_on
    assert environ["wsgi.input"].read() == b"query=?"
