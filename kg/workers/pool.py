"""The parent's side: a pool of workers with a queue in order of arrival, deadlines, and answers spooled whole.

One worker is reserved for pages and health, so that no flood of queries can starve them. A task that outlives its
deadline, or whose client went away, has its worker killed and replaced; the others notice nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType
from typing import BinaryIO, Self, cast

from kg.errors import (
    LettergraphError,
    QueryCancelled,
    QueryTimeout,
    QueryTooBig,
    WorkerCrashed,
    WorkersBusy,
)
from kg.workers import frames
from kg.workers.child import MEMORY_EXIT, error_from

_SLICE = 0.1
"""Seconds between two looks at whether the client is still there."""
_START_SECONDS = 30.0
_SPOOL_MEMORY = 1024 * 1024
_NICE = 19


class Lane(StrEnum):
    """Who asks."""

    PUBLIC = "public"
    """SPARQL queries of anybody."""
    PAGES = "pages"
    """Our own pages, descriptions and health."""


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """How many workers, and what each may use. Tests switch single protections off; nobody else should."""

    public_workers: int = 2
    page_workers: int = 1
    seconds: Mapping[Lane, float] = field(default_factory=lambda: {Lane.PUBLIC: 30.0, Lane.PAGES: 15.0})
    """Deadline of a task; a client's own wish can only shorten it."""
    wait_seconds: float = 2.0
    """How long a task waits for a worker before it is told that all are busy."""
    memory_budget: int | None = 512 * 1024 * 1024
    """Bytes of address space beyond what an idle worker uses; ``None``: no limit."""
    largest_answer: int = 50 * 1024 * 1024
    sandbox: bool = True
    nice_after: float | None = 0.5
    """Seconds after which a task yields the processor to the others; ``None``: never."""


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


@dataclass(frozen=True, slots=True)
class PoolStatus:
    """How the pool is: idle and busy workers by lane, waiting tasks, how many workers were replaced."""

    idle: int
    busy: int
    waiting: int
    replaced: int


class _Worker:
    __slots__ = ("connection", "lane", "nice", "process", "stream")

    def __init__(self, process: subprocess.Popen[bytes], connection: socket.socket, lane: Lane) -> None:
        self.process = process
        self.connection = connection
        self.stream = _TimedReader(connection)
        self.lane = lane
        self.nice = False


