"""The dataset of a query whose default graph is made of several (https://www.w3.org/TR/sparql11-query/#rdfDataset).

Such a default graph is their merge: it holds each triple once. Oxigraph 0.5.13 evaluates it graph by graph, so that
what two of them say is counted twice, and a named graph that is named twice likewise. Where it matters, the graphs are
therefore copied into a store in memory, which is asked instead: the answer is right, and what it costs is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph

from kg.errors import QueryError, QueryTooBig
from kg.store.lexical import tokens

LARGEST = 250_000
"""Statements that are copied for one query: about three seconds and 150 MB of a worker."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is asked of, instead of those it names by ``FROM`` (SPARQL 1.1 Protocol, 2.1.4).

    Each is an IRI without angle brackets. The default graph is the merge of ``default_graphs``.
    """

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default_graphs or self.named_graphs)

    def distinct(self) -> Dataset:
        """Name each graph once."""
        return Dataset(tuple(dict.fromkeys(self.default_graphs)), tuple(dict.fromkeys(self.named_graphs)))


def dataset_clause(sparql: str, prefixes: Mapping[str, str], base_iri: str | None = None) -> Dataset | None:
    """Read the graphs that a query names by ``FROM`` and ``FROM NAMED``, if they are several.

    Args:
        sparql: a query that was checked already.
        prefixes: those it need not declare.
        base_iri: what relative IRIs are relative to, unless it declares a base.

    Returns:
        ``None`` if at most one is named, or if the names cannot be read: then the engine will say why.
    """
    if sparql.upper().count("FROM") < 2:
        return None  # so that nearly all queries are not read once more
    found = list(tokens(sparql))
    start = next((one.start for one in found if one.text.upper() in _FORMS), 0)
    named: list[str] = []
    default: list[str] = []
    for number, one in enumerate(found):
        if one.kind == "word" and one.text.upper() == "FROM":
            after = found[number + 1 : number + 3]
            is_named = bool(after) and after[0].text.upper() == "NAMED"
            (named if is_named else default).extend(token.text for token in after[is_named : is_named + 1])
    if len(default) + len(named) < 2:
        return None
    try:
        iris = _resolved(sparql[:start], [*default, *named], prefixes, base_iri)
    except (SyntaxError, ValueError, RuntimeError):
        return None
    return Dataset(tuple(iris[: len(default)]), tuple(iris[len(default) :])).distinct()


_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def _resolved(prologue: str, names: list[str], prefixes: Mapping[str, str], base_iri: str | None) -> list[str]:
    """Have the engine itself resolve names by the prologue of a query."""
    columns = " ".join(f"(STR({name}) AS ?g{number})" for number, name in enumerate(names))
    answer = pyoxigraph.Store().query(f"{prologue}\nSELECT {columns} {{}}", prefixes=dict(prefixes), base_iri=base_iri)
    assert isinstance(answer, pyoxigraph.QuerySolutions)  # noqa: S101 # for mypy: a SELECT has solutions
    return [term.value for row in answer for term in row if isinstance(term, pyoxigraph.Literal)]


def merged(store: pyoxigraph.Store, dataset: Dataset) -> pyoxigraph.Store:
    """Copy the graphs of a dataset into a store in memory, the default graph as one.

    Raises:
        QueryTooBig: they are too large for that.
        QueryError: one of them is no IRI.
    """
    made = pyoxigraph.Store()
    made.extend(_bounded(_quads(store, dataset)))
    return made


def named_node(iri: str) -> pyoxigraph.NamedNode:
    """Make the term of an IRI.

    Raises:
        QueryError: it is none.
    """
    try:
        return pyoxigraph.NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri!r} is not an IRI.", remedy="Give a whole one, with its scheme.") from error


def _quads(store: pyoxigraph.Store, dataset: Dataset) -> Iterator[pyoxigraph.Quad]:
    for iri in dataset.default_graphs:
        for quad in store.quads_for_pattern(None, None, None, named_node(iri)):
            yield pyoxigraph.Quad(*quad.triple)
    for iri in dataset.named_graphs:
        yield from store.quads_for_pattern(None, None, None, named_node(iri))


def _bounded(quads: Iterator[pyoxigraph.Quad]) -> Iterator[pyoxigraph.Quad]:
    for number, quad in enumerate(quads):
        if number >= LARGEST:
            raise QueryTooBig(
                f"The graphs of this default graph hold more than {LARGEST} statements together.",
                remedy="Ask one graph, or the default graph of the endpoint, which holds each triple once; or name the "
                "graphs in GRAPH ?g with VALUES ?g, and say DISTINCT.",
            )
        yield quad
