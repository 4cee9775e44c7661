"""Queries of programs are answered here, before Flask: its routing, contexts and objects cost more than a short query.

Nothing is decided here that is decided elsewhere. What is asked is read by ``kg.publication.sparql_protocol``; the
headers are those of ``server.queries`` and ``server.headers``; whatever is no query of a program, every refusal and
every error is handed on to Flask, with the request as it came.
"""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from werkzeug.wsgi import wrap_file

from kg.publication.site import Serving, Site
from kg.publication.sparql_protocol import BODY_METHODS, MAX_BODY, ProtocolRequest, QueryRequest, read_request
from kg.store.lexical import GUARD, QueryGuard
from kg.workers import Answer, Lane
from server.budget import Budget
from server.cache import BoundedCache
from server.environment import CACHED, QUERY
from server.headers import COMMON
from server.memory import REPEATABLE
from server.queries import admitted, headers_of, is_constant, tag_of, task_of

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


@dataclass(frozen=True, slots=True)
class _Found:
    """An answer that was given before, with all headers but those of the connection."""

    headers: tuple[tuple[str, str], ...]
    body: bytes


class FastPath:
    """A WSGI application that answers queries of programs, and hands everything else on.

    Args:
        app: takes everything else.
        site: whose release is asked.
        budget: what each client may use.
        gate: opens for so many queries at once.
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
        cache_bytes: int = CACHE_BYTES,
        guard: QueryGuard = GUARD,
    ) -> None:
        self._app = app
        self._site = site
        self._budget = budget
        self._gate = gate
        self._guard = guard
        self._answers: BoundedCache[_Found] = BoundedCache(cache_bytes, largest_entry=LARGEST_CACHED)
        self._requests: BoundedCache[QueryRequest] = BoundedCache(
            min(cache_bytes, _REQUEST_BYTES), largest_entry=MAX_BODY
        )

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        asked = self._read(environ) if environ.get("PATH_INFO") == PATH else None
        if asked is None:
            return self._app(environ, start_response)
        client = environ.get("REMOTE_ADDR") or ""
        if self._budget.enter(client) is not None:
            return self._app(environ, start_response)  # which finds out the same, and says it
        began = time.monotonic()
        serving = self._site.enter()
        failed = True
        try:
            headers, body = self._answer(asked, serving, environ)
            failed = False
        except Exception as error:  # noqa: BLE001 - Flask answers it, and logs what is ours
            environ[FAILED] = error
        finally:
            self._site.leave(serving)
            self._budget.leave(client, seconds=time.monotonic() - began, failed=failed)
        if failed:
            return self._app(environ, start_response)
        start_response("200 OK", headers)
        return body

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

    def _answer(
        self, asked: QueryRequest, serving: Serving, environ: WSGIEnvironment
    ) -> tuple[list[tuple[str, str]], Iterable[bytes]]:
        tag = tag_of(serving.release, asked)
        found = self._answers.get(tag)
        is_head = environ["REQUEST_METHOD"] == "HEAD"
        if found is not None:
            environ[CACHED] = environ[REPEATABLE] = True
            return list(found.headers), [] if is_head else [found.body]
        with admitted(self._gate):
            answer = serving.run(
                task_of(asked),
                lane=Lane.PUBLIC,
                seconds=asked.seconds,
                cancelled=environ.get("waitress.client_disconnected"),
            )
        headers = _headers(asked, tag, serving, answer.size)
        return headers, self._body(answer, asked, tag, headers, environ, is_head=is_head)

    def _body(
        self,
        answer: Answer,
        asked: QueryRequest,
        tag: str,
        headers: list[tuple[str, str]],
        environ: WSGIEnvironment,
        *,
        is_head: bool,
    ) -> Iterable[bytes]:
        if answer.size > LARGEST_CACHED:
            if is_head:
                answer.body.close()
                return []
            return wrap_file(environ, answer.body)
        body = answer.read()
        if is_constant(asked):
            self._answers.keep(tag, _Found(tuple(headers), body), size=len(body) + 1000)
        return [] if is_head else [body]


def _headers(asked: QueryRequest, tag: str, serving: Serving, size: int) -> list[tuple[str, str]]:
    return [
        *headers_of(asked, tag),
        ("Content-Length", str(size)),
        *COMMON,
        ("X-Release", serving.release.id),
        ("Vary", "Accept"),
    ]


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
