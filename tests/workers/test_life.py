"""Workers start, die, are replaced, and leave nothing behind."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from kg.errors import LettergraphError, QueryError, SandboxUnavailable, WorkerCrashed
from kg.workers import Lane, WorkerPool, sandbox, worker
from tests.workers.conftest import HANDLERS, MakePool, settings
from tests.workers.test_answers import header, process
from tests.workers.test_queue import wait_until


def children(of: int | str = "self") -> set[int]:
    """The processes that a process started and that still exist, zombies too."""
    found: set[int] = set()
    for task in Path(f"/proc/{of}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that ended this moment
            found.update(map(int, (task / "children").read_text(encoding="ascii").split()))
    return found


def descriptors() -> set[str]:
    return set(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names, not paths, are wanted


def is_running(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"


def start(handler: str, setup: object = None, **changes: object) -> WorkerPool:
    return WorkerPool(f"{HANDLERS}:{handler}", setup, settings=settings(**changes))


@pytest.mark.parametrize(
    ("handler", "kind", "words"),
    [
        ("raises", QueryError, "a.toml:3: The setup is refused. Mend it."),
        ("fails", WorkerCrashed, "A worker cannot start: KeyError: 'secret of the setup' (handlers.py:"),
        ("ends", WorkerCrashed, "A worker ended while it was starting (status 7): said before the end."),
        ("no_such_function", WorkerCrashed, "A worker cannot start: AttributeError: module"),
    ],
)
def test_a_pool_whose_workers_cannot_start_says_why(handler: str, kind: type[LettergraphError], words: str) -> None:
    before = descriptors(), children()

    with pytest.raises(LettergraphError) as raised:
        start(handler, public_workers=2)

    assert type(raised.value) is kind
    assert str(raised.value).startswith(words)
    assert before == (descriptors(), children())


def test_a_worker_that_never_gets_ready_is_given_up() -> None:
    before = descriptors(), children()

    with pytest.raises(WorkerCrashed, match="did not start in time"):
        start("hangs", start_seconds=1.0)

    assert before == (descriptors(), children())


def test_a_system_without_sandbox_starts_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "pdp11")

    with pytest.raises(SandboxUnavailable, match="There is no sandbox for linux on pdp11") as raised:
        sandbox.refuse_system_calls()

    assert "--unsafe-no-sandbox" in str(raised.value)
    assert not sandbox.is_available()


def test_a_worker_that_died_while_idle_fails_nobody(make_pool: MakePool) -> None:
    pool = make_pool(public_workers=2)
    victims = {process(pool) for _ in range(2)}
    for pid in victims:
        assert isinstance(pid, int)
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda pid=pid: not is_running(pid))  # type: ignore[misc]

    after = [process(pool) for _ in range(4)]

    assert victims.isdisjoint(after)
    wait_until(lambda: pool.status().idle == 2)


def test_a_worker_that_dies_before_it_is_told_fails_nobody(
    make_pool: MakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moment between the look at a worker and the task: the look is switched off."""
    pool = make_pool()
    pid = process(pool)
    assert isinstance(pid, int)
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not is_running(pid))
    monkeypatch.setattr("kg.workers.worker.Worker.is_sound", lambda self: True)

    assert pid != process(pool)


def test_workers_outlive_the_threads_that_had_them_replaced(make_pool: MakePool) -> None:
    pool = make_pool()

    def crash() -> None:
        with pytest.raises(WorkerCrashed):
            pool.run({"do": "crash"})

    thread = threading.Thread(target=crash)
    thread.start()
    thread.join()
    first = process(pool)

    assert [first] * 3 == [process(pool) for _ in range(3)]


