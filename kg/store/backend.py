"""What every store can do, whatever engine it is: answer SPARQL 1.1 queries. There are no updates.

A release is never changed after it is published, so the protocol has no writing half; building a store is the work of
one backend (``kg.store.oxigraph.bulk_build``).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from kg.errors import QueryError


class ResultFormat(StrEnum):
    """The syntaxes of answers; each value is the media type."""

    JSON = "application/sparql-results+json"
    XML = "application/sparql-results+xml"
    CSV = "text/csv"
    TSV = "text/tab-separated-values"
    N_TRIPLES = "application/n-triples"
    TURTLE = "text/turtle"
    RDF_XML = "application/rdf+xml"
    JSON_LD = "application/ld+json"
    TRIG = "application/trig"
    N_QUADS = "application/n-quads"

    @property
    def is_graph(self) -> bool:
        """Whether it writes the triples of CONSTRUCT and DESCRIBE, not the table of SELECT and ASK."""
        return self not in (ResultFormat.JSON, ResultFormat.XML, ResultFormat.CSV, ResultFormat.TSV)


class QueryForm(StrEnum):
    """The four forms of https://www.w3.org/TR/sparql11-query/#QueryForms."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def gives_graph(self) -> bool:
        return self in (QueryForm.CONSTRUCT, QueryForm.DESCRIBE)


class Store(Protocol):
    """A store that answers queries. Use it as a context manager, or close it."""

    def query(self, sparql: str, *, format: ResultFormat | None = None) -> bytes:  # noqa: A002 # the field's word
        """Answer a query of any form, as bytes of the asked syntax.

        Args:
            sparql: a SPARQL 1.1 query; the prefixes that the store was opened with need no declaration.
            format: the syntax of the answer; without it JSON for a table and Turtle for a graph.

        Raises:
            QueryError: the query is refused (an update, ``SERVICE``, too deep), is not SPARQL, gives a graph where
                a table was asked for or the other way round, or the store could not answer it. ``where`` has the
                line and column if they are known.
        """
        ...

    def select(self, sparql: str) -> list[dict[str, str]]:
        """Answer a SELECT query as rows from variable to term (N-Triples text); unbound variables are absent.

        Raises:
            QueryError: as for ``query``, and where the query is not a SELECT.
        """
        ...

    def close(self) -> None:
        """Let go of files and connections. Closing twice is allowed."""
        ...


def fitting_format(form: QueryForm, asked: ResultFormat | None) -> ResultFormat:
    """Choose the syntax for a query of this form, or say that the one asked for does not fit."""
    if asked is None:
        return ResultFormat.TURTLE if form.gives_graph else ResultFormat.JSON
    if asked.is_graph == form.gives_graph:
        return asked
    known = ", ".join(known.name for known in ResultFormat if known.is_graph == form.gives_graph)
    answer = "a graph" if form.gives_graph else "a table"
    raise QueryError(
        f"{form} gives {answer}, which cannot be written as {asked.name}.", remedy=f"Choose one of {known}."
    )
