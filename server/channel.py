"""Connections of waitress that answer from memory at once, and send small answers by one call of the system."""

from __future__ import annotations

import contextlib
from functools import lru_cache
from operator import itemgetter
from typing import Any, cast

from waitress.channel import ClientDisconnected
from waitress.task import WSGITask
from waitress.utilities import build_http_date

from server.environment import STARTED
from server.memory import REPEATABLE, Memory
from server.parsing import StrictChannel
from server.quick_parsing import QuickParser

_TOGETHER = 512 * 1024
"""Bytes of a body that is sent together with its header."""
_first = itemgetter(0)


@lru_cache(maxsize=256)
def _canonical(name: str) -> str:
    """Write the name of a header as waitress does."""
    return "-".join(part.capitalize() for part in name.split("-"))


class RememberingTask(WSGITask):
    """One request; what it was answered is remembered where it may be."""

    _sent: tuple[bytes, bytes] | None = None

    def get_environment(self) -> dict[str, Any]:
        """Give the environment, the one of before if the query was begun with it."""
        made: dict[str, Any] | None = getattr(self.request, "environ", None)
        if made is None:
            made = super().get_environment()
        self.environ = made
        return made

    def build_response_header(self) -> bytes:
        """Write the header; as waitress does, only sooner where there is nothing to decide."""
        names = [_canonical(name) for name, _ in self.response_headers]
        if (
            self.version != "1.1"
            or "CONNECTION" in cast("QuickParser", self.request).headers
            or "Content-Length" not in names
            or "Date" in names
            or "Server" in names
            or not self.has_body
        ):
            return bytes(super().build_response_header())
        lines = [(name, value) for name, (_, value) in zip(names, self.response_headers, strict=True)]
        lines += (("Server", self.channel.server.adj.ident), ("Date", build_http_date(self.start_time)))
        lines.sort(key=_first)
        text = "".join([f"{name}: {value}\r\n" for name, value in lines])
        return f"HTTP/1.1 {self.status}\r\n{text}\r\n".encode("latin-1")

    def write(self, data: bytes) -> None:
        """Send a part of the body; the only part goes out together with the header."""
        is_whole = 0 < len(data) <= _TOGETHER and self.content_length == len(data)
        if self.wrote_header or not self.complete or not is_whole or not self.has_body:
            super().write(data)
            return
        header = self.build_response_header()
        self.wrote_header = True
        self.content_bytes_written += len(data)
        self._sent = header, data
        self.channel.write_soon(header + data)

    def finish(self) -> None:
        """End the response, and remember it."""
        super().finish()
        memory = getattr(self.channel, "memory", None)
        if (
            memory is None
            or self._sent is None
            or self.close_on_finish
            or self.version != "1.1"
            or not (self.environ or {}).get(REPEATABLE)
            or not isinstance(self.request, QuickParser)
            or not self.request.raw
        ):
            return
        header, body = self._sent
        memory.keep(self.request.raw, self.channel.addr[0], header=header, body=body, environ=self.environ)


class RememberingChannel(StrictChannel):
    """A connection whose repeated requests are answered by the thread that reads them."""

    task_class = RememberingTask
    parser_class = QuickParser
    memory: Memory | None = None
    _here = False
    """Whether the thread that reads is answering just now."""

    def answer_here(self) -> None:
        """Answer the first request in the thread that reads; there must be nothing to wait for."""
        self._here = True
        try:
            self.service()
        finally:
            self._here = False

    def service(self) -> None:
        """Answer the first request; what was begun for a client that has gone is ended like any other."""
        if not self.connected and STARTED in (getattr(self.requests[0], "environ", None) or ()):
            request: Any = self.requests[0]
            with contextlib.suppress(ClientDisconnected):
                self.task_class(self, request).service()
        super().service()

    def write_soon(self, data: Any) -> int:
        """Send bytes at once if nothing waits to be sent, else let them wait."""
        if not self._here or self.total_outbufs_len or not isinstance(data, bytes):
            return int(super().write_soon(data))
        if not self.connected:
            raise ClientDisconnected
        self._send(data)
        return len(data)

    def writable(self) -> bool:
        """Say whether this thread has to send something: not what another one is sending at this very moment.

        waitress would say yes, try to send, find the lock taken, and ask again at once, until the other is done: it
        turns round twenty times for each answer. Whoever cannot send all of it wakes this thread.
        """
        if self.will_close or self.close_when_flushed:
            return True
        if not self.total_outbufs_len or not self.outbuf_lock.acquire(blocking=False):
            return False
        self.outbuf_lock.release()
        return True

    def received(self, data: bytes) -> bool:
        """Take what came: a request that is known by all its bytes is answered here and now."""
        if (
            self.memory is None
            or self.request is not None
            or self.requests  # an earlier one is being answered, and answers keep their order
            or self.total_outbufs_len
            or self.will_close
            or self.close_when_flushed
        ):
            return bool(super().received(data))
        found = self.memory.find(data, self.addr[0])
        if found is None:
            return bool(super().received(data))
        self._send(b"".join(found))
        return True

    def _send(self, data: bytes) -> None:
        sent = self.send(data)
        if sent < len(data) and self.connected:
            with self.outbuf_lock:
                rest = data[sent:]
                self.outbufs[-1].append(rest)
                self.current_outbuf_count += len(rest)
                self.total_outbufs_len += len(rest)


def channel_class(memory: Memory | None) -> type[StrictChannel]:
    """Make the class of connections that share a memory."""
    return type("Channel", (RememberingChannel,), {"memory": memory})


__all__ = ["RememberingChannel", "RememberingTask", "channel_class"]
