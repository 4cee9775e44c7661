"""The records of letters as pages read them: the mapping record, the text of its source, words around words.

A release keeps the text of each source as far as its rights allow (``publish_text``); pages obey that, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from kg.publication.pages.context import ReleaseContext
from kg.release.source_text import Characters

_AROUND = 120
_LONGEST = 900
_KEPT = 4

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Span:
    """A locator: characters of the source from ``start`` to ``end``, and what they are."""

    start: int
    end: int
    line: int | None
    column: int | None
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: its record, and the whole text of its source where it may be shown."""

    key: str
    record: Json
    text: Characters | None
    spans: Mapping[tuple[int | None, int | None, str], Span]

    @property
    def of(self) -> str:
        """The key of the letter that this is a document of: mostly its own."""
        return str(self.record.get("letter", self.key))

    @property
    def snapshot(self) -> Json:
        return members(self.record.get("snapshot"))

    @property
    def publishes(self) -> str:
        """``full``, ``quotes`` or ``none``."""
        return str(self.snapshot.get("publish_text", "full"))

    def around(self, span: Span) -> tuple[str, str, str]:
        """Give words with some words before and after, cut at words and paragraphs; long words are shortened."""
        before, after = span.prefix, span.suffix
        if self.text is not None and self.text[span.start : span.end] == span.exact:
            before = self.text[max(0, span.start - _AROUND) : span.start]
            after = self.text[span.end : span.end + _AROUND]
        before = re.split(r"\n\s*\n", before)[-1]
        after = re.split(r"\n\s*\n", after)[0]
        if len(before) >= _AROUND:
            before = "…" + before.partition(" ")[2]
        if len(after) >= _AROUND:
            after = after.rpartition(" ")[0] + "…"
        return before.lstrip(), shorten(span.exact), after.rstrip()


class Letters:
    """Read the letters of a release; the last ones read are kept."""

    def __init__(self, context: ReleaseContext) -> None:
        self._context = context
        self._kept: dict[str, Letter | None] = {}

    def get(self, key: str) -> Letter | None:
        """Give a letter; ``None`` if the release has no record of that key."""
        if key not in self._kept:
            while len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)))
            record = self._context.records.record(key)
            self._kept[key] = None if record is None else self._letter(key, record)
        return self._kept[key]

    def _letter(self, key: str, record: Json) -> Letter:
        spans = {(one.line, one.column, one.exact): one for one in _spans(record)}
        return Letter(key, record, self._text(members(record.get("snapshot"))), spans)

    def _text(self, snapshot: Json) -> Characters | None:
        key = str(snapshot.get("key", ""))
        if snapshot.get("publish_text", "full") != "full" or not re.fullmatch(r"[0-9a-f]+", key):
            return None
        texts = self._context.texts
        return texts.text(key) if texts is not None and key in texts else None


def shorten(text: str, longest: int = _LONGEST) -> str:
    """Cut a long text in its middle, at words; angle brackets, since editors print square ones for what they omit."""
    if len(text) <= longest:
        return text
    half = longest // 2
    return f"{text[:half].rpartition(' ')[0]} ⟨…⟩ {text[-half:].partition(' ')[2]}"


def members(value: object) -> Json:
    """Read a JSON value as an object; anything else is an empty one."""
    return cast("Json", value) if isinstance(value, Mapping) else {}


def elements(value: object) -> Sequence[Json]:
    """Read a JSON value as a list of objects; anything else is an empty one."""
    return [members(one) for one in value] if isinstance(value, list) else []


def span_of(value: object) -> Span | None:
    """Read a locator."""
    locator = members(value)
    if not isinstance(locator.get("exact"), str) or not isinstance(locator.get("start"), int):
        return None
    return Span(
        cast("int", locator["start"]),
        cast("int", locator.get("end", locator["start"])),
        cast("int | None", locator.get("line")),
        cast("int | None", locator.get("column")),
        cast("str", locator["exact"]),
        str(locator.get("prefix", "")),
        str(locator.get("suffix", "")),
    )


def _spans(value: object) -> Iterator[Span]:
    if isinstance(value, Mapping):
        span = span_of(value)
        if span is not None:
            yield span
        for member in value.values():
            yield from _spans(member)
    elif isinstance(value, list):
        for item in value:
            yield from _spans(item)
