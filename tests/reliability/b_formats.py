"""What schemathesis must know of our formats to send sound requests; it loads this by ``SCHEMATHESIS_HOOKS``."""

from __future__ import annotations

import json
from typing import Any

import schemathesis
from hypothesis import strategies as st

_PATTERNS = ("?s ?p ?o", "?s a ?type", "?s ?p ?o . ?o ?q ?r", "OPTIONAL { ?s a ?o }", "GRAPH ?s { ?o ?p ?r }")
_FORMS = (
    "SELECT * {{ {pattern} {filter} }} LIMIT {number}",
    "SELECT (COUNT(*) AS ?n) {{ {pattern} {filter} }}",
    "ASK {{ {pattern} {filter} }}",
    "CONSTRUCT {{ ?s ?p ?o }} {{ {pattern} {filter} }} LIMIT {number}",
    "DESCRIBE <urn:x:{number}>",
)
_TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


def _filter(text: str) -> str:
    literal = json.dumps(text, ensure_ascii=False)
    return f"FILTER(STR(?o) != {literal})"


QUERIES = st.builds(
    lambda form, pattern, filter_, number: form.format(pattern=pattern, filter=filter_, number=number),
    st.sampled_from(_FORMS),
    st.sampled_from(_PATTERNS),
    st.just("") | _TEXTS.map(_filter),
    st.integers(0, 20),
)
"""Queries that are answered, whatever the data are."""
GRAPHS = st.from_regex(r"(https?://[a-z]{1,8}\.example|urn:[a-z]{2,5}:x)(/[A-Za-z0-9._~-]{0,8}){0,3}", fullmatch=True)
RANGES = st.sampled_from(("*/*", "text/*", "application/*", "text/*;q=0.5, */*;q=0.1"))
"""Each fits every kind of answer."""

schemathesis.openapi.format("sparql-query", QUERIES)
schemathesis.openapi.format("iri", GRAPHS)
schemathesis.openapi.format("media-range", RANGES)


_OF_THE_CLIENT = {
    "one-graph": "RejectedPositiveData",
    "query-timeout": "ServerError",
    "length-required": "AcceptedNegativeData",
}
"""Failures that follow from what OpenAPI cannot say: that one of two parameters is given; that a time is too short.

And 411, which refuses a body in chunks: schemathesis does not know it as a refusal.
"""


@schemathesis.hook
def filter_failure(
    _: object, failure: Exception, case: schemathesis.Case[Any], response: schemathesis.Response
) -> bool:
    """Pass over what the client brought about, and only that; every other failure counts."""
    if "problem+json" not in " ".join(response.headers.get("content-type", [])):
        return True
    name = str(response.json()["type"]).rpartition("/")[2]
    if name == "query-timeout" and "timeout" not in str(case.query) + str(case.body):
        return True
    return _OF_THE_CLIENT.get(name) != type(failure).__name__


@schemathesis.serializer("application/sparql-query")
def write_query(_: object, value: object) -> bytes:
    """Write the body of a request whose body is the query; what is no text is written as JSON."""
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text.encode("utf-8", "surrogatepass")
