"""Limited child processes: work that may crash, hang or eat memory is done where it harms nobody.

A `LimitedPool` keeps a few children; each runs one handler on task after task. A task that kills its child, outlives
its time or fails in an unforeseen way is answered by a `ChildFailure`, the child is replaced, and the other tasks go
on. Parent and child exchange JSON in length-prefixed frames, never pickles: what a child was made to say by a hostile
source is data and stays data. The parent neither waits for a child to read nor takes more than a limit from it.

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
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

Json = object
Handler = Callable[[Json], Json]
Clock = Callable[[], float]

_HEADER = struct.Struct(">cI")
_READY, _ANSWER, _FAILURE = b"R", b"A", b"F"
_CHUNK = 1 << 20
_PR_SET_PDEATHSIG = 1
_FAILED_STARTS = 3
"""After so many children in a row that did not come to their first task, no more are started."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: address space and size of an answer in bytes, and seconds for one task."""

    memory_bytes: int = 1536 * 1024 * 1024
    seconds: float = 60.0
    answer_bytes: int = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ChildFailure:
    """A task got no answer; ``reason`` says why in words, e.g. ``it took longer than 60 seconds``."""

    reason: str


@dataclass(slots=True)
class _Child:
    process: subprocess.Popen[bytes]
    outgoing: bytearray
    received: bytearray = field(default_factory=bytearray)
    task: int | None = None
    deadline: float = 0.0
    ready: bool = False

    @property
    def input(self) -> IO[bytes]:
        return cast("IO[bytes]", self.process.stdin)

    @property
    def output(self) -> IO[bytes]:
        return cast("IO[bytes]", self.process.stdout)


@dataclass(slots=True)
class _Work:
    """The tasks of one iteration: those to come, those that wait for a child, and answers that nobody asked for yet."""

    source: Iterator[tuple[int, Json]]
    pending: deque[tuple[int, Json]] = field(default_factory=deque)
    answers: dict[int, Json | ChildFailure] = field(default_factory=dict)
    exhausted: bool = False


