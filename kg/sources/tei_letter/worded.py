"""Dates that stand only in words: a dateline without ``date``, the end of a title (``…, 18. 9. 1893``).

The words of the languages are those of `kg.sources.page.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.records.calendars import CalendarRule
from kg.records.date import DateRecord, DateValue
from kg.sources.page.dates import Years, day_pattern, read_date_line, read_double_date, reading_of
from kg.sources.page.language import line_words

_SECOND_YEAR = re.compile(r"/\d{1,4}\b")
_HALF = re.compile(r"\w\.?\s?/\s?$")
"""Before the second half of something that a slash joins."""
_BEFORE = re.compile(r"^[\s,;:.(]*(?:(?:vom|von|am|dated|on|of|du|le|van|del|datiert)\s+)*", re.IGNORECASE)


def date_of_words(printed: str, language: str, rule: CalendarRule, *, years: Years | None = None) -> DateValue | None:
    """Read words that are a date and nothing else; ``None`` where they are not understood."""
    return read_date_line(printed, line_words(language), rule, years=years)


def date_within(
    printed: str, language: str, rule: CalendarRule, *, years: Years | None = None
) -> tuple[str, DateValue] | None:
    """Find the only date in a line, such as ``Graz, 18. September 1893``; its words and what they mean."""
    matches = list(day_pattern(line_words(language)).finditer(printed))
    double = next(_joined(printed, matches, language, rule), None)
    if double is not None:
        return double
    found = []
    for match in matches:
        value = reading_of(match, line_words(language), rule, years=years)
        if value is not None and value.edtf is not None and not _HALF.search(printed, 0, match.start()):
            found.append((match[0], value))
    return found[0] if len(found) == 1 else None


def _joined(
    printed: str, matches: Sequence[re.Match[str]], language: str, rule: CalendarRule
) -> Iterator[tuple[str, DateValue]]:
    """Read what a slash or a parenthesis joins: ``30. Mai/11. Juni 1880``, ``Mai/Juni 1880``, ``1700/1``."""
    for number, first in enumerate(matches):
        for last in matches[number : number + 3]:
            end = _SECOND_YEAR.match(printed, last.end())
            both = printed[first.start() : end.end() if end else last.end()]
            value = read_double_date(both, line_words(language))
            if value is None and "/" in both and last is not first:
                value = read_date_line(both, line_words(language), rule)
            if value is not None:
                yield both, value


def words_of_date(rest: str) -> str:
    """What follows the parties in a title without the words before the date: ``, vom 3. Mai`` -> ``3. Mai``."""
    return " ".join(_BEFORE.sub("", rest).rstrip(" .;)").split())


def known_years(dates: Sequence[DateRecord]) -> Years | None:
    """The years of the dates of a letter: a short year beside them means one of them."""
    years = [one.year for date in dates for one in (date.earliest, date.latest) if one is not None]
    return (min(years), max(years)) if years and max(years) - min(years) < 100 else None
