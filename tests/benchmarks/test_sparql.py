"""The queries that the endpoint is measured with are whole, harmless and short enough for a URL."""

from __future__ import annotations

import pytest

from benchmarks.sparql import Server
from benchmarks.sparql_queries import LIGHT, RUNAWAY, Subjects, queries_of
from kg.publication.sparql_protocol import MAX_URL, ProtocolRequest, QueryRequest, read_request

BASE = "https://letters.example.org/id/doc/il-edition10-"
SUBJECTS = Subjects(tuple(f"<{BASE}{number}>" for number in range(150)), ("<e:p>", "<e:q>"), ("<e:g>",))


@pytest.mark.parametrize("kind", LIGHT)
def test_each_kind_is_a_query_that_the_endpoint_takes(kind: str) -> None:
    queries = list(queries_of(kind, SUBJECTS, number=3))

    for url in Server(80, "/sparql").urls(queries):
        numbered = f"{url}%23{10**9}"
        assert len(numbered) <= MAX_URL
        asked = read_request(ProtocolRequest("GET", numbered.partition("?")[2].encode(), url_length=len(numbered)))
        assert isinstance(asked, QueryRequest), asked
        assert "{letter" not in asked.query
    assert len(LIGHT) == 12


def test_the_runaway_is_no_query_that_the_guard_stops() -> None:
    [url] = Server(80, "/sparql").urls([RUNAWAY])

    assert isinstance(read_request(ProtocolRequest("GET", url.partition("?")[2].encode())), QueryRequest)
