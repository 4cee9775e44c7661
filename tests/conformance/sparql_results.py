"""Compare answers with what a suite expects: tables up to the names of blank nodes, graphs up to isomorphism."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph

from tests.conformance.sparql_endpoint import FORMATS

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RDF_TYPE = pyoxigraph.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
TABLES = {
    ".srx": pyoxigraph.QueryResultsFormat.XML,
    ".srj": pyoxigraph.QueryResultsFormat.JSON,
    ".tsv": pyoxigraph.QueryResultsFormat.TSV,
}

SYNTAXES = {
    "application/sparql-results+xml": TABLES[".srx"],
    "application/sparql-results+json": TABLES[".srj"],
    "text/tab-separated-values": TABLES[".tsv"],
}

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
Row = dict[str, Term]
Table = bool | tuple[list[Row], bool]
"""The answer of ASK; or rows, and whether their order counts."""


def read_table(path: Path, base: str) -> Table | None:
    """Read an expected table; ``None`` if the file holds a graph."""
    if path.suffix in TABLES:
        return parsed_table(path.read_bytes(), TABLES[path.suffix])
    graph = pyoxigraph.Store()
    graph.load(path=str(path), format=FORMATS[path.suffix], base_iri=base)
    found = next(graph.quads_for_pattern(None, RDF_TYPE, pyoxigraph.NamedNode(f"{RS}ResultSet")), None)
    return None if found is None else _result_set(graph, found.subject)


def parsed_table(data: bytes, format: pyoxigraph.QueryResultsFormat) -> Table:  # noqa: A002 # the field's word
    """Read a table in one of the syntaxes of results."""
    results = pyoxigraph.parse_query_results(data, format=format)
    if isinstance(results, pyoxigraph.QueryBoolean):
        return bool(results)
    names = [variable.value for variable in results.variables]
    rows = [
        {name: term for name, term in zip(names, solution, strict=True) if term is not None} for solution in results
    ]
    return rows, False


def _result_set(graph: pyoxigraph.Store, result: object) -> Table:
    def values(node: object, name: str) -> list[Term]:
        predicate = pyoxigraph.NamedNode(f"{RS}{name}")
        return [quad.object for quad in graph.quads_for_pattern(node, predicate, None)]  # type: ignore[arg-type]

    boolean = values(result, "boolean")
    if boolean:
        return str(getattr(boolean[0], "value", "")) == "true"
    found: list[tuple[int, Row]] = []
    for solution in values(result, "solution"):
        index = [int(str(getattr(one, "value", 0))) for one in values(solution, "index")]
        bindings = values(solution, "binding")
        row = {str(getattr(values(one, "variable")[0], "value", "")): values(one, "value")[0] for one in bindings}
        found.append((index[0] if index else 0, row))
    ordered = any(index for index, _ in found)
    return [row for _, row in sorted(found, key=lambda one: one[0])], ordered


def same_tables(expected: Table, actual: Table, *, lax: bool = False) -> bool:
    """Compare two tables; ``lax``: of equal rows, at least one and at most as many as expected."""
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    rows, ordered = expected
    if lax:
        return _canonical(_distinct(rows)) == _canonical(_distinct(actual[0])) and len(actual[0]) <= len(rows)
    return _canonical(_triples(rows, ordered)) == _canonical(_triples(actual[0], ordered))


def respelled(table: Table) -> Table:
    """Write each literal as the store does, which keeps the value of a number or a date, not its spelling."""
    if isinstance(table, bool):
        return table
    rows, ordered = table
    return [{name: _respelled(term) for name, term in row.items()} for row in rows], ordered


def _respelled(term: Term) -> Term:
    if not isinstance(term, pyoxigraph.Literal):
        return term
    store = pyoxigraph.Store()
    store.add(pyoxigraph.Quad(RDF_TYPE, RDF_TYPE, term))
    spelled: Term = next(iter(store)).object
    return spelled


def same_graphs(expected: Iterable[pyoxigraph.Triple], actual: Iterable[pyoxigraph.Triple]) -> bool:
    """Say whether two graphs are isomorphic."""
    return _canonical(expected) == _canonical(actual)


def parsed_graph(data: bytes, format: pyoxigraph.RdfFormat, base: str) -> list[pyoxigraph.Triple]:  # noqa: A002
    """Read a graph."""
    return [quad.triple for quad in pyoxigraph.parse(data, format=format, base_iri=base, lenient=True)]


def _triples(rows: Sequence[Row], ordered: bool) -> list[pyoxigraph.Triple]:
    """Write each row as a node of its own, so that equal rows stay apart and blank nodes are shared."""
    triples = []
    for number, row in enumerate(rows):
        node = pyoxigraph.BlankNode(f"row{number}")
        place = str(number) if ordered else "row"
        triples.append(pyoxigraph.Triple(node, RDF_TYPE, pyoxigraph.Literal(place)))
        triples += [
            pyoxigraph.Triple(node, pyoxigraph.NamedNode(f"urn:variable:{name}"), term) for name, term in row.items()
        ]
    return triples


def _distinct(rows: Sequence[Row]) -> list[pyoxigraph.Triple]:
    seen = {str(sorted((name, str(term)) for name, term in row.items())): row for row in rows}
    return _triples([seen[key] for key in sorted(seen)], ordered=False)


def _canonical(triples: Iterable[pyoxigraph.Triple]) -> set[str]:
    dataset = pyoxigraph.Dataset(pyoxigraph.Quad(*triple) for triple in triples)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


def same_csv(expected: bytes, actual: bytes) -> bool:
    """Compare CSV, which has no types: columns by name, rows in any order; names of blank nodes say nothing."""
    tables = []
    for data in (expected, actual):
        rows = csv.DictReader(re.sub(r"_:\w+", "_:b", data.decode()).splitlines())
        tables.append(sorted(sorted((name, value or "") for name, value in row.items()) for row in rows))
    return tables[0] == tables[1]
