"""The layout of an edition page: navigation, header of the collection, documents, and the parts of each document.

Layout is decided line by line and gives spans only; what stands in a span is read by the other modules.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.records.date import DateRole
from kg.sources.page.closing import Closing, read_closing
from kg.sources.page.dates import DateReading, DateRule, day_pattern, read_date_line
from kg.sources.page.heading import Heading, party_kind, read_heading
from kg.sources.page.language import PageLanguage
from kg.sources.page.lines import Line, lines_of
from kg.sources.page.patterns import any_of
from kg.sources.page.shelfmark import Shelfmark, read_shelfmark
from kg.sources.text import Span

_SHORT_LINE = 140


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the first document."""

    page_title: Line | None = None
    book_title: Line | None = None
    subtitle: Line | None = None
    compilers: Line | None = None
    section: Line | None = None


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date line; ``reading`` is ``None`` where the words were not understood.

    ``start`` is where the date begins in the page, after a word that says its ``role`` (``Sent``), if there is one.
    """

    line: Line
    start: int
    reading: DateReading | None
    role: DateRole | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One document of a page. ``body`` is empty where the page prints none."""

    span: Span
    number: str | None
    number_line: Line | None
    heading: Heading | None
    date: DateLine | None
    address: Line | None
    form: Line | None
    body: Span
    closing: Closing
    shelfmark: Shelfmark | None
    shelfmark_line: Line | None
    printed_source: Line | None
    notes: tuple[Line, ...]
    unread: tuple[Line, ...] = field(default=())
    """Lines after the shelf mark that are no notes."""


@dataclass(frozen=True, slots=True)
class PageLayout:
    header: Header
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class LayoutRules:
    """What the layout needs to know of the collection."""

    language: PageLanguage
    dates: DateRule
    name_order: str = "given-first"
    separator: str | None = None

    def heading(self, line: Line) -> Heading | None:
        return read_heading(line.text, line.start, self.language, name_order=self.name_order, separator=self.separator)

    def date(self, line: Line) -> DateLine | None:
        """A line that is a date, or a short bracketed or dated line that was meant as one."""
        said = re.match(rf"(?P<word>{any_of(self.language.date_roles)})[\s:,]+", line.text, re.IGNORECASE)
        words = line.text[said.end() :] if said else line.text
        start = line.start + (said.end() if said else 0)
        role = DateRole(self.language.date_roles[" ".join(said["word"].lower().split())]) if said else None
        reading = read_date_line(words, self.language, self.dates)
        if reading is not None:
            return DateLine(line, start, reading, role)
        found = day_pattern(self.language).search(words)
        lonely = found is not None and len(words) - len(found.group()) <= 16 and not words.endswith((".", ":"))
        month = found is not None and (found["month"] or found["month2"] or found["day3"])
        return DateLine(line, start, None, role) if lonely and month and len(words) <= 48 else None


def read_layout(text: str, rules: LayoutRules) -> PageLayout:
    """Cut a page into header and documents.

    Args:
        text: the decoded page.
        rules: language, calendar and name order of the collection.

    Returns:
        The layout; ``sections`` is empty if the page holds no document (an index page, an empty page).
    """
    lines = lines_of(text)
    header, rest = _read_header(lines, rules)
    starts = _document_starts(rest, rules)
    if not starts:
        return PageLayout(header, ())
    if starts[0] > 0:
        leading = [line for line in rest[: starts[0]] if len(line.text) <= _SHORT_LINE]
        header = Header(
            header.page_title, header.book_title, header.subtitle, header.compilers, leading[-1] if leading else None
        )
    bounds = [*starts, len(rest)]
    sections = [_read_section(rest[a:b], rules) for a, b in itertools.pairwise(bounds)]
    return PageLayout(header, tuple(sections))


def _is_navigation(line: Line) -> bool:
    parts = [part.strip() for part in line.text.split("|")]
    return len(parts) > 2 and all(len(part) <= 40 for part in parts)


def _read_header(lines: Sequence[Line], rules: LayoutRules) -> tuple[Header, list[Line]]:
    title: Line | None = None
    book: Line | None = None
    subtitle: Line | None = None
    compilers: Line | None = None
    at = 0
    for index, line in enumerate(lines[:12]):
        if _is_navigation(line):
            title = lines[index - 1] if index and title is None else title
            at = index + 1
        elif re.search(r"\b1\d{3}\s*[-–—]\s*(?:1\d{3}|\d{2})\b\.?$", line.text) and book is None and index <= at + 1:
            book, at = line, index + 1
        elif (
            book is not None and index == at and compilers is None and re.search(r"\b(?:1[89]|20)\d{2}\.?$", line.text)
        ):
            subtitle, at = line, index + 1
        elif re.match(rf"{any_of(rules.language.compiler_words)}\s*:?\s", line.text, re.IGNORECASE):
            compilers, at = line, index + 1
            break
    rest = [line for line in lines[at:] if not _is_navigation(line)]
    return Header(title, book, subtitle, compilers), rest


