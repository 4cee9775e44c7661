"""Open a source: its size, its text, its reader. The same for a build and for ``lettergraph read``."""

from __future__ import annotations

from pathlib import Path

from kg.errors import MalformedSource, Where
from kg.sources import Reader, Source, SourceText, decode, reader_for
from kg.sources.xml import begins_like_xml, refuse_foreign

LARGEST_SOURCE = 64 * 1024 * 1024
"""Bytes of one source; a larger one is refused before it is read."""


def check_size(file: Path, *, source: str) -> None:
    """Refuse a file that is too large; ``source`` is its path in the collection.

    Raises:
        MalformedSource: it is too large.
        OSError: it is not there.
    """
    size = file.stat().st_size
    if size > LARGEST_SOURCE:
        what = f"The file has {size} bytes, and a source may have {LARGEST_SOURCE}."
        raise MalformedSource(what, where=Where(source), remedy="Split it.")


def open_source(source: Source, *, format_name: str | None) -> tuple[SourceText, Reader]:
    """Decode a source and choose its reader.

    Args:
        source: its bytes and settings.
        format_name: what the collection calls its format; ``None`` to ask every reader.

    Raises:
        MalformedSource: it cannot be decoded, is something foreign saved under its name, or no reader knows it.
    """
    text = decode(source)
    if begins_like_xml(text):
        refuse_foreign(text)
    reader = reader_for(source, text, name=format_name)
    if isinstance(reader, tuple):
        raise MalformedSource(
            f"No reader finds a letter in it: {'; '.join(reader)}.",
            where=Where(source.path, line=1),
            remedy="Take it out of the sources if it is none; if it is one, name its format in collection.toml.",
        )
    return text, reader
