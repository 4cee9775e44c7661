"""Listen for requests: waitress with our settings. It buffers both directions, so slow clients hold no thread."""

from __future__ import annotations

import errno
import gc
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.server import create_server

from kg.errors import ConfigurationError
from server.channel import channel_class
from server.memory import MEMORY
from server.parsing import MAX_BODY, MAX_HEADERS, REFUSALS
from server.settings import THREADS
from server.short_queries import SHORT_QUERIES, ShortQueries

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

IDENTITY = "lettergraph"
FINISH_SECONDS = 35.0
"""How long requests at work may take to finish when the server is told to end; by default, a query may take 30."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a server ends when it is told to."""

    told: Callable[[], None] = lambda: None
    """Called at once."""
    drain_seconds: float = 0.0
    """How long new connections are still taken, so that whoever distributes requests can hear of it."""
    finish_seconds: float = FINISH_SECONDS
    """How long requests at work may then take to finish."""


def listen(
    app: WSGIApplication,
    *,
    host: str,
    port: int,
    ready: Callable[[str, int], None],
    ending: Ending = Ending(),
) -> None:
    """Serve until the process is told to end (SIGTERM, SIGINT); requests at work are finished.

    Args:
        app: the application.
        host: an address of this machine.
        port: 0 for any that is free.
        ready: called with the address and the port once requests are accepted.
        ending: see `Ending`.

    Raises:
        ConfigurationError: the port is taken, or the address is none of this machine.
    """
    try:
        server: Any = create_server(
            app,
            host=host,
            port=port,
            threads=THREADS,
            connection_limit=500,
            channel_timeout=30,
            cleanup_interval=10,
            max_request_header_size=MAX_HEADERS,
            max_request_body_size=MAX_BODY,
            channel_request_lookahead=1,
            ident=IDENTITY,
            clear_untrusted_proxy_headers=False,  # `server.clients` settles them
        )
    except OSError as error:
        raise _cannot_listen(host, port, error) from error
    listeners = [one for one in getattr(server, "map", {}).values() if hasattr(one, "channel_class")] or [server]
    for listener in listeners:
        listener.channel_class = channel_class(getattr(app, "extensions", {}).get(MEMORY))
        listener.channel_class.refusals = getattr(app, "extensions", {}).get(REFUSALS)
    port = int(getattr(server, "effective_port", 0) or server.effective_listen[0][1])
    short = getattr(app, "extensions", {}).get(SHORT_QUERIES)
    _Loop(server, listeners, ending, short).run(lambda: ready(host, port))


class _Loop:
    """The loop of waitress, ended by a signal: no new connections, then the requests at work are finished."""

    def __init__(self, server: Any, listeners: list[Any], ending: Ending, short: ShortQueries | None) -> None:
        self._ending = ending
        self._server = server
        self._listeners = listeners
        self._short = short
        self.map: dict[int, Any] = server.map if hasattr(server, "map") else server._map
        self._signals = 0
        if short is not None:
            short.attach(self)
            for listener in listeners:
                listener.add_task = self._add_task
                listener.pull_trigger = self._pull_trigger

    def _add_task(self, channel: Any) -> None:
        if self._short is None:
            self.hand_over(channel)
        else:
            self._short.arrived(channel)

    def _pull_trigger(self) -> None:
        if self._short is None or not self._short.at_home:  # this thread looks by itself what it has to send
            self.wake()

    def hand_over(self, channel: Any) -> None:
        """Have a thread answer the first request of a connection."""
        self._server.task_dispatcher.add_task(channel)

    def wake(self) -> None:
        """Have the loop turn; called by any thread, and by signals."""
        self._listeners[0].trigger.pull_trigger()

    def run(self, ready: Callable[[], None]) -> None:
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        gc.collect()
        gc.freeze()  # what is there now stays to the end: the collector need not look at it again and again
        try:
            ready()
            while not self._signals:
                self._turn()
            self._drain()
            self._finish()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            self._server.task_dispatcher.shutdown(timeout=1)
            if self._short is not None:
                self._short.detach()
            wasyncore.close_all(self.map)

    def _stop(self, _number: int, _frame: object) -> None:
        self._signals += 1
        self._ending.told()
        self.wake()

    def _turn(self, longest: float = 1.0) -> None:
        timeout = longest if self._short is None else min(longest, self._short.timeout)
        wasyncore.loop(timeout=timeout, map=self.map, use_poll=True, count=1)
        if self._short is not None:
            self._short.turn()

    def _drain(self) -> None:
        """Go on as before for a while; a second signal ends it."""
        end = time.monotonic() + self._ending.drain_seconds
        while self._signals < 2 and time.monotonic() < end:
            self._turn(0.1)

    def _finish(self) -> None:
        for listener in self._listeners:
            listener.del_channel(self.map)
            listener.socket.close()
        end = time.monotonic() + self._ending.finish_seconds
        while time.monotonic() < end and any(self._at_work()):
            self._turn(0.1)

    def _at_work(self) -> Iterator[bool]:
        for listener in self._listeners:
            for channel in list(listener.active_channels.values()):
                yield bool(channel.requests) or channel.total_outbufs_len > 0


def _cannot_listen(host: str, port: int, error: OSError) -> ConfigurationError:
    if error.errno == errno.EADDRINUSE:
        return ConfigurationError(
            f"Port {port} of {host} is taken by another program.",
            remedy="End that program, or choose another port with --port.",
        )
    if error.errno == errno.EACCES:
        return ConfigurationError(
            f"This user may not listen on port {port}.", remedy="Choose a port from 1024 on with --port."
        )
    return ConfigurationError(f"Cannot listen on {host}, port {port}: {error.strerror or error}.")
