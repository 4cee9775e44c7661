"""Resolutions and their directives, as editors' notes quote them.

The grammar knows the fixed forms of the genre: ``resolved: "a) Instruct comrade X to …, b) … [...] Offer Y to …"``.
Who issues, carries out or receives is read only where a verb of the tables says it; what the words leave open is left
out. Where the split into items fails, the resolution is one directive with its whole text.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from functools import cache

from kg.records.agent import EntityKind
from kg.records.directive import Directive
from kg.records.document import Document
from kg.records.reference import EntityType, Reference
from kg.sources.page.language import PageLanguage
from kg.sources.page.names import Named
from kg.sources.page.passage import Passage
from kg.sources.page.patterns import any_of
from kg.sources.text import Span

_OMISSION = re.compile(r"\[\s*(?:\.\s?\.\s?\.|…)\s*\]|<\s*(?:\.\.\.|…)\s*>")
_OPEN = '“"«„'
_CLOSE = '”"»'
_LETTER = re.compile(r"(?:(?<=[\s.,;:“\"«„\]])|(?<=^))(?P<letter>[a-zа-я]|\d{1,2})\)\s*(?=\S)")


_TO_BE = r"\s*,?\s+(?:is|are|was|were|be|shall\s+be|to\s+be|should\s+be)\s+(?:hereby\s+)?"
_ARTICLE = r"(?:a|an|the)"
_NESTED_TITLE = re.compile(
    rf"\b{_ARTICLE}\s+(?P<title>(?:(?!{_ARTICLE}\s|of\s)[\w-]+\s+){{0,6}}directives?)\s*:?\s+"
    r"(?:on|about|concerning|regarding|to)\s"
)
"""Words between the article and ``directive`` hold no further article, so that they are of one noun phrase."""


@dataclass(frozen=True, slots=True)
class QuotedResolution:
    """The text of a resolution within a note; ``closed`` tells whether the quotation ends on the page."""

    span: Span
    closed: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its letter as printed (``None`` for an unlettered one), its key's last part, its words."""

    letter: str | None
    name: str
    span: Span


def find_quoted_resolution(passage: Passage) -> QuotedResolution | None:
    """Find the quoted text after a word such as *resolved* or *resolution*."""
    words = any_of(passage.language.resolving)
    pattern = re.compile(
        rf"(?<!\w)(?i:{words})(?!\w)[^:{_OPEN}]{{0,120}}?(?::\s*(?P<open>[{_OPEN}])?|\s(?P<open2>[{_OPEN}]))"
    )
    for match in pattern.finditer(passage.text, passage.span.start, passage.span.end):
        start = match.end()
        if match["open"] is None and match["open2"] is None:
            if not _LETTER.match(passage.text[start : passage.span.end].lstrip()) and not _begins_directive(
                passage.text[start : passage.span.end], passage.language
            ):
                continue
            return QuotedResolution(_trim(passage, Span(start, passage.span.end)), closed=True)
        close = _closing_quote(passage.text, start, passage.span.end)
        end = passage.span.end if close is None else close
        return QuotedResolution(_trim(passage, Span(start, end)), closed=close is not None)
    return None


def _closing_quote(text: str, start: int, end: int) -> int | None:
    """The last closing quote after which only the end of the note or another sentence follows."""
    found = None
    for match in re.finditer(rf"[{_CLOSE}](?=[\s.,;)]|$)", text[start:end]):
        found = start + match.start()
    return found


def _trim(passage: Passage, span: Span) -> Span:
    located = passage.locate(span)
    return Span(located.start, located.end)


def split_items(passage: Passage, quoted: Span) -> list[Item]:
    """Cut a resolution into its items: letters or numbers in sequence, then unlettered items after ``[...]``."""
    text = passage.text
    starts: list[tuple[int, int, str]] = []
    for match in _LETTER.finditer(text, quoted.start, quoted.end):
        letter = match["letter"]
        if (not starts and letter not in ("a", "а", "1")) or (starts and not _follows(starts[-1][2], letter)):
            continue
        starts.append((match.start(), match.end(), letter))
    if not starts:
        return _unlettered(passage, Item(None, "1", quoted), first=True)
    items: list[Item] = []
    before = Span(quoted.start, starts[0][0])
    if _begins_directive(_OMISSION.sub("", passage.words(before)).lstrip(" ."), passage.language):
        items += _unlettered(passage, Item(None, "0", before), first=True)
    for index, (_, start, letter) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else quoted.end
        items += _unlettered(passage, Item(letter, letter, Span(start, end)), first=False)
    return items


def _follows(before: str, letter: str) -> bool:
    if before.isdigit() or letter.isdigit():
        return before.isdigit() and letter.isdigit() and int(letter) == int(before) + 1
    return ord(letter) == ord(before) + 1


def _unlettered(passage: Passage, item: Item, *, first: bool) -> list[Item]:
    """Cut off what begins with a verb of the tables after an omission: the unlettered items."""
    cuts = [item.span.start]
    for match in _OMISSION.finditer(passage.text, item.span.start, item.span.end):
        rest = passage.text[match.end() : item.span.end]
        at = match.end() + len(rest) - len(rest.lstrip(" .,;"))
        if at < item.span.end and passage.text[at].isupper() and _begins_directive(passage.text[at:], passage.language):
            cuts.append(at)
    bounds = [*cuts, item.span.end]
    items = []
    for index, (start, end) in enumerate(itertools.pairwise(bounds)):
        span = _strip(passage, Span(start, end))
        if not passage.words(span).strip(" .,;[]…"):
            continue
        if index == 0:
            items.append(replace(item, span=span))
        else:
            suffix = "" if index == 1 else str(index)
            items.append(Item(None, f"after-{item.name}{suffix}" if not first else f"{index + 1}", span))
    return items


