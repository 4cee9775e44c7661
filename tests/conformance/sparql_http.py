"""Run the cases of the W3C that are requests of HTTP: the SPARQL protocol, and reads of the Graph Store Protocol."""

from __future__ import annotations

import email
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from tests.conformance import sparql_results as results
from tests.conformance.sparql_endpoint import FORMATS, Endpoint, endpoint, quads_of
from tests.conformance.sparql_suite import Case, HttpRequest
from tests.server.running import Reply

STATUSES = {
    "OK": "200",
    "Created": "201",
    "NoContent": "204",
    "BadRequest": "400",
    "NotFound": "404",
    "MethodNotAllowed": "405",
    "NotAcceptable": "406",
    "UnsupportedMediaType": "415",
}
_KINDS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"),
}
READS = ("GET", "HEAD")
Graphs = dict[str, list[bytes]]
"""Name of a graph (see `_key`) to the Turtle that was written into it."""


def run_protocol_case(case: Case, served: Endpoint) -> str:
    """Send the requests of a case as they are, but to ``/sparql``; give what is wrong with an answer."""
    if not case.requests:
        return "the case has no request"
    for request in case.requests:
        path = re.sub(r"^/sparql/?", "/sparql", request.path)
        reply = served.ask(path, method=request.method, headers=request.headers, body=request.body)
        fault = _fault(request, reply)
        if fault:
            return f"{request.method} {request.path[:60]}: {fault}"
    return ""


def _fault(request: HttpRequest, reply: Reply) -> str:
    if not any(_is_status(reply.status, name) for name in request.statuses):
        return f"{reply.status} for {', '.join(request.statuses)}: {reply.body.decode(errors='replace')[:120]}"
    if request.format is not None and reply.media_type not in _KINDS[request.format]:
        return f"{reply.media_type} is not {request.format}"
    if request.boolean is not None:
        actual = results.parsed_table(reply.body, results.SYNTAXES[reply.media_type])
        return "" if actual is request.boolean else f"the answer is {actual}"
    return ""


def _is_status(status: int, name: str) -> bool:
    wanted = STATUSES.get(name, name.removeprefix("StatusCode"))
    return re.fullmatch(wanted.replace("x", r"\d"), str(status)) is not None


def run_graph_store_case(case: Case, folder: Path) -> str:
    """Re-enact what a case writes, and send what it reads to a release that holds it."""
    if not any(request.method in READS for request in case.requests):
        return "the case reads nothing"
    graphs: Graphs = {}
    variables: dict[str, str] = {}
    for number, (reading, group) in enumerate(groupby(case.requests, lambda one: one.method in READS)):
        requests = [_replaced(request, variables) for request in group]
        if not reading:
            for request in requests:
                _write(request, graphs, variables)
            continue
        with endpoint(folder / case.name.replace("/", "-") / str(number), partial(_lines, graphs)) as served:
            for request in requests:
                fault = _read(request, _key(request), served)
                if fault:
                    return f"{request.method} {request.path[:60]}: {fault}"
    return ""


def _write(request: HttpRequest, graphs: Graphs, variables: dict[str, str]) -> None:
    key = _key(request)
    if request.method == "DELETE":
        graphs.pop(key, None)
        return
    if request.location is not None:
        key = variables[request.location] = "http://example.org/graph/made"
    before = graphs.get(key, []) if request.method == "POST" else []
    graphs[key] = [*before, *_contents(request)]


def _key(request: HttpRequest) -> str:
    """The graph of a request: an IRI; ``""`` for the default graph; below ``graph/`` if its own path names it."""
    parts = urlsplit(request.path)
    parameters = dict(parse_qsl(parts.query, keep_blank_values=True))
    if "graph" in parameters:
        return parameters["graph"]
    # Ours end in the suffix of a format where one format is meant: the graph has none.
    own = re.sub(r"\.ttl$", "", parts.path)
    return "" if "default" in parameters else re.sub(r"^/[^/]*/", "graph/", own)


def _read(request: HttpRequest, key: str, served: Endpoint) -> str:
    path = re.sub(r"^/[^/?]*", "/data", request.path)
    if key.startswith("graph/"):
        path = f"/{key}"
    reply = served.ask(path, method=request.method, headers={"accept": "text/turtle", **request.headers})
    fault = _fault(request, reply)
    if fault or request.expected_body is None or request.method == "HEAD":
        return fault
    if request.expected_type and reply.media_type != request.expected_type.partition(";")[0]:
        return f"{reply.media_type} for {request.expected_type}"
    base = served.base_iri
    wanted = results.parsed_graph(request.expected_body.encode(), FORMATS[".ttl"], base)
    given = results.parsed_graph(reply.body, FORMATS[".ttl"], base)
    return "" if results.same_graphs(wanted, given) else f"another graph: {reply.body.decode()[:300]}"


def _contents(request: HttpRequest) -> list[bytes]:
    type_ = request.headers.get("content-type", "text/turtle")
    if not type_.startswith("multipart/"):
        return [request.body]
    message = email.message_from_bytes(f"Content-Type: {type_}\r\n\r\n".encode() + request.body)
    return [bytes(part.get_payload(decode=True) or b"") for part in message.get_payload()]  # type: ignore[union-attr]  # it is multipart


def _replaced(request: HttpRequest, variables: Mapping[str, str]) -> HttpRequest:
    for name, value in variables.items():
        request = replace(
            request,
            path=request.path.replace(name, value),
            body=request.body.replace(name.encode(), value.encode()),
            expected_body=None if request.expected_body is None else request.expected_body.replace(name, value),
        )
    return request


def _lines(graphs: Graphs, base_iri: str) -> list[str]:
    lines: list[str] = []
    for key, contents in graphs.items():
        name = base_iri + key if key.startswith("graph/") else key
        for data in contents:
            lines += quads_of(data, format=FORMATS[".ttl"], base=base_iri, graph=name)
    return lines
