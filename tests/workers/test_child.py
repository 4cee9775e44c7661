"""The child's side, run in this process: what it says to its parent, and that it locks itself in before the first task.

A locked-in process cannot even write down which of its lines ran, so these tests are also how that is measured.
"""

from __future__ import annotations

import ctypes
import json
import mmap
import os
import resource
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.errors import SandboxUnavailable
from kg.workers import child, frames, landlock, sandbox
from kg.workers.failures import MEMORY_EXIT
from kg.workers.worker import FrameReader
from tests.workers.conftest import HANDLERS


class Ended(BaseException):
    """Stands for the end of the process."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Parent:
    """The other end of the connection, which writes everything before the child runs, and reads afterwards."""

    def __init__(self, calls: list[str]) -> None:
        self.calls = calls
        self.connection, theirs = socket.socketpair()
        self._descriptor = theirs.detach()

    def run(self, handler: str, *tasks: object, settings: object = None) -> list[tuple[bytes, object]]:
        """Give the frames of a child that gets a setup and some tasks."""
        given = {"setup": None, "memory_budget": 1 << 20, "sandbox": True} if settings is None else settings
        self.connection.sendall(frames.json_frame(frames.SETUP, given) if given else b"")
        for task in tasks:
            self.connection.sendall(frames.json_frame(frames.TASK, {"task": task, "seconds": 5}))
        self.connection.shutdown(socket.SHUT_WR)
        child.main([f"{HANDLERS}:{handler}", str(self._descriptor), "1"])
        return self.heard()

    def heard(self) -> list[tuple[bytes, object]]:
        """Everything that came so far."""
        reader = FrameReader(self.connection)
        self.connection.setblocking(False)
        found = []
        try:
            while (frame := reader.next_frame()) is not None:
                kind, payload = frame
                found.append((kind, payload if kind == frames.DATA else json.loads(payload or b"null")))
        except BlockingIOError:
            pass
        return found


@pytest.fixture
def parent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Parent]:
    """A parent for a child that is this process; what would lock this process in is only written down."""
    calls: list[str] = []

    def note(name: str) -> Callable[..., None]:
        return lambda *arguments: calls.append(name)

    def ends(status: int) -> None:
        raise Ended(status)

    names = ("die_with_parent", "limit_files", "limit_memory", "refuse_system_calls", "limit_processor_time")
    for name in names:
        monkeypatch.setattr(sandbox, name, note(name))
    monkeypatch.setattr(landlock, "confine", note("confine"))
    monkeypatch.setattr(os, "_exit", ends)
    monkeypatch.setattr(signal, "signal", lambda number, action: None)
    one = Parent(calls)
    yield one
    one.connection.close()


def test_a_child_locks_itself_in_between_the_setup_and_the_first_task(parent: Parent) -> None:
    heard = parent.run("echo", {"a": 1})

    assert parent.calls == [
        *("die_with_parent", "confine", "limit_files", "limit_memory", "refuse_system_calls", "limit_processor_time")
    ]
    assert heard == [(b"R", {}), (b"H", {"setup": None, "task": {"a": 1}}), (b"E", None)]


def test_protections_can_be_switched_off_one_by_one(parent: Parent) -> None:
    parent.run("echo", settings={"setup": None, "memory_budget": None, "sandbox": False})

    assert parent.calls == ["die_with_parent", "limit_files"]


def test_an_answer_comes_in_frames_of_bounded_size(parent: Parent) -> None:
    parent.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)

    heard = parent.run("obey", {"do": "write", "size": 60_000, "parts": 3})

    assert [(kind, len(data) if isinstance(data, bytes) else data) for kind, data in heard] == [
        *((b"R", {}), (b"H", {}), (b"D", 120_000), (b"D", 60_000), (b"E", None))
    ]


def test_errors_of_the_setup_are_sent(parent: Parent) -> None:
    [(kind, error)] = parent.run("raises")

    assert (kind, error) == (
        b"X",
        {
            "kind": "QueryError",
            "what": "The setup is refused.",
            "remedy": "Mend it.",
            "where": ["a.toml", 3, None, None],
        },
    )


def test_after_an_error_the_next_task_is_done(parent: Parent) -> None:
    heard = parent.run("obey", {"do": "raise foreign"}, {"do": "write", "size": 1})

    assert [kind for kind, _ in heard] == [b"R", b"X", b"H", b"D", b"E"]


def test_a_parent_that_is_gone_before_the_setup_ends_the_child(parent: Parent) -> None:
    assert parent.run("echo", settings=False) == []
    assert parent.calls == ["die_with_parent"]


@pytest.mark.parametrize(("error", "status"), [(MemoryError, MEMORY_EXIT), (BrokenPipeError, 0)])
def test_some_errors_end_the_child(
    error: type[Exception], status: int, parent: Parent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(connection: socket.socket, data: bytes) -> None:
        if data[:1] == frames.BEGIN:
            raise error

    monkeypatch.setattr(frames, "send", fails)

    with pytest.raises(Ended) as ended:
        parent.run("echo", {})

    assert ended.value.status == status


class FakeLibrary:
    """A C library that writes down what it is asked for."""

    def __init__(self, *, privileges: int = 0, filter_result: int = 0) -> None:
        self.asked: list[tuple[int, ...]] = []
        self._privileges, self._filter = privileges, filter_result

    def prctl(self, option: int, *arguments: int) -> int:
        self.asked.append((option, arguments[0]))
        return self._privileges

    def syscall(self, number: ctypes.c_long, operation: ctypes.c_long, flags: ctypes.c_long, program: object) -> int:
        self.asked.append((number.value, operation.value, flags.value))
        return self._filter


@pytest.fixture
def x86_64(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr("sys.platform", "linux")


@pytest.mark.usefixtures("x86_64")
def test_privileges_go_before_the_filter_and_the_filter_is_for_all_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    library = FakeLibrary()
    monkeypatch.setattr(sandbox, "_libc", lambda: library)

    sandbox.refuse_system_calls()

    assert library.asked == [(38, 1), (317, 1, 1)]


@pytest.mark.usefixtures("x86_64")
@pytest.mark.parametrize(
    ("library", "words"),
    [
        (FakeLibrary(privileges=-1), "The kernel refuses no_new_privs"),
        (FakeLibrary(filter_result=-1), "The kernel refuses a seccomp filter"),
        (FakeLibrary(filter_result=4711), "thread 4711 has a filter of its own"),
    ],
)
def test_a_kernel_that_refuses_is_no_sandbox(library: FakeLibrary, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_libc", lambda: library)

    with pytest.raises(SandboxUnavailable, match=words):
        sandbox.refuse_system_calls()


def test_a_child_whose_parent_is_gone_already_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    def ends(status: int) -> None:
        raise Ended(status)

    library = FakeLibrary()
    monkeypatch.setattr(sandbox, "_libc", lambda: library)
    monkeypatch.setattr(os, "_exit", ends)

    sandbox.die_with_parent(os.getppid())
    with pytest.raises(Ended):
        sandbox.die_with_parent(-1)

    assert library.asked == [(1, signal.SIGKILL)] * 2


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> dict[int, tuple[int, int]]:
    """The limits that are set, which are only written down."""
    found: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", found.__setitem__)
    monkeypatch.setattr(os, "umask", lambda mask: 0)
    monkeypatch.setattr(signal, "signal", lambda number, action: None)
    return found


def test_the_memory_limit_is_what_is_in_use_and_the_budget(limits: dict[int, tuple[int, int]]) -> None:
    with sandbox.Usage() as usage:
        before = usage.address_space()

        sandbox.limit_memory(1 << 30, usage)

        [soft, hard] = limits[resource.RLIMIT_AS]
        assert soft == hard
        assert before + (1 << 30) <= soft <= usage.address_space() + (1 << 30)


@pytest.mark.usefixtures("limits")
def test_what_is_in_use_is_looked_up_anew_each_time() -> None:
    with sandbox.Usage() as usage:
        before = usage.address_space(), usage.open_descriptors()
        with mmap.mmap(-1, 1 << 28), Path(__file__).open():
            meanwhile = usage.address_space(), usage.open_descriptors()

    assert (meanwhile[0] - before[0], meanwhile[1] - before[1]) == (1 << 28, 1)


def test_a_system_that_tells_nothing_of_a_process_is_reckoned_with_fixed_numbers(
    limits: dict[int, tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(path: str, flags: int) -> int:
        raise FileNotFoundError

    monkeypatch.setattr(os, "open", missing)
    with sandbox.Usage() as usage:
        sandbox.limit_files(usage)

        assert usage.address_space() == 1 << 30
    assert limits[resource.RLIMIT_NOFILE] == (320, 320)
    assert limits[resource.RLIMIT_CORE] == limits[resource.RLIMIT_FSIZE] == (0, 0)


def test_a_limit_is_never_raised_above_the_systems_own(
    limits: dict[int, tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (100, 100))

    with sandbox.Usage() as usage:
        sandbox.limit_memory(1 << 30, usage)

    assert limits[resource.RLIMIT_AS] == (100, 100)


@pytest.mark.parametrize(("system", "raised"), [("linux", True), ("darwin", False)])
def test_limits_that_a_system_does_not_know_are_an_error_on_linux_only(
    system: str, raised: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(kind: int, values: tuple[int, int]) -> None:
        raise ValueError

    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr(resource, "setrlimit", unknown)

    try:
        with sandbox.Usage() as usage:
            sandbox.limit_memory(1, usage)
    except ValueError:
        assert raised
    else:
        assert not raised


def test_the_time_limit_counts_from_now(limits: dict[int, tuple[int, int]]) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)

    sandbox.limit_processor_time(100)

    assert 100 <= limits[resource.RLIMIT_CPU][0] - (used.ru_utime + used.ru_stime) < 200


def test_the_time_limit_is_set_anew_only_where_the_last_one_does_not_fit(
    limits: dict[int, tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = iter([0.0, 0.0, 5.0, 30.0, 30.0, 31.0, 31.0])
    monkeypatch.setattr("kg.workers.sandbox.time.process_time", lambda: next(computed))
    switch = sandbox.DeadMansSwitch()
    set_to = []
    for seconds in (100, 100, 100, 2):
        limits.pop(resource.RLIMIT_CPU, None)
        switch.set(seconds)
        set_to.append(limits.get(resource.RLIMIT_CPU, (None, None))[0])

    assert set_to == [111, None, 141, 44]


def test_a_small_answer_comes_by_one_call(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[bytes] = []
    monkeypatch.setattr(frames, "send", lambda connection, data: sent.append(data))
    with socket.socket() as unused:
        output = child.FrameOutput(unused)
        output.begin({"media_type": "text/csv"})
        output.write(b"a")
        output.write(b"b")
        output.end()

    [data] = sent
    assert [data[:1], data.endswith(frames.frame(frames.DATA, b"ab") + frames.frame(frames.END))] == [b"H", True]
