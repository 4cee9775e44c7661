"""Names as a cell or an element prints them: brackets, question marks, alternatives, several at once, nobody.

What the marks mean is read off; the names themselves stay as printed, honorifics too. Where words could belong to a
name (``Duncker & Humblot``, ``Karl und Anna von Linden``) nothing is split. The words are tables by language
(`kg.sources.name_words`, `kg.sources.nothing_words`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.authorities.names import Order
from kg.records.agent import EntityKind
from kg.records.certainty import Certainty
from kg.sources.name_words import NameWords, names_a_body, words_of
from kg.sources.nothing_words import says_unknown

__all__ = ["NameReading", "read_names", "says_unknown"]

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class NameReading:
    """One name of a cell.

    ``text`` is the name without the marks that were read. ``kind_hint`` is given only where a word of the name says
    what it names. ``and_others`` says that further, unnamed persons follow. ``on_behalf_of`` is whom the named one acts
    for, as printed (``Meyer im Auftrag von Schulze``).
    """

    text: str
    certainty: tuple[Certainty, ...] = ()
    kind_hint: EntityKind | None = None
    and_others: bool = False
    on_behalf_of: str | None = None


@lru_cache(maxsize=1 << 15)
def read_names(
    printed: str, language: str | None = None, *, name_order: Order = "given-first", separator: str | None = None
) -> tuple[NameReading, ...]:
    """Read the names of one element or cell.

    Args:
        printed: e.g. ``[Meyer oder Schulze?]``. Any text at all.
        language: BCP 47, of the words between and beside the names; ``None`` if not known.
        name_order: ``inverted`` names have commas inside them, so that a comma separates only names given first.
        separator: what the collection says stands between several parties; ``;`` and ``|`` always do.

    Returns:
        The names in the printed order; none for a blank text and where the text says that nobody is known
        (`says_unknown` tells which). Never raises.
    """
    words = words_of(language)
    text = " ".join(printed.replace("&amp;", "&").split())
    if not text or says_unknown(text):
        return ()
    if len(text) > _LONGEST:
        return (NameReading(text),)
    found: list[NameReading] = []
    for part in _separated(text, separator):
        found.extend(_read_part(part, words, name_order))
    return tuple(dict.fromkeys(found))


def _read_part(part: str, words: NameWords, name_order: Order) -> Iterator[NameReading]:
    """Read what stands between separators: marks around all of it, alternatives, names joined by *and*."""
    text, certainty = _without_marks(part, words)
    if says_unknown(text):
        return
    text, others = _without_others(text, words)
    alternatives = _alternatives(text, words)
    if len(alternatives) > 1:
        certainty = (*certainty, Certainty.ALTERNATIVE)
    names = alternatives if len(alternatives) > 1 else _joined(text, words, name_order)
    readings = []
    for name in names:
        plain, more = _without_marks(name, words)
        reading = _on_behalf(plain, words)
        if says_unknown(reading.text):
            continue
        both = (*reading.certainty, *certainty, *more)
        readings.append(replace(reading, certainty=_sorted(both), kind_hint=_hint(reading.text, words)))
    if others and readings:
        readings[-1] = replace(readings[-1], and_others=True)
    yield from readings


def _sorted(certainty: tuple[Certainty, ...]) -> tuple[Certainty, ...]:
    if len(certainty) < 2:
        return certainty
    return tuple(each for each in Certainty if each in certainty)


def _hint(text: str, words: NameWords) -> EntityKind | None:
    return EntityKind.CORPORATE_BODY if names_a_body(text, words) else None


def _separated(text: str, separator: str | None) -> Iterator[str]:
    """Split at separators that stand outside of brackets."""
    marks = [";", "|", *([separator.strip()] if separator is not None and separator.strip() else [])]
    pattern = re.compile("|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True)))
    start = 0
    for match in pattern.finditer(text):
        if _inside_brackets(text, match.start()):
            continue
        yield from filter(None, [text[start : match.start()].strip()])
        start = match.end()
    yield from filter(None, [text[start:].strip()])


def _inside_brackets(text: str, at: int) -> bool:
    before = text[:at]
    opened = any(before.count(left) > before.count(right) for left, right in ("[]", "()"))
    return opened and any(right in text[at:] for right in "])")


_QUESTION = re.compile(  # it begins only where nothing like it goes before
    r"(?:(?<!\s)\s++|(?<!\s))(?:\(\s*+\?++\s*+\)|\[\s*+\?++\s*+\]|(?<!\?)\?++)"
)


def _without_marks(text: str, words: NameWords) -> tuple[str, tuple[Certainty, ...]]:
    """Take off brackets around the whole, question marks at either end, and words of doubt before it."""
    certainty: list[Certainty] = []
    while True:
        before = text
        text = text.strip(" ,")
        if _is_bracketed(text, "[", "]"):
            text = text[1:-1].strip()
            certainty.append(Certainty.CONJECTURED)
        if _is_bracketed(text, "(", ")") and text[1:-1].rstrip().endswith("?"):
            text = text[1:-1].strip()
        at_end = re.search(_QUESTION.pattern + r"$", text)
        at_start = re.match(r"(?:\(\?+\)|\[\?+\]|\?+)\s*", text)
        if at_end is not None and at_end.start() > 0:
            text = text[: at_end.start()]
            certainty.append(Certainty.UNCERTAIN)
        elif at_start is not None and at_start.end() < len(text):
            text = text[at_start.end() :]
            certainty.append(Certainty.UNCERTAIN)
        doubt = words.doubt.match(text)
        if doubt is not None:
            text = text[doubt.end() :]
            certainty.append(Certainty.UNCERTAIN)
        if text == before:
            return text, tuple(certainty)


def _is_bracketed(text: str, left: str, right: str) -> bool:
    """Tell whether the first bracket closes with the last one: ``[A] or [B]`` is not bracketed as a whole."""
    if not (text.startswith(left) and text.endswith(right) and len(text) > 2):
        return False
    depth = 0
    for at, character in enumerate(text):
        depth += (character == left) - (character == right)
        if depth == 0:
            return at == len(text) - 1
    return False


def _without_others(text: str, words: NameWords) -> tuple[str, bool]:
    match = words.others.search(text)
    if match is None or match.start() == 0:
        return text, False
    return text[: match.start()].rstrip(" ,"), True


def _alternatives(text: str, words: NameWords) -> list[str]:
    """Split at *or*, where both sides begin as names do."""
    parts = [part.strip(" ,") for part in words.either.split(text)]
    if len(parts) > 1 and all(part and (_begins_as_name(part) or says_unknown(part)) for part in parts):
        return parts
    if words.perhaps_either is not None:
        parts = [part.strip(" ,") for part in words.perhaps_either.split(text)]
        if len(parts) > 1 and all(_is_whole_name(part, words) for part in parts):
            return parts
    return [text]


def _begins_as_name(text: str) -> bool:
    first = text.lstrip("[(?⟨ ")[:1]
    return first.isupper() or first.istitle() or not (first.islower() or first.isupper())


def _joined(text: str, words: NameWords, name_order: Order) -> list[str]:
    """Split at *and*, only where each side is a whole personal name by itself."""
    if words.bodies.search(text) is not None or names_a_body(text, words):
        return [text]
    parts = [part.strip() for part in words.both.split(text)]
    if len(parts) == 2 and name_order == "given-first" and "," in parts[0]:
        parts = [*(part.strip() for part in parts[0].split(",")), parts[1]]
    if len(parts) > 1 and all(_is_whole_name(part, words) for part in parts):
        return parts
    return [text]


def _is_whole_name(text: str, words: NameWords) -> bool:
    """Tell whether a text has a given name or initial and a surname, and nothing in lower case but particles."""
    plain = text.strip("[]() ?").replace(",", " ")
    parts = re.sub(r"(?<=\w\.)(?=\w)", " ", plain).split()
    names = [part for part in parts if part.lower() not in words.particles]
    if len(names) < 2 or parts[0].lower() in words.particles or any(name.endswith("-") for name in names):
        return False
    return (all(name[:1].isupper() for name in names) and len(names[-1].strip(".")) > 1) or "," in text


def _on_behalf(text: str, words: NameWords) -> NameReading:
    """Read ``A im Auftrag von B``; where only B is named, B is the one for whom somebody sent it."""
    behind = words.behalf_behind.search(text)
    if behind is not None and behind.start() > 0:
        return NameReading(text[: behind.start()], (Certainty.FOR_ANOTHER,))
    match = words.behalf.search(text)
    if match is None:
        return NameReading(text)
    agent, principal = text[: match.start()].strip(" ,("), text[match.end() :].strip(" ,)")
    if not principal or says_unknown(principal) or not _begins_as_name(principal):
        return NameReading(text)
    if agent and match[0].strip().lower() in words.weak_behalf and words.bodies.search(agent) is not None:
        return NameReading(text)
    if not agent or says_unknown(agent):
        return NameReading(principal, (Certainty.FOR_ANOTHER,))
    return NameReading(agent, (Certainty.FOR_ANOTHER,), on_behalf_of=principal)
