"""Headings: who writes to whom. ``X, Y - Z``, ``X to Y``, ``Telegram from X to Y``, ``Telegram of X to Y``.

The title of a web page is never asked: it is known to say the opposite of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.records.agent import EntityKind
from kg.sources.page.language import PageLanguage
from kg.sources.page.patterns import ACRONYM, FULL_NAME, INITIAL, INVERTED_NAME, WORD, any_of
from kg.sources.text import Span

_DASH = re.compile(r"\s+[-–—]{1,2}\s+|\s*—\s*")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class PartyName:
    """One sender or recipient as printed; ``span`` counts in the page."""

    span: Span
    text: str
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class Heading:
    """``form`` is a concept of the documentary forms if the heading names the genre, with its ``form_span``."""

    span: Span
    senders: tuple[PartyName, ...]
    recipients: tuple[PartyName, ...]
    form: str | None = None
    form_span: Span | None = None


def read_heading(
    line: str, start: int, language: PageLanguage, *, name_order: str = "given-first", separator: str | None = None
) -> Heading | None:
    """Read a line as a heading.

    Args:
        line: e.g. ``"Telegram from X to Y, Z"``.
        start: offset of the line in the page.
        language: the table of words.
        name_order: ``given-first`` or ``inverted`` (``Surname, N. N.``).
        separator: what stands between parties, if the collection says so; otherwise commas (semicolons when names
            are inverted) and conjunctions.

    Returns:
        The heading; ``None`` if a side is not made of names, so that a sentence is never taken for one.
    """
    if not line or len(line) > _LONGEST or line[-1] in "?!:;,":
        return None
    form, form_span, rest_start = _form(line, start, language)
    rest = line[rest_start:]
    for sides in _sides(rest, language, has_form=form is not None):
        parties = []
        for side in sides:
            names = _parties(side, rest, start + rest_start, language, name_order, separator)
            if names is None:
                break
            parties.append(names)
        else:
            senders = parties[0]
            recipients = parties[1] if len(parties) > 1 else ()
            return Heading(Span(start, start + len(line)), senders, recipients, form, form_span)
    return None


@cache
def _form_pattern(language: PageLanguage) -> re.Pattern[str]:
    forms = any_of(language.forms)
    return re.compile(rf"(?P<form>{forms})\s+{any_of(language.sender_words)}\s+(?:the\s+)?", re.IGNORECASE)


def _form(line: str, start: int, language: PageLanguage) -> tuple[str | None, Span | None, int]:
    match = _form_pattern(language).match(line)
    if match is None:
        return None, None, 0
    printed = match["form"]
    return language.forms[" ".join(printed.lower().split())], Span(start, start + len(printed)), match.end()


def _sides(rest: str, language: PageLanguage, *, has_form: bool) -> list[list[Span]]:
    """The ways to cut a heading into senders and recipients, the likeliest first.

    After ``Telegram of X`` the word ``of`` may stand for ``to`` (``Telegram from X of Y``): tried last.
    """
    matches = list(_DASH.finditer(rest))
    matches += re.finditer(rf"\s+{any_of(language.recipient_words)}\s+(?:the\s+)?", rest)
    if has_form:
        matches += re.finditer(r"\s+of\s+", rest)
    cuts = [[Span(0, match.start()), Span(match.end(), len(rest))] for match in matches]
    if has_form:
        cuts.append([Span(0, len(rest))])
    return cuts


def _parties(
    side: Span, rest: str, start: int, language: PageLanguage, name_order: str, separator: str | None
) -> tuple[PartyName, ...] | None:
    parties = []
    for span in split_parties(rest[side.start : side.end], language, name_order=name_order, separator=separator):
        text = rest[side.start + span.start : side.start + span.end]
        kind = party_kind(text, language)
        if kind is None:
            return None
        at = start + side.start
        parties.append(PartyName(Span(at + span.start, at + span.end), text, kind))
    return tuple(parties) or None


def split_parties(
    text: str, language: PageLanguage, *, name_order: str = "given-first", separator: str | None = None
) -> list[Span]:
    """Cut a list of parties; a conjunction inside a body's name does not cut (``Council of Labour and Defence``)."""
    conjunction = rf"\s+{any_of(language.conjunctions)}\s+(?:the\s+|to\s+)?"
    if separator is not None:
        cut = re.escape(separator)
    elif inverted := _inverted_list(text):
        return inverted
    elif name_order == "inverted" or re.fullmatch(rf"\s*{INVERTED_NAME}\s*(?:;.*|{conjunction}.*)?", text):
        cut = rf"\s*;\s*|{conjunction}"
    else:
        cut = rf"\s*,{conjunction}|\s*[,;]\s*|{conjunction}"
    spans: list[Span] = []
    at = 0
    for match in re.finditer(cut, text):
        piece = text[at : match.start()].strip()
        after = text[match.end() :]
        if re.fullmatch(conjunction, match.group()) and not _is_whole(piece, after, language):
            continue
        spans.append(Span(at, match.start()))
        at = match.end()
    spans.append(Span(at, len(text)))
    return [span for span in (_trim(text, one) for one in spans) if span.start < span.end]


