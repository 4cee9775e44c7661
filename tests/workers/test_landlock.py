"""The second wall: what a worker cannot reach even by calls that it may make."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.workers import WorkerPool, landlock
from tests.workers.conftest import settings

ABI = landlock.version()
needs_landlock = pytest.mark.skipif(not ABI, reason="this kernel has no Landlock")
HANDLER = "tests.workers.attempts:handler"

PRELUDE = """
import os, socket, sys
from kg.workers import landlock
folder = sys.argv[1]
"""
WITHOUT_THE_FILTER = {
    "read outside": (1, "os.open(folder + '/outside', os.O_RDONLY)"),
    "list outside": (1, "os.listdir(folder)"),
    "write": (1, "os.open(folder + '/release/file', os.O_WRONLY)"),
    "make a file": (1, "os.open(folder + '/release/new', os.O_WRONLY | os.O_CREAT)"),
    "remove a file": (1, "os.unlink(folder + '/release/file')"),
    "move a file": (2, "os.rename(folder + '/release/file', folder + '/outside')"),
    "shorten a file": (3, "os.truncate(folder + '/release/file', 0)"),
    "run a program": (1, "os.execv('/bin/true', ['true'])"),
    "bind a port": (4, "socket.socket().bind(('127.0.0.1', 0))"),
    "connect": (4, "socket.socket().connect(('127.0.0.1', int(sys.argv[2])))"),
    "signal its parent": (6, "os.kill(os.getppid(), 0)"),
}
"""Since which version, and what is tried in a process that has this wall only."""
ALLOWED = {
    "read inside": "os.open(folder + '/release/file', os.O_RDONLY)",
    "list inside": "os.listdir(folder + '/release')",
    "import a module": "__import__('wave')",
    "load a library": "__import__('sqlite3')",
    "signal itself": "os.kill(os.getpid(), 0)",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A release with a file, and a file beside it."""
    (tmp_path / "release").mkdir()
    for name in ("release/file", "outside"):
        (tmp_path / name).write_text("words", encoding="ascii")
    return tmp_path


def tried(folder: Path, action: str, *, confined: bool, port: int = 9) -> str:
    """Try something in a process of its own, and give the name of what it raises."""
    confine = "assert landlock.confine([folder + '/release'])\n" if confined else ""
    code = f"{PRELUDE}{confine}try:\n    {action}\nexcept OSError as error:\n    print(type(error).__name__)\n"
    command = [sys.executable, "-c", code, str(folder), str(port)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@needs_landlock
@pytest.mark.parametrize("name", WITHOUT_THE_FILTER)
def test_the_wall_alone_keeps_a_process_in(name: str, folder: Path) -> None:
    since, action = WITHOUT_THE_FILTER[name]
    if since > ABI:
        pytest.skip(f"Landlock has this since version {since}, the kernel has {ABI}")

    assert tried(folder, action, confined=True) == "PermissionError"
    assert (folder / "release" / "file").read_text(encoding="ascii") == "words"


@pytest.mark.parametrize("name", WITHOUT_THE_FILTER)
def test_without_the_wall_the_same_is_possible(name: str, folder: Path) -> None:
    """Positive control: it is the wall that refuses, not this machine."""
    _, action = WITHOUT_THE_FILTER[name]

    assert tried(folder, action, confined=False) in ("", "ConnectionRefusedError")


@needs_landlock
@pytest.mark.parametrize("name", ALLOWED)
def test_what_is_needed_can_be_reached(name: str, folder: Path) -> None:
    assert tried(folder, ALLOWED[name], confined=True) == ""


@needs_landlock
def test_a_worker_reads_its_folder_and_nothing_beside_it(folder: Path) -> None:
    def read(path: Path, readable: Path | None) -> str:
        chosen = settings(readable=None if readable is None else (str(readable),))
        with WorkerPool(HANDLER, None, settings=chosen) as pool:
            return pool.run({"attempt": "read a file", "folder": str(path)}).read().decode()

    (folder / "file").write_text("words", encoding="ascii")
    release = folder / "release"

    assert read(release, release) == "done"
    assert read(folder, release) == "PermissionError"
    assert read(folder, None) == "done"  # positive control: the filter of system calls allows it


@pytest.mark.parametrize("answers", [[-1], [7, -1], [7, 0, 0, -1]])
def test_a_kernel_without_the_wall_or_that_refuses_it_is_none(
    answers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Library:
        def syscall(self, *arguments: object) -> int:
            return answers.pop(0)

        def prctl(self, *arguments: object) -> int:
            return 0

    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(landlock, "_libc", Library)
    monkeypatch.setattr(landlock, "_program", list)
    monkeypatch.setattr("os.close", lambda descriptor: None)

    assert not landlock.confine([str(Path(__file__).parent)])


def test_another_system_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")

    assert landlock.version() == 0
    assert not landlock.confine(None)


@pytest.mark.parametrize(("abi", "kinds"), [(1, 1), (3, 1), (4, 2), (5, 2), (6, 3), (9, 3)])
def test_an_older_kernel_is_asked_for_what_it_knows(abi: int, kinds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, object]] = []

    def call(number: int, *arguments: object) -> int:
        asked.append((number, arguments[0]))
        return abi if arguments[-1] == 1 else -1

    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(landlock, "_call", call)

    landlock.confine(None)

    ruleset = asked[-1][1]
    assert isinstance(ruleset, bytes)
    assert len(ruleset) == 8 * kinds
    files = int.from_bytes(ruleset[:8], sys.byteorder)
    assert files.bit_length() == {1: 13, 2: 14, 3: 15, 4: 15}.get(abi, 16)
    assert files & 0b1100 == 0  # reading is left alone
