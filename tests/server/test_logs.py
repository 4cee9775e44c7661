"""The log: what a line says, and what it never says."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from server.logs import REQUESTS, JsonFormatter, RequestLine, log_request, query_hash

QUERY = 'SELECT * { ?s ?p "a secret" }'


def line(seconds: float = 0.1, *, query: str | None = QUERY, client: str | None = None) -> RequestLine:
    return RequestLine("GET", "/sparql", 200, "ok", seconds, 12, "r1", query, "SELECT", client=client)


def written(record: logging.LogRecord) -> dict[str, object]:
    value: dict[str, object] = json.loads(JsonFormatter().format(record))
    return value


def test_a_request_is_one_object_with_the_hash_of_its_query(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger=REQUESTS.name):
        log_request(line(), slow_seconds=5)
    (record,) = caplog.records
    value = written(record)

    assert value.pop("time")
    assert value == {
        "level": "info",
        "logger": "lettergraph.requests",
        "message": "request",
        "method": "GET",
        "path": "/sparql",
        "status": 200,
        "outcome": "ok",
        "ms": 100.0,
        "bytes": 12,
        "release": "r1",
        "query": query_hash(QUERY),
        "form": "SELECT",
    }


def test_the_client_is_named_only_if_it_is_given(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger=REQUESTS.name):
        log_request(line(client="203.0.113.5"), slow_seconds=5)

    assert written(caplog.records[0])["client"] == "203.0.113.5"


def test_a_slow_query_is_logged_without_its_strings(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger=REQUESTS.name):
        log_request(line(4.9), slow_seconds=5)
        log_request(line(9, query=None), slow_seconds=5)
        log_request(line(5), slow_seconds=5)
    (record,) = caplog.records

    assert query_hash(QUERY) in record.getMessage()
    assert "secret" not in JsonFormatter().format(record)
    assert written(record)["text"] == 'SELECT * { ?s ?p "…" }'


def test_an_error_takes_one_line_with_its_traceback() -> None:
    try:
        raise ValueError("one\ntwo")
    except ValueError:
        record = logging.LogRecord("kg", logging.ERROR, "x.py", 1, "Error %s", ("7",), sys.exc_info())
    text = JsonFormatter().format(record)

    assert "\n" not in text
    assert "ValueError" in str(json.loads(text)["traceback"])
    assert json.loads(text)["message"] == "Error 7"
