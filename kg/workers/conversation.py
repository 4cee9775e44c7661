"""One task and its answer: told, listened to until a deadline, spooled whole."""

from __future__ import annotations

import io
import logging
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from kg.errors import LettergraphError, QueryCancelled
from kg.workers import frames
from kg.workers.failures import cause_of, crashed, death, detail, error_from, no_room, read_json, too_large, too_slow
from kg.workers.settings import PoolSettings
from kg.workers.worker import Worker

_SLICE = 0.1
"""Seconds between two looks at whether the client is still there."""
_DEATH_SECONDS = 5.0
"""How long a worker that closed its connection may take to end."""
_FITS = 32 * 1024
"""Bytes that the buffer of any socket holds."""
_SPOOL_MEMORY = 1024 * 1024
_NICE = 19
_LOG = logging.getLogger("kg.workers")


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: the handler's header, and the body from its beginning."""

    header: Mapping[str, object]
    body: BinaryIO
    size: int

    def read(self) -> bytes:
        """Read the whole body and let go of it."""
        with self.body:
            return self.body.read()


@contextmanager
def _room_wanted() -> Iterator[None]:
    """Turn an error of the disk for answers into the one that tells the client to come back."""
    try:
        yield
    except OSError as error:
        _LOG.error("There is no room for an answer in %s: %s", tempfile.gettempdir(), error)
        raise no_room() from error


class _Body:
    """Collects a body: in memory while it is small, then in a file."""

    def __init__(self, largest: int) -> None:
        self.size = 0
        self._largest = largest
        self._parts: list[bytes] = []
        self._spool: IO[bytes] | None = None

    def add(self, part: bytes) -> None:
        """Take a part.

        Raises:
            QueryTooBig: that is too much.
            WorkersBusy: the disk has no room for it.
        """
        self.size += len(part)
        if self.size > self._largest:
            raise too_large(self._largest)
        if self.size <= _SPOOL_MEMORY:
            self._parts.append(part)
            return
        with _room_wanted():
            if self._spool is None:
                self._spool = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
                self._spool.writelines(self._parts)
                self._parts = []
            self._spool.write(part)

    def file(self) -> BinaryIO:
        """Give all of it, from its beginning.

        Raises:
            WorkersBusy: the disk has no room for the last of it.
        """
        if self._spool is None:
            return io.BytesIO(self._parts[0] if len(self._parts) == 1 else b"".join(self._parts))
        with _room_wanted():
            self._spool.seek(0)
        return cast("BinaryIO", self._spool)

    def close(self) -> None:
        """Let go of the file, if there is one."""
        if self._spool is not None:
            with suppress(OSError):  # what it still holds may find no room either
                self._spool.close()


class HandlerError(Exception):
    """Carries an error that a handler raised; its worker is as good as before."""

    def __init__(self, error: LettergraphError) -> None:
        super().__init__(str(error))
        self.error = error


class NotTold(Exception):
    """The worker was gone before it could be told; nothing was done."""


class HungUp(Exception):
    """The worker closed its connection."""


class Conversation:
    """Tell a worker one task, then listen to it: to its end (`listen`), or to what came already (`hear`).

    Args:
        worker: an idle one; nobody else uses it meanwhile.
        seconds: from now, how long it may take.
        settings: the pool's.
        cancelled: asked ten times a second whether nobody wants the answer any more.
    """

    def __init__(
        self, worker: Worker, *, seconds: float, settings: PoolSettings, cancelled: Callable[[], bool] | None
    ) -> None:
        self.worker = worker
        self._seconds = seconds
        self._settings = settings
        self._cancelled = cancelled
        self._started = time.monotonic()
        self._header: Mapping[str, object] = {}
        self._body = _Body(settings.largest_answer)

    @property
    def size(self) -> int:
        """Bytes of the body that came so far."""
        return self._body.size

    def tell(self, given: bytes, *, waits: bool = True) -> None:
        """Send a task.

        Args:
            given: the frame of the task; if it is `is_short`, it is sent at once.
            waits: whether the time that a longer one takes may be waited for.

        Raises:
            NotTold: the worker is gone.
            QueryTimeout: it does not read.
        """
        self._wait_at_most((_SLICE if is_short(given) else self._seconds) if waits else 0.0)
        try:
            frames.send(self.worker.connection, given)
        except TimeoutError as error:
            raise too_slow(self._seconds) from error
        except OSError as error:
            raise NotTold from error

    def listen(self) -> Answer:
        """Collect the answer; bodies over a mebibyte go into a file.

        Raises:
            HandlerError: the handler raised an error.
            LettergraphError: the deadline, a limit, a death or the client ended the task.
        """
        try:
            while (answer := self._take(*self._next())) is None:
                pass
        except BaseException:
            self._body.close()
            raise
        return answer

    def hear(self) -> Answer | None:
        """Take what came already, without waiting, and give the answer if that is the end of it.

        To be called when there is something to read.

        Raises:
            HungUp: nothing more comes; `listen` says why.
            LettergraphError: as for `listen`.
        """
        self._wait_at_most(0.0)
        try:
            more = self.worker.reader.fill()
        except BlockingIOError:
            return None
        except OSError:
            more = False
        if not more:
            raise HungUp
        while (received := self.worker.reader.buffered()) is not None:
            answer = self._take(*received)
            if answer is not None:
                return answer
        return None

    def _take(self, kind: bytes, payload: bytes) -> Answer | None:
        if kind == frames.DATA:
            self._body.add(payload)
        elif kind == frames.BEGIN:
            self._header = cast("Mapping[str, object]", read_json(payload))
        elif kind == frames.END:
            return Answer(self._header, self._body.file(), self._body.size)
        elif kind == frames.ERROR:
            raise _handler_error(read_json(payload))
        else:
            raise crashed("an unknown frame")
        return None

    def _next(self) -> tuple[bytes, bytes]:
        received = self.worker.reader.buffered()
        while received is None:
            self._wait_at_most(min(_SLICE, self._check()))
            try:
                received = self.worker.reader.next_frame()
            except TimeoutError:
                continue
            except OSError:
                received = None
            if received is None:
                raise self._death()
        return received

    def _wait_at_most(self, seconds: float) -> None:
        connection = self.worker.connection
        if connection.gettimeout() != seconds:  # to set it is a call of the system
            connection.settimeout(seconds)

    def _check(self) -> float:
        """Give the seconds that remain; a task that takes long yields the processor to the others."""
        elapsed = time.monotonic() - self._started
        if elapsed >= self._seconds:
            raise too_slow(self._seconds)
        if self._cancelled is not None and self._cancelled():
            raise QueryCancelled("The client went away.")
        nice_after = self._settings.nice_after
        if nice_after is not None and elapsed > nice_after and not self.worker.nice:
            self.worker.set_nice(_NICE)
        return max(0.001, self._seconds - elapsed)

    def _death(self) -> LettergraphError:
        status = self.worker.exit_status(within=_DEATH_SECONDS)
        words = self.worker.last_words()
        _LOG.warning("A worker ended in the midst of a task (%s): %s", cause_of(status), words or "no last words")
        return death(status, words, seconds=self._seconds)


def is_short(given: bytes) -> bool:
    """Say whether the frame of a task fits into the buffer of an idle worker's socket, so that it is sent at once."""
    return len(given) < _FITS


def _handler_error(value: object) -> HandlerError:
    unforeseen = detail(value)
    if unforeseen is not None:
        _LOG.error("A task failed: %s", unforeseen)
    return HandlerError(error_from(value))
