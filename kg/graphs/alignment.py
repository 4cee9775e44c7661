"""The same statements in other vocabularies: CIDOC CRM and schema.org, by the queries of ``ontology/alignments``.

The CONSTRUCT queries are the definition. They are document-local: the alignment of a collection is the union of the
alignments of its documents. `Aligner` compiles them (`kg.graphs.construct_code`) and is what the pipeline uses; `align`
runs them in the SPARQL engine, some twenty times slower, and is what `Aligner` is held to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

import pyoxigraph

from kg.errors import ConfigurationError, Where
from kg.graphs.construct_code import Compiled, Triples, compile_query
from kg.graphs.construct_query import NotCompiled, read_query
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
        aligned.update(_lines_in(graph, _construct(store, resource("ontology", "alignments", f"{name}.rq"))))
    return sorted(aligned)


class Aligner:
    """Says what one document states in CIDOC CRM and schema.org.

    The queries are compiled once; one that holds more than the compiler knows is run in the SPARQL engine, with the
    same result. An aligner holds no state between documents.

    Raises:
        ConfigurationError: a query is missing or is not SPARQL; ``where`` names its file.
    """

    def __init__(self, base_iri: str) -> None:
        """Read the queries for a collection, whose base IRI ends with a slash."""
        self._names = GraphNames(base_iri)
        self._compiled: list[Compiled] = []
        self._run_by_engine: list[tuple[str, Path]] = []
        for name in ALIGNMENTS:
            path = resource("ontology", "alignments", f"{name}.rq")
            graph = iri(self._names.alignment(name))
            _construct(pyoxigraph.Store(), path)  # is it sound?
            try:
                self._compiled.append(compile_query(read_query(_query(path)), graph))
            except NotCompiled:
                self._run_by_engine.append((graph, path))
        self._wanted = {name for one in self._compiled for name in one.predicates}
        self._objects = {
            name: frozenset().union(*(one.objects.get(name, frozenset()) for one in self._compiled))
            for name in self._wanted
            if all(name in one.objects for one in self._compiled if name in one.predicates)
        }

    def __call__(self, lines: Sequence[str]) -> list[str]:
        """Align the canonical lines of a document; those of graphs that are not aligned may be among them.

        Returns:
            Sorted N-Quads lines, each once, in the graphs ``{base}graph/alignment/cidoc-crm`` and ``…/schema-org``.
        """
        aligned: set[str] = set()
        triples = self._triples(lines)
        for compiled in self._compiled:
            compiled.run(triples, aligned)
        if self._run_by_engine:
            store = _store(lines, self._names)
            for graph, path in self._run_by_engine:
                aligned.update(_lines_in(graph, _construct(store, path)))
        return sorted(aligned)

    def _triples(self, lines: Sequence[str]) -> Triples:
        triples = Triples()
        pairs, wanted, objects = triples.pairs, self._wanted, self._objects
        read: dict[str, bool] = {}
        for line in lines:
            # Most lines are of no interest: they are told by their predicate or class alone.
            _, predicate, rest = line.split(" ", 2)
            if predicate not in wanted:
                continue
            if predicate in objects and rest.partition(" ")[0] not in objects[predicate]:
                continue
            subject, _, object_, graph = split_line(line)
            if graph not in read:
                read[graph] = self._names.kind(graph[1:-1]) in _READ
            if read[graph]:
                pairs[predicate].append((subject, object_))
        return triples


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


def _lines_in(graph: str, triples: pyoxigraph.QueryTriples) -> Iterable[str]:
    return (quad_line(str(one.subject), str(one.predicate), str(one.object), graph) for one in triples)


@cache
def _query(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _not_a_query(path: Path, why: str) -> ConfigurationError:
    return ConfigurationError(
        f"the alignment cannot be run: {why}", where=Where(file=str(path)), remedy="Mend the CONSTRUCT query."
    )
