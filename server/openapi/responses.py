"""The answers that ``/openapi.json`` describes: what is given, and each error by its status and its types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.publication.resource_formats import HTML
from kg.publication.sparql_protocol import TABLE_OFFERS
from server.errors import PROBLEM_JSON
from server.openapi.schemas import TEXT, Schema, reference
from server.problems import KINDS

Part = dict[str, object]

ALWAYS = ("bad-request", "misdirected", "internal-error")
"""What can be the matter with any request."""
OF_WORK = ("query-too-big", "engine-crash", "query-timeout", "busy")
"""What can be the matter where a worker is asked."""
_SHARED = "#/components/responses/"
_RETRIED = frozenset({"too-many-requests", "busy"})

HEADERS: dict[str, Part] = {
    "Release": {"description": "The release that the answer is made from.", "required": True, "schema": TEXT},
    "Tag": {"description": "Changes with the release and with what is asked.", "schema": TEXT},
    "Vary": {"description": "What the choice among representations depends on.", "required": True, "schema": TEXT},
    "Link": {"description": "Other representations, and what belongs to this one (RFC 8288).", "schema": TEXT},
    "Location": {"description": "Relative to the request.", "required": True, "schema": TEXT},
    "Content-Location": {"description": "Where this representation has an address of its own.", "schema": TEXT},
    "Retry-After": {"description": "Seconds after which to ask again.", "schema": {"type": "integer", "minimum": 1}},
    "Digest": {"description": "SHA-256 of the whole file (RFC 9530).", "required": True, "schema": TEXT},
}
"""Headers by the name under which the description keeps them."""
_FIELDS = {"Release": "X-Release", "Tag": "ETag", "Digest": "Repr-Digest"}


def headers(*names: str) -> Part:
    """Point to headers by their names in `HEADERS`."""
    return {_FIELDS.get(name, name): {"$ref": f"#/components/headers/{name}"} for name in names}


def content(media_types: Iterable[str]) -> Part:
    """Describe bodies by their media types; results of queries and our own JSON have a schema."""
    return {one: {"schema": _SCHEMAS.get(one, TEXT)} for one in media_types}


def given(description: str, media_types: Iterable[str], *names: str) -> Part:
    """Describe an answer of 200; ``names`` are those of its headers besides ``X-Release``."""
    return {"description": description, "headers": headers("Release", *names), "content": content(media_types)}


def given_json(description: str, schema: str, *names: str, also: Iterable[str] = ()) -> Part:
    """Describe an answer in JSON that a schema stands for; ``also`` are other media types that it comes in."""
    body = {"application/json": {"schema": reference(schema)}} | content(also)
    return {"description": description, "headers": headers("Release", *names), "content": body}


def unchanged(*names: str) -> dict[str, Part]:
    """Describe the answer to a client that has the representation already."""
    words = "The client has this representation already (`If-None-Match`)."
    return {"304": {"description": words, "headers": headers("Release", "Tag", *names)}}


def leads(status: int, description: str) -> dict[str, Part]:
    """Describe a redirection."""
    return {str(status): {"description": description, "headers": headers("Release", "Location")}}


def problems(*types: str) -> dict[str, Part]:
    """Describe the errors of an operation: those named, and those of any request, by their statuses."""
    by_status: dict[int, list[str]] = {}
    for name in dict.fromkeys((*types, *ALWAYS)):
        for status in KINDS[name].statuses:
            by_status.setdefault(status, []).append(name)
    return {str(status): _shared(status, by_status[status]) for status in sorted(by_status)}


def _shared(status: int, types: Sequence[str]) -> Part:
    return {"$ref": _SHARED + ".".join((str(status), *types))}


def shared_problems(paths: Mapping[str, object]) -> dict[str, Part]:
    """Give the errors that path items point to, by their names: status and types, with points between."""
    found: dict[str, Part] = {}
    waiting: list[object] = [paths]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, Mapping):
            continue
        place = one.get("$ref")
        if isinstance(place, str) and place.startswith(_SHARED):
            name = place.removeprefix(_SHARED)
            found[name] = _problem(name.split(".")[1:])
        waiting.extend(one.values())
    return dict(sorted(found.items()))


def _problem(types: Sequence[str]) -> Part:
    lines = [f"* `{name}`: {KINDS[name].meaning}" for name in types]
    names = ("Vary", "Retry-After") if _RETRIED & {*types} else ("Vary",)
    bodies: Part = {PROBLEM_JSON: {"schema": reference("Problem")}, HTML.media_type: {"schema": TEXT}}
    return {"description": "\n".join(lines), "headers": headers(*names), "content": bodies}


_SCHEMAS: Mapping[str, Schema] = {
    TABLE_OFFERS[0].media_type: reference("Results"),
    "application/ld+json": {"type": ["object", "array"]},
    "application/json": {"type": ["object", "array"]},
}
