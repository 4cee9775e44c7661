"""The statements of some letters as members of dumps.

Each line is split once; N-Quads, TriG and counts (`kg.graphs.tally`) are all made from that. The TriG of a member has
one block a graph, one paragraph a subject, the default graph last; prefixes are declared once, at the beginning of the
dump.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from zlib_ng import zlib_ng

from kg.graphs.serialisation import Shortener
from kg.graphs.tally import Tally, tally_of
from kg.graphs.terms import RDF_TYPE

LEVEL = 5
"""How hard the members of dumps are compressed: level 6 makes them 3 % smaller and takes two thirds more time.

zlib-ng takes half of the time of zlib, and its members are 8 % smaller.
"""
_TYPE = f"<{RDF_TYPE}>"
_BETWEEN = " ,\n            "
_NEXT = " ;\n        "
_NEXT_OBJECT = " ,\n            "


@dataclass(frozen=True, slots=True)
class Member:
    """A member of both dumps; ``sha256`` (hexadecimal) is that of the N-Quads text."""

    name: str
    lines: int
    sha256: str
    nquads: bytes
    trig: bytes
    tally: Tally

    def summary(self) -> dict[str, object]:
        """Give what is small, as JSON values."""
        return {"name": self.name, "lines": self.lines, "sha256": self.sha256, "tally": self.tally.values()}


class BlockText:
    """Collects the lines of a member; use one for each."""

    def __init__(self, prefixes: Mapping[str, str], *, base_iri: str) -> None:
        """Begin a member of a collection whose base IRI, with its closing slash, is ``base_iri``."""
        self._name = ""
        self._count = 0
        self._texts: list[str] = []
        self._graphs: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        self._base_iri = base_iri
        self._shorten = _shortener(tuple(prefixes.items()))

    def add(self, name: str, lines: Sequence[str]) -> None:
        """Add the lines of a letter: sorted, each once; no other letter has a line of them.

        Lines of one subject are in one call.
        """
        if not lines:
            return
        self._name = self._name or name
        self._count += len(lines)
        self._texts.append("".join(lines))
        graphs = self._graphs
        for line in lines:
            subject, predicate, rest = line[:-3].split(" ", 2)
            if rest[0] == '"':
                # No IRI and no language tag holds a quotation mark: the last one closes the literal.
                end = rest.find(" ", rest.rfind('"'))
                graph = "" if end < 0 else rest[end + 1 :]
                graphs[graph].append((subject, predicate, rest if end < 0 else rest[:end]))
            else:
                object_, _, graph = rest.partition(" ")
                graphs[graph].append((subject, predicate, object_))

    def finish(self) -> Member:
        """Write and count what was added."""
        if not self._count:
            return Member("", 0, "", b"", b"", Tally())
        text = "".join(self._texts).encode()
        sha256 = hashlib.sha256(text).hexdigest()
        trig = self._trig().encode()
        tally = tally_of(self._graphs, base_iri=self._base_iri)
        return Member(self._name, self._count, sha256, compressed(text), compressed(trig), tally)

    def _trig(self) -> str:
        shorten = self._shorten
        parts: list[str] = []
        for graph in sorted(self._graphs, key=lambda name: (not name, name)):
            name = f"{shorten[graph]} " if graph else ""
            parts.append(f"\n{name}{{\n")
            _write_graph(self._graphs[graph], shorten, parts)
            parts.append("}\n")
        return "".join(parts)


@lru_cache(maxsize=4)
def _shortener(prefixes: tuple[tuple[str, str], ...]) -> Shortener:
    """One for all members: predicates and classes come again in each."""
    return Shortener(dict(prefixes))


def _write_graph(rows: Iterable[tuple[str, str, str]], shorten: Shortener, parts: list[str]) -> None:
    """Write the paragraphs of one graph; the classes of a subject come first."""
    last = verb = ""
    classes: list[str] = []
    others: list[str] = []
    for subject, predicate, value in rows:
        # Most literals are plain, and long: they are written as they are, and not remembered.
        written = value if value[-1] == '"' else shorten[value]
        if subject != last:
            if last:
                parts.append(_paragraph(shorten[last], classes, others))
                parts.append("\n")
            classes, others, last, verb = [], [], subject, ""
        if predicate == verb:
            others.append(f" ,\n            {written}")
        elif predicate == _TYPE:
            classes.append(written)
        else:
            others.append(f" ;\n        {shorten[predicate]} {written}")
            verb = predicate
    if last:
        parts.append(_paragraph(shorten[last], classes, others))


def _paragraph(subject: str, classes: list[str], others: list[str]) -> str:
    if classes:
        return f"    {subject} a {_BETWEEN.join(classes)}{''.join(others)} .\n"
    return f"    {subject} {''.join(others)[len(_NEXT) :]} .\n"


def compressed(data: bytes) -> bytes:
    """Compress to a gzip member without name and time: the same bytes for the same data."""
    packer = zlib_ng.compressobj(LEVEL, zlib_ng.DEFLATED, 31)
    return packer.compress(data) + packer.flush()
