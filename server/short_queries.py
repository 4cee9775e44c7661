"""Short queries are answered by the thread that reads from the connections: no other thread wakes up for them.

To wake a thread, and to hand it the interpreter, costs more than a short query. So this thread begins each query of a
program (`server.fast_path`), goes on with others, and has the application answer once the workers have: the same
application in the same way, only that it need not wait. Whatever takes longer, is large or goes wrong is handed to one
of the threads of waitress, which goes on with what was begun here (``kg.workers.Pending``).
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from kg.workers import Progress
from server.environment import BEGAN, STARTED
from server.fast_path import PATH, FastPath, Started
from server.outer import OuterLayer, Settled

if TYPE_CHECKING:
    from server.channel import RememberingChannel

SHORT_QUERIES = "lettergraph-short-queries"
"""Extension of the application."""
PATIENCE = 0.1
"""Seconds for which this thread listens to a worker; by then another one pays, and whoever asked does not notice it."""
LONGEST = 8 * 1024
"""Bytes of a query that is read here; to read a longer one would keep the others waiting."""
LARGEST_CODED = 16 * 1024
"""Bytes of an answer that is compressed here."""
LOOK = 0.025
"""Seconds between two looks at what takes too long."""
_LOG = logging.getLogger(__name__)


class _Begun:
    """A query that this thread began. While a worker has it, it stands in the map of the loop, as a connection does."""

    accepting = False
    started: Started

    def __init__(self, channel: RememberingChannel, queries: ShortQueries) -> None:
        self.channel = channel
        self.due = 0.0
        self.watched: int | None = None
        self._queries = queries

    def notify(self) -> None:
        """Hear that there is a worker; called by any thread."""
        self._queries.notified(self)

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def handle_read_event(self) -> None:
        self._queries.heard(self)

    def handle_close(self) -> None:
        self._queries.heard(self)

    handle_expt_event = handle_write_event = handle_close

    def handle_error(self) -> None:
        """Hear that one of the above failed, which is a mistake of ours."""
        self._queries.failed(self)

    def close(self) -> None:
        """The loop ends; the connection is the worker's."""


class Loop(Protocol):
    """What belongs to the loop of waitress."""

    map: dict[int, Any]

    def hand_over(self, channel: RememberingChannel) -> None:
        """Have a thread answer the first request of a connection."""
        ...

    def wake(self) -> None:
        """Have the loop turn; called by any thread."""
        ...


class ShortQueries:
    """The queries that the thread of a loop began. All methods are this thread's, but `arrived` and `notified`.

    Args:
        outer: settles who asks.
        fast: begins queries.
    """

    def __init__(self, outer: OuterLayer, fast: FastPath) -> None:
        self._outer = outer
        self._fast = fast
        self._begun: set[_Begun] = set()
        self._notified: deque[_Begun] = deque()
        self._arrived: deque[RememberingChannel] = deque()
        self._next_look = 0.0

    def attach(self, loop: Loop) -> None:
        """Serve a loop; to be called by its thread."""
        self._loop = loop
        self._thread = threading.get_ident()
        self._wake: Callable[[], None] = loop.wake

    def detach(self) -> None:
        """Wake the loop no more: it has ended."""
        self._wake = lambda: None

    @property
    def at_home(self) -> bool:
        """Whether it is the thread of the loop that asks."""
        return threading.get_ident() == self._thread

    def arrived(self, channel: RememberingChannel) -> None:
        """Hear of a request; of one that came while a thread was answering another one, that thread tells.

        It must not answer the next one as well: a client that asks quickly would keep it for ever.
        """
        self._arrived.append(channel)
        if not self.at_home:
            self._wake()

    def notified(self, begun: _Begun) -> None:
        """Hear that a query has a worker."""
        self._notified.append(begun)
        if not self.at_home:
            self._wake()

    # ---- each turn of the loop -----------------------------------------------------------------------------------

    @property
    def timeout(self) -> float:
        """Seconds after which a turn is needed, whatever happens."""
        return LOOK if self._begun else 1.0

    def turn(self) -> None:
        """Do what the turn of the loop brought."""
        while self._notified or self._arrived:
            self._tell()
            if self._arrived:
                self._take(self._arrived.popleft())
        now = time.monotonic()
        if self._begun and now >= self._next_look:
            self._next_look = now + LOOK
            for begun in [one for one in self._begun if one.due <= now]:
                self._hand_over(begun)

    def heard(self, begun: _Begun) -> None:
        """Hear that the worker of a query sent something, or hung up."""
        if begun in self._begun:
            self._go_on(begun)

    def failed(self, begun: _Begun) -> None:
        """Have a thread go on with a query that this thread failed with, which is a mistake of ours."""
        _LOG.exception("A query could not be answered by the thread that reads.")
        if begun in self._begun:
            self._hand_over(begun)

    def _take(self, channel: RememberingChannel) -> None:
        try:
            taken = self._begin(channel)
        except Exception:  # noqa: BLE001 - this thread must live; the other one fails likewise, and answers that
            _LOG.exception("A query could not be begun.")
            taken = False
        if not taken:
            self._loop.hand_over(channel)

    def _tell(self) -> None:
        while self._notified:
            begun = self._notified.popleft()
            if begun in self._begun and begun.watched is None:
                self._go_on(begun)

    def _begin(self, channel: RememberingChannel) -> bool:
        """Begin the first request of a connection, if it is a query of a program and not too long."""
        request: Any = channel.requests[0]
        if request.error or not request.path.endswith(PATH):
            return False
        if len(request.query) + request.content_length > LONGEST:
            return False
        environ = request.environ = channel.task_class(channel, request).get_environment()
        environ[BEGAN] = time.perf_counter()
        if self._outer.settle(environ) is not Settled.HERE:
            return False
        begun = _Begun(channel, self)
        started = environ[STARTED] = self._fast.start(environ, notify=begun.notify)
        if started is None:
            return False
        begun.started = started
        self._begun.add(begun)
        self._go_on(begun)
        return True

    def _go_on(self, begun: _Begun) -> None:
        try:
            self._advance(begun)
        except Exception:  # noqa: BLE001 - this thread must live
            self.failed(begun)

    def _advance(self, begun: _Begun) -> None:
        progress = begun.started.advance()
        if progress is Progress.TOLD:
            if begun.watched is None:
                self._watch(begun)
        elif progress is Progress.WAITING:
            begun.due = begun.started.until
        elif progress is Progress.BLOCKED or self._is_work(begun):
            self._hand_over(begun)
        else:
            self._forget(begun)
            self._tell()  # the worker that is free now works while this thread answers
            begun.channel.answer_here()

    def _is_work(self, begun: _Begun) -> bool:
        """Say whether answering would keep the others waiting: to compress much, or to wait for a slow client."""
        channel, started = begun.channel, begun.started
        return channel.total_outbufs_len > 0 or (
            started.size > LARGEST_CODED and "ACCEPT_ENCODING" in channel.requests[0].headers
        )

    def _watch(self, begun: _Begun) -> None:
        begun.watched = begun.started.descriptor
        begun.due = time.monotonic() + PATIENCE
        self._loop.map[begun.watched] = begun

    def _forget(self, begun: _Begun) -> None:
        self._begun.discard(begun)
        if begun.watched is not None:
            self._loop.map.pop(begun.watched, None)

    def _hand_over(self, begun: _Begun) -> None:
        self._forget(begun)
        self._loop.hand_over(begun.channel)
