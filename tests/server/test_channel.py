"""The thread that reads from connections does not turn round in vain."""

from __future__ import annotations

import socket
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from waitress.task import WSGITask

from server.channel import RememberingChannel, RememberingTask


@pytest.fixture
def channel() -> Any:
    adjustments: Any = SimpleNamespace(outbuf_overflow=1_000_000, send_bytes=1, channel_request_lookahead=1)
    ours, theirs = socket.socketpair()
    server: Any = SimpleNamespace(active_channels={})
    made: Any = RememberingChannel(server, ours, ("127.0.0.1", 1), adjustments, map={})
    with theirs:
        yield made
        made.handle_close()


def test_what_another_thread_is_sending_is_left_to_it(channel: Any) -> None:
    channel.total_outbufs_len = 10
    held, done = threading.Event(), threading.Event()

    def send() -> None:
        with channel.outbuf_lock:
            held.set()
            done.wait(10)

    thread = threading.Thread(target=send)
    thread.start()
    held.wait(10)
    meanwhile = channel.writable()
    done.set()
    thread.join()

    assert (meanwhile, channel.writable()) == (False, True)


def test_nothing_to_send_is_nothing_to_do_unless_the_connection_ends(channel: Any) -> None:
    assert not channel.writable()
    channel.close_when_flushed = True
    assert channel.writable()


@pytest.mark.parametrize("status", ["200 OK", "304 Not Modified", "404 Not Found"])
@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("connection", [None, "close", "Keep-Alive"])
@pytest.mark.parametrize(
    "headers",
    [
        [("content-type", "text/csv"), ("X-a-B", "1"), ("Content-Length", "3"), ("Vary", "b"), ("vary", "a")],
        [("Content-Length", "3"), ("Date", "now"), ("ETag", '"é"')],
        [("Content-Length", "3"), ("server", "another")],
        [("Content-Type", "text/csv")],
    ],
)
def test_the_header_is_the_one_that_waitress_writes(
    status: str, version: str, connection: str | None, headers: list[tuple[str, str]]
) -> None:
    channel: Any = SimpleNamespace(server=SimpleNamespace(adj=SimpleNamespace(ident="lettergraph")))
    request: Any = SimpleNamespace(version=version, headers={} if connection is None else {"CONNECTION": connection})
    written = []
    for kind in (WSGITask, RememberingTask):
        task = kind(channel, request)
        task.status, task.start_time = status, 1_000_000_000
        task.response_headers = list(headers)
        task.content_length = 3 if ("Content-Length", "3") in headers else None
        written.append((task.build_response_header(), task.close_on_finish))

    assert written[0] == written[1]
