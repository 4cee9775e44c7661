"""The closing of a document: capacity line, signatures in their order, place and date at the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.records.agent import EntityKind
from kg.records.calendars import CalendarRule
from kg.records.date import DateValue, Precision
from kg.sources.page.dates import Years, day_pattern, read_date_line, reading_of
from kg.sources.page.heading import Heading
from kg.sources.page.language import PageLanguage
from kg.sources.page.lines import Line
from kg.sources.page.patterns import FULL_NAME, INITIAL, INITIALS, LETTER, UPPER, WORD, any_of, name_patterns
from kg.sources.text import Span

_LONGEST_SIGNATURE = 120
_LONGEST_FOOT = 160
_MARKER = r"(?:\s*+\d{1,2})?"
_NAME = rf"(?:{FULL_NAME}|{WORD}(?:\s+{WORD})?(?:\s+{INITIAL}){{0,2}})(?:\s*\({WORD}\))?"


@dataclass(frozen=True, slots=True)
class PrintedSignature:
    """One name under a document, without its full stop and note number."""

    span: Span
    text: str
    for_another: bool = False


@dataclass(frozen=True, slots=True)
class FootDate:
    span: Span
    reading: DateValue


@dataclass(frozen=True, slots=True)
class Closing:
    """``lines`` are the lines of the body that are left above the closing."""

    lines: tuple[Line, ...]
    signatures: tuple[PrintedSignature, ...] = ()
    capacity: Span | None = None
    date: FootDate | None = None
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class _Hand:
    """What is known when a closing is read: the words, the calendar, and the senders' own names."""

    language: PageLanguage
    words: PageLanguage
    dates: CalendarRule
    years: Years | None
    dated: bool
    """Is there a date above the text?"""
    names: frozenset[str]
    persons_only: bool
    """Are all senders persons? Then nobody else signs without initials or a closing formula."""


def read_closing(
    lines: Sequence[Line],
    heading: Heading | None,
    language: PageLanguage,
    words: PageLanguage,
    rule: CalendarRule,
    *,
    years: Years | None = None,
    dated: bool = False,
) -> Closing:
    """Read the closing from the last line of a document upwards.

    Args:
        lines: body and closing, without shelf mark and notes; the first is the body's.
        heading: its senders tell signatures from places.
        language: the table of the page's language.
        words: the wider table for lines.
        rule: the collection's calendar.
        years: which years a short one can mean.
        dated: whether a date is printed above the text; a year alone at the foot then dates something else.

    Returns:
        The closing; lines that are none of its parts belong to the body. A single word is the place if it stands beside
        the date at the foot and no sender is called so; it is never a place only because a gazetteer knows it.
    """
    senders = heading.senders if heading else ()
    persons = bool(senders) and all(one.kind is EntityKind.PERSON for one in senders)
    hand = _Hand(language, words, rule, years, dated, frozenset(_sender_words(heading)), persons)
    lines = _split_foot(lines, hand)
    signatures: list[list[PrintedSignature]] = []
    capacity: Span | None = None
    date: FootDate | None = None
    place: Span | None = None
    at = len(lines)
    while at > 1:
        line = lines[at - 1]
        found_date = _date_and_place(line, hand) if date is None else None
        names = _names_alone(line, hand)
        if found_date is not None and not signatures:
            date, beside = found_date
            place = place or beside
        elif names and place is None and not signatures and len(names) == 1 and _is_place(lines, at, hand):
            place = names[0].span
        elif names and _may_sign(line, hand):
            signatures.insert(0, names)
        elif capacity is None and (found := _capacity(line, hand)) is not None and (signatures or found[1]):
            capacity = found[0]
            if found[1]:
                signatures.insert(0, found[1])
        else:
            break
        at -= 1
    flat = tuple(one for group in signatures for one in group)
    return Closing(tuple(lines[:at]), flat, capacity, date, place)


def _split_foot(lines: Sequence[Line], hand: _Hand) -> Sequence[Line]:
    """Cut a last line that holds name, place and date (``… until seven. Gorin. Tambov, May 3, 1920``) into lines.

    Only a sender's own name is taken for a signature there: any other word may belong to the text.
    """
    if not lines or not hand.names:
        return lines
    last = lines[-1]
    tail = re.compile(
        rf"(?:^|(?<=[.!?)…\d]\s))(?P<name>(?:{INITIALS})?{any_of(hand.names)}{_MARKER}(?:\s*+\.)?)\s+"
        rf"(?P<foot>(?:{WORD}(?:[\s-]{WORD})?[.,]?\s+)?(?P<date>[^.!?]{{4,40}}))\.?$"
    )
    match = tail.search(last.text, max(0, len(last.text) - 160))
    if match is None or day_pattern(hand.words).fullmatch(match["date"].strip(" .")) is None:
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


def _is_place(lines: Sequence[Line], at: int, hand: _Hand) -> bool:
    """A word that no sender bears, beside the date at the foot, below every signature."""
    line = lines[at - 1]
    if any(word in hand.names for word in re.findall(WORD, line.text)) or re.match(INITIAL, line.text):
        return False
    beside = [lines[index] for index in (at - 2, at) if 0 <= index < len(lines)]
    return any(_date_and_place(one, hand) is not None for one in beside)


