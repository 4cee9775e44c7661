"""A source as bytes and as decoded text with places: the ground of every locator.

Encodings are declared or UTF-8 and never guessed: windows-1251 and KOI8-R each decode as the other without an error.
Line ends are normalised to LF, and characters that XML 1.0 does not allow become U+FFFD; lines, columns and offsets
count in that text, which the release keeps beside the statements.
"""

from __future__ import annotations

import bisect
import codecs
import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kg.config.columns import ColumnDescription
from kg.errors import MalformedSource, Where
from kg.records.edition import Snapshot
from kg.records.locator import Locator

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_BESIDE = 32


class Span(NamedTuple):
    """Offsets in a decoded text, the end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """What ``collection.toml`` says of a source; see docs/reference/collection.md."""

    collection: str
    language: str = "en"
    calendar: str = "gregorian"
    name_order: str = "given-first"
    separator: str | None = None
    encoding: str | None = None
    address: str | None = None
    rights: str | None = None
    publish_text: str = "full"
    edition: str | None = None
    """The edition that ids of the source belong to, if the collection says so."""
    sheet: str | None = None
    """Of a workbook."""
    columns: ColumnDescription | None = None
    """Of a table."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file: ``path`` is relative to the collection, with ``/``."""

    path: str
    data: bytes
    settings: SourceSettings

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def snapshot(self, *, title: str | None = None, media_type: str = "text/plain") -> Snapshot:
        """Describe the source as it was read."""
        digest = self.sha256
        return Snapshot(
            key=digest[:16],
            sha256=digest,
            path=self.path,
            media_type=media_type,
            encoding=self.settings.encoding or "utf-8",
            address=self.settings.address,
            title=title,
            language=self.settings.language,
            rights=self.settings.rights,
            publish_text=self.settings.publish_text,
        )


@dataclass(frozen=True)
class SourceText:
    """The decoded text; ``replaced`` are the offsets of characters that XML does not allow."""

    path: str
    text: str
    replaced: tuple[int, ...] = field(default=())

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def locate(self, start: int, end: int) -> Locator:
        """Make the locator of a span; blanks at its ends are left out."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        line = bisect.bisect_right(self._line_starts, start)
        return Locator(
            source=self.path,
            line=line,
            column=start - self._line_starts[line - 1] + 1,
            start=start,
            end=end,
            exact=self.text[start:end],
            prefix=self.text[max(0, start - _BESIDE) : start],
            suffix=self.text[end : end + _BESIDE],
        )


def decode(source: Source) -> SourceText:
    """Decode a source.

    Args:
        source: its settings may declare an encoding; otherwise it is UTF-8, with or without a byte order mark.

    Returns:
        The text with LF line ends; characters illegal in XML 1.0 are replaced and their offsets listed.

    Raises:
        MalformedSource: the bytes are not of the encoding; names the first bad byte and what it might be instead. Or
            there is no such encoding.
    """
    encoding = source.settings.encoding or "utf-8"
    try:
        codec = "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding
        text = source.data.decode(codec)
    except LookupError as error:
        raise MalformedSource(
            f"“{encoding}” is no encoding of text.",
            where=Where(file=source.path, field="encoding"),
            remedy='Name one such as "utf-8", "windows-1251" or "koi8-r".',
        ) from error
    except UnicodeDecodeError as error:
        before = source.data[: error.start]
        raise MalformedSource(
            f"Byte {error.start} (0x{source.data[error.start]:02x}) is not {encoding}.",
            where=Where(file=source.path, line=before.count(b"\n") + 1, field="encoding"),
            remedy='Set encoding for this source in collection.toml, e.g. encoding = "windows-1251" or "koi8-r".',
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    replaced = tuple(match.start() for match in _ILLEGAL.finditer(text))
    if replaced:
        text = _ILLEGAL.sub("\ufffd", text)
    return SourceText(source.path, text, replaced)
