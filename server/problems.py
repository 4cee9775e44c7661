"""Every type of problem that is answered: what it means, why there is such a thing, and what the client can do.

The name stands at the end of the ``type`` of an answer (RFC 9457) and never changes; under ``/problems/{name}`` is what
is said here.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One type of problem, in sentences."""

    statuses: tuple[int, ...]
    """The status codes that it is answered with."""
    meaning: str
    cause: str
    """Why that is so."""
    remedy: str
    """What the client can do."""


_LIMITS = "The limits in force are at /about/limits."

KINDS = {
    "not-found": ProblemKind(
        (404,),
        "Nothing is published under this address.",
        "It was never here, or what it names was held back from publication; the detail says so where that is known.",
        "Look in the lists on the front page, or ask by a query.",
    ),
    "gone": ProblemKind(
        (410,),
        "Something was published under this address, and is not any more; the address is never used again.",
        "The letter is no longer in its source.",
        "Take the link away; the report of the build names what vanished.",
    ),
    "not-acceptable": ProblemKind(
        (406,),
        "There is no representation in a format that the client accepts.",
        "The header Accept names formats, and none of them is offered at this address.",
        "Name one of the formats that the detail lists, or add */*;q=0.1 at the end of Accept.",
    ),
    "method-not-allowed": ProblemKind(
        (405,),
        "The method does nothing at this address; the header Allow names those that do.",
        "What is published is never changed from outside, so most addresses know only GET, HEAD and OPTIONS.",
        "Use a method of the header Allow.",
    ),
    "url-too-long": ProblemKind(
        (414,),
        "The URL is longer than 8 KB. Send the query by POST.",
        "Longer URLs are cut or refused by programs on the way.",
        "Send the query as the body of a POST, or in a form.",
    ),
    "body-too-large": ProblemKind(
        (413,),
        "The body of the request is larger than 256 KB.",
        "A query is never that long.",
        "Split long lists of VALUES, or take the dumps and ask at home.",
    ),
    "length-required": ProblemKind(
        (411,),
        "The body came in chunks, without a Content-Length.",
        "Programs on the way may understand such a body in different ways, and one request can then hide in another.",
        "Send the whole body with its Content-Length.",
    ),
    "unsupported-media-type": ProblemKind(
        (415,),
        "The body is neither a form nor a SPARQL query.",
        "The SPARQL protocol knows two types of bodies for queries.",
        "Send application/sparql-query or application/x-www-form-urlencoded.",
    ),
    "incomplete-body": ProblemKind(
        (400,),
        "The body is shorter than its Content-Length.",
        "The connection ended early, or the length counts something else than bytes.",
        "Send it again with the length in bytes.",
    ),
    "one-query": ProblemKind(
        (400,),
        "A request has exactly one parameter `query`.",
        "There was none, or there were several, and nobody can say which is meant.",
        "Send one query.",
    ),
    "graph-iri": ProblemKind(
        (400,),
        "A parameter that names a graph has no absolute IRI.",
        "Graphs are named by IRIs with a scheme, and nothing is fetched from them.",
        "Give the whole IRI, percent-encoded.",
    ),
    "too-many-graphs": ProblemKind(
        (400,),
        "The request names too many graphs.",
        "Graphs that are merged are copied first, and that has a limit.",
        "Name fewer, or use GRAPH ?g in the query.",
    ),
    "unknown-version": ProblemKind(
        (400,),
        "The request names a version of SPARQL that is not answered here.",
        "Known are 1.0, 1.1, 1.2 and 1.2-basic.",
        "Name one of them, or none.",
    ),
    "one-graph": ProblemKind(
        (400,),
        "A request to /data names exactly one graph, by `graph=` or by `default`.",
        "The Graph Store Protocol gives one graph for each request.",
        "Name one.",
    ),
    "not-utf-8": ProblemKind(
        (400,),
        "The request is not UTF-8.",
        "SPARQL is written in Unicode, and the protocol knows no other coding of it.",
        "Encode the query as UTF-8.",
    ),
    "malformed-query": ProblemKind(
        (400,),
        "The query is not SPARQL 1.1, or goes beyond the limits of length, depth and number of words.",
        "The engine cannot read it; line and column name the place where that is known.",
        f"Mend it, or write it flatter and shorter. {_LIMITS}",
    ),
    "forbidden-query": ProblemKind(
        (403,),
        "The query calls another endpoint or changes data, and neither is done here.",
        "An endpoint that calls others for anybody can be used to reach machines behind its firewall.",
        "Ask the other endpoint yourself and name this one in SERVICE, or use a client that federates.",
    ),
    "read-only": ProblemKind(
        (403,),
        "The endpoint answers queries only; there are no updates.",
        "What is published is made from its sources by a build, and a release is never changed.",
        "Change the sources and build again.",
    ),
    "query-timeout": ProblemKind(
        (503,),
        "The query took longer than a query may. To ask it again is useless; make it narrower.",
        "One query must not keep others waiting.",
        f"Add what binds variables early, use LIMIT, or take the dumps and ask at home. {_LIMITS}",
    ),
    "query-too-big": ProblemKind(
        (500,),
        "The query wants more memory, or has a larger answer, than a query may. Take the dumps.",
        "An answer is put together whole before its first byte is sent, so that nobody takes half for all.",
        f"Ask for less (LIMIT, fewer variables, no cross products), or take the dumps. {_LIMITS}",
    ),
    "busy": ProblemKind(
        (503,),
        "All workers are busy. Ask again after the seconds of the header Retry-After.",
        "Others' queries are being answered, or the server is being stopped. There is nothing wrong with the query.",
        "Wait as long as Retry-After says, and ask again.",
    ),
    "too-many-requests": ProblemKind(
        (429,),
        "This client used up its share. Ask again after the seconds of the header Retry-After.",
        "Each client has a share of query time, errors and queries at once, so that something is left for others.",
        f"Wait as long as Retry-After says; ask fewer queries at a time. {_LIMITS}",
    ),
    "engine-crash": ProblemKind(
        (500,),
        "The query made the engine give up. Others are not concerned.",
        "The process that answered it ended; a new one has taken its place.",
        "Write it more simply, above all less nested.",
    ),
    "misdirected": ProblemKind(
        (421,),
        "The site does not go by the name in the header Host.",
        "Otherwise a page of another site could have a browser read a server that only you should reach.",
        "Ask by the name of the site; its operator can add names with `hosts` in the table [server].",
    ),
    "not-public": ProblemKind(
        (403,),
        "This is for the operator only, on the machine of the server.",
        "Figures of a server help those who want to bring it down.",
        "If you are the operator: `public_metrics` in the table [server] opens them.",
    ),
    "internal-error": ProblemKind(
        (500,),
        "Something went wrong on our side; the log of the server knows more under the id given.",
        "There is a mistake in the program.",
        "Report it with the id.",
    ),
    "bad-request": ProblemKind(
        (400, 431, 501),
        "The request is not one of HTTP.",
        "What two programs could read in different ways is refused, so that no request can hide in another.",
        "Use a library for HTTP; the detail says what is wrong.",
    ),
}
"""Name to kind; docs/reference/endpoint.md has a table of the names."""


def problem_type(name: str, base_iri: str) -> str:
    """Write the ``type`` of an answer: a reference that leads to the page of the problem.

    Args:
        name: of `KINDS`.
        base_iri: the collection's; where it has a path, that stands before it.
    """
    return f"{urlsplit(base_iri).path or '/'}problems/{name}"
