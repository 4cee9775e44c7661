"""What two sets of statements differ in, as lines with a sign: for tests, and for people who compare releases.

Published data has no blank nodes, so statements are equal exactly when their canonical lines are.
"""

from __future__ import annotations

import gzip
import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from kg.errors import ReleaseError, Where
from kg.graphs.canonical import DEFAULT_CHUNK_LINES, sorted_unique
from kg.graphs.terms import canonical_lines

_MEDIA_TYPES = {
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".trig": "application/trig",
    ".ttl": "text/turtle",
}


class Sign(StrEnum):
    REMOVED = "-"
    ADDED = "+"


@dataclass(frozen=True, slots=True)
class Change:
    """One quad that only one side has; as text ``- <s> <p> <o> <g> .``."""

    sign: Sign
    line: str

    def __str__(self) -> str:
        return f"{self.sign} {self.line.rstrip()}"


def diff_lines(old: Iterable[str], new: Iterable[str]) -> Iterator[Change]:
    """Compare two sorted runs of lines, each line once, in one pass; the changes come in the order of the lines."""
    tagged = heapq.merge(((line, Sign.REMOVED) for line in old), ((line, Sign.ADDED) for line in new))
    for line, sides in groupby(tagged, key=lambda pair: pair[0]):
        signs = {sign for _, sign in sides}
        if len(signs) == 1:
            yield Change(signs.pop(), line)


def diff_dumps(old: Path, new: Path, *, directory: Path, chunk_lines: int = DEFAULT_CHUNK_LINES) -> Iterator[Change]:
    """Compare two dumps, whatever syntax each is in.

    Args:
        old: a file named ``.nq``, ``.nt``, ``.trig`` or ``.ttl``, with or without ``.gz``.
        new: the same.
        directory: where temporary files go.
        chunk_lines: how many lines are held in memory at once.

    Raises:
        ReleaseError: a file has another name, or cannot be parsed.
    """
    sides = (sorted_unique(read_dump(path), directory=directory, chunk_lines=chunk_lines) for path in (old, new))
    yield from diff_lines(*sides)


def read_dump(path: Path) -> Iterator[str]:
    """Read a dump as canonical lines, in the order of the file."""
    suffixes = path.suffixes
    compressed = suffixes[-1:] == [".gz"]
    name = suffixes[-2:-1] if compressed else suffixes[-1:]
    if not name or (media_type := _MEDIA_TYPES.get(name[0])) is None:
        raise ReleaseError(
            "The name does not say which syntax the dump is in.",
            where=Where(file=str(path)),
            remedy=f"Known are {', '.join(_MEDIA_TYPES)}, each with or without .gz.",
        )
    with gzip.open(path) if compressed else path.open("rb") as data:
        yield from canonical_lines(data, media_type=media_type)  # type: ignore[arg-type] # GzipFile reads bytes
