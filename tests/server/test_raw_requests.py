"""Requests that no library sends: what two servers could read differently is refused, and nothing hangs."""

from __future__ import annotations

import json
import re

import pytest

from tests.server.running import Running

HOST = b"Host: 127.0.0.1\r\n"
CLOSE = b"Connection: close\r\n"
QUERY = b"query=ASK%20%7B%7D"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
CHUNKS = b"12\r\nquery=ASK%20%7B%7D\r\n0\r\n\r\n"
TE = b"Transfer-Encoding: chunked\r\n"

REFUSED = {
    "chunks": (411, b"POST /sparql HTTP/1.1\r\n" + HOST + FORM + TE + b"\r\n" + CHUNKS),
    "chunks and a length": (
        411,
        b"POST /sparql HTTP/1.1\r\n" + HOST + FORM + TE + b"Content-Length: 18\r\n\r\n" + CHUNKS,
    ),
    "a coding nobody has": (501, b"POST /sparql HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip\r\n\r\n"),
    "two codings": (400, b"POST /sparql HTTP/1.1\r\n" + HOST + TE + TE + b"\r\n" + CHUNKS),
    "two lengths": (
        400,
        b"POST /sparql HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 18\r\nContent-Length: 19\r\n\r\n" + QUERY,
    ),
    "a list of lengths": (400, b"POST /sparql HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 18, 18\r\n\r\n" + QUERY),
    "a length with a sign": (400, b"POST /sparql HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: +18\r\n\r\n" + QUERY),
    "a negative length": (400, b"POST /sparql HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: -1\r\n\r\n"),
    "a length of two megabytes": (413, b"POST /sparql HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 2000000\r\n\r\n"),
    "two hosts": (400, b"GET /health HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n\r\n"),
    "no host": (400, b"GET /health HTTP/1.1\r\n\r\n"),
    "bare line feeds": (400, b"GET /health HTTP/1.1\nHost: 127.0.0.1\n\n"),
    "one bare line feed": (400, b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\nX: y\r\n\r\n"),
    "a bare carriage return": (400, b"GET /health HTTP/1.1\r\nHost: a\rX: y\r\n\r\n"),
    "no version": (400, b"GET /health\r\n" + HOST + b"\r\n"),
    "version 2": (400, b"GET /health HTTP/2.0\r\n" + HOST + b"\r\n"),
    "another protocol": (400, b"GET /health SIP/1.1\r\n" + HOST + b"\r\n"),
    "an absolute target": (400, b"GET http://evil.example/health HTTP/1.1\r\n" + HOST + b"\r\n"),
    "a folded header": (400, b"GET /health HTTP/1.1\r\n" + HOST + b"X: a\r\n b\r\n\r\n"),
    "a header without colon": (400, b"GET /health HTTP/1.1\r\n" + HOST + b"nonsense\r\n\r\n"),
    "a space before the colon": (400, b"GET /health HTTP/1.1\r\n" + HOST + b"Content-Length : 0\r\n\r\n"),
    "an underscore in a name": (400, b"GET /health HTTP/1.1\r\n" + HOST + b"Content_Length: 5\r\n\r\n"),
    "a null byte in a header": (400, b"GET /health HTTP/1.1\r\n" + HOST + b"X: a\0b\r\n\r\n"),
    "a space in the target": (400, b"GET /he alth HTTP/1.1\r\n" + HOST + b"\r\n"),
    "headers of 70 KB": (431, b"GET /health HTTP/1.1\r\n" + HOST + b"X: " + b"y" * 70_000 + b"\r\n\r\n"),
    "a method that is no word": (400, b"GE(T /health HTTP/1.1\r\n" + HOST + b"\r\n"),
}


def statuses(data: bytes) -> list[int]:
    return [int(found) for found in re.findall(rb"^HTTP/1\.[01] (\d{3}) ", data, re.MULTILINE)]


@pytest.mark.parametrize("name", REFUSED)
def test_a_doubtful_request_is_refused_and_ends_the_connection(server: Running, name: str) -> None:
    status, data = REFUSED[name]
    # A request behind it must never be answered: that would be a smuggled one.
    answer = server.raw(data + b"GET /smuggled HTTP/1.1\r\n" + HOST + CLOSE + b"\r\n")

    assert [status] == statuses(answer)
    assert b"evil.example" not in answer


def test_a_refusal_of_the_parser_has_the_shape_of_all_errors(server: Running) -> None:
    head, _, body = server.raw(REFUSED["chunks"][1]).partition(b"\r\n\r\n")

    assert json.loads(body)["type"] == "/problems/length-required"
    assert b"Content-Type: application/problem+json" in head
    assert b"Access-Control-Allow-Origin: *" in head


def test_a_request_without_length_is_told_to_give_one(server: Running) -> None:
    answer = server.raw(b"POST /sparql HTTP/1.1\r\n" + HOST + FORM + CLOSE + b"\r\n")

    assert statuses(answer) == [411]


def test_old_clients_and_pipelines_are_served(server: Running) -> None:
    old = server.raw(b"GET /health HTTP/1.0\r\n\r\n")
    get = b"GET /id/person/stalin HTTP/1.1\r\n" + HOST
    pipeline = server.raw(get + b"\r\n" + get + CLOSE + b"\r\n")

    assert statuses(old) == [200]
    assert statuses(pipeline) == [303, 303]


def test_a_client_that_waits_to_be_asked_for_its_body_is_served(server: Running) -> None:
    head = b"POST /sparql HTTP/1.1\r\n" + HOST + FORM + CLOSE + b"Expect: 100-continue\r\nContent-Length: 18\r\n\r\n"

    assert statuses(server.raw(head + QUERY)) == [100, 200]


def test_the_endpoint_says_its_own_limit_of_a_body(server: Running) -> None:
    body = b"query=" + b"x" * (300 * 1024)
    head = b"POST /sparql HTTP/1.1\r\n" + HOST + FORM + CLOSE + b"Content-Length: %d\r\n\r\n" % len(body)
    answer = server.raw(head + body)

    assert statuses(answer) == [413]
    assert b"262144" in answer


def test_a_long_url_is_answered_and_not_cut(server: Running) -> None:
    query = b"/sparql?query=ASK%20%7B%7D%23" + b"x" * 8000

    assert statuses(server.raw(b"GET " + query + b" HTTP/1.1\r\n" + HOST + CLOSE + b"\r\n")) == [200]
    assert statuses(server.raw(b"GET " + query + b"x" * 900 + b" HTTP/1.1\r\n" + HOST + CLOSE + b"\r\n")) == [414]
