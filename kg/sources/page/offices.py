"""Holders of offices that notes name: ``Commander-in-Chief S. S. Surname``, or a name alone at an office's anchor."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg.records.agent import EntityKind, OfficeHolding
from kg.records.locator import Basis, Locator
from kg.records.reference import Reference
from kg.sources.page.language import PageLanguage
from kg.sources.page.names import Named
from kg.sources.page.passage import Passage
from kg.sources.page.patterns import any_of, honorific
from kg.sources.text import Span

_REACH = 240
"""Characters within which an office and its holder stand."""


@cache
def _glue(language: PageLanguage) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What may stand between office and holder, between holder and office, and after an apposition."""
    honoured = rf"(?:{honorific(language)}\s+)?"
    then = r"(?:(?:then|at\s+that\s+time|at\s+the\s+time)\s+)?"
    verb = rf"(?:\s+(?:(?:was|is)\s+{then}|(?:{any_of(language.holding)})\s+|by\s+)|\s*,\s*|\s*[-–—]\s*|\s+)"
    after = re.compile(rf"{verb}{honoured}")
    before = re.compile(rf"(?:\s*[,(]\s*|\s*[-–—]\s*|\s+(?:was|is)\s+){then}(?:the\s+)?")
    closed = re.compile(r"\s*(?:[.,;:)–—]|$|and\b)")
    return after, before, closed


def find_holdings(
    passage: Passage,
    *,
    anchor: Reference | None,
    anchor_locator: Locator | None,
    without: Span | None = None,
    within: Span | None = None,
) -> list[OfficeHolding]:
    """Read who held which office; the note gives no date, so the relation has none.

    Args:
        passage: the note, its names already found.
        anchor: the office that the note's marker stands at, if it stands at one.
        anchor_locator: where the marker's words stand.
        within: read no more than the names in this span.
        without: a quoted resolution; its words are not the editors', so that what they say of an office is stated.
    """
    holdings: list[OfficeHolding] = []
    for position in passage.names:
        if within is not None and not position.within(within):
            continue
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
    return any(
        other.kind is EntityKind.CORPORATE_BODY and position.within(other.span) for other in _near(passage, position)
    )


def _near(passage: Passage, one: Named) -> list[Named]:
    return passage.names_in(Span(max(0, one.span.start - _REACH), one.span.end + _REACH))


def _beside(passage: Passage, position: Named) -> Named | None:
    """The person right after the office, or right before it (``X, commander of Y``)."""
    after, before, closed = _glue(passage.language)
    for person in _near(passage, position):
        if person.kind is not EntityKind.PERSON:
            continue
        if position.span.end <= person.span.start:
            between = passage.text[position.span.end : person.span.start]
            if between.split()[:1] == ["by"] and not _is_post(passage, position):
                continue
            if after.fullmatch(between) and ("," not in between or _is_apposition(passage, position, person)):
                return person
        elif person.span.end <= position.span.start:
            between = passage.text[person.span.end : position.span.start]
            ends = closed.match(passage.text, position.span.end, passage.span.end)
            if ends and before.fullmatch(between) and not _in_list(passage, person, position):
                return person
    return None


def _is_post(passage: Passage, position: Named) -> bool:
    """``the office of X was held by A, that of Y by B``: elsewhere *by* names who acts, not who holds."""
    before = passage.text[max(passage.span.start, position.span.start - 24) : position.span.start]
    return re.search(r"(?:that|office|post|position)\s+of\s+(?:the\s+)?$", before) is not None


def _is_apposition(passage: Passage, position: Named, person: Named) -> bool:
    """``the commander of Y, comrade N. N. X``: a full name to the end of its clause; a lone surname may be a list's."""
    ends = re.compile(r"\s*(?:[.;)]|$)").match(passage.text, person.span.end, passage.span.end)
    return "." in person.text and ends is not None and not _in_list(passage, position, person)


def _in_list(passage: Passage, first: Named, second: Named) -> bool:
    """``to A, the Commander and B``: between commas either may be of a list; what stands before or after decides."""
    if "," not in passage.text[first.span.end : second.span.start]:
        return False
    names = [one for one in _near(passage, first) if one.kind in (EntityKind.PERSON, EntityKind.POSITION)]
    conjunction = any_of(passage.language.conjunctions)
    joins = re.compile(rf"\s*,?\s*(?:{conjunction}\s+)?(?:the\s+)?")
    for one in names:
        comes = (
            joins.fullmatch(passage.text, second.span.end, one.span.start) if one.span.start > second.span.end else None
        )
        if comes and comes.group().strip():
            return one.kind is EntityKind.POSITION or not _has_own_office(passage, one)
        goes = (
            joins.fullmatch(passage.text, one.span.end, first.span.start) if one.span.end < first.span.start else None
        )
        if goes and goes.group().strip() == ",":
            return True
    return False


def _has_own_office(passage: Passage, person: Named) -> bool:
    rest = passage.text[person.span.end : person.span.end + 6]
    return re.match(r"\s*[,(]", rest) is not None


def _only_name(passage: Passage) -> Named | None:
    """The name that is the whole note, but for punctuation and *i.e.*"""
    persons = [one for one in passage.names if one.kind is EntityKind.PERSON]
    if len(persons) != 1:
        return None
    rest = (
        passage.text[passage.span.start : persons[0].span.start] + passage.text[persons[0].span.end : passage.span.end]
    )
    words = (*passage.language.meant, *passage.language.honorifics)
    plain = re.sub(rf"(?<!\w)(?i:{any_of(words)})(?!\w)", "", rest)
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
