"""How bodies and offices belong together: genitives and parentheses. What is read out of them is inferred."""

from __future__ import annotations

import re

from kg.records.agent import EntityKind, Equation, Mention, PartOf
from kg.records.reference import Reference
from kg.sources.page.names import Named, NameFinder
from kg.sources.page.passage import Passage
from kg.sources.page.workspace import Workspace
from kg.sources.text import Span

_BODY = EntityKind.CORPORATE_BODY
_EQUAL = re.compile(r"\s*\(\s*(?:the\s+)?")
_CLOSE = re.compile(r"\s*\)")
_DEEPEST = 12
"""How many names may stand inside one."""


def read_structure(work: Workspace) -> tuple[tuple[PartOf, ...], tuple[Equation, ...]]:
    """Read ``A of the B`` as part and whole and ``A (the B)`` as an equation; offices are placed in their body."""
    parts: dict[tuple[Reference, Reference], PartOf] = {}
    equations: dict[tuple[Reference, Reference], Equation] = {}
    for passage in _passages(work) if work.language.told else ():
        named = [one for one in passage.names if one.kind in (_BODY, EntityKind.POSITION)]
        for index, one in enumerate(named):
            reference = passage.enter(one)
            nearest = _nearest(one, named[index + 1 : index + 1 + _DEEPEST])
            if one.kind is EntityKind.POSITION:
                _place_office(work, passage, one, reference, nearest)
                continue
            if nearest is not None and nearest.span.end == one.span.end:
                whole = passage.enter(nearest)
                if whole != reference:
                    parts.setdefault((reference, whole), PartOf(reference, whole, work.locate(one.span)))
            for equation in _equations(passage, one, reference):
                equations.setdefault((equation.one, equation.other), equation)
    return tuple(parts.values()), tuple(equations.values())


def _nearest(one: Named, following: list[Named]) -> Named | None:
    """The longest body inside a name; names inside another follow it."""
    inner = [two for two in following if two.within(one.span) and two.kind is _BODY]
    return max(inner, key=lambda two: two.span.end - two.span.start, default=None)


def _equations(passage: Passage, one: Named, reference: Reference) -> list[Equation]:
    opens = _EQUAL.match(passage.text, one.span.end, passage.span.end)
    if opens is None:
        return []
    found = []
    for two in passage.starting_at(opens.end()):
        closes = _CLOSE.match(passage.text, two.span.end)
        if two.kind is _BODY and closes:
            located = passage.locate(Span(one.span.start, closes.end()))
            found.append(Equation(reference, passage.enter(two), located))
    return found


def _passages(work: Workspace) -> list[Passage]:
    """The passages, and the heading as one more: its parties are bodies with genitives, too."""
    heading = work.section.heading
    if heading is None:
        return work.passages
    context = work.context
    finder = NameFinder(context.source.text, work.language, context.authorities)
    own = tuple(one for one in finder.find(heading.span) if one.kind is _BODY)
    return [
        *work.passages,
        Passage(
            source=context.source,
            span=heading.span,
            names=own,
            register=work.register,
            language=work.language,
            dates=context.rules.dates,
            itself=work.itself,
            letter=work.key,
        ),
    ]


def _place_office(work: Workspace, passage: Passage, one: Named, reference: Reference, body: Named | None) -> None:
    """``Commander of X``: the office existed in X; where X is no name by its form, its words are entered as one."""
    link = re.search(r"\s+of\s+(?:the\s+)?(?=\S)", one.text)
    if link is None:
        return
    if body is not None:
        work.register.set_existed_in(reference, passage.enter(body))
        return
    span = Span(one.span.start + link.end(), one.span.end)
    entered = work.register.enter_span(span, _BODY)
    work.register.set_existed_in(reference, entered)
    work.mentions.append(Mention(passage.itself, entered, passage.locate(span)))
