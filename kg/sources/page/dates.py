"""Dates as pages print them -> EDTF and bounds. What is not understood stays as printed: nothing is guessed.

Here the words of a language are matched; what a date means, its bounds and its calendar, is decided in
``kg.records.edtf_dates`` for all readers alike.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg.records.calendars import CalendarRule as DateRule
from kg.records.calendars import days_in_month
from kg.records.date import Calendar
from kg.records.date import DateValue as DateReading
from kg.records.edtf_dates import date_from_edtf, not_after, not_before, qualified
from kg.records.locator import Basis
from kg.sources.page.language import PageLanguage

__all__ = ["DateReading", "DateRule", "day_pattern", "read_date", "read_date_line", "reading_of"]

_ROMAN = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12,
}  # fmt: skip


@cache
def day_pattern(language: PageLanguage) -> re.Pattern[str]:
    """A date within a sentence, e.g. ``November 12, 1919``, ``early November 1919``, ``5.X. 1918``."""
    months = "|".join(sorted(map(re.escape, language.months), key=len, reverse=True))
    parts = "|".join(sorted(map(re.escape, language.parts_of_month), key=len, reverse=True))
    ordinal = r"(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?"
    forms = (
        rf"(?:(?P<part>{parts})\s*)?(?P<month>{months})\b\.?"
        rf"(?:\s+(?P<day>\d{{1,2}}){ordinal}(?:\s*[-–—]\s*(?P<day_to>\d{{1,2}}))?(?!\d))?(?:,?\s+(?P<year>1\d{{3}}|2\d{{3}}))?",
        rf"(?P<day2>\d{{1,2}}){ordinal}\s+(?P<month2>{months})\b\.?,?\s*(?P<year2>[12]\d{{3}})?",
        r"(?P<day3>\d{1,2})\s*[./-]\s*(?P<roman>X?[IVX]{1,4}|\d{1,2})\s*[./\s-]\s*(?P<year3>[12]\d{3}|\d{2})(?:\s?g\.)?(?!\d)",
        r"(?P<iso>[12]\d{3}-\d{2}(?:-\d{2})?)(?![-\d])",
        r"(?P<year4>(?:1[5-9]|20)\d{2})(?![-\d])",
    )
    return re.compile(r"(?<![\w.])(?:" + "|".join(forms) + r")(?!\w)", re.IGNORECASE)


def read_date_line(line: str, language: PageLanguage, rule: DateRule) -> DateReading | None:
    """Read a line that is a date and nothing else, with the editors' brackets and the translator's words.

    Args:
        line: e.g. ``"[previously May 4, 1918]"`` (not later than), ``"July 24 [1920]"``, ``"November 12th day 1919"``.

    Returns:
        The reading; ``None`` if the line is not a date or names an impossible one.
    """
    words = " ".join(re.sub(r"[\[\](){}?]", " ", line).split()).strip(" .,;:")
    reading = _read_words(words, language, rule) if words else None
    return qualified(reading, "?", reading.qualifier or "?") if reading and "?" in line else reading


def _read_words(words: str, language: PageLanguage, rule: DateRule) -> DateReading | None:
    lowered = words.lower()
    for phrases, build in ((language.not_after, not_after), (language.not_before, not_before)):
        for phrase in sorted(phrases, key=len, reverse=True):
            if lowered.startswith(phrase + " "):
                inner = read_date(words[len(phrase) :].strip(), language, rule)
                return replace(build(inner), qualifier=phrase) if inner else None
    for phrase in language.about:
        if lowered.startswith(phrase + " "):
            inner = read_date(words[len(phrase) :].strip(), language, rule)
            return qualified(inner, "~", phrase) if inner else None
    return read_date(words, language, rule)


def read_date(words: str, language: PageLanguage, rule: DateRule) -> DateReading | None:
    """Read words that are one date as a whole; ``None`` if they are not, or if there is no such day."""
    match = day_pattern(language).fullmatch(" ".join(words.split()).rstrip(".,"))
    return None if match is None else reading_of(match, language, rule)


def reading_of(match: re.Match[str], language: PageLanguage, rule: DateRule) -> DateReading | None:
    """Make the reading of a match of `day_pattern`; a date without a year is not understood."""
    groups = match.groupdict()
    if groups["iso"]:
        numbers = [int(part) for part in groups["iso"].split("-")]
        return _day(numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else None, rule)
    if groups["year4"]:
        return _value(groups["year4"], rule)
    if groups["day3"]:
        return _numeric(groups, rule)
    year = groups["year"] or groups["year2"]
    if year is None:
        return None
    month = language.months[(groups["month"] or groups["month2"]).lower().rstrip(".")]
    if groups["part"]:
        return None if groups["day"] else _part(int(year), month, groups["part"], language, rule)
    day = groups["day"] or groups["day2"]
    if groups["day_to"] and day:
        return _days(int(year), month, int(day), int(groups["day_to"]), rule)
    return _day(int(year), month, int(day) if day else None, rule)


def _numeric(groups: dict[str, str | None], rule: DateRule) -> DateReading | None:
    printed = (groups["roman"] or "").upper()
    month = _ROMAN.get(printed) or (int(printed) if printed.isdigit() else None)
    year = int(groups["year3"] or 0)
    if year < 100:
        year += 1900  # two digits occur only in the twentieth-century hands that these pages print
    return None if month is None else _day(year, month, int(groups["day3"] or 0), rule)


def _value(edtf: str, rule: DateRule) -> DateReading | None:
    """Read a normal form; ``None`` if there is no such day."""
    value = date_from_edtf(edtf, rule=rule)
    return None if value.edtf is None else value


def _day(year: int, month: int, day: int | None, rule: DateRule) -> DateReading | None:
    return _value(f"{year:04}-{month:02}" if day is None else f"{year:04}-{month:02}-{day:02}", rule)


def _days(year: int, month: int, first: int, last: int, rule: DateRule) -> DateReading | None:
    return _value(f"{year:04}-{month:02}-{first:02}/{year:04}-{month:02}-{last:02}", rule)


def _part(year: int, month: int, part: str, language: PageLanguage, rule: DateRule) -> DateReading | None:
    """``early November 1919``: the bounds are our convention (decades of the month), not the page's word."""
    first, last = language.parts_of_month[" ".join(part.lower().split())]
    last = min(last, days_in_month(year, month, Calendar.JULIAN if rule.calendar == "julian" else Calendar.GREGORIAN))
    reading = _value(f"[{year:04}-{month:02}-{first:02}..{year:04}-{month:02}-{last:02}]", rule)
    return reading and replace(reading, qualifier=part, bounds_basis=Basis.INFERRED)
