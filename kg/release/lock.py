"""One build at a time: a file in the site that holds the number of the process at work.

The lock is ``flock`` of Linux, so it ends with its process, however that ends; the file stays and says nothing by
itself. Child processes do not hold it: what a build left running does not stop the next one.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import ReleaseLocked, Where

LOCK_FILE = "build.lock"


@contextmanager
def locked(site: Path) -> Iterator[None]:
    """Hold the site for this process; the folder is made if it is not there.

    Raises:
        ReleaseLocked: another process (or another part of this one) holds it; ``pid`` names the process.
        OSError: the folder or the file cannot be made.
    """
    site.mkdir(parents=True, exist_ok=True)
    path = site / LOCK_FILE
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _locked(path, descriptor) from error
        # A forked child shares the lock with its parent until it closes its copy of the descriptor.
        held = [descriptor]
        os.register_at_fork(after_in_child=lambda: _forget(held))
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        try:
            yield
        finally:
            held.clear()
            os.ftruncate(descriptor, 0)
    finally:
        with suppress(OSError):
            os.close(descriptor)


def _forget(held: list[int]) -> None:
    while held:
        with suppress(OSError):
            os.close(held.pop())


def _locked(path: Path, descriptor: int) -> ReleaseLocked:
    text = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
    pid = int(text) if text.isdecimal() else 0
    name = f"process {pid}" if pid else "another process"
    return ReleaseLocked(
        f"This site is being built by {name}.",
        pid=pid,
        where=Where(file=str(path)),
        remedy="Wait until it has finished, or end it.",
    )
