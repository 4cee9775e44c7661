"""Row B1: malformed requests. None hangs, none is smuggled, none is answered by 500, none names the host it made up."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.server import create_server

from tests.reliability.b_raw_requests import CORPUS, attack, judge
from tests.reliability.figures import Figure
from tests.server.running import Running

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

SHORT = 0.5
"""Seconds of patience with a server that is known to hang."""


def careless(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """An application that makes links of what it is asked by, and answers 500 to what is no UTF-8."""
    try:
        environ["PATH_INFO"].encode("latin-1").decode()
    except UnicodeDecodeError:
        start_response("500 Internal Server Error", [("Content-Length", "0")])
        return []
    place = f"http://{environ.get('HTTP_HOST')}/next"
    start_response("303 See Other", [("Location", place), ("Content-Length", "0")])
    return []


@contextmanager
def careless_server() -> Iterator[tuple[str, int]]:
    """The same program as ours without its strict parser."""
    sockets: dict[int, Any] = {}
    server: Any = create_server(careless, host="127.0.0.1", port=0, map=sockets, threads=8)
    stop = threading.Event()

    def turn() -> None:
        while not stop.is_set():
            wasyncore.loop(timeout=0.05, map=sockets, use_poll=True, count=1)

    thread = threading.Thread(target=turn)
    thread.start()
    try:
        yield "127.0.0.1", int(server.effective_port)
    finally:
        stop.set()
        thread.join()
        server.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(sockets)


def test_malformed_requests_do_no_harm(server: Running, figure: Figure) -> None:
    exchanges = attack(server.address, CORPUS)
    verdict = judge(exchanges)

    figure(
        "B1",
        f"malformed requests: {len(exchanges)}, {len(verdict.hangs)} hang, {len(verdict.smuggled)} smuggled, "
        f"{len(verdict.failed)} of status 500, {len(verdict.reflected)} reflected",
    )
    assert len(CORPUS) >= 60
    assert (verdict.hangs, verdict.smuggled, verdict.failed, verdict.reflected) == ([], [], [], [])
    assert verdict.other == {}


def test_without_the_strict_parser_all_four_faults_are_seen() -> None:
    """Each kind of fault is found in a server that has it, so their absence above means something."""
    with careless_server() as address:
        verdict = judge(attack(address, CORPUS, patience=SHORT))

    assert "a length of two megabytes" in verdict.hangs
    assert "chunks and a length" in verdict.smuggled
    assert "bytes that are no UTF-8, escaped" in verdict.failed
    assert "another host" in verdict.reflected
