"""Write N-Quads lines in another syntax of RDF, by pyoxigraph, as the lines come.

Lines that are in order of their subjects give Turtle and RDF/XML with one paragraph a subject. JSON-LD written here is
expanded; the compacted form, which people read, is made in ``kg.publication.json_ld``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Protocol, Self, cast

import pyoxigraph

from kg.errors import ReleaseError
from kg.graphs.terms import quad_line, split_line

N_QUADS = "application/n-quads"
N_TRIPLES = "application/n-triples"


class Writer(Protocol):
    """Where the bytes go."""

    def write(self, data: bytes, /) -> int: ...

    def flush(self) -> None: ...


def write_syntax(lines: Iterable[str], output: Writer, *, media_type: str, prefixes: Mapping[str, str]) -> None:
    """Write canonical lines.

    Args:
        lines: see ``kg.graphs.terms``; a syntax that knows no named graphs leaves out which graph a line stands in.
        output: takes UTF-8.
        media_type: e.g. ``text/turtle``.
        prefixes: prefix to namespace, for the syntaxes that shorten IRIs.

    Raises:
        ReleaseError: that is not a media type of RDF.
    """
    format_ = pyoxigraph.RdfFormat.from_media_type(media_type)
    if format_ is None:
        raise ReleaseError(f"{media_type!r} is not a media type of RDF.")
    if media_type == N_QUADS:
        for line in lines:
            output.write(line.encode())
        return
    if media_type == N_TRIPLES:
        for line in lines:
            terms = split_line(line)
            output.write(quad_line(terms.subject, terms.predicate, terms.object).encode())
        return
    quads = _parsed(lines)
    statements = quads if format_.supports_datasets else (quad.triple for quad in quads)
    with OrderedPrefixes(output) as ordered:
        pyoxigraph.serialize(
            cast("Iterable[pyoxigraph.Triple]", statements),
            cast("IO[bytes]", ordered),
            format_,
            prefixes=dict(prefixes),
        )


class OrderedPrefixes:
    """Put the prefixes at the head of Turtle, TriG and RDF/XML in order, and pass everything else on.

    The engine writes them in another order every time, and one resource would have many representations. Use it as a
    context manager: what it kept back is written at the end.
    """

    def __init__(self, output: Writer) -> None:
        self._output = output
        self._head: bytes | None = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and self._head is not None:
            self._output.write(_ordered(self._head))

    def write(self, data: bytes, /) -> int:
        """Take bytes."""
        if self._head is None:
            return self._output.write(data)
        self._head += bytes(data)
        end = _end_of_head(self._head)
        if end is not None:
            head, rest = self._head[:end], self._head[end:]
            self._head = None
            self._output.write(_ordered(head))
            self._output.write(rest)
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is kept back is not complete."""


_XML = b"<?xml"
_NAMESPACE = re.compile(rb' xmlns:[^=>]+="[^"]*"')


def _end_of_head(data: bytes) -> int | None:
    """Where the prefixes end; ``None`` if that is not known yet."""
    if data.startswith(_XML):
        return data.index(b">", start) + 1 if (start := data.find(b"<rdf:RDF")) >= 0 and b">" in data[start:] else None
    offset = 0
    while data.startswith(b"@prefix", offset):
        end = data.find(b"\n", offset)
        if end < 0:
            return None
        offset = end + 1
    return None if b"@prefix".startswith(data[offset:]) or data[offset:] in (_XML[:1], _XML[:2]) else offset


def _ordered(head: bytes) -> bytes:
    if head.startswith(_XML):
        namespaces = sorted(_NAMESPACE.findall(head))
        return _NAMESPACE.sub(lambda _: namespaces.pop(0), head)
    return b"".join(sorted(head.splitlines(keepends=True)))


def _parsed(lines: Iterable[str]) -> Iterator[pyoxigraph.Quad]:
    for line in lines:
        yield from pyoxigraph.parse(io.BytesIO(line.encode()), format=pyoxigraph.RdfFormat.N_QUADS)
