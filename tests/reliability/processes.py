"""What a tree of processes uses, as Linux tells it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.server.running import Running
from tests.workers.test_life import children, is_running

__all__ = ["Sampling", "children", "descriptors", "is_running", "memory", "sampled", "server_pid", "tree"]

GONE = (FileNotFoundError, ProcessLookupError)
"""A process that ended while it was looked at."""


def server_pid(server: Running) -> int:
    """The number of the web process."""
    assert server.process is not None
    return server.process.pid


def tree(root: int) -> set[int]:
    """The process, and all that it and theirs started and that still exist, zombies too."""
    found, unseen = {root}, [root]
    while unseen:
        with suppress(*GONE):
            new = children(unseen.pop()) - found
            found |= new
            unseen.extend(new)
    return found


def memory(root: int) -> int:
    """Bytes of the tree: proportional set size, in which what several share is counted once."""
    total = 0
    for pid in tree(root):
        with suppress(*GONE):
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
            match = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
            total += int(match[1]) * 1024 if match else 0
    return total


def descriptors(root: int) -> int:
    """Open descriptors of the tree."""
    total = 0
    for pid in tree(root):
        with suppress(*GONE):
            total += sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    return total


@dataclass(slots=True)
class Sampling:
    """Values that were taken again and again."""

    values: list[int] = field(default_factory=list)

    @property
    def largest(self) -> int:
        return max(self.values)


@contextmanager
def sampled(take: Callable[[], int], *, seconds: float = 0.1) -> Iterator[Sampling]:
    """Take a value at once, then every so many seconds until the block ends, and a last time."""
    found, stop = Sampling([take()]), threading.Event()

    def go_on() -> None:
        while not stop.wait(seconds):
            found.values.append(take())

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield found
    finally:
        stop.set()
        thread.join()
        found.values.append(take())
