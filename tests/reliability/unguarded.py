"""Workers without a protection of their own; see `tests.reliability.unprotected`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.errors import LettergraphError, QueryError
from kg.publication import work
from kg.store import QueryForm, lexical, oxigraph
from kg.workers import Output

UNGUARDED = f"{__name__}:unguarded"
CUT_SHORT = f"{__name__}:cut_short"


def anything(sparql: str, guard: lexical.QueryGuard = lexical.GUARD) -> QueryForm:
    """Take any query for one that the guard would let pass."""
    try:
        return lexical.check_query(sparql, guard)
    except QueryError:
        return next((form for form in QueryForm if form.value in sparql.upper()), QueryForm.ASK)


def unguarded(setup: object) -> Callable[[Mapping[str, object], Output], None]:
    """Make the handler of a worker that does not look at the words of a query."""
    oxigraph.check_query = anything  # type: ignore[attr-defined] # it is imported there
    return work.handler(setup)


def cut_short(setup: object) -> Callable[[Mapping[str, object], Output], None]:
    """Make the handler of a worker that ends an answer where it fails.

    What came until then is what a client has, where the header is sent before the end is known.
    """
    handle = work.handler(setup)

    def begin_and_end(task: Mapping[str, object], output: Output) -> None:
        started = _Started(output)
        try:
            handle(task, started)
        except LettergraphError:
            if not started.bytes:
                raise

    return begin_and_end


class _Started:
    """An output that counts what is sent."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self.bytes = 0

    def begin(self, header: Mapping[str, object]) -> None:
        self._output.begin(header)

    def write(self, data: bytes, /) -> int:
        self.bytes += len(data)
        return self._output.write(data)

    def flush(self) -> None:
        self._output.flush()
