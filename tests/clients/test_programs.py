"""Clients that are programs of their own: Raptor in C, Comunica in JavaScript."""

from __future__ import annotations

import csv
import io
import os
import subprocess
from collections.abc import Mapping

import pytest

from kg.publication.examples import example_queries
from tests.server.running import LETTER, Running

RICO = "https://www.ica.org/standards/RiC/ontology#"


def run(*command: str, environment: Mapping[str, str] | None = None) -> str:
    variables = {**os.environ, **(environment or {})}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=variables)
    assert done.returncode == 0, done.stderr
    return done.stdout


def entities(server: Running) -> list[str]:
    """One IRI of each type of entity."""
    query = f"""SELECT ?type (MIN(STR(?s)) AS ?iri) WHERE {{
      ?s a ?t . FILTER(STRSTARTS(STR(?s), "{server.url}id/") && !CONTAINS(STR(?s), "#"))
      BIND(STRBEFORE(STRAFTER(STR(?s), "{server.url}id/"), "/") AS ?type)
    }} GROUP BY ?type"""
    return [row["iri"] for row in csv.DictReader(io.StringIO(server.query(query).text))]


def test_rapper_reads_every_type_of_entity(server: Running, rapper: str) -> None:
    read = {iri: run(rapper, "-q", "-g", iri).count(f"<{iri}>") for iri in entities(server)}

    assert len(read) > 8
    assert [iri for iri, count in read.items() if not count] == []


@pytest.mark.parametrize("format_", ["turtle", "rdfxml", "ntriples", "trig", "nquads"])
def test_rapper_takes_each_suffix_for_what_it_is(server: Running, rapper: str, format_: str) -> None:
    suffix = {"turtle": "ttl", "rdfxml": "rdf", "ntriples": "nt", "trig": "trig", "nquads": "nq"}[format_]

    assert run(rapper, "-q", "-i", format_, f"{server.url}doc/doc/{LETTER}.{suffix}").count("\n") > 20


def test_comunica_finds_out_that_this_is_an_endpoint(server: Running, comunica: list[str]) -> None:
    query = f"""PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rico: <{RICO}>
    SELECT ?name WHERE {{ <{server.url}id/doc/{LETTER}> rico:hasSender ?sender . ?sender skos:prefLabel ?name }}"""
    answer = run(*comunica, server.endpoint, query, "-t", "text/csv")

    assert "Сталин, Иосиф Виссарионович" in answer


def test_comunica_counts_what_we_count(server: Running, comunica: list[str]) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"

    assert run(*comunica, server.endpoint, count, "-t", "text/csv").split() == server.query(count).text.split()


def test_comunica_reads_what_an_iri_leads_to(server: Running, comunica: list[str]) -> None:
    iri = f"{server.url}id/doc/{LETTER}"
    answer = run(*comunica, iri, f"SELECT ?sender WHERE {{ <{iri}> <{RICO}hasSender> ?sender }}", "-t", "text/csv")

    assert f"{server.url}id/person/stalin" in answer


def test_comunica_federates_the_endpoint_with_a_document(server: Running, comunica: list[str]) -> None:
    iri = f"{server.url}id/doc/{LETTER}"
    query = f"""SELECT ?label WHERE {{
      <{iri}> <{RICO}hasSender> ?sender . ?sender <http://www.w3.org/2004/02/skos/core#altLabel> ?label }}"""

    assert len(run(*comunica, server.endpoint, f"{server.url}graph/meta", query, "-t", "text/csv").splitlines()) > 1


def test_an_editor_that_reads_the_service_description_finds_the_examples(server: Running, comunica: list[str]) -> None:
    """The SPARQL editor of the Swiss Institute of Bioinformatics reads it as a file, by Comunica."""
    query = """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT DISTINCT ?sq ?comment WHERE { ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ;
      sh:select|sh:ask|sh:construct|sh:describe ?query } ORDER BY ?sq"""

    answer = csv.DictReader(io.StringIO(run(*comunica, f"file@{server.endpoint}", query, "-t", "text/csv")))

    found = {row["sq"].rpartition("/")[2]: row["comment"] for row in answer}
    assert found == {one.name: one.question for one in example_queries()}


def test_comunica_follows_links_from_letter_to_person(server: Running, comunica_traversal: list[str]) -> None:
    iri = f"{server.url}id/doc/{LETTER}"
    query = f"""SELECT ?same WHERE {{
      <{iri}> <{RICO}hasSender> ?sender . ?sender <http://www.w3.org/2002/07/owl#sameAs> ?same }}"""

    assert "http://www.wikidata.org/entity/Q855" in run(*comunica_traversal, iri, query, "--lenient")
