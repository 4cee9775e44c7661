"""What an answer to a query is made of, whether Flask has a part in it or not."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import WorkersBusy
from kg.publication.site import ServedRelease
from kg.publication.sparql_protocol import ACCEPT_QUERY, QueryRequest
from server.answers import CACHE, entity_tag_of

_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\s*\(", re.IGNORECASE)
_SEPARATED = ("text/csv", "text/tab-separated-values")


def tag_of(served: ServedRelease, asked: QueryRequest) -> str:
    """Make the entity tag of an answer: it changes with the release and with what is asked."""
    return entity_tag_of(served, asked.query, asked.media_type, *asked.default_graphs, "", *asked.named_graphs)


def task_of(asked: QueryRequest) -> dict[str, object]:
    """Give the task for a worker."""
    return {
        "task": "query",
        "media_type": asked.media_type,
        "query": asked.query,
        "form": str(asked.form),
        "default_graphs": asked.default_graphs,
        "named_graphs": asked.named_graphs,
    }


def is_constant(asked: QueryRequest) -> bool:
    """Say whether the same release always gives the same answer: not if the query asks for time or chance."""
    return _CHANGING.search(asked.query) is None


def come_in(gate: threading.Semaphore) -> None:
    """Come through the gate, which lets in so many queries that threads stay free for pages; release it afterwards.

    Raises:
        WorkersBusy: there are too many.
    """
    if not gate.acquire(blocking=False):
        raise WorkersBusy("Too many queries are waiting already.", remedy="Ask again in a few seconds.")


@contextmanager
def admitted(gate: threading.Semaphore) -> Iterator[None]:
    """Be in the house as long as the block lasts; errors as for `come_in`."""
    come_in(gate)
    try:
        yield
    finally:
        gate.release()


def headers_of(asked: QueryRequest, tag: str) -> list[tuple[str, str]]:
    """Give the headers of a whole answer that depend on the query."""
    type_ = asked.media_type
    headers = [
        ("Content-Type", f"{type_}; charset=utf-8" if type_.startswith("text/") else type_),
        # Weak: the same rows may come in another order where the query asks for none.
        ("ETag", f'W/"{tag}"'),
        ("Cache-Control", CACHE),
        ("Accept-Query", ACCEPT_QUERY),
    ]
    if type_ in _SEPARATED:
        headers.append(("Content-Disposition", f'attachment; filename="results.{type_[5:8]}"'))
    return headers
