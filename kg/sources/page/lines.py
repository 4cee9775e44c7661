"""Lines of a page with their offsets; blank lines are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the blanks at its ends; ``start`` and ``end`` are offsets in the page."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> list[Line]:
    """List the lines that are not blank."""
    lines = []
    for match in re.finditer(r"[^\n]+", text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped)
            lines.append(Line(start, start + len(stripped), stripped))
    return lines
