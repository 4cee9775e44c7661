"""rdflib as a client: its SPARQL store, its SERVICE, and its way to load what an IRI leads to."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from tests.server.running import LETTER, Running


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("format_", ["json", "xml", "csv", "tsv"])
def test_the_store_answers_queries(server: Running, method: str, format_: str) -> None:
    store = SPARQLStore(server.endpoint, method=method, returnFormat=format_)
    rows = list(Graph(store).query("SELECT ?n { { SELECT (COUNT(*) AS ?n) { ?s a ?t } } }"))

    assert len(rows) == 1
    assert int(str(rows[0][0])) > 50  # type: ignore[index]  # a row of SELECT


def test_the_store_is_read_like_a_graph(server: Running) -> None:
    graph = Graph(SPARQLStore(server.endpoint))
    stalin = URIRef(f"{server.url}id/person/stalin")

    assert Literal("Сталин, Иосиф Виссарионович", lang="ru") in set(graph.objects(stalin, SKOS.prefLabel))
    assert (stalin, SKOS.prefLabel, None) in graph


def test_a_graph_asks_the_endpoint_by_service(server: Running) -> None:
    stalin = f"{server.url}id/person/stalin"
    local = Graph().add((URIRef("urn:x"), URIRef("urn:about"), URIRef(stalin)))
    # A line break after the block, for rdflib 7.6 finds the block by a regular expression.
    query = f"""SELECT ?label WHERE {{
      ?x <urn:about> ?person .
      SERVICE <{server.endpoint}> {{ ?person <{SKOS.prefLabel}> ?label . }}
    }}"""

    assert {"Сталин, Иосиф Виссарионович"} <= {str(row[0]) for row in local.query(query)}  # type: ignore[index]


@pytest.mark.parametrize("path", [f"id/doc/{LETTER}", "id/person/stalin", "graph/meta", "void", "ontology", "sparql"])
def test_what_an_iri_leads_to_is_loaded(server: Running, path: str) -> None:
    graph = Graph().parse(f"{server.url}{path}")

    assert len(graph) > 5


# The JSON-LD parser of rdflib 7.6 makes a kind of graph that rdflib is to drop.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_json_ld_is_loaded_by_its_suffix(server: Running) -> None:
    url = f"{server.url}doc/doc/{LETTER}"

    assert set(Graph().parse(f"{url}.nt", format="nt")) == set(Graph().parse(f"{url}.jsonld", format="json-ld"))