def _number_of(line: Line, rules: LayoutRules) -> str | None:
    match = re.fullmatch(rf"{any_of(rules.language.number_titles)}\s*(\d+[a-z]?)\.?", line.text, re.IGNORECASE)
    return match[1] if match else None


def _document_starts(lines: Sequence[Line], rules: LayoutRules) -> list[int]:
    """Indexes of the lines with which documents begin: a number, a heading before a date, or the first date.

    A page with a shelf mark holds a document even where none of them is printed: it begins after the section's name.
    """
    starts: list[int] = []
    for index, line in enumerate(lines):
        after = lines[index + 1 : index + 3]
        if _number_of(line, rules) is not None:
            starts.append(index)
        elif starts and index == starts[-1] + 1 and _number_of(lines[starts[-1]], rules) is not None:
            continue  # the heading below a number
        elif (
            rules.heading(line) is not None and ((not starts and index <= 3) or any(rules.date(one) for one in after))
        ) or (not starts and index <= 2 and rules.date(line) is not None and len(lines) > index + 1):
            starts.append(index)
    if not starts and any(read_shelfmark(line.text, line.start) for line in lines):
        names = itertools.takewhile(lambda line: len(line.text) <= 60 and line.text[-1] not in ".!?,:;", lines[:-2])
        starts.append(len(list(names)))
    return starts


def _read_section(lines: Sequence[Line], rules: LayoutRules) -> Section:
    at = 0
    number = _number_of(lines[0], rules)
    number_line = lines[0] if number is not None else None
    at += number_line is not None
    heading = rules.heading(lines[at]) if at < len(lines) else None
    at += heading is not None
    date, address, form, at = _read_opening(lines, at, rules)
    end, mark, mark_line, printed = _find_source_line(lines, at, rules)
    notes_at = _notes_start(lines, end, mark_line or printed, rules)
    body_lines = lines[at : min(end, notes_at)]
    closing = read_closing(body_lines, heading, rules.language, rules.dates)
    kept = closing.lines
    body = Span(kept[0].start, kept[-1].end) if kept else Span(lines[-1].end, lines[-1].end)
    after = [line for line in lines[end:notes_at] if line not in (mark_line, printed)]
    notes = [line for line in lines[notes_at:] if not _is_notes_title(line, rules)]
    return Section(
        span=Span(lines[0].start, lines[-1].end),
        number=number,
        number_line=number_line,
        heading=heading,
        date=date,
        address=address,
        form=form,
        body=body,
        closing=closing,
        shelfmark=mark,
        shelfmark_line=mark_line,
        printed_source=printed,
        notes=tuple(notes),
        unread=tuple(after),
    )


def _read_opening(
    lines: Sequence[Line], at: int, rules: LayoutRules
) -> tuple[DateLine | None, Line | None, Line | None, int]:
    """Read date, address and genre, which stand in any order between heading and text."""
    date: DateLine | None = None
    address: Line | None = None
    form: Line | None = None
    while at < len(lines) - 1:
        line = lines[at]
        if date is None and (found := rules.date(line)) is not None:
            date = found
        elif form is None and line.text.lower().strip(" .:") in rules.language.forms:
            form = line
        elif address is None and _is_address(line, rules):
            address = line
        else:
            break
        at += 1
    return date, address, form, at


def _is_address(line: Line, rules: LayoutRules) -> bool:
    match = re.match(rf"{any_of(rules.language.address_words)}\s+", line.text, re.IGNORECASE)
    if match is None or len(line.text) > _SHORT_LINE or re.search(r"[.!?]\s+[A-Z]\w{3}", line.text):
        return False
    return party_kind(line.text[match.end() :].strip(" .:,!"), rules.language) is not None


def _find_source_line(
    lines: Sequence[Line], at: int, rules: LayoutRules
) -> tuple[int, Shelfmark | None, Line | None, Line | None]:
    """Find the shelf mark, or the printed source that stands in its place; else the end of the lines."""
    printed_words = re.compile(rf"{any_of(rules.language.printed_words)}\b\s*(?:in|by)?\s*:?\s", re.IGNORECASE)
    for index in range(at, len(lines)):
        mark = read_shelfmark(lines[index].text, lines[index].start)
        if mark is not None:
            return index, mark, lines[index], None
        if _is_notes_title(lines[index], rules):
            break
        if printed_words.match(lines[index].text) and re.search(r"\d", lines[index].text) and index > at:
            return index, None, None, lines[index]
    return len(lines), None, None, None


def _is_notes_title(line: Line, rules: LayoutRules) -> bool:
    return line.text.lower().rstrip(" :.") in rules.language.notes_titles


def _notes_start(lines: Sequence[Line], end: int, source_line: Line | None, rules: LayoutRules) -> int:
    """Index of the first line of the notes: after their title, or after the shelf mark where a number begins a line."""
    for index, line in enumerate(lines):
        if _is_notes_title(line, rules):
            return index
    if source_line is not None:
        for index in range(end + 1, len(lines)):
            if re.match(
                rf"(?:1|{any_of(rules.language.number_words)}|\*)\s*[.)]?\s*(?=[^\W\d_]|[“\"«(])", lines[index].text
            ):
                return index
    return len(lines)
