"""Queries of programs are answered here, before Flask: its routing, contexts and objects cost more than a short query.

Nothing is decided here that is decided elsewhere. What is asked is read by ``kg.publication.sparql_protocol``; the
headers are those of ``server.queries`` and ``server.headers``; whatever is no query of a program, every refusal and
every error is handed on to Flask, with the request as it came.
"""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from werkzeug.wsgi import wrap_file

from kg.publication.site import Serving, Site
from kg.publication.sparql_protocol import BODY_METHODS, MAX_BODY, ProtocolRequest, QueryRequest, read_request
from kg.store.lexical import GUARD, QueryGuard
from kg.workers import Answer, Lane, Pending, Progress
from server.budget import Budget
from server.cache import BoundedCache
from server.environment import CACHED, QUERY, STARTED
from server.headers import COMMON
from server.memory import REPEATABLE
from server.queries import come_in, headers_of, is_constant, tag_of, task_of

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

FAILED = "lettergraph.failed"
"""Where in the environment Flask finds the error of a query that was begun here."""
PATH = "/sparql"
CACHE_BYTES = 64 * 1024 * 1024
LARGEST_CACHED = 512 * 1024
"""Bytes of one answer: a page of a thousand rows, and no dump."""
_REQUEST_BYTES = 4 * 1024 * 1024
_METHODS = ("GET", "HEAD", *BODY_METHODS)
_PAGES = ("text/html", "application/xhtml")

_Key = tuple[str, str, str | None, str | None, bytes]


@dataclass(slots=True)
class Started:
    """A query that was begun: what was found out, and what is held until it is answered."""

    asked: QueryRequest
    tag: str
    serving: Serving
    client: str
    began: float
    """On the monotonic clock."""
    found: bytes | None = None
    """The answer that was given before."""
    pending: Pending | None = None
    error: Exception | None = None
    gate: threading.Semaphore | None = None
    """What it came through."""
    failed: bool = True

    @property
    def until(self) -> float:
        """When it is told that all workers are busy, if it has none by then; on the monotonic clock."""
        return 0.0 if self.pending is None else self.pending.until

    @property
    def descriptor(self) -> int:
        """What becomes readable when there is news of it; -1: nothing does."""
        connection = None if self.pending is None else self.pending.connection
        return -1 if connection is None else connection.fileno()

    @property
    def size(self) -> int:
        """Bytes of the answer, as far as it came."""
        if self.found is not None:
            return len(self.found)
        return 0 if self.pending is None else self.pending.size

    def advance(self) -> Progress:
        """Go on as far as that takes no time; see ``kg.workers.Pending``."""
        if self.pending is not None:
            return self.pending.advance()
        return Progress.BLOCKED if self.found is None else Progress.COMPLETE

    def wait(self) -> Answer:
        """Wait for the answer; errors as for ``WorkerPool.run``."""
        if self.error is not None:
            raise self.error
        assert self.pending is not None  # noqa: S101 # for mypy: what is begun is pending, found or wrong
        return self.pending.wait()


