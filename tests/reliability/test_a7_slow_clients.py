"""Crowds of clients that send or read a byte now and then: everybody else is served as if they were not there (A7)."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest

from tests.reliability.asking import FORM, is_well, request
from tests.reliability.conftest import Serve
from tests.reliability.figures import Figure
from tests.reliability.load import percentile, query_of
from tests.security.hostile import values
from tests.server.running import Running

SECONDS = 1.0
LARGE = query_of(f"SELECT * {{ {values('a', 200)} {values('b', 200)} }}")
"""Some hundred kilobytes, which no small window takes at once."""
Step = Callable[[socket.socket], object]


def slow_header(host: str) -> tuple[bytes, Step]:
    return f"GET / HTTP/1.1\r\nHost: {host}\r\n".encode(), lambda one: one.send(b"X-More: 1\r\n")


def slow_body(host: str) -> tuple[bytes, Step]:
    head = f"POST /sparql HTTP/1.1\r\nHost: {host}\r\nContent-Type: {FORM['Content-Type']}\r\nContent-Length: 10000\r\n"
    return f"{head}\r\nquery=".encode(), lambda one: one.send(b"A")


def slow_reading(host: str) -> tuple[bytes, Step]:
    head = f"GET {LARGE.path} HTTP/1.1\r\nHost: {host}\r\nAccept: {LARGE.accept}\r\n\r\n"
    return head.encode(), lambda one: one.recv(1)


MODES = {"headers": slow_header, "bodies": slow_body, "reading": slow_reading}


@contextmanager
def crowd(server: Running, mode: str, count: int, *, pause: float) -> Iterator[list[socket.socket]]:
    """Keep so many slow connections until the block ends; gives those that the server has not closed."""
    beginning, step = MODES[mode](":".join(map(str, server.address)))
    stop = threading.Event()
    with ExitStack() as closing:
        connections = []
        for _ in range(count):
            one = closing.enter_context(socket.socket())
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.settimeout(10)
            one.connect(server.address)
            one.sendall(beginning)
            connections.append(one)

        def go_on() -> None:
            while not stop.wait(pause):
                for one in connections[:]:
                    with suppress(TimeoutError):
                        try:
                            step(one)
                        except ConnectionError:
                            connections.remove(one)

        thread = threading.Thread(target=go_on)
        thread.start()
        try:
            yield connections
        finally:
            stop.set()
            thread.join()


def probe(server: Running, times: int, *, pause: float) -> tuple[int, list[float]]:
    """Ask for a page and a query again and again; gives how often both were right, and the seconds of each time."""
    right, seconds = 0, []
    for _ in range(times):
        began = time.monotonic()
        page = request(server, "/void", within=10.0)
        right += page is not None and page.status == 200 and is_well(server, within=10.0)
        seconds.append(time.monotonic() - began)
        threading.Event().wait(pause)
    return right, seconds


@pytest.mark.parametrize("mode", MODES)
def test_slow_clients_are_in_nobodys_way(mode: str, server: Running) -> None:
    server.ask(LARGE.path, headers={"Accept": LARGE.accept})
    with crowd(server, mode, 80, pause=0.05) as connections:
        right, _ = probe(server, 3, pause=0.0)

        assert (right, len(connections)) == (3, 80)


@pytest.mark.acceptance
@pytest.mark.parametrize("mode", MODES)
def test_two_hundred_slow_clients_slow_nobody_down(mode: str, serve: Serve, figure: Figure) -> None:
    server = serve()
    server.ask(LARGE.path, headers={"Accept": LARGE.accept})
    with crowd(server, mode, 200, pause=1.0) as connections:
        right, seconds = probe(server, 20, pause=0.5)
        held = len(connections)
    slow = percentile(seconds, 95)
    figure(
        "A7",
        f"slow {mode}: {held} of 200 connections held, {right} of 20 probes right, p95 {slow:.3f} s of {SECONDS:g}",
    )

    assert right == 20
    assert held == 200
    assert slow < SECONDS
