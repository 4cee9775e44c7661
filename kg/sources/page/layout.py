"""The layout of an edition page: navigation, header of the collection, documents, and the parts of each document.

Layout is decided line by line and gives spans only; what stands in a span is read by the other modules.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.sources.page.closing import Closing, read_closing
from kg.sources.page.dates import Years, years_of
from kg.sources.page.free_marks import FreeMark
from kg.sources.page.heading import Heading
from kg.sources.page.headlines import read_headline
from kg.sources.page.layout_rules import (
    SHORT_LINE,
    DateLine,
    LayoutRules,
    form_of,
    is_address,
    is_notes_title,
    number_of,
)
from kg.sources.page.lines import Line, lines_of
from kg.sources.page.openings import OpeningDate, read_opening_date
from kg.sources.page.patterns import any_of
from kg.sources.page.shelfmark import Shelfmark, read_shelfmark
from kg.sources.page.source_line import find_source_line, notes_start
from kg.sources.text import Span

_YEARS_AT_END = 24
"""Characters at the end of a title that may give its years."""
_FIRST_LINES = 3
"""Lines below the header of the page."""
_LONGEST_OPENING = 4
"""Lines from a heading to the number below it."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the first document."""

    page_title: Line | None = None
    book_title: Line | None = None
    subtitle: Line | None = None
    compilers: Line | None = None
    section: Line | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One document of a page. ``body`` is empty where the page prints none."""

    span: Span
    number: str | None
    """As printed: above the heading the edition's, below it the writer's own."""
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
    opening_date: OpeningDate | None = None
    """The date line inside the text's first line."""
    free_mark: FreeMark | None = None
    """A shelf mark in free form, where there is no ``shelfmark``."""

    @property
    def own_number(self) -> str | None:
        """The number that the edition gives the document."""
        above = self.number_line is not None and (
            self.heading is None or self.number_line.start <= self.heading.span.start
        )
        return self.number if above else None


@dataclass(frozen=True, slots=True)
class PageLayout:
    header: Header
    sections: tuple[Section, ...]


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
    rules = replace(rules, years=rules.years or _span(header), page=text)
    starts = _document_starts(rest, rules)
    if not starts:
        return PageLayout(header, ())
    if starts[0] > 0:
        leading = [line for line in rest[: starts[0]] if len(line.text) <= SHORT_LINE]
        header = Header(
            header.page_title, header.book_title, header.subtitle, header.compilers, leading[-1] if leading else None
        )
    bounds = [*starts, len(rest)]
    sections = [_read_section(rest[a:b], rules) for a, b in itertools.pairwise(bounds)]
    return PageLayout(header, tuple(sections))


def _span(header: Header) -> Years | None:
    """The years in the title of the book."""
    span = re.search(r"\b(1\d{3})\s*[-–—]\s*(1\d{3})\b", header.book_title.text) if header.book_title else None
    return (int(span[1]), int(span[2])) if span else None


def _is_navigation(line: Line) -> bool:
    parts = [part.strip() for part in line.text.split("|")]
    return len(parts) > 2 and all(len(part) <= 40 for part in parts)


def _is_book(line: Line) -> bool:
    """A title that ends with the years of its documents."""
    years = re.search(r"\b1\d{3}\s*[-–—]\s*(?:1\d{3}|\d{2})\b\.?$", line.text[-_YEARS_AT_END:])
    return years is not None and re.search(r"[^\W\d_]{3}", line.text) is not None


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
        elif _is_book(line) and book is None and index <= at + 1:
            book, at = line, index + 1
        elif (
            book is not None and index == at and compilers is None and re.search(r"\b(?:1[89]|20)\d{2}\.?$", line.text)
        ):
            subtitle, at = line, index + 1
        elif re.match(rf"{any_of(rules.words.compiler_words)}\s*:?\s", line.text, re.IGNORECASE):
            compilers, at = line, index + 1
            break
    rest = [line for line in lines[at:] if not _is_navigation(line)]
    return Header(title, book, subtitle, compilers), rest


def _document_starts(lines: Sequence[Line], rules: LayoutRules) -> list[int]:
    """Indexes of the lines with which documents begin: a number, a heading before a date, or the first date.

    A page with a shelf mark holds a document even where none of them is printed: it begins after the section's name.
    """
    starts: list[int] = []
    for index, line in enumerate(lines):
        if number_of(line, rules) is not None:
            if not (starts and _is_opening(lines[starts[-1] : index], rules)):
                starts.append(index)
        elif starts and index == starts[-1] + 1 and number_of(lines[starts[-1]], rules) is not None:
            continue  # the heading below a number
        elif _begins_document(line, lines[index + 1 : index + 3], rules, first=not starts, index=index):
            starts.append(index)
    if not starts and any(read_shelfmark(line.text, line.start) for line in lines):
        names = itertools.takewhile(lambda line: len(line.text) <= 60 and line.text[-1] not in ".!?,:;", lines[:-2])
        starts.append(len(list(names)))
    return starts


