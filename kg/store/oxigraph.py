"""Oxigraph on disk: built once by a bulk load, then only read (https://pyoxigraph.readthedocs.io).

Facts that the code rests on, measured with 0.5.13: a bulk load is three times as fast as single inserts and writes a
third of the bytes; ``optimize`` makes queries two to eight times as fast at ten thousand letters; opening a second
time for writing is an error and reading while another process writes is undefined, so a published store is opened
read-only, which changes none of its files. Answers are serialised by the engine, never row by row in Python.

Queries run in this process, without a time limit: for one's own use. A public endpoint needs worker processes.
"""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any, Self, cast

import pyoxigraph

from kg.errors import DiskSpaceError, LettergraphError, QueryError, ReleaseDamaged, ReleaseError, Where
from kg.graphs.syntaxes import OrderedPrefixes, Writer
from kg.store.backend import QueryForm, ResultFormat, fitting_format
from kg.store.lexical import check_query
from kg.store.merging import Dataset, dataset_clause, merged, named_node

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_UNREADABLE = ("Corruption:", "IO error:")
"""How the messages of RocksDB begin that speak of files."""
_TABLES = {
    ResultFormat.JSON: pyoxigraph.QueryResultsFormat.JSON,
    ResultFormat.XML: pyoxigraph.QueryResultsFormat.XML,
    ResultFormat.CSV: pyoxigraph.QueryResultsFormat.CSV,
    ResultFormat.TSV: pyoxigraph.QueryResultsFormat.TSV,
}
_GRAPHS = {
    ResultFormat.N_TRIPLES: pyoxigraph.RdfFormat.N_TRIPLES,
    ResultFormat.TURTLE: pyoxigraph.RdfFormat.TURTLE,
    ResultFormat.RDF_XML: pyoxigraph.RdfFormat.RDF_XML,
    ResultFormat.JSON_LD: pyoxigraph.RdfFormat.JSON_LD,
    ResultFormat.TRIG: pyoxigraph.RdfFormat.TRIG,
    ResultFormat.N_QUADS: pyoxigraph.RdfFormat.N_QUADS,
}


@dataclass(frozen=True, slots=True)
class Table:
    """The first rows of an answer. Terms are as N-Triples writes them; ``None`` is unbound; ASK has one bare word."""

    names: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    more: bool
    """Whether there are more rows than these."""


def bulk_build(path: Path, nquads: Path | Iterable[str]) -> None:
    """Build a store in a new folder by one bulk load, and compact it.

    The files are complete when this returns, but not yet forced to the disk: that is the release's work.

    Args:
        path: the folder to make; it must not hold a store yet.
        nquads: a file, gzipped if its name ends in ``.gz``, or lines.

    Raises:
        ReleaseError: the data is not N-Quads (``where`` names the line), or the folder cannot be written.
        DiskSpaceError: the disk is full.
    """
    if path.exists():
        raise ReleaseError("A store is built in a new folder, and this one exists.", where=Where(file=str(path)))
    name = str(nquads) if isinstance(nquads, Path) else "the N-Quads lines"
    try:
        store = pyoxigraph.Store(str(path))
        with _opened(nquads) as data:
            store.bulk_load(input=data, format=pyoxigraph.RdfFormat.N_QUADS)
        store.optimize()
        store.flush()
    except SyntaxError as error:
        where = Where(file=name, line=error.lineno, column=error.offset)
        raise ReleaseError(f"The store refuses a statement: {error.msg}.", where=where) from error
    except OSError as error:
        if "No space left on device" in str(error):
            raise DiskSpaceError(
                "The disk is full: the store could not be written.",
                where=Where(file=str(path)),
                remedy="Make room; the release that is served is not touched.",
            ) from error
        raise ReleaseError(f"The store cannot be written: {error}.", where=Where(file=str(path))) from error


