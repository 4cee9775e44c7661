"""Who gets which worker: idle workers by lane, and the tasks that wait for one, in order of arrival."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from kg.errors import WorkersBusy
from kg.workers.settings import Lane
from kg.workers.worker import Worker


@dataclass(frozen=True, slots=True)
class PoolStatus:
    """How the pool is: idle and busy workers, waiting tasks, how many workers were replaced."""

    idle: int
    busy: int
    waiting: int
    replaced: int


@dataclass(slots=True, eq=False)
class Waiter:
    """A task that asked for a worker."""

    lane: Lane
    notify: Callable[[], object]
    """Called once there is a worker, or none to come: by any thread, which has the queue to itself meanwhile."""
    worker: Worker | None = None


class WorkerQueue:
    """Idle and busy workers, and who waits. Any thread may call any method.

    As long as a task waits, no worker that it may use is idle: a worker that becomes free is given to the first in
    the queue, so nobody overtakes.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: dict[Lane, deque[Worker]] = {lane: deque() for lane in Lane}
        self._busy: set[Worker] = set()
        self._waiters: deque[Waiter] = deque()
        self._replaced = 0
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether no worker is given any more."""
        return self._closed

    def join(self, lane: Lane, *, notify: Callable[[], object] = lambda: None) -> Waiter:
        """Take an idle worker, or stand in the queue.

        Args:
            lane: who asks.
            notify: see `Waiter`; never called if there is an idle worker.

        Raises:
            WorkersBusy: the pool is closed.
        """
        with self._lock:
            if self._closed:
                raise stopping()
            waiter = Waiter(lane, notify, self._idle_for(lane))
            if waiter.worker is not None:
                self._busy.add(waiter.worker)
            else:
                self._waiters.append(waiter)
            return waiter

    def take(self, waiter: Waiter, *, until: float) -> Worker:
        """Give the worker of a waiter, or wait for it.

        Args:
            waiter: whom this queue made.
            until: on the monotonic clock.

        Raises:
            WorkersBusy: none became free in time, or the pool is closed.
        """
        ready = threading.Lock()  # a lock costs a fraction of an event
        ready.acquire()
        with self._lock:
            waiter.notify = ready.release
            given = waiter.worker
            if given is None and self._closed:
                raise stopping()
        if given is not None:
            return given
        ready.acquire(timeout=max(0.0, until - time.monotonic()))
        with self._lock:
            given = waiter.worker
            if given is not None:
                return given
            with contextlib.suppress(ValueError):
                self._waiters.remove(waiter)
            if self._closed:
                raise stopping()
        raise WorkersBusy("All workers are busy.", remedy="Ask again in a few seconds.")

    def give(self, worker: Worker) -> bool:
        """Give a worker to the first task that may use it, else let it be idle.

        Returns:
            Whether it was taken; a closed queue takes none, and the worker is the caller's to end.
        """
        with self._lock:
            self._busy.discard(worker)
            if self._closed:
                return False
            for waiter in self._waiters:
                if _may_use(waiter.lane, worker):
                    self._waiters.remove(waiter)
                    self._busy.add(worker)
                    waiter.worker = worker
                    waiter.notify()
                    return True
            self._idle[worker.lane].append(worker)
            return True

    def drop(self, worker: Worker) -> None:
        """Forget a worker that is replaced."""
        with self._lock:
            self._busy.discard(worker)
            self._replaced += 1

    def close(self) -> list[Worker]:
        """Give no worker any more, send all waiters away, and hand over the idle workers."""
        with self._lock:
            self._closed = True
            idle = [worker for workers in self._idle.values() for worker in workers]
            for workers in self._idle.values():
                workers.clear()
            for waiter in self._waiters:
                waiter.notify()
            self._waiters.clear()
        return idle

    def busy(self) -> list[Worker]:
        """The workers that are at work."""
        with self._lock:
            return list(self._busy)

    def status(self) -> PoolStatus:
        """Count."""
        with self._lock:
            idle = sum(len(workers) for workers in self._idle.values())
            return PoolStatus(idle, len(self._busy), len(self._waiters), self._replaced)

    def _idle_for(self, lane: Lane) -> Worker | None:
        """A worker of the lane; pages may use an idle one of the public, never the other way round."""
        for choice in (lane, Lane.PUBLIC) if lane is Lane.PAGES else (lane,):
            if self._idle[choice]:
                return self._idle[choice].popleft()
        return None


def _may_use(lane: Lane, worker: Worker) -> bool:
    return worker.lane is lane or lane is Lane.PAGES


def stopping() -> WorkersBusy:
    """The error for a task that comes while the pool is closed."""
    return WorkersBusy("The server is stopping.")
