"""What every request passes before any endpoint, and what is counted and logged of it afterwards.

Endpoints say what they know of a query through the environment (`server.environment`).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from enum import Enum, auto
from typing import TYPE_CHECKING, cast

from flask import Flask

from kg.config import LogFormat
from kg.publication.site import ServedRelease, Site
from server.clients import TrustedProxies
from server.environment import BEGAN, CACHED, OUTCOME, QUERY, SETTLED
from server.headers import COMMON
from server.hosts import Hosts
from server.logs import RequestLine, log_request
from server.metrics import Metrics
from server.prefix import Prefix
from server.problems import problem_type
from server.settings import ServerSettings

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

METRICS = "lettergraph-metrics"
"""Extension of the application."""
_ENDPOINT = "/sparql"


def install(app: Flask, site: Site, settings: ServerSettings) -> OuterLayer:
    """Put this layer around an application; everything else that is put around it belongs inside, so comes before."""
    metrics = Metrics(site)
    app.extensions[METRICS] = metrics
    layer = OuterLayer(app.wsgi_app, site=site, settings=settings, metrics=metrics)
    app.wsgi_app = layer  # type: ignore[method-assign] # the way that Flask's documentation gives
    return layer


class Settled(Enum):
    """What becomes of a request."""

    HERE = auto()
    """The application answers."""
    MISDIRECTED = auto()
    """It is for another site."""
    ELSEWHERE = auto()
    """It is sent to the address that it meant."""


class OuterLayer:
    """Settles who asks and by which name, then has the application answer."""

    def __init__(self, app: WSGIApplication, *, site: Site, settings: ServerSettings, metrics: Metrics) -> None:
        configuration = settings.configuration
        self._app = app
        self._site = site
        self._metrics = metrics
        self._proxies = TrustedProxies(configuration.trusted_proxies)
        self._hosts = Hosts(configuration.hosts)
        self._prefix = Prefix()
        self._logs_requests = configuration.log_format is LogFormat.JSON
        self._log_clients = configuration.log_clients
        self._slow_seconds = configuration.slow_query_seconds

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request. Answers are complete before they begin, so the time until then is the whole time."""
        began = environ.get(BEGAN) or time.perf_counter()
        seen: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], *rest: object) -> object:
            seen.append((status, headers))
            return start_response(status, headers, *rest)  # type: ignore[arg-type] # as it came

        body = self._answer(environ, cast("StartResponse", start))
        if seen:
            self.observe(environ, *seen[-1], seconds=time.perf_counter() - began)
        return body

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        settled = environ.get(SETTLED) or self.settle(environ)
        if settled is Settled.MISDIRECTED:
            return _misdirected(environ, start_response, self._site.release)
        if settled is Settled.ELSEWHERE:
            return _redirect(self._prefix.last, start_response, self._site.release)
        return self._app(environ, start_response)

    def settle(self, environ: WSGIEnvironment) -> Settled:
        """Settle who asks and by which name, once for each request."""
        base_iri = self._site.release.base_iri
        self._proxies.settle(environ)
        settled = Settled.HERE
        if not self._hosts.allow(environ.get("HTTP_HOST"), base_iri):
            settled = Settled.MISDIRECTED
        elif self._prefix.cut(environ, base_iri):
            settled = Settled.ELSEWHERE
        environ[SETTLED] = settled
        return settled

    def observe(
        self, environ: WSGIEnvironment, status: str, headers: list[tuple[str, str]], *, seconds: float = 0.0
    ) -> None:
        """Count a request that was answered, and log it where requests are logged."""
        code, method = int(status[:3]), str(environ.get("REQUEST_METHOD", ""))
        path = str(environ.get("PATH_INFO", ""))
        outcome = str(environ.get(OUTCOME) or ("ok" if code < 400 else f"status-{code}"))
        query, form = environ.get(QUERY) or (None, None)
        cached = bool(environ.get(CACHED))
        self._metrics.count_request(method, code)
        if query is not None or (code >= 400 and path == _ENDPOINT):
            self._metrics.count_query(form=form or "none", outcome=outcome, seconds=seconds, cached=cached)
        if self._logs_requests or (query is not None and seconds >= self._slow_seconds):
            log_request(
                RequestLine(
                    method,
                    path,
                    code,
                    outcome,
                    seconds,
                    size=_size(headers),
                    release=self._site.release.id,
                    query=query,
                    form=form,
                    cached=cached,
                    client=str(environ.get("REMOTE_ADDR", "")) if self._log_clients else None,
                ),
                slow_seconds=self._slow_seconds,
            )


def _size(headers: list[tuple[str, str]]) -> int | None:
    return next((int(value) for name, value in headers if name.lower() == "content-length"), None)


def _misdirected(environ: WSGIEnvironment, start_response: StartResponse, release: ServedRelease) -> Iterable[bytes]:
    """421 (RFC 9110, section 15.5.20); the name that was asked by is not repeated."""
    environ[OUTCOME] = "misdirected"
    problem = {
        "type": problem_type("misdirected", release.base_iri),
        "title": "Misdirected request",
        "status": 421,
        "detail": "The site does not go by the name in the header Host. "
        "Its operator can add names with `hosts` in the table [server] of collection.toml.",
    }
    body = (json.dumps(problem, indent=1) + "\n").encode()
    headers = [
        ("Content-Type", "application/problem+json"),
        ("Content-Length", str(len(body))),
        # Not for pages of other sites: one that goes by a name of its own is whom this keeps out.
        *(one for one in COMMON if not one[0].startswith(("Access-Control-", "Cross-Origin-"))),
        ("Cache-Control", "no-store"),
        ("X-Release", release.id),
        ("Vary", "Accept"),
    ]
    start_response("421 Misdirected Request", headers)
    return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]


def _redirect(place: str, start_response: StartResponse, release: ServedRelease) -> Iterable[bytes]:
    headers = [("Location", place), ("Content-Length", "0"), *COMMON, ("X-Release", release.id), ("Vary", "Accept")]
    start_response("308 Permanent Redirect", headers)
    return []
