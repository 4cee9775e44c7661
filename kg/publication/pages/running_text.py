"""Running text with its notes and links: characters of a source cut into segments.

Offsets are those of the locators: characters of the decoded source from 0. The number that the page prints at an
anchor is shown as a raised number that leads to the note; the spaces that set it apart in the source go with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.publication.pages.models import Segment

_OMISSION = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something at characters of the source: a link to ``iri`` from ``start`` to ``end``."""

    start: int
    end: int
    iri: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A note's anchor: its number is shown after ``end``; ``name`` is the anchor's fragment on the page."""

    end: int
    number: str
    iri: str
    name: str


def segments(text: str, start: int, marks: Iterable[Mark], anchors: Iterable[Anchor]) -> tuple[Segment, ...]:
    """Cut a text into segments.

    Args:
        text: the characters.
        start: the offset of the first of them in the source.
        marks: links; of those that overlap the longest is shown.
        anchors: of notes; those outside the text are left out.
    """
    inside = [one for one in anchors if start < one.end <= start + len(text)]
    pieces: list[Segment] = []
    at = 0
    events: list[tuple[int, int, Mark | Anchor]] = [
        (one.start - start, 1, one) for one in _outermost(marks, start, text)
    ]
    events += [(one.end - start, 0, one) for one in inside]
    for place, _, event in sorted(events, key=lambda one: (one[0], one[1])):
        if place > at:
            pieces += _plain(text[at:place])
            at = place
        if isinstance(event, Anchor):
            pieces.append(Segment("anchor", event.number, event.iri, event.number, event.name))
            at += _printed_number(text[at:], event.number)
        elif place == at:
            end = event.end - start
            cut = min([one.end - start for one in inside if place < one.end - start < end], default=end)
            pieces.append(Segment("link", text[place:cut], event.iri))
            at = cut
    return tuple(_tidy([*pieces, *_plain(text[at:])]))


def _outermost(marks: Iterable[Mark], start: int, text: str) -> list[Mark]:
    chosen: list[Mark] = []
    for mark in sorted(set(marks), key=lambda one: (one.start, -one.end, one.iri)):
        inside = start <= mark.start < mark.end <= start + len(text)
        if inside and (not chosen or mark.start >= chosen[-1].end):
            chosen.append(mark)
    return chosen


def _printed_number(rest: str, number: str) -> int:
    """Measure the number that the source prints at an anchor, with the spaces that set it apart."""
    match = re.match(rf"\s*{re.escape(number)}(?![\w])(?:\s+(?=[,.;:!?)\]]))?", rest)
    return match.end() if match else 0


def _plain(text: str) -> list[Segment]:
    pieces: list[Segment] = []
    at = 0
    for match in _OMISSION.finditer(text):
        pieces.append(Segment("text", text[at : match.start()]))
        pieces.append(Segment("omission", match[0]))
        at = match.end()
    pieces.append(Segment("text", text[at:]))
    return [piece for piece in pieces if piece.text]


def _tidy(pieces: Sequence[Segment]) -> list[Segment]:
    """Join plain pieces that touch."""
    joined: list[Segment] = []
    for piece in pieces:
        if joined and joined[-1].kind == piece.kind == "text":
            joined[-1] = Segment("text", joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined
