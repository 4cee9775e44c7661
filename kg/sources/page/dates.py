"""Dates as pages print them -> EDTF and bounds. What is not understood stays as printed: nothing is guessed.

Here the words of a language are matched; what a date means, its bounds and its calendar, is decided in
``kg.records.edtf_dates`` for all readers alike. Numbers alone (``14. 11. 1925``, ``5/VI 97``) are of every language:
day, month, year. A year of two or three digits (``97``, ``913``) is read only where the page says which
century is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from kg.records.calendars import CalendarRule, days_in_month
from kg.records.certainty import Certainty
from kg.records.date import Calendar, DateValue
from kg.records.date_words import says_undated
from kg.records.edtf_dates import date_from_edtf, not_after, not_before, qualified
from kg.records.locator import Basis
from kg.sources.page.double_dates import PartialDay, julian_of_double, one_year, two_days
from kg.sources.page.language import PageLanguage
from kg.sources.page.patterns import any_of

Years = tuple[int, int]
"""The first and the last year that a short year can mean."""

_ROMAN = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12,
}  # fmt: skip
_YEAR = r"(?:1\d{3}|20\d{2})"
_LONGEST = 160
_CONCLUDED = re.compile(r"\s*+([^\[]{2,20}?)[\s,;:]*+(\[.*\])\s*+")
"""``o. D. [vor 5. März 1871]``: no date, and what the editors put for it."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of one date as far as they are printed; ``year`` as printed, so that ``913`` is not yet a year."""

    year: str | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    season: int | None = None
    year_alone: bool = False


@cache
def day_pattern(language: PageLanguage) -> re.Pattern[str]:
    """A date within a sentence, e.g. ``November 12, 1919``, ``12. November 1919``, ``5.X. 1918``."""
    months = any_of(language.months)
    parts = any_of(language.parts_of_month)
    of = rf"(?:{any_of(language.genitives)}\s*)?"
    ordinal = rf"(?:\s?{any_of(language.ordinals)})?(?:\s+{any_of(language.genitives)}(?=[\s,]))?"
    before_year = rf"(?:,?\s+{of}(?P<year>{_YEAR}))?"
    day_to = rf"(?:\s*[-–—/]\s*(?P<day_to>\d{{1,2}}){ordinal})?"
    forms = (
        rf"(?:(?P<part>{parts})\s*{of})?(?P<month>{months})\b[.:]?(?:\s+(?P<day>\d{{1,2}}){ordinal}{day_to}(?!\d))?"
        rf"{before_year}",
        rf"(?P<day2>\d{{1,2}}){ordinal}(?:\s*[-–—/]\s*(?P<day_to2>\d{{1,2}}){ordinal})?\s*{of}(?P<month2>{months})\b[.:]?"
        rf"(?:,?\s*{of}(?P<year2>{_YEAR}))?",
        r"(?P<day3>\d{1,2})(?:\.\s?[-–—/]\s?(?P<day_to3>\d{1,2}))?\s*(?P<cut>[./-])\s*(?P<roman>X?[IVX]{1,4}|\d{1,2})\s*(?P<cut2>[./\s-])\s*"
        rf"(?P<year3>{_YEAR}|\d{{2,3}})(?:\s?g\.)?(?!\d)",
        rf"(?P<day4>\d{{1,2}})\s+(?P<roman2>X?[IVX]{{1,4}})\s+(?P<year5>{_YEAR}|\d{{2,3}})(?!\d)",
        rf"(?P<month4>\d{{1,2}})\s?[./]\s?(?P<year6>{_YEAR})(?!\d)",
        r"(?P<iso>[12]\d{3}-\d{2}(?:-\d{2})?)(?![-\d])",
        r"(?P<year4>(?:1[5-9]|20)\d{2})(?![-\d])",
    )
    return re.compile(r"(?<![\w.])(?:" + "|".join(forms) + r")(?!\w)", re.IGNORECASE)


def read_date_line(
    line: str, language: PageLanguage, rule: CalendarRule, *, years: Years | None = None
) -> DateValue | None:
    """Read a line that is a date and nothing else, with the editors' brackets and the translator's words.

    Args:
        line: e.g. ``"July 24 [1920]"``, ``"[3. 5. 1925 – 9. 5. 1925?]"``.
        language: months and the words of reservation.
        years: which years a short one can mean.

    Returns:
        The reading; ``None`` if the line is not a date or names an impossible one. What stands in brackets is the
        editors' conclusion; a range in brackets is one day within it.
    """
    if len(line) > _LONGEST or not any(map(str.isdigit, line)):
        return None
    if (concluded := _CONCLUDED.fullmatch(line)) and says_undated(concluded[1]):
        line = concluded[2]
    words = " ".join(re.sub(r"[\[\](){}?]", " ", line).split()).strip(" .,;:")
    bracketed = re.fullmatch(r"\s*\[.*\][\s.]*", line) is not None
    reading = read_double_date(re.sub(r"[\[\]{}?]", " ", line), language) if words else None
    reading = reading or (_read_words(words, language, rule, years, one_of=bracketed) if words else None)
    if reading is None:
        return None
    if "?" in line:
        reading = qualified(reading, "?", reading.qualifier or "?")
    return reading.with_certainty(Certainty.CONJECTURED) if "[" in line else reading


def read_double_date(words: str, language: PageLanguage) -> DateValue | None:
    """Read words that are one day by both calendars, or a day of a year that has two numbers; else ``None``.

    The normal form is the Julian day; its bounds are the Gregorian one.
    """
    julian = CalendarRule("julian")
    days = two_days(words.strip(" .,;"))
    if days is not None:
        first, last = (_partial_day(_without_frame(one, language), language) for one in days)
        found = julian_of_double(first, last) if first and last and last[1] else None
        if found is not None:
            return _value("{:04}-{:02}-{:02}".format(*found), julian)
    plain = one_year(words)
    reading = read_date(_without_frame(plain.strip(" .,;"), language), language, julian) if plain else None
    return reading if reading and re.fullmatch(r"\d{4}-0[1-3](-\d{2})?", reading.edtf or "") else None


def _partial_day(words: str, language: PageLanguage) -> PartialDay | None:
    if _is_day(words):
        return (None, None, int(words.rstrip(".")))
    parts = _parts_in(words, language)
    return (_full_year(parts.year, None), parts.month, parts.day) if parts else None


def _read_words(
    words: str, language: PageLanguage, rule: CalendarRule, years: Years | None, *, one_of: bool
) -> DateValue | None:
    words = _without_frame(words, language)
    lowered = words.lower()
    for phrases, build in ((language.not_after, not_after), (language.not_before, not_before)):
        phrase = _beginning(lowered, phrases)
        inner = (
            read_date(_without_frame(words[len(phrase) :], language), language, rule, years=years) if phrase else None
        )
        if phrase and inner:
            return replace(build(inner), qualifier=phrase)
    phrase = _beginning(lowered, language.about)
    if phrase:
        inner = read_date(_without_frame(words[len(phrase) :], language), language, rule, years=years)
        return qualified(inner, "~", phrase) if inner else None
    return read_date(words, language, rule, years=years) or _range(words, language, rule, years, one_of=one_of)


