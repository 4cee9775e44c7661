"""What a letter's own text tells beyond names: a resolution that it quotes or is, and who its senders are.

Everything here is stated by the letter. Events, documents and offices that a letter speaks of in passing are not read:
its grammar is anybody's, and a wrong statement is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.records.agent import EntityKind, Membership, OfficeHolding, Party
from kg.records.directive import Directive
from kg.records.document import Document
from kg.records.event import Event
from kg.records.locator import Basis
from kg.records.reference import EntityType, Reference
from kg.sources.page.events import find_meetings
from kg.sources.page.offices import find_holdings
from kg.sources.page.passage import Passage
from kg.sources.page.patterns import any_of
from kg.sources.page.quotations import find_quoted_resolution
from kg.sources.page.resolutions import read_resolution
from kg.sources.text import Span


@dataclass(frozen=True, slots=True)
class ReadText:
    """``records_event`` is the meeting whose resolution the letter is; a resolution quoted in it is a document."""

    records_event: Reference | None = None
    documents: tuple[Document, ...] = ()
    events: tuple[Event, ...] = ()
    directives: tuple[Directive, ...] = ()
    holdings: tuple[OfficeHolding, ...] = ()
    memberships: tuple[Membership, ...] = ()


def read_text(passage: Passage, *, form: str | None, senders: Sequence[Party]) -> ReadText:
    """Read a letter's text.

    Args:
        passage: the text, its names already found.
        form: the letter's documentary form; a ``resolution`` is the one that its text quotes.
        senders: who the words *the senders* mean.

    Returns:
        Directives with the resolution that expresses them, and the meeting where the text tells of one.
    """
    if not passage.language.told:
        return ReadText()
    memberships = tuple(_memberships(passage, senders))
    told = find_quoted_resolution(passage)
    if told is None:
        return ReadText(memberships=memberships)
    before = [Span(one.start, min(one.end, told.span.start)) for one in passage.sentences(without=[told.span])]
    meetings = find_meetings(passage, [one for one in before if one.start < one.end])
    itself = form == "resolution"
    document, directives = read_resolution(passage, told, meetings, itself=passage.itself if itself else None)
    return ReadText(
        records_event=Reference(EntityType.EVENT, meetings[-1].event.key) if itself and meetings else None,
        documents=() if document is None else (document,),
        events=tuple(one.event for one in meetings),
        directives=tuple(directives),
        holdings=tuple(find_holdings(passage, anchor=None, anchor_locator=None, without=told.span, within=told.span)),
        memberships=memberships,
    )


def _memberships(passage: Passage, senders: Sequence[Party]) -> list[Membership]:
    """``The senders are members of B``: each of them."""
    subject = rf"(?<!\w)(?i:the\s+)?(?i:{any_of(passage.language.own_words)})\s+(?:are|is|were|was)\s+(?:a\s+|all\s+)?"
    pattern = re.compile(rf"{subject}members?\s+of\s+(?:the\s+)?")
    memberships: list[Membership] = []
    for match in pattern.finditer(passage.text, *passage.span):
        for body in passage.names_at(match.end(), passage.span.end):
            if body.kind is not EntityKind.CORPORATE_BODY:
                break
            number = len(memberships) + 1
            memberships += [
                Membership(
                    key=f"{passage.itself.key}-member{order}",
                    person=party.agent,
                    body=passage.enter(body),
                    evidence=passage.itself,
                    locator=passage.locate(Span(match.start(), body.span.end)),
                    basis=Basis.STATED,
                )
                for order, party in enumerate(senders, start=number)
                if party.agent.type is EntityType.PERSON
            ]
    return memberships
