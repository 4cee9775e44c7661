"""When an event that a note tells of began, was suspended or ended, as far as the note dates it."""

from __future__ import annotations

import re

from kg.records.date import DateRecord, DateRole
from kg.sources.page.passage import FoundDate, Passage
from kg.sources.page.patterns import any_of
from kg.sources.text import Span


def date_record(
    passage: Passage, found: FoundDate, key: str, role: DateRole, *, qualifier: str | None = None
) -> DateRecord:
    """Make a date node of a date in a passage."""
    reading = found.reading
    if reading is None:
        expressed = " ".join(passage.words(found.span).split())
        return DateRecord(key, role, expressed, passage.locate(found.span), qualifier=qualifier)
    return DateRecord(
        key=key,
        role=role,
        expressed=" ".join(passage.words(found.span).split()),
        locator=passage.locate(found.span),
        edtf=reading.edtf,
        earliest=reading.earliest,
        latest=reading.latest,
        calendar=reading.calendar,
        qualifier="; ".join(one for one in (qualifier, reading.qualifier) if one) or None,
        bounds_basis=reading.bounds_basis,
    )


def find_phases(passage: Passage, sentence: Span, name: Span, key: str) -> list[DateRecord]:
    """Give the dates of an event, each with the role that the verb beside it says.

    Args:
        passage: the note.
        sentence: the sentence that tells of the event.
        name: the words for the event in it.
        key: the event's key.

    Returns:
        At most one date a role: begin, suspended, end.
    """
    language = passage.language
    dates = passage.dates_in(sentence)
    phases = (
        (language.beginnings, DateRole.BEGIN),
        (language.suspensions, DateRole.SUSPENDED),
        (language.endings, DateRole.END),
    )
    found: list[DateRecord] = []
    for words, role in phases:
        pattern = re.compile(rf"(?<!\w)(?P<verb>{any_of(words)})(?!\w)")
        for match in pattern.finditer(passage.text, *sentence):
            date = _beside(passage, dates, match, sentence)
            if date is not None:
                qualifier = match["verb"].split()[-1] if role is DateRole.SUSPENDED else None
                found.append(date_record(passage, date, f"{key}-{role.value}", role, qualifier=qualifier))
                break
    return found or _span(passage, dates, sentence, key)


def _beside(passage: Passage, dates: list[FoundDate], match: re.Match[str], sentence: Span) -> FoundDate | None:
    """The date right after a verb (``began on May 3``), else the one that opens its clause (``On May 3, X began``)."""
    text = passage.text
    after = re.compile(r"(?:\s+(?:its|their|an?|the)\s+\w+)?(?:\s+by\s+\w+)?\s+(?:(?:on|in|by|from|at)\s+)?(?:the\s+)?")
    for date in dates:
        if date.span.start > match.start() and after.fullmatch(text, match.end(), date.span.start):
            return date
    clause = max(sentence.start, text.rfind(";", sentence.start, match.start()) + 1)
    opens = re.compile(r"\W*(?i:on|in|at|by|from)\s+(?:the\s+)?")
    for date in dates:
        if opens.fullmatch(text, clause, date.span.start) and date.span.end <= match.start():
            others = [one for one in dates if date.span.end <= one.span.start < match.start()]
            return None if others else date
    return None


def _span(passage: Passage, dates: list[FoundDate], sentence: Span, key: str) -> list[DateRecord]:
    """``lasted from May 3 to June 4, 1919``."""
    lasted = re.compile(r"(?<!\w)(?:lasted|continued|went\s+on|was\s+carried\s+out)\s+from\s+(?:the\s+)?").search(
        passage.text, *sentence
    )
    following = [one for one in dates if lasted and one.span.start >= lasted.end()]
    if lasted is None or len(following) < 2 or following[0].span.start != lasted.end():
        return []
    roles = (DateRole.BEGIN, DateRole.END)
    return [date_record(passage, one, f"{key}-{role.value}", role) for one, role in zip(following, roles, strict=False)]
