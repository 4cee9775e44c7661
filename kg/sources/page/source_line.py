"""Where a document's source is named: its shelf mark or the book that prints it; and where its notes begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.sources.page.free_marks import FreeMark, read_free_mark
from kg.sources.page.language import PageLanguage
from kg.sources.page.layout_rules import LayoutRules, begins_notes, is_notes_title
from kg.sources.page.lines import Line
from kg.sources.page.patterns import any_of
from kg.sources.page.shelfmark import Shelfmark, read_shelfmark

_LONGEST_SOURCE = 400
_NEAR_END = 4
"""Lines above the notes among which a shelf mark in free form stands."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where the document's source is named: its index among the lines, and how."""

    index: int
    line: Line | None = None
    mark: Shelfmark | None = None
    free: FreeMark | None = None
    printed: Line | None = None


@cache
def _printed_words(words: PageLanguage) -> re.Pattern[str]:
    return re.compile(rf"{any_of(words.printed_words)}\b\s*(?:in|by)?\s*:?\s", re.IGNORECASE)


def find_source_line(lines: Sequence[Line], at: int, rules: LayoutRules) -> SourceLine:
    """Find the shelf mark, or the printed source that stands in its place; else the end of the lines."""
    printed_words = _printed_words(rules.words)
    end = len(lines)
    for index in range(at, len(lines)):
        mark = read_shelfmark(lines[index].text, lines[index].start)
        if mark is not None:
            return SourceLine(index, lines[index], mark)
        if is_notes_title(lines[index], rules):
            end = index
            break
        if index > at and printed_words.match(lines[index].text) and _is_printed_source(lines[index:], rules):
            return SourceLine(index, printed=lines[index])
    for index in range(end - 1, max(at, end - 1 - _NEAR_END if end < len(lines) else at), -1):
        if end == len(lines) and not _ends_text(lines[index + 1 : index + 2], rules):
            continue
        free = read_free_mark(lines[index].text, lines[index].start, rules.words)
        if free is not None:
            return SourceLine(index, lines[index], free=free)
    return SourceLine(len(lines))


def _is_printed_source(lines: Sequence[Line], rules: LayoutRules) -> bool:
    """A short line with a number, below which no text follows."""
    short = len(lines[0].text) <= _LONGEST_SOURCE and re.search(r"\d", lines[0].text) is not None
    return short and (len(lines) == 1 or is_notes_title(lines[1], rules) or _ends_text(lines[1:], rules))


def _ends_text(after: Sequence[Line], rules: LayoutRules) -> bool:
    """Follows no more text, only notes?"""
    return not after or begins_notes(after[0], rules)


def notes_start(lines: Sequence[Line], source: SourceLine, rules: LayoutRules) -> int:
    """Index of the first line of the notes: after their title, or after the shelf mark where a number begins a line."""
    for index, line in enumerate(lines):
        if is_notes_title(line, rules):
            return index
    if source.line is not None or source.printed is not None:
        for index in range(source.index + 1, len(lines)):
            if begins_notes(lines[index], rules):
                return index
    return len(lines)
