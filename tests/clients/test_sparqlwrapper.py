"""SPARQLWrapper, the client of most Python programs, asks in every way it knows."""

from __future__ import annotations

from typing import Any
from xml.dom.minidom import Document

import pytest
import rdflib
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, URITooLong

from tests.server.running import LETTER, Running

LABELS = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?label WHERE { <%sid/person/stalin> skos:prefLabel ?label } ORDER BY ?label"""
REQUESTS = [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]


def asking(server: Running, query: str, *, method: str = GET, request: str = URLENCODED) -> Any:
    """A wrapper ready to ask; the package has no types."""
    wrapper = SPARQLWrapper(server.endpoint)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(request)
    wrapper.setQuery(query)
    wrapper.setTimeout(60)
    return wrapper


@pytest.mark.parametrize(("method", "request_"), REQUESTS, ids=["get", "post form", "post direct"])
@pytest.mark.parametrize("format_", [JSON, XML, CSV, TSV])
def test_a_select_is_answered_in_every_format_by_every_request(
    server: Running, method: str, request_: str, format_: str
) -> None:
    wrapper = asking(server, LABELS % server.url, method=method, request=request_)
    wrapper.setReturnFormat(format_)
    result = wrapper.query()
    answer = result.convert()
    text = answer.decode() if isinstance(answer, bytes) else answer.toxml() if format_ == XML else str(answer)

    assert "Stalin" in text
    assert "Сталин" in text
    assert {JSON: dict, XML: Document, CSV: bytes, TSV: bytes}[format_] is type(answer)
    result.response.close()


# SPARQLWrapper 2.0 makes a kind of graph that rdflib 7.6 is to drop; that is theirs.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("format_", [RDFXML, TURTLE, N3, JSONLD])
def test_a_construct_is_a_graph(server: Running, format_: str) -> None:
    wrapper = asking(server, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ BIND(<{server.url}id/doc/{LETTER}> AS ?s) ?s ?p ?o }}")
    wrapper.setReturnFormat(format_)
    result = wrapper.query()
    answer = result.convert()
    graph = answer if isinstance(answer, rdflib.Graph) else rdflib.Graph().parse(data=answer, format="turtle")

    assert len(graph) > 20
    result.response.close()


def test_an_ask_has_its_answer(server: Running) -> None:
    wrapper = asking(server, "ASK { ?s ?p ?o }")
    wrapper.setReturnFormat(JSON)

    assert wrapper.queryAndConvert()["boolean"] is True


def test_a_bad_query_is_called_one(server: Running) -> None:
    with pytest.raises(QueryBadFormed, match="malformed-query"):
        asking(server, "SELECT * { ?s ?p }").query()


def test_a_query_too_long_for_a_url_is_called_one(server: Running) -> None:
    with pytest.raises(URITooLong):
        asking(server, "ASK {} #" + "x" * 9000).query()
