"""What a document asks for: ``the need either to …, or to … or, if …, to …``; the alternatives are of one another.

``three ways out: to …, to … or to …`` lists alternatives, too; ``we demand …`` is a demand without any.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.records.directive import Demand
from kg.records.reference import EntityType, Reference
from kg.sources.page.passage import Passage
from kg.sources.page.patterns import any_of
from kg.sources.text import Span

_REASON = re.compile(r",\s+(?=(?:who|in\s+whom|which|because|since|as)\b)")
_CONDITION = re.compile(r"(?:,\s*)?(?P<condition>if\b[^,]+?)\s*,\s*")
_OR = r"(?:(?:(?<!\s)\s++)?+,\s++|(?<!\s)\s++)or(?:\s*+,)?+\s++(?=(?:to\b|if\b))"
_CUT = re.compile(_OR)
_CUT_OF_LIST = re.compile(rf"{_OR}|(?:(?<!\s)\s++)?+[,;]\s++(?=to\b)")


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
    demands: list[Demand] = []
    if not passage.language.told:
        return demands
    own = rf"(?<!\w)(?i:{any_of(passage.language.own_words)})(?!\w)"
    summary = re.search(own, passage.words(passage.span)) is not None
    for sentence in passage.sentences():
        group: list[Demand] = []
        for piece in _pieces(passage, sentence, summary=summary):
            order = len(demands) + len(group) + 1
            demand = _demand(passage, piece, order, document, group[-1] if group else None)
            group.append(replace(demand, proposed_by=proposed_by, proposed_to=proposed_to))
        references = [Reference(EntityType.PRESCRIPTION, one.key) for one in group]
        demands += [
            replace(one, alternatives=tuple(other for other in references if other.key != one.key)) for one in group
        ]
    return demands


def _pieces(passage: Passage, sentence: Span, *, summary: bool) -> list[Span]:
    """The words of each demand of a sentence, which are alternatives of one another."""
    language, text = passage.language, passage.text
    needs = re.compile(rf"(?<!\w){any_of(language.needs)}\s+(?:either\s+)?(?=to\s)").search(text, *sentence)
    if needs is not None:
        return _alternatives(passage, Span(needs.end(), sentence.end), _CUT)
    ways = re.compile(rf"(?<!\w){any_of(language.ways_out)}\s*:\s+(?:either\s+)?(?=to\s)").search(text, *sentence)
    if ways is not None:
        return _alternatives(passage, Span(ways.end(), sentence.end), _CUT_OF_LIST)
    return _demanded(passage, sentence, summary=summary)


def _demanded(passage: Passage, sentence: Span, *, summary: bool) -> list[Span]:
    """``we demand …``; *they* are the senders only in a summary that calls them so."""
    subject = r"(?:We|we|I|They|they)" if summary else r"(?:We|we|I)"
    verb = re.compile(rf"(?<!\w){subject}\s+(?:also\s+|therefore\s+)?demand\s+(?=\w)").search(passage.text, *sentence)
    return [Span(verb.end(), sentence.end)] if verb else []


def _alternatives(passage: Passage, span: Span, cuts: re.Pattern[str]) -> list[Span]:
    bounds = [span.start]
    pieces = []
    for cut in cuts.finditer(passage.text, *span):
        pieces.append(Span(bounds[-1], cut.start()))
        bounds.append(cut.end())
    pieces.append(Span(bounds[-1], span.end))
    whole: list[Span] = []
    for piece in pieces:  # "if the latter is too early, to …" is one
        if whole and re.fullmatch(r"if\b[^,]*", passage.words(whole[-1])):
            whole[-1] = Span(whole[-1].start, piece.end)
        else:
            whole.append(piece)
    return whole


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
    marker = re.search(r"\s+\d{1,2}$", passage.text[located.start : text_end])
    if marker is not None:  # a note's number, not a quantity: nothing counted follows it
        text_end = located.start + marker.start()
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
