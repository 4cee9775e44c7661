"""The outcomes of a build on the disk, one a line: a hundred thousand letters with three findings each fill no memory.

A short log stays in memory; a long one goes into a file without a name, which the system takes back when the log is no
longer used. Held in memory are some numbers for each outcome and the names of the sources.
"""

from __future__ import annotations

import json
import os
import tempfile
import weakref
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast, overload

from kg.outcome import Outcome, Severity, Status
from kg.pipeline.outcome_form import outcome_from, outcome_json

Json = Mapping[str, object]

_IN_MEMORY = 1024 * 1024
_AT_ONCE = 512
"""Outcomes that are read at once."""
_LAST = 2**40
"""Behind every position that is known."""
_NOTED, _PUBLISHED = 1, 2
PUBLISHED_STATUS = frozenset({Status.OK.value, Status.UNCHANGED.value})


class OutcomeLog(Sequence[Outcome]):
    """Outcomes, in the order of source and position however they came; read as often as needed, from the disk.

    Add all of them before reading the first.
    """

    def __init__(self, directory: Path | None = None) -> None:
        """Begin a log.

        Args:
            directory: where the file is if it needs one; without it, where the system keeps such files.
        """
        self._directory = directory
        self._lines = _Lines(directory)
        self._sources: dict[str, int] = {}
        self._source_of = array("L")
        self._positions = array("q")
        self._flags = array("B")
        self._order: Sequence[int] | None = None
        self.warnings = 0
        """Warnings of all outcomes, of readers and shapes."""

    def add(self, outcome: Outcome, *, position: int | None = None) -> None:
        """Add the outcome of a letter, or of a source whose letters are not known; see ``add_json``."""
        self.add_json(outcome_json(outcome), position=position)

    def add_json(self, members: Json, *, position: int | None = None) -> None:
        """Add an outcome as ``outcome_json`` gives it.

        Args:
            members: the outcome.
            position: of the letter in its source; ``None``: behind those of its source that were added before, or,
                where it is of no letter, before all of them.
        """
        noted = "findings" in members or "violations" in members or "error" in members
        if noted:
            self.warnings += _warnings(members)
        published = members["status"] in PUBLISHED_STATUS
        source = str(members["source"])
        if position is None:
            position = _LAST + len(self) if "document" in members else -1
        self._source_of.append(self._sources.setdefault(source, len(self._sources)))
        self._positions.append(position)
        self._flags.append(noted * _NOTED + published * _PUBLISHED)
        self._lines.append(json.dumps(members, separators=(",", ":")).encode())
        self._order = None

    @property
    def sources(self) -> int:
        """How many sources there are."""
        return len(self._sources)

    @property
    def published(self) -> int:
        """How many letters are published."""
        return sum(flag >= _PUBLISHED for flag in self._flags)

    def noted(self) -> Iterator[Json]:
        """Go through the outcomes about which there is something to say, in order, as they were added."""
        chosen = [number for number in self._ordered() if self._flags[number] & _NOTED]
        yield from map(json.loads, self._lines.read(chosen))

    def __len__(self) -> int:
        return len(self._flags)

    def __iter__(self) -> Iterator[Outcome]:
        return map(_outcome, self._lines.read(self._ordered()))

    @overload
    def __getitem__(self, wanted: int) -> Outcome: ...

    @overload
    def __getitem__(self, wanted: slice) -> Sequence[Outcome]: ...

    def __getitem__(self, wanted: int | slice) -> Outcome | Sequence[Outcome]:
        if isinstance(wanted, slice):
            return tuple(map(_outcome, self._lines.read(self._ordered()[wanted])))
        [line] = self._lines.read([self._ordered()[wanted]])
        return _outcome(line)

    def _ordered(self) -> Sequence[int]:
        if self._order is None:
            ranks = {name: rank for rank, name in enumerate(sorted(self._sources))}
            ranked = array("L", (ranks[name] for name in self._sources))
            places = [
                (ranked[source] << 64) + position
                for source, position in zip(self._source_of, self._positions, strict=True)
            ]
            numbers = range(len(places))
            in_order = all(places[number] <= places[number + 1] for number in range(len(places) - 1))
            self._order = numbers if in_order else array("L", sorted(numbers, key=places.__getitem__))
        return self._order


class _Lines:
    """Lines by number: in memory, and in a file without a name when they become many."""

    def __init__(self, directory: Path | None) -> None:
        self._directory = directory
        self._ends = array("Q")
        self._end = 0
        self._written = 0
        self._waiting: list[bytes] = []
        self._file: int | None = None

    def append(self, line: bytes) -> None:
        self._end += len(line)
        self._ends.append(self._end)
        self._waiting.append(line)
        if self._end - self._written > _IN_MEMORY:
            self._write()

    def read(self, numbers: Sequence[int]) -> Iterator[bytes]:
        """Give lines; neighbours are read at once."""
        at = 0
        while at < len(numbers):
            first = last = numbers[at]
            while at + 1 < len(numbers) and numbers[at + 1] == last + 1 and last - first < _AT_ONCE:
                at, last = at + 1, last + 1
            start = self._start(first)
            data = self._bytes(start, self._ends[last])
            for number in range(first, last + 1):
                yield data[self._start(number) - start : self._ends[number] - start]
            at += 1

    def _start(self, number: int) -> int:
        return self._ends[number - 1] if number else 0

    def _bytes(self, start: int, end: int) -> bytes:
        if self._waiting and self._file is None:
            self._waiting = [b"".join(self._waiting)]
            return self._waiting[0][start:end]
        self._write()
        return b"" if self._file is None else os.pread(self._file, end - start, start)

    def _write(self) -> None:
        if self._file is None:
            self._file, path = tempfile.mkstemp(dir=self._directory)
            weakref.finalize(self, os.close, self._file)
            Path(path).unlink()
        data = memoryview(b"".join(self._waiting))
        self._waiting, self._written = [], self._end
        while data:
            data = data[os.write(self._file, data) :]


def _outcome(line: bytes) -> Outcome:
    return outcome_from(cast("Json", json.loads(line)))


def _warnings(members: Json) -> int:
    entries = [
        *cast("Sequence[Json]", members.get("findings", ())),
        *cast("Sequence[Json]", members.get("violations", ())),
    ]
    return sum(one["severity"] == Severity.WARNING.value for one in entries)
