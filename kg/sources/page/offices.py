"""Holders of offices that notes name: ``Commander-in-Chief S. S. Surname``, or a name alone at an office's anchor."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.records.agent import EntityKind, OfficeHolding
from kg.records.locator import Basis, Locator
from kg.records.reference import Reference
from kg.sources.page.names import Named
from kg.sources.page.passage import Passage
from kg.sources.text import Span

_BETWEEN = re.compile(
    r"\s*(?:,|[-–—(:]|\bwas\b|\bis\b|\bwas\s+then\b|\bthen\b)?\s*(?:the\s+|then\s+|at\s+that\s+time\s+)?"
)


def find_holdings(
    passage: Passage, *, anchor: Reference | None, anchor_locator: Locator | None, without: Span | None = None
) -> list[OfficeHolding]:
    """Read who held which office; the note gives no date, so the relation has none.

    Args:
        passage: the note, its names already found.
        anchor: the office that the note's marker stands at, if it stands at one.
        anchor_locator: where the marker's words stand.
        without: a quoted resolution; its words are not the editors', so that what they say of an office is stated.
    """
    holdings: list[OfficeHolding] = []
    for position in passage.names:
        if position.kind is not EntityKind.POSITION or _inside_body(passage, position):
            continue
        person = _beside(passage, position)
        if person is not None:
            holding = _holding(passage, person, passage.enter(position), position.span, len(holdings) + 1)
            quoted = without is not None and position.span.start >= without.start and position.span.end <= without.end
            holdings.append(replace(holding, basis=Basis.STATED) if quoted else holding)
    alone = _only_name(passage)
    if not holdings and alone is not None and anchor is not None:
        holdings.append(_holding(passage, alone, anchor, alone.span, 1))
    return holdings


def _inside_body(passage: Passage, position: Named) -> bool:
    return any(other.kind is EntityKind.CORPORATE_BODY and position.within(other.span) for other in passage.names)


def _beside(passage: Passage, position: Named) -> Named | None:
    """The person right after the office, or right before it (``X, commander of Y``)."""
    for person in passage.names:
        if person.kind is not EntityKind.PERSON:
            continue
        after = passage.text[position.span.end : person.span.start]
        before = passage.text[person.span.end : position.span.start]
        if position.span.end <= person.span.start and (
            not after.strip() or re.fullmatch(r"\s*(?:,|was|at\s+that\s+time|then)\s*", after)
        ):
            return person
        if person.span.end <= position.span.start and before and _BETWEEN.fullmatch(before) and before.strip():
            return person
    return None


def _only_name(passage: Passage) -> Named | None:
    """The name that is the whole note, but for punctuation and *i.e.*"""
    persons = [one for one in passage.names if one.kind is EntityKind.PERSON]
    if len(persons) != 1:
        return None
    rest = (
        passage.text[passage.span.start : persons[0].span.start] + passage.text[persons[0].span.end : passage.span.end]
    )
    plain = re.sub(
        r"(?i)\b(?:i\.\s?e\.|that is|meaning|this is|refers to|reference to|the reference is to|we are talking about)",
        "",
        rest,
    )
    return persons[0] if not re.search(r"\w", plain) else None


def _holding(passage: Passage, person: Named, position: Reference, span: Span, order: int) -> OfficeHolding:
    start, end = min(span.start, person.span.start), max(span.end, person.span.end)
    return OfficeHolding(
        key=f"{passage.itself.key}-holder{order}",
        person=passage.enter(person),
        position=position,
        evidence=passage.itself,
        locator=passage.locate(Span(start, end)),
        basis=Basis.EDITORIAL_NOTE,
    )
