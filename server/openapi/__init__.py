"""The interface of the site in the words of OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1), for programs.

It is made of what the program knows: formats of the negotiation, types of problems, limits of the settings, names of
the release's dumps. `RULES` and `PAGES` together are every route of the application; a test holds them to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.config import ServerConfiguration
from kg.version import VERSION
from server.answers import SUFFIX
from server.openapi import operations
from server.openapi.responses import HEADERS, shared_problems
from server.openapi.schemas import limits_in_force, schemas

OPENAPI = "3.1.0"
TAGS = {
    "SPARQL": "Questions of any kind, by the SPARQL 1.1 Protocol.",
    "Graphs": "Whole graphs, by the read side of the Graph Store Protocol.",
    "Linked data": "Every thing has an IRI, which leads to the document about it, in the format asked for.",
    "Model": "The terms of the data, the shapes, examples, and the description of the whole.",
    "Files": "Dumps and the report of the build.",
    "Operation": "Whether the server is well, and what a client may use.",
}

RULES: Mapping[str, tuple[str, ...]] = {
    "/sparql": ("/sparql",),
    "/data": ("/data",),
    "/graph/{name}": ("/graph/<path:key>",),
    "/id/{type}/{key}": ("/id/<path:key>",),
    "/doc/{type}/{key}": ("/doc/<path:key>",),
    "/snapshot/{key}": ("/snapshot/<key>",),
    "/run/{key}": ("/run/<path:key>",),
    **{f"/{name}": (f"/{name}",) for name in ("void", "ontology", "vocab", "shapes", "queries")},
    **{f"/{name}.{{suffix}}": (f"/{name}{SUFFIX}",) for name in ("void", "ontology", "vocab", "shapes", "queries")},
    "/queries/{name}": ("/queries/<name>",),
    "/dumps/{name}": ("/dumps/<name>",),
    "/problems/{name}": ("/problems/<name>",),
    **{
        path: (path,)
        for path in (
            *("/context.jsonld", "/profile", "/.well-known/void", "/.well-known/sparql-examples"),
            *("/report.json", "/report.csv", "/comparison.json"),
            *("/health", "/health/live", "/health/ready", "/about/limits", "/metrics", "/openapi.json"),
        )
    },
}
"""Each path that is described, with the rules of the application that answer it."""

PAGES = (
    *("/", "/<any(documents, persons, bodies, offices, events, directives, places):name>"),
    *("/about", "/report", "/robots.txt", "/static/<path:filename>"),
)
"""The rules of pages for people, and of what belongs to them: they are not described."""


@dataclass(frozen=True, slots=True)
class Interface:
    """What the description of a site is made of."""

    title: str
    """Of the collection."""
    base_iri: str
    release: str
    configuration: ServerConfiguration
    """The limits in force."""
    dumps: tuple[str, ...] = ()
    """Names of files, e.g. ``sf.nq.gz``."""
    examples: tuple[tuple[str, str, str], ...] = ()
    """Queries: name, question, query."""


def describe(site: Interface) -> dict[str, object]:
    """Give the description, ready to be written as JSON."""
    paths = {
        **operations.endpoint(site.examples),
        **operations.graphs(),
        **operations.linked_data(),
        **operations.model(),
        **operations.files(site.dumps),
        **operations.operating(),
    }
    words = (
        f"Release {site.release}. Nothing here changes anything. HEAD works wherever GET does, OPTIONS everywhere; "
        "another method is 405 with `Allow`. An answer is complete or an error, never cut short. Errors are "
        "`application/problem+json`, or a page where the client likes HTML better. `x-limits` are the limits in force."
    )
    return {
        "openapi": OPENAPI,
        "info": {"title": site.title, "version": VERSION, "description": words},
        "servers": [{"url": site.base_iri.rstrip("/")}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "paths": paths,
        "components": {"schemas": schemas(), "responses": shared_problems(paths), "headers": HEADERS},
        "x-limits": limits_in_force(site.configuration),
    }
