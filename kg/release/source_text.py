"""A text that is kept in pieces: it answers as ``str`` does, and reads only the pieces that an answer needs.

Offsets count characters from 0, lines count from 1 and end at LF only, as those of locators do.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Protocol

Measures = tuple[int, int, int]
"""Of a piece: its characters, its line ends, its bytes in UTF-8."""


class Characters(Protocol):
    """What pages ask of a text: a ``str`` can do it, and a `SourceText`."""

    def __len__(self) -> int: ...

    def __getitem__(self, wanted: slice, /) -> str: ...

    def find(self, words: str, start: int, end: int, /) -> int: ...

    def rfind(self, words: str, start: int, end: int, /) -> int: ...


class SourceText:
    """A text in pieces, of which the one last read is held."""

    def __init__(self, measures: Sequence[Measures], read: Callable[[int], str]) -> None:
        """Describe a text.

        Args:
            measures: of each piece; none is empty.
            read: gives a piece by its number, from 0.
        """
        self._starts = [0, *accumulate(one[0] for one in measures)]
        self._line_ends = [0, *accumulate(one[1] for one in measures)]
        self._read = read
        self._held: tuple[int, str] = (-1, "")

    def __len__(self) -> int:
        return self._starts[-1]

    def __getitem__(self, wanted: slice) -> str:
        start, end, step = wanted.indices(len(self))
        if step != 1:
            raise ValueError("A text is read forwards.")
        return "".join(text[max(0, start - at) : end - at] for at, text in self._between(start, end))

    def find(self, words: str, start: int = 0, end: int | None = None) -> int:
        """Find words that begin and end between two offsets: the first place, or -1."""
        start, end, _ = slice(start, end).indices(len(self))
        left, at = "", start
        for piece_start, text in self._between(start, end):
            part = text[max(0, start - piece_start) : end - piece_start]
            found = (left + part).find(words)
            if found >= 0:
                return at - len(left) + found
            at += len(part)
            left = (left + part)[-(len(words) - 1) :] if len(words) > 1 else ""
        return -1

    def rfind(self, words: str, start: int = 0, end: int | None = None) -> int:
        """Find the last place of words that begin and end between two offsets, or -1."""
        start, end, _ = slice(start, end).indices(len(self))
        right, at = "", end
        while at > start:
            number = bisect.bisect_right(self._starts, at - 1) - 1
            first = max(start, self._starts[number])
            part = self._piece(number)[first - self._starts[number] : at - self._starts[number]]
            found = (part + right).rfind(words)
            if found >= 0:
                return first + found
            right, at = (part + right)[: len(words) - 1], first
        return -1

    def line_starts(self, first: int, count: int) -> list[int]:
        """Give the offsets at which lines begin: that of the line ``first`` and of up to ``count - 1`` after it.

        A text without line ends has one line; what comes after the last line end is a line only if it is not empty.
        """
        starts: list[int] = []
        at = self._line_start(first)
        while at is not None and len(starts) < count:
            starts.append(at)
            at = self._after_line_end(at, first + len(starts) - 1)
        return starts

    def _line_start(self, line: int) -> int | None:
        if line <= 1:
            return 0 if len(self) else None
        wanted = line - 1  # the line begins behind so many line ends
        if wanted > self._line_ends[-1]:
            return None
        number = bisect.bisect_left(self._line_ends, wanted) - 1
        text, at = self._piece(number), -1
        for _ in range(wanted - self._line_ends[number]):
            at = text.index("\n", at + 1)
        start = self._starts[number] + at + 1
        return start if start < len(self) else None

    def _after_line_end(self, at: int, line: int) -> int | None:
        """Give the offset behind the end of a line, in whose midst ``at`` lies; only two pieces are looked at."""
        number = bisect.bisect_right(self._starts, at) - 1
        found = self._piece(number).find("\n", at - self._starts[number])
        if found < 0:
            return self._line_start(line + 1)
        start = self._starts[number] + found + 1
        return start if start < len(self) else None

    def _between(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        if start >= end:
            return
        number = bisect.bisect_right(self._starts, start) - 1
        while self._starts[number] < end:
            yield self._starts[number], self._piece(number)
            number += 1
            if number == len(self._starts) - 1:
                return

    def _piece(self, number: int) -> str:
        if self._held[0] != number:
            self._held = (number, self._read(number))
        return self._held[1]
