"""The closing of a document: capacity line, signatures in their order, place and date at the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.sources.page.dates import DateReading, DateRule, day_pattern, read_date_line, reading_of
from kg.sources.page.heading import Heading
from kg.sources.page.language import PageLanguage
from kg.sources.page.lines import Line
from kg.sources.page.patterns import FULL_NAME, INITIAL, INITIALS, WORD, any_of, name_patterns
from kg.sources.text import Span

_LONGEST_SIGNATURE = 120
_MARKER = r"\s*\d{0,2}\s*"
_NAME = rf"(?:{FULL_NAME}|{WORD}(?:\s+{WORD})?(?:\s+{INITIAL}){{0,2}})(?:\s*\({WORD}\))?"


@dataclass(frozen=True, slots=True)
class PrintedSignature:
    """One name under a document, without its full stop and note number."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class FootDate:
    span: Span
    reading: DateReading


@dataclass(frozen=True, slots=True)
class Closing:
    """``lines`` are the lines of the body that are left above the closing."""

    lines: tuple[Line, ...]
    signatures: tuple[PrintedSignature, ...] = ()
    capacity: Span | None = None
    date: FootDate | None = None
    place: Span | None = None


def read_closing(lines: Sequence[Line], heading: Heading | None, language: PageLanguage, rule: DateRule) -> Closing:
    """Read the closing from the last line of a document upwards.

    Args:
        lines: body and closing, without shelf mark and notes; the first is the body's.
        heading: its senders tell signatures from places.
        language: the table of words.
        rule: the collection's calendar.

    Returns:
        The closing; lines that are none of its parts belong to the body. A single word is the place if it stands beside
        the date at the foot and no sender is called so; it is never a place only because a gazetteer knows it.
    """
    surnames = _sender_words(heading)
    lines = _split_foot(lines, surnames, language)
    signatures: list[list[PrintedSignature]] = []
    capacity: Span | None = None
    date: FootDate | None = None
    place: Span | None = None
    at = len(lines)
    while at > 1:
        line = lines[at - 1]
        dated = _date_and_place(line, language, rule) if date is None else None
        names = _signature_names(line, language)
        if dated is not None and not signatures:
            date, beside = dated
            place = place or beside
        elif names is not None and not _is_place(line, names, surnames, place, lines, at, signatures, language, rule):
            signatures.insert(0, names)
        elif names is not None and place is None and not signatures:
            place = names[0].span
        elif capacity is None and (found := _capacity(line, language)) is not None and (signatures or found[1]):
            capacity = found[0]
            if found[1]:
                signatures.insert(0, found[1])
        else:
            break
        at -= 1
    flat = tuple(one for group in signatures for one in group)
    return Closing(tuple(lines[:at]), flat, capacity, date, place)


def _split_foot(lines: Sequence[Line], surnames: set[str], language: PageLanguage) -> Sequence[Line]:
    """Cut a last line that holds name, place and date (``… until seven. Gorin. Tambov, May 3, 1920``) into lines.

    Only a sender's own name is taken for a signature there: any other word may belong to the text.
    """
    if not lines or not surnames:
        return lines
    last = lines[-1]
    tail = re.compile(
        rf"(?:^|(?<=[.!?)…\d]\s))(?P<name>(?:{INITIALS})?{any_of(surnames)}{_MARKER}\.?)\s+"
        rf"(?P<foot>(?:{WORD}(?:[\s-]{WORD})?[.,]?\s+)?(?P<date>[^.!?]{{4,40}}))\.?$"
    )
    match = tail.search(last.text, max(0, len(last.text) - 160))
    if match is None or day_pattern(language).fullmatch(match["date"].strip(" .")) is None:
        return lines
    cuts = [Span(0, match.start()), Span(*match.span("name")), Span(match.start("foot"), len(last.text))]
    pieces = [Line(last.start + a, last.start + b, last.text[a:b]) for a, b in cuts]
    return [*lines[:-1], *(_stripped(piece) for piece in pieces if piece.text.strip())]


def _stripped(line: Line) -> Line:
    text = line.text.strip()
    start = line.start + line.text.index(text)
    return Line(start, start + len(text), text)


