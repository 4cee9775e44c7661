"""Printed sources that a note cites: ``(From the History of … T. 2. S. 555-556)``, ``(Title. Vol. 3. P. 12)``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.sources.text import Span

_PAGES = r"(?:S|P|Pp|PP|p|pp|С)\.\s*(?P<pages>\d+(?:\s*[-–—,]\s*\d+)*)"
_VOLUME = r"(?:T|Vol|Volume|vol|Т|Bd)\.?\s*(?P<volume>\d+|[IVXLC]+)[.,]?\s*"
_IMPRINT = r"(?:(?P<place>[^()\d]*?)(?P<year>\d{4})[.,]\s*)?"
_PARENTHESIS = re.compile(rf"\((?:[Ss]ee:?\s+)?(?P<title>[^()]+?)[.,]?\s+(?:{_VOLUME})?{_IMPRINT}{_PAGES}\.?\)")
_SENTENCE = re.compile(
    r"(?:^|(?<=[.!?]\s))(?:See|Published in|Printed in|Source):?\s+"
    rf"(?P<title>[^()]+?)[.,]\s+(?:{_VOLUME})?{_IMPRINT}{_PAGES}\.?"
)


@dataclass(frozen=True, slots=True)
class PrintedCitation:
    """``span`` is the citation without parentheses."""

    span: Span
    title: str
    volume: str | None
    pages: str


def find_citations(text: str, span: Span) -> list[PrintedCitation]:
    """List the printed sources that a passage cites with their pages."""
    found: list[PrintedCitation] = []
    for pattern in (_PARENTHESIS, _SENTENCE):
        for match in pattern.finditer(text, span.start, span.end):
            start, end = match.span()
            if text[start] == "(":
                start, end = start + 1, end - 1
            cited = PrintedCitation(Span(start, end), match["title"].strip(), match["volume"], match["pages"])
            if not any(one.span.start < end and start < one.span.end for one in found):
                found.append(cited)
    return sorted(found, key=lambda one: one.span)
