"""The label of a letter that several documents are: the preferred document's stands first, others stand beside it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.graphs.naming import GraphNames
from kg.graphs.terms import iri
from kg.namespaces import SKOS


def beside_preferred(lines: Sequence[str], *, letter: str, base_iri: str) -> list[str]:
    """Turn the preferred label that a document gives its letter into an alternative one.

    Args:
        lines: the N-Quads of a document that is not the preferred one of its letter. Validate them before: each
            document labels what it speaks of.
        letter: the letter's key.
        base_iri: the collection's, with its closing slash.
    """
    start = f"{iri(f'{base_iri}id/doc/{letter}')} <{SKOS}"
    preferred, graph = f"{start}prefLabel> ", f" {iri(GraphNames(base_iri).labels)} .\n"
    return [
        f"{start}altLabel> {line.removeprefix(preferred)}"
        if line.startswith(preferred) and line.rstrip("\n").endswith(graph.rstrip("\n"))
        else line
        for line in lines
    ]