def _sender_words(heading: Heading | None) -> set[str]:
    if heading is None:
        return set()
    return {word for party in heading.senders for word in re.findall(WORD, party.text)}


def _is_place(
    line: Line,
    names: Sequence[PrintedSignature],
    surnames: set[str],
    place: Span | None,
    lines: Sequence[Line],
    at: int,
    signatures: Sequence[Sequence[PrintedSignature]],
    language: PageLanguage,
    rule: DateRule,
) -> bool:
    """A word that no sender bears, beside the date at the foot, below every signature."""
    if place is not None or signatures or len(names) != 1:
        return False
    if any(word in surnames for word in re.findall(WORD, line.text)) or re.match(INITIAL, line.text):
        return False
    beside = [lines[index] for index in (at - 2, at) if 0 <= index < len(lines)]
    return any(_date_and_place(one, language, rule) is not None for one in beside)


def _date_and_place(line: Line, language: PageLanguage, rule: DateRule) -> tuple[FootDate, Span | None] | None:
    """``November 12th day 1919``; also ``Serpukhov, November 12, 1919`` and ``November 12, 1919. Serpukhov.``"""
    whole = read_date_line(line.text, language, rule)
    if whole is not None:
        return FootDate(Span(line.start, line.end), whole), None
    for match in day_pattern(language).finditer(line.text):
        reading = reading_of(match, language, rule)
        if reading is None:
            continue
        before, after = line.text[: match.start()], line.text[match.end() :]
        for text, offset in ((before, 0), (after, match.end())):
            other = after if offset == 0 else before
            words = re.fullmatch(rf"\W*({WORD}(?:[\s-]{WORD})?)\W*", text)
            if words and not other.strip(" .,;g"):
                span = Span(line.start + offset + words.start(1), line.start + offset + words.end(1))
                return FootDate(Span(line.start + match.start(), line.start + match.end()), reading), span
    return None


def _signature_names(line: Line, language: PageLanguage) -> list[PrintedSignature] | None:
    """The names of a signature line; ``None`` if the line is anything else."""
    if len(line.text) > _LONGEST_SIGNATURE:
        return None
    closing = rf"(?:(?i:{any_of(language.closings)})\s*[,.!:]?\s+)?"
    conjunction = any_of(language.conjunctions)
    pattern = rf"{closing}(?P<names>{_NAME}{_MARKER}(?:(?:,|\s+{conjunction}\s)\s*{_NAME}{_MARKER})*)[.\s]*"
    match = re.fullmatch(pattern, line.text)
    if match is None or match["names"].split()[0] in language.not_names:
        return None
    names = []
    for found in re.finditer(_NAME, match["names"]):
        start = line.start + match.start("names") + found.start()
        names.append(PrintedSignature(Span(start, start + len(found.group())), found.group()))
    return names


def _capacity(line: Line, language: PageLanguage) -> tuple[Span, list[PrintedSignature]] | None:
    """``Members of X and Y``; ``Secretary of X V. Molotov.`` with a signature at its end; ``For the X A, B``."""
    behalf = re.match(rf"(?i:{any_of(language.behalf_words)})\s+", line.text)
    body = name_patterns(language).body.match(line.text, behalf.end()) if behalf else None
    if body is not None and len(line.text) <= 200:
        rest = line.text[body.end() :]
        start = line.start + body.end() + len(rest) - len(rest.lstrip(" ,:"))
        names = _signature_names(Line(start, line.end, rest.lstrip(" ,:")), language)
        if names is not None or not rest.strip(" .,:"):
            return Span(line.start, line.start + body.end()), names or []
    plural = any_of(f"{office}s" for office in language.offices)
    office = rf"(?:{plural}|{any_of(language.offices)})"
    if len(line.text) > 200 or not re.match(rf"{office}(?!\w)", line.text):
        return None
    signed = re.fullmatch(rf"(?P<capacity>.+?)[\s,]+(?P<name>{FULL_NAME}){_MARKER}\.?", line.text)
    if signed is not None:
        start = line.start + signed.start("name")
        name = PrintedSignature(Span(start, start + len(signed["name"])), signed["name"])
        return Span(line.start, line.start + signed.end("capacity")), [name]
    if re.search(r"[!?]|\.\s", line.text):
        return None
    return Span(line.start, line.end), []
