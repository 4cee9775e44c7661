"""The parameters that ``/openapi.json`` describes, as the protocols read them: what is passed over is no error."""

from __future__ import annotations

from collections.abc import Sequence

from kg.publication.resource_formats import Format
from kg.publication.sparql_protocol import (
    FORM,
    GRAPH_OFFERS,
    MAX_BODY,
    SPARQL_QUERY,
    TABLE_OFFERS,
)
from server.openapi.schemas import TEXT, Schema, reference

Part = dict[str, object]

QUERY, GRAPHS, VERSION, TIMEOUT = (reference(name) for name in ("Query", "Graphs", "Version", "Timeout"))
_NAME: Schema = {"type": "string", "minLength": 1}
_NUMBER: Schema = {"anyOf": [{"type": "integer", "minimum": 1}, TEXT]}


def in_url(name: str, schema: Schema, description: str, **more: object) -> Part:
    """Describe a parameter of the query string."""
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


def in_path(name: str, description: str, schema: Schema = _NAME) -> Part:
    """Describe a part of the path; ``/`` in it may be written as it is."""
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}


DATASET = (
    in_url("default-graph-uri", GRAPHS, "Graphs that take the place of those after FROM."),
    in_url("named-graph-uri", GRAPHS, "Graphs that take the place of those after FROM NAMED."),
    in_url("version", VERSION, "The version of SPARQL that the query is."),
    in_url("timeout", TIMEOUT, "The client's own time limit."),
)
ACCEPT = in_url(
    "accept",
    {"type": "string", "format": "media-range"},
    "Takes the place of the header Accept, in links that cannot send one.",
)
LINE = (
    in_url("line", _NUMBER, "The line that the page shows and marks, from 1; what is no number is passed over."),
    in_url("column", _NUMBER, "The column whose word is marked, from 1."),
)


def query_in_url(examples: Sequence[tuple[str, str, str]]) -> Part:
    """Describe the parameter ``query``; examples are name, question and query."""
    shown = {name: {"summary": question, "value": query} for name, question, query in examples}
    words = "Without it, the answer is the service description."
    return in_url("query", QUERY, words, **({"examples": shown} if shown else {}))


def suffix(formats: Sequence[Format]) -> Part:
    """Describe the suffix of a path that has one representation."""
    return in_path("suffix", "Of a format.", {"type": "string", "enum": [one.suffix for one in formats]})


def query_body() -> Part:
    """Describe the body of POST and QUERY."""
    properties = {
        "query": QUERY,
        "default-graph-uri": GRAPHS,
        "named-graph-uri": GRAPHS,
        "version": VERSION,
        "timeout": TIMEOUT,
    }
    form: Schema = {"type": "object", "required": ["query"], "properties": properties}
    return {
        "required": True,
        "description": f"At most {MAX_BODY} bytes, with a Content-Length. A query by itself is in UTF-8; the other "
        "parameters then stand in the URL.",
        "content": {FORM: {"schema": form}, SPARQL_QUERY: {"schema": QUERY}},
    }


TABLES = tuple(one.media_type for one in TABLE_OFFERS)
GRAPH_TYPES = tuple(one.media_type for one in GRAPH_OFFERS)
