"""One editorial note -> its record and everything that it tells: holders, documents, events, resolutions, sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from kg.records.agent import Membership, OfficeHolding
from kg.records.directive import Demand, Directive
from kg.records.document import Document, FormClaim
from kg.records.event import Event
from kg.records.note import Citation, EditorialNote
from kg.records.reference import Reference
from kg.sources.page.citations import PrintedCitation, find_citations
from kg.sources.page.events import Meeting, find_happenings, find_meetings, find_operations
from kg.sources.page.notes import Anchor, PrintedNote
from kg.sources.page.offices import find_holdings
from kg.sources.page.passage import Passage
from kg.sources.page.quotations import ToldResolution, find_resolution
from kg.sources.page.resolutions import read_resolution
from kg.sources.page.told_documents import find_told_documents
from kg.sources.text import SourceText, Span

MakePassage = Callable[[Span, Sequence[Span]], Passage]


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note and what was read in it."""

    note: EditorialNote
    documents: tuple[Document, ...] = ()
    events: tuple[Event, ...] = ()
    directives: tuple[Directive, ...] = ()
    demands: tuple[Demand, ...] = ()
    citations: tuple[Citation, ...] = ()
    holdings: tuple[OfficeHolding, ...] = ()
    memberships: tuple[Membership, ...] = ()
    claims: tuple[FormClaim, ...] = field(default=())


def read_note(
    printed: PrintedNote,
    anchor: Anchor | None,
    *,
    reference: Reference,
    letter: Reference,
    letter_form: str | None,
    office: Reference | None,
    make_passage: MakePassage,
    source: SourceText,
) -> ReadNote:
    """Read a note.

    Args:
        printed: the note as the layout found it.
        anchor: where its marker stands, if it does.
        reference: the note itself.
        letter: the document that it belongs to, with its form.
        letter_form: a concept of the documentary forms, or ``None``.
        office: the office that the marker stands at, if it stands at one.
        make_passage: gives the passage of a span without the names in some spans.
        source: the page.

    Returns:
        The note's record and everything that it tells.
    """
    cited = find_citations(source.text, printed.span)
    passage = make_passage(printed.span, [one.span for one in cited])
    citations = tuple(_citation(one, index, passage) for index, one in enumerate(cited, start=1))
    if not passage.language.told:
        return ReadNote(note=_record(printed, anchor, reference, letter, passage), citations=citations)
    quoted = find_resolution(passage)
    skip = [one.span for one in cited] + ([quoted.span] if quoted else [])
    sentences = [span for span in passage.sentences(without=skip) if not (quoted and quoted.span.start <= span.start)]
    told = find_told_documents(passage, sentences, letter=letter, letter_form=letter_form, skip=skip)
    outside = [_before(span, quoted) for span in sentences]
    meetings = find_meetings(passage, outside)
    document, directives = read_resolution(passage, quoted, meetings) if quoted else (None, [])
    holdings = find_holdings(
        passage,
        anchor=office,
        anchor_locator=source.locate(*anchor.words) if anchor else None,
        without=quoted.span if quoted and not quoted.indirect else None,
    )
    return ReadNote(
        note=_record(printed, anchor, reference, letter, passage),
        documents=(*told.documents, *([document] if document else [])),
        events=_events(passage, outside, meetings, letter),
        directives=tuple(directives),
        demands=tuple(told.demands),
        citations=citations,
        holdings=tuple(holdings),
        memberships=tuple(told.memberships),
        claims=tuple(told.claims),
    )


def _events(
    passage: Passage, sentences: Sequence[Span], meetings: Sequence[Meeting], letter: Reference
) -> tuple[Event, ...]:
    considering = [_considering(one, letter, passage) for one in meetings]
    operations = find_operations(passage, sentences)
    happenings = find_happenings(passage, sentences, first=len(operations) + 1)
    return (*considering, *operations, *happenings)


def _before(span: Span, quoted: ToldResolution | None) -> Span:
    return Span(span.start, min(span.end, quoted.span.start)) if quoted else span


def _record(
    printed: PrintedNote, anchor: Anchor | None, reference: Reference, letter: Reference, passage: Passage
) -> EditorialNote:
    locator = passage.locate(printed.span)
    text = locator.exact
    opens, closes = len(re.findall("[“«„]", text)), len(re.findall("[”»]", text))
    return EditorialNote(
        key=reference.key,
        document=letter,
        order=printed.order,
        text=text,
        language=passage.language.tag,
        locator=locator,
        number=printed.number,
        anchors=(passage.locate(anchor.words),) if anchor else (),
        breaks_off=opens > closes or not re.search(r"[.!?…)\]”\"»:]\s*$", text),
        omission=re.search(r"\[\s*(?:\.\.\.|…)\s*\]", text) is not None,
    )


def _considering(meeting: Meeting, letter: Reference, passage: Passage) -> Event:
    """*The issue was considered*: that it was this letter's is our inference."""
    if meeting.clause is None:
        return meeting.event
    return replace(meeting.event, considered=(letter,), considered_locator=passage.locate(meeting.clause))


def _citation(cited: PrintedCitation, number: int, passage: Passage) -> Citation:
    key = f"{passage.itself.key}-source{number}"
    return Citation(
        key=key,
        cited_by=passage.itself,
        as_printed=" ".join(passage.words(cited.span).split()),
        title=" ".join(cited.title.split()),
        language=passage.language.tag,
        locator=passage.locate(cited.span),
        work_key=f"{key}-work",
        volume=cited.volume,
        pages=cited.pages,
    )
