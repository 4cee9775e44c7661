"""Errors over HTTP: one shape for machines (RFC 9457, ``application/problem+json``), and a page for people.

``type`` is stable and tells cases apart that share a status: a query that took too long is no busy server.
"""

from __future__ import annotations

import json
import logging
import secrets
from dataclasses import dataclass

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from kg.errors import (
    EntityGone,
    LettergraphError,
    QueryCancelled,
    QueryError,
    QueryTimeout,
    QueryTooBig,
    UnknownEntity,
    WorkerCrashed,
    WorkersBusy,
)
from kg.publication.negotiation import Offer, negotiate
from kg.publication.sparql_protocol import Refusal, refusal_of
from server.environment import OUTCOME, QUERY
from server.logs import query_hash
from server.problems import KINDS, problem_type
from server.request import release, render

PROBLEM_JSON = "application/problem+json"
_OFFERS = (Offer(PROBLEM_JSON, ("application/json",)), Offer("text/html", ("application/xhtml+xml",)))
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """One error as it is answered."""

    status: int
    type: str
    """Last part of ``/problems/…``."""
    title: str
    detail: str
    line: int | None = None
    column: int | None = None
    retry_after: int | None = None
    allow: tuple[str, ...] = ()


PROBLEMS = {name: kind.meaning for name, kind in KINDS.items()}
"""Every type of problem, and what it means."""


def install(app: Flask) -> None:
    """Have an application answer errors in this way."""
    app.register_error_handler(LettergraphError, answer_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unforeseen)


def answer_problem(problem: Problem) -> Response:
    """Answer a problem, as JSON or as a page, whichever the client likes better."""
    request.environ[OUTCOME] = problem.type
    offer = negotiate(request.headers.get("Accept"), _OFFERS)
    if offer is not None and offer.media_type == "text/html":
        page = render("problem.html", problem=problem, kind=KINDS.get(problem.type))
        response = Response(page, status=problem.status, content_type="text/html; charset=utf-8")
    else:
        body: dict[str, object] = {
            "type": problem_type(problem.type, release().base_iri),
            "title": problem.title,
            "status": problem.status,
            "detail": problem.detail,
        }
        if problem.line is not None:
            body |= {"line": problem.line, "column": problem.column}
        data = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
        response = Response(data, status=problem.status, content_type=PROBLEM_JSON)
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    if problem.allow:
        response.headers["Allow"] = ", ".join(problem.allow)
    response.headers["Cache-Control"] = "no-store"
    return response


def answer_refusal(refusal: Refusal) -> Response:
    """Answer a request that is none of the SPARQL protocol."""
    return answer_problem(problem_of_refusal(refusal))


def problem_of_refusal(refusal: Refusal) -> Problem:
    """Give the problem of a refusal."""
    return Problem(
        refusal.status,
        refusal.type,
        refusal.title,
        refusal.detail,
        refusal.line,
        refusal.column,
        allow=refusal.allow,
    )


def answer_error(error: LettergraphError) -> Response:
    """Answer an error of the library."""
    return answer_problem(problem_of(error))


def problem_of(error: LettergraphError) -> Problem:
    """Give the problem of an error of the library; what is our own fault gets an id and no internals."""
    detail = f"{error.what} {error.remedy}" if error.remedy else error.what
    match error:
        case EntityGone():
            return Problem(410, "gone", "Not here any more", detail)
        case UnknownEntity():
            return Problem(404, "not-found", "Not found", detail)
        case QueryTimeout():
            return Problem(503, "query-timeout", "The query took too long", detail)
        case QueryTooBig():
            return Problem(500, "query-too-big", "The answer or the work is too big", detail)
        case WorkersBusy():
            return Problem(503, "busy", "All workers are busy", detail, retry_after=error.retry_after)
        case QueryCancelled():
            return Problem(503, "busy", "The client went away", detail)
        case WorkerCrashed():
            _LOG.error("A worker crashed at the query %s: %s", _query_name(), error)
            return Problem(500, "engine-crash", "The query engine gave up", "It gave up on this query. Simplify it.")
        case QueryError():
            return problem_of_refusal(refusal_of(error))
        case _:
            return _our_fault(error)


def _query_name() -> str:
    query = request.environ.get(QUERY)
    return query_hash(query[0]) if query else "(none)"


def not_acceptable(media_types: list[str]) -> Response:
    """Answer a request whose ``Accept`` names nothing that there is."""
    known = ", ".join(media_types)
    detail = f"This is available as {known}; the Accept header names none of them."
    return answer_problem(Problem(406, "not-acceptable", "No such format", detail))


def _http_error(error: HTTPException) -> Response:
    if error.code == 404:
        return answer_problem(Problem(404, "not-found", "Not found", "There is no such page on this site."))
    if error.code == 405:
        allow = tuple(sorted(getattr(error, "valid_methods", None) or ()))
        detail = f"{request.method} does nothing here; {', '.join(allow)} do."
        return answer_problem(Problem(405, "method-not-allowed", "Method not allowed", detail, allow=allow))
    if error.code is None or error.code < 400:
        return Response(status=500)
    detail = error.description or error.name
    return answer_problem(Problem(error.code, "bad-request", error.name, detail))


def _unforeseen(error: Exception) -> Response:
    return answer_problem(_our_fault(error))


def _our_fault(error: Exception) -> Problem:
    number = secrets.token_hex(4)
    _LOG.error("Error %s at %s", number, request.path, exc_info=error)
    detail = f"Something went wrong on our side. If you report it, name the id {number}."
    return Problem(500, "internal-error", "Internal error", detail)
