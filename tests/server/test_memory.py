"""A request that was answered before is answered from memory, as if it had gone the whole way."""

from __future__ import annotations

import http.client
import re
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import quote

import pytest

from kg.publication.site import Site
from server.budget import Budget, BudgetSettings
from server.memory import Memory
from tests.server.running import Running

REQUEST = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\n\r\n"
HEADER = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nX-Release: r1\r\n\r\n"


class Stage:
    """A memory that holds one response."""

    def __init__(self, *, budget: BudgetSettings | None = None, largest: int = 10_000) -> None:
        self.site = SimpleNamespace(release=SimpleNamespace(id="r1"))
        self.budget = Budget(budget or BudgetSettings())
        self.observed: list[tuple[dict[str, Any], str, list[tuple[str, str]]]] = []
        self.memory = Memory(
            site=cast("Site", self.site),
            budget=self.budget,
            observe=lambda *told: self.observed.append(told),
            largest=largest,
        )
        environ = {"REQUEST_METHOD": "GET", "REMOTE_ADDR": "192.0.2.1", "lettergraph.query": ("ASK{}", "ASK")}
        self.memory.keep(REQUEST, "10.0.0.1", header=HEADER, body=b"yes", environ=environ)

    def find(self, data: bytes = REQUEST, peer: str = "10.0.0.1") -> bytes | None:
        found = self.memory.find(data, peer)
        return None if found is None else b"".join(found)


def test_the_response_is_the_same_but_for_the_date() -> None:
    found = Stage().find()

    assert found is not None
    assert re.sub(rb"Date: [^\r]+", b"Date: Thu, 01 Jan 1970 00:00:00 GMT", found) == HEADER + b"yes"
    assert b"1970" not in found


@pytest.mark.parametrize(("data", "peer"), [(REQUEST[:-1], "10.0.0.1"), (REQUEST, "10.0.0.2")])
def test_another_request_or_peer_has_no_part_in_it(data: bytes, peer: str) -> None:
    assert Stage().find(data, peer) is None


def test_nothing_is_remembered_over_a_change_of_the_release() -> None:
    stage = Stage()
    stage.site.release.id = "r2"

    assert stage.find() is None
    stage.memory.keep(b"x", "10.0.0.1", header=HEADER, body=b"yes", environ={})  # made from the release before
    assert stage.find(b"x") is None


def test_a_client_that_has_to_wait_goes_the_long_way() -> None:
    stage = Stage(budget=BudgetSettings(errors_burst=1, errors_per_minute=0.001))
    stage.budget.enter("192.0.2.1")
    stage.budget.leave("192.0.2.1", seconds=0, failed=True)

    assert stage.find() is None


def test_figures_and_log_are_told() -> None:
    stage = Stage()
    stage.find()

    [(environ, status, headers)] = stage.observed
    assert (environ["lettergraph.cached"], environ["REMOTE_ADDR"]) == (True, "192.0.2.1")
    assert (status, headers) == ("200 OK", [("Content-Length", "3")])


def test_a_memory_of_nothing_remembers_nothing() -> None:
    assert Stage(largest=0).find() is None


def test_one_connection_gets_the_same_answer_again_and_again(server: Running) -> None:
    path = f"/sparql?query={quote('SELECT * { ?s a ?t } ORDER BY ?s ?t LIMIT 500')}"
    connection = http.client.HTTPConnection(*server.address, timeout=30)
    replies = []
    for _ in range(4):
        connection.request("GET", path, headers={"Accept": "text/csv"})
        response = connection.getresponse()
        headers = {name: value for name, value in response.getheaders() if name != "Date"}
        replies.append((response.status, headers, response.read()))
    connection.close()

    assert replies == [replies[0]] * 4
    assert replies[0][0] == 200
    assert len(replies[0][2]) > 10_000


def test_answers_keep_the_order_of_requests_that_came_together(server: Running) -> None:
    known = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    other = b"GET /sparql?query=ASK%7B%3Cx:a%3E+%3Cx:b%3E+1%7D HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    server.raw(known + other.replace(b"+1", b"+2"))

    received = server.raw(known + known + other)

    assert re.findall(rb'"boolean":(\w+)', received) == [b"true", b"true", b"false"]
