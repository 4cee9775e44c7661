"""What a worker might attempt once an engine is made to do more than answering; run in the child."""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.workers import Output, TaskHandler


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something to try in a folder that holds ``file`` and ``empty/``."""

    action: Callable[[Path], object]
    refused: bool = True
    harmless: bool = True
    """Whether it may be tried without the sandbox, and then succeeds on any machine."""


def handler(setup: object) -> TaskHandler:
    def handle(task: Mapping[str, object], output: Output) -> None:
        output.write(_result(ATTEMPTS[str(task["attempt"])], Path(str(task["folder"]))).encode())

    return handle


def _result(attempt: Attempt, folder: Path) -> str:
    try:
        result = attempt.action(folder)
    except OSError as error:
        return "ENOSYS" if error.errno == errno.ENOSYS else type(error).__name__
    return result if isinstance(result, str) else "done"


def _listening() -> int:
    return int(sys.argv[2])


def _number(x86_64: int, aarch64: int) -> int:
    return {"x86_64": x86_64, "aarch64": aarch64}[os.uname().machine]


def _system_call(number: int, *arguments: int) -> str:
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(ctypes.c_long(number), *(ctypes.c_long(one) for one in arguments))
    return "done" if result >= 0 else errno.errorcode[ctypes.get_errno()]


def _fork(folder: Path) -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _pair(folder: Path) -> None:
    for one in socket.socketpair():
        one.close()


def _thread(folder: Path) -> None:
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()


def _connect_inherited(folder: Path) -> None:
    """Connect the socket that a worker has."""
    connection = socket.socket(fileno=os.dup(_listening()))
    with connection:
        connection.connect(str(folder / "socket"))


def _fill(folder: Path) -> None:
    with (folder / "new").open("wb", buffering=0) as file:
        file.write(b"x")


def _in_memory_table(folder: Path) -> None:
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE a AS SELECT 1 AS b")
    database.close()


def _abort_itself(folder: Path) -> None:
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    signal.raise_signal(signal.SIGUSR1)


ATTEMPTS: dict[str, Attempt] = {
    # connections
    "open a socket": Attempt(lambda _: socket.socket().close()),
    "open a datagram socket": Attempt(lambda _: socket.socket(type=socket.SOCK_DGRAM).close()),
    "open a local socket": Attempt(lambda _: socket.socket(socket.AF_UNIX).close()),
    "make a pair of sockets": Attempt(_pair),
    "connect": Attempt(_connect_inherited, harmless=False),
    "resolve a name": Attempt(lambda _: socket.create_connection(("127.0.0.1", 9)), harmless=False),
    # programs
    "run a program": Attempt(lambda _: subprocess.run(["/bin/true"], check=True)),
    "replace itself": Attempt(lambda _: os.execv("/bin/true", ["true"]), harmless=False),  # noqa: S606 - it is refused
    "fork": Attempt(_fork),
    "spawn": Attempt(lambda _: os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)),
    # other processes
    "kill its parent": Attempt(lambda _: os.kill(os.getppid(), 0)),
    "kill its group": Attempt(lambda _: os.killpg(os.getpgid(os.getppid()), 0)),
    "signal a thread of its parent": Attempt(lambda _: _system_call(_number(234, 131), os.getppid(), os.getppid(), 0)),
    "limit its parent": Attempt(lambda _: resource.prlimit(os.getppid(), resource.RLIMIT_CORE), harmless=True),
    "slow its parent down": Attempt(lambda _: os.setpriority(os.PRIO_PROCESS, os.getppid(), 19), harmless=False),
    "trace its parent": Attempt(lambda _: _system_call(_number(101, 117), 16, os.getppid()), harmless=False),
    # files
    "write a file": Attempt(lambda folder: os.close(os.open(folder / "file", os.O_WRONLY))),
    "append to a file": Attempt(lambda folder: os.close(os.open(folder / "file", os.O_RDWR | os.O_APPEND))),
    "empty a file": Attempt(lambda folder: os.close(os.open(folder / "file", os.O_RDONLY | os.O_TRUNC))),
    "make a file": Attempt(lambda folder: os.close(os.open(folder / "new", os.O_CREAT | os.O_RDONLY))),
    "fill a file": Attempt(_fill, harmless=False),
    "make a temporary file": Attempt(lambda folder: tempfile.TemporaryFile(dir=folder).close()),
    "shorten a file": Attempt(lambda folder: os.truncate(folder / "file", 0)),
    "rename a file": Attempt(lambda folder: (folder / "file").rename(folder / "other")),
    "remove a file": Attempt(lambda folder: (folder / "file").unlink()),
    "link a file": Attempt(lambda folder: (folder / "other").hardlink_to(folder / "file")),
    "point to a file": Attempt(lambda folder: (folder / "other").symlink_to(folder / "file")),
    "open a file to everybody": Attempt(lambda folder: (folder / "file").chmod(0o777)),
    "give a file away": Attempt(lambda folder: os.chown(folder / "file", os.getuid(), os.getgid())),
    "date a file back": Attempt(lambda folder: os.utime(folder / "file", (0, 0))),
    "make a folder": Attempt(lambda folder: (folder / "new").mkdir()),
    "remove a folder": Attempt(lambda folder: (folder / "empty").rmdir()),
    "make a pipe with a name": Attempt(lambda folder: os.mkfifo(folder / "new")),
    "make a file in memory": Attempt(lambda _: os.close(os.memfd_create("a"))),
    # the machine
    "leave its namespaces": Attempt(lambda _: _system_call(_number(272, 97), 0x10000000), harmless=False),
    "set up io_uring": Attempt(lambda _: _system_call(425, 1, 0), harmless=False),
    "load into the kernel": Attempt(lambda _: _system_call(_number(321, 280), 0, 0, 0), harmless=False),
    "start a thread by the newest call": Attempt(lambda _: _system_call(435, 0, 0), harmless=False),
    "open by the newest call": Attempt(lambda _: _system_call(437, 0, 0, 0, 0), harmless=False),
    # what it needs
    "read a file": Attempt(lambda folder: (folder / "file").read_bytes(), refused=False),
    "list a folder": Attempt(lambda folder: list(folder.iterdir()), refused=False),
    "map a file": Attempt(lambda folder: _map(folder / "file"), refused=False),
    "read a database": Attempt(_in_memory_table, refused=False),
    "import a module": Attempt(lambda _: __import__("wave"), refused=False),
    "start a thread": Attempt(_thread, refused=False),
    "signal itself": Attempt(_abort_itself, refused=False),
    "read the clock": Attempt(lambda _: os.times(), refused=False),
    "draw random bytes": Attempt(lambda _: os.urandom(8), refused=False),
    "look at its own limits": Attempt(lambda _: resource.getrlimit(resource.RLIMIT_AS), refused=False),
}


def _map(path: Path) -> None:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        mapped[:]