def _inverted_list(text: str) -> list[Span] | None:
    """``Surname, N. N., Surname, N. N.``: commas within and between names, read where nothing else is possible."""
    name = rf"{WORD},\s+(?:{INITIAL}\s?){{1,3}}"
    if re.fullmatch(rf"\s*{name}(?:\s*[,;]\s*{name})+\s*", text) is None:
        return None
    return [_trim(text, Span(*match.span())) for match in re.finditer(name, text)]


def _is_whole(before: str, after: str, language: PageLanguage) -> bool:
    """Is what stands before a conjunction a party, and does another begin after it?"""
    kind = party_kind(before, language)
    begins = rf"{FULL_NAME}|{any_of(language.body_heads)}(?!\w)|{any_of(language.offices)}(?!\w)|{ACRONYM}"
    if kind is not EntityKind.CORPORATE_BODY:  # after a body, a single word belongs to its name
        begins += f"|{WORD}"
    return kind is not None and re.match(begins, after) is not None


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


@cache
def _kind_patterns(language: PageLanguage) -> tuple[tuple[EntityKind, re.Pattern[str]], ...]:
    body = any_of(language.body_heads)
    office = any_of(language.offices)
    prefixes = any_of(language.office_prefixes)
    foreign = any_of(language.foreign_body_heads)
    name = rf"(?:{FULL_NAME}|{INVERTED_NAME}|{WORD}(?:\s+{WORD}){{0,2}})(?:\s*\({WORD}\))?"
    return (
        (EntityKind.PERSON, re.compile(rf"(?:{FULL_NAME}|{INVERTED_NAME})(?:\s*\({WORD}\))?")),
        (EntityKind.POSITION, re.compile(rf"(?:the\s+)?(?:{office}(?:\s+of\s+.{{1,120}})?|{prefixes}[a-z]+)")),
        (EntityKind.CORPORATE_BODY, re.compile(rf"(?=.*\b{body}(?!\w)|.*{ACRONYM})[^.!?;:]{{2,200}}(?:\(\w\.?\))?")),
        (EntityKind.CORPORATE_BODY, re.compile(rf"(?=.*\b(?i:{foreign})(?!\w)){WORD}(?:\s+[\w-]+){{0,6}}")),
        (EntityKind.PERSON, re.compile(name)),
        (EntityKind.GROUP, re.compile(rf"(?:the\s+)?{any_of(language.people)}\s+of\s+[^.!?;:]{{2,120}}")),
    )


def party_kind(text: str, language: PageLanguage) -> EntityKind | None:
    """Say what a party is by its form: a body word makes a body; ``None`` if it is no name."""
    text = text.strip().rstrip(".") if not re.search(r"\.\s*$", text) or text.count(".") == 1 else text.strip()
    for kind, pattern in _kind_patterns(language):
        if pattern.fullmatch(text):
            first = text.split()[0]
            if kind is EntityKind.PERSON and first in language.not_names:
                return None
            if kind is EntityKind.CORPORATE_BODY and not (first[0].isupper() or first[0].isdigit()):
                return None
            return kind
    return None