def _strip(passage: Passage, span: Span) -> Span:
    start, end = span
    while end > start and passage.text[end - 1] in " \t\n,;":
        end -= 1
    return _trim(passage, Span(start, end))


@cache
def _directive_start(language: PageLanguage) -> re.Pattern[str]:
    verbs = (*language.instructing, *language.informing, *language.other_directing)
    return re.compile(rf"(?:to\s+)?(?P<verb>{any_of(verbs)})(?!\w)", re.IGNORECASE)


def _begins_directive(text: str, language: PageLanguage) -> bool:
    return _directive_start(language).match(text.lstrip()) is not None


def participle(verb: str) -> str:
    """``instruct`` -> ``instructed``, ``propose to`` -> ``proposed to``; for the passive of the tables' verbs."""
    word, _, rest = verb.partition(" ")
    if word.endswith("e"):
        word += "d"
    elif word.endswith("y"):
        word = word[:-1] + "ied"
    elif word in ("send", "give", "take", "tell", "leave"):
        word = {"send": "sent", "give": "given", "take": "taken", "tell": "told", "leave": "left"}[word]
    else:
        word += "ed"
    return f"{word} {rest}".strip()


@dataclass(frozen=True, slots=True)
class Roles:
    executors: tuple[Named, ...] = ()
    recipients: tuple[Named, ...] = ()
    on_behalf_of: tuple[Named, ...] = ()


def read_directives(
    passage: Passage,
    quoted: QuotedResolution,
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
    items = split_items(passage, quoted.span)
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
        omission=_OMISSION.search(text) is not None,
    )


@dataclass(frozen=True, slots=True)
class _Nested:
    key: str
    title: str
    span: Span


def _nested(passage: Passage, item: Item, key: str) -> _Nested | None:
    """``convey to X a … directive on …``: a directive within a directive."""
    conveying = re.search(rf"(?<!\w){any_of(passage.language.conveying)}(?!\w)", passage.words(item.span))
    if conveying is None:
        return None
    for match in _NESTED_TITLE.finditer(passage.text, item.span.start + conveying.end(), item.span.end):
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
    active = _directive_start(passage.language).match(passage.text, start, end)
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
    for match in re.compile(r"on\s+behalf\s+of\s+").finditer(passage.text, start, item.span.end):
        behalf += passage.names_at(match.end(), item.span.end)
    recipients = [one for one in recipients if one not in behalf]
    return Roles(tuple(executors), tuple(recipients), tuple(behalf))


def _past_to(passage: Passage, start: int, end: int) -> int:
    match = re.compile(r"\s+to\s+(?=\S)").match(passage.text, start, end)
    return match.end() if match and passage.names_at(match.end(), end) else start


def _passive(passage: Passage, start: int, end: int) -> tuple[list[Named], list[Named], int]:
    """``Comrade X is instructed to …``, ``X shall be informed``."""
    objects = passage.names_at(start, end)
    if not objects:
        return [], [], start
    at = objects[-1].span.end
    for verbs, role in ((passage.language.instructing, "executor"), (passage.language.informing, "recipient")):
        passive = re.compile(rf"{_TO_BE}{any_of(map(participle, verbs))}(?!\w)").match(passage.text, at, end)
        if passive:
            return (objects, [], passive.end()) if role == "executor" else ([], objects, passive.end())
    return [], [], start


def _onward(passage: Passage, start: int, end: int, *, taken: tuple[Named, ...]) -> list[Named]:
    """Who receives something from the executor: objects of the verbs of conveying."""
    found: list[Named] = []
    pattern = re.compile(rf"(?<!\w){any_of(passage.language.conveying)}(?!\w)")
    for match in pattern.finditer(passage.text, start, end):
        names = passage.names_at(_past_to(passage, match.end(), end), end)
        if not names and not match.group().endswith(("with", "to")):
            later = re.compile(r"(?<=\s)to\s+").search(passage.text, match.end(), end)
            while later and not names:
                names = passage.names_at(later.end(), end)
                later = re.compile(r"(?<=\s)to\s+").search(passage.text, later.end(), end)
        found += [
            one
            for one in names
            if one not in taken and one not in found and one.kind not in (EntityKind.PLACE, EntityKind.GROUP)
        ]
    return found


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


def resolution_document(passage: Passage, quoted: QuotedResolution, *, event: Reference | None, key: str) -> Document:
    """Make the record of the resolution itself, told of by the note."""
    text = passage.words(quoted.span)
    return Document(
        reference=Reference(EntityType.DOC, key),
        language=passage.language.tag,
        locator=passage.locate(quoted.span),
        form="resolution",
        text=text,
        text_locator=passage.locate(quoted.span),
        described_by=passage.itself,
        records_event=event,
        completeness=("editorial-omission",) if _OMISSION.search(text) else (),
        observed=() if quoted.closed else ("ends-abruptly",),
    )
