"""The SPARQL endpoint, by the query half of the SPARQL 1.1 Protocol, and the query form for people.

What a request asks for is decided in ``kg.publication.sparql_protocol``. Without a query, machines get the service
description and browsers the form, which works without JavaScript.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from kg.errors import LettergraphError
from kg.namespaces import PREFIXES
from kg.publication.negotiation import accepts
from kg.publication.resource_formats import PAGE_FORMATS, choose
from kg.publication.sparql_protocol import (
    BODY_METHODS,
    GRAPH_OFFERS,
    HTML,
    MAX_BODY,
    METHODS,
    TABLE_OFFERS,
    DescriptionRequest,
    ProtocolRequest,
    QueryRequest,
    Refusal,
    read_request,
)
from kg.workers import Answer, Lane
from server.answers import CACHE, disconnected, entity_tag, send, send_text, unchanged
from server.endpoints.listings import cell
from server.environment import OUTCOME, QUERY
from server.errors import (
    Problem,
    answer_problem,
    answer_refusal,
    not_acceptable,
    problem_of,
    problem_of_refusal,
)
from server.fair_use import fairly, gate_opened
from server.fast_path import FAILED
from server.queries import headers_of, tag_of, task_of
from server.request import link_to, release, render, services, serving

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=[one for one in METHODS if one != "HEAD"])
def answer() -> Response:
    """Answer a query, describe the service, or say why not; to nobody more than a fair share."""
    failed_before = request.environ.get(FAILED)
    if failed_before is not None:  # the query was run, and the budget charged, before Flask
        raise failed_before
    return fairly(_answer, refuse=_refuse)


def _refuse(problem: Problem) -> Response:
    return _form("", problem=problem) if accepts(_accept(), HTML) else answer_problem(problem)


def _answer() -> Response:
    asked = read_request(_protocol_request(), guard=services().settings.guard)
    accept = _accept()
    match asked:
        case Refusal():
            if accepts(accept, HTML):
                return _form(asked.query or "", problem=problem_of_refusal(asked))
            return answer_refusal(asked)
        case DescriptionRequest():
            chosen = choose(accept, _DESCRIPTION_FORMATS)
            if accepts(accept, HTML) and chosen is PAGE_FORMATS[0]:
                return _form("")
            return _describe()
        case QueryRequest():
            return _answer_query(asked)


_DESCRIPTION_FORMATS = (*PAGE_FORMATS[1:], PAGE_FORMATS[0])


def _describe() -> Response:
    chosen = choose(request.headers.get("Accept"), PAGE_FORMATS[1:])
    if chosen is None:
        return not_acceptable([one.media_type for one in PAGE_FORMATS])
    tag = entity_tag("sparql", chosen.media_type)
    response = unchanged(tag)
    if response is None:
        data = serving().description(chosen.media_type)
        response = send_text(data, content_type=chosen.content_type, tag=tag)
    described = f'<{link_to("void")}>; rel="describedby"'
    response.headers["Link"] = f'{described}, <{link_to("openapi.json")}>; rel="service-desc"; type="application/json"'
    return response


def _answer_query(asked: QueryRequest) -> Response:
    request.environ[QUERY] = (asked.query, str(asked.form))
    if asked.media_type == HTML:
        return _form(asked.query, asked=asked)
    tag = tag_of(release(), asked)
    response = unchanged(tag, weak=True) if request.method != "POST" else None
    if response is not None:
        return response
    found = _run(asked, task_of(asked))
    headers = headers_of(asked, tag)
    response = send(found, content_type=headers[0][1])
    response.headers.update(headers[1:])
    return response


def _run(asked: QueryRequest, task: Mapping[str, object]) -> Answer:
    with gate_opened():
        return serving().run(task, lane=Lane.PUBLIC, seconds=asked.seconds, cancelled=disconnected())


def _form(query: str, *, asked: QueryRequest | None = None, problem: Problem | None = None) -> Response:
    """The query form, with the first rows of the answer or with what is wrong."""
    result: dict[str, object] | None = None
    if asked is not None:
        try:
            table = json.loads(_run(asked, {**task_of(asked), "task": "table"}).read())
        except LettergraphError as error:
            problem = problem_of(error)
        else:
            result = {
                "names": table["names"],
                "rows": [[cell(term) for term in row] for row in table["rows"]],
                "more": table["more"],
                "downloads": _downloads(asked),
            }
    if problem is not None:
        request.environ[OUTCOME] = problem.type
    page = render(
        "query.html",
        here="sparql",
        query=query,
        prefixes=sorted(PREFIXES.items()),
        examples=services().examples,
        result=result,
        error=problem,
        release_id=release().id,
    )
    response = Response(
        page, status=200 if problem is None else problem.status, content_type="text/html; charset=utf-8"
    )
    response.headers["Cache-Control"] = CACHE if problem is None else "no-store"
    if problem is not None and problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    if problem is not None and problem.allow:
        response.headers["Allow"] = ", ".join(problem.allow)
    return response


def _downloads(asked: QueryRequest) -> list[dict[str, str]]:
    """Links to the whole answer; ``accept`` in the URL, for a link cannot send a header."""
    offers = GRAPH_OFFERS if asked.form.gives_graph else TABLE_OFFERS
    dataset = [("default-graph-uri", one) for one in asked.default_graphs]
    dataset += [("named-graph-uri", one) for one in asked.named_graphs]
    return [
        {
            "media_type": one.media_type,
            "href": f"{link_to('sparql')}?{urlencode([('query', asked.query), *dataset, ('accept', one.media_type)])}",
        }
        for one in offers
    ]


def _protocol_request() -> ProtocolRequest:
    environ = request.environ
    length = request.content_length
    chunked = bool(environ.get("wsgi.input_terminated")) and "HTTP_TRANSFER_ENCODING" in environ
    body = b""
    if request.method in BODY_METHODS and length is not None and length <= MAX_BODY and not chunked:
        body = request.stream.read(length)
    return ProtocolRequest(
        method=request.method,
        query_string=request.query_string,
        content_type=request.headers.get("Content-Type"),
        content_length=length,
        chunked=chunked or "HTTP_TRANSFER_ENCODING" in environ,
        body=body,
        accept=_accept(),
        url_length=len(request.path.encode()) + len(request.query_string) + 1,
    )


def _accept() -> str | None:
    """The header, or the parameter ``accept`` of a link to a download, which cannot send one."""
    return request.args.get("accept") or request.headers.get("Accept")
