"""Shelf marks in free form: place, institution, collection, signature; and where the description of the copy begins.

``Marburg. Archiv der Universität. Nachlass Hahl. Ms. 1041/25. Brief, eigenhändig``. No edition says where the mark
ends: it goes on to the first part with a number that is no year, and over what can only go on with it (``Bl. 12``).
What follows is a description. Russian marks with their letters are read by `kg.sources.page.shelfmark`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.sources.page.language import PageLanguage
from kg.sources.page.patterns import UPPER, any_of
from kg.sources.text import Span

_LONGEST = 4000
_LONGEST_MARK = 400
_LONGEST_PLACE = 60
_MOST_SMALL_WORDS = 4
"""Words of more than three letters in lower case before the first number (``Archives privées de la famille``)."""
_SEGMENT = re.compile(r"(?:[^.]|\.(?!\s|$))+(?:\.+(?=\s|$))?")
_YEARS = re.compile(r"(?<![\d/.,-])1[0-9]\d\d(?:\s?[-–‒—/]\s?1?[0-9]?\d\d)?(?![\d/])|(?<![\d/.,-])20[0-3]\d(?![\d/])")
_QUOTES = '»«„“”"‚‘›‹'


@dataclass(frozen=True, slots=True)
class FreeMark:
    """``span`` is the mark without its last stop; ``surely_ends`` is false where only its form shows the end."""

    span: Span
    holder_span: Span | None
    surely_ends: bool


@dataclass(frozen=True, slots=True)
class _Patterns:
    institution: re.Pattern[str]
    acronym: re.Pattern[str]
    collection: re.Pattern[str]
    description: re.Pattern[str]
    extent: re.Pattern[str]
    goes_on: re.Pattern[str]
    title: re.Pattern[str]


@cache
def _patterns(words: PageLanguage) -> _Patterns:
    whole = any_of(one for one in words.copy_words if not one.endswith("*"))
    open_ended = any_of(one.rstrip("*") for one in words.copy_words if one.endswith("*"))
    return _Patterns(
        institution=re.compile(rf"(?<!\w)(?i:\w{{0,40}}{any_of(words.institution_words)}\w{{0,40}})"),
        acronym=re.compile(rf"(?<![\w.])[{UPPER}]{{2}}[\w-]{{0,8}}[{UPPER}](?![\w:])|[{UPPER}][a-z][{UPPER}](?!\w)"),
        collection=re.compile(rf"{any_of(words.collection_words)}(?!\w)", re.IGNORECASE),
        description=re.compile(
            rf"{whole}\w{{0,2}}(?!\w)|{open_ended}|\w{{3,20}}{any_of(words.copy_endings)}\w{{0,2}}(?!\w)", re.IGNORECASE
        ),
        extent=re.compile(rf"[\d?½¼]{{1,4}}\s+{any_of(words.extent_words)}(?!\w)", re.IGNORECASE),
        goes_on=re.compile(
            rf"(?:{any_of(words.mark_words)}(?!\w)\.?\s*(?:[\dIVXLC(\[]|$)|[\dIVXLC]+(?:[\s,/.:()\[\]rv–-]|\d)*$)",
            re.IGNORECASE,
        ),
        title=re.compile(rf"{any_of(words.mark_titles)}\s*:\s*", re.IGNORECASE),
    )


def read_free_mark(line: str, start: int, words: PageLanguage) -> FreeMark | None:
    """Find a shelf mark at the beginning of a line.

    Args:
        line: e.g. ``"Bonn. Stadtarchiv. NL 12, 3.4. Briefkarte"``, or without a place:
            ``"British Library, Add MS 37191, f. 12"``; ``"Standort: …"`` before it is left out.
        start: offset of the line in the page.
        words: the tables of words.

    Returns:
        The mark and the institution in it. ``None`` where the line does not begin with an institution, or a place and
        an institution, and go on with a collection or a number.
    """
    line = line[:_LONGEST]
    patterns = _patterns(words)
    title = patterns.title.match(line)
    at = title.end() if title else 0
    segments = _segments(line, at)
    if not segments:
        return None
    keeper = _keeper(line, segments, patterns)
    if keeper is None and title is None:
        return None
    end, sure, numbered = _end_of_mark(line, segments, keeper or 0, patterns)
    mark = line[at : segments[end].end].rstrip(" .;")
    if not (numbered or keeper) or not _is_name(mark, _MOST_SMALL_WORDS):
        return None
    holder = _holder(line, segments[keeper], patterns) if keeper is not None else None
    return FreeMark(
        span=Span(start + at, start + at + len(mark)),
        holder_span=Span(start + holder.start, start + holder.end) if holder else None,
        surely_ends=sure,
    )


def _keeper(line: str, segments: Sequence[Span], patterns: _Patterns) -> int | None:
    """The part that names an institution: the first, or one after nothing but a place."""
    for index, one in enumerate(segments[:3]):
        word = patterns.institution.search(line, *one) if one.end - one.start <= _LONGEST_MARK else None
        if word is not None:
            small = re.findall(r"(?<!\w)[^\W\d_A-ZÀ-ÞЀ-Я]\w*", line[one.start : word.start()])
            return index if len(small) <= 2 and _is_name(line[one.start : word.end()], 2) else None
        if index and patterns.acronym.match(line, *one) and index + 1 < len(segments) + _is_numbered(line[slice(*one)]):
            return index
        if not _is_place(_text(line, one)):
            return None
    return None


def _segments(line: str, at: int) -> list[Span]:
    """The parts between full stops; the stop belongs to its part."""
    found: list[Span] = []
    for match in _SEGMENT.finditer(line, at):
        begin = match.start() + len(match.group()) - len(match.group().lstrip(" ."))
        if begin >= match.end():
            continue
        if found and re.fullmatch(r"(?:St|Ste|Bad|Dr|D)\.", line[found[-1].start : found[-1].end]):
            begin = found.pop().start  # St. Gallen
        found.append(Span(begin, match.end()))
    return found


def _text(line: str, span: Span) -> str:
    return line[span.start : span.end].rstrip(" .")


def _is_place(text: str) -> bool:
    """A name without numbers: ``Marbach am Neckar``, ``Cambridge, MA``."""
    return len(text) <= _LONGEST_PLACE and re.fullmatch(rf"[{UPPER}][^\d:;!?»«\"]*", text) is not None


def _is_name(text: str, small: int) -> bool:
    """Does a text begin like a name, and hold hardly a word that no name has? A sentence is no shelf mark."""
    before = re.split(r"\d", text, maxsplit=1)[0]
    words = re.findall(r"(?<!\w)[^\W\d_]+", before)
    lower = [one for one in words if len(one) > 3 and one.islower()]
    sentence = re.search(r"[!?;]|\s[-–]\s|,\s[a-zà-ÿ]+\s[a-zà-ÿ]+\s[a-zà-ÿ]", before)
    return (
        len(text) <= _LONGEST_MARK
        and re.match(rf"[{UPPER}]", text) is not None
        and not sentence
        and len(lower) <= small
    )


def _end_of_mark(line: str, segments: Sequence[Span], keeper: int, patterns: _Patterns) -> tuple[int, bool, bool]:
    """The last part of the mark, whether something shows that it ends there, and whether it holds a number."""
    last, numbered = keeper, _is_numbered(_text(line, segments[keeper]))
    for index in range(keeper + 1, len(segments)):
        text = _text(line, segments[index])
        if _is_description(text, patterns):
            return last, True, numbered
        if numbered and patterns.goes_on.match(text) is None:
            return last, False, numbered
        last = index
        numbered = numbered or _is_numbered(text)
    return last, True, numbered


def _is_numbered(text: str) -> bool:
    """Does a part hold a number that is neither a year nor in parentheses?"""
    plain = re.sub(r"\([^()]*\)", " ", _YEARS.sub(" ", text))
    return re.search(r"\d", plain) is not None


def _is_description(text: str, patterns: _Patterns) -> bool:
    """Words in lower case, quotations, kinds of copies and counts of sheets speak of the copy."""
    if patterns.collection.match(text) or patterns.institution.match(text):
        return False
    if not text or text[0] in _QUOTES or re.match(r"[^\W\d_A-ZÀ-ÞЀ-Я]{2,}(?![\w])", text):
        return True
    return patterns.description.match(text) is not None or patterns.extent.match(text) is not None


def _holder(line: str, segment: Span, patterns: _Patterns) -> Span:
    """The institution: up to the comma, semicolon, colon or parenthesis after its word."""
    word = patterns.institution.search(line, *segment) or patterns.acronym.match(line, *segment)
    begin = word.end() if word else segment.start
    start = segment.start
    place = line.rfind(", ", start, word.start()) if word else -1
    if place > 0 and _is_place(line[start:place]):
        start = place + 2
    stop = re.compile(r"\s*[,;:(]|\s+\d").search(line, begin, segment.end)
    end = stop.start() if stop else segment.end
    while end > start and line[end - 1] in " .":
        end -= 1
    return Span(start, end)
