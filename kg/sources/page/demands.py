"""What a document asks for: ``the need either to …, or to … or, if …, to …``; the alternatives are of one another."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.records.directive import Demand
from kg.records.reference import EntityType, Reference
from kg.sources.page.passage import Passage
from kg.sources.page.patterns import any_of
from kg.sources.text import Span

_REASON = re.compile(r",\s+(?=(?:who|which|because|since|as)\b)")
_CONDITION = re.compile(r"(?:,\s*)?(?P<condition>if\b[^,]+?)\s*,\s*")
_CUT = re.compile(r"\s*,?\s+or\s*,?\s+(?=(?:to\b|if\b))")


def find_demands(
    passage: Passage, *, document: Reference, proposed_by: tuple[Reference, ...], proposed_to: tuple[Reference, ...]
) -> list[Demand]:
    """Read the demands of a text.

    Args:
        passage: the text of the document.
        document: the document that makes them.
        proposed_by: who signed it, else who sent it.
        proposed_to: whom it addresses.

    Returns:
        Demands in their order; the reason that the document gives (``who, according to our information, …``) is kept as
        its words, never as a fact.
    """
    needs = re.compile(rf"(?<!\w){any_of(passage.language.needs)}\s+(?:either\s+)?(?=to\s)")
    demands: list[Demand] = []
    for sentence in passage.sentences():
        match = needs.search(passage.text, *sentence)
        if match is None:
            continue
        group: list[Demand] = []
        for piece in _alternatives(passage, Span(match.end(), sentence.end)):
            order = len(demands) + len(group) + 1
            group.append(
                replace(
                    _demand(passage, piece, order, document, group[-1] if group else None),
                    proposed_by=proposed_by,
                    proposed_to=proposed_to,
                )
            )
        references = [Reference(EntityType.PRESCRIPTION, one.key) for one in group]
        demands += [
            replace(one, alternatives=tuple(other for other in references if other.key != one.key)) for one in group
        ]
    return demands


def _alternatives(passage: Passage, span: Span) -> list[Span]:
    bounds = [span.start]
    pieces = []
    for cut in _CUT.finditer(passage.text, *span):
        pieces.append(Span(bounds[-1], cut.start()))
        bounds.append(cut.end())
    pieces.append(Span(bounds[-1], span.end))
    return pieces


def _demand(passage: Passage, piece: Span, order: int, document: Reference, before: Demand | None) -> Demand:
    start, end = piece
    condition = _CONDITION.match(passage.text, start, end)
    if condition is not None:
        start = condition.end()
    reason = _REASON.search(passage.text, start, end)
    stop = reason.start() if reason else end
    located = passage.locate(Span(start, stop))
    text_end = located.end
    while text_end > located.start and passage.text[text_end - 1] in " .,;":
        text_end -= 1
    span = Span(located.start, text_end)
    said = " ".join(condition["condition"].split()) if condition else None
    refers = Reference(EntityType.PRESCRIPTION, before.key) if before and said and "the latter" in said else None
    reason_text = passage.text[reason.end() : end].strip(" .\n") if reason else None
    return Demand(
        key=f"{document.key}-demand{order}",
        order=order,
        text=" ".join(passage.words(span).split()),
        language=passage.language.tag,
        locator=passage.locate(span),
        document=document,
        concerns=passage.enter_all(passage.outermost(span)),
        condition=said,
        refers_to=refers,
        reason=" ".join(reason_text.split()) if reason_text else None,
    )