def _date_and_place(line: Line, hand: _Hand) -> tuple[FootDate, Span | None] | None:
    """``November 12th day 1919``; also ``Serpukhov, November 12, 1919`` and ``November 12, 1919. Serpukhov.``"""
    if len(line.text) > _LONGEST_FOOT:
        return None
    whole = read_date_line(line.text, hand.words, hand.dates, years=hand.years)
    if whole is not None:
        alone = hand.dated and whole.precision is Precision.YEAR
        return None if alone else (FootDate(Span(line.start, line.end), whole), None)
    for match in day_pattern(hand.words).finditer(line.text):
        reading = reading_of(match, hand.words, hand.dates, years=hand.years)
        if reading is None or (hand.dated and reading.precision is Precision.YEAR):
            continue
        before, after = line.text[: match.start()], line.text[match.end() :]
        for text, offset in ((before, 0), (after, match.end())):
            other = after if offset == 0 else before
            place = re.fullmatch(rf"\W*({WORD}(?:[\s-]{WORD})?)(?:\W+{any_of(hand.words.day_words)})?\W*", text)
            if place and place[1] not in hand.words.not_names and not other.strip(" .,;g"):
                span = Span(line.start + offset + place.start(1), line.start + offset + place.end(1))
                return FootDate(Span(line.start + match.start(), line.start + match.end()), reading), span
    return None


@cache
def _signature_line(words: PageLanguage) -> re.Pattern[str]:
    behalf = rf"(?P<behalf>(?i:{any_of(words.behalf_marks)})\s+)?"
    closing = rf"{behalf}(?P<closing>(?:(?i:{any_of(words.closings)})\s*[,.!:]?\s+))?"
    conjunction = any_of(words.conjunctions)
    further = rf"(?:\s*+,|\s++{conjunction}\s)\s*+{_NAME}{_MARKER}"
    return re.compile(rf"{closing}(?P<names>{_NAME}{_MARKER}(?:{further})*)[.\s]*")


def _names_alone(line: Line, hand: _Hand) -> list[PrintedSignature] | None:
    """The names of a line that holds nothing else but a closing formula; ``None`` if it is anything else."""
    match = _signature_line(hand.words).fullmatch(line.text) if len(line.text) <= _LONGEST_SIGNATURE else None
    if match is None or match["names"].split()[0] in hand.words.not_names:
        return None
    names = []
    for found in re.finditer(_NAME, match["names"]):
        start = line.start + match.start("names") + found.start()
        names.append(PrintedSignature(Span(start, start + len(found.group())), found.group(), bool(match["behalf"])))
    return names


def _may_sign(line: Line, hand: _Hand) -> bool:
    """Where only persons send, a line that is none of their names is a greeting or a place as likely as a signature."""
    match = _signature_line(hand.words).fullmatch(line.text)
    if match is None:
        return False
    printed = re.findall(WORD, match["names"])
    if hand.names & set(printed):
        return True
    if any(re.search(rf"{LETTER}{{3}}[{UPPER}][^{UPPER}]", word) for word in printed):
        return False  # "YoursHugo": two words run together
    if match["closing"] or match["behalf"] or (not hand.persons_only and hand.language.told):
        return True
    return hand.language.told and (
        re.search(FULL_NAME, match["names"]) is not None
        or any(_resembles(word, name) for word in printed for name in hand.names)
    )


def _resembles(one: str, other: str) -> bool:
    """``Egorov`` and ``Yegorov``: spellings of a transliterated name differ at the beginning."""
    return len(one) > 4 and one[-4:] == other[-4:] and abs(len(one) - len(other)) <= 2


def _capacity(line: Line, hand: _Hand) -> tuple[Span, list[PrintedSignature]] | None:
    """``Members of X and Y``; ``Secretary of X V. Molotov.`` with a signature at its end; ``For the X A, B``."""
    language = hand.language
    behalf = re.match(rf"(?i:{any_of(language.behalf_words)})\s+", line.text)
    body = name_patterns(language).body.match(line.text, behalf.end()) if behalf else None
    if body is not None and len(line.text) <= 200:
        rest = line.text[body.end() :]
        start = line.start + body.end() + len(rest) - len(rest.lstrip(" ,:"))
        names = _names_alone(Line(start, line.end, rest.lstrip(" ,:")), hand)
        if names is not None or not rest.strip(" .,:"):
            return Span(line.start, line.start + body.end()), names or []
    plural = any_of(f"{office}s" for office in language.offices)
    office = rf"(?:{plural}|{any_of(language.offices)})"
    if len(line.text) > 200 or not re.match(rf"{office}(?!\w)", line.text):
        return None
    signed = re.fullmatch(rf"(?P<capacity>.+?)[\s,]+(?P<name>{FULL_NAME}){_MARKER}\s*+\.?", line.text)
    if signed is not None:
        start = line.start + signed.start("name")
        name = PrintedSignature(Span(start, start + len(signed["name"])), signed["name"])
        return Span(line.start, line.start + signed.end("capacity")), [name]
    if re.search(r"[!?]|\.\s", line.text):
        return None
    return Span(line.start, line.end), []
