"""The IRIs of the named graphs, and which of them the default graph is made of.

This module names graphs; it does not fill them. The names freeze once published (``docs/design/0002-releases.md``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class GraphKind(StrEnum):
    """What a graph holds."""

    STATED = "stated"
    """What one document says."""
    EVIDENCE = "evidence"
    """Web Annotations that point into the source of one document."""
    INFERRED = "inferred"
    """What we conclude from one document by a rule."""
    CURATED = "curated"
    AUTHORITY = "authority"
    LABELS = "labels"
    META = "meta"
    """The provenance of every other graph."""
    ALIGNMENT = "alignment"
    VOCABULARY = "vocab"
    OTHER = "other"
    """A graph that no rule of ours names: it is published, but reached by ``GRAPH`` only."""


DEFAULT_GRAPH_KINDS = frozenset(
    {
        GraphKind.STATED,
        GraphKind.INFERRED,
        GraphKind.CURATED,
        GraphKind.AUTHORITY,
        GraphKind.LABELS,
        GraphKind.ALIGNMENT,
        GraphKind.VOCABULARY,
    }
)
"""The kinds whose triples are copied into the default graph, each triple once."""


@dataclass(frozen=True, slots=True)
class GraphNames:
    """The graph names of one collection.

    ``base_iri`` is the collection's, with its closing slash, e.g. ``https://letters.example.org/``. Every name is
    an IRI without angle brackets.
    """

    base_iri: str

    def stated(self, document: str) -> str:
        """Name the graph of what a document says, e.g. ``{base}graph/doc/bl-1919-11-12-1``."""
        return f"{self.base_iri}graph/doc/{document}"

    def evidence(self, document: str) -> str:
        """Name the graph of the annotations that point into a document's source."""
        return f"{self.base_iri}graph/doc/{document}/evidence"

    def inferred(self, document: str) -> str:
        """Name the graph of what is concluded from a document."""
        return f"{self.base_iri}graph/doc/{document}/inferred"

    @property
    def curated(self) -> str:
        return f"{self.base_iri}graph/curated"

    @property
    def authority(self) -> str:
        return f"{self.base_iri}graph/authority"

    @property
    def labels(self) -> str:
        return f"{self.base_iri}graph/labels"

    @property
    def meta(self) -> str:
        return f"{self.base_iri}graph/meta"

    @property
    def vocabulary(self) -> str:
        return f"{self.base_iri}vocab"

    def alignment(self, name: str) -> str:
        """Name the graph of one alignment, e.g. ``cidoc-crm`` or ``schema-org``."""
        return f"{self.base_iri}graph/alignment/{name}"

    def kind(self, graph: str) -> GraphKind:
        """Say what the graph of this IRI holds; a name that is not one of ours is ``OTHER``."""
        if graph == self.vocabulary:
            return GraphKind.VOCABULARY
        prefix = f"{self.base_iri}graph/"
        if not graph.startswith(prefix):
            return GraphKind.OTHER
        match graph[len(prefix) :].split("/"):
            case ["doc", key] if key:
                return GraphKind.STATED
            case ["doc", key, "evidence"] if key:
                return GraphKind.EVIDENCE
            case ["doc", key, "inferred"] if key:
                return GraphKind.INFERRED
            case ["alignment", name] if name:
                return GraphKind.ALIGNMENT
            case [("curated" | "authority" | "labels" | "meta") as name]:
                return GraphKind(name)
        return GraphKind.OTHER

    def in_default_graph(self, graph: str) -> bool:
        """Say whether the default graph repeats the triples of this graph."""
        return self.kind(graph) in DEFAULT_GRAPH_KINDS
