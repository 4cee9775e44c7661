"""Memberships that notes print: ``members of B, X, Y and Z``, ``X, Y and Z (members of B)``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.records.agent import EntityKind, Membership
from kg.records.locator import Basis
from kg.sources.page.names import Named
from kg.sources.page.passage import Passage
from kg.sources.text import Span

_MEMBERS = re.compile(r"(?<!\w)(?i:members?)\s+of\s+(?:the\s+)?")
_APPOSED = re.compile(r"\s*(?:[,:(]|[-–—])\s*(?:the\s+)?")


def find_memberships(passage: Passage, sentences: Sequence[Span]) -> list[Membership]:
    """Read who is called a member of which body; the note gives no date, so the membership has none."""
    memberships: list[Membership] = []
    number = 0
    for sentence in sentences:
        for match in _MEMBERS.finditer(passage.text, *sentence):
            names = passage.names_at(match.end(), sentence.end)
            if not names or names[0].kind is not EntityKind.CORPORATE_BODY:
                continue
            persons = _after(passage, names[0], sentence) or _before(passage, match.start(), sentence)
            number += bool(persons)
            start = min([match.start(), *(one.span.start for one in persons)])
            span = Span(start, max([names[0].span.end, *(one.span.end for one in persons)]))
            memberships += [
                Membership(
                    key=f"{passage.itself.key}-{number}-member{order}",
                    person=passage.enter(person),
                    body=passage.enter(names[0]),
                    evidence=passage.itself,
                    locator=passage.locate(span),
                    basis=Basis.EDITORIAL_NOTE,
                )
                for order, person in enumerate(persons, start=1)
            ]
    return memberships


def _after(passage: Passage, body: Named, sentence: Span) -> list[Named]:
    apposed = _APPOSED.match(passage.text, body.span.end, sentence.end)
    names = passage.names_at(apposed.end(), sentence.end) if apposed else []
    persons = [one for one in names if one.kind is EntityKind.PERSON]
    return persons if persons == names else []


def _before(passage: Passage, end: int, sentence: Span) -> list[Named]:
    """The list of persons that ends right before an apposition."""
    persons: list[Named] = []
    names = list(passage.names_in(Span(sentence.start, end), EntityKind.PERSON))
    for one in reversed(names):
        between = passage.text[one.span.end : persons[0].span.start if persons else end]
        joined = r"\s*(?:,\s*|,?\s+and\s+)(?:comrades?\s+)?" if persons else r"\s*[,(–—-]\s*(?:the\s+)?"
        if re.fullmatch(joined, between) is None:
            break
        persons.insert(0, one)
    return persons
