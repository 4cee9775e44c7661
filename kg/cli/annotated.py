"""A source with what was read from each line, as ``lettergraph read`` shows it on a terminal or in a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.cli.annotations import Note, notes_of
from kg.cli.rows import Row, notes_by_row, rows_of, segments
from kg.pipeline.single import SingleReading

WIDTH = 100
_MARGIN = "      │ "
_NUMBER = 5

Piece = tuple[str, str]
"""A piece of a line, and its style for a terminal (rich's words); the style is empty for plain text."""

STYLES = {
    "party": "bold cyan",
    "date": "bold magenta",
    "place": "bold green",
    "archive": "bold yellow",
    "document": "bold",
    "name": "cyan",
    "other": "underline",
    "finding": "bold red",
}


def annotated_text(reading: SingleReading, *, width: int = WIDTH) -> str:
    """Write the source's lines, each followed by what was read from it, in the order of the words.

    Example of one line and what was read from it::

          12  L. P. Serebryakov, I. V. Stalin - Politburo …
              │ Sender 1: L. P. Serebryakov = person/serebryakov-lp
              │ Addressee 1: Politburo … = body/politburo

    What is not stated in so many words says on which basis it was read, and what the source doubts says so. Empty lines
    are kept, so that the numbers are those of the file; findings stand where their words are.
    """
    return "".join(f"{''.join(text for text, _ in line).rstrip()}\n" for line in annotated_lines(reading, width=width))


def annotated_lines(reading: SingleReading, *, width: int = WIDTH) -> Iterator[list[Piece]]:
    """Give the same as styled pieces, line by line."""
    notes, others = notes_of(reading)
    rows = list(rows_of(reading, notes, width=width))
    beside = notes_by_row(rows, notes)
    for row in rows:
        if row is None:
            yield [(f"{'⋮':>{_NUMBER}}", "dim")]
            continue
        yield _row(row, reading.text.text, notes)
        for text in dict.fromkeys(beside.get(row.start, ())):
            yield _note(text)
    if others:
        yield []
        yield [("Read from other sources:", "bold")]
        for note in others:
            place = f"{note.locator.source}:{note.locator.line}:{note.locator.column}"
            yield [(f"  {place}: ", "dim"), (note.text, STYLES[note.role])]


def _row(row: Row, text: str, notes: Sequence[Note]) -> list[Piece]:
    pieces: list[Piece] = [(f"{row.line if row.first else '':>{_NUMBER}}  ", "dim")]
    for start, end, about in segments(row, text, notes):
        finding = next((note for note in about if note.severity is not None), None)
        style = STYLES[(finding or about[0]).role] if about else ""
        pieces.append((text[start:end], style))
    return pieces


def _note(note: Note) -> list[Piece]:
    return [(_MARGIN, "dim"), (note.text, STYLES[note.role])]
