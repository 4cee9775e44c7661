"""Dumps that are the same to the byte for the same statements: N-Quads and TriG, gzipped.

A dump is written from sorted lines (``kg.graphs.canonical``), so neither the order of the input nor hash seed, time
zone or locale shows in it. The gzip header has no file name and no time (RFC 1952, section 2.3: MTIME 0 means "no
time stamp is available").

TriG (https://www.w3.org/TR/trig/) is written here and not by pyoxigraph, whose serialiser starts a new graph block
whenever the graph changes and knows no order of predicates. Memory is bounded by the largest subject of one graph.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from kg.graphs.canonical import DEFAULT_CHUNK_LINES, sorted_unique
from kg.graphs.terms import RDF_TYPE, quad_line, split_line

COMPRESSION_LEVEL = 6
_BUFFERED_LINES = 2_000
_REMEMBERED = 20_000
_DEFAULT_GRAPH_LAST = "~"
"""Sorts after every term, so that the default graph, which repeats the others, closes a TriG dump."""
_TYPE = f"<{RDF_TYPE}>"
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
"""The part of PN_LOCAL (https://www.w3.org/TR/turtle/#grammar-production-PN_LOCAL) that needs no escapes."""
_INTEGER = re.compile(r'"([+-]?[0-9]+)"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>')


@dataclass(frozen=True, slots=True)
class DumpSummary:
    """What was written: the number of quads, and the SHA-256 (hexadecimal) of the text before compression."""

    quads: int
    sha256: str


def write_nquads(lines: Iterable[str], output: BinaryIO) -> DumpSummary:
    """Write sorted lines as gzipped N-Quads; ``sha256`` of the summary is the canonical hash of the statements.

    Anyone can recompute it: ``zcat letters.nq.gz | sha256sum``.
    """
    return _write_compressed(lines, output)


def write_trig(
    lines: Iterable[str],
    output: BinaryIO,
    *,
    prefixes: Mapping[str, str],
    directory: Path,
    chunk_lines: int = DEFAULT_CHUNK_LINES,
) -> DumpSummary:
    """Write lines as gzipped TriG: one block a graph, one paragraph a subject, the default graph last.

    Args:
        lines: canonical N-Quads lines, in any order.
        output: where the bytes go.
        prefixes: prefix to namespace, e.g. ``{"rico": "https://www.ica.org/standards/RiC/ontology#"}``; all of them
            are declared, in order of prefix.
        directory: where temporary files go while the lines are sorted by graph.
        chunk_lines: how many lines are held in memory at once.
    """
    by_graph = (_graph_first(line) for line in lines)
    with closing(sorted_unique(by_graph, directory=directory, chunk_lines=chunk_lines)) as ordered:
        count = _Counter(ordered)
        summary = _write_compressed(_trig_text(count, prefixes), output)
        return DumpSummary(count.lines, summary.sha256)


def trig_text(lines: Iterable[str], *, prefixes: Mapping[str, str]) -> str:
    """Write a few lines as TriG text, to be read by people and tests; all of it is held in memory."""
    ordered = sorted({_graph_first(line) for line in lines})
    return "".join(_trig_text(ordered, prefixes))


class _Counter:
    """Pass lines on and count them."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._source = lines
        self.lines = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._source:
            self.lines += 1
            yield line


def _write_compressed(parts: Iterable[str], output: BinaryIO) -> DumpSummary:
    digest = hashlib.sha256()
    count = 0
    buffer: list[str] = []
    with gzip.GzipFile(filename="", mode="wb", compresslevel=COMPRESSION_LEVEL, fileobj=output, mtime=0) as compressed:
        for part in parts:
            buffer.append(part)
            count += 1
            if len(buffer) >= _BUFFERED_LINES:
                data = "".join(buffer).encode()
                digest.update(data)
                compressed.write(data)
                buffer.clear()
        data = "".join(buffer).encode()
        digest.update(data)
        compressed.write(data)
    return DumpSummary(count, digest.hexdigest())


def _graph_first(line: str) -> str:
    terms = split_line(line)
    # Only this module reads these lines again: graph, subject, predicate, object.
    return quad_line(terms.graph or _DEFAULT_GRAPH_LAST, terms.subject, terms.predicate, terms.object)


def _trig_text(ordered: Iterable[str], prefixes: Mapping[str, str]) -> Iterator[str]:
    shorten = Shortener(prefixes)
    yield prefixes_text(prefixes)
    yield from _graphs_text((tuple(line[:-3].split(" ", 3)) for line in ordered), shorten)


def prefixes_text(prefixes: Mapping[str, str]) -> str:
    """Declare prefixes, in their order: the beginning of a TriG document."""
    return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(prefixes.items()))


def _graphs_text(rows: Iterable[tuple[str, ...]], shorten: Shortener) -> Iterator[str]:
    for graph, of_graph in groupby(rows, key=itemgetter(0)):
        name = "" if graph == _DEFAULT_GRAPH_LAST else f"{shorten(graph)} "
        yield f"\n{name}{{\n"
        for number, (subject, of_subject) in enumerate(groupby(of_graph, key=itemgetter(1))):
            paragraph = _subject_text(subject, [(row[2], row[3]) for row in of_subject], shorten)
            yield f"\n{paragraph}" if number else paragraph
        yield "}\n"


def _subject_text(subject: str, statements: list[tuple[str, str]], shorten: Shortener) -> str:
    statements.sort(key=lambda statement: (statement[0] != _TYPE, statement))
    lines = []
    for predicate, of_predicate in groupby(statements, key=itemgetter(0)):
        verb = "a" if predicate == _TYPE else shorten(predicate)
        objects = " ,\n            ".join(shorten(object_) for _, object_ in of_predicate)
        lines.append(f"{verb} {objects}")
    return f"    {shorten(subject)} " + " ;\n        ".join(lines) + " .\n"


class Shortener(dict[str, str]):
    """Write terms as Turtle does: prefixed names, integers without quotes.

    Namespaces that end in neither slash nor number sign are declared, but not used. Terms are remembered: predicates
    and classes come again in every letter.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefix = {namespace: prefix for prefix, namespace in sorted(prefixes.items(), reverse=True)}

    def __call__(self, term: str) -> str:
        return self[term]

    def __missing__(self, term: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[term] = self._shortened(term)
        return found

    def _shortened(self, term: str) -> str:
        if term[0] == "<":
            return self._iri(term)
        if integer := _INTEGER.fullmatch(term):
            return integer[1]
        tail = term.rfind('"') + 1  # no datatype holds a quotation mark
        if tail and term.startswith("^^", tail):
            return f"{term[:tail]}^^{self._iri(term[tail + 2 :])}"
        return term

    def _iri(self, term: str) -> str:
        # A local name has neither slash nor number sign, so only the part up to the last of them can be a namespace.
        end = max(term.rfind("#"), term.rfind("/")) + 1
        prefix = self._prefix.get(term[1:end])
        if prefix is not None and _LOCAL_NAME.fullmatch(term, end, len(term) - 1):
            return f"{prefix}:{term[end:-1]}"
        return term
