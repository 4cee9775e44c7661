"""Directives: who orders what of whom, read from the items of a resolution.

Who issues, carries out or receives is read only where a verb of the tables says it; what the words leave open is left
out. Where the split into items fails, the resolution is one directive with its whole text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.records.agent import EntityKind
from kg.records.date import DateRecord, DateRole
from kg.records.directive import Directive
from kg.records.document import Document
from kg.records.reference import EntityType, Reference
from kg.sources.page.events import Meeting
from kg.sources.page.language import PageLanguage
from kg.sources.page.names import Named
from kg.sources.page.passage import Passage
from kg.sources.page.patterns import any_of
from kg.sources.page.phases import date_record
from kg.sources.page.quotations import OMISSION, TO_BE, Item, ToldResolution, directive_start, split_items
from kg.sources.page.verbs import gerund, participle
from kg.sources.text import Span

_ARTICLE = r"(?:a|an|the)"
_NESTED_TITLE = re.compile(
    rf"\b{_ARTICLE}\s+(?P<title>(?:(?!{_ARTICLE}\s|of\s)[\w-]+\s+){{0,6}}directives?)\s*:?\s+"
    r"(?:on|about|concerning|regarding|to)\s"
)
"""Words between the article and ``directive`` hold no further article, so that they are of one noun phrase."""


_BEHALF = re.compile(r"(?:on\s+behalf\s+of|in\s+the\s+name\s+of)\s+")
_THING = re.compile(r"\s+(?:an?|the|his|her|its|their|this|these|\d+|all|one|two|three)\s")


@dataclass(frozen=True, slots=True)
class Roles:
    executors: tuple[Named, ...] = ()
    recipients: tuple[Named, ...] = ()
    on_behalf_of: tuple[Named, ...] = ()


def read_directives(
    passage: Passage,
    quoted: ToldResolution,
    *,
    resolution: Reference,
    event: Reference | None,
    issuers: tuple[Reference, ...],
) -> list[Directive]:
    """Read the directives of a resolution, each followed by the directive that it conveys, if any.

    Args:
        passage: the note.
        quoted: the resolution in it.
        resolution: the document that expresses the directives.
        event: the meeting that they result from, if the note tells of one.
        issuers: who resolved, if the note says so.

    Returns:
        Directives in the printed order. A nested directive has no issuer, executor, resolution or event: the words say
        only that it is to be conveyed.
    """
    directives: list[Directive] = []
    last_nested: Reference | None = None
    items = split_items(passage, quoted)
    for order, item in enumerate(items, start=1):
        nested = _nested(passage, item, f"{passage.itself.key}-{item.name}")
        directive = _directive(passage, item, order, nested)
        if last_nested is not None and nested is None and re.search(r"\bthis\s+directive\b", directive.text):
            directive = replace(directive, concerns=(*directive.concerns, last_nested))
        directives.append(
            replace(
                directive,
                resolution=resolution,
                event=event,
                issuers=issuers,
                breaks_off=not quoted.closed and item is items[-1],
            )
        )
        if nested is not None:
            directives.append(_nested_directive(passage, nested))
            last_nested = Reference(EntityType.PRESCRIPTION, nested.key)
    return directives


def _directive(passage: Passage, item: Item, order: int, nested: _Nested | None) -> Directive:
    """Read one item by itself; what it has of its resolution is added by the caller."""
    roles = _roles(passage, item, nested.span if nested else None)
    text = passage.words(item.span)
    concerned = _concerns(passage, item, nested.span if nested else None, roles)
    concerns = passage.enter_all(concerned)
    return Directive(
        key=f"{passage.itself.key}-{item.name}",
        order=order,
        text=text,
        language=passage.language.tag,
        locator=passage.locate(item.span),
        letter=item.letter,
        executors=passage.enter_all(roles.executors),
        onward_recipients=passage.enter_all(roles.recipients),
        on_behalf_of=passage.enter_all(roles.on_behalf_of),
        concerns=concerns,
        conveys=Reference(EntityType.PRESCRIPTION, nested.key) if nested else None,
        omission=OMISSION.search(text) is not None,
    )


@dataclass(frozen=True, slots=True)
class _Nested:
    key: str
    title: str
    span: Span


def _nested(passage: Passage, item: Item, key: str) -> _Nested | None:
    """``convey to X a … directive on …``: a directive within a directive."""
    conveying = _conveying(passage.language).search(passage.text, *item.span)
    if conveying is None:
        return None
    for match in _NESTED_TITLE.finditer(passage.text, conveying.end(), item.span.end):
        end = item.span.end
        tail = re.search(r"[\s,;]*(?:\[\s*(?:\.\.\.|…)\s*\][\s.,;]*)+$", passage.text[match.start() : end])
        if tail:
            end = match.start() + tail.start()
        return _Nested(f"{key}-directive", " ".join(match["title"].split()), Span(match.start(), end))
    return None


def _nested_directive(passage: Passage, nested: _Nested) -> Directive:
    return Directive(
        key=nested.key,
        order=None,
        text=passage.words(nested.span),
        language=passage.language.tag,
        locator=passage.locate(nested.span),
        title=nested.title,
        concerns=passage.enter_all(passage.outermost(nested.span)),
    )


def _roles(passage: Passage, item: Item, nested: Span | None) -> Roles:
    start = item.span.start
    end = nested.start if nested else item.span.end
    active = directive_start(passage.language).match(passage.text, start, end)
    executors: list[Named] = []
    recipients: list[Named] = []
    rest = start
    if active is not None:
        verb = " ".join(active["verb"].lower().split())
        objects = passage.names_at(_past_to(passage, active.end(), end), end)
        rest = objects[-1].span.end if objects else active.end()
        if verb in passage.language.instructing:
            executors += objects
        elif verb in passage.language.informing:
            recipients += objects
    else:
        executors, recipients, rest = _passive(passage, start, end)
    recipients += _onward(passage, rest, end, taken=(*executors, *recipients))
    behalf: list[Named] = []
    for match in _BEHALF.finditer(passage.text, start, item.span.end):
        behalf += passage.names_at(match.end(), item.span.end)
    recipients = [one for one in recipients if one not in behalf]
    return Roles(tuple(executors), tuple(recipients), tuple(behalf))


def _past_to(passage: Passage, start: int, end: int) -> int:
    match = re.compile(r"\s+to\s+(?=\S)").match(passage.text, start, end)
    return match.end() if match and passage.names_at(match.end(), end) else start


def _passive(passage: Passage, start: int, end: int) -> tuple[list[Named], list[Named], int]:
    """``Comrade X is instructed to …``, ``X shall be informed``, ``X to send …``, ``… is entrusted to X``."""
    language = passage.language
    entrusted = re.compile(rf"{TO_BE}(?:entrusted|left|assigned|given)\s+to\s+(?:the\s+)?").search(
        passage.text, start, end
    )
    if entrusted is not None:
        objects = passage.names_at(entrusted.end(), end)
        return objects, [], objects[-1].span.end if objects else start
    objects = passage.names_at(start, end)
    if not objects:
        return [], [], start
    at = objects[-1].span.end
    for verbs, role in ((language.instructing, "executor"), (language.informing, "recipient")):
        passive = re.compile(rf"{TO_BE}{any_of(map(participle, verbs))}(?!\w)").match(passage.text, at, end)
        if passive:
            return (objects, [], passive.end()) if role == "executor" else ([], objects, passive.end())
    verbs = (*language.conveying, *language.other_directing, *language.talking)
    if re.compile(rf"\s+to\s+{any_of(verbs)}(?!\w)").match(passage.text, at, end):
        return objects, [], at
    return [], [], start


@cache
def _conveying(language: PageLanguage) -> re.Pattern[str]:
    verbs = (*language.conveying, *map(gerund, language.conveying))
    return re.compile(rf"(?<!\w)(?P<verb>{any_of(verbs)})(?!\w)")


@cache
def _talking(language: PageLanguage) -> re.Pattern[str]:
    verbs = (*language.talking, *map(gerund, language.talking))
    return re.compile(rf"(?<!\w){any_of(verbs)}(?!\w)[^.;]{{0,120}}?\swith\s+")


def _onward(passage: Passage, start: int, end: int, *, taken: tuple[Named, ...]) -> list[Named]:
    """Who receives something from the executor: objects of the verbs of conveying, partners of those of talking."""
    names: list[Named] = []
    for match in _conveying(passage.language).finditer(passage.text, start, end):
        names += _receivers(passage, match, end)
    for match in _talking(passage.language).finditer(passage.text, start, end):
        names += passage.names_at(match.end(), end)
    unwanted = (EntityKind.PLACE, EntityKind.GROUP)
    return [one for one in dict.fromkeys(names) if one not in taken and one.kind not in unwanted]


def _receivers(passage: Passage, match: re.Match[str], end: int) -> list[Named]:
    """``send X a telegram``, ``send a telegram to X``; in ``send X to work`` nobody receives anything."""
    names = passage.names_at(_past_to(passage, match.end(), end), end)
    direct = passage.names_at(match.end(), end)
    if direct and match["verb"].split()[0] in ("send", "sending", "give", "giving"):
        return direct if _THING.match(passage.text, direct[-1].span.end, end) else []
    if names or match.group().endswith(("with", "to")):
        return names
    for later in re.compile(r"(?<=\s)to\s+").finditer(passage.text, match.end(), end):
        names = passage.names_at(later.end(), end)
        if names:
            return names
    return []


def _concerns(passage: Passage, item: Item, nested: Span | None, roles: Roles) -> list[Named]:
    taken = {one.span for one in (*roles.executors, *roles.recipients, *roles.on_behalf_of)}
    opinions = [
        Span(match.start(), match.end() + 80)
        for match in re.compile(r"in\s+the\s+(?:opinion|view|judgement)\s+of\s+").finditer(
            passage.text, item.span.start, item.span.end
        )
    ]
    opined = {name.span for span in opinions for name in passage.names_at(span.end - 80, item.span.end)}
    return [
        one
        for one in passage.outermost(item.span)
        if one.span not in taken and one.span not in opined and not (nested and one.within(nested))
    ]


def resolution_document(
    passage: Passage, told: ToldResolution, *, event: Reference | None, dates: tuple[DateRecord, ...], key: str
) -> Document:
    """Make the record of the resolution itself, told of by the note; its text is known where it is quoted."""
    text = passage.words(told.span)
    quoted = not told.indirect
    return Document(
        reference=Reference(EntityType.DOC, key),
        language=passage.language.tag,
        locator=passage.locate(told.span),
        form="resolution",
        text=text if quoted else None,
        text_locator=passage.locate(told.span) if quoted else None,
        dates=dates,
        described_by=passage.itself,
        records_event=event,
        completeness=("editorial-omission",) if quoted and OMISSION.search(text) else (),
        observed=() if told.closed else ("ends-abruptly",),
    )


def read_resolution(
    passage: Passage, told: ToldResolution, meetings: Sequence[Meeting], *, itself: Reference | None = None
) -> tuple[Document | None, list[Directive]]:
    """Read a resolution that a passage tells of.

    Args:
        passage: a note, or the text of a letter.
        told: where the resolution stands.
        meetings: those that the passage tells of; the last one resolved.
        itself: the letter, if it is the resolution.

    Returns:
        The resolution as a document of its own (``None`` if it is the letter), and its directives. Without a meeting
        the day of the decision is the resolution's own date, where the sentence has just one.
    """
    meeting = meetings[-1] if meetings else None
    event = Reference(EntityType.EVENT, meeting.event.key) if meeting else None
    before = _before_text(passage, told)
    issuers = (meeting.body,) if meeting else _resolving_body(passage, before)
    key = f"{passage.itself.key}-resolution"
    found = passage.dates_in(before) if meeting is None and issuers else []
    dates = (date_record(passage, found[0], f"{key}-written", DateRole.WRITTEN),) if len(found) == 1 else ()
    document = None if itself else resolution_document(passage, told, event=event, dates=dates, key=key)
    resolution = itself or Reference(EntityType.DOC, key)
    return document, read_directives(passage, told, resolution=resolution, event=event, issuers=issuers)


def _before_text(passage: Passage, told: ToldResolution) -> Span:
    """What stands before the resolution in its sentence."""
    sentences = passage.sentences(without=[told.span])
    sentence = next((one for one in sentences if one.start <= told.span.start <= one.end), passage.span)
    return Span(sentence.start, told.span.start)


def _resolving_body(passage: Passage, before: Span) -> tuple[Reference, ...]:
    """``The Orgburo resolved: …``, ``By decision of the Politburo: …``: the one body named before the text."""
    bodies = [one for one in passage.outermost(before) if one.kind is EntityKind.CORPORATE_BODY]
    return (passage.enter(bodies[0]),) if len(bodies) == 1 else ()
