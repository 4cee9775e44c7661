"""A passage of a document (its text, or one note) with its names, as the grammars read it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.records.agent import EntityKind
from kg.records.calendars import CalendarRule
from kg.records.date import DateValue
from kg.records.locator import Locator
from kg.records.reference import Reference
from kg.sources.page.dates import day_pattern, read_date, reading_of
from kg.sources.page.language import PageLanguage
from kg.sources.page.names import Named
from kg.sources.page.patterns import any_of, honorific
from kg.sources.page.register import EntityRegister
from kg.sources.text import SourceText, Span

_SENTENCE_END = re.compile(r"[.!?][”\"»)]*\s+(?=[^\Wa-z\d_]|[“\"«(\[])")
_OTHER_YEAR = re.compile(r"\s+(?:of\s+)?(?:(?P<same>the\s+same)|this|the\s+current|that)\s+year(?!\w)")
_RANGE = re.compile(r"\s+(?:to|till|until|through)\s+(?:the\s+)?")
_LONGEST_SENTENCE = 4000
"""Characters; what goes on longer without an end is no sentence, and is cut there."""
_ABBREVIATION = re.compile(
    r"(?:\b[^\W\d_]{1,2}|\b(?:vol|pp|comrade|comr|tov|st|op|cit|see|art|no|vs|mr|mrs|dr))\.$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """``reading`` is ``None`` for a date whose year the words leave to another time (``June 7 of this year``)."""

    span: Span
    reading: DateValue | None


@dataclass(frozen=True)
class Passage:
    """``itself`` is the letter or note that the passage is the text of; ``letter`` is the letter's key."""

    source: SourceText
    span: Span
    names: tuple[Named, ...]
    register: EntityRegister
    language: PageLanguage
    dates: CalendarRule
    itself: Reference
    letter: str

    @property
    def text(self) -> str:
        return self.source.text

    def words(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def locate(self, span: Span) -> Locator:
        return self.source.locate(*span)

    @cached_property
    def _starts(self) -> list[int]:
        return [one.span.start for one in self.names]

    @cached_property
    def _outer(self) -> tuple[Named, ...]:
        """The names that stand inside no other; names are in order, the longer of two at one place first."""
        outer: list[Named] = []
        end = -1
        for one in self.names:
            if one.span.end > end:
                outer.append(one)
                end = one.span.end
        return tuple(outer)

    @cached_property
    def _outer_starts(self) -> list[int]:
        return [one.span.start for one in self._outer]

    def names_in(self, span: Span, *kinds: EntityKind) -> list[Named]:
        """Names within a span, outermost first where they nest."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [one for one in self.names[first:last] if one.span.end <= span.end and (not kinds or one.kind in kinds)]

    def outermost(self, span: Span) -> list[Named]:
        """Names within a span that stand inside no other name."""
        first, last = bisect_left(self._outer_starts, span.start), bisect_left(self._outer_starts, span.end)
        return [one for one in self._outer[first:last] if one.span.end <= span.end]

    def starting_at(self, at: int) -> list[Named]:
        """Names that begin at an offset, the longest first."""
        return list(self.names[bisect_left(self._starts, at) : bisect_left(self._starts, at + 1)])

    def enter(self, named: Named) -> Reference:
        return self.register.enter(named)

    def enter_all(self, names: Sequence[Named]) -> tuple[Reference, ...]:
        return tuple(dict.fromkeys(self.register.enter(one) for one in names))

    def dates_in(self, span: Span) -> list[FoundDate]:
        """Dates in their order; one without a year has that of *the same year* or of the end of its range."""
        found: list[FoundDate] = []
        matches = list(day_pattern(self.language).finditer(self.text, span.start, span.end))
        for match, following in itertools.zip_longest(matches, matches[1:]):
            reading = reading_of(match, self.language, self.dates)
            if reading is not None and not _is_lone_year(match):
                found.append(FoundDate(Span(*match.span()), reading))
            elif reading is None and not _is_lone_year(match):
                found += self._without_year(match, following, found, span.end)
        return found

    def _without_year(
        self, match: re.Match[str], following: re.Match[str] | None, before: Sequence[FoundDate], end: int
    ) -> list[FoundDate]:
        other = _OTHER_YEAR.match(self.text, match.end(), end)
        year: str | None = None
        if other and other["same"]:
            year = next(
                (one.reading.edtf.strip("[.")[:4] for one in reversed(before) if one.reading and one.reading.edtf), None
            )
        elif following is not None and _RANGE.fullmatch(self.text, match.end(), following.start()):
            reading = reading_of(following, self.language, self.dates)
            year = reading.edtf[:4] if reading and reading.edtf else None
        if year is not None:
            reading = read_date(f"{match.group().removesuffix(' of')} {year}", self.language, self.dates)
            return (
                [FoundDate(Span(match.start(), match.end() - 3 * match.group().endswith(" of")), reading)]
                if reading
                else []
            )
        return [FoundDate(Span(match.start(), other.end()), None)] if other else []

    def sentences(self, without: Sequence[Span] = ()) -> Iterator[Span]:
        """Cut the passage into sentences; initials and abbreviations do not end one."""
        start = self.span.start
        for end, following in [*self._sentence_ends(without), (self.span.end, self.span.end)]:
            while end - start > _LONGEST_SENTENCE:
                yield Span(start, start + _LONGEST_SENTENCE)
                start += _LONGEST_SENTENCE
            if start < end:
                yield Span(start, end)
            start = following

    def _sentence_ends(self, without: Sequence[Span]) -> Iterator[tuple[int, int]]:
        """Where a sentence ends and the next begins."""
        for match in _SENTENCE_END.finditer(self.text, self.span.start, self.span.end):
            end = match.start() + 1
            if _ABBREVIATION.search(self.text[max(self.span.start, end - 12) : end]):
                continue
            if not any(skip.start <= match.start() < skip.end for skip in without):
                yield end, match.end()

    def names_at(self, start: int, end: int) -> list[Named]:
        """The list of names that begins at an offset, past articles and honorifics: ``comrades X and Y``.

        An office and its holder beside each other (``Commander-in-Chief X``) both belong to the list.
        """
        glue = re.compile(
            rf"(?:\s|,(?=\s)|\bthe\b|{honorific(self.language)}(?!\w)|{any_of(self.language.conjunctions)}(?=\s))*"
        )
        joins = re.compile(rf",|(?<!\w){any_of(self.language.conjunctions)}(?!\w)")
        found: list[Named] = []
        at = start
        while at < end:
            gap = glue.match(self.text, at, end)
            begin = gap.end() if gap else at
            here = [one for one in self.starting_at(begin) if one.span.end <= end]
            joined = (
                not found or joins.search(self.text, at, begin) is not None or (here and _beside(found[-1], here[0]))
            )
            if not here or not joined:
                break
            longest = max(here, key=lambda one: one.span.end)
            found.append(longest)
            at = longest.span.end
        return found


def _beside(before: Named, after: Named) -> bool:
    return before.kind is EntityKind.POSITION and after.kind is EntityKind.PERSON


def _is_lone_year(match: re.Match[str]) -> bool:
    return match.groupdict()["year4"] is not None
