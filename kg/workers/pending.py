"""A task on its way: it stands in the queue, then a worker has it, then there is an answer.

Whoever may wait says `Pending.wait`. Whoever must not, because it serves others meanwhile, says `Pending.advance` when
there is a worker (``notify``) or something to read (`Pending.connection`), and hands the task to a thread that may wait
once that says `Progress.BLOCKED`, or when it takes too long. There is one implementation: what the one has begun the
other goes on with.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from kg.errors import LettergraphError, QueryCancelled
from kg.workers import frames
from kg.workers.conversation import Answer, Conversation, HandlerError, HungUp, NotTold, is_short
from kg.workers.settings import Lane, PoolSettings
from kg.workers.waiting import WorkerQueue, stopping

if TYPE_CHECKING:
    import socket

    from kg.workers.worker import Worker

_LARGEST = 512 * 1024
"""Bytes of an answer; a larger one is collected by a thread."""


class Progress(Enum):
    """How far a task is."""

    WAITING = auto()
    """It stands in the queue; ``notify`` is called when that changes."""
    TOLD = auto()
    """A worker has it; its connection becomes readable."""
    COMPLETE = auto()
    """`Pending.wait` gives the answer at once."""
    BLOCKED = auto()
    """Only `Pending.wait` goes on: it has to wait, or something went wrong."""


class Workers(Protocol):
    """What a task needs of its pool."""

    queue: WorkerQueue
    settings: PoolSettings

    def give_back(self, worker: Worker) -> None:
        """Take a worker that is done."""
        ...

    def replace(self, worker: Worker) -> None:
        """End a worker, and start another one."""
        ...


class Pending:
    """One task. Use it from one thread at a time, and call `wait` in the end, or the worker is lost.

    Args:
        workers: the pool.
        task: a JSON object for the handler.
        lane: who asks.
        seconds: how long it may take from the moment that a worker has it.
        cancelled: asked ten times a second whether nobody wants the answer any more.
        notify: called by any thread once there is a worker, if there is none yet.

    Raises:
        WorkersBusy: the pool is closed.
    """

    def __init__(
        self,
        workers: Workers,
        task: Mapping[str, object],
        *,
        lane: Lane,
        seconds: float,
        cancelled: Callable[[], bool] | None,
        notify: Callable[[], object],
    ) -> None:
        self._workers = workers
        self._lane = lane
        self._seconds = seconds
        self._cancelled = cancelled
        self._given = frames.json_frame(frames.TASK, {"task": dict(task), "seconds": seconds})
        self.until = time.monotonic() + workers.settings.wait_seconds
        """When it is told that all workers are busy, if it has none by then; on the monotonic clock."""
        self._waiter = workers.queue.join(lane, notify=notify)
        self._told: Conversation | None = None
        self._answer: Answer | None = None
        self._failure: BaseException | None = None

    @property
    def connection(self) -> socket.socket | None:
        """What becomes readable when there is news of a task that is told."""
        return None if self._waiter.worker is None else self._waiter.worker.connection

    @property
    def size(self) -> int:
        """Bytes of the body, as far as it came."""
        return 0 if self._told is None else self._told.size

    def advance(self) -> Progress:
        """Go on as far as that takes no time; when a task is told, only if its connection is readable."""
        if self._answer is not None:
            return Progress.COMPLETE
        if self._told is not None:
            return self._hear(self._told)
        worker = self._waiter.worker
        if worker is None:
            return Progress.BLOCKED if self._workers.queue.closed else Progress.WAITING
        if not is_short(self._given) or self._is_cancelled() or not worker.is_sound():
            return Progress.BLOCKED
        conversation = self._conversation(worker)
        try:
            conversation.tell(self._given, waits=False)
        except (NotTold, LettergraphError):
            return Progress.BLOCKED  # it is not sound any more: so finds `wait`
        self._told = conversation
        return Progress.TOLD

    def _hear(self, told: Conversation) -> Progress:
        try:
            answer = told.hear()
        except HungUp:
            return Progress.BLOCKED  # why, `wait` finds out
        except BaseException as error:  # noqa: BLE001 - `wait` raises it
            self._failure = error
            return Progress.BLOCKED
        if answer is None:
            return Progress.TOLD if told.size <= _LARGEST else Progress.BLOCKED
        self._answer = answer
        self._workers.give_back(told.worker)
        return Progress.COMPLETE

    def wait(self) -> Answer:
        """Wait for the answer; errors as for ``WorkerPool.run``."""
        if self._answer is not None:
            return self._answer
        told = self._told or self._tell()
        try:
            if self._failure is not None:
                raise self._failure
            answer = told.listen()
        except HandlerError as raised:
            self._workers.give_back(told.worker)
            raise raised.error from None
        except BaseException as error:
            self._workers.replace(told.worker)
            if self._workers.queue.closed and isinstance(error, LettergraphError):
                raise stopping() from error  # whatever it looked like, closing the pool ended it
            raise
        self._workers.give_back(told.worker)
        return answer

    def _tell(self) -> Conversation:
        """Wait for a worker that takes the task."""
        while True:
            worker = self._workers.queue.take(self._waiter, until=self.until)
            if self._is_cancelled():
                self._workers.give_back(worker)
                raise QueryCancelled("The client went away.")
            conversation = self._conversation(worker)
            try:
                if worker.is_sound():
                    conversation.tell(self._given)
                    return conversation
            except NotTold:
                pass  # it ended this very moment
            except BaseException:
                self._workers.replace(worker)
                raise
            self._workers.replace(worker)  # nothing was done: another one is asked
            self._waiter = self._workers.queue.join(self._lane)

    def _conversation(self, worker: Worker) -> Conversation:
        return Conversation(worker, seconds=self._seconds, settings=self._workers.settings, cancelled=self._cancelled)

    def _is_cancelled(self) -> bool:
        return self._cancelled is not None and self._cancelled()
