"""The engine as it is, without any look at the query before: what stands between it and the world is the pool alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import IO, cast

import pyoxigraph

from kg.errors import QueryError
from kg.store import ReadOnlyStore
from kg.workers import Output, TaskHandler


def unguarded(setup: object) -> TaskHandler:
    """Open the store whose folder the setup names; tasks are ``{"query": text}``."""
    store = pyoxigraph.Store.read_only(str(setup))

    def handle(task: Mapping[str, object], output: Output) -> None:
        output.begin({})
        try:
            results = store.query(str(task["query"]))
            if isinstance(results, pyoxigraph.QueryTriples):
                pyoxigraph.serialize(results, cast("IO[bytes]", output), pyoxigraph.RdfFormat.N_TRIPLES)
            else:
                results.serialize(cast("IO[bytes]", output), pyoxigraph.QueryResultsFormat.TSV)
        except (SyntaxError, RuntimeError, OSError, ValueError) as error:
            raise QueryError(f"The engine says: {error}") from error

    return handle


def guarded(setup: object) -> TaskHandler:
    """The same through our own store, which looks at the words of a query first."""
    store = ReadOnlyStore(Path(str(setup)))

    def handle(task: Mapping[str, object], output: Output) -> None:
        output.begin({})
        store.write(str(task["query"]), output)

    return handle
