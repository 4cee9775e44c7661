"""The thread that reads from connections does not turn round in vain."""

from __future__ import annotations

import socket
import threading
from types import SimpleNamespace
from typing import Any

import pytest

from server.channel import RememberingChannel


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
