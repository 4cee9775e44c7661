"""A server as users start it, over one built collection that all rows share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kg.config.server import written
from tests.server.running import Running, running


@contextmanager
def served(
    collection: Path, *arguments: str, log: Path | None = None, program: Sequence[str] = (), **settings: object
) -> Iterator[Running]:
    """Serve at a free port, by ``lettergraph serve`` in a process of its own, until the block ends.

    Args:
        collection: a built one; what is served is the release that is current. It is not written to.
        arguments: further ones of the command, e.g. ``--unsafe-no-sandbox``.
        log: a file for what the server writes to its standard error.
        program: what is started instead of ``lettergraph``.
        settings: keys of the table ``[server]``, e.g. ``query_seconds=2``.
    """
    options = [part for name, value in settings.items() for part in ("--set", f"{name}={written(value)}")]
    with running(collection, "--port", "0", *options, *arguments, log=log, program=program) as server:
        yield server
