"""The text of a source with numbered lines, so that a place in it has an address: ``/snapshot/{key}?line=12#L12``.

A long text is shown in blocks of lines, a long line in the part around the column that is asked for; the plain text,
whole, is one link away. Lines end at LF only, as those of locators do.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from pathlib import Path

from flask import request

from server.request import render

BLOCK = 500
"""Lines of one page."""
LONGEST = 2_000
"""Characters of a line that are shown on both sides of the column asked for."""

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


def source_page(path: Path, key: str) -> str:
    """Make the page of a text; ``?line=`` and ``?column=`` (from 1) choose what is shown and marked."""
    wanted, column = _number("line") or 1, _number("column")
    first = (wanted - 1) // BLOCK * BLOCK + 1
    lines: list[Line] = []
    more = False
    with path.open(encoding="utf-8", errors="replace", newline="\n") as text:
        for number, line in enumerate(itertools.islice(text, first - 1, None), start=first):
            if number >= first + BLOCK:
                more = True
                break
            lines.append(_line(number, line.rstrip("\n"), column if number == wanted else None))
    return render(
        "source.html",
        key=key,
        lines=lines,
        wanted=wanted if _number("line") else None,
        earlier=max(1, first - BLOCK) if first > 1 else None,
        later=first + BLOCK if more else None,
    )


def _line(number: int, text: str, column: int | None) -> Line:
    at = min((column or 1) - 1, len(text))
    start, end = max(0, at - LONGEST), min(len(text), at + LONGEST)
    match = _WORD.match(text, at) if column is not None else None
    mark = match[0] if match is not None else ""
    shown_before = text[start:at] if mark else text[start:end]
    return Line(
        number,
        before=shown_before,
        mark=mark,
        after=text[at + len(mark) : max(end, at + len(mark))] if mark else "",
        cut_before=start > 0,
        cut_after=end < len(text),
    )


def _number(name: str) -> int | None:
    """Read a number from 1 on; what is none is passed over."""
    asked = request.args.get(name, "")
    usable = asked.isascii() and asked.isdecimal() and len(asked) <= _LARGEST_NUMBER
    return int(asked) or None if usable else None
