"""Limited child processes: work that may crash, hang or eat memory is done where it harms nobody.

A `LimitedPool` keeps a few children; each runs one handler on task after task. A task that kills its child or outlives
its time is answered by a `ChildFailure`, the child is replaced, and the other tasks go on. Parent and child exchange
JSON in length-prefixed frames, never pickles: what a child was made to say by a hostile source is data and stays data.

Children are started as ``python -m kg.processes MODULE:FUNCTION``; the function takes the pool's setup value and gives
the handler. They die with their parent (Linux) and have a limited address space (where the system knows ``RLIMIT_AS``).
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import json
import os
import selectors
import signal
import struct
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Self, cast

Json = object
Handler = Callable[[Json], Json]
Clock = Callable[[], float]

_HEADER = struct.Struct(">I")
_LARGEST = 512 * 1024 * 1024
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: address space in bytes, and seconds for one task."""

    memory_bytes: int = 1536 * 1024 * 1024
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class ChildFailure:
    """A task got no answer; ``reason`` says why in words, e.g. ``took longer than 60 seconds``."""

    reason: str


@dataclass(slots=True)
class _Child:
    process: subprocess.Popen[bytes]
    task: int | None = None
    deadline: float = 0.0
    received: bytes = b""

    @property
    def output(self) -> IO[bytes]:
        return cast("IO[bytes]", self.process.stdout)


class LimitedPool:
    """Children that all run one handler. Use it as a context manager.

    Args:
        handler: ``module:function``; called once in each child with ``setup``, it gives the handler of tasks.
        setup: a JSON value.
        processes: how many children at most; they start when there is work.
        limits: see `Limits`.
        clock: seconds that never go back.
    """

    def __init__(
        self,
        handler: str,
        setup: Json,
        *,
        processes: int,
        limits: Limits | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        self._handler = handler
        self._setup = setup
        self._count = max(1, processes)
        self._limits = limits or Limits()
        self._clock = clock
        self._children: list[_Child] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self._children:
            self._stop(child)
        self._children.clear()

    def map(self, tasks: Iterable[Json]) -> Iterator[Json | ChildFailure]:
        """Answer tasks in their order; at most a few are at work or waiting ahead of the one asked for."""
        source = enumerate(tasks)
        answers: dict[int, Json | ChildFailure] = {}
        pending: deque[tuple[int, Json]] = deque()
        wanted = 0
        exhausted = False
        while True:
            while not exhausted and len(pending) + self._busy() + len(answers) < 4 * self._count:
                try:
                    pending.append(next(source))
                except StopIteration:
                    exhausted = True
            while pending and (child := self._idle()) is not None:
                self._send(child, *pending.popleft(), answers)
            while wanted in answers:
                yield answers.pop(wanted)
                wanted += 1
            if exhausted and not pending and not self._busy() and not answers:
                return
            if self._busy():
                self._receive(answers)

    def _busy(self) -> int:
        return sum(child.task is not None for child in self._children)

    def _idle(self) -> _Child | None:
        for child in self._children:
            if child.task is None:
                return child
        if len(self._children) < self._count:
            child = self._start()
            self._children.append(child)
            return child
        return None

    def _start(self) -> _Child:
        command = [
            sys.executable,
            "-m",
            "kg.processes",
            self._handler,
            str(self._limits.memory_bytes),
            str(os.getpid()),
        ]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module; the arguments are ours
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        child = _Child(process)
        with contextlib.suppress(BrokenPipeError):  # it died at once: the first task says so
            _write(cast("IO[bytes]", process.stdin), self._setup)
        return child

    def _stop(self, child: _Child) -> None:
        child.process.kill()
        child.process.wait()
        for stream in (child.process.stdin, child.process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()

    def _send(self, child: _Child, number: int, task: Json, answers: dict[int, Json | ChildFailure]) -> None:
        child.task, child.deadline, child.received = number, self._clock() + self._limits.seconds, b""
        try:
            _write(cast("IO[bytes]", child.process.stdin), task)
        except BrokenPipeError:
            self._fail(child, answers)

    def _receive(self, answers: dict[int, Json | ChildFailure]) -> None:
        """Wait for the next answer, death or deadline."""
        working = [child for child in self._children if child.task is not None]
        with selectors.DefaultSelector() as selector:
            for child in working:
                selector.register(child.output, selectors.EVENT_READ, child)
            soonest = min(child.deadline for child in working)
            ready = selector.select(max(0.0, soonest - self._clock()))
        for key, _ in ready:
            child = cast("_Child", key.data)
            data = os.read(child.output.fileno(), 1 << 20)
            if not data:
                self._fail(child, answers)
                continue
            child.received += data
            self._complete(child, answers)
        now = self._clock()
        for child in working:
            if child.task is not None and now >= child.deadline:
                self._replace(child, answers, f"it took longer than {self._limits.seconds:g} seconds")

    def _complete(self, child: _Child, answers: dict[int, Json | ChildFailure]) -> None:
        if len(child.received) < _HEADER.size:
            return
        (length,) = _HEADER.unpack_from(child.received)
        if length > _LARGEST:
            self._replace(child, answers, "its answer is too large")
        elif len(child.received) >= _HEADER.size + length:
            answers[cast("int", child.task)] = json.loads(child.received[_HEADER.size : _HEADER.size + length])
            child.task, child.received = None, b""

    def _fail(self, child: _Child, answers: dict[int, Json | ChildFailure]) -> None:
        status = child.process.wait()
        cause = f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
        self._replace(child, answers, f"its process ended with {cause}, most likely for want of memory")

    def _replace(self, child: _Child, answers: dict[int, Json | ChildFailure], reason: str) -> None:
        answers[cast("int", child.task)] = ChildFailure(reason)
        self._stop(child)
        self._children.remove(child)


def _write(stream: IO[bytes], value: Json) -> None:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    stream.write(_HEADER.pack(len(data)) + data)
    stream.flush()


def _read(stream: IO[bytes]) -> tuple[bool, Json]:
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return False, None
    (length,) = _HEADER.unpack(header)
    return True, json.loads(stream.read(length))


def _limit(memory_bytes: int, parent: int) -> None:
    """Lower the limits of this process; what the system does not offer is left out."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)  # the parent died before the signal was asked for
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # Unix only

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: list[str]) -> None:
    """Serve one parent: read the setup, then answer tasks until the pipe closes."""
    name, memory, parent = arguments
    _limit(int(memory), int(parent))
    module, function = name.split(":")
    input_stream, output_stream = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints does not break the frames
    given, setup = _read(input_stream)
    if not given:
        return
    handler = cast("Callable[[Json], Handler]", getattr(importlib.import_module(module), function))(setup)
    while True:
        given, task = _read(input_stream)
        if not given:
            return
        _write(output_stream, handler(task))


if __name__ == "__main__":
    main(sys.argv[1:])
