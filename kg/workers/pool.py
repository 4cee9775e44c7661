"""The parent's side: a pool of workers with a queue in order of arrival, deadlines, and answers spooled whole.

One worker is reserved for pages and health, so that no flood of queries can starve them. A task that outlives its
deadline, or whose client went away, has its worker killed and replaced; the others notice nothing.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from kg.workers.conversation import Answer
from kg.workers.pending import Pending
from kg.workers.settings import Lane, PoolSettings
from kg.workers.waiting import PoolStatus, WorkerQueue
from kg.workers.worker import Worker, await_ready, launch

__all__ = ["Answer", "Lane", "PoolSettings", "PoolStatus", "WorkerPool"]

_LOG = logging.getLogger("kg.workers")
_DRAIN_STEP = 0.02
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 5.0
"""Seconds between starts that fail again and again; they must not burn a processor."""

_Replies = queue.SimpleQueue[BaseException | None]
_Order = tuple[Lane, _Replies | None]


class WorkerPool:
    """Workers that all run one handler. Use it as a context manager, or close it.

    Args:
        handler: ``module:function`` for the child, see `kg.workers.child`.
        setup: a JSON value for the function.
        settings: see `PoolSettings`.

    Raises:
        SandboxUnavailable: the system cannot lock workers in, and ``settings.sandbox`` asks for it.
        LettergraphError: what the handler's function raised while it was being set up.
    """

    def __init__(self, handler: str, setup: object, *, settings: PoolSettings | None = None) -> None:
        self.settings = settings or PoolSettings()
        self._handler = handler
        self._setup = setup
        self.queue = WorkerQueue()
        self._orders: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        # Children die with the thread that started them, so one thread that lives as long as the pool starts them all.
        self._keeper = threading.Thread(target=self._keep, name="worker-keeper", daemon=True)
        self._keeper.start()
        try:
            self._start_all()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- asking ------------------------------------------------------------------------------------------------

    def run(
        self,
        task: Mapping[str, object],
        *,
        lane: Lane = Lane.PUBLIC,
        seconds: float | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Answer:
        """Do a task and give its complete answer.

        Args:
            task: a JSON object for the handler.
            lane: who asks.
            seconds: a shorter deadline than the lane's.
            cancelled: asked ten times a second whether nobody wants the answer any more.

        Raises:
            WorkersBusy: no worker became free within ``wait_seconds``.
            QueryTimeout: the deadline passed; the worker was killed.
            QueryTooBig: the answer or the memory went over the limit.
            WorkerCrashed: the worker ended, or failed in an unforeseen way.
            QueryCancelled: ``cancelled`` said so.
            LettergraphError: what the handler raised.
        """
        return self.begin(task, lane=lane, seconds=seconds, cancelled=cancelled).wait()

    def begin(
        self,
        task: Mapping[str, object],
        *,
        lane: Lane = Lane.PUBLIC,
        seconds: float | None = None,
        cancelled: Callable[[], bool] | None = None,
        notify: Callable[[], object] = lambda: None,
    ) -> Pending:
        """Begin a task whose answer is waited for later: `Pending.wait` must be called in any case.

        Args:
            task: as for `run`, and so are ``lane``, ``seconds`` and ``cancelled``.
            lane: who asks.
            seconds: a shorter deadline than the lane's.
            cancelled: asked ten times a second.
            notify: called by any thread once there is a worker, if there is none yet.

        Raises:
            WorkersBusy: the pool is closed.
        """
        limit = self.settings.seconds[lane]
        deadline = min(limit, seconds) if seconds is not None and seconds > 0 else limit
        return Pending(self, task, lane=lane, seconds=deadline, cancelled=cancelled, notify=notify)

    def give_back(self, worker: Worker) -> None:
        """Take a worker that is done."""
        words = worker.last_words()
        if words:
            _LOG.warning("A worker wrote: %s", words)
        if worker.nice and not worker.set_nice(0):
            self.replace(worker)  # without privilege a process can only become nicer
        elif not self.queue.give(worker):
            worker.end()

    def replace(self, worker: Worker) -> None:
        """End a worker, and start another one."""
        worker.end()
        self.queue.drop(worker)
        if not self.queue.closed:
            self._orders.put((worker.lane, None))

    def status(self) -> PoolStatus:
        """Say how the pool is."""
        return self.queue.status()

    # ---- starting and ending -----------------------------------------------------------------------------------

    def _start_all(self) -> None:
        """Start all workers; the first failure is raised."""
        replies: _Replies = queue.SimpleQueue()
        lanes = [Lane.PAGES] * self.settings.page_workers + [Lane.PUBLIC] * self.settings.public_workers
        for lane in lanes:
            self._orders.put((lane, replies))
        for _ in lanes:
            failure = replies.get()
            if failure is not None:
                raise failure

    def _keep(self) -> None:
        """Start workers on order, for as long as the pool lives; those that are ordered together start together."""
        pause = _FIRST_PAUSE
        stop = False
        while not stop:
            orders = [self._orders.get()]
            while not self._orders.empty():
                orders.append(self._orders.get())
            stop = None in orders
            failed = self._start([order for order in orders if order is not None])
            for lane in failed:
                self._orders.put((lane, None))
            if failed and not self.queue.closed:
                time.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            elif not failed:
                pause = _FIRST_PAUSE

    def _start(self, orders: list[_Order]) -> list[Lane]:
        """Start workers and give them out; the lanes whose start failed, and nobody was told of it, come back."""
        failed: list[Lane] = []
        begun: list[tuple[Worker, _Replies | None]] = []
        for lane, replies in orders:
            try:
                begun.append((launch(self._handler, self._setup, lane, self.settings), replies))
            except Exception as error:  # noqa: BLE001 - this thread must live; the error is handed on
                failed += self._failed(lane, replies, error)
        for worker, replies in begun:
            try:
                await_ready(worker)
            except Exception as error:  # noqa: BLE001 - this thread must live; the error is handed on
                failed += self._failed(worker.lane, replies, error)
                continue
            if not self.queue.give(worker):
                worker.end()
            if replies is not None:
                replies.put(None)
        return failed

    def _failed(self, lane: Lane, replies: _Replies | None, error: Exception) -> list[Lane]:
        if replies is not None:
            replies.put(error)
            return []
        _LOG.error("A worker cannot be replaced, and will be tried again: %s", error)
        return [lane]

    def close(self, *, drain_seconds: float = 0.0) -> None:
        """End all workers; those at work may finish within ``drain_seconds``. A second time does nothing."""
        for worker in self.queue.close():
            worker.end()
        end = time.monotonic() + drain_seconds
        while self.queue.busy() and time.monotonic() < end:
            time.sleep(_DRAIN_STEP)
        for worker in self.queue.busy():
            worker.process.kill()  # whoever listens to it hears of its death, and lets go of the rest
        self._orders.put(None)
        if threading.current_thread() is not self._keeper:
            self._keeper.join(timeout=self.settings.start_seconds)
