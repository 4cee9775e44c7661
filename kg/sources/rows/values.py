"""From a cell to the values in it, each with its place.

A cell may hold several values (``A|B``), and exports of databases write characters as entities of HTML (``&amp;``).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.sources.rows.scanning import Cell

SEPARATORS = re.compile(r"[|;\n]")
"""What stands between two values where the collection does not say it. A comma is part of many names."""

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a cell: what it says, and its offsets in the text, where it stands as printed."""

    text: str
    start: int
    end: int
    decoded: bool = False
    """An entity of HTML was replaced by its character."""


def values_of(cell: Cell, source: str, *, separator: str | None = None, several: bool = True) -> tuple[Value, ...]:
    """Split a cell into its values; blanks around them are left out.

    Args:
        cell: the cell.
        source: the text that its offsets count in.
        separator: what stands between two values; without it ``|``, ``;`` and a line end do.
        several: whether the cell may hold several values at all.

    Returns:
        The values in their order. An empty one between two separators is kept (``A||C``): another cell may hold a
        value for it. A cell without a value gives none.
    """
    if not cell.value.strip():
        return ()
    if not several or cell.continued:
        return (_value(cell.value, cell.start, cell.end),)
    printed = source[cell.start : cell.end]
    values = []
    for start, end in _spans(printed, separator):
        words = printed[start:end].replace('""', '"') if cell.quoted else printed[start:end]
        begin = start + len(printed[start:end]) - len(printed[start:end].lstrip())
        values.append(_value(words, cell.start + begin, cell.start + begin + len(printed[start:end].strip())))
    return tuple(values)


def _spans(printed: str, separator: str | None) -> list[tuple[int, int]]:
    pattern = SEPARATORS if separator is None else re.compile(re.escape(separator))
    spans = []
    at = 0
    for match in _outside_entities(pattern, printed):
        spans.append((at, match.start()))
        at = match.end()
    # A separator at the end of a cell (``A; B;``) opens no further value; a pipe does, for a pair may be missing.
    if at < len(printed) or not spans or printed[at - 1 : at] == "|":
        spans.append((at, len(printed)))
    return spans


def _outside_entities(pattern: re.Pattern[str], printed: str) -> Iterator[re.Match[str]]:
    """Find separators that do not close an entity (``&amp;``)."""
    inside = {match.end() - 1 for match in _ENTITY.finditer(printed)}
    return (match for match in pattern.finditer(printed) if match.start() not in inside)


def _value(words: str, start: int, end: int) -> Value:
    return Value(plain_text(words).strip(), start, end, decoded=bool(_ENTITY.search(words)))


def plain_text(text: str) -> str:
    """Replace the entities of HTML by their characters; ``R & D`` and ``&c.`` stay."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)
