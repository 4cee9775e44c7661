"""The text of an encoded edition: places in the source become places in the text that was read out of it.

A locator counts characters of the source with its markup, a reading shows the text without. What stands before a
place in the source, markup and notes left out, is looked for in the text; blanks do not count, for markup moves them.
Where it is not found, or twice, the place is not shown: nothing is put where it may not belong.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.publication.pages.letters import Json
from kg.publication.pages.models import Block
from kg.publication.pages.running_text import Anchor, Mark, segments
from kg.release.source_text import Characters

_BEFORE = 2_000
"""Characters of the source that are looked at; longer notes before a place hide it."""
_COMPARED = 24
_NOTE = re.compile(r"<(\w+:)?note\b.*?</(\w+:)?note>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>|^[^<>]*>")
_BLANK = re.compile(r"\s+")


class PlainText:
    """A text and the source that it was read from."""

    def __init__(self, text: str, source: Characters) -> None:
        self._source = source
        self._offsets = [index for index, character in enumerate(text) if not character.isspace()]
        self._dense = "".join(text.split())

    def end(self, place: int) -> int | None:
        """Give the offset in the text after the character before a place in the source; ``None`` if it is not sure."""
        before = _words(self._source[max(0, place - _BEFORE) : place])[-_COMPARED:]
        if not before:
            return None
        at = self._dense.find(before)
        if at < 0 or self._dense.find(before, at + 1) >= 0:
            return None
        return self._offsets[at + len(before) - 1] + 1

    def marks(self, marks: Iterable[Mark]) -> Iterator[Mark]:
        """Move marks into the text; those that are not found are left out."""
        for mark in marks:
            end = self.end(mark.end)
            length = len(_words(self._source[mark.start : mark.end]))
            if end is None or not length:
                continue
            last = bisect_left(self._offsets, end - 1)
            if last - length + 1 >= 0:
                yield replace(mark, start=self._offsets[last - length + 1], end=end)

    def anchors(self, anchors: Iterable[Anchor]) -> Iterator[Anchor]:
        """Move anchors of notes into the text; those that are not found are left out."""
        for anchor in anchors:
            end = self.end(anchor.end)
            if end is not None:
                yield replace(anchor, end=end)


def _words(source: str) -> str:
    """Leave out markup, notes and blanks."""
    return _BLANK.sub("", html.unescape(_TAG.sub("", _NOTE.sub("", source))))


def text_blocks(document: Json, marks: Sequence[Mark], anchors: Sequence[Anchor]) -> Iterator[Block]:
    """Cut a text into blocks, one for each of its parts and for what stands between them.

    Args:
        document: of a mapping record; ``parts`` are lists of kind, first offset and last.
        marks: by offsets in the text, as anchors are.
    """
    text, language = str(document.get("text") or ""), str(document.get("language") or "") or None
    for kind, start, end in _with_gaps(document.get("parts"), len(text)):
        words = text[start:end]
        if words.strip():
            start += len(words) - len(words.lstrip())
            yield Block(kind, segments(words.strip(), start, marks, anchors), language)


def _with_gaps(parts: object, length: int) -> Iterator[tuple[str, int, int]]:
    at = 0
    for part in parts if isinstance(parts, list) else []:
        kind, start, end = str(part[0]), int(part[1]), int(part[2])
        if at < start:
            yield "text", at, start
        yield kind, max(start, at), end
        at = max(at, end)
    if at < length:
        yield "text", at, length
