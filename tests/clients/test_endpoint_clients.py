"""Clients that only know endpoints, each in the ways it can ask: roqet in C, fetch-sparql-endpoint in JavaScript."""

from __future__ import annotations

import csv
import io
import json

import pytest
from rdflib import Graph

from tests.clients.test_programs import run
from tests.server.running import LETTER, Running

LABELS = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?label WHERE { <%sid/person/stalin> skos:prefLabel ?label } ORDER BY ?label"""
WAYS = {"post": [], "get": ["--get"], "query": ["--httpQuery"]}


def answered(server: Running, query: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(server.query(query).text)))


def test_roqet_reads_what_we_answer(server: Running, roqet: str) -> None:
    query = LABELS % server.url

    rows = csv.DictReader(io.StringIO(run(roqet, "-q", "-p", server.endpoint, "-r", "csv", "-e", query)))

    assert [row["label"] for row in rows] == [row["label"] for row in answered(server, query)]


def test_roqet_is_told_what_is_wrong(server: Running, roqet: str) -> None:
    with pytest.raises(AssertionError, match="400"):
        run(roqet, "-q", "-p", server.endpoint, "-r", "csv", "-e", "SELECT * WHERE { ?s <urn:unclosed ?o }")


@pytest.mark.parametrize("way", WAYS)
def test_fetch_sparql_endpoint_gets_rows(server: Running, fetch_sparql_endpoint: list[str], way: str) -> None:
    query = LABELS % server.url

    lines = run(*fetch_sparql_endpoint, "--endpoint", server.endpoint, "--query", query, *WAYS[way]).splitlines()

    found = [json.loads(line)["label"] for line in lines]
    assert [label.split('"')[1] if '"' in label else label for label in found] == [
        row["label"] for row in answered(server, query)
    ]


@pytest.mark.parametrize("way", WAYS)
def test_fetch_sparql_endpoint_gets_a_graph(server: Running, fetch_sparql_endpoint: list[str], way: str) -> None:
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ BIND(<{server.url}id/doc/{LETTER}> AS ?s) ?s ?p ?o }}"

    answer = run(*fetch_sparql_endpoint, "--endpoint", server.endpoint, "--query", query, *WAYS[way])

    expected = Graph().parse(data=server.query(query, accept="application/n-triples").text, format="nt")
    assert set(Graph().parse(data=answer, format="turtle")) == set(expected)
    assert len(expected) > 20


def test_fetch_sparql_endpoint_gets_an_answer_to_a_question(server: Running, fetch_sparql_endpoint: list[str]) -> None:
    assert "true" in run(*fetch_sparql_endpoint, "--endpoint", server.endpoint, "--query", "ASK { ?s ?p ?o }")