def _begins_document(line: Line, after: Sequence[Line], rules: LayoutRules, *, first: bool, index: int) -> bool:
    """A heading before a date; on a page's first lines also a heading of two sides, one with its date, or a date."""
    headline = read_headline(line, rules)
    early = first and index <= _FIRST_LINES
    if headline is None:
        return early and index < _FIRST_LINES and bool(after) and rules.date(line) is not None
    heading, dated = headline.heading, any(rules.date(one) for one in after)
    if not heading.senders and not heading.unclear:  # "An Luise Brandt": an address line as well
        return early and (dated or headline.date is not None)
    return early or (headline.date is None and dated)


def _is_opening(lines: Sequence[Line], rules: LayoutRules) -> bool:
    """Are these lines of one document's head, which has no number yet? Its number may stand below heading and date."""
    return (
        len(lines) <= _LONGEST_OPENING
        and read_headline(lines[0], rules) is not None
        and all(rules.date(line) is not None or form_of(line, rules) for line in lines[1:])
    )


def _read_section(lines: Sequence[Line], rules: LayoutRules) -> Section:
    at = 0
    number = number_of(lines[0], rules)
    number_line = lines[0] if number is not None else None
    at += number_line is not None
    headline = read_headline(lines[at], rules) if at < len(lines) else None
    heading = headline.heading if headline else None
    number = number or (headline.number if headline else None)
    opening = _read_opening(lines, at + (heading is not None), rules, numbered=number is not None)
    if headline is not None and headline.date is not None:
        opening.date = headline.date
    source = find_source_line(lines, opening.end, rules)
    notes_at = notes_start(lines, source, rules)
    closing = _read_closing(lines[opening.end : min(source.index, notes_at)], heading, opening, rules)
    kept = closing.lines
    after = [line for line in lines[source.index : notes_at] if line not in (source.line, source.printed)]
    notes = [line for line in lines[notes_at:] if not is_notes_title(line, rules)]
    return Section(
        span=Span(lines[0].start, lines[-1].end),
        number=number or (number_of(opening.number, rules) if opening.number else None),
        number_line=number_line or opening.number or (lines[at] if headline and headline.number else None),
        heading=heading,
        date=opening.date,
        address=opening.address,
        form=opening.form,
        body=Span(kept[0].start, kept[-1].end) if kept else Span(lines[-1].end, lines[-1].end),
        closing=closing,
        shelfmark=source.mark,
        shelfmark_line=source.line,
        printed_source=source.printed,
        notes=tuple(notes),
        unread=tuple(after),
        free_mark=source.free,
        opening_date=_opening_date(kept, opening, rules),
    )


@dataclass(slots=True)
class _Opening:
    """What stands between heading and text, in any order; ``end`` is the index of the first line of the text."""

    end: int
    date: DateLine | None = None
    address: Line | None = None
    form: Line | None = None
    number: Line | None = None


def _opening_date(lines: Sequence[Line], opening: _Opening, rules: LayoutRules) -> OpeningDate | None:
    above = opening.date.reading if opening.date else None
    if not lines or (opening.date is not None and above is None):
        return None
    return read_opening_date(lines[0], rules.words, rules.dates, years=years_of(above) or rules.years, above=above)


def _read_closing(lines: Sequence[Line], heading: Heading | None, opening: _Opening, rules: LayoutRules) -> Closing:
    reading = opening.date.reading if opening.date else None
    return read_closing(
        lines,
        heading,
        rules.language,
        rules.words,
        rules.dates,
        years=years_of(reading) or rules.years,
        dated=opening.date is not None,
    )


def _read_opening(lines: Sequence[Line], at: int, rules: LayoutRules, *, numbered: bool) -> _Opening:
    """Read date, address, genre and the writer's number, which stand in any order between heading and text."""
    opening = _Opening(at)
    while opening.end < len(lines) - 1:
        line = lines[opening.end]
        if opening.date is None and (found := rules.date(line)) is not None:
            opening.date = found
        elif opening.form is None and form_of(line, rules):
            opening.form = line
        elif opening.number is None and not numbered and number_of(line, rules) is not None:
            opening.number = line
        elif opening.address is None and is_address(line, rules):
            opening.address = line
        else:
            break
        opening.end += 1
    return opening