class LimitedPool:
    """Children that all run one handler. Use it as a context manager, from one thread.

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
        self._failed_starts = 0
        self._broken: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.rest()

    def rest(self) -> None:
        """End the children, and with them what they hold in memory; others are started when there is work again."""
        for child in self._children:
            _stop(child)
        self._children.clear()

    def map(self, tasks: Iterable[Json]) -> Iterator[Json | ChildFailure]:
        """Answer tasks in their order; at most a few are at work or waiting ahead of the one asked for.

        The first are given out at once, and done while the caller does something else; the others are taken from the
        iterable as they are needed. Where children cannot even start, every task is answered by the reason.
        """
        self._drop_busy()
        work = _Work(enumerate(tasks))
        self._give_out(work)
        for child in self._children:
            _write_some(child)
        return self._answers(work)

    def _answers(self, work: _Work) -> Iterator[Json | ChildFailure]:
        wanted = 0
        while True:
            self._give_out(work)
            while wanted in work.answers:
                yield work.answers.pop(wanted)
                wanted += 1
            if work.exhausted and not work.pending and not self._busy() and not work.answers:
                return
            if self._busy():
                self._exchange(work.answers)

    def _give_out(self, work: _Work) -> None:
        """Take tasks until there are enough, and give one to each idle child."""
        while not work.exhausted and len(work.pending) + self._busy() + len(work.answers) < 4 * self._count:
            try:
                work.pending.append(next(work.source))
            except StopIteration:
                work.exhausted = True
        while work.pending and (self._broken is not None or (child := self._idle()) is not None):
            number, task = work.pending.popleft()
            if self._broken is not None:
                work.answers[number] = ChildFailure(self._broken)
            else:
                self._give(cast("_Child", child), number, task)

    def _drop_busy(self) -> None:
        """Stop children that are at work for an iteration that was given up."""
        for child in [one for one in self._children if one.task is not None]:
            _stop(child)
            self._children.remove(child)

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
        limits = (self._limits.memory_bytes, self._limits.answer_bytes, os.getpid())
        command = [sys.executable, "-m", "kg.processes", self._handler, *map(str, limits)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module; the arguments are ours
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, bufsize=0
        )
        child = _Child(process, bytearray(_frame(_ANSWER, self._setup)))
        os.set_blocking(child.input.fileno(), False)
        return child

    def _give(self, child: _Child, number: int, task: Json) -> None:
        child.task, child.deadline = number, self._clock() + self._limits.seconds
        child.outgoing += _frame(_ANSWER, task)

    def _exchange(self, answers: dict[int, Json | ChildFailure]) -> None:
        """Wait for what happens next: a child reads on, answers, dies, or is too late."""
        working = [child for child in self._children if child.task is not None]
        with selectors.DefaultSelector() as selector:
            for child in working:
                selector.register(child.output, selectors.EVENT_READ, child)
                if child.outgoing:
                    selector.register(child.input, selectors.EVENT_WRITE, child)
            soonest = min(child.deadline for child in working)
            ready = selector.select(max(0.0, soonest - self._clock()))
        for key, events in ready:
            child = cast("_Child", key.data)
            if child.task is None:
                continue  # it was replaced a moment ago
            if events & selectors.EVENT_WRITE:
                _write_some(child)
            else:
                self._read_some(child, answers)
        now = self._clock()
        for child in working:
            if child.task is not None and now >= child.deadline:
                self._replace(child, answers, f"it took longer than {self._limits.seconds:g} seconds")

    def _read_some(self, child: _Child, answers: dict[int, Json | ChildFailure]) -> None:
        data = os.read(child.output.fileno(), _CHUNK)
        if not data:
            self._replace(child, answers, _cause_of_death(child.process.wait()))
            return
        child.received += data
        while child.task is not None and len(child.received) >= _HEADER.size:
            kind, length = _HEADER.unpack_from(child.received)
            if length > self._limits.answer_bytes:
                self._replace(child, answers, _too_large(length, self._limits.answer_bytes))
                return
            end = _HEADER.size + length
            if len(child.received) < end:
                return
            content = bytes(child.received[_HEADER.size : end])
            del child.received[:end]
            self._take(child, kind, content, answers)

    def _take(self, child: _Child, kind: bytes, content: bytes, answers: dict[int, Json | ChildFailure]) -> None:
        if kind == _READY:
            child.ready, self._failed_starts = True, 0
            return
        try:
            value = json.loads(content)
        except (ValueError, RecursionError):
            self._replace(child, answers, "its answer is not JSON")
            return
        if kind == _ANSWER:
            answers[cast("int", child.task)] = value
            child.task = None
        else:
            self._replace(child, answers, str(value))

    def _replace(self, child: _Child, answers: dict[int, Json | ChildFailure], reason: str) -> None:
        answers[cast("int", child.task)] = ChildFailure(reason)
        child.task = None
        _stop(child)
        self._children.remove(child)
        if not child.ready:
            self._failed_starts += 1
            if self._failed_starts >= _FAILED_STARTS:
                self._broken = reason


def _write_some(child: _Child) -> None:
    """Write as much as the pipe takes; a child that is gone shows when it is read from."""
    try:
        written = os.write(child.input.fileno(), child.outgoing[:_CHUNK])
    except BlockingIOError:
        return
    except BrokenPipeError:
        written = len(child.outgoing)
    del child.outgoing[:written]


def _stop(child: _Child) -> None:
    child.process.kill()
    child.process.wait()
    child.input.close()
    child.output.close()


def _cause_of_death(status: int) -> str:
    if status >= 0:
        return f"its process ended with exit status {status}"
    name = signal.Signals(-status).name if -status in list(signal.Signals) else str(-status)
    likely = ", most likely for want of memory" if -status in (signal.SIGKILL, signal.SIGABRT) else ""
    return f"its process ended with signal {name}{likely}"


def _too_large(length: int, limit: int) -> str:
    return f"its answer has {length} bytes, and {limit} are allowed"


def _frame(kind: bytes, value: Json) -> bytes:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return _HEADER.pack(kind, len(data)) + data


# ---- in the child


def _limit(memory_bytes: int, parent: int) -> None:
    """Lower the limits of this process; what the system does not offer is left out."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)  # the parent died before the signal was asked for
    # Ctrl-C goes to the whole group; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # Unix only

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(stream: IO[bytes]) -> tuple[bool, Json]:
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return False, None
    _, length = _HEADER.unpack(header)
    return True, json.loads(stream.read(length))


def _send(stream: IO[bytes], frame: bytes, *, answer_bytes: int) -> None:
    if len(frame) - _HEADER.size > answer_bytes:
        frame = _frame(_FAILURE, _too_large(len(frame) - _HEADER.size, answer_bytes))
    stream.write(frame)
    stream.flush()


def _words(error: Exception) -> str:
    """Say in one line what went wrong and where: an unforeseen error is a fault of ours, and will be reported."""
    if isinstance(error, MemoryError):
        return "it needs more memory than is allowed"
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    text = " ".join(str(error).split())
    return f"it failed with {type(error).__name__}{f': {text[:300]}' if text else ''}{place}"


def main(arguments: list[str]) -> None:
    """Serve one parent: read the setup, then answer tasks until the pipe closes."""
    name, memory, answer_bytes, parent = arguments
    _limit(int(memory), int(parent))
    input_stream, output_stream = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints does not break the frames
    try:
        _serve(name, input_stream, output_stream, int(answer_bytes))
    except Exception as error:  # noqa: BLE001 - the border of the process: the parent gets the reason in any case
        _send(output_stream, _frame(_FAILURE, _words(error)), answer_bytes=int(answer_bytes))


def _serve(name: str, input_stream: IO[bytes], output_stream: IO[bytes], answer_bytes: int) -> None:
    given, setup = _read(input_stream)
    if not given:
        return
    module, function = name.split(":")
    handler = cast("Callable[[Json], Handler]", getattr(importlib.import_module(module), function))(setup)
    _send(output_stream, _HEADER.pack(_READY, 0), answer_bytes=answer_bytes)
    while True:
        given, task = _read(input_stream)
        if not given:
            return
        _send(output_stream, _frame(_ANSWER, handler(task)), answer_bytes=answer_bytes)


if __name__ == "__main__":
    main(sys.argv[1:])
