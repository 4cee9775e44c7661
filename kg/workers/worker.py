"""One worker as its parent sees it: starting it, whether it is sound, and its end."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import subprocess
import sys

from kg.errors import LettergraphError, WorkerCrashed
from kg.workers import frames
from kg.workers.failures import cause_of, crashed, detail, error_from, one_line, read_json
from kg.workers.settings import Lane, PoolSettings

_AT_ONCE = 256 * 1024
_LAST_WORDS = 64 * 1024
"""What a pipe holds; a child that writes more to its standard error writes it in vain."""

_VARIABLES = frozenset(
    (
        *("LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH"),
        *("PYTHONHOME", "PYTHONUTF8", "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"),
    )
)
"""What of the environment a worker gets: it may hold secrets of the operator that no query has to do with."""


class FrameReader:
    """Reads frames from a socket whose time-outs leave what was read so far intact."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._space = memoryview(
            bytearray(_AT_ONCE)
        )  # made once: to make as much room each time takes longer than to read
        self._buffer = b""
        self._start = 0

    def next_frame(self) -> tuple[bytes, bytes] | None:
        """Give the next frame, ``None`` at the end; a ``TimeoutError`` in the midst of one loses nothing.

        Raises:
            WorkerCrashed: the frame is longer than any that a worker of ours sends.
        """
        while True:
            found = self.buffered()
            if found is not None:
                return found
            if not self.fill():
                return None

    def fill(self) -> bool:
        """Read once what came; whether it was anything, or the connection was closed."""
        size = self._connection.recv_into(self._space)
        data = bytes(self._space[:size])
        if self._start == len(self._buffer):
            self._buffer, self._start = data, 0
        else:
            self._buffer, self._start = self._buffer[self._start :] + data, 0
        return bool(data)

    def buffered(self) -> tuple[bytes, bytes] | None:
        """Give the next frame if all of it came already; errors as for `next_frame`."""
        payload = self._start + frames.HEADER.size
        if len(self._buffer) < payload:
            return None
        kind, length = frames.HEADER.unpack_from(self._buffer, self._start)
        if length > frames.LARGEST_FROM_CHILD:
            raise crashed("a frame without measure")
        if len(self._buffer) < payload + length:
            return None
        self._start = payload + length
        return kind, self._buffer[payload : self._start]

    @property
    def is_empty(self) -> bool:
        """Whether everything that came was given."""
        return self._start == len(self._buffer)


class Worker:
    """A child process and the connection to it. Use it from one thread at a time."""

    __slots__ = ("connection", "lane", "nice", "process", "reader", "words")

    def __init__(self, process: subprocess.Popen[bytes], connection: socket.socket, words: int, lane: Lane) -> None:
        self.process = process
        self.connection = connection
        self.words = words
        """Descriptor of what the child writes to its standard output and standard error."""
        self.lane = lane
        self.reader = FrameReader(connection)
        self.nice = False

    def is_sound(self) -> bool:
        """Say whether an idle worker lives and has said nothing unasked; what it said would be taken for an answer."""
        if not self.reader.is_empty:
            return False
        # Not recv with MSG_DONTWAIT: a Python socket with a time-out waits for it all the same.
        poll = select.poll()
        poll.register(self.connection, select.POLLIN)
        return not poll.poll(0)

    def set_nice(self, value: int) -> bool:
        """Set how nice it is to other processes; without privilege it can only become nicer."""
        try:
            os.setpriority(os.PRIO_PROCESS, self.process.pid, value)
        except (OSError, AttributeError):
            return False
        self.nice = value > 0
        return True

    def last_words(self) -> str:
        """Take what it wrote to its standard output and standard error since the last time, in one line."""
        try:
            data = os.read(self.words, _LAST_WORDS)
        except OSError:
            return ""
        return one_line(data.decode("utf-8", "replace"))

    def exit_status(self, *, within: float) -> int | None:
        """Wait so many seconds for its end; negative is a signal, ``None``: it lives on."""
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            return None

    def end(self) -> None:
        """Kill it, wait for it, and let go of what belonged to it. A second time does nothing."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()
        self.connection.close()
        if self.words >= 0:
            os.close(self.words)
            self.words = -1


def launch(handler: str, setup: object, lane: Lane, settings: PoolSettings) -> Worker:
    """Start a worker; it opens what it needs while we go on. `await_ready` must follow.

    Raises:
        WorkerCrashed: no process can be started.
    """
    ours, theirs = socket.socketpair()
    words, written = os.pipe()
    os.set_blocking(words, False)
    os.set_blocking(written, False)  # a child that complains without end must not hang on it
    command = [sys.executable, "-P", "-m", "kg.workers", handler, str(theirs.fileno()), str(os.getpid())]
    try:
        # A group of its own, so that Ctrl-C is the parent's; not a session, for between sessions niceness means nothing
        # where the kernel groups processes by session (sched_autogroup).
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module; the arguments are ours
            command,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            env=_environment(),
            process_group=0,
        )
    except OSError as error:
        ours.close()
        os.close(words)
        raise WorkerCrashed(f"No worker can be started: {error}.") from error
    finally:
        theirs.close()
        os.close(written)
    worker = Worker(process, ours, words, lane)
    given = {
        "setup": setup,
        "sandbox": settings.sandbox,
        "readable": settings.readable,
        "memory_budget": settings.memory_budget,
    }
    ours.settimeout(settings.start_seconds)
    with contextlib.suppress(OSError):  # it ended already: `await_ready` finds out why
        frames.send(ours, frames.json_frame(frames.SETUP, given))
    return worker


def await_ready(worker: Worker) -> None:
    """Wait until a worker has opened what it needs and is locked in; one that fails is ended.

    Raises:
        LettergraphError: what its handler raised, or what ended it.
    """
    try:
        reply = _reply(worker)
        if reply is not None and reply[0] == frames.READY:
            return
        raise _failed_start(worker, reply)
    except TimeoutError as error:
        worker.end()
        raise WorkerCrashed("A worker did not start in time.") from error
    except BaseException:
        worker.end()
        raise


def _reply(worker: Worker) -> tuple[bytes, bytes] | None:
    try:
        return worker.reader.next_frame()
    except ConnectionError:  # it ended before it had read its setup
        return None


def _failed_start(worker: Worker, reply: tuple[bytes, bytes] | None) -> LettergraphError:
    if reply is not None:
        value = read_json(reply[1])
        unforeseen = detail(value)
        return WorkerCrashed(f"A worker cannot start: {unforeseen}.") if unforeseen else error_from(value)
    status = cause_of(worker.exit_status(within=5))
    words = worker.last_words()
    return WorkerCrashed(f"A worker ended while it was starting ({status}){f': {words}' if words else ''}.")


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in _VARIABLES}
    return {**kept, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "RUST_BACKTRACE": "0"}
