"""What can be asked under each path, in the words of OpenAPI; every function gives path items by their paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from kg.publication.resource_formats import HTML, PAGE_FORMATS, RDF_FORMATS, TURTLE, Format
from kg.publication.sparql_protocol import MAX_URL
from server.openapi import parameters as given_by
from server.openapi.parameters import GRAPH_TYPES, TABLES, Part, in_path, in_url
from server.openapi.responses import OF_WORK, given, given_json, headers, leads, problems, unchanged
from server.problems import KINDS

Items = dict[str, Part]

_RESOURCE = ("not-found", "not-acceptable", *OF_WORK)
_NEGOTIATED = ("Tag", "Vary", "Link", "Content-Location")


def operation(
    name: str, summary: str, tag: str, responses: Mapping[str, object], asked: Iterable[Part] = (), **more: object
) -> Part:
    """Put an operation together; statuses in their order."""
    ordered = {status: responses[status] for status in sorted(responses)}
    parameters: dict[str, object] = {"parameters": found} if (found := list(asked)) else {}
    return {"operationId": name, "summary": summary, "tags": [tag], **parameters, **more, "responses": ordered}


def endpoint(examples: Sequence[tuple[str, str, str]]) -> Items:
    """Describe the SPARQL endpoint."""
    common = (
        *("malformed-query", "one-query", "graph-iri", "too-many-graphs", "unknown-version", "not-utf-8"),
        *("forbidden-query", "read-only", "not-acceptable", "url-too-long", "too-many-requests", *OF_WORK),
    )
    of_bodies = ("incomplete-body", "length-required", "body-too-large", "unsupported-media-type")
    words = "The answer to the query, whole; or, to GET without a query, the service description with VoID."
    types = dict.fromkeys((*TABLES, *GRAPH_TYPES, HTML.media_type))
    whole = {"200": given(words, types, "Tag", "Vary")}
    asked = (*given_by.DATASET, given_by.ACCEPT)
    get = operation(
        "query",
        "Answer a query that stands in the URL, or describe the service",
        "SPARQL",
        whole | unchanged("Vary") | problems(*common),
        (given_by.query_in_url(examples), *asked),
        description=f"By the SPARQL 1.1 Protocol. A URL may have {MAX_URL} bytes; longer queries come by POST. "
        "Parameters that are not named here are passed over.",
    )
    posted = {"requestBody": given_by.query_body()}
    answers = {"200": given("The answer to the query, whole.", types, "Tag", "Vary")} | problems(*common, *of_bodies)
    post = operation("queryByPost", "Answer a query that stands in the body", "SPARQL", answers, asked, **posted)
    words = "As POST, by the method QUERY of HTTP (RFC 10008), which OpenAPI can describe from 3.2 on"
    by_query = operation("queryByQuery", words, "SPARQL", answers | unchanged("Vary"), asked, **posted)
    return {"/sparql": {"get": get, "post": post, "x-query": by_query}}


def graphs() -> Items:
    """Describe whole graphs, by the Graph Store Protocol and under their own IRIs."""
    types = [one.media_type for one in RDF_FORMATS]
    refused = ("one-graph", "graph-iri", "not-utf-8", "not-found", "not-acceptable", "too-many-requests", *OF_WORK)
    data = operation(
        "graph",
        "Give a whole graph, by the read side of the Graph Store Protocol",
        "Graphs",
        {"200": given("The graph.", types, "Tag", "Vary", "Link")} | unchanged("Vary") | problems(*refused),
        (
            in_url("graph", {"type": "string", "format": "iri"}, "The absolute IRI of a named graph."),
            in_url("default", {"type": "string"}, "For the default graph; instead of `graph`.", allowEmptyValue=True),
        ),
        description="Exactly one of the two parameters is given.",
    )
    name = in_path("name", "What follows `graph/` in the IRI of the graph, e.g. `labels`; it may have a suffix.")
    return {
        "/data": {"get": data},
        "/graph/{name}": _resource("graphByIri", "Give a graph under its own IRI", "Graphs", PAGE_FORMATS, (name,)),
    }


def linked_data() -> Items:
    """Describe things, the documents about them, sources and runs."""
    thing = (in_path("type", "Of thing, e.g. `person`."), in_path("key", "Of the thing; it may have a suffix."))
    key = in_path("key", "Of it; it may have a suffix.")
    moved = "Another took its place, by a decision about identity."
    see = leads(303, "The document about the thing.") | leads(301, moved) | problems("not-found")
    refused = ("gone", "url-too-long")
    words = "Describe a thing"
    described = _resource("document", words, "Linked data", PAGE_FORMATS, thing, *refused, also=leads(301, moved))
    text = Format("Text", "text/plain", "txt")
    words = "Give the text of a source, if its rights allow, or its description"
    snapshot = _resource("source", words, "Linked data", (*PAGE_FORMATS, text), (key, *given_by.LINE), "gone")
    return {
        "/id/{type}/{key}": {"get": operation("thing", "Lead to the document", "Linked data", see, thing)},
        "/doc/{type}/{key}": described,
        "/snapshot/{key}": snapshot,
        "/run/{key}": _resource("run", "Describe a run of the build", "Linked data", PAGE_FORMATS, (key,), "gone"),
    }


def model() -> Items:
    """Describe the description of the dataset, the terms, the shapes and the example queries."""
    shape_formats = (TURTLE, *(one for one in RDF_FORMATS if one is not TURTLE))
    parts = (
        ("void", "Describe dataset and endpoint (VoID, service description)", PAGE_FORMATS),
        ("ontology", "Give our own terms", PAGE_FORMATS),
        ("vocab", "Give the concepts", PAGE_FORMATS),
        ("shapes", "Give the SHACL shapes that the release was checked with", shape_formats),
        ("queries", "Give the example queries", PAGE_FORMATS),
    )
    items: Items = {}
    for name, summary, formats in parts:
        items[f"/{name}"] = _resource(name, summary, "Model", formats)
        items[f"/{name}.{{suffix}}"] = _twin(f"{name}AsFile", f"{summary}, in one format", formats)
    example = in_path("name", "Of the example; it may have a suffix.")
    items["/queries/{name}"] = _resource("example", "Give an example query", "Model", PAGE_FORMATS, (example,))
    items["/context.jsonld"] = _file("context", "Give the JSON-LD context", "Model", ("application/ld+json",))
    items["/profile"] = _file("profile", "Give the application profile (Markdown)", "Model", ("text/plain",))
    places = (("void", "description of the dataset"), ("sparql-examples", "example queries"))
    for name, words in places:
        answers = leads(303, f"The {words}.") | problems()
        lead = operation(f"wellKnown-{name}", f"Lead to the {words}", "Model", answers)
        items[f"/.well-known/{name}"] = {"get": lead}
    return items


def files(dumps: Sequence[str]) -> Items:
    """Describe dumps, by their names, and the report of the build."""
    schema: Part = {"type": "string", "enum": list(dumps)} if dumps else {"type": "string"}
    types = ("application/n-quads+gzip", "application/trig+gzip", "application/octet-stream")
    names = ("Tag", "Digest")
    answers = {
        "200": given("The file.", types, *names),
        "206": given("The part that the header Range asks for.", types, *names),
        "412": {"description": "The header If-Match names another state of the file.", "headers": headers("Release")},
        "416": {"description": "The file has no such part.", "headers": headers("Release", "Vary")},
    }
    dump = operation(
        "dump",
        "Give a dump, whole or in part",
        "Files",
        answers | unchanged() | problems("not-found"),
        (in_path("name", "Of a file of the release.", schema),),
    )
    return {
        "/dumps/{name}": {"get": dump},
        "/report.json": _file("reportAsJson", "Give the report of the build", "Files", ("application/json",)),
        "/report.csv": _file("reportAsTable", "Give the report of the build as a table", "Files", ("text/csv",)),
        "/comparison.json": _file("comparison", "Say what the report has new", "Files", ("application/json",)),
    }


def operating() -> Items:
    """Describe health, limits, figures, and this description."""
    trouble = "No worker answers."
    health = {"200": given_json("All is well.", "Health"), "503": given_json(trouble, "Health")} | problems()
    stopping = f"{trouble[:-1]}, or the server is being stopped."
    ready = {"200": given_json("Ask.", "Readiness"), "503": given_json(stopping, "Readiness")} | problems()
    alive = {"200": given_json("The web process answers.", "Alive")} | problems()
    limits = given_json("The limits.", "Limits", "Vary", also=(HTML.media_type,))
    limited = {"200": limits} | problems("not-acceptable")
    figures = {"200": given("The figures.", ("text/plain",))} | problems("not-public")
    itself = {"200": given_json("OpenAPI 3.1.", "Description", "Tag")} | unchanged() | problems()
    kind = given_json("What it means, why it is so, and what to do.", "ProblemKind", "Vary", also=(HTML.media_type,))
    names = in_path("name", "The end of the `type` of a problem.", {"type": "string", "enum": list(KINDS)})
    explained = {"200": kind} | problems("not-found", "not-acceptable")
    words = "Say which release is served, and how the workers are"
    problem = operation("problem", "Explain a type of problem", "Operation", explained, (names,))
    return {
        "/health": {"get": operation("health", words, "Operation", health)},
        "/health/live": {"get": operation("healthLive", "Say that the web process answers", "Operation", alive)},
        "/health/ready": {"get": operation("healthReady", "Say whether to ask here", "Operation", ready)},
        "/about/limits": {"get": operation("limits", "Give the limits in force", "Operation", limited)},
        "/metrics": {"get": operation("metrics", "Give figures for Prometheus", "Operation", figures)},
        "/problems/{name}": {"get": problem},
        "/openapi.json": {"get": operation("openapi", "Describe this interface", "Operation", itself)},
    }


def _resource(
    name: str,
    summary: str,
    tag: str,
    formats: Sequence[Format],
    asked: Iterable[Part] = (),
    *more: str,
    also: Mapping[str, Part] = MappingProxyType({}),
) -> Part:
    """Describe a resource that has several representations; ``more`` are further problems, ``also`` answers."""
    types = [one.media_type for one in formats]
    answers = {"200": given("The representation that fits Accept best.", types, *_NEGOTIATED)}
    answers |= unchanged("Vary") | problems(*_RESOURCE, *more) | dict(also)
    return {"get": operation(name, summary, tag, answers, asked)}


def _twin(name: str, summary: str, formats: Sequence[Format]) -> Part:
    """Describe the path of one representation, which does not vary by ``Accept``."""
    types = [one.media_type for one in formats]
    answers = {"200": given("The representation.", types, "Tag", "Link", "Content-Location")}
    answers |= unchanged() | problems("not-found", *OF_WORK)
    return {"get": operation(name, summary, "Model", answers, (given_by.suffix(formats),))}


def _file(name: str, summary: str, tag: str, types: Sequence[str]) -> Part:
    answers = {"200": given("The file.", types, "Tag")} | unchanged() | problems("not-found")
    return {"get": operation(name, summary, tag, answers)}
