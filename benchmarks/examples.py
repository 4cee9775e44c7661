"""How long the example queries of ``docs/queries`` take on collections that are built already.

    python -m benchmarks.examples COLLECTION … [--only NAME …] [--seconds N] [--rounds N]

Each query is asked of the store of the current release, which is opened as the server opens it, in a process of its
own, and is given up after ``--seconds`` (the server's own deadline is 30). Printed are wall seconds, the fastest of
the rounds, with rows and megabytes of the answer in JSON, a column for each collection.
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from kg.publication.examples import ExampleQuery, example_queries
from kg.release.contents import STORE
from kg.store import ReadOnlyStore, ResultFormat

MEGABYTE = 1_000_000


@dataclass(slots=True)
class Counting:
    """Takes an answer and keeps its size alone; rows are counted by what stands before each in JSON."""

    size: int = 0
    rows: int = 0

    def write(self, data: bytes, /) -> int:
        self.size += len(data)
        self.rows += data.count(b'},{"')
        return len(data)

    def flush(self) -> None:
        """Have nothing to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The fastest of some rounds."""

    seconds: float
    rows: int
    size: int

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s, {self.rows:,} rows, {self.size / MEGABYTE:.1f} MB"


def ask(store: Path, query: str, rounds: int, to: Connection) -> None:
    """Ask in this process, and send the fastest answer."""
    answers = []
    with ReadOnlyStore(store) as opened:
        for _ in range(rounds):
            output = Counting()
            began = time.perf_counter()
            opened.write(query, output, format=ResultFormat.JSON)
            # The count is that of the gaps between rows, near enough for a table.
            answers.append(Answer(time.perf_counter() - began, output.rows + 1, output.size))
    to.send(min(answers, key=lambda one: one.seconds))


def asked(store: Path, example: ExampleQuery, *, seconds: float, rounds: int) -> Answer | None:
    """Ask in a process of its own; ``None`` if that takes too long."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=ask, args=(store, example.query, rounds, sender))
    process.start()
    sender.close()
    try:
        return receiver.recv() if receiver.poll(seconds * rounds) else None
    except EOFError:
        return None
    finally:
        process.kill()
        process.join()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time the example queries on built collections.")
    parser.add_argument("collections", nargs="+", type=Path, metavar="COLLECTION", help="a built one")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="e.g. who-wrote-to-whom")
    parser.add_argument("--seconds", type=float, default=60, help="after which a query is given up (60)")
    parser.add_argument("--rounds", type=int, default=1, help="so often each (1)")
    given = parser.parse_args()
    stores = [(one / "site" / "current").resolve() / STORE for one in given.collections]
    for example in example_queries():
        if not given.only or example.name in given.only:
            answers = [asked(store, example, seconds=given.seconds, rounds=given.rounds) for store in stores]
            told = " | ".join(f"more than {given.seconds:g} s" if one is None else str(one) for one in answers)
            print(f"{example.name} | {told}", flush=True)


if __name__ == "__main__":
    main()
