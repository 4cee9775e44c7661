"""Handlers for `kg.workers` that behave badly. They run in the child, locked in unless the test says otherwise."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from kg.errors import QueryError, UnknownEntity, Where
from kg.workers import Output, TaskHandler
from kg.workers.frames import END, HEADER, READY, frame

Task = Mapping[str, object]


def obey(setup: object) -> TaskHandler:
    """Do what the ``do`` of the task names."""

    def handle(task: Task, output: Output) -> None:
        ACTIONS[str(task["do"])](task, output)

    return handle


def echo(setup: object) -> TaskHandler:
    """Give back the setup and the task."""

    def handle(task: Task, output: Output) -> None:
        output.begin({"setup": setup, "task": dict(task)})

    return handle


def raises(setup: object) -> TaskHandler:
    raise QueryError("The setup is refused.", where=Where(file="a.toml", line=3), remedy="Mend it.")


def fails(setup: object) -> TaskHandler:
    raise KeyError("secret of the setup")


def ends(setup: object) -> TaskHandler:
    sys.stderr.write("said before the end\n")
    sys.stderr.flush()
    os._exit(7)


def hangs(setup: object) -> TaskHandler:
    signal.pause()
    return obey(setup)


def starts_once(setup: object) -> TaskHandler:
    """Start while the file of the setup exists; each start is written into it."""
    with Path(str(setup)).open("r+", encoding="ascii") as starts:
        starts.seek(0, os.SEEK_END)
        starts.write(".")
    return obey(setup)


def threads_at_start(setup: object) -> TaskHandler:
    """Start a thread before the process is locked in; a task has it try to open a socket."""
    ask, answered = threading.Event(), threading.Event()
    result: list[str] = []

    def wait() -> None:
        while True:
            ask.wait()
            ask.clear()
            result.append(_tried(lambda: socket.socket().close()))
            answered.set()

    threading.Thread(target=wait, daemon=True).start()

    def handle(task: Task, output: Output) -> None:
        ask.set()
        answered.wait()
        output.write(result[-1].encode())

    return handle


def _tried(action: Callable[[], object]) -> str:
    try:
        action()
    except OSError as error:
        return f"refused: {error.strerror}"
    return "done"


def _process(task: Task, output: Output) -> None:
    output.begin({"pid": os.getpid(), "nice": os.getpriority(os.PRIO_PROCESS, 0), "umask": os.umask(0o077)})


def _environment(task: Task, output: Output) -> None:
    output.begin(dict(os.environ))


def _descriptors(task: Task, output: Output) -> None:
    output.begin({"open": sorted(int(path.name) for path in Path("/proc/self/fd").iterdir())[:-1]})


def _limits(task: Task, output: Output) -> None:
    names = ("RLIMIT_AS", "RLIMIT_CORE", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CPU")
    output.begin({name: resource.getrlimit(getattr(resource, name))[0] for name in names})


def _open_files(task: Task, output: Output) -> None:
    files = []
    try:
        for _ in range(1_000_000):
            files.append(open("/dev/null", "rb"))  # noqa: SIM115, PERF401, PTH123 - all must stay open at once
    except OSError as error:
        output.write(f"{len(files)} {error.strerror}".encode())
    for file in files:
        file.close()


def _write(task: Task, output: Output) -> None:
    parts = int(str(task.get("parts", 1)))
    for _ in range(parts):
        output.write(b"x" * int(str(task["size"])))


def _hang(task: Task, output: Output) -> None:
    signal.pause()


def _work(task: Task, output: Output) -> None:
    """Work until some time has passed; then say how nice the process is."""
    end = time.monotonic() + float(str(task["seconds"]))
    while time.monotonic() < end:
        pass
    _process(task, output)


def _half(task: Task, output: Output) -> None:
    output.begin({"media_type": "text/plain"})
    output.write(b"x" * 200_000)
    os._exit(5)


def _eat(task: Task, output: Output) -> None:
    size = int(str(task["size"]))
    _HOARD.extend(bytearray(min(1 << 20, size - start)) for start in range(0, size, 1 << 20))
    output.write(str(sum(len(part) for part in _HOARD)).encode())
    _HOARD.clear()


_HOARD: list[bytearray] = []


def _abort_for_memory(task: Task, output: Output) -> None:
    os.write(2, b"memory allocation of 8589934592 bytes failed\n")
    os.abort()


def _complain(task: Task, output: Output) -> None:
    """Write much more to the standard error than a pipe holds."""
    for _ in range(10_000):
        try:
            os.write(2, b"thread panicked at src/engine.rs:1:1: a word, and another one\n")
        except BlockingIOError:
            continue
    output.write(b"done")


def _raise_ours(task: Task, output: Output) -> None:
    output.begin({"media_type": "text/plain"})
    output.write(b"half of it")
    raise UnknownEntity(
        "Nothing is said of it.", where=Where(file="f", line=2, column=3, field="<e>"), remedy="Look elsewhere."
    )


def _raise_foreign(task: Task, output: Output) -> None:
    raise ValueError("/a/secret/path")


def _speak_again(task: Task, output: Output) -> None:
    """Answer, and send another answer that nobody asked for."""
    connection = socket.socket(fileno=_connection())
    connection.sendall(frame(END) + frame(b"D", b"unasked") + frame(END))
    connection.detach()
    signal.pause()


def _frame(task: Task, output: Output) -> None:
    """Send the bytes that a task names instead of an answer."""
    bad = {
        "too long": HEADER.pack(b"D", 1 << 31),
        "unknown": frame(READY),
        "no json": frame(b"H", b"{"),
        "deep json": frame(b"X", b"[" * 200_000),
        "no error": frame(b"X", b"[1]"),
        "odd error": frame(b"X", b'{"kind": "Where", "what": 1, "where": [1, "a", null]}'),
        "needs more": frame(b"X", b'{"kind": "ReleaseLocked", "what": "locked"}'),
    }
    connection = socket.socket(fileno=_connection())
    connection.sendall(bad[str(task["frame"])])
    connection.detach()
    vars(output)["end"] = lambda: None  # an error is the end already


def _connection() -> int:
    return int(sys.argv[2])


def _stack(task: Task, output: Output) -> None:
    ctypes.string_at(0)


def _close(task: Task, output: Output) -> None:
    os.close(_connection())
    signal.pause()


ACTIONS: dict[str, Callable[[Task, Output], None]] = {
    "process": _process,
    "environment": _environment,
    "descriptors": _descriptors,
    "limits": _limits,
    "open files": _open_files,
    "write": _write,
    "hang": _hang,
    "work": _work,
    "half": _half,
    "eat": _eat,
    "abort for memory": _abort_for_memory,
    "abort": lambda task, output: os.abort(),
    "crash": _stack,
    "exit": lambda task, output: os._exit(9),
    "panic": lambda task, output: sys.exit("a foreign engine panicked"),
    "complain": _complain,
    "raise ours": _raise_ours,
    "raise foreign": _raise_foreign,
    "speak again": _speak_again,
    "frame": _frame,
    "close": _close,
}
