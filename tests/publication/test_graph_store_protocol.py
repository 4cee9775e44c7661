"""Which graph a request of the Graph Store Protocol names."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.publication.graph_store_protocol import GraphRequest, read_graph_request
from kg.publication.sparql_protocol import Refusal

GRAPH = "https://e.org/graph/doc/a%20b?x=1&y#z"


def test_a_graph_is_named_by_its_iri_decoded_once() -> None:
    assert GraphRequest(GRAPH) == read_graph_request(f"graph={quote(GRAPH, safe='')}".encode())


@pytest.mark.parametrize("query", [b"default", b"default=", b"x=1&default"])
def test_the_default_graph_has_no_name(query: bytes) -> None:
    assert GraphRequest("") == read_graph_request(query)


@pytest.mark.parametrize(
    ("query", "type_"),
    [
        (b"", "one-graph"),
        (b"default&graph=a:b", "one-graph"),
        (b"graph=a:b&graph=a:b", "one-graph"),
        (b"graph=", "graph-iri"),
        (b"graph=labels", "graph-iri"),
        (b"graph=a:b%3E", "graph-iri"),
        (b"graph=a:%FF", "not-utf-8"),
    ],
)
def test_a_request_that_names_no_graph_is_refused(query: bytes, type_: str) -> None:
    refusal = read_graph_request(query)

    assert isinstance(refusal, Refusal)
    assert (400, type_) == (refusal.status, refusal.type)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_without_an_error(query: bytes) -> None:
    assert isinstance(read_graph_request(query), GraphRequest | Refusal)