class _TimedReader:
    """Reads exact sizes from a socket whose time-outs leave what was read so far intact."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._buffer = bytearray()

    def read(self, size: int, /) -> bytes:
        while len(self._buffer) < size:
            data = self._connection.recv(1 << 18)
            if not data:
                return b""
            self._buffer += data
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def next_frame(self) -> tuple[bytes, bytes] | None:
        """Give the next frame; a ``TimeoutError`` in the midst of one loses nothing."""
        while True:
            if len(self._buffer) >= frames.HEADER.size:
                _, length = frames.HEADER.unpack_from(self._buffer)
                if len(self._buffer) >= frames.HEADER.size + length:
                    return frames.read_frame(self)
            data = self._connection.recv(1 << 18)
            if not data:
                return None
            self._buffer += data


@dataclass(slots=True)
class _Waiter:
    lane: Lane
    ready: threading.Event
    worker: _Worker | None = None


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
        self._lock = threading.Lock()
        self._idle: dict[Lane, deque[_Worker]] = {lane: deque() for lane in Lane}
        self._waiters: deque[_Waiter] = deque()
        self._busy: set[_Worker] = set()
        self._replaced = 0
        self._closed = False
        self._orders: queue.SimpleQueue[tuple[Lane, queue.SimpleQueue[object] | None] | None] = queue.SimpleQueue()
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
            WorkerCrashed: the worker ended.
            QueryCancelled: ``cancelled`` said so.
            LettergraphError: what the handler raised.
        """
        limit = self.settings.seconds[lane]
        deadline_seconds = min(limit, seconds) if seconds is not None and seconds > 0 else limit
        worker = self._take(lane)
        try:
            answer = self._converse(worker, task, deadline_seconds, cancelled)
        except _Kept as kept:
            self._give_back(worker)
            raise kept.error from None
        except BaseException:
            self._replace(worker)
            raise
        self._give_back(worker)
        return answer

    def _converse(
        self, worker: _Worker, task: Mapping[str, object], seconds: float, cancelled: Callable[[], bool] | None
    ) -> Answer:
        started = time.monotonic()
        worker.connection.settimeout(_SLICE)
        header: Mapping[str, object] = {}
        body = tempfile.SpooledTemporaryFile(max_size=_SPOOL_MEMORY)  # noqa: SIM115 - the answer closes it
        size = 0
        try:
            self._tell(worker, task, seconds)
            while True:
                received = self._next(worker, started, seconds, cancelled)
                if received is None:
                    raise self._death(worker)
                kind, payload = received
                if kind == frames.BEGIN:
                    header = cast("Mapping[str, object]", json.loads(payload))
                elif kind == frames.DATA:
                    size += len(payload)
                    if size > self.settings.largest_answer:
                        raise QueryTooBig(
                            f"The answer is larger than {self.settings.largest_answer} bytes.",
                            remedy="Ask for less (LIMIT, fewer variables), or take the dumps.",
                        )
                    body.write(payload)
                elif kind == frames.END:
                    body.seek(0)
                    return Answer(header, cast("BinaryIO", body), size)
                else:
                    raise _Kept(error_from(json.loads(payload)))
        except BaseException:
            body.close()
            raise

    def _tell(self, worker: _Worker, task: Mapping[str, object], seconds: float) -> None:
        try:
            frames.send(worker.connection, frames.json_frame(frames.TASK, {"task": dict(task), "seconds": seconds}))
        except OSError as error:
            raise self._death(worker) from error

    def _next(
        self, worker: _Worker, started: float, seconds: float, cancelled: Callable[[], bool] | None
    ) -> tuple[bytes, bytes] | None:
        while True:
            elapsed = time.monotonic() - started
            if elapsed >= seconds:
                raise QueryTimeout(
                    f"It took longer than {seconds:g} seconds.",
                    remedy="Make the query narrower, or take the dumps and ask at home.",
                )
            if cancelled is not None and cancelled():
                raise QueryCancelled("The client went away.")
            if self.settings.nice_after is not None and elapsed > self.settings.nice_after and not worker.nice:
                self._set_nice(worker, _NICE)
            worker.connection.settimeout(min(_SLICE, max(0.001, seconds - elapsed)))
            try:
                return worker.stream.next_frame()
            except TimeoutError:
                continue
            except OSError:
                return None

    def _death(self, worker: _Worker) -> LettergraphError:
        """Say what ended a worker; an allocation that fails aborts the engine."""
        try:
            status = worker.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            worker.process.kill()
            status = worker.process.wait()
        if status in (MEMORY_EXIT, -signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU):
            return QueryTooBig(
                "The query needs more memory or time than a query may use.",
                remedy="Make it narrower (no cross products, no ORDER BY over everything), or take the dumps.",
            )
        cause = signal.Signals(-status).name if status < 0 else f"status {status}"
        return WorkerCrashed(
            f"The query engine gave up on this query ({cause}).", remedy="Simplify it, above all its nesting."
        )

    # ---- the queue ---------------------------------------------------------------------------------------------

    def _take(self, lane: Lane) -> _Worker:
        with self._lock:
            if self._closed:
                raise WorkersBusy("The server is stopping.")
            worker = self._idle_for(lane)
            if worker is not None:  # then nobody who may use it is waiting: see _offer
                self._busy.add(worker)
                return worker
            waiter = _Waiter(lane, threading.Event())
            self._waiters.append(waiter)
        waiter.ready.wait(self.settings.wait_seconds)
        with self._lock:
            if waiter.worker is not None:
                return waiter.worker
            with contextlib.suppress(ValueError):
                self._waiters.remove(waiter)
        raise WorkersBusy("All workers are busy.", remedy="Ask again in a few seconds.")

    def _idle_for(self, lane: Lane) -> _Worker | None:
        """A worker of the lane; pages may use an idle one of the public, never the other way round."""
        for choice in (lane, Lane.PUBLIC) if lane is Lane.PAGES else (lane,):
            if self._idle[choice]:
                return self._idle[choice].popleft()
        return None

    def _may_use(self, lane: Lane, worker: _Worker) -> bool:
        return worker.lane is lane or lane is Lane.PAGES

    def _give_back(self, worker: _Worker) -> None:
        if worker.nice and not self._set_nice(worker, 0):
            self._replace(worker)  # without privilege a process can only become nicer
            return
        with self._lock:
            self._busy.discard(worker)
            self._offer(worker)

    def _offer(self, worker: _Worker) -> None:
        """Give an idle worker to the first task in the queue that may use it; call with the lock held."""
        if self._closed:
            _end(worker)
            return
        for waiter in self._waiters:
            if self._may_use(waiter.lane, worker):
                self._waiters.remove(waiter)
                self._busy.add(worker)
                waiter.worker = worker
                waiter.ready.set()
                return
        self._idle[worker.lane].append(worker)

    def _set_nice(self, worker: _Worker, value: int) -> bool:
        try:
            os.setpriority(os.PRIO_PROCESS, worker.process.pid, value)
        except (OSError, AttributeError):
            return False
        worker.nice = value > 0
        return True

    def _replace(self, worker: _Worker) -> None:
        _end(worker)
        with self._lock:
            self._busy.discard(worker)
            self._replaced += 1
            closed = self._closed
        if not closed:
            self._orders.put((worker.lane, None))

    # ---- starting and ending -----------------------------------------------------------------------------------

    def _start_all(self) -> None:
        """Start all workers; the first failure is raised."""
        replies: queue.SimpleQueue[object] = queue.SimpleQueue()
        lanes = [Lane.PAGES] * self.settings.page_workers + [Lane.PUBLIC] * self.settings.public_workers
        for lane in lanes:
            self._orders.put((lane, replies))
        for _ in lanes:
            reply = replies.get()
            if isinstance(reply, BaseException):
                raise reply

    def _keep(self) -> None:
        """Start workers on order, for as long as the pool lives."""
        while (order := self._orders.get()) is not None:
            lane, replies = order
            try:
                worker = self._start(lane)
            except BaseException as error:  # noqa: BLE001 - it is handed to whoever waits for the start
                if replies is not None:
                    replies.put(error)
                elif not self._closed:
                    time.sleep(0.2)  # a start that fails again and again must not burn a processor
                    self._orders.put((lane, None))
                continue
            with self._lock:
                self._offer(worker)
            if replies is not None:
                replies.put(None)

    def _start(self, lane: Lane) -> _Worker:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "kg.workers", self._handler, str(theirs.fileno()), str(os.getpid())]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter and module; the arguments are ours
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=environment
            )
        worker = _Worker(process, ours, lane)
        settings = {
            "setup": self._setup,
            "sandbox": self.settings.sandbox,
            "memory_budget": self.settings.memory_budget,
        }
        ours.settimeout(_START_SECONDS)
        try:
            frames.send(ours, frames.json_frame(frames.SETUP, settings))
            reply = worker.stream.next_frame()
        except OSError as error:
            _end(worker)
            raise WorkerCrashed(f"A worker did not start: {error}.") from error
        if reply is None or reply[0] != frames.READY:
            _end(worker)
            raise error_from(json.loads(reply[1])) if reply else WorkerCrashed("A worker ended while it was starting.")
        return worker

    def status(self) -> PoolStatus:
        """Say how the pool is."""
        with self._lock:
            idle = sum(len(workers) for workers in self._idle.values())
            return PoolStatus(idle, len(self._busy), len(self._waiters), self._replaced)

    def close(self, *, drain_seconds: float = 0.0) -> None:
        """End all workers; those at work may finish within ``drain_seconds``."""
        with self._lock:
            self._closed = True
            workers = [worker for idle in self._idle.values() for worker in idle]
            for idle in self._idle.values():
                idle.clear()
            for waiter in self._waiters:
                waiter.ready.set()
            self._waiters.clear()
        for worker in workers:
            _end(worker)
        end = time.monotonic() + drain_seconds
        while self._busy and time.monotonic() < end:
            time.sleep(0.02)
        with self._lock:
            busy, self._busy = list(self._busy), set()
        for worker in busy:
            _end(worker)
        self._orders.put(None)
        if threading.current_thread() is not self._keeper:
            self._keeper.join(timeout=_START_SECONDS)


class _Kept(Exception):
    def __init__(self, error: LettergraphError) -> None:
        super().__init__(str(error))
        self.error = error


def _end(worker: _Worker) -> None:
    """Kill a worker and wait for it."""
    with contextlib.suppress(ProcessLookupError):
        worker.process.kill()
    worker.process.wait()
    worker.connection.close()
