"""The same statements in other vocabularies: CIDOC CRM and schema.org, by the queries of ``ontology/alignments``.

The CONSTRUCT queries are the definition; this module only runs them, in memory, over a batch of documents. They are
document-local: the alignment of a collection is the union of the alignments of its batches, however it is cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

import pyoxigraph

from kg.errors import ConfigurationError, Where
from kg.graphs.naming import GraphKind, GraphNames
from kg.graphs.terms import iri, quad_line, split_line
from kg.resources import resource

ALIGNMENTS = ("cidoc-crm", "schema-org")
"""The names of the queries, of the graphs, and the order of the answer."""

_READ = frozenset({GraphKind.STATED, GraphKind.INFERRED, GraphKind.CURATED, GraphKind.AUTHORITY, GraphKind.LABELS})
"""What is aligned: what is said of letters. Not evidence, provenance, vocabulary and the alignments themselves."""


def align(lines: Sequence[str], closure: Sequence[str], *, base_iri: str) -> list[str]:
    """Say what documents state in CIDOC CRM and schema.org.

    Args:
        lines: the N-Quads lines of some documents; graphs that are not aligned may be among them.
        closure: lines of the authority and labels graphs for what the documents name. For a given document it must
            be the same in every batch, or the names in the answer differ.
        base_iri: the collection's, with its closing slash.

    Returns:
        Sorted N-Quads lines, each once, in the graphs ``{base}graph/alignment/cidoc-crm`` and ``…/schema-org``.

    Raises:
        ConfigurationError: a query is missing or is not SPARQL; ``where`` names its file.
    """
    names = GraphNames(base_iri)
    store = _store(chain(lines, closure), names)
    aligned: set[str] = set()
    for name in ALIGNMENTS:
        graph = iri(names.alignment(name))
        aligned.update(
            quad_line(str(triple.subject), str(triple.predicate), str(triple.object), graph)
            for triple in _construct(store, resource("ontology", "alignments", f"{name}.rq"))
        )
    return sorted(aligned)


def _store(lines: Iterable[str], names: GraphNames) -> pyoxigraph.Store:
    kinds: dict[str, bool] = {}
    wanted = []
    for line in lines:
        graph = split_line(line).graph
        if graph not in kinds:
            kinds[graph] = names.kind(graph[1:-1]) in _READ
        if kinds[graph]:
            wanted.append(line)
    store = pyoxigraph.Store()
    store.bulk_load("".join(wanted).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


def _construct(store: pyoxigraph.Store, path: Path) -> pyoxigraph.QueryTriples:
    """Run one query over the union of the graphs: a triple that stands in two graphs makes the same triples twice."""
    try:
        result = store.query(_query(path), use_default_graph_as_union=True)
    except SyntaxError as error:
        raise _not_a_query(path, str(error)) from error
    if not isinstance(result, pyoxigraph.QueryTriples):
        raise _not_a_query(path, "it is not a CONSTRUCT")
    return result


@cache
def _query(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _not_a_query(path: Path, why: str) -> ConfigurationError:
    return ConfigurationError(
        f"the alignment cannot be run: {why}", where=Where(file=str(path)), remedy="Mend the CONSTRUCT query."
    )
