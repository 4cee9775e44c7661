"""Hostile queries over HTTP against the server as it is started by the command."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kg.publication.sparql_protocol import MAX_BODY
from tests.security.conftest import Canary
from tests.security.hostile import CORPUS, SECRET, Hostile, place
from tests.server.running import Reply, Running, built_demonstration, running

pytestmark = pytest.mark.xdist_group("attacked")

DEADLINE = 2.0
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "*/*"}
DOCUMENTED = {
    (400, "malformed-query"),
    (400, "one-query"),
    (400, "not-utf-8"),
    (403, "forbidden-query"),
    (413, "body-too-large"),
    (500, "query-too-big"),
    (500, "engine-crash"),
    (503, "query-timeout"),
}
EVERYDAY = {
    *("open braces", "EXISTS", "a path of 1,000 steps", "a cross product counted", "ORDER BY over a cross product"),
    *("SERVICE", "SERVICE behind a number in a triple", "LOAD", "FROM a file", "a huge IRI", "doubling by CONCAT"),
}
PARAMETERS = [
    pytest.param(one, id=f"{one.attack}-{one.name}", marks=() if one.name in EVERYDAY else pytest.mark.acceptance)
    for one in CORPUS
]


@pytest.fixture(scope="module")
def attacked(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of its own: its workers are about to have a hard time."""
    with running(built_demonstration(project, tmp_path_factory.mktemp("attacked") / "sf")) as found:
        yield found


def post(server: Running, query: str) -> Reply:
    """Send a query with a time limit; the client's own shortens the server's."""
    body = urlencode({"query": query, "timeout": DEADLINE}, errors="surrogatepass").encode()
    return server.ask("/sparql", method="POST", headers=FORM, body=body)


def type_of(reply: Reply) -> str:
    return str(json.loads(reply.body)["type"]).removeprefix("/problems/")


@pytest.mark.parametrize("hostile", PARAMETERS)
def test_the_server_withstands(hostile: Hostile, attacked: Running, canary: Canary, secret_file: str) -> None:
    started = time.monotonic()
    query = place(hostile.query, address=canary.address, file_iri=secret_file)
    # A body that is refused unread may end the connection before the answer is read; nothing else may.
    with suppress(ConnectionError) if len(query) > MAX_BODY else nullcontext():
        reply = post(attacked, query)
        took = time.monotonic() - started
        assert took < 10 * DEADLINE
        assert SECRET not in reply.body.decode("utf-8", "replace")
        assert reply.status == 200 or (reply.status, type_of(reply)) in DOCUMENTED

    alive = post(attacked, "ASK { ?s ?p ?o }")

    assert (alive.status, json.loads(alive.body)["boolean"]) == (200, True)
    assert canary.connections == 0
    assert attacked.process is not None
    assert attacked.process.poll() is None


def test_pages_and_health_are_served_while_runaways_run(attacked: Running) -> None:
    """The reserved worker; without it see `tests.workers.test_queue`."""
    runaway = urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "timeout": DEADLINE})
    host, port = attacked.address
    head = (
        f"POST /sparql HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(runaway)}\r\n\r\n"
    )
    connections = [socket.create_connection(attacked.address, timeout=60) for _ in range(6)]
    for connection in connections:
        connection.sendall(f"{head}{runaway}".encode())

    statuses = [attacked.ask(path).status for path in ("/health", "/", "/documents") for _ in range(3)]
    for connection in connections:
        connection.close()

    assert statuses == [200] * 9