def test_a_start_that_fails_for_a_while_is_tried_again(
    make_pool: MakePool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    starts = tmp_path / "starts"
    starts.touch()
    pool = make_pool("starts_once", str(starts), wait_seconds=20.0, sandbox=False)  # each start writes
    starts.rename(tmp_path / "away")

    with pytest.raises(WorkerCrashed):
        pool.run({"do": "crash"})
    wait_until(lambda: "A worker cannot be replaced, and will be tried again" in caplog.text)
    (tmp_path / "away").rename(starts)

    assert process(pool)
    assert starts.read_text(encoding="ascii") == ".."


def test_two_hundred_tasks_and_forty_deaths_leave_nothing_behind() -> None:
    before = descriptors(), children()

    with start("obey", public_workers=2, page_workers=1) as pool:
        idle = descriptors(), len(children())
        for turn in range(200):
            do = {0: "crash", 1: "exit", 2: "hang", 3: "raise ours"}.get(turn % 20, "write")
            try:
                pool.run({"do": do, "size": turn * 10_000}, seconds=0.05 if do == "hang" else None).read()
            except LettergraphError:
                assert do != "write"
        wait_until(lambda: pool.status().idle == 3)
        assert len(idle[0]) == len(descriptors())
        assert idle[1] == len(children())
        assert pool.status().replaced == 30

    assert before == (descriptors(), children())


PARENT = f"""
import sys, threading
from kg.workers import Lane, PoolSettings, WorkerPool

settings = PoolSettings(public_workers=1, page_workers=1, seconds=dict.fromkeys(Lane, 600.0))
pool = WorkerPool("{HANDLERS}:obey", None, settings=settings)
pids = [pool.run({{"do": "process"}}, lane=lane).header["pid"] for lane in Lane]
threading.Thread(target=pool.run, args=({{"do": "work", "seconds": 600}},), daemon=True).start()
while pool.status().busy == 0:
    pass
print(*pids, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_parent_that_is_killed_leaves_no_orphan(end: signal.Signals, project: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=project
    ) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert all(map(is_running, pids))
        handles = [os.pidfd_open(pid) for pid in pids]

        parent.send_signal(end)

        ended = [bool(select.select([handle], [], [], 20)[0]) for handle in handles]
        for handle in handles:
            os.close(handle)
        parent.wait()

    assert ended == [True] * 2


def test_ctrl_c_is_the_parents_business(make_pool: MakePool) -> None:
    pool = make_pool()
    pid = process(pool)
    assert isinstance(pid, int)

    os.kill(pid, signal.SIGINT)
    os.kill(pid, signal.SIGTERM)

    assert os.getpgid(pid) != os.getpgid(0)
    assert os.getsid(pid) == os.getsid(0)
    assert pid == process(pool)


def test_a_worker_inherits_its_own_descriptors_only(make_pool: MakePool) -> None:
    read, write = os.pipe()
    os.set_inheritable(read, True)
    try:
        found = header(make_pool(), do="descriptors")["open"]
    finally:
        os.close(read)
        os.close(write)

    assert isinstance(found, list)
    assert (len(found), found[:3]) == (4, [0, 1, 2])


def test_a_worker_does_not_get_the_operators_secrets(make_pool: MakePool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_PASSWORD", "hunter2")
    monkeypatch.setenv("TZ", "Europe/Moscow")

    environment = header(make_pool(), do="environment")

    assert "hunter2" not in environment.values()
    assert "HOME" not in environment
    assert environment["TZ"] == "Europe/Moscow"


def test_a_worker_has_limits(make_pool: MakePool) -> None:
    limits = header(make_pool(memory_budget=64 << 20, seconds=dict.fromkeys(Lane, 5.0)), do="limits")

    assert (limits["RLIMIT_CORE"], limits["RLIMIT_FSIZE"]) == (0, 0)
    assert 64 << 20 < int(str(limits["RLIMIT_AS"])) < 1 << 30
    assert int(str(limits["RLIMIT_NOFILE"])) < 100
    assert 30 <= int(str(limits["RLIMIT_CPU"])) <= 50


def test_a_worker_cannot_open_file_after_file(make_pool: MakePool) -> None:
    count, reason = make_pool().run({"do": "open files"}).read().decode().split(" ", 1)

    assert int(count) < 70
    assert reason == "Too many open files"


def test_what_a_worker_would_make_is_nobody_elses_to_read(make_pool: MakePool) -> None:
    assert header(make_pool(), do="process")["umask"] == 0o077


def test_a_pool_that_can_start_no_process_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/python")
    before = descriptors()

    with pytest.raises(WorkerCrashed, match="No worker can be started"):
        start("obey")

    assert before == descriptors()


def test_an_interpreter_that_ends_at_once_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")

    with pytest.raises(WorkerCrashed, match=r"A worker ended while it was starting \(status 1\)\."):
        start("obey")


def test_a_worker_that_hung_up_is_not_sound(make_pool: MakePool, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = make_pool()
    first = process(pool)
    failures = iter([OSError])
    sound = worker.Worker.is_sound

    def once_broken(self: worker.Worker) -> bool:
        for _ in failures:
            self.connection.shutdown(socket.SHUT_RDWR)
        return sound(self)

    monkeypatch.setattr("kg.workers.worker.Worker.is_sound", once_broken)

    assert first != process(pool)
