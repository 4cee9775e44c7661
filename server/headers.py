"""The headers of every answer: security, CORS, ``Vary``, and which release it is made from."""

from __future__ import annotations

from flask import Flask, Response, g, request
from werkzeug.exceptions import MethodNotAllowed

from kg.publication.sparql_protocol import ACCEPT_QUERY
from server.request import let_go, release

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""There is no script on any page, and none may run."""

EXPOSED = "Link, ETag, Content-Type, Content-Length, Content-Location, Location, Retry-After, X-Release"
ALLOWED = "Accept, Accept-Language, Content-Type, Content-Language, If-None-Match, If-Modified-Since, Range"


COMMON = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", EXPOSED),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)
"""Of every answer that does not say otherwise."""


def install(app: Flask) -> None:
    """Have an application send these headers, and answer OPTIONS for every URL it knows."""
    app.before_request(_answer_options)
    app.after_request(_complete)
    app.teardown_request(lambda _: let_go())


def not_varying() -> None:
    """Say of this request's URL that it has one representation, whatever the client accepts."""
    g.one_representation = True


def _answer_options() -> Response | None:
    if request.method != "OPTIONS":
        return None
    error = request.routing_exception
    if isinstance(error, MethodNotAllowed):
        known = set(error.valid_methods or ())
    elif request.url_rule is not None:
        known = set(request.url_rule.methods or ())
    else:
        return None
    allowed = ", ".join(sorted(known | {"OPTIONS"}))
    response = Response(status=200)
    response.headers["Allow"] = allowed
    response.headers["Access-Control-Allow-Methods"] = allowed
    response.headers["Access-Control-Allow-Headers"] = ALLOWED
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _complete(response: Response) -> Response:
    headers = response.headers
    if response.content_length == 0 and (response.status_code != 200 or request.method == "OPTIONS"):
        headers.pop("Content-Type", None)  # there is nothing of that type; an answer without a row is something
    for name, value in COMMON:
        headers.setdefault(name, value)
    headers.setdefault("X-Release", release().id)
    if request.path == "/sparql":
        headers.setdefault("Accept-Query", ACCEPT_QUERY)
    # Errors are negotiated at every URL; a cache must not give one client's to another.
    if request.endpoint == "static" and response.status_code < 400:
        return response
    if not g.get("one_representation") or response.status_code >= 400:
        response.vary.add("Accept")
    return response