class ReadOnlyStore:
    """A published store; many may be open at once, in as many processes as you like."""

    def __init__(self, path: Path, *, prefixes: Mapping[str, str] | None = None, base_iri: str | None = None) -> None:
        """Open a store that nobody writes to.

        Args:
            path: the folder, e.g. ``site/current/store``.
            prefixes: prefix to namespace, which queries may use without declaring them, and which Turtle is written
                with.
            base_iri: what relative IRIs of queries are relative to; without it, they are a mistake.

        Raises:
            ReleaseDamaged: there is no store, or its files do not fit together.
        """
        self._path = path
        self._prefixes = dict(prefixes or {})
        self._base_iri = base_iri
        if not (path / "CURRENT").is_file():
            raise ReleaseDamaged(
                "There is no store here.", where=Where(file=str(path)), remedy="Build the collection first."
            )
        try:
            self._store: pyoxigraph.Store | None = pyoxigraph.Store.read_only(str(path))
        except (OSError, RuntimeError) as error:
            raise self._damaged(error) from error

    @classmethod
    def of(cls, store: pyoxigraph.Store, path: Path, *, prefixes: Mapping[str, str] | None = None) -> Self:
        """Read from a store that this process is still filling."""
        made = cls.__new__(cls)
        made._path, made._prefixes, made._store, made._base_iri = path, dict(prefixes or {}), store, None
        return made

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def query(self, sparql: str, *, format: ResultFormat | None = None) -> bytes:  # noqa: A002 # the field's word
        """Answer a query; see ``kg.store.backend.Store``."""
        output = io.BytesIO()
        self.write(sparql, output, format=format)
        return output.getvalue()

    def write(
        self,
        sparql: str,
        output: Writer,
        *,
        format: ResultFormat | None = None,  # noqa: A002 # the field's word
        dataset: Dataset | None = None,
        form: QueryForm | None = None,
    ) -> None:
        """Answer a query into a file, as the engine goes along: little of a large answer is in memory at once.

        Args:
            sparql: as for ``query``.
            output: takes the bytes; what was written before an error is not a whole answer.
            format: as for ``query``.
            dataset: the graphs to ask instead of those that the query names.
            form: of the query, if ``kg.store.lexical.check_query`` has found it harmless already; without it, it looks.

        Raises:
            QueryError: as for ``query``; ``dataset`` names something that is no IRI.
        """
        chosen = fitting_format(form or check_query(sparql), format)
        try:
            results = self._results(sparql, dataset)
            if isinstance(results, pyoxigraph.QueryTriples):
                with OrderedPrefixes(output) as ordered:
                    pyoxigraph.serialize(results, cast("IO[bytes]", ordered), _GRAPHS[chosen], prefixes=self._prefixes)
            else:
                results.serialize(cast("IO[bytes]", output), _TABLES[chosen])
        except (RuntimeError, OSError) as error:
            raise self._unanswered(error) from error

    def table(self, sparql: str, *, limit: int, dataset: Dataset | None = None, form: QueryForm | None = None) -> Table:
        """Answer a query of any form as a table to be shown; the rest of a long answer is never computed.

        Args:
            sparql: as for ``query``.
            limit: the number of rows after which it ends.
            dataset: as for ``write``.
            form: as for ``write``.

        Raises:
            QueryError: as for ``query``.
        """
        form = form or check_query(sparql)
        try:
            results = self._results(sparql, dataset)
            if form is QueryForm.ASK:
                return Table(("answer",), ((str(bool(results)).lower(),),), more=False)
            if isinstance(results, pyoxigraph.QueryTriples):
                names: tuple[str, ...] = ("subject", "predicate", "object")
            else:
                names = tuple(variable.value for variable in results.variables)
            first = list(islice(results, limit + 1))
        except (RuntimeError, OSError) as error:
            raise self._unanswered(error) from error
        rows = tuple(tuple(None if term is None else str(term) for term in row) for row in first[:limit])
        return Table(names, rows, more=len(first) > limit)

    def statements(
        self,
        subject: str | None = None,
        *,
        predicate: str | None = None,
        object: str | None = None,  # noqa: A002 # the field's word
        graph: str | None = None,
    ) -> Iterator[tuple[str, str, str, str]]:
        """Give the quads that match, as N-Triples terms: subject, predicate, object, graph.

        Args:
            subject: an IRI without angle brackets; without it any.
            predicate: likewise.
            object: likewise; literals cannot be asked for.
            graph: likewise; ``""`` is the default graph, and without it every graph is looked at, the default graph
                too. In the answer the default graph is ``""``.

        Raises:
            QueryError: one of them is no IRI.
        """
        if self._store is None:
            raise self._closed()
        wanted = pyoxigraph.DefaultGraph() if graph == "" else _node(graph)
        try:
            for quad in self._store.quads_for_pattern(_node(subject), _node(predicate), _node(object), wanted):
                name = "" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else str(quad.graph_name)
                yield str(quad.subject), str(quad.predicate), str(quad.object), name
        except (RuntimeError, OSError) as error:
            raise self._unanswered(error) from error

    def has_graph(self, graph: str) -> bool:
        """Say whether there is a named graph of this IRI."""
        return next(self.statements(graph=graph), None) is not None

    def select(self, sparql: str) -> list[dict[str, str]]:
        """Answer a SELECT query as rows; see ``kg.store.backend.Store``."""
        form = check_query(sparql)
        if form != QueryForm.SELECT:
            raise QueryError(f"Rows are the answer to a SELECT, and this is {form}.")
        try:
            results = cast("pyoxigraph.QuerySolutions", self._results(sparql))
            names = [(variable.value, variable) for variable in results.variables]
            return [
                {name: str(term) for name, variable in names if (term := row[variable]) is not None} for row in results
            ]
        except (RuntimeError, OSError) as error:
            raise self._unanswered(error) from error

    def close(self) -> None:
        """Close the files of the store."""
        self._store = None

    def _results(self, sparql: str, dataset: Dataset | None = None) -> Any:
        if self._store is None:
            raise self._closed()
        try:
            wanted = dataset.distinct() if dataset else dataset_clause(sparql, self._prefixes, self._base_iri)
            if not wanted:
                return self._store.query(sparql, prefixes=self._used_prefixes(sparql), base_iri=self._base_iri)
            store = self._store
            default: list[pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.DefaultGraph]
            default = [named_node(graph) for graph in wanted.default_graphs]
            if len(default) > 1:
                store, default = merged(store, wanted), [pyoxigraph.DefaultGraph()]
            return store.query(
                sparql,
                prefixes=self._used_prefixes(sparql),
                base_iri=self._base_iri,
                default_graph=default,
                named_graphs=[named_node(graph) for graph in wanted.named_graphs],
            )
        except SyntaxError as error:
            raise _syntax_error(str(error)) from error

    def _used_prefixes(self, sparql: str) -> dict[str, str]:
        """Leave out the prefixes that do not occur: to read them takes the engine longer than a short query."""
        if "\\" in sparql:  # it may be written by the number of a character
            return self._prefixes
        return {prefix: namespace for prefix, namespace in self._prefixes.items() if f"{prefix}:" in sparql}

    def _closed(self) -> QueryError:
        return QueryError("The store is closed.", where=Where(file=str(self._path)))

    def _unanswered(self, error: Exception) -> LettergraphError:
        """Tell a query that cannot be evaluated from files that cannot be read; the engine raises alike for both."""
        if isinstance(error, OSError) or str(error).startswith(_UNREADABLE):
            return self._damaged(error)
        return QueryError(f"The query cannot be answered: {error}.")

    def _damaged(self, error: Exception) -> ReleaseDamaged:
        return ReleaseDamaged(
            f"The store cannot be read: {error}.",
            where=Where(file=str(self._path)),
            remedy="`lettergraph verify` names the damaged files; `lettergraph rollback` serves the release before.",
        )


def _node(iri: str | None) -> pyoxigraph.NamedNode | None:
    return None if iri is None else named_node(iri)


def _syntax_error(message: str) -> QueryError:
    if match := _PLACE.fullmatch(message):
        what = f"The query is not SPARQL 1.1: {match[3]}."
        return QueryError(what, where=Where(line=int(match[1]), column=int(match[2])))
    return QueryError(f"The query is not SPARQL 1.1: {message}.")


def _opened(nquads: Path | Iterable[str]) -> IO[bytes]:
    if not isinstance(nquads, Path):
        return io.BufferedReader(_LineReader(nquads), buffer_size=1 << 20)
    if nquads.suffix == ".gz":
        return cast("IO[bytes]", gzip.open(nquads))
    return nquads.open("rb")


class _LineReader(io.RawIOBase):
    """Lines as a file that can be read, so that they reach the engine without a detour over the disk."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines: Iterator[str] = iter(lines)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            line = next(self._lines, None)
            if line is None:
                return 0
            self._rest = line.encode()
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size
