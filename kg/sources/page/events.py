"""Events that notes tell of: meetings, operations with what the note dates, and happenings that are only named.

A note claims its events; the stated graph keeps the claim with its words. *Suspended* is not *ended*, and what a
meeting considered is inferred unless the note names the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.records.agent import EntityKind
from kg.records.date import DateRole
from kg.records.event import Event
from kg.records.reference import Reference
from kg.sources.page.names import Named
from kg.sources.page.passage import Passage
from kg.sources.page.patterns import WORD, any_of
from kg.sources.page.phases import date_record, find_phases
from kg.sources.text import Span

_BODIES = (EntityKind.CORPORATE_BODY, EntityKind.GROUP)
_TROOPS = r"(?:(?:the\s+)?(?:troops|units|forces|armies|detachments)\s+of\s+)?"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; ``clause`` is where the note says what was considered, without naming it."""

    event: Event
    body: Reference
    clause: Span | None


_MEETING = re.compile(
    r"(?<!\w)(?P<name>(?:plenary\s+|regular\s+|next\s+|joint\s+)?(?:meeting|session|sitting|plenum))(?!\w)"
    r"(?P<of>\s+of\s+(?:the\s+)?)?"
)
_CONSIDERED = re.compile(
    r"(?i:the|this)\s+(?:issue|question|matter|case|statement|telegram|letter)\s+was\s+"
    r"(?:considered|discussed|examined|heard|dealt\s+with|taken\s+up)"
)
_HELD = re.compile(r"\s*,?\s*(?:held\s+)?(?:on|of|in)?\s*(?:the\s+)?")


def find_meetings(passage: Passage, sentences: Sequence[Span]) -> list[Meeting]:
    """List the meetings that a note speaks of as meetings: a decision of a body alone is none."""
    meetings: list[Meeting] = []
    for sentence in sentences:
        for match in _MEETING.finditer(passage.text, *sentence):
            met = _met(passage, match, sentence)
            dates = passage.dates_in(sentence)
            if met is None or not dates:
                continue  # "the next meeting of …" without a date is a plan or a reference, not an event to publish
            key = f"{passage.itself.key}-meeting{len(meetings) + 1}"
            nearest = min(dates, key=lambda one: abs(one.span.start - match.start()))
            body = passage.enter(met[0])
            event = Event(
                key=key,
                name=" ".join(passage.words(met[1]).split()),
                language=passage.language.tag,
                locator=passage.locate(sentence),
                activity_type="meeting",
                performers=(body,),
                dates=(date_record(passage, nearest, f"{key}-occurred", DateRole.OCCURRED),),
                described_by=passage.itself,
            )
            clause = _CONSIDERED.search(passage.text, *sentence)
            meetings.append(Meeting(event, body, Span(*clause.span()) if clause else None))
    return meetings


def _met(passage: Passage, match: re.Match[str], sentence: Span) -> tuple[Named, Span] | None:
    """Who met, and the words for the meeting: ``meeting of the X``; ``its meeting`` where one body is named."""
    if match["of"]:
        names = [one for one in passage.names_at(match.end(), sentence.end) if one.kind in _BODIES]
        if names:
            return names[0], Span(match.start("name"), names[0].span.end)
    held = _HELD.match(passage.text, match.end("name"), sentence.end)
    at = held.end() if held else match.end("name")
    if not any(one.span.start == at for one in passage.dates_in(Span(at, min(at + 48, sentence.end)))):
        return None
    before = [one for one in passage.outermost(Span(sentence.start, match.start())) if one.kind in _BODIES]
    after = [one for one in passage.outermost(Span(match.end(), sentence.end)) if one.kind in _BODIES]
    close = before or after[:1]
    return (close[-1], Span(*match.span("name"))) if len({one.text for one in close}) == 1 else None


def find_operations(passage: Passage, sentences: Sequence[Span]) -> list[Event]:
    """Read operations: who carries them out, against whom, and when they began, were suspended, ended."""
    operation = re.compile(rf"(?<![\w-]){any_of(passage.language.operations)}(?![\w-])", re.IGNORECASE)
    events: list[Event] = []
    for sentence in sentences:
        for match in operation.finditer(passage.text, *sentence):
            named = _owner(passage, match, sentence)
            if named is None:
                continue
            performer, span = named
            key = f"{passage.itself.key}-event{len(events) + 1}"
            opponents = _opponents(passage, sentence, performer)
            events.append(
                Event(
                    key=key,
                    name=" ".join(passage.words(span).split()),
                    language=passage.language.tag,
                    locator=passage.locate(sentence),
                    activity_type="military-operation",
                    performers=(passage.enter(performer),),
                    participants=passage.enter_all(opponents),
                    places=passage.enter_all(_near(passage, span.end, sentence.end)),
                    dates=tuple(find_phases(passage, sentence, span, key)),
                    described_by=passage.itself,
                )
            )
            break  # one operation a sentence: "the offensive … the advance" are two words for one
    return events


