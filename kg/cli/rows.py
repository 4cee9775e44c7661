"""The rows in which a source is shown: its lines, long ones cut; of a large source only what is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.cli.annotations import LONGEST_MARK, Note
from kg.pipeline.single import SingleReading

LONG_LINE = 1_000
"""Characters of a line above which only the rows with something to say are shown, unless all is shown."""

_BETWEEN = 160
"""Characters between two places that are shown, too: a mark of something left out would be no shorter."""


@dataclass(frozen=True, slots=True)
class Row:
    """Part of a line, as offsets in the text; ``first`` says whether the line begins here."""

    line: int
    start: int
    end: int
    first: bool


def rows_of(reading: SingleReading, notes: Sequence[Note], *, width: int) -> Iterator[Row | None]:
    """Cut the text into rows of at most ``width`` characters; ``None`` stands for what is left out.

    If not all letters of the source were read, the lines of those that were are shown, and every other line that
    something was read from.
    """
    text = reading.text.text
    spans = None if reading.whole else _spans(reading, notes)
    shown_before = True
    passed = 0
    for line, start, end in _lines(text):
        while spans is not None and passed < len(spans) and spans[passed][1] < start:
            passed += 1
        parts = None if spans is None else _until(spans, passed, end)
        for row in _cut(text, line, start, end, width):
            within = end - start <= LONG_LINE or any(one[0] <= row.end and one[1] >= row.start for one in parts or ())
            shown = parts is None or (bool(parts) and within)
            if shown:
                yield row
            elif shown_before:
                yield None
            shown_before = shown


def notes_by_row(rows: Sequence[Row | None], notes: Sequence[Note]) -> dict[int, list[Note]]:
    """Put each note to the row in which its words begin, by the offset of the row."""
    found: dict[int, list[Note]] = {}
    shown = [row for row in rows if row is not None]
    position = 0
    for note in sorted(notes, key=lambda one: one.start):
        while position + 1 < len(shown) and shown[position + 1].start <= note.start:
            position += 1
        if shown:
            found.setdefault(shown[position].start, []).append(note)
    return found


def segments(row: Row, text: str, notes: Sequence[Note]) -> Iterator[tuple[int, int, tuple[Note, ...]]]:
    """Cut a row where notes begin and end; with each part the notes about it, that about the fewest words first.

    The indentation of a line belongs to no words.
    """
    about = [one for one in notes if one.start < row.end and one.end > row.start and is_marked(one)]
    words = row.start
    while words < row.end and text[words].isspace():
        words += 1
    cuts = {row.start, words, row.end}
    cuts.update(at for one in about for at in (one.start, one.end) if row.start < at < row.end)
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        covering = [one for one in about if one.start <= start and one.end >= end and start >= words]
        yield start, end, tuple(sorted(covering, key=lambda one: (one.end - one.start, one.role == "name")))


def is_marked(note: Note) -> bool:
    """Tell whether the words of a note are marked in the text."""
    return 0 < note.end - note.start <= LONGEST_MARK


def _spans(reading: SingleReading, notes: Sequence[Note]) -> list[tuple[int, int]]:
    spans = [(one.start, min(one.end, one.start + LONG_LINE)) for one in notes]
    for record in reading.records:
        places = (record.main.locator, record.main.text_locator)
        spans += [(one.start, one.end) for one in places if one is not None and one.source == reading.text.path]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + _BETWEEN:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _until(spans: Sequence[tuple[int, int]], position: int, end: int) -> list[tuple[int, int]]:
    """The spans from a position on that begin before an offset."""
    found = []
    while position < len(spans) and spans[position][0] <= end:
        found.append(spans[position])
        position += 1
    return found


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of each line; lines end at LF only, as those of locators do."""
    start, number = 0, 0
    while start < len(text) or number == 0:
        number += 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield number, start, end
        start = end + 1


def _cut(text: str, line: int, start: int, end: int, width: int) -> Iterator[Row]:
    """Break a line at blanks, or within a word that is too long."""
    first = True
    while end - start > width:
        blank = text.rfind(" ", start + 1, start + width + 1)
        at = blank + 1 if blank > start else start + width
        yield Row(line, start, at, first)
        start, first = at, False
    yield Row(line, start, end, first)
