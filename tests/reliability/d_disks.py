"""Disks that are full or broken: small ones in memory, and libfiu, which fails calls of the system (row D3)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

LETTERGRAPH = str(Path(sys.executable).with_name("lettergraph"))
REMEDY = "Make room"
"""What an operator is told where the disk is full."""


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A file system of its own, in memory, whose size and number of files can be changed."""

    path: Path

    def resize(self, **options: str) -> None:
        """Change ``size`` or ``nr_inodes``; one that has no limit can be given none again."""
        given = ",".join(["remount", *(f"{name}={value}" for name, value in options.items())])
        subprocess.run(["mount", "-o", given, str(self.path)], check=True, capture_output=True)

    @property
    def files(self) -> int:
        """How many files and folders there are."""
        status = os.statvfs(self.path)
        return status.f_files - status.f_ffree

    def fill(self, *, leave: int = 0) -> Path:
        """Fill it but for so many bytes; gives the file that does."""
        filler = self.path / "filler"
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"\0" * 4096)
        if leave:
            os.truncate(filler, max(0, filler.stat().st_size - leave))
        return filler


@contextmanager
def small_disk(path: Path, *, size: str) -> Iterator[SmallDisk]:
    """Mount a small disk until the block ends; the test is skipped where this user may not."""
    path.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("this user may not mount a small disk")
    try:
        yield SmallDisk(path)
    finally:
        subprocess.run(["umount", str(path)], check=True)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build said and how it ended."""

    status: int
    said: str

    @property
    def is_told(self) -> bool:
        """Whether it failed in words: a path, what to do, no traceback."""
        return self.status == 2 and "Error: " in self.said and "/" in self.said and "Traceback" not in self.said


def build(collection: Path, *, before: Sequence[str] = (), processes: int = 1, timeout: float = 120) -> Built:
    """Build by the command, everything anew; ``before`` is a program that starts it."""
    command = [*before, LETTERGRAPH, "build", "--fresh", "--processes", str(processes), "--collection", str(collection)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    return Built(done.returncode, done.stdout + done.stderr)


FAULTS = (
    ("posix/io/rw/write", 28),
    ("posix/io/rw/pwrite", 28),
    ("posix/io/rw/writev", 28),
    ("posix/io/sync/fsync", 5),
    ("posix/io/sync/fdatasync", 5),
    ("posix/io/dir/rename", 5),
    ("posix/io/rw/pwrite", 5),
    ("posix/io/rw/ftruncate", 5),
)
"""Points of failure of libfiu (``man fiu-run``), with the error: 28 is a full disk (ENOSPC), 5 a broken one (EIO).

Reading and opening are not among them: the interpreter does both thousands of times before anything of ours runs.
"""


def failing(point: str, error: int, *, probability: float) -> list[str]:
    """Give the program that starts another one whose calls fail by chance."""
    rule = f"enable_random name={point},probability={probability},failinfo={error}"
    return ["fiu-run", "-x", "-c", rule]
