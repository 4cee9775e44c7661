"""A store behind somebody else's endpoint, and how endpoints fail."""

from __future__ import annotations

import itertools
import urllib.error
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.store import ResultFormat
from kg.store.remote import RemoteStore
from tests.store.conftest import Endpoint, reply


def test_queries_go_by_post_with_the_media_type_asked_for(endpoint: Endpoint) -> None:
    RemoteStore(endpoint.address).query("ASK {}", format=ResultFormat.XML)

    [(method, headers, query)] = endpoint.requests
    assert ("POST", ResultFormat.XML.value, "ASK {}") == (method, headers["Accept"], query)


def test_a_query_longer_than_any_address_is_asked(endpoint: Endpoint) -> None:
    assert RemoteStore(endpoint.address).query("ASK {} #" + "x" * 20_000)


def test_an_address_that_is_not_http_is_refused() -> None:
    with pytest.raises(QueryError, match="http://"):
        RemoteStore("/site/current/store")


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "malformed: .*detail"),
        (401, "refuses: .*detail"),
        (404, "no SPARQL endpoint"),
        (500, "failed: .*detail"),
        (503, "status 503"),
    ],
)
def test_a_failure_of_the_endpoint_is_told(endpoint: Endpoint, status: int, message: str) -> None:
    endpoint.answer = lambda handler, _: reply(handler, status, b"detail")

    with pytest.raises(QueryError, match=message) as raised:
        RemoteStore(endpoint.address).query("ASK {}")

    assert endpoint.address == raised.value.where.file


def test_an_endpoint_that_is_not_there_is_told(endpoint: Endpoint) -> None:
    address = endpoint.address.replace("http://127.0.0.1", "http://127.0.0.1.invalid")

    with pytest.raises(QueryError, match="cannot be reached"):
        RemoteStore(address).query("ASK {}")


def _break_off(handler: BaseHTTPRequestHandler, _: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"head":{},')


def test_an_answer_that_breaks_off_is_not_taken_for_complete(endpoint: Endpoint) -> None:
    endpoint.answer = _break_off

    with pytest.raises(QueryError, match="broke off 989 bytes before its end"):
        RemoteStore(endpoint.address).query("ASK {}")


def _break_off_chunked(handler: BaseHTTPRequestHandler, _: str) -> None:
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(b"5\r\n{head\r\n")


def test_chunks_without_their_end_are_not_taken_for_complete(endpoint: Endpoint) -> None:
    endpoint.answer = _break_off_chunked

    with pytest.raises(QueryError, match="broke off: IncompleteRead"):
        RemoteStore(endpoint.address).query("ASK {}")


def test_an_answer_that_is_too_long_is_given_up(endpoint: Endpoint) -> None:
    endpoint.answer = lambda handler, _: reply(handler, 200, b"x" * 1000)

    with pytest.raises(QueryError, match="longer than 999 bytes"):
        RemoteStore(endpoint.address, max_bytes=999).query("ASK {}")


def test_an_answer_that_trickles_ends_at_the_deadline(endpoint: Endpoint) -> None:
    ticks = itertools.count(step=100)

    with pytest.raises(QueryError, match="within 60 s"):
        RemoteStore(endpoint.address, clock=lambda: next(ticks)).query("ASK {}")


def _time_out(*_: object, **__: object) -> None:
    raise TimeoutError


def _time_out_connecting(*_: object, **__: object) -> None:
    raise urllib.error.URLError(TimeoutError())


@pytest.mark.parametrize("silence", [_time_out, _time_out_connecting])
def test_silence_ends_at_the_time_limit(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, silence: Callable[..., None]
) -> None:
    monkeypatch.setattr("SPARQLWrapper.Wrapper.urlopener", silence)

    with pytest.raises(QueryError, match="within 5 s"), RemoteStore(endpoint.address, timeout_seconds=5) as store:
        store.query("ASK {}")


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b'{"results": {"bindings": [1]}}', b'{"results": {}}'])
def test_rows_in_another_syntax_are_refused(endpoint: Endpoint, answer: bytes) -> None:
    endpoint.answer = lambda handler, _: reply(handler, 200, answer)

    with pytest.raises(QueryError, match="did not answer in SPARQL JSON"):
        RemoteStore(endpoint.address).select("SELECT * {}")


def test_terms_of_every_kind_are_read(endpoint: Endpoint, store_path: Path) -> None:
    query = """SELECT * { VALUES (?iri ?plain ?tagged ?typed) { (<a:b> "a\\"b" "c"@en "1"^^<a:d>) }
        BIND(BNODE("x") AS ?node) }"""

    [row] = RemoteStore(endpoint.address).select(query)

    node = row.pop("node")
    assert row == {"iri": "<a:b>", "plain": '"a\\"b"', "tagged": '"c"@en', "typed": '"1"^^<a:d>'}
    assert node.startswith("_:")
