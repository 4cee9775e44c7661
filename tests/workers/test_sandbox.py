"""A locked-in worker can read, compute and answer; everything else is refused by the system itself."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.workers import WorkerPool, sandbox
from kg.workers.system_calls import ABSENT, PARTLY, REFUSED
from tests.workers.attempts import ATTEMPTS
from tests.workers.conftest import MakePool, settings

pytestmark = pytest.mark.skipif(not sandbox.is_available(), reason="there is no sandbox for this system")

HANDLER = "tests.workers.attempts:handler"
HEADERS = {
    "x86_64": (Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), Path("/usr/include/asm/unistd_64.h")),
    "aarch64": (Path("/usr/include/asm-generic/unistd.h"),),
}
"""Where Debian and others keep the kernel's tables (linux-libc-dev)."""


def attempt(pool: WorkerPool, name: str, folder: Path) -> str:
    return pool.run({"attempt": name, "folder": str(folder)}).read().decode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file and an empty folder in it."""
    path = tmp_path_factory.mktemp("release")
    (path / "file").write_text("words", encoding="ascii")
    (path / "empty").mkdir()
    return path


@pytest.fixture(scope="module")
def locked_in() -> Iterator[WorkerPool]:
    """A pool whose worker makes attempts."""
    with WorkerPool(HANDLER, None, settings=settings()) as pool:
        yield pool


@pytest.mark.parametrize("name", [name for name, one in ATTEMPTS.items() if one.refused])
def test_what_a_worker_does_not_need_is_refused(name: str, locked_in: WorkerPool, folder: Path) -> None:
    before = sorted(path.name for path in folder.rglob("*")), (folder / "file").stat().st_mode

    result = attempt(locked_in, name, folder)

    assert result in ("PermissionError", "EPERM", "ENOSYS")
    assert (sorted(path.name for path in folder.rglob("*")), (folder / "file").stat().st_mode) == before
    assert (folder / "file").read_text(encoding="ascii") == "words"


@pytest.mark.parametrize("name", [name for name, one in ATTEMPTS.items() if not one.refused])
def test_what_a_worker_needs_is_allowed(name: str, locked_in: WorkerPool, folder: Path) -> None:
    assert attempt(locked_in, name, folder) == "done"


@pytest.mark.parametrize("name", [name for name, one in ATTEMPTS.items() if one.refused and one.harmless])
def test_without_the_sandbox_the_same_attempts_succeed(name: str, tmp_path: Path) -> None:
    """Positive control: it is the filter that refuses, not this machine."""
    (tmp_path / "file").write_text("words", encoding="ascii")
    (tmp_path / "empty").mkdir()

    with WorkerPool(HANDLER, None, settings=settings(sandbox=False)) as pool:
        assert attempt(pool, name, tmp_path) == "done"


def test_without_the_filter_files_still_cannot_grow(tmp_path: Path) -> None:
    """The limit on the size of files stands behind the filter."""

    with WorkerPool(HANDLER, None, settings=settings(sandbox=False)) as pool:
        assert attempt(pool, "fill a file", tmp_path) == "OSError"


def test_threads_that_ran_before_are_locked_in_too(make_pool: MakePool) -> None:
    answers = [make_pool("threads_at_start", sandbox=locked).run({}).read().decode() for locked in (True, False)]

    assert answers == ["refused: Operation not permitted", "done"]


def numbers_in(header: Path) -> dict[str, int]:
    """Read a table of the kernel; calls that differ by word size have a name of their own in the generic one."""
    text = header.read_text(encoding="utf-8")
    numbers: dict[str, int] = {}
    for name, number in re.findall(r"^#define __NR(?:3264)?_(\w+)\s+(\d+)\s*$", text, re.MULTILINE):
        numbers.setdefault(name, int(number))
    return numbers


@pytest.mark.parametrize("machine", HEADERS)
def test_the_numbers_are_those_of_the_kernel(machine: str) -> None:
    header = next((path for path in HEADERS[machine] if path.is_file()), None)
    if header is None:
        pytest.skip("the kernel's headers are not installed (linux-libc-dev)")
    kernel = numbers_in(header)
    ours = REFUSED[machine] | ABSENT[machine] | {name: number for name, number, _ in PARTLY[machine]}

    wrong = {name: (number, kernel[name]) for name, number in ours.items() if kernel.get(name, number) != number}
    unknown = {name for name in ours if name not in kernel}

    assert wrong == {}
    assert unknown <= {"fchmodat2"}  # newer than many headers
    assert len(set(ours.values())) == len(ours)


def test_both_architectures_refuse_the_same() -> None:
    """What is refused on x86-64 only are the older names of calls that aarch64 never had."""
    assert set(REFUSED["aarch64"]) <= set(REFUSED["x86_64"])
    assert set(REFUSED["x86_64"]) - set(REFUSED["aarch64"]) == {
        *("fork", "vfork", "creat", "rename", "mkdir", "rmdir", "mknod", "link", "unlink", "symlink"),
        *("chmod", "chown", "lchown", "utime", "utimes", "futimesat", "iopl", "ioperm", "modify_ldt"),
    }
    assert {name for name, *_ in PARTLY["x86_64"]} - {name for name, *_ in PARTLY["aarch64"]} == {"open"}


def run_filter(machine: str, *, call: int, arguments: tuple[int, ...] = (), architecture: int | None = None) -> int:
    """Interpret the filter as the kernel does, for architectures that this machine is not."""
    data = {0: call, 4: sandbox._ARCHITECTURES[machine] if architecture is None else architecture}
    data |= {16 + 8 * index: value & 0xFFFFFFFF for index, value in enumerate((*arguments, *[0] * 6)[:6])}
    program, counter, word = sandbox.filter_program(machine, process=4711), 0, 0
    while True:
        code, if_true, if_false, value = program[counter]
        counter += 1
        if code == 0x06:
            return value
        if code == 0x20:
            word = data[value]
        else:
            holds = {0x15: word == value, 0x35: word >= value, 0x45: bool(word & value)}[code]
            counter += if_true if holds else if_false


ALLOW, EPERM, ENOSYS = 0x7FFF0000, 0x00050001, 0x00050026
READ = {"x86_64": 0, "aarch64": 63}


@pytest.mark.parametrize("machine", REFUSED)
def test_the_filter_decides_call_by_call(machine: str) -> None:
    partly = {name: number for name, number, _ in PARTLY[machine]}

    refused = {run_filter(machine, call=number) for number in REFUSED[machine].values()}
    absent = {run_filter(machine, call=number) for number in ABSENT[machine].values()}

    assert (refused, absent) == ({EPERM}, {ENOSYS})
    assert run_filter(machine, call=READ[machine]) == ALLOW
    assert run_filter(machine, call=READ[machine], architecture=0x40000003) == EPERM
    assert run_filter(machine, call=partly["openat"], arguments=(0, 0, 0o2000000)) == ALLOW
    for flags in (0o1, 0o2, 0o100, 0o1000, 0o20200001):
        assert run_filter(machine, call=partly["openat"], arguments=(0, 0, flags)) == EPERM
    assert run_filter(machine, call=partly["clone"], arguments=(0x3D0F00,)) == ALLOW
    assert run_filter(machine, call=partly["clone"], arguments=(0x1200011,)) == EPERM
    assert run_filter(machine, call=partly["tgkill"], arguments=(4711, 4712, 6)) == ALLOW
    assert run_filter(machine, call=partly["tgkill"], arguments=(1, 1, 9)) == EPERM
    assert run_filter(machine, call=partly["prlimit64"], arguments=(0,)) == ALLOW
    assert run_filter(machine, call=partly["prlimit64"], arguments=(1,)) == EPERM
    assert run_filter(machine, call=partly["ioctl"], arguments=(0, 0x5401)) == ALLOW
    assert {run_filter(machine, call=partly["ioctl"], arguments=(0, one)) for one in (0x5412, 0x541C)} == {EPERM}


def test_the_calls_of_the_x32_kind_are_refused_whole() -> None:
    assert run_filter("x86_64", call=0x40000000) == EPERM
    assert platform.machine() in REFUSED
