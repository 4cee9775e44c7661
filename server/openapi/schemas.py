"""JSON Schemas (draft 2020-12, the dialect of OpenAPI 3.1) of the bodies that ``/openapi.json`` describes."""

from __future__ import annotations

from kg.config import ServerConfiguration
from kg.config.server import SERVER_KEYS
from kg.publication.sparql_protocol import MAX_GRAPHS, SHORTEST, VERSIONS
from server.problems import KINDS

Schema = dict[str, object]

TEXT: Schema = {"type": "string"}
_WHOLE: Schema = {"type": "integer", "minimum": 0}
_TIME: Schema = {"type": "string", "format": "date-time"}
_WALLS: Schema = {"description": "What locks the worker in that was asked; null: none answered."}

_STATUS: Schema = {"type": "integer", "minimum": 400, "maximum": 599}
_PROBLEM_TYPE: Schema = {
    "type": "string",
    "pattern": f"/problems/({'|'.join(KINDS)})$",
    "description": "Leads to what it means, why it is so, and what to do.",
}

PROBLEM: Schema = {
    "type": "object",
    "description": "An error (RFC 9457). `type` is stable: it tells cases apart that share a status.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": _PROBLEM_TYPE,
        "title": TEXT,
        "status": _STATUS,
        "detail": TEXT,
        "line": {"type": "integer", "minimum": 1, "description": "Of the query, if the place is known."},
        "column": {"type": ["integer", "null"], "minimum": 1},
    },
}

QUERY: Schema = {"type": "string", "format": "sparql-query", "description": "A query of SPARQL 1.1 or 1.2."}
GRAPHS: Schema = {
    "type": "array",
    "items": {"anyOf": [{"type": "string", "format": "iri"}, {"const": ""}]},
    "description": f"Absolute IRIs, {MAX_GRAPHS} different ones at most; an empty one is as good as absent.",
}
VERSION: Schema = {"type": "string", "enum": [*VERSIONS, ""], "description": "Of SPARQL; empty is as good as absent."}
TIMEOUT: Schema = {
    "type": ["number", "string"],
    "description": f"Seconds; it can only shorten the limit of the server, to no less than {SHORTEST}. "
    "What is no positive number is passed over.",
}

KIND: Schema = {
    "type": "object",
    "required": ["type", "statuses", "meaning", "cause", "remedy"],
    "properties": {
        "type": _PROBLEM_TYPE,
        "statuses": {"type": "array", "items": _STATUS},
        **dict.fromkeys(("meaning", "cause", "remedy"), TEXT),
    },
}

_TERM: Schema = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"enum": ["uri", "literal", "bnode", "triple"]},
        "value": {"type": ["string", "object"]},
        "xml:lang": TEXT,
        "datatype": TEXT,
    },
}

RESULTS: Schema = {
    "type": "object",
    "description": "SPARQL 1.1 Query Results JSON Format: rows of a SELECT, or the answer to an ASK.",
    "required": ["head"],
    "properties": {
        "head": {"type": "object", "properties": {"vars": {"type": "array", "items": TEXT}}},
        "boolean": {"type": "boolean"},
        "results": {
            "type": "object",
            "required": ["bindings"],
            "properties": {
                "bindings": {"type": "array", "items": {"type": "object", "additionalProperties": _TERM}},
            },
        },
    },
    "oneOf": [{"required": ["boolean"]}, {"required": ["results"]}],
}

ALIVE: Schema = {"type": "object", "required": ["status"], "properties": {"status": {"const": "ok"}}}

READINESS: Schema = {
    "type": "object",
    "required": ["status", "release"],
    "properties": {"status": {"type": "string", "description": "`ok`, or what is the matter."}, "release": TEXT},
}

HEALTH: Schema = {
    "type": "object",
    "required": ["status", "release", "created", "software", "sandbox", "workers"],
    "properties": {
        "status": {"type": "string", "description": "`ok`, or what is the matter."},
        "release": TEXT,
        "created": _TIME,
        "documents": {"type": ["integer", "null"], "minimum": 0},
        "software": TEXT,
        "sandbox": {"type": "boolean", "description": "Whether queries run in locked-in processes."},
        "workers": {
            "type": "object",
            "required": ["idle", "busy", "waiting", "replaced"],
            "properties": dict.fromkeys(("idle", "busy", "waiting", "replaced"), _WHOLE),
        },
        "walls": _WALLS,
        "warning": TEXT,
    },
}

DESCRIPTION: Schema = {
    "type": "object",
    "description": "This description.",
    "required": ["openapi", "info", "paths"],
    "properties": {"openapi": {"const": "3.1.0"}, "info": {"type": "object"}, "paths": {"type": "object"}},
}


def schemas() -> dict[str, Schema]:
    """Give every schema by its name."""
    return {
        "Query": QUERY,
        "Graphs": GRAPHS,
        "Version": VERSION,
        "Timeout": TIMEOUT,
        "Problem": PROBLEM,
        "ProblemKind": KIND,
        "Results": RESULTS,
        "Health": HEALTH,
        "Alive": ALIVE,
        "Readiness": READINESS,
        "Limits": _limits(),
        "Description": DESCRIPTION,
    }


def limits_in_force(configuration: ServerConfiguration) -> dict[str, object]:
    """Give the limits that concern clients, with their values, as ``/about/limits`` does."""
    return {key.name: getattr(configuration, key.name) for key in SERVER_KEYS if key.shown}


def _limits() -> Schema:
    shown = [key for key in SERVER_KEYS if key.shown]
    properties: dict[str, Schema] = {}
    for key in shown:
        unit = f" In {key.unit}." if key.unit else ""
        kind = "integer" if key.whole else "number"
        properties[key.name] = {"type": kind, "description": f"{key.meaning}{unit}"}
        if key.least is not None and key.most is not None:
            properties[key.name] |= {"minimum": key.least, "maximum": key.most}
    required = list(properties)
    return {"type": "object", "required": required, "properties": properties | {"walls": _WALLS}}


def reference(name: str) -> Schema:
    """Point to a schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}
