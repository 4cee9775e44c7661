"""Queries to a server, from one polite client up to a crowd that hangs on; and what its workers are at meanwhile."""

from __future__ import annotations

import http.client
import itertools
import json
import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from tests.reliability.processes import GONE, children, server_pid
from tests.server.running import Reply, Running

PROJECT = Path(__file__).resolve().parents[2]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
"""Longer than any deadline, over any collection."""
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "*/*"}
Outcome = tuple[int, str]
"""Status, and the type of the problem without ``/problems/``; the type of what is no problem is empty."""

_NUMBERS = itertools.count()


def fresh(query: str) -> str:
    """Make it a query that nobody asked before, so that no cache answers it."""
    return f"{query} # {next(_NUMBERS)}"


@cache
def documented() -> frozenset[Outcome]:
    """The errors that docs/reference/endpoint.md promises, each with its status, but those that are our fault."""
    page = (PROJECT / "docs" / "reference" / "endpoint.md").read_text(encoding="utf-8")
    found: set[Outcome] = set()
    for row in re.finditer(r"^\| (\d{3}(?:, \d{3})*) \| (`[a-z0-9`, -]+) \|", page, re.MULTILINE):
        statuses = [int(one) for one in row[1].split(", ")]
        names = re.findall(r"`([a-z0-9-]+)`", row[2])
        paired = len(statuses) == len(names)
        found.update(zip(statuses, names, strict=True) if paired else itertools.product(statuses, names))
    return frozenset(found - {(500, "internal-error")})


def outcome_of(reply: Reply) -> Outcome:
    """Say what a reply is."""
    if reply.status < 400:
        return reply.status, ""
    return reply.status, str(json.loads(reply.body).get("type")).removeprefix("/problems/")


def post(server: Running, query: str, *, within: float = 60.0, headers: Mapping[str, str] = FORM) -> Reply | None:
    """Send a query as a form; ``None``: there was no answer in time, and the connection was closed.

    Raises:
        ConnectionError: the server ended the connection without an answer.
    """
    body = urlencode({"query": query}, errors="surrogatepass").encode()
    return request(server, "/sparql", within=within, method="POST", body=body, headers=headers)


def request(
    server: Running,
    path: str,
    *,
    within: float,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply | None:
    """Send a request; the rest is as for `post`."""
    connection = http.client.HTTPConnection(*server.address, timeout=within)
    try:
        connection.request(method, path, body=body, headers=dict(headers or {}))
        response = connection.getresponse()
        fields = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, fields, response.read())
    except TimeoutError:
        return None
    finally:
        connection.close()


def is_well(server: Running, *, within: float) -> bool:
    """Say whether a simple question is answered in time."""
    reply = post(server, fresh("ASK { ?s ?p ?o }"), within=within)
    return reply is not None and reply.status == 200 and json.loads(reply.body)["boolean"] is True


@contextmanager
def runaways(server: Running, count: int, *, accept: str = "*/*") -> Iterator[list[socket.socket]]:
    """Ask so many endless queries at once, over a connection each; at the end of the block all hang up."""
    connections = []
    try:
        for _ in range(count):
            body = urlencode({"query": fresh(ENDLESS)})
            headers = {**FORM, "Accept": accept, "Content-Length": str(len(body))}
            lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            connection = socket.create_connection(server.address, timeout=60)
            connections.append(connection)
            host = f"{server.address[0]}:{server.address[1]}"
            connection.sendall(f"POST /sparql HTTP/1.1\r\nHost: {host}\r\n{lines}\r\n{body}".encode())
        yield connections
    finally:
        for connection in connections:
            connection.close()


def computing(server: Running) -> set[int]:
    """The workers that compute at this moment (one that starts does, too)."""
    return {pid for pid in children(server_pid(server)) if _stat(pid)[0] == "R"}


def niceness(pid: int) -> int | None:
    """How nice a process is to others; ``None``: it ended."""
    found = _stat(pid)
    return int(found[16]) if len(found) > 16 else None


def _stat(pid: int) -> list[str]:
    """The fields of proc(5) ``stat`` from the third on, the state of the process."""
    with suppress(*GONE):
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()
    return [""]
