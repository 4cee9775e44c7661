"""What each protection of the server keeps up, as a check over HTTP; one that is switched off fails its check.

A check raises `Unprotected` if what it looks for is not there, and anything else only for a fault of its own.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable

from tests.reliability.asking import ENDLESS, computing, fresh, niceness, outcome_of, post, request, runaways
from tests.reliability.processes import children, descriptors, is_running, server_pid, tree
from tests.security.conftest import Canary
from tests.security.hostile import CORPUS, place, values
from tests.server.running import LETTER, Running
from tests.workers.test_queue import wait_until

_NICE = 19
_LOOKS = 10
"""Looks that must find a worker computing."""
STRANGER, OTHER = "203.0.113.7", "203.0.113.8"
BOMB = (
    "SELECT (STRLEN(?v24) AS ?n) { BIND('xxxxxxxx' AS ?v0) "
    + "".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1}) " for i in range(24))
    + "}"
)
"""128 MiB of text, and as much again while the last step is made."""
MANY_ROWS = f"SELECT * {{ {values('a', 300)} {values('b', 300)} }}"
"""90,000 rows, which in CSV are less than a mebibyte."""
LONG_ROWS = f"SELECT (CONCAT('{'x' * 8000}', STR(?a)) AS ?x) {{ {values('a', 300)} }}"
"""300 rows, which are more than two mebibytes."""

_CALLS = [one for one in CORPUS if one.name in ("SERVICE", "SERVICE SILENT", "SERVICE behind a number in a triple")]


class Unprotected(AssertionError):
    """What a protection should have kept from happening has happened."""


def hold(condition: bool, otherwise: str) -> None:
    """Go on if a condition is true."""
    if not condition:
        raise Unprotected(otherwise)


def expect(server: Running, query: str, status: int, problem: str, *, within: float = 20.0) -> None:
    """Ask a query that is to be refused; workers that an earlier one cost are there again."""
    settle(server)
    reply = post(server, fresh(query), within=within, headers={**_FORM, "Accept": "text/csv"})
    found = None if reply is None else outcome_of(reply)
    hold(found == (status, problem), f"answered by {found}, not by {status} {problem}")


_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def nobody_is_called(server: Running) -> None:
    """No query reaches another server, in whatever spelling."""
    canary = Canary()
    try:
        for one in _CALLS:
            post(server, place(one.query, address=canary.address, file_iri="file:///etc/hostname"), within=20.0)
        hold(canary.connections == 0, f"{canary.connections} connections to another server")
    finally:
        canary.close()


def a_bomb_is_refused(server: Running) -> None:
    """A query may use so much memory and no more."""
    expect(server, BOMB, 500, "query-too-big")


def a_runaway_is_ended(server: Running) -> None:
    """A query may take so much time and no more."""
    expect(server, ENDLESS, 503, "query-timeout", within=4.0)


def a_large_answer_is_refused(server: Running) -> None:
    """An answer may have so many bytes and no more."""
    expect(server, LONG_ROWS, 500, "query-too-big")


def a_long_answer_is_refused(server: Running) -> None:
    """An answer may have so many rows and no more."""
    expect(server, MANY_ROWS, 500, "query-too-big")


def no_answer_is_cut_short(server: Running) -> None:
    """An answer that fails in its midst is an error and nothing of it is sent."""
    for accept in ("text/csv", "application/sparql-results+json"):
        reply = post(server, fresh(MANY_ROWS), headers={**_FORM, "Accept": accept})
        hold(reply is not None and reply.status == 500, "a part of an answer was sent as if it were all of it")


def deep_nesting_is_explained(server: Running) -> None:
    """What would run over the stack of the engine is a client's mistake that costs no worker."""
    before = children(server_pid(server))
    deep = next(one.query for one in CORPUS if one.name == "open braces")
    expect(server, deep, 400, "malformed-query")
    hold(before == children(server_pid(server)), "a worker died of it")


def a_share_ends(server: Running) -> None:
    """A client that made too many errors waits, and nobody else does."""
    for query in ("nonsense", "ASK {", "SELECT"):
        post(server, query, headers={**_FORM, "X-Forwarded-For": STRANGER})
    refused = post(server, fresh("ASK {}"), headers={**_FORM, "X-Forwarded-For": STRANGER})
    other = post(server, fresh("ASK {}"), headers={**_FORM, "X-Forwarded-For": OTHER})

    hold(refused is not None and refused.status == 429, "a client goes on beyond its share")
    assert refused is not None
    assert int(refused.headers["retry-after"]) >= 1
    assert other is not None
    assert other.status == 200


