"""From the text of a table to rows and cells with their places; nothing here knows what a column means.

Quotation marks follow RFC 4180, section 2, and where a file does not, Python's ``csv`` with exceptions for the sake of
what is printed: a quotation mark that nothing closes is a character like others (it does not swallow the rows below),
and so are the marks in ``"Bob" Smith``, where words follow the closing one. One that is closed only thousands of lines
below, or within words of another row, is not closed.

A table may have a hundred thousand rows: only the beginnings of rows are kept, and cells are made when they are asked
for.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

DELIMITERS = (",", ";", "\t", "|")
"""In the order in which they are preferred where a line has equally many of them."""

_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\n')
"""Excel's own first line, which says what stands between cells."""

_CANDIDATES = 20
"""Rows that are looked at to find out the delimiter."""


LONGEST_QUOTED = 1 << 20
"""Characters of a cell in quotation marks."""

MOST_LINES = 5000
"""Lines of a cell in quotation marks."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``start`` and ``end`` are offsets of its content in the text, without its quotation marks.

    ``value`` is what it says: doubled quotation marks are single. Blanks at its ends are kept.
    """

    start: int
    end: int
    value: str
    quoted: bool = False
    """It stands in quotation marks: those inside are doubled in the text."""
    unclosed: bool = False
    """It begins with a quotation mark that nothing closes."""
    continued: bool = False
    """Words follow its closing quotation mark; ``start`` and ``end`` take all in."""


@dataclass(frozen=True, slots=True)
class RowIndex:
    """The rows of a text. Rows are counted from 1 like those of a spreadsheet: heading and empty ones, too."""

    text: str
    delimiter: str
    starts: Sequence[int]

    def __len__(self) -> int:
        return len(self.starts)

    def cells(self, number: int) -> tuple[Cell, ...]:
        """Give the cells of a row."""
        return tuple(_cells(self.text, self.starts[number - 1], self.delimiter))


@dataclass(frozen=True, slots=True)
class _Patterns:
    quoted: re.Pattern[str]
    plain: re.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(delimiter: str) -> _Patterns:
    mark = re.escape(delimiter)
    return _Patterns(
        # A quoted cell, perhaps after blanks, and what stands behind its closing mark.
        quoted=re.compile(rf'[ ]*+"((?:[^"]++|"")*+)"([^{mark}\n]*+)'),
        plain=re.compile(rf"[^{mark}\n]*+"),
    )


def _cells(text: str, at: int, delimiter: str) -> Iterator[Cell]:
    """Read one row from its beginning; the last cell ends before a line end or at the end of the text."""
    patterns = _patterns(delimiter)
    while True:
        cell, end = _cell(text, at, patterns)
        yield cell
        if end >= len(text) or text[end] == "\n":
            return
        at = end + 1


def _cell(text: str, at: int, patterns: _Patterns) -> tuple[Cell, int]:
    """Read one cell and say where it ends, its closing quotation mark included."""
    plain = patterns.plain.match(text, at)
    assert plain is not None  # noqa: S101 - it matches nothing as well; said for the type checker
    bare = Cell(at, plain.end(), plain.group())
    if not bare.value.lstrip(" ").startswith('"'):
        return bare, plain.end()
    quoted = patterns.quoted.match(text, at)
    behind = "" if quoted is None else quoted[2].strip()
    if quoted is None or _swallows(text, quoted, behind):
        return Cell(at, plain.end(), plain.group(), unclosed=True), plain.end()
    if not behind:
        return Cell(quoted.start(1), quoted.end(1), quoted[1].replace('""', '"'), quoted=True), quoted.end()
    if quoted.end() == plain.end():
        return bare, plain.end()
    # Words behind the closing mark of a cell that holds delimiters.
    return Cell(at, quoted.end(), quoted[1].replace('""', '"') + quoted[2], continued=True), quoted.end()


def _swallows(text: str, quoted: re.Match[str], behind: str) -> bool:
    """Tell whether what seems a cell in quotation marks takes in rows that are none of its own."""
    start, end = quoted.span(1)
    if end - start > LONGEST_QUOTED:
        return True
    lines = text.count("\n", start, end)
    return lines > MOST_LINES or (lines > 0 and behind != "")


def index_rows(text: str, delimiter: str, *, start: int = 0, most: int | None = None) -> RowIndex:
    """Find the beginning of every row from ``start`` on, in time linear in the length of the text.

    Args:
        most: stop after so many rows.
    """
    return RowIndex(text, delimiter, array("Q", islice(_starts(text, delimiter, start), most)))


def _starts(text: str, delimiter: str, at: int) -> Iterator[int]:
    while at < len(text):
        yield at
        end = text.find("\n", at)
        if end == -1:
            return
        if text.find('"', at, end) != -1:
            patterns = _patterns(delimiter)
            while True:
                _, end = _cell(text, at, patterns)
                if end >= len(text) or text[end] == "\n":
                    break
                at = end + 1
        at = end + 1


def find_delimiter(text: str) -> str | None:
    """Find out what stands between cells: that which the first rows have equally often and at least once.

    Excel's line ``sep=;`` decides. Of several that fit, the one that makes most cells wins; where no delimiter makes
    rows of equal length, the one that the first row has most of. ``None``: there is none in the first row.
    """
    declared = _SEPARATOR_LINE.match(text)
    if declared is not None:
        return declared[1]
    best: tuple[bool, int] = (False, 1)
    found = None
    for delimiter in DELIMITERS:
        lengths = [len(cells) for cells in _first_rows(text, delimiter)]
        if not lengths:
            return None
        usual = max(set(lengths), key=lambda length: (lengths.count(length), length))
        score = (usual > 1 and lengths.count(usual) * 10 >= len(lengths) * 8, max(usual, lengths[0]))
        if score > best:
            best, found = score, delimiter
    return found


def _first_rows(text: str, delimiter: str) -> Iterator[tuple[Cell, ...]]:
    """The first rows that are not empty."""
    found = 0
    for start in _starts(text, delimiter, 0):
        cells = tuple(_cells(text, start, delimiter))
        if any(cell.value.strip() for cell in cells):
            yield cells
            found += 1
        if found == _CANDIDATES:
            return


def separator_line_end(text: str) -> int:
    """Give the offset behind Excel's line ``sep=;``, 0 where there is none."""
    declared = _SEPARATOR_LINE.match(text)
    return 0 if declared is None else declared.end()