def _owner(passage: Passage, match: re.Match[str], sentence: Span) -> tuple[Named, Span] | None:
    """``The offensive of the troops of X``; ``X's offensive``; ``X began its offensive``: X and the whole name."""
    text = passage.text
    article = re.compile(r"(?:(?i:the)\s+)?(?:(?:new|general|decisive|major|autumn|summer|spring|winter)\s+)?$")
    start = match.start()
    before = article.search(text[max(sentence.start, start - 24) : start])
    start -= len(before.group()) if before else 0
    of = re.compile(rf"\s+(?:of|by)\s+{_TROOPS}(?:the\s+)?").match(text, match.end(), sentence.end)
    if of is not None:
        names = [one for one in passage.names_at(of.end(), sentence.end) if one.kind in _BODIES]
        return (names[0], Span(start, _past_target(passage, names[0].span.end, sentence.end))) if names else None
    opens = rf"\s+{any_of(passage.language.beginnings)}\s+(?:(?:its|their|an?)\s+)?"
    for one in passage.outermost(Span(sentence.start, match.start())):
        between = text[one.span.end : match.start()]
        if one.kind in _BODIES and re.fullmatch(r"(?:['’]s)?\s+(?:\w+\s+)?", between):
            return one, Span(one.span.start, match.end())
        if one.kind in _BODIES and re.fullmatch(opens, text[one.span.end : start]):
            return one, Span(start, match.end())
    return None


def _past_target(passage: Passage, start: int, end: int) -> int:
    """``… against Y`` belongs to the operation's name; whether Y is a place or an enemy is left open."""
    target = re.compile(rf"\s+(?:against|for)\s+{WORD}(?:\s+and\s+{WORD})?(?=\s*[,.;)]|\s+[a-z])").match(
        passage.text, start, end
    )
    return target.end() if target else start


def _opponents(passage: Passage, sentence: Span, performer: Named) -> list[Named]:
    found: list[Named] = []
    language = passage.language
    words = any_of((*language.happenings, *language.pressing))
    pattern = re.compile(
        rf"(?<!\w)(?:against|(?:under|by|before)\s+(?:the\s+)?{words}\s+(?:of|from)|{any_of(language.happenings)}\s+of)"
        r"\s+(?:the\s+)?"
    )
    for match in pattern.finditer(passage.text, *sentence):
        found += [
            one
            for one in passage.names_at(match.end(), sentence.end)
            if one.kind in _BODIES and one.text != performer.text and one not in found
        ]
    return found


def _near(passage: Passage, start: int, end: int) -> list[Named]:
    match = re.compile(r"\s+(?:near|at|in|on|towards?)\s+").match(passage.text, start, end)
    if match is None:
        return []
    return [one for one in passage.names_at(match.end(), end) if one.kind is EntityKind.PLACE]


def find_happenings(passage: Passage, sentences: Sequence[Span], *, first: int) -> list[Event]:
    """Read what is only told: ``the withdrawal of units of the 8th Army``, ``the failure of X near Y``."""
    pattern = re.compile(
        rf"(?<!\w)(?:(?i:the)\s+)?(?P<noun>{any_of(passage.language.happenings)})\s+of\s+{_TROOPS}(?:the\s+)?"
    )
    events: list[Event] = []
    for sentence in sentences:
        for match in pattern.finditer(passage.text, *sentence):
            names = passage.names_at(match.end(), sentence.end)[:1]
            if not names:
                continue
            places = _near(passage, names[0].span.end, sentence.end)
            end = places[-1].span.end if places else names[0].span.end
            span = Span(match.start(), end)
            acts = names[0].kind in _BODIES
            events.append(
                Event(
                    key=f"{passage.itself.key}-event{first + len(events)}",
                    name=" ".join(passage.words(span).split()),
                    language=passage.language.tag,
                    locator=passage.locate(span),
                    performers=(passage.enter(names[0]),) if acts else (),
                    participants=() if acts or names[0].kind is EntityKind.PLACE else (passage.enter(names[0]),),
                    places=passage.enter_all(places if names[0].kind is not EntityKind.PLACE else [*names, *places]),
                    described_by=passage.itself,
                )
            )
    return events
