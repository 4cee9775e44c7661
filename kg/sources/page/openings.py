"""The date line inside the first line of a text: ``Wien, 12. X. 913Mein lieber …``, ``PARIS, le 26 Février 1919. …``.

It is read where it says what the heading says, or where no heading gives a date: a text may begin with any other date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.records.calendars import CalendarRule
from kg.records.date import DateValue
from kg.sources.page.dates import Years, day_pattern, reading_of
from kg.sources.page.language import PageLanguage
from kg.sources.page.lines import Line
from kg.sources.page.patterns import UPPER, WORD, any_of
from kg.sources.text import Span

_REACH = 120
_PARTS = any_of(("The", "Bad", "Sankt", "St.", "San", "Santa", "Le", "La", "Les", "New", "Los", "Den", "El"))
_PLACE = rf"(?:{_PARTS}\s+)?{WORD}|[{UPPER}]{{2,}}(?:\s[{UPPER}]{{2,}}){{1,2}}"


@dataclass(frozen=True, slots=True)
class OpeningDate:
    """``reading`` is ``None`` where it contradicts the date above the text; ``place`` stands before a comma."""

    span: Span
    reading: DateValue | None
    place: Span | None = None


@cache
def place_before_date(words: PageLanguage) -> re.Pattern[str]:
    """``Wien, ``: a name of one word, or one with a part that places have, and a comma."""
    return re.compile(rf"(?P<place>{_PLACE})\s?,\s*")


@cache
def place_after_date() -> re.Pattern[str]:
    """Match `` Ялта`` or ``, Bath`` at the end of a line, behind a year or the word for it."""
    return re.compile(rf"(?<=[\d.\]])\s?,?\s+(?P<place>{_PLACE})\.?$")


@cache
def _patterns(words: PageLanguage) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before the date, and the date, to which the next word may be glued."""
    frame = rf"(?:{any_of(words.weekdays)}[\s,]+)?(?:{any_of(words.day_words)}\s+)?"
    before = re.compile(rf"(?:{place_before_date(words).pattern})?(?i:{frame})(?=[\w\d])")
    return before, re.compile(day_pattern(words).pattern.removesuffix(r"(?!\w)") + r"(?!\d)", re.IGNORECASE)


def read_opening_date(
    line: Line, words: PageLanguage, rule: CalendarRule, *, years: Years | None, above: DateValue | None
) -> OpeningDate | None:
    """Read the date with which a text begins.

    Args:
        line: the first line of the text.
        words: the tables of words.
        rule: the collection's calendar.
        years: which years a short one can mean.
        above: the date above the text, if one was understood.

    Returns:
        ``None`` if the text does not begin with a date, or with one of which nothing says that it is the letter's own.
    """
    before, date = _patterns(words)
    start = before.match(line.text)
    match = date.match(line.text, start.end(), _REACH) if start else None
    if start is None or match is None or match["year4"]:
        return None
    place = start["place"]
    if place is not None and place.split()[-1] in words.not_names:
        return None
    reading = reading_of(match, words, rule, years=years)
    glued = line.text[match.end() : match.end() + 1].isalnum()
    if above is not None:
        if reading is None or (place is None and not _agree(reading, above)):
            return None
        reading = reading if _agree(reading, above) else None
    elif reading is None or glued or (place is None and not re.match(r"[.\s]*$|\.\s", line.text[match.end() :])):
        return None
    span = Span(line.start + match.start(), line.start + match.end())
    at = Span(line.start + start.start("place"), line.start + start.end("place")) if place else None
    return OpeningDate(span, reading, at)


def _agree(one: DateValue, other: DateValue) -> bool:
    """Are they of one day, or the one of a day that the other leaves open?"""
    return (one.edtf or "").rstrip("?~%") == (other.edtf or "").rstrip("?~%")
