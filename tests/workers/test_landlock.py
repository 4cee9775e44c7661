"""The second wall: what a worker cannot reach even by calls that it may make."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.workers import WorkerPool, landlock
from tests.workers.conftest import settings

ABI = landlock.version()
needs_landlock = pytest.mark.skipif(not ABI, reason="this kernel has no Landlock")
HANDLER = "tests.workers.attempts:handler"

PROGRAM = """
import json, os, socket, sys
from kg.workers import landlock
folder, port, readable, actions = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3]), json.loads(sys.argv[4])
if readable:
    assert landlock.confine(readable)
for name, action in actions.items():
    child = os.fork()  # of some actions the process ends, or is another one
    if child:
        os.waitpid(child, 0)
        continue
    try:
        exec(action)
    except OSError as error:
        print(f"{name}={type(error).__name__}", flush=True)
    os._exit(0)
"""
WITHOUT_THE_FILTER = {
    "read outside": (1, "os.open(folder + '/outside', os.O_RDONLY)"),
    "list outside": (1, "os.listdir(folder)"),
    "write": (1, "os.open(folder + '/release/file', os.O_WRONLY)"),
    "make a file": (1, "os.open(folder + '/release/new', os.O_WRONLY | os.O_CREAT)"),
    "remove a file": (1, "os.unlink(folder + '/outside')"),
    "move a file": (2, "os.rename(folder + '/release/file', folder + '/outside')"),
    "shorten a file": (3, "os.truncate(folder + '/release/file', 0)"),
    "run a program": (1, "os.execv('/bin/true', ['true'])"),
    "bind a port": (4, "socket.socket().bind(('127.0.0.1', 0))"),
    "connect": (4, "socket.socket().connect(('127.0.0.1', port))"),
    "signal its parent": (6, "os.kill(int(os.environ['OUTSIDE']), 0)"),
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
    return made(tmp_path)


def made(folder: Path) -> Path:
    (folder / "release").mkdir()
    for name in ("release/file", "outside"):
        (folder / name).write_text("words", encoding="ascii")
    return folder


def tried(folder: Path, actions: Mapping[str, str], *, confined: bool) -> dict[str, str]:
    """Try everything in a process of its own, and give the names of what is raised."""
    readable = [str(folder / "release")] if confined else []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        arguments = [str(folder), str(port), json.dumps(readable), json.dumps(actions)]
        command = [sys.executable, "-c", PROGRAM, *arguments]
        environment = {**os.environ, "OUTSIDE": str(os.getpid())}
        told = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    return dict(line.split("=") for line in told.splitlines())


@needs_landlock
def test_the_wall_alone_keeps_a_process_in(folder: Path) -> None:
    known = {name: action for name, (since, action) in WITHOUT_THE_FILTER.items() if since <= ABI}

    assert tried(folder, known, confined=True) == dict.fromkeys(known, "PermissionError")
    assert (folder / "release" / "file").read_text(encoding="ascii") == "words"


@pytest.mark.parametrize("name", WITHOUT_THE_FILTER)
def test_without_the_wall_the_same_is_possible(name: str, without_the_wall: Mapping[str, str]) -> None:
    """Positive control: it is the wall that refuses, not this machine."""
    assert name not in without_the_wall


@pytest.fixture(scope="module")
def without_the_wall(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What fails all the same."""
    actions = {name: action for name, (_, action) in WITHOUT_THE_FILTER.items()}
    order = sorted(actions, key=lambda name: "remove" in name or "move" in name)  # the file is needed until then
    return tried(made(tmp_path_factory.mktemp("free")), {name: actions[name] for name in order}, confined=False)


@needs_landlock
def test_what_is_needed_can_be_reached(folder: Path) -> None:
    assert tried(folder, ALLOWED, confined=True) == {}


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
