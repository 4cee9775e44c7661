"""What the layout of a document leaves open, reported with its place: the rest is published."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence

from kg.sources.page.notes import PrintedNote
from kg.sources.page.workspace import Workspace
from kg.sources.text import Span


def report_layout(work: Workspace, notes: Sequence[PrintedNote], anchored: Collection[int]) -> None:
    """Report a missing heading, lines that were not read, notes without number or marker, replaced characters."""
    section = work.section
    if section.heading is None:
        work.report(
            "no-heading",
            "No heading names sender and recipient.",
            "Nothing is taken from the page's title. Add a heading, or curate sender and addressee.",
            _beginning(section.span),
        )
    _report_heading_and_mark(work)
    for line in section.unread:
        work.report(
            "line-not-read",
            "This line between shelf mark and notes was not understood.",
            "It is kept in the source's text and makes no statement. Move it, or curate what it says.",
            Span(line.start, line.end),
        )
    for note in notes:
        if note.empty:
            _report_empty_note(work, note)
        else:
            _report_note(work, note, anchored=note.order in anchored)
    _report_language(work)
    replaced = work.context.source.replaced
    for offset in replaced[bisect_left(replaced, section.span.start) : bisect_left(replaced, section.span.end)]:
        work.report(
            "character-replaced",
            "A character that XML does not allow was replaced by U+FFFD.",
            "Remove it from the source.",
            Span(offset, offset + 1),
        )


def _report_heading_and_mark(work: Workspace) -> None:
    section = work.section
    if section.heading is not None and section.heading.unclear:
        work.report(
            "name-order-unclear",
            f"“{work.words(section.heading.span)}”: each comma may stand within a name or between two.",
            'No party is read. Set name_order = "inverted" or "given-first" for this source.',
            section.heading.span,
        )
    mark = section.free_mark
    if mark is not None and not mark.surely_ends:
        work.report(
            "shelf-mark-end-uncertain",
            f"Nothing but its form says that the shelf mark ends with “{work.words(mark.span)[-20:]}”.",
            "What follows is kept as the description of the copy. Check it.",
            mark.span,
            "information",
        )


def _report_empty_note(work: Workspace, note: PrintedNote) -> None:
    """A number without a note behind it is no note."""
    work.report(
        "note-without-content",
        f"Note {note.number} has no words: “{work.words(note.span).strip()[:40]}”.",
        "It is left out. Add the note, or remove its number.",
        _beginning(note.span) if note.span.start < note.span.end else Span(note.span.start - 1, note.span.start),
        "information",
    )


def _report_language(work: Workspace) -> None:
    """The page's own words overrule the declared language, and say so."""
    declared = work.context.declared_language
    if declared != work.language.tag:
        work.report(
            "language-observed",
            f"The source is declared as “{declared}”, and its words are “{work.language.tag}”.",
            f'It is read and tagged as “{work.language.tag}”. Set language = "{work.language.tag}" for this source.',
            _beginning(work.section.body if work.section.body.start < work.section.body.end else work.section.span),
        )


def _report_note(work: Workspace, note: PrintedNote, *, anchored: bool) -> None:
    if not anchored:
        work.report(
            "note-without-anchor",
            f"Note {note.number or note.order} has no marker in the text that stands in its order.",
            "The note is published without an anchor. Add its number to the text.",
            _beginning(note.span),
        )
    if note.number is None:
        work.report(
            "note-without-number",
            f"Note {note.order} has no number.",
            "It is joined to the marker that its place among the notes gives. Add its number.",
            _beginning(note.span),
            "information",
        )


def _beginning(span: Span) -> Span:
    return Span(span.start, min(span.start + 60, span.end))
