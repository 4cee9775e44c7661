"""Run a part of a measurement in a process of its own: wall time, processor time, and the memory of all its processes.

Linux only: the processes and their memory are read from ``/proc``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PROC = Path("/proc")
SAMPLED_EVERY = 0.2
"""Seconds between two looks at the memory; what lives shorter is not seen."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a process took, with its children. ``told`` is the last line that it printed, read as JSON."""

    wall: float
    """Seconds from its start to its end, the interpreter's start and imports included."""
    cpu: float
    """Processor seconds of it and of all children that it waited for."""
    peak: int
    """Bytes of all processes together at the worst moment that was seen: each page of memory counted once (PSS)."""
    told: Any


def run(arguments: Sequence[str], *, environment: dict[str, str] | None = None) -> Measured:
    """Run a Python module and wait for it.

    Args:
        arguments: after ``python -m``; its last line on standard output is JSON.
        environment: added to ours.

    Raises:
        RuntimeError: it failed; what it said on standard error has gone to ours.
    """
    os.sync()  # what was written before shall not slow it
    began = time.perf_counter()
    command = [sys.executable, "-m", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, **(environment or {})})
    memory = _MemoryWatch(process.pid)
    assert process.stdout is not None  # noqa: S101 - it was asked for
    with memory, process.stdout:
        output = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(arguments)} ended with exit status {process.returncode}")
    told = json.loads(output.decode().splitlines()[-1])
    return Measured(wall, used.ru_utime + used.ru_stime, memory.peak, told)


class _MemoryWatch:
    """Looks at the memory of a process and its descendants until it is left."""

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._pid = pid
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(SAMPLED_EVERY):
            self.peak = max(self.peak, sum(map(memory_of, family(self._pid))))


def family(pid: int) -> list[int]:
    """List a process and its descendants; those that end meanwhile are left out."""
    found = [pid]
    for one in found:
        try:
            threads = list((_PROC / str(one) / "task").iterdir())
        except OSError:
            continue
        for thread in threads:
            found += map(int, _read(thread / "children").split())
    return found


def memory_of(pid: int) -> int:
    """Bytes of a process, its share of what it shares; where the kernel does not tell, all that is resident."""
    for line in _read(_PROC / str(pid) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    fields = _read(_PROC / str(pid) / "statm").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") if fields else 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""


def warm(paths: Iterable[Path]) -> None:
    """Read files once, so that the page cache holds them, as far as it can."""
    for path in paths:
        with path.open("rb") as file:
            while file.read(1 << 22):
                pass
