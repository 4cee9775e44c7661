"""A source as bytes and as decoded text with places: the ground of every locator.

Encodings are declared or UTF-8 and never guessed: windows-1251 and KOI8-R each decode as the other without an error.
What the collection declares wins; otherwise the XML declaration (``<?xml … encoding="koi8-r"?>``) counts.
Line ends are normalised to LF, and characters that XML 1.0 does not allow become U+FFFD; lines, columns and offsets
count in that text, which the release keeps beside the statements.
"""

from __future__ import annotations

import bisect
import codecs
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeVar, cast

from kg.config.columns import ColumnDescription
from kg.errors import MalformedSource, Where
from kg.records.edition import Snapshot
from kg.records.locator import Locator
from kg.sources.spreadsheet import Remark, is_workbook, sheet_text

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
BESIDE = 32
"""Characters beside a span that its locator quotes."""

_SHORTEST = 16
_DECLARATION = re.compile(rb"""<\?xml\s[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}["']([A-Za-z][\w.-]{0,60})["']""")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16 = (codecs.BOM_UTF16_LE + "<".encode("utf-16-le"), codecs.BOM_UTF16_BE + "<".encode("utf-16-be"))
_NO_ENCODINGS_OF_DOCUMENTS = frozenset(("unicode-escape", "raw-unicode-escape", "utf-7", "punycode", "idna"))

T = TypeVar("T")


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


@dataclass(frozen=True)
class Source:
    """One file: ``path`` is relative to the collection, with ``/``."""

    path: str
    data: bytes
    settings: SourceSettings

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def encoding(self) -> str:
        """The encoding that the collection declares, else the source itself, else UTF-8."""
        return self.settings.encoding or declared_encoding(self.data) or "utf-8"

    def snapshot(self, *, title: str | None = None, media_type: str = "text/plain") -> Snapshot:
        """Describe the source as it was read."""
        digest = self.sha256
        return Snapshot(
            key=digest[:16],
            sha256=digest,
            path=self.path,
            media_type=media_type,
            encoding=self.encoding,
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
    remarks: tuple[Remark, ...] = field(default=())
    """What a workbook holds that its text does not say."""
    _kept: dict[str, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def keep(self, name: str, make: Callable[[], T]) -> T:
        """Make something of the text once and keep it with the text; ``name`` says what, and with which settings."""
        if name not in self._kept:
            self._kept[name] = make()
        return cast("T", self._kept[name])

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Say in which line and column a character stands, both from 1."""
        line = bisect.bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def locate(self, start: int, end: int, path: str | None = None) -> Locator:
        """Make the locator of a span; blanks at its ends are left out. ``path`` is the one in an XML source."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        line, column = self.line_and_column(start)
        prefix, suffix = text[max(0, start - BESIDE) : start], text[end : end + BESIDE]
        return Locator(self.path, line, column, start, end, text[start:end], prefix, suffix, path)


def declared_encoding(data: bytes) -> str | None:
    """Read the encoding that an XML declaration names, e.g. ``koi8-r``; UTF-16 is known by its byte order mark."""
    if data.startswith(_UTF_16):
        return "utf-16"
    found = _DECLARATION.match(data.removeprefix(_BYTE_ORDER_MARK)[:400])
    return None if found is None else found[1].decode("ascii").lower()


def decode(source: Source) -> SourceText:
    """Decode a source.

    Args:
        source: its settings may declare an encoding, or its XML declaration; otherwise it is UTF-8, with or without a
            byte order mark.

    Returns:
        The text with LF line ends, of a workbook that of one sheet (`kg.sources.spreadsheet`); characters illegal in
        XML 1.0 are replaced and their offsets listed.

    Raises:
        MalformedSource: the bytes are not of the encoding; names the first bad byte and what it might be instead. Or
            there is no such encoding. Or a workbook is damaged or dangerous.
    """
    if is_workbook(source.data):
        sheet = sheet_text(source.path, source.data, sheet=source.settings.sheet)
        return _source_text(source.path, sheet.text, sheet.remarks)
    encoding = source.encoding
    try:
        text = source.data.decode(_codec(source, encoding)).removeprefix("\ufeff")
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
            remedy=(
                "Set encoding for this source in collection.toml: what spreadsheets of Western Europe save is often "
                '"windows-1252", Russian texts are "windows-1251" or "koi8-r".'
            ),
        ) from error
    return _source_text(source.path, text)


def doubtful_encoding(source: Source, text: SourceText) -> Locator | None:
    """Find the first words of a source that is declared to be of single bytes, and yet is well-formed UTF-8.

    Hardly a text is both by chance: the declaration is wrong, and the letters beyond ASCII come out two for one. It is
    obeyed all the same, for encodings are never guessed.

    Returns:
        The word in which it shows; ``None`` where there is no doubt.
    """
    if is_workbook(source.data) or source.data.isascii() or codecs.lookup(source.encoding).name == "utf-8":
        return None
    try:
        source.data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    found = re.search(r"(?<!\S)[^\s\x80-\U0010ffff]*+[^\x00-\x7f]\S*+", text.text)
    return None if found is None else text.locate(*found.span())


def _source_text(path: str, text: str, remarks: tuple[Remark, ...] = ()) -> SourceText:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    replaced = tuple(match.start() for match in _ILLEGAL.finditer(text))
    if replaced:
        text = _ILLEGAL.sub("\ufffd", text)
    return SourceText(path, text, replaced, remarks)


def _codec(source: Source, encoding: str) -> str:
    """The codec of an encoding.

    Raises:
        LookupError: there is none.
        MalformedSource: a declaration in single bytes says that the file has two bytes to a character.
    """
    name = codecs.lookup(encoding).name
    if source.settings.encoding is None and name == "utf-8" and _has_two_byte_characters(source.data):
        nul = source.data.index(0)
        raise MalformedSource(
            f"Byte {nul} is zero, and so are many: these are no UTF-8 letters.",
            where=Where(file=source.path, line=source.data.count(b"\n", 0, nul) + 1, field="encoding"),
            remedy='Set encoding for this source in collection.toml, e.g. encoding = "utf-16-le" or "utf-16".',
        )
    if name in _NO_ENCODINGS_OF_DOCUMENTS:
        raise LookupError(encoding)
    if source.settings.encoding is None and name.startswith(("utf-16", "utf-32")) and source.data.startswith(b"<?xml"):
        raise MalformedSource(
            f"Its declaration says {encoding}, but the declaration itself is not written in it.",
            where=Where(file=source.path, line=1, field="encoding"),
            remedy='Set encoding = "utf-8" for this source in collection.toml, or correct the declaration.',
        )
    return "utf-8-sig" if name == "utf-8" else encoding


def _has_two_byte_characters(data: bytes) -> bool:
    """Zero bytes are no text in UTF-8; where there are many, it is UTF-16 without its mark."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # then the mark itself is the first wrong byte
    return len(data) >= _SHORTEST and not marked and data.count(0) * 10 > len(data)
