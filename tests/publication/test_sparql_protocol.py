"""The query half of the SPARQL protocol, as values."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.publication.sparql_protocol import (
    FORM,
    MAX_BODY,
    MAX_URL,
    SPARQL_QUERY,
    SPARQL_UPDATE,
    DescriptionRequest,
    ProtocolRequest,
    QueryRequest,
    Refusal,
    Request,
    read_request,
)
from kg.store.backend import QueryForm

ASK = "ASK { ?s ?p ?o }"
JSON = "application/sparql-results+json"


def get(*parameters: tuple[str, str], accept: str | None = None, method: str = "GET") -> Request:
    query = urlencode(parameters).encode()
    return read_request(ProtocolRequest(method, query, accept=accept, url_length=len(query)))


def post(body: bytes, type_: str | None = FORM, *, url: bytes = b"", accept: str | None = None) -> Request:
    return read_request(
        ProtocolRequest("POST", url, content_type=type_, content_length=len(body), body=body, accept=accept)
    )


def asked(request: Request) -> QueryRequest:
    assert isinstance(request, QueryRequest), request
    return request


def refused(request: Request) -> tuple[int, str]:
    assert isinstance(request, Refusal), request
    return request.status, request.type


def test_the_three_forms_are_the_same_request() -> None:
    graphs = [("default-graph-uri", "http://e.org/a"), ("named-graph-uri", "http://e.org/b")]
    dataset = urlencode(graphs).encode()

    by_get = asked(get(("query", ASK), *graphs))
    assert by_get == asked(post(urlencode([("query", ASK), *graphs]).encode()))
    assert by_get == asked(post(ASK.encode(), SPARQL_QUERY, url=dataset))
    assert by_get == asked(post(urlencode([("query", ASK)]).encode(), url=dataset))
    assert (by_get.default_graphs, by_get.named_graphs) == (("http://e.org/a",), ("http://e.org/b",))
    assert (by_get.query, by_get.form) == (ASK, QueryForm.ASK)


@pytest.mark.parametrize("type_", [SPARQL_QUERY, FORM])
def test_the_method_query_is_read_like_post(type_: str) -> None:
    body = ASK.encode() if type_ == SPARQL_QUERY else urlencode([("query", ASK)]).encode()
    url = urlencode([("default-graph-uri", "http://e.org/a")]).encode()
    by_query = read_request(ProtocolRequest("QUERY", url, content_type=type_, content_length=len(body), body=body))

    assert asked(by_query) == post(body, type_, url=url)
    assert asked(by_query).default_graphs == ("http://e.org/a",)


def test_the_method_query_without_a_body_is_no_wish_for_a_description() -> None:
    assert refused(read_request(ProtocolRequest("QUERY", content_type=FORM, content_length=0))) == (400, "one-query")
    assert refused(read_request(ProtocolRequest("QUERY", content_length=0))) == (415, "unsupported-media-type")


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.2-basic"])
def test_a_version_that_is_answered_changes_nothing(version: str) -> None:
    by_type = post(ASK.encode(), f'application/sparql-query; charset=UTF-8;Version="{version}"')

    assert get(("query", ASK)) == get(("query", ASK), ("version", version)) == by_type


def test_a_version_that_is_not_answered_is_refused_and_those_that_are_named() -> None:
    refusal = get(("query", ASK), ("version", "1.3"))

    assert refused(refusal) == (400, "unknown-version")
    assert isinstance(refusal, Refusal)
    assert "1.0, 1.1, 1.2, 1.2-basic" in refusal.detail
    assert refused(post(ASK.encode(), "application/sparql-query;version=2")) == (400, "unknown-version")


def test_head_is_read_like_get() -> None:
    assert get(("query", ASK), method="HEAD") == get(("query", ASK))


def test_without_a_query_the_service_is_to_describe_itself() -> None:
    assert DescriptionRequest() == get()
    assert DescriptionRequest() == get(("format", "json"))


def test_parameters_that_nobody_knows_are_passed_over() -> None:
    known = get(("query", ASK), ("format", "json"), ("output", "json"), ("results", "json"), ("version", ""))

    assert get(("query", ASK)) == known


def test_parameters_of_a_body_type_are_passed_over() -> None:
    assert get(("query", ASK)) == post(ASK.encode(), "application/sparql-query; charset=utf-8;version=1.2")


def test_a_plus_in_a_direct_query_is_a_plus_and_a_percent_sign_is_one() -> None:
    query = "ASK { FILTER(1+1 = 2) ?s ?p <http://e.org/%FF%00> }"

    assert query == asked(post(query.encode(), SPARQL_QUERY)).query


def test_a_query_is_decoded_once() -> None:
    query = "ASK { ?s ?p 'a%20b' }"

    assert query == asked(get(("query", query))).query


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("SELECT * {}", None, "application/sparql-results+json"),
        ("SELECT * {}", "*/*", "application/sparql-results+json"),
        ("SELECT * {}", "application/json", "application/sparql-results+json"),
        (
            "SELECT * {}",
            "application/sparql-results+json,application/json,text/javascript,application/javascript",
            "application/sparql-results+json",
        ),
        ("SELECT * {}", "application/sparql-results+xml;q=0.9, text/csv", "text/csv"),
        ("SELECT * {}", "application/xml", "application/sparql-results+xml"),
        ("SELECT * {}", "text/tab-separated-values", "text/tab-separated-values"),
        ("SELECT * {}", "text/html,*/*;q=0.8", "text/html"),
        ("SELECT * {}", "text/html;q=0.2,text/csv", "text/csv"),
        ("ASK {}", "text/csv", "application/sparql-results+json"),
        ("ASK {}", "text/tab-separated-values", "application/sparql-results+json"),
        ("CONSTRUCT {} {}", None, "text/turtle"),
        ("CONSTRUCT {} {}", "application/rdf+xml", "application/rdf+xml"),
        ("CONSTRUCT {} {}", "text/rdf+n3", "text/turtle"),
        ("CONSTRUCT {} {}", "text/x-nquads;version=1.2-basic", "application/n-quads"),
        ("SELECT * {}", "application/sparql-results+xml;version=1.2", "application/sparql-results+xml"),
        ("SELECT * {}", "text/comma-separated-values", "text/csv"),
        ("CONSTRUCT {} {}", "application/sparql-results+json,*/*;q=0.9", "text/turtle"),
        ("DESCRIBE <a:b>", "application/json", "application/ld+json"),
        ("DESCRIBE <a:b>", "text/html", "text/html"),
    ],
)
def test_the_answer_has_a_type_that_fits_the_query_and_the_client(
    query: str, accept: str | None, media_type: str
) -> None:
    assert media_type == asked(get(("query", query), accept=accept)).media_type


JENA = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.7, "
    "text/csv;q=0.5, application/json;q=0.2, application/xml;q=0.2, */*;q=0.1"
)
COMUNICA = "application/sparql-results+json;q=1.0,application/sparql-results+xml;q=0.7"
COMUNICA_GRAPHS = "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,text/turtle;q=0.6,*/*;q=0.1"
WRAPPER = "application/sparql-results+json,application/json,text/javascript,application/javascript"
BINARY = "application/x-binary-rdf-results-table, application/sparql-results+xml;q=0.8, */*;q=0.1"
YASGUI = "application/sparql-results+json,*/*;q=0.9"
MIXED = "text/turtle,application/rdf+xml;q=0.8,application/sparql-results+xml,*/*;q=0.2"


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("SELECT * {}", JENA, "application/sparql-results+json"),
        ("SELECT * {}", COMUNICA, "application/sparql-results+json"),
        ("ASK {}", COMUNICA, "application/sparql-results+json"),
        ("SELECT * {}", WRAPPER, "application/sparql-results+json"),
        ("SELECT * {}", BINARY, "application/sparql-results+xml"),
        ("SELECT * {}", YASGUI, "application/sparql-results+json"),
        ("SELECT * {}", MIXED, "application/sparql-results+xml"),
        ("CONSTRUCT {} {}", MIXED, "text/turtle"),
        ("CONSTRUCT {} {}", COMUNICA_GRAPHS, "application/n-quads"),
        ("CONSTRUCT {} {}", JENA, "application/rdf+xml"),
        ("SELECT * {}", "text/html;q=0.5,application/sparql-results+json;version=1.2;q=0.9", JSON),
        ("SELECT * {}", "*", JSON),
        ("SELECT * {}", "text/*", "text/csv"),
        ("DESCRIBE <a:b>", "application/*", "application/n-triples"),
    ],
)
def test_headers_as_clients_send_them_have_the_answer_that_they_like_best(
    query: str, accept: str, media_type: str
) -> None:
    assert media_type == asked(get(("query", query), accept=accept)).media_type


@pytest.mark.parametrize("query", ["SELECT * {}", "CONSTRUCT {} {}"])
def test_a_type_that_does_not_fit_the_query_is_not_acceptable(query: str) -> None:
    accept = "text/turtle" if query.startswith("SELECT") else "text/csv"

    assert refused(get(("query", query), accept=accept)) == (406, "not-acceptable")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("3", 3.0), ("0.5", 0.5), ("1e-300", 0.1), ("0", None), ("-1", None), ("x", None), ("inf", None), ("", None)],
)
def test_the_time_out_of_a_client_is_a_positive_number(value: str, seconds: float | None) -> None:
    assert seconds == asked(get(("query", ASK), ("timeout", value))).seconds


def test_a_request_without_query_is_read_with_care_too() -> None:
    assert refused(get(("version", "3"))) == (400, "unknown-version")
    assert refused(get(("named-graph-uri", "relative"))) == (400, "graph-iri")


def test_the_shortest_of_several_time_outs_counts() -> None:
    assert asked(get(("query", ASK), ("timeout", "5"), ("timeout", "2"))).seconds == 2.0


@pytest.mark.parametrize(
    ("request_", "status", "type_"),
    [
        (lambda: get(("query", ASK), ("query", ASK)), 400, "one-query"),
        (lambda: post(b"", FORM), 400, "one-query"),
        (lambda: post(ASK.encode(), SPARQL_QUERY, url=b"query=ASK%20%7B%7D"), 400, "one-query"),
        (lambda: get(("update", "CLEAR ALL")), 403, "read-only"),
        (lambda: post(b"update=CLEAR+ALL"), 403, "read-only"),
        (lambda: post(b"CLEAR ALL", SPARQL_UPDATE), 403, "read-only"),
        (lambda: get(("query", ASK), ("using-graph-uri", "a:b")), 403, "read-only"),
        (lambda: get(("query", "CLEAR ALL")), 403, "forbidden-query"),
        (lambda: get(("query", "ASK { SERVICE <a:b> {} }")), 403, "forbidden-query"),
        (lambda: get(("query", "")), 400, "malformed-query"),
        (lambda: get(("query", "nonsense")), 400, "malformed-query"),
        (lambda: get(("query", "ASK { ?s " + "!" * 65 + "<a:b> ?o }")), 400, "malformed-query"),
        (lambda: get(("query", ASK), ("default-graph-uri", "relative")), 400, "graph-iri"),
        (lambda: get(("query", ASK), ("named-graph-uri", "a:b> <c:d")), 400, "graph-iri"),
        (
            lambda: get(("query", ASK), *(("named-graph-uri", f"a:{number}") for number in range(1001))),
            414,
            "url-too-long",
        ),
        (lambda: post(b"x" * (MAX_BODY + 1)), 413, "body-too-large"),
        (lambda: post(ASK.encode(), "text/plain"), 415, "unsupported-media-type"),
        (lambda: post(ASK.encode(), None), 415, "unsupported-media-type"),
        (lambda: post(b"query=%FF"), 400, "not-utf-8"),
        (lambda: post(b"query=\xff"), 400, "not-utf-8"),
        (lambda: post(b"ASK {} #\xff", SPARQL_QUERY), 400, "not-utf-8"),
        (lambda: post(b"query=ASK%00"), 400, "not-utf-8"),
        (lambda: post(b"ASK {}\0", SPARQL_QUERY), 400, "not-utf-8"),
        (lambda: read_request(ProtocolRequest("GET", b"query=%FF")), 400, "not-utf-8"),
        (lambda: post(ASK.encode(), SPARQL_QUERY, url=b"x=%FF"), 400, "not-utf-8"),
        (lambda: read_request(ProtocolRequest("POST", content_type=FORM)), 411, "length-required"),
        (
            lambda: read_request(ProtocolRequest("POST", content_type=FORM, content_length=5, chunked=True)),
            411,
            "length-required",
        ),
        (
            lambda: read_request(ProtocolRequest("POST", content_type=FORM, content_length=9, body=b"query=")),
            400,
            "incomplete-body",
        ),
        (lambda: read_request(ProtocolRequest("GET", url_length=MAX_URL + 1)), 414, "url-too-long"),
        (lambda: read_request(ProtocolRequest("PATCH")), 405, "method-not-allowed"),
    ],
)
def test_what_is_no_request_is_refused_with_the_fitting_status(request_: object, status: int, type_: str) -> None:
    assert (status, type_) == refused(request_())  # type: ignore[operator]  # a lambda


def test_too_many_graphs_are_refused() -> None:
    body = urlencode([("query", ASK), *(("named-graph-uri", f"a:{number}") for number in range(1001))]).encode()

    assert refused(post(body)) == (400, "too-many-graphs")


def test_a_refusal_of_a_query_names_the_place_and_keeps_the_query() -> None:
    query = "ASK {\n  SERVICE <a:b> {} }"
    refusal = get(("query", query))

    assert isinstance(refusal, Refusal)
    assert (2, 3, query) == (refusal.line, refusal.column, refusal.query)


@given(
    st.sampled_from(["GET", "POST", "QUERY", "PUT"]),
    st.binary(max_size=80),
    st.binary(max_size=80),
    st.text(max_size=40),
)
def test_any_bytes_are_read_without_an_error(method: str, url: bytes, body: bytes, accept: str) -> None:
    for type_ in (FORM, SPARQL_QUERY, SPARQL_UPDATE, None):
        request = ProtocolRequest(
            method, url, content_type=type_, content_length=len(body), body=body, accept=accept, url_length=len(url)
        )
        answer = read_request(request)

        assert isinstance(answer, QueryRequest | DescriptionRequest | Refusal)
        assert not isinstance(answer, Refusal) or 400 <= answer.status < 500
