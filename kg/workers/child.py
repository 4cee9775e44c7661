"""The child's side of a worker: set up, lock itself in, then answer one task after another.

Started as ``python -m kg.workers HANDLER FD PARENT``; ``HANDLER`` is ``module:function``. The function takes the
pool's setup value, opens what is needed, and gives the handler of tasks. Before that the process is confined to the
folders it may read, and after that locked in.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import socket
from collections.abc import Callable, Mapping
from typing import Protocol, cast

from kg.workers import frames, landlock, sandbox
from kg.workers.failures import MEMORY_EXIT, error_value

_CHUNK = 64 * 1024
_GRACE = 10.0
"""Seconds of processor time beyond the deadline before the child ends itself."""


class Output(Protocol):
    """Where a handler writes its answer: one header, then any number of bytes."""

    def begin(self, header: Mapping[str, object]) -> None:
        """Say what kind of answer follows; a JSON object, sent before the first byte."""
        ...

    def write(self, data: bytes, /) -> int:
        """Write a part of the body."""
        ...

    def flush(self) -> None:
        """Nothing needs to be flushed; engines that write into files call it."""
        ...


TaskHandler = Callable[[Mapping[str, object], Output], None]


class FrameOutput:
    """Sends an answer in frames of some size; a small one, from its header to its end, by one call of the system."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._header: bytes | None = None
        self._begun = False
        self._parts: list[bytes] = []
        self._size = 0

    def begin(self, header: Mapping[str, object]) -> None:
        """Keep the header until there is something to send."""
        self._header = frames.json_frame(frames.BEGIN, dict(header))

    def write(self, data: bytes, /) -> int:
        """Keep bytes until there are enough for a frame."""
        part = bytes(data)
        self._parts.append(part)
        self._size += len(part)
        if self._size >= _CHUNK:
            self._send()
        return len(part)

    def flush(self) -> None:
        """Do nothing: the end of the answer flushes."""

    def end(self) -> None:
        """Send what is left, and the end."""
        self._send(frames.frame(frames.END))

    def _send(self, last: bytes = b"") -> None:
        pieces = []
        if not self._begun:
            pieces.append(self._header or frames.json_frame(frames.BEGIN, {}))
            self._begun = True
        data = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
        largest = frames.LARGEST_FROM_CHILD
        pieces += [frames.frame(frames.DATA, data[start : start + largest]) for start in range(0, len(data), largest)]
        pieces.append(last)
        frames.send(self._connection, b"".join(pieces))
        self._parts, self._size = [], 0


def main(arguments: list[str]) -> None:
    """Serve one parent until the connection closes."""
    name, descriptor, parent = arguments
    sandbox.die_with_parent(int(parent))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # whoever stops the server stops the parent, and that one decides
    with (
        socket.socket(fileno=int(descriptor)) as connection,
        connection.makefile("rb", buffering=_CHUNK) as stream,
    ):
        first = frames.read_frame(stream)
        handler = None if first is None else _set_up(name, json.loads(first[1]), connection)
        switch = sandbox.DeadMansSwitch()
        while handler is not None and (given := frames.read_frame(stream)) is not None:
            _answer(handler, json.loads(given[1]), connection, switch)


def _set_up(name: str, settings: Mapping[str, object], connection: socket.socket) -> TaskHandler | None:
    """Make the handler and lock this process in; ``None`` if that fails, and then the parent knows why."""
    try:
        module, function = name.split(":")
        make_handler = cast("Callable[[object], TaskHandler]", getattr(importlib.import_module(module), function))
        with sandbox.Usage() as usage:
            if settings.get("sandbox"):  # before the engine starts threads, which would stand outside this wall
                landlock.confine(cast("list[str] | None", settings.get("readable")))
            handler = make_handler(settings["setup"])
            _lock_in(settings, usage)
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent must hear of it
        frames.send(connection, frames.json_frame(frames.ERROR, error_value(error)))
        return None
    frames.send(connection, frames.json_frame(frames.READY, {}))
    return handler


def _lock_in(settings: Mapping[str, object], usage: sandbox.Usage) -> None:
    sandbox.limit_files(usage)
    budget = settings.get("memory_budget")
    if isinstance(budget, int):
        sandbox.limit_memory(budget, usage)
    if settings.get("sandbox"):
        sandbox.refuse_system_calls()


def _answer(
    handler: TaskHandler, given: Mapping[str, object], connection: socket.socket, switch: sandbox.DeadMansSwitch
) -> None:
    seconds = given.get("seconds")
    if isinstance(seconds, int | float):
        switch.set(4 * seconds + _GRACE)  # the engine may use several threads
    output = FrameOutput(connection)
    try:
        handler(cast("Mapping[str, object]", given["task"]), output)
        output.end()
    except MemoryError:
        os._exit(MEMORY_EXIT)
    except BrokenPipeError:
        os._exit(0)
    except Exception as error:  # noqa: BLE001 - a task must not end its worker; the parent raises it again
        frames.send(connection, frames.json_frame(frames.ERROR, error_value(error)))
