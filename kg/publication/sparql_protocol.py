"""The query half of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/), without any input or output.

`read_request` turns what came over HTTP into a `QueryRequest`, a `DescriptionRequest` (nothing was asked: section 2
of SPARQL 1.1 Service Description) or a `Refusal`. There is no update: a release is never changed.

What SPARQL 1.2 adds (https://www.w3.org/TR/sparql12-protocol/) is read, too: the method QUERY of HTTP (RFC 10008), and
the version of the language, as the parameter ``version`` of the request or of its media type.

Parameters that we do not know are passed over, for real clients send them (``format=json``, ``output=json``,
``results=json``); so are other parameters of media types.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

from kg.errors import QueryError, QueryForbidden
from kg.publication.negotiation import LONGEST, Offer, accepts, bare_media_type, negotiate, parse_options
from kg.publication.resource_formats import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE
from kg.store.backend import QueryForm, ResultFormat
from kg.store.lexical import GUARD, QueryGuard, check_query

MAX_BODY = 256 * 1024
MAX_URL = 8 * 1024
MAX_GRAPHS = 1_000
"""Graph parameters of one request; more do not fit into a URL anyway."""

SHORTEST = 0.1
"""Seconds that a client cannot go below: whose time is over loses its worker, and a new one costs more than that."""
VERSIONS = ("1.0", "1.1", "1.2", "1.2-basic")
"""Versions of the language that the engine answers; each is read by the grammar of the last."""

FORM = "application/x-www-form-urlencoded"
SPARQL_QUERY = "application/sparql-query"
SPARQL_UPDATE = "application/sparql-update"
HTML = "text/html"

TABLE_OFFERS = (
    Offer(ResultFormat.JSON.value, ("application/json", "text/javascript", "application/javascript", "text/json")),
    Offer(ResultFormat.XML.value, ("application/xml", "text/xml", "application/rdf-sparql-results")),
    Offer(ResultFormat.CSV.value, ("text/comma-separated-values",)),
    Offer(ResultFormat.TSV.value, ("text/tsv",)),
)
"""Syntaxes of SELECT and ASK; the first is the answer to ``*/*``."""
GRAPH_OFFERS = (
    Offer(ResultFormat.TURTLE.value, TURTLE.aliases),
    Offer(ResultFormat.N_TRIPLES.value, N_TRIPLES.aliases),
    Offer(ResultFormat.RDF_XML.value, RDF_XML.aliases),
    Offer(ResultFormat.JSON_LD.value, JSON_LD.aliases),
    Offer(ResultFormat.TRIG.value, TRIG.aliases),
    Offer(ResultFormat.N_QUADS.value, N_QUADS.aliases),
)
"""Syntaxes of CONSTRUCT and DESCRIBE."""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\]*")


@dataclass(frozen=True, slots=True)
class ProtocolRequest:
    """What came over HTTP. Header values are ``None`` where the header is absent."""

    method: str
    query_string: bytes = b""
    content_type: str | None = None
    content_length: int | None = None
    chunked: bool = False
    body: bytes = b""
    accept: str | None = None
    url_length: int = 0
    """Bytes of path and query string together."""


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query to be answered. ``media_type`` is that of the answer, or ``text/html`` for a page for people."""

    query: str
    form: QueryForm
    media_type: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    seconds: float | None = None
    """The client's own time limit; it can only shorten ours."""


@dataclass(frozen=True, slots=True)
class DescriptionRequest:
    """Nothing was asked: say what the service is."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered. ``type`` is stable: clients may tell cases by it."""

    status: int
    type: str
    title: str
    detail: str
    line: int | None = None
    column: int | None = None
    query: str | None = None
    """The query as far as it was understood, to be shown again in a form."""
    allow: tuple[str, ...] = ()
    """Of a 405: what is allowed."""


METHODS = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
BODY_METHODS = ("POST", "QUERY")
"""Methods whose query is in the body."""
ACCEPT_QUERY = f'"{SPARQL_QUERY}", "{FORM}"'
"""The header ``Accept-Query`` (RFC 10008, section 3): what the body of QUERY may be."""

Request = QueryRequest | DescriptionRequest | Refusal


def read_request(request: ProtocolRequest, *, guard: QueryGuard = GUARD) -> Request:
    """Understand a request, or say why not.

    Args:
        request: what came.
        guard: how long and how deep a query may be.

    Returns:
        What to do. Which query forms fit which media types, and the query's own syntax as far as its words show it,
        are checked here; the rest is the engine's.
    """
    if request.url_length > MAX_URL:
        return Refusal(414, "url-too-long", "The URL is too long", f"A URL may have {MAX_URL} bytes. Use POST.")
    if request.method not in METHODS[:-1]:
        what = f"{request.method} is not a method of this endpoint; queries come by GET, POST or QUERY."
        return Refusal(405, "method-not-allowed", "Method not allowed", what, allow=METHODS)
    parameters = read_parameters(request.query_string)
    if isinstance(parameters, Refusal):
        return parameters
    if request.method not in BODY_METHODS:
        return _from_parameters(parameters, request.accept, guard, described=True)
    return _posted(request, parameters, guard)


def read_parameters(query_string: bytes) -> list[tuple[str, str]] | Refusal:
    """Read the parameters of a URL, decoded once, in their order."""
    return _parameters(query_string, "The URL")


def _posted(request: ProtocolRequest, in_url: list[tuple[str, str]], guard: QueryGuard) -> Request:
    refusal = _body_refusal(request)
    if refusal is not None:
        return refusal
    if bare_media_type(request.content_type) == SPARQL_QUERY:
        # Section 2.1.3: the body is the query, the dataset stands in the URL.
        text = _text(request.body, "The body")
        if isinstance(text, Refusal):
            return text
        asked = [("query", text), *_versions(request.content_type), *in_url]
        return _from_parameters(asked, request.accept, guard)
    # Section 2.1.2: everything stands in the body; clients that put the dataset into the URL are understood as well.
    in_body = _parameters(request.body, "The body")
    if isinstance(in_body, Refusal):
        return in_body
    return _from_parameters([*in_body, *in_url], request.accept, guard)


def _body_refusal(request: ProtocolRequest) -> Refusal | None:
    type_ = bare_media_type(request.content_type)
    if type_ == SPARQL_UPDATE:
        return _read_only()
    if request.chunked or request.content_length is None:
        what = "Send the body with a Content-Length; bodies in chunks are not accepted."
        return Refusal(411, "length-required", "Length required", what)
    if max(request.content_length, len(request.body)) > MAX_BODY:
        return Refusal(413, "body-too-large", "The body is too large", f"A body may have {MAX_BODY} bytes.")
    if type_ not in (FORM, SPARQL_QUERY):
        what = f"Send a query as {SPARQL_QUERY} or as {FORM}, not as {type_ or 'a body without Content-Type'}."
        return Refusal(415, "unsupported-media-type", "The body is of another type", what)
    if len(request.body) < request.content_length:
        return _bad("incomplete-body", "The body is shorter than its Content-Length says.")
    return None


def _from_parameters(
    parameters: Sequence[tuple[str, str]], accept: str | None, guard: QueryGuard, *, described: bool = False
) -> Request:
    queries = [value for name, value in parameters if name == "query"]
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in parameters):
        return _read_only()
    if not queries and described:
        graphs = (*_graphs(parameters, "default-graph-uri"), *_graphs(parameters, "named-graph-uri"))
        return _version_refusal(parameters) or _dataset_refusal(graphs) or DescriptionRequest()
    if len(queries) != 1:
        number = "none" if not queries else str(len(queries))
        return _bad("one-query", f"A request has exactly one query, and this one has {number}.")
    [query] = queries
    default, named = _graphs(parameters, "default-graph-uri"), _graphs(parameters, "named-graph-uri")
    refusal = _version_refusal(parameters, query) or _dataset_refusal((*default, *named), query)
    if refusal is not None:
        return refusal
    try:
        form = check_query(query, guard)
    except QueryError as error:
        return refusal_of(error, query=query)
    media_type = _media_type(form, accept and accept[:LONGEST])
    if media_type is None:
        known = ", ".join(offer.media_type for offer in _offers(form))
        what = f"{form} can be answered as {known}; the Accept header names none of them."
        return Refusal(406, "not-acceptable", "No such format", what, query=query)
    return QueryRequest(query, form, media_type, default, named, _seconds(parameters))


def _graphs(parameters: Sequence[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    """The graphs of a parameter, each once; an empty one, as forms send it, names none."""
    return tuple(dict.fromkeys(value for name, value in parameters if name == wanted and value))


def _dataset_refusal(graphs: Sequence[str], query: str | None = None) -> Refusal | None:
    for graph in graphs:
        if not is_iri(graph):
            return _bad("graph-iri", f"{graph[:200]!r} is not an absolute IRI of a graph.", query=query)
    if len(graphs) > MAX_GRAPHS:
        return _bad("too-many-graphs", f"A request may name {MAX_GRAPHS} graphs.", query=query)
    return None


def is_iri(text: str) -> bool:
    """Say whether a text can be the absolute IRI of a graph; a relative one is nobody's."""
    return _IRI.fullmatch(text) is not None


def _version_refusal(parameters: Sequence[tuple[str, str]], query: str | None = None) -> Refusal | None:
    for name, value in parameters:
        if name == "version" and value and value not in VERSIONS:
            known = ", ".join(VERSIONS)
            what = f"SPARQL {value[:40]!r} is no version that is answered here; {known} are."
            return _bad("unknown-version", what, query=query)
    return None


def _versions(content_type: str | None) -> list[tuple[str, str]]:
    """The version that a media type names: ``application/sparql-query;version=1.2``."""
    _, parameters = parse_options(content_type)
    return [("version", value) for name, value in parameters if name == "version"]


def refusal_of(error: QueryError, *, query: str | None = None) -> Refusal:
    """Say in the words of HTTP why a query was refused before or by the engine."""
    detail = f"{error.what} {error.remedy}" if error.remedy else error.what
    where = error.where
    if isinstance(error, QueryForbidden):
        return Refusal(403, "forbidden-query", "Not allowed here", detail, where.line, where.column, query)
    return Refusal(400, "malformed-query", "The query is not answered", detail, where.line, where.column, query)


def _offers(form: QueryForm) -> tuple[Offer, ...]:
    return GRAPH_OFFERS if form.gives_graph else TABLE_OFFERS


@lru_cache(maxsize=512)
def _media_type(form: QueryForm, accept: str | None) -> str | None:
    """Choose the syntax; a browser, which names ``text/html``, gets a page unless it prefers a syntax to it."""
    offers = _offers(form)
    if accepts(accept, HTML):
        offers = (*offers, Offer(HTML, ("application/xhtml+xml",)))
    found = negotiate(accept, offers)
    if found is None:
        return None
    if form is QueryForm.ASK and found.media_type in (ResultFormat.CSV.value, ResultFormat.TSV.value):
        return ResultFormat.JSON.value  # the CSV and TSV formats of SPARQL 1.1 know no boolean
    return found.media_type


def _seconds(parameters: Sequence[tuple[str, str]]) -> float | None:
    """The shortest time-out that was asked for, in seconds, but no less than `SHORTEST`.

    What is no positive number is passed over.
    """
    found = []
    for name, value in parameters:
        if name == "timeout":
            try:
                seconds = float(value)
            except ValueError:
                continue
            if math.isfinite(seconds) and seconds > 0:
                found.append(seconds)
    return max(SHORTEST, min(found)) if found else None


def _parameters(data: bytes, what: str) -> list[tuple[str, str]] | Refusal:
    """Decode percent-encoded parameters; what they encode is UTF-8, too."""
    try:
        found = parse_qsl(data.decode("utf-8"), keep_blank_values=True, errors="surrogateescape")
    except UnicodeError:
        return _no_text(what)
    return _text_refusal("".join([name + value for name, value in found]), what) or found


def _text(data: bytes, what: str) -> str | Refusal:
    try:
        text = data.decode("utf-8")
    except UnicodeError:
        return _no_text(what)
    return _text_refusal(text, what) or text


def _text_refusal(text: str, what: str) -> Refusal | None:
    """Refuse halves of surrogate pairs, which stand for bytes that are not UTF-8, and U+0000."""
    try:
        text.encode("utf-8")
    except UnicodeError:
        return _no_text(what)
    if "\0" in text:
        return _bad("not-utf-8", f"{what} holds U+0000, which no query has.")
    return None


def _no_text(what: str) -> Refusal:
    return _bad("not-utf-8", f"{what} is not UTF-8.")


def _bad(type_: str, detail: str, *, query: str | None = None) -> Refusal:
    return Refusal(400, type_, "The request is not one of the SPARQL protocol", detail, query=query)


def _read_only() -> Refusal:
    what = "This endpoint only answers queries: a release is never changed. Change the sources and build again."
    return Refusal(403, "read-only", "There are no updates here", what)
