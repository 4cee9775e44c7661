"""What documents are validated together with: the vocabulary, and of the authority graph what they refer to.

Types and labels of persons and places, dates of lives and the classes of concepts stand outside the documents'
graphs; without them the shapes would report what is not wrong. An authority file may have tens of thousands of
entities, so only what a batch refers to, directly or through other entities, is sent with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from kg.validation.engines import DEFAULT_ENGINE
from kg.validation.result import Result
from kg.validation.shape_infos import RDF_TYPE
from kg.validation.shapes import RDFS_SUBCLASS, Shapes

TYPE = f"<{RDF_TYPE}>"
SUBCLASS = f"<{RDFS_SUBCLASS}>"
_LINE = re.compile(r"[^\n]*\n")


@dataclass(slots=True)
class Closure:
    """Curated triples by subject. Make it by `closure_from`, once for a build."""

    always: str
    """N-Triples of the vocabulary; what shapes look at in it goes with every batch."""
    lines: dict[str, list[str]]
    """N-Triples lines of the authority and label graphs by subject (with brackets)."""
    _baselines: dict[str, frozenset[Result]] = field(default_factory=dict, repr=False)
    _watched: str | None = field(default=None, repr=False)
    _classes: frozenset[str] | None = field(default=None, repr=False)

    def watched_classes(self, shapes: Shapes) -> frozenset[str] | None:
        """Return the classes (with brackets) that some shape can look at, ``None`` for all.

        Those are the ones that the shapes name, and all of which the curated triples say that they are below another.
        """
        named = shapes.watched_classes
        if named is None:
            return None
        if self._classes is None:
            curated = chain(_lines(self.always), *self.lines.values())
            below = (line.split(" ", 2) for line in curated if SUBCLASS in line)
            self._classes = named.union(subject for subject, predicate, _ in below if predicate == SUBCLASS)
        return self._classes

    def watched(self, shapes: Shapes) -> str:
        """Return what is sent with every batch: of the vocabulary only what some shape looks at."""
        if self._watched is None:
            self._watched = "".join(line for line in _lines(self.always) if line.split(" ", 2)[1] in shapes.watched)
        return self._watched

    def reached_from(self, terms: Iterable[str]) -> list[str]:
        """Return the lines about these terms (with brackets) and about all that they lead to, sorted."""
        waiting = [term for term in terms if term in self.lines]
        reached = set(waiting)
        found: list[str] = []
        while waiting:
            about = self.lines[waiting.pop()]
            found += about
            for line in about:
                other = line.split(" ", 3)[2]
                if other in self.lines and other not in reached:
                    reached.add(other)
                    waiting.append(other)
        return sorted(found)

    def results(self, shapes: Shapes, *, engine: str = DEFAULT_ENGINE) -> tuple[Result, ...]:
        """Validate the curated triples alone: what is wrong with the authority file, not with any document."""
        if engine not in self._baselines:
            data = self.always + "".join(line for about in self.lines.values() for line in about)
            self._baselines[engine] = frozenset(shapes.validate(data, engine=engine)) if data.strip() else frozenset()
        return tuple(sorted(self._baselines[engine], key=lambda result: (result.focus_node, result.source_shape)))


def _lines(text: str) -> list[str]:
    """Cut N-Triples at line feeds only: a literal may hold other line separators."""
    return _LINE.findall(text)


def closure_from(*, vocabulary: Iterable[str] = (), curated: Iterable[str] = ()) -> Closure:
    """Index curated triples.

    Args:
        vocabulary: N-Quads or N-Triples lines of ontology and concepts.
        curated: those of the authority graph, and of labels that belong to no single document.
    """
    always = "".join(map(triple, dict.fromkeys(vocabulary)))
    lines: dict[str, list[str]] = {}
    for line in dict.fromkeys(curated):
        lines.setdefault(line.split(" ", 1)[0], []).append(triple(line))
    return Closure(always, lines)


def triple(line: str) -> str:
    """Drop the graph name of a canonical N-Quads line, e.g. ``<s> <p> "o"@en <g> .`` -> ``<s> <p> "o"@en .``.

    Lines without a graph name stay as they are. Objects must not be blank nodes.
    """
    head, separator, graph = line.rpartition(" <")
    if not separator or not graph.rstrip().endswith("> .") or head.count(" ") < 2:
        return line
    return f"{head} .\n"


def triple_of_literal(line: str) -> str:
    """Drop the graph name of a line whose object is a literal, if it has one; quicker than `triple`."""
    space = line.rfind(" <")
    return f"{line[:space]} .\n" if space > line.rfind('"') else line