def _beginning(lowered: str, phrases: tuple[str, ...]) -> str | None:
    """The longest phrase with which the words begin."""
    return max((one for one in phrases if lowered.startswith(one + " ")), key=len, default=None)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What may stand around a date and between two; compiled once a language."""

    weekday: re.Pattern[str]
    before_day: re.Pattern[str]
    after_year: re.Pattern[str]
    season: re.Pattern[str]
    between_two: re.Pattern[str]


@cache
def _frame(language: PageLanguage) -> _Frame:
    of = rf"(?:{any_of(language.genitives)}\s*)?"
    return _Frame(
        weekday=re.compile(rf"^{any_of(language.weekdays)}\b[.,]?\s+", re.IGNORECASE),
        before_day=re.compile(rf"(?:(?>{any_of(language.day_words)})[\s,]++)++(?=\d)", re.IGNORECASE),
        after_year=re.compile(rf"(?<=\d)\s*{any_of(language.year_words)}$", re.IGNORECASE),
        season=re.compile(rf"({any_of(language.seasons)})\s+{of}({_YEAR})", re.IGNORECASE),
        between_two=re.compile(
            rf"(?:(?<!\s)\s++)?+[-–—]\s*+|(?<=[^\W\d_])\s*+/\s*+|(?<!\s)\s++{any_of(language.range_words)}\s++",
            re.IGNORECASE,
        ),
    )


def _without_frame(words: str, language: PageLanguage) -> str:
    """Leave out what stands before a day (``den``, ``le``) and after a year (``г.``)."""
    frame = _frame(language)
    words = frame.weekday.sub("", words.strip(" ,;"), count=1)
    before = frame.before_day.match(words)
    words = words[before.end() :] if before else words
    after = frame.after_year.search(words)
    return (words[: after.start()] if after else words).strip(" ,;")


def read_date(
    words: str, language: PageLanguage, rule: CalendarRule, *, years: Years | None = None
) -> DateValue | None:
    """Read words that are one date as a whole; ``None`` if they are not, or if there is no such day."""
    words = " ".join(words.split()).rstrip(".,")
    match = day_pattern(language).fullmatch(words)
    if match is not None:
        return reading_of(match, language, rule, years=years)
    parts = _season(words, language)
    return _reading(parts, rule, years) if parts else None


def reading_of(
    match: re.Match[str], language: PageLanguage, rule: CalendarRule, *, years: Years | None = None
) -> DateValue | None:
    """Make the reading of a match of `day_pattern`; a date without a year is not understood."""
    groups = match.groupdict()
    day_to = groups["day_to"] or groups["day_to2"] or groups["day_to3"]
    parts = _parts_of(groups, language)
    if parts is None or (groups["part"] and groups["day"]):
        return None
    if day_to is None:
        return _reading(parts, rule, years, language)
    if "/" in match[0]:
        double = _double_day(parts, int(day_to), years)
        if double is not None:
            return double
    first, last = (_reading(replace(parts, day=day), rule, years) for day in (parts.day, int(day_to)))
    return _value(f"{first.edtf}/{last.edtf}", rule) if first and last else None


def _double_day(parts: _Parts, day_to: int, years: Years | None) -> DateValue | None:
    """``11/23 января``: the days of one month that are one by both calendars."""
    year = _full_year(parts.year, years)
    found = julian_of_double((None, None, parts.day), (year, parts.month, day_to))
    return _value("{:04}-{:02}-{:02}".format(*found), CalendarRule("julian")) if found else None


def _parts_of(groups: dict[str, str | None], language: PageLanguage) -> _Parts | None:
    if groups["iso"]:
        numbers = groups["iso"].split("-")
        return _Parts(numbers[0], int(numbers[1]), int(numbers[2]) if len(numbers) > 2 else None)
    if groups["year4"]:
        return _Parts(groups["year4"], year_alone=True)
    if groups["month4"]:
        return _Parts(groups["year6"], int(groups["month4"]))
    if groups["day3"] or groups["day4"]:
        return _numeric(groups, language)
    name = (groups["month"] or groups["month2"] or "").lower().rstrip(".")
    day = groups["day"] or groups["day2"]
    return _Parts(groups["year"] or groups["year2"], language.months[name], int(day) if day else None, groups["part"])


def _numeric(groups: dict[str, str | None], language: PageLanguage) -> _Parts | None:
    """Day, month and year; ``3/4/1920`` is two days in English, and then neither is read."""
    printed = (groups["roman"] or groups["roman2"] or "").upper()
    month = _ROMAN.get(printed) or (int(printed) if printed.isdigit() else None)
    day = int(groups["day3"] or groups["day4"] or 0)
    slashes = groups["cut"] == groups["cut2"] == "/" and printed.isdigit()
    if month is None or (slashes and language.tag.startswith("en") and day <= 12 and day != month):
        return None
    return _Parts(groups["year3"] or groups["year5"], month, day)


def _season(words: str, language: PageLanguage) -> _Parts | None:
    """``Sommer 1920``, ``summer of 1920``."""
    match = _frame(language).season.fullmatch(words)
    return _Parts(match[2], season=language.seasons[" ".join(match[1].lower().split())]) if match else None


def years_of(reading: DateValue | None) -> Years | None:
    """Give the years of a date that was understood: a short year beside it means one of them."""
    found = [int(year) for year in re.findall(r"(?<![\d-])\d{4}", reading.edtf or "")] if reading else []
    return (min(found), max(found)) if found else None


def _full_year(printed: str | None, years: Years | None) -> int | None:
    """``913`` -> 1913 where just one of the years ends so."""
    if printed is None or len(printed) == 4:
        return int(printed) if printed else None
    first, last = years or (1, 0)
    ending = [year for year in range(first, min(last, first + 99) + 1) if str(year).endswith(printed)]
    return ending[0] if len(ending) == 1 else None


def _reading(
    parts: _Parts, rule: CalendarRule, years: Years | None, language: PageLanguage | None = None
) -> DateValue | None:
    year = _full_year(parts.year, years)
    if year is None:
        return None
    if parts.year_alone:
        return _value(f"{year:04}", rule)
    if parts.season:
        return _value(f"{year:04}-{parts.season:02}", rule)
    if parts.part and language and parts.month:
        return _part(year, parts.month, parts.part, language, rule)
    if not parts.month or not 1 <= parts.month <= 12:
        return None
    return _value(f"{year:04}-{parts.month:02}" + (f"-{parts.day:02}" if parts.day is not None else ""), rule)


def _range(
    words: str, language: PageLanguage, rule: CalendarRule, years: Years | None, *, one_of: bool
) -> DateValue | None:
    """``May 20-June 3, 1920``, ``zwischen dem 3. und 5. Mai 1920``: the first lacks what it shares with the last.

    *Between* means one day within; other ranges are days on end unless the editors concluded them.
    """
    between = _beginning(words.lower(), language.between)
    if between:
        words, one_of = words[len(between) :].strip(), True
    for cut in _frame(language).between_two.finditer(words):
        first, last = (_without_frame(one, language) for one in (words[: cut.start()], words[cut.end() :]))
        end = _parts_in(last, language)
        begin = _parts_in(first, language) or (_Parts(day=int(first.rstrip("."))) if _is_day(first) else None)
        if end is None or begin is None or end.year is None:
            continue
        shared = replace(begin, year=begin.year or end.year, month=begin.month or (end.month if begin.day else None))
        one, other = (_reading(parts, rule, years, language) for parts in (shared, end))
        if one and other and one.edtf and other.edtf and one.edtf[0] + other.edtf[0] != "[[":
            return _value(f"[{one.edtf}..{other.edtf}]" if one_of else f"{one.edtf}/{other.edtf}", rule)
    return None


def _is_day(words: str) -> bool:
    return re.fullmatch(r"\d{1,2}\.?", words) is not None


def _parts_in(words: str, language: PageLanguage) -> _Parts | None:
    match = day_pattern(language).fullmatch(words.rstrip(".,"))
    if match is None or match["day_to"] or match["day_to2"] or match["day_to3"]:
        short = re.fullmatch(r"(\d{1,2})\s?\.\s?(\d{1,2})\.?", words)  # "15. 11." before "– 19. 11. 1925"
        return _Parts(None, int(short[2]), int(short[1])) if short else None
    return _parts_of(match.groupdict(), language)


def _value(edtf: str, rule: CalendarRule) -> DateValue | None:
    """Read a normal form; ``None`` if there is no such day."""
    value = date_from_edtf(edtf, rule=rule)
    return None if value.edtf is None else value


def _part(year: int, month: int, part: str, language: PageLanguage, rule: CalendarRule) -> DateValue | None:
    """``early November 1919``: the bounds are our convention (decades of the month), not the page's word."""
    first, last = language.parts_of_month[" ".join(part.lower().split())]
    last = min(last, days_in_month(year, month, Calendar.JULIAN if rule.calendar == "julian" else Calendar.GREGORIAN))
    reading = _value(f"[{year:04}-{month:02}-{first:02}..{year:04}-{month:02}-{last:02}]", rule)
    return reading and replace(reading, qualifier=part, bounds_basis=Basis.INFERRED)
