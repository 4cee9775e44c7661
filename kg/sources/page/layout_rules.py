"""What a single line of a page is: a heading, a date, a number, an address, the title of the notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.records.calendars import CalendarRule
from kg.records.date import DateRole, DateValue, Precision
from kg.sources.page.dates import Years, day_pattern, read_date_line
from kg.sources.page.heading import Heading, party_kind, read_heading
from kg.sources.page.language import PageLanguage, line_words
from kg.sources.page.lines import Line
from kg.sources.page.openings import place_after_date, place_before_date
from kg.sources.page.patterns import WORD, any_of
from kg.sources.text import Span

SHORT_LINE = 140
"""Characters; what is longer is no date, address or section."""


_LONGEST_NUMBER = 40
_SOME_NAMES = re.compile(rf"\[?{WORD}(?:[\s-]+{WORD}){{1,2}},\s+(?=[\[\w])")


@dataclass(frozen=True, slots=True)
class _LinePatterns:
    """Beginnings of lines; compiled once a language."""

    role: re.Pattern[str]
    number: re.Pattern[str]
    first_note: re.Pattern[str]
    address: re.Pattern[str]


@cache
def _line_patterns(words: PageLanguage) -> _LinePatterns:
    number = r"(\d{1,5}(?:\s?[a-z](?!\w))?(?:\s(?:bis|ter|a|b))?)"
    first = rf"(?:1|{any_of(words.number_words)}|\*)\s*[.)]?\s*(?=[^\W\d_]|[“\"«(])"
    return _LinePatterns(
        role=re.compile(rf"(?P<word>{any_of(words.date_roles)})[\s:,]+", re.IGNORECASE),
        number=re.compile(rf"{any_of(words.number_titles)}\s*{number}\.?", re.IGNORECASE),
        first_note=re.compile(first),
        address=re.compile(rf"{any_of(words.address_words)}\s+", re.IGNORECASE),
    )


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date line; ``reading`` is ``None`` where the words were not understood.

    ``start`` is where the date begins in the page, after a word that says its ``role`` (``Sent``), if there is one.
    """

    line: Line
    start: int
    reading: DateValue | None
    role: DateRole | None = None
    place: Span | None = None
    """A place before the date (``Husum, den 3. Mai 1887``) or behind it (``3 мая 1887 г. Ялта``)."""
    end: int | None = None
    """Where the date ends, if something stands behind it."""

    @property
    def span(self) -> Span:
        printed = self.line.text[self.start - self.line.start :]
        unopened = printed.endswith("]") and "[" not in printed  # "[Berlin, 3. Mai 1899]"
        return Span(self.start, self.end or self.line.end - unopened)


@dataclass(frozen=True, slots=True)
class LayoutRules:
    """What the layout needs to know of the collection."""

    language: PageLanguage
    dates: CalendarRule
    name_order: str = "given-first"
    separator: str | None = None
    years: Years | None = None
    """The years of the collection, where its title says them: what a short year can mean."""
    page: str = ""
    """The text of the page, which may show how its names stand."""

    @property
    def words(self) -> PageLanguage:
        """The words for lines, wider than the page's language."""
        return line_words(self.language.tag)

    def heading(self, line: Line) -> Heading | None:
        return read_heading(
            line.text,
            line.start,
            self.words,
            name_order=self.name_order,
            separator=self.separator,
            page=self.page,
        )

    def date(self, line: Line) -> DateLine | None:
        """A line that is a date, or a short bracketed or dated line that was meant as one."""
        if len(line.text) > SHORT_LINE or not any(map(str.isdigit, line.text)):
            return None
        said = _line_patterns(self.words).role.match(line.text)
        words = line.text[said.end() :] if said else line.text
        start = line.start + (said.end() if said else 0)
        role = DateRole(self.words.date_roles[" ".join(said["word"].lower().split())]) if said else None
        reading = read_date_line(words, self.words, self.dates, years=self.years)
        if reading is not None:
            return DateLine(line, start, reading, role)
        placed = self._after_place(words, start, line, role) or self._before_place(words, start, line, role)
        if placed is not None:
            return placed
        found = day_pattern(self.words).search(words)
        lonely = found is not None and len(words) - len(found.group()) <= 16 and not words.endswith((".", ":"))
        month = found is not None and any(found[one] for one in ("month", "month2", "day3", "day4", "month4"))
        return DateLine(line, start, None, role) if lonely and month and len(words) <= 48 else None

    def _after_place(self, words: str, start: int, line: Line, role: DateRole | None) -> DateLine | None:
        """``Husum, den 3. Mai 1887``; a year alone after a word is no date line."""
        bracket = "[" if words.startswith("[") else ""
        place = place_before_date(self.words).match(words, len(bracket))
        if place is None:
            return self._after_names(words, start, line, role)
        if place["place"].split()[-1] in self.words.not_names:
            return None
        reading = read_date_line(bracket + words[place.end() :], self.words, self.dates, years=self.years)
        if reading is None or reading.precision is Precision.YEAR:
            return None
        at = Span(start + place.start("place"), start + place.end("place"))
        return DateLine(line, start + place.end(), reading, role, at)

    def _after_names(self, words: str, start: int, line: Line, role: DateRole | None) -> DateLine | None:
        """``Mount Pleasant, 12 May 1799``: two or three names may be a place or a person; the line is the date."""
        names = _SOME_NAMES.match(words)
        reading = names and read_date_line(words[names.end() :], self.words, self.dates, years=self.years)
        if not reading or reading.precision is Precision.YEAR:
            return None
        return DateLine(line, start, reading, role)

    def _before_place(self, words: str, start: int, line: Line, role: DateRole | None) -> DateLine | None:
        """``3 мая 1887 г. Ялта``; a year alone before a word is no date line."""
        place = place_after_date().search(words)
        if place is None or place["place"].split()[-1] in self.words.not_names:
            return None
        reading = read_date_line(words[: place.start()], self.words, self.dates, years=self.years)
        if reading is None or reading.precision in (Precision.YEAR, Precision.SEASON):
            return None
        at = Span(start + place.start("place"), start + place.end("place"))
        return DateLine(line, start, reading, role, at, start + place.start())


def number_of(line: Line, rules: LayoutRules) -> str | None:
    """``No. 84``, ``LETTRE N° 384 bis.``"""
    match = _line_patterns(rules.words).number.fullmatch(line.text) if len(line.text) <= _LONGEST_NUMBER else None
    return match[1] if match else None


def is_notes_title(line: Line, rules: LayoutRules) -> bool:
    return line.text.lower().rstrip(" :.") in rules.words.notes_titles


def begins_notes(line: Line, rules: LayoutRules) -> bool:
    return _line_patterns(rules.language).first_note.match(line.text) is not None


def form_of(line: Line, rules: LayoutRules) -> bool:
    return line.text.lower().strip(" .:") in rules.words.forms


def is_address(line: Line, rules: LayoutRules) -> bool:
    match = _line_patterns(rules.language).address.match(line.text)
    if match is None or len(line.text) > SHORT_LINE or re.search(r"[.!?]\s+[A-Z]\w{3}", line.text):
        return False
    return party_kind(line.text[match.end() :].strip(" .:,!"), rules.words) is not None