def nobody_waits_for_long(server: Running) -> None:
    """Who finds all workers busy is told so soon."""
    settle(server)
    with runaways(server, 8):
        await_computing(server, 2)
        reply = post(server, fresh("ASK {}"), within=5.0)
    hold(reply is not None, "no answer while others compute")
    assert reply is not None
    assert outcome_of(reply) == (503, "busy")
    assert int(reply.headers["retry-after"]) >= 1


def a_crowd_leaves_room_for_pages(server: Running) -> None:
    """However many people wait for the answers to their queries, there is a thread for a page."""
    settle(server)
    with runaways(server, 70, accept="text/html"):  # what programs ask waits without a thread
        await_computing(server, 2)
        reply = request(server, "/void", within=3.0)
    hold(reply is not None and reply.status == 200, "no page while queries wait")


def pages_do_not_wait_for_queries(server: Running) -> None:
    """However busy the workers of queries are, there is one for pages."""
    settle(server)
    with runaways(server, 4):
        await_computing(server, 2)
        reply = request(server, f"/doc/doc/{LETTER}.ttl", within=10.0)
    hold(reply is not None and reply.status == 200, "no page while queries are computed")


def long_queries_yield(server: Running) -> None:
    """A query that takes long becomes nicer to the others than it was."""
    settle(server)
    with runaways(server, 1):
        [worker] = await_computing(server, 1)
        hold(happens(lambda: niceness(worker) == _NICE, within=3.0), "a long query is as eager as the others")


def who_hangs_up_frees_a_worker(server: Running) -> None:
    """A query whose client went away is not computed to its end."""
    settle(server)
    with runaways(server, 1) as [connection]:
        [worker] = await_computing(server, 1)
        connection.close()
        hold(happens(lambda: not is_running(worker), within=3.0), "a query is computed for nobody")


def settle(server: Running) -> None:
    """Wait until all workers are there and idle: one that starts computes, too."""

    def idle() -> bool:
        reply = request(server, "/health", within=10.0)
        return reply is not None and json.loads(reply.body)["workers"]["idle"] == len(children(server_pid(server)))

    wait_until(idle)


def footprint(server: Running) -> tuple[int, int]:
    """Processes and open descriptors of a server at rest: the lowest of some looks, for a connection may yet close."""
    settle(server)
    pid = server_pid(server)
    looks = []
    for _ in range(_LOOKS):
        looks.append((len(tree(pid)), descriptors(pid)))
        threading.Event().wait(0.02)
    return min(looks)


def await_computing(server: Running, count: int) -> set[int]:
    """Wait until so many workers compute, and go on doing so; gives them."""
    looks = [computing(server)]

    def steady() -> bool:
        looks.append(computing(server) & looks[-1] if len(looks) % _LOOKS else computing(server))
        return len(looks) % _LOOKS == 0 and len(looks[-1]) >= count

    wait_until(steady)
    return looks[-1]


def happens(condition: Callable[[], bool], *, within: float) -> bool:
    """Wait for something, and say whether it came about."""
    end = time.monotonic() + within
    while not condition():
        if time.monotonic() > end:
            return False
        threading.Event().wait(0.01)
    return True


def variants_are_told_apart(server: Running) -> None:
    """No cache gives one client the format that another one asked for."""
    paths = (f"/id/doc/{LETTER}", f"/doc/doc/{LETTER}", "/sparql?query=ASK%20%7B%7D", "/sparql?query=nonsense")
    for path in paths:
        for accept in ("text/html", "text/turtle", "application/sparql-results+json", "image/png"):
            reply = server.ask(path, headers={"Accept": accept})
            named = [part.strip().lower() for part in reply.headers.get("vary", "").split(",")]
            hold("accept" in named, f"{reply.status} for {path} does not say that it varies")


def other_names_are_refused(server: Running) -> None:
    """No page of another site can be turned to this server."""
    reply = server.ask("/health/live", headers={"Host": "evil.example"})
    hold(reply.status == 421, f"answered by {reply.status} under another name")


def one_request_is_one_request(server: Running) -> None:
    """No request hides in another one."""
    host = f"{server.address[0]}:{server.address[1]}"
    hidden = f"GET /health/live HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    outside = f"POST /sparql HTTP/1.1\r\nHost: {host}\r\nContent-Length: {len(hidden) + 5}\r\n"
    received = server.raw(f"{outside}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}".encode())
    hold(received.count(b"HTTP/1.1 ") == 1, "two answers to what looks like one request")
    assert received.startswith(b"HTTP/1.1 411 ")
