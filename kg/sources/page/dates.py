"""Dates as pages print them -> EDTF and bounds. What is not understood stays as printed: nothing is guessed.

EDTF is ISO 8601-2 (https://www.loc.gov/standards/datetime/). Bounds are inclusive Gregorian days. A date by the Julian
calendar keeps its printed EDTF, is marked Julian, and has its bounds converted.
"""

from __future__ import annotations

import calendar as calendars
import datetime
import re
from dataclasses import dataclass
from functools import cache

from kg.records.date import Calendar
from kg.records.locator import Basis
from kg.sources.page.language import PageLanguage

_LAST_JULIAN_DAY_OF_RUSSIA = (1918, 1, 31)
_ROMAN = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date that was understood. ``qualifier`` is the printed word of reservation; ``inferred`` marks our bounds."""

    edtf: str
    earliest: datetime.date | None
    latest: datetime.date | None
    calendar: Calendar = Calendar.GREGORIAN
    qualifier: str | None = None
    bounds_basis: Basis = Basis.STATED


@dataclass(frozen=True, slots=True)
class DateRule:
    """How the collection reads calendars: ``julian-until-1918`` (Russia) or ``gregorian``."""

    calendar: str = "gregorian"

    def calendar_of(self, year: int, month: int, day: int) -> Calendar:
        if self.calendar == "julian":
            return Calendar.JULIAN
        if self.calendar.startswith("julian-until") and (year, month, day) <= _LAST_JULIAN_DAY_OF_RUSSIA:
            return Calendar.JULIAN
        return Calendar.GREGORIAN


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
    return _doubtful(reading) if reading and "?" in line else reading


def _read_words(words: str, language: PageLanguage, rule: DateRule) -> DateReading | None:
    lowered = words.lower()
    for phrases, build in ((language.not_after, _not_after), (language.not_before, _not_before)):
        for phrase in sorted(phrases, key=len, reverse=True):
            if lowered.startswith(phrase + " "):
                inner = read_date(words[len(phrase) :].strip(), language, rule)
                return build(inner, phrase) if inner else None
    for phrase in language.about:
        if lowered.startswith(phrase + " "):
            inner = read_date(words[len(phrase) :].strip(), language, rule)
            return _about(inner, phrase) if inner else None
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
        return _year(int(groups["year4"]), rule)
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


def _exists(year: int, month: int, day: int) -> bool:
    if not (1 <= month <= 12 and day >= 1):
        return False
    return day <= calendars.monthrange(year, month)[1] or (month == 2 and day == 29 and year % 4 == 0)


def _bound(year: int, month: int, day: int, calendar: Calendar) -> datetime.date:
    """The Gregorian day of a printed day."""
    if calendar is Calendar.GREGORIAN:
        return datetime.date(year, month, day)
    a = (14 - month) // 12  # Julian calendar to Julian Day Number, then to the proleptic Gregorian ordinal
    y = year + 4800 - a
    number = day + (153 * (month + 12 * a - 3) + 2) // 5 + 365 * y + y // 4 - 32083
    return datetime.date.fromordinal(number - 1721425)


def _day(year: int, month: int, day: int | None, rule: DateRule) -> DateReading | None:
    if day is None:
        if not 1 <= month <= 12:
            return None
        last = calendars.monthrange(year, month)[1]
        calendar = rule.calendar_of(year, month, last)
        return DateReading(
            f"{year:04}-{month:02}", _bound(year, month, 1, calendar), _bound(year, month, last, calendar), calendar
        )
    calendar = rule.calendar_of(year, month, day)
    if not _exists(year, month, day) or (calendar is Calendar.GREGORIAN and day > calendars.monthrange(year, month)[1]):
        return None
    bound = _bound(year, month, day, calendar)
    return DateReading(f"{year:04}-{month:02}-{day:02}", bound, bound, calendar)


def _days(year: int, month: int, first: int, last: int, rule: DateRule) -> DateReading | None:
    one, other = _day(year, month, first, rule), _day(year, month, last, rule)
    if one is None or other is None or first > last:
        return None
    return DateReading(f"{one.edtf}/{other.edtf}", one.earliest, other.latest, one.calendar)


def _year(year: int, rule: DateRule) -> DateReading:
    calendar = rule.calendar_of(year, 12, 31)
    return DateReading(f"{year:04}", _bound(year, 1, 1, calendar), _bound(year, 12, 31, calendar), calendar)


def _part(year: int, month: int, part: str, language: PageLanguage, rule: DateRule) -> DateReading:
    """``early November 1919``: the bounds are our convention (decades of the month), not the page's word."""
    first, last = language.parts_of_month[" ".join(part.lower().split())]
    last = min(last, calendars.monthrange(year, month)[1])
    calendar = rule.calendar_of(year, month, last)
    return DateReading(
        edtf=f"[{year:04}-{month:02}-{first:02}..{year:04}-{month:02}-{last:02}]",
        earliest=_bound(year, month, first, calendar),
        latest=_bound(year, month, last, calendar),
        calendar=calendar,
        qualifier=part,
        bounds_basis=Basis.INFERRED,
    )


def _not_after(inner: DateReading, phrase: str) -> DateReading:
    return DateReading(f"[..{_last(inner.edtf)}]", None, inner.latest, inner.calendar, phrase, inner.bounds_basis)


def _not_before(inner: DateReading, phrase: str) -> DateReading:
    return DateReading(f"[{_first(inner.edtf)}..]", inner.earliest, None, inner.calendar, phrase, inner.bounds_basis)


def _about(inner: DateReading, phrase: str) -> DateReading:
    """Approximate: EDTF says so, and no bound is certain."""
    edtf = inner.edtf if inner.edtf.startswith("[") else f"{inner.edtf}~"
    return DateReading(edtf, None, None, inner.calendar, phrase, Basis.STATED)


def _doubtful(inner: DateReading) -> DateReading:
    """A question mark of the editors: EDTF says so, and no bound is certain."""
    edtf = inner.edtf if inner.edtf.startswith("[") or "/" in inner.edtf else f"{inner.edtf.removesuffix('~')}?"
    edtf = edtf.replace("?", "%") if inner.edtf.endswith("~") else edtf  # both doubtful and approximate
    return DateReading(edtf, None, None, inner.calendar, inner.qualifier or "?", inner.bounds_basis)


def _first(edtf: str) -> str:
    return re.split(r"\.\.|/", edtf.strip("[]"))[0]


def _last(edtf: str) -> str:
    return re.split(r"\.\.|/", edtf.strip("[]"))[-1]
