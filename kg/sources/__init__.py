"""Readers: one module per format, bytes -> records. A reader recognises its format or says why it declines.

A source is read in two steps. `Reader.identify` lists the letters that a source holds, so that the parent process
can give each its frozen key; `Reader.read` then makes the records. Neither step touches the disk, the clock or the
network. To add a format, write one module and one line in `READERS`.
"""

from __future__ import annotations

from kg.sources.cmif import CmifReader
from kg.sources.edition_page import EditionPageReader
from kg.sources.reader import LetterIdentity, Reader, ReadResult, RelatedSources
from kg.sources.table import TableReader
from kg.sources.tei import TeiReader
from kg.sources.text import Source, SourceSettings, SourceText, decode
from kg.sources.xml import begins_like_xml

READERS: tuple[Reader, ...] = (TeiReader(), CmifReader(), TableReader(), EditionPageReader())
"""In the order in which they are tried."""

XML_READERS = frozenset({"tei", "cmif"})

__all__ = [
    "READERS",
    "LetterIdentity",
    "ReadResult",
    "Reader",
    "RelatedSources",
    "Source",
    "SourceSettings",
    "SourceText",
    "decode",
    "reader_for",
]


def reader_for(source: Source, text: SourceText, *, name: str | None = None) -> Reader | tuple[str, ...]:
    """Choose the reader of a source.

    Args:
        source: the source.
        text: its decoded text.
        name: the format that the collection declares, e.g. ``"edition_page"``; then only that reader is asked.

    Returns:
        The reader, or the reasons why each declines: of XML the readers of XML, of everything else the others.
    """
    reasons = []
    is_xml = begins_like_xml(text)
    for reader in READERS:
        if reader.name != name if name is not None else (reader.name in XML_READERS) is not is_xml:
            continue
        reason = reader.declines(source, text)
        if reason is None:
            return reader
        reasons.append(f"{reader.name}: {reason}")
    return tuple(reasons)
