"""Printed sources that a note cites with their pages: ``(From the History of … T. 2. S. 555-556)``, ``See: …``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.sources.text import Span

_NUMBERS = r"\d+(?:\s*(?:[-–—,]|\bto\b|\band\b)\s*\d+){0,8}"
_PAGES = rf"(?:SS|S|PP|P|Pp|pp|p|[Pp]ages?|С)\.?\s*(?P<pages>{_NUMBERS})"
_VOLUME = r"(?:T|Vol|Volume|vol|volume|Т|Bd|Book|book|Kn|Part|part)\.?\s*(?P<volume>\d+|[IVXLC]+)(?!\w)"
_PLACE = r"[^\W\d_][\w.]{0,20}(?:[-–][^\W\d_][\w.]{0,20})?"
_IMPRINT = rf"\(?(?:{_PLACE}[.,:]?\s*,?\s*)?(?P<year>[12]\d{{3}})\)?"
_GAP = r"[.,]?[”\"»]?[.,]?\s*"
_TAIL = re.compile(
    rf"{_GAP}(?:(?:{_VOLUME}{_GAP})(?:{_IMPRINT}{_GAP})?|(?:{_IMPRINT.replace('year', 'year2')}{_GAP})"
    rf"(?:{_VOLUME.replace('volume>', 'volume2>')}{_GAP})?)?{_PAGES}\.?"
)
_INTRODUCTION = re.compile(
    r"\((?:[Ss]ee(?:\s+also)?:?\s+|[Cc]f\.\s+)?"
    r"|(?:^|(?<=[.!?;:]\s))(?:For\s+(?:more\s+)?details,?\s+)?"
    r"(?:[Ss]ee(?:\s+also)?|Cf\.|Compare|(?:First\s+)?(?:Published|Printed)\s+in|Source)"
    r":?\s+(?:the\s+(?:collection|book|edition|volume)\s+)?"
)
_LONGEST_TITLE = 240


@dataclass(frozen=True, slots=True)
class PrintedCitation:
    """``span`` is the citation without parentheses and introducing words."""

    span: Span
    title: str
    volume: str | None
    pages: str


def find_citations(text: str, span: Span) -> list[PrintedCitation]:
    """List the printed sources that a passage cites with their pages.

    Args:
        text: the page.
        span: the passage; each citation begins with a parenthesis or with words such as *See* and ends with pages.

    Returns:
        The citations in their order. Title, volume and pages stand as printed (``II``, ``314 to 317``).
    """
    passage = text[span.start : span.end]
    found: list[PrintedCitation] = []
    for opens in _INTRODUCTION.finditer(passage):
        if found and span.start + opens.start() < found[-1].span.end:
            continue
        end = len(passage)
        if opens.group().startswith("("):
            end = passage.find(")", opens.end())
        cited = _read(passage, opens.end(), end) if end >= 0 else None
        if cited is not None:
            start, stop = cited.span
            found.append(replace(cited, span=Span(span.start + start, span.start + stop)))
    return found


def _read(text: str, start: int, end: int) -> PrintedCitation | None:
    """Try the title's end at each mark that may follow a title; the first with pages after it is taken."""
    quoted = re.compile(r"[“\"«]").match(text, start, end)
    at = quoted.end() if quoted else start
    for stop in re.compile(r"[.,”\"»]|\s(?=\()").finditer(text, at, min(end, at + _LONGEST_TITLE)):
        title = text[at : stop.start()].strip()
        if not title or re.search(r"[()]", title):
            return None
        tail = _TAIL.match(text, stop.start(), end)
        if tail is not None:
            volume = tail["volume"] or tail["volume2"]
            return PrintedCitation(Span(start, tail.end()), title, volume, tail["pages"])
    return None
