"""Headings: who writes to whom. ``X, Y - Z``, ``X to Y``, ``X an Y``, ``Telegram from X to Y``, ``Lettre de X à Y``.

The title of a web page is never asked: it is known to say the opposite of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.records.certainty import Certainty
from kg.sources.page.language import PageLanguage
from kg.sources.page.name_order import NameOrder, order_of
from kg.sources.page.parties import PartyName, party_kind, read_party, split_parties
from kg.sources.page.patterns import FULL_NAME, UPPER, any_of
from kg.sources.text import Span

__all__ = ["Heading", "PartyName", "party_kind", "read_heading", "split_parties"]

_DASH = re.compile(r"\s+[-–—]{1,2}\s+|\s*—\s*")
_LONGEST = 400
_IN_CASES = re.compile(rf"(\w+)\s+({FULL_NAME})(\s+)(?={FULL_NAME}$)")
"""``Письмо Л. П. Шарова В. А. Горину``: sender and recipient side by side, told apart by their cases."""


@dataclass(frozen=True, slots=True)
class Heading:
    """``form`` is a concept of the documentary forms if the heading names the genre, with its ``form_span``.

    ``unclear`` are names whose commas may stand within or between them: they are in neither list of parties.
    """

    span: Span
    senders: tuple[PartyName, ...]
    recipients: tuple[PartyName, ...]
    form: str | None = None
    form_span: Span | None = None
    unclear: bool = False


def read_heading(
    line: str,
    start: int,
    language: PageLanguage,
    *,
    name_order: str = "given-first",
    separator: str | None = None,
    page: str = "",
) -> Heading | None:
    """Read a line as a heading.

    Args:
        line: e.g. ``"Telegram from X to Y, Z"``.
        start: offset of the line in the page.
        language: the table of words.
        name_order: ``given-first`` or ``inverted`` (``Surname, N. N.``), as the collection declares it.
        separator: what stands between parties, if the collection says so; otherwise commas (semicolons when names
            are inverted) and conjunctions.
        page: the text of the page; it may show that names are inverted.

    Returns:
        The heading; ``None`` if a side is not made of names, so that a sentence is never taken for one.
    """
    if not line or len(line) > _LONGEST or line[-1] in "?!:;,":
        return None
    form, form_span, rest_start, towards = _form(line, start, language)
    rest = line[rest_start:]
    for sides in _sides_towards(rest) if towards else _sides(rest, language, has_form=form is not None):
        texts = [rest[slice(*side)] for side in sides]
        order = NameOrder.INVERTED if name_order == "inverted" else order_of(texts, language, page)
        if separator == ",":
            order = NameOrder(name_order)
        if order is NameOrder.UNCLEAR and _are_names(texts, language):
            return Heading(Span(start, start + len(line)), (), (), form, form_span, unclear=True)
        parties = [_parties(side, rest, start + rest_start, language, order, separator) for side in sides]
        if order is NameOrder.UNCLEAR or any(one is None for one in parties):
            continue
        read = [*(one or () for one in parties), ()]
        recipients, senders = read[:2] if towards else (read[1], read[0])
        return Heading(Span(start, start + len(line)), senders, recipients, form, form_span)
    return None


@cache
def _form_patterns(language: PageLanguage) -> tuple[re.Pattern[str], ...]:
    form = rf"(?P<form>{any_of(language.forms)})"
    senders, recipients = any_of(language.sender_words), any_of(language.recipient_words)
    gap = r"(?:\s+(?:the\s+)?|(?<=['’])\s*)"
    particle = any_of(one for one in language.particles if not one.endswith("'"))
    return (
        re.compile(rf"{form}\s+{senders}{gap}", re.IGNORECASE),
        re.compile(rf"{form}\s+{recipients}{gap}", re.IGNORECASE),
        re.compile(rf"(?:From|Von|От)\s+(?!{particle}\s)"),
        re.compile(
            rf"{any_of(word.capitalize() for word in language.recipient_words if len(word) > 1)}{gap}(?=[{UPPER}])"
        ),
    )


def _form(line: str, start: int, language: PageLanguage) -> tuple[str | None, Span | None, int, bool]:
    """The genre, where it is printed, where the names begin, and whether the recipients come first."""
    from_sender, to_recipient, sender, addressed = _form_patterns(language)
    match = from_sender.match(line)
    towards = to_recipient.match(line) if match is None else None
    found = match or (towards if towards and line[towards.end() : towards.end() + 1].isupper() else None)
    cases = _IN_CASES.match(line) if found is None else None
    if cases and cases[1].lower() in language.forms:
        return language.forms[cases[1].lower()], Span(start, start + cases.end(1)), cases.start(2), False
    if found is None:
        opening = sender.match(line)
        reversed_sides = addressed.match(line) if not line.endswith(".") else None  # "To the Politburo." is an address
        begins = opening or reversed_sides
        return None, None, begins.end() if begins else 0, begins is not None and begins is reversed_sides
    printed = found["form"]
    form = language.forms[" ".join(printed.lower().split())]
    return form, Span(start, start + len(printed)), found.end(), match is None


@cache
def _towards(language: PageLanguage) -> re.Pattern[str]:
    return re.compile(rf"\s+{any_of(language.recipient_words)}(?:\s+(?:the\s+)?|(?<=['’])\s*)")


def _sides_towards(rest: str) -> list[list[Span]]:
    """``To X from Z``, ``Brief an X``: recipients, then senders if they are named."""
    cuts = [[Span(0, match.start()), Span(match.end(), len(rest))] for match in re.finditer(r"\s+from\s+", rest)]
    return [*cuts, [Span(0, len(rest))]]


def _are_names(texts: Sequence[str], language: PageLanguage) -> bool:
    """Is every piece between commas a name by itself?"""
    pieces = [one for text in texts for one in re.split(rf"\s*[,;]\s*|\s+{any_of(language.conjunctions)}\s+", text)]
    return all(one and party_kind(one, language) is not None for one in pieces)


def _sides(rest: str, language: PageLanguage, *, has_form: bool) -> list[list[Span]]:
    """The ways to cut a heading into senders and recipients, the likeliest first.

    After ``Telegram of X`` the word ``of`` may stand for ``to`` (``Telegram from X of Y``): tried last.
    """
    matches = list(_DASH.finditer(rest))
    matches += _towards(language).finditer(rest)
    if has_form:
        matches += re.finditer(r"\s+of\s+", rest)
        matches += re.finditer(rf"(?<=\w)\s+(?={FULL_NAME}$)", rest)
    cuts = [[Span(0, match.start()), Span(match.end(), len(rest))] for match in matches]
    if has_form:
        cuts.append([Span(0, len(rest))])
    return cuts


def _parties(
    side: Span, rest: str, start: int, language: PageLanguage, order: NameOrder, separator: str | None
) -> tuple[PartyName, ...] | None:
    text = rest[slice(*side)]
    spans = _pairs(text) if order is NameOrder.PAIRS else _split(text, language, order, separator)
    parties: list[PartyName] = []
    inverted = order != NameOrder.GIVEN_FIRST
    for span in spans:
        choices = _alternatives(text, span, language)
        for choice in choices:
            one = read_party(text[slice(*choice)], start + side.start + choice.start, language, inverted=inverted)
            if one is None:
                return None
            sure = one.certainty if len(choices) == 1 else (*one.certainty, Certainty.ALTERNATIVE)
            parties.append(replace(one, certainty=sure))
    return tuple(parties) or None


def _alternatives(text: str, span: Span, language: PageLanguage) -> list[Span]:
    """``X or Y``: each of them, with the edition's doubt."""
    cuts = re.compile(rf"\s+{any_of(language.alternatives)}\s+").finditer(text, *span)
    bounds = [span.start, *(at for cut in cuts for at in cut.span()), span.end]
    return [Span(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True)]


def _split(text: str, language: PageLanguage, order: NameOrder, separator: str | None) -> Sequence[Span]:
    return split_parties(text, language, name_order=order.value, separator=separator)


def _pairs(text: str) -> list[Span]:
    """Cut at every second comma."""
    commas = [match.span() for match in re.finditer(r"\s*,\s*", text)][1::2]
    bounds = [0, *(at for comma in commas for at in comma), len(text)]
    return [Span(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
