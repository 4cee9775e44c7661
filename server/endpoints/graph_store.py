"""Graphs by the read side of the Graph Store Protocol: ``/data?graph=…`` and ``/data?default``.

Which graph is meant is decided in ``kg.publication.graph_store_protocol``. The work is that of a query: it has the
limits of queries, and counts as one.
"""

from __future__ import annotations

import threading
import time
from typing import cast

from flask import Blueprint, Response, current_app, request

from kg.errors import LettergraphError
from kg.publication.graph_store_protocol import GraphRequest, read_graph_request
from kg.publication.resource_formats import RDF_FORMATS, choose
from kg.publication.sparql_protocol import Refusal
from kg.workers import Lane
from server.answers import entity_tag, run, send, unchanged
from server.endpoints.sparql import GATE
from server.errors import Problem, answer_error, answer_problem, answer_refusal, not_acceptable
from server.queries import admitted
from server.request import link_to, services

blueprint = Blueprint("graph_store", __name__)


@blueprint.get("/data")
def give_graph() -> Response:
    """Give a graph in the format asked for, or say why not; to nobody more than a fair share."""
    client, budget = request.remote_addr or "", services().budget
    wait = budget.enter(client)
    if wait is not None:
        what = "This client has used up its share of the endpoint, which fills up again as time goes by."
        return answer_problem(Problem(429, "too-many-requests", "Too many requests", what, retry_after=wait))
    began = time.monotonic()
    failed = True
    try:
        response = _answer(read_graph_request(request.query_string))
        failed = response.status_code >= 400
    except LettergraphError as error:
        response = answer_error(error)
    finally:
        budget.leave(client, seconds=time.monotonic() - began, failed=failed)
    return response


def _answer(asked: GraphRequest | Refusal) -> Response:
    if isinstance(asked, Refusal):
        return answer_refusal(asked)
    chosen = choose(request.headers.get("Accept"), RDF_FORMATS)
    if chosen is None:
        return not_acceptable([one.media_type for one in RDF_FORMATS])
    tag = entity_tag("data", asked.iri, chosen.media_type)
    response = unchanged(tag)
    if response is None:
        with admitted(cast("threading.Semaphore", current_app.extensions[GATE])):
            answer = run({"task": "graph", "iri": asked.iri, "media_type": chosen.media_type}, lane=Lane.PUBLIC)
        response = send(answer, content_type=chosen.content_type, tag=tag)
    response.headers["Link"] = f'<{link_to("void")}>; rel="describedby"'
    return response