class FastPath:
    """A WSGI application that answers queries of programs, and hands everything else on.

    Args:
        app: takes everything else.
        site: whose release is asked.
        budget: what each client may use.
        gate: opens for so many queries at once as may each hold a thread.
        waiting: opens for so many as may wait for a worker without one; if it is not given, it is the same gate.
        cache_bytes: of answers that are kept; 0 keeps none.
        guard: what the text of a query may have.
    """

    def __init__(
        self,
        app: WSGIApplication,
        *,
        site: Site,
        budget: Budget,
        gate: threading.Semaphore,
        waiting: threading.Semaphore | None = None,
        cache_bytes: int = CACHE_BYTES,
        guard: QueryGuard = GUARD,
    ) -> None:
        self._app = app
        self._site = site
        self._budget = budget
        self._gate = gate
        self._waiting = waiting or gate
        self._guard = guard
        self._answers: BoundedCache[bytes] = BoundedCache(cache_bytes, largest_entry=LARGEST_CACHED)
        self._requests: BoundedCache[QueryRequest] = BoundedCache(
            min(cache_bytes, _REQUEST_BYTES), largest_entry=MAX_BODY
        )

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333), or end what was begun with it."""
        started = environ.pop(STARTED) if STARTED in environ else self.start(environ)
        if started is None:
            return self._app(environ, start_response)
        try:
            headers, body = self._answer(started, environ)
            started.failed = False
        except Exception as error:  # noqa: BLE001 - Flask answers it, and logs what is ours
            environ[FAILED] = error
        finally:
            self._leave(started)
        if started.failed:
            return self._app(environ, start_response)
        start_response("200 OK", headers)
        return body

    def start(self, environ: WSGIEnvironment, *, notify: Callable[[], object] | None = None) -> Started | None:
        """Begin a query without waiting for anything; the application must then be called with what was begun.

        Args:
            environ: of the request.
            notify: see ``kg.workers.Pending``; without it, a thread waits.

        Returns:
            ``None``: it is something else, or its client has to wait; Flask says which.
        """
        asked = self._read(environ) if environ.get("PATH_INFO") == PATH else None
        client = environ.get("REMOTE_ADDR") or ""
        if asked is None or self._budget.enter(client) is not None:
            return None
        began = time.monotonic()
        serving = self._site.enter()
        started = Started(asked, tag_of(serving.release, asked), serving, client, began)
        started.found = self._answers.get(started.tag)
        if started.found is None:
            try:
                gate = self._gate if notify is None else self._waiting
                come_in(gate)
                started.gate = gate
                started.pending = serving.begin(
                    task_of(asked),
                    lane=Lane.PUBLIC,
                    seconds=asked.seconds,
                    cancelled=environ.get("waitress.client_disconnected"),
                    notify=notify or _nothing,
                )
            except Exception as error:  # noqa: BLE001 - Flask answers it, and logs what is ours
                started.error = error
        return started

    def _leave(self, started: Started) -> None:
        if started.gate is not None:
            started.gate.release()
        self._site.leave(started.serving)
        self._budget.leave(started.client, seconds=time.monotonic() - started.began, failed=started.failed)

    def _read(self, environ: WSGIEnvironment) -> QueryRequest | None:
        """Read a query of a program; ``None``: it is something else."""
        method = environ["REQUEST_METHOD"]
        accept = environ.get("HTTP_ACCEPT")
        query_string = environ.get("QUERY_STRING", "")
        if (
            method not in _METHODS
            or "HTTP_IF_NONE_MATCH" in environ
            or "HTTP_TRANSFER_ENCODING" in environ
            or (accept is not None and any(page in accept.lower() for page in _PAGES))
            or "accept=" in query_string  # of a link to a download
        ):
            return None
        body = b""
        if method in BODY_METHODS:
            length = environ.get("CONTENT_LENGTH") or ""
            if not (length.isascii() and length.isdigit() and int(length) <= MAX_BODY):
                return None
            body = environ["wsgi.input"].read(int(length))
            environ["wsgi.input"] = io.BytesIO(body)  # for Flask, should it have to answer after all
        content_type = environ.get("CONTENT_TYPE")
        key: _Key = (method, query_string, content_type, accept, body)
        asked = self._requests.get(key)
        if asked is None:
            length_sent = len(body) if method in BODY_METHODS else None
            read = read_request(_protocol_request(key, content_length=length_sent), guard=self._guard)
            if not isinstance(read, QueryRequest):
                return None
            asked = read
            self._requests.keep(key, asked, size=2 * (len(query_string) + len(body)) + len(accept or ""))
        environ[QUERY] = (asked.query, str(asked.form))
        return asked

    def _answer(self, started: Started, environ: WSGIEnvironment) -> tuple[list[tuple[str, str]], Iterable[bytes]]:
        is_head = environ["REQUEST_METHOD"] == "HEAD"
        if started.found is not None:
            environ[CACHED] = environ[REPEATABLE] = True
            return _headers(started, len(started.found)), [] if is_head else [started.found]
        answer = started.wait()
        return _headers(started, answer.size), self._body(answer, started, environ, is_head=is_head)

    def _body(self, answer: Answer, started: Started, environ: WSGIEnvironment, *, is_head: bool) -> Iterable[bytes]:
        if answer.size > LARGEST_CACHED:
            if is_head:
                answer.body.close()
                return []
            return wrap_file(environ, answer.body)
        body = answer.read()
        if is_constant(started.asked):
            self._answers.keep(started.tag, body, size=len(body) + 100)
        return [] if is_head else [body]


def _headers(started: Started, size: int) -> list[tuple[str, str]]:
    return [
        *headers_of(started.asked, started.tag),
        ("Content-Length", str(size)),
        *COMMON,
        ("X-Release", started.serving.release.id),
        ("Vary", "Accept"),
    ]


def _nothing() -> None:
    """Tell nobody."""


def _protocol_request(key: _Key, *, content_length: int | None) -> ProtocolRequest:
    method, query_string, content_type, accept, body = key
    return ProtocolRequest(
        method=method,
        query_string=query_string.encode("latin-1"),
        content_type=content_type,
        content_length=content_length,
        body=body,
        accept=accept,
        url_length=len(PATH) + len(query_string) + 1,
    )
