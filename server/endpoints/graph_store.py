"""Graphs by the read side of the Graph Store Protocol: ``/data?graph=…`` and ``/data?default``.

Which graph is meant is decided in ``kg.publication.graph_store_protocol``. The work is that of a query: it has the
limits of queries, and counts as one.
"""

from __future__ import annotations

from urllib.parse import unquote_plus

from flask import Blueprint, Response, request

from kg.publication.graph_store_protocol import GraphRequest, read_graph_request
from kg.publication.resource_formats import RDF_FORMATS, choose
from kg.publication.sparql_protocol import Refusal
from kg.workers import Lane
from server.answers import entity_tag, run, send, unchanged
from server.environment import QUERY
from server.errors import answer_problem, answer_refusal, not_acceptable
from server.fair_use import fairly, gate_opened
from server.request import link_to

blueprint = Blueprint("graph_store", __name__)

FORM = "graph-store"
"""What these requests are called where queries are counted by their form."""


@blueprint.get("/data")
def give_graph() -> Response:
    """Give a graph in the format asked for, or say why not; to nobody more than a fair share."""
    request.environ[QUERY] = (unquote_plus(request.query_string.decode("latin-1")), FORM)
    return fairly(lambda: _answer(read_graph_request(request.query_string)), refuse=answer_problem)


def _answer(asked: GraphRequest | Refusal) -> Response:
    if isinstance(asked, Refusal):
        return answer_refusal(asked)
    chosen = choose(request.headers.get("Accept"), RDF_FORMATS)
    if chosen is None:
        return not_acceptable([one.media_type for one in RDF_FORMATS])
    tag = entity_tag("data", asked.iri, chosen.media_type)
    response = unchanged(tag)
    if response is None:
        with gate_opened():
            answer = run({"task": "graph", "iri": asked.iri, "media_type": chosen.media_type}, lane=Lane.PUBLIC)
        response = send(answer, content_type=chosen.content_type, tag=tag)
    response.headers["Link"] = f'<{link_to("void")}>; rel="describedby"'
    return response
