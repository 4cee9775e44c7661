"""The text of a source with numbered lines, so that a place in it has an address: ``/snapshot/{key}?line=12#L12``.

A long text is shown in blocks of lines, a long line in the part around the column that is asked for; the plain text,
whole, is one link away. Lines end at LF only, as those of locators do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import request

from kg.release.source_text import SourceText
from kg.release.texts import TextsReader
from server.request import render

BLOCK = 500
"""Lines of one page."""
LONGEST = 2_000
"""SourceText of a line that are shown on both sides of the column asked for."""

_WORD = re.compile(r"\S{1,60}")
_LARGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Line:
    """A line as shown: ``mark`` is the word at the column asked for; ``cut_*`` say that something is left out."""

    number: int
    before: str
    mark: str = ""
    after: str = ""
    cut_before: bool = False
    cut_after: bool = False


def source_page(texts: TextsReader, key: str) -> str:
    """Make the page of a text; ``?line=`` and ``?column=`` (from 1) choose what is shown and marked.

    Raises:
        ReleaseDamaged: the release does not have the text.
    """
    wanted, column = _number("line") or 1, _number("column")
    first = (wanted - 1) // BLOCK * BLOCK + 1
    text = texts.text(key)
    starts = text.line_starts(first, BLOCK + 1)
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    lines = [
        _line(text, start, end, number=number, column=column if number == wanted else None)
        for number, start, end in zip(range(first, first + BLOCK), starts, ends, strict=False)
    ]
    return render(
        "source.html",
        key=key,
        lines=lines,
        wanted=wanted if _number("line") else None,
        earlier=max(1, first - BLOCK) if first > 1 else None,
        later=first + BLOCK if len(starts) > BLOCK else None,
    )


def _line(text: SourceText, start: int, end: int, *, number: int, column: int | None) -> Line:
    """Cut what is shown out of the line between two offsets; of a long line nothing else is read."""
    at = min(start + (column or 1) - 1, end)
    first, last = max(start, at - LONGEST), min(end, at + LONGEST)
    shown = text[first:last].removesuffix("\n")  # the last line of a text may bring its end along
    match = _WORD.match(shown, at - first) if column is not None else None
    mark = match[0] if match is not None else ""
    return Line(
        number,
        before=shown[: at - first] if mark else shown,
        mark=mark,
        after=shown[at - first + len(mark) :] if mark else "",
        cut_before=first > start,
        cut_after=last < end,
    )


def _number(name: str) -> int | None:
    """Read a number from 1 on; what is none is passed over."""
    asked = request.args.get(name, "")
    usable = asked.isascii() and asked.isdecimal() and len(asked) <= _LARGEST_NUMBER
    return int(asked) or None if usable else None
