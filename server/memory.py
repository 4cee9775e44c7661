"""Whole responses, remembered by the bytes of the request that they answered.

Whoever sends the very same bytes again is answered by the thread that reads from the connections, without any of the
layers between. Nothing is lost by that: a request was understood, admitted and answered before it can be here; the
release must still be the same, the client still pays, and figures and log are told as of any other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from waitress.utilities import build_http_date

from kg.publication.site import Site
from server.budget import Budget
from server.cache import BoundedCache

MEMORY = "lettergraph-memory"
"""Extension of the application."""
REPEATABLE = "lettergraph.repeatable"
"""In the environment of a request: the same request has the same answer as long as the release is the same."""
MEMORY_BYTES = 32 * 1024 * 1024
_DATE = b"\r\nDate: "
_DATE_BYTES = 29
_OBSERVED = ("REQUEST_METHOD", "PATH_INFO", "REMOTE_ADDR", "lettergraph.query")

Observe = Callable[[dict[str, Any], str, list[tuple[str, str]]], None]


@dataclass(frozen=True, slots=True)
class _Remembered:
    release: str
    client: str
    environ: Mapping[str, Any]
    size: str
    before: bytes
    after: bytes
    body: bytes


class Memory:
    """Remembers responses; any thread may use it.

    Args:
        site: whose release is served.
        budget: what each client may use.
        observe: told of each answer: environment, status, headers.
        largest: bytes that are remembered; 0 remembers nothing.
    """

    def __init__(self, *, site: Site, budget: Budget, observe: Observe, largest: int) -> None:
        self._site = site
        self._budget = budget
        self._observe = observe
        self._kept: BoundedCache[_Remembered] = BoundedCache(largest, largest_entry=largest)
        self._second = 0
        self._date = b""

    def find(self, data: bytes, peer: str) -> tuple[bytes, bytes] | None:
        """Give header and body of the response to a request.

        Args:
            data: all bytes of the request.
            peer: the address that it comes from.

        Returns:
            ``None``: it is not remembered, or the client has to wait; the longer way says which.
        """
        found = self._kept.get((data, peer))
        if found is None or found.release != self._site.release.id or self._budget.enter(found.client) is not None:
            return None
        self._budget.leave(found.client, seconds=0.0, failed=False)
        self._observe(dict(found.environ), "200 OK", [("Content-Length", found.size)])
        return b"".join((found.before, _DATE, self._now(), found.after)), found.body

    def keep(self, data: bytes, peer: str, *, header: bytes, body: bytes, environ: Mapping[str, Any]) -> None:
        """Remember a response.

        Args:
            data: as for `find`.
            peer: as for `find`.
            header: of the response, with its date.
            body: of the response.
            environ: of the request, after it was answered.
        """
        before, date, after = header.partition(_DATE)
        if not date:
            return
        observed = {name: environ[name] for name in _OBSERVED if name in environ}
        client = str(environ.get("REMOTE_ADDR") or "")
        release = self._site.release.id
        if f"\r\nX-Release: {release}\r\n".encode() not in header:
            return  # another one was published meanwhile
        kept = _Remembered(
            *(release, client, {**observed, "lettergraph.cached": True}, str(len(body))),
            *(before, after[_DATE_BYTES:], body),
        )
        self._kept.keep((data, peer), kept, size=len(data) + len(header) + len(body) + 500)

    def _now(self) -> bytes:
        now = int(time.time())
        if now != self._second:
            self._second, self._date = now, build_http_date(now).encode()
        return self._date
