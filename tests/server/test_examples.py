"""The example queries have addresses: a page for people, RDF for editors, and both lead to the endpoint."""

from __future__ import annotations

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from kg.publication.examples import example_queries
from kg.publication.resource_formats import RDF_FORMATS, Format
from tests.server.running import Running

SH = Namespace("http://www.w3.org/ns/shacl#")
BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"}
NAMES = [one.name for one in example_queries()]
RDFLIB = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml", "trig": "trig", "nq": "nquads"}


def read(text: str, format_: Format) -> Graph:
    return Graph().parse(data=text, format=RDFLIB[format_.suffix])


def test_every_example_is_listed_with_a_link_to_its_own_page(server: Running) -> None:
    page = server.ask("/queries", headers=BROWSER)

    assert page.media_type == "text/html"
    assert [name for name in NAMES if f'href="./queries/{name}"' not in page.text] == []
    assert {server.ask(f"/queries/{name}", headers=BROWSER).status for name in NAMES} == {200}


def test_the_query_page_leads_to_the_examples(server: Running) -> None:
    assert 'href="./queries"' in server.ask("/sparql", headers=BROWSER).text


# The JSON-LD and the quad parsers of rdflib 7.6 make a kind of graph that rdflib is to drop.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("format_", RDF_FORMATS, ids=lambda one: one.suffix)
def test_every_format_describes_every_example(server: Running, format_: Format) -> None:
    negotiated = server.ask("/queries", headers={"Accept": format_.media_type})
    by_suffix = server.ask(f"/queries.{format_.suffix}")

    assert negotiated.body == by_suffix.body
    described = set(read(by_suffix.text, format_).subjects(RDF.type, SH.SPARQLExecutable))
    if format_.named_graphs:
        described = {term for term in described if isinstance(term, URIRef)}
    assert described == {URIRef(f"{server.url}queries/{name}") for name in NAMES}


def test_an_example_is_described_under_its_own_iri(server: Running) -> None:
    reply = server.ask("/queries/find-by-name", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=reply.text, format="turtle")

    [query] = graph.objects(URIRef(f"{server.url}queries/find-by-name"), SH.select)
    assert server.query(str(query)).status == 200
    assert 'rel="alternate"' in reply.headers["link"]


def test_the_endpoint_that_an_example_names_answers_it(server: Running) -> None:
    graph = Graph().parse(data=server.ask("/queries.nt").text, format="nt")
    silent = set()

    for example, query in graph.subject_objects(SH.select):
        assert graph.value(example, URIRef("https://schema.org/target")) == URIRef(server.endpoint)
        reply = server.query(str(query))
        assert reply.status == 200, example
        if len(reply.text.splitlines()) < 2:
            silent.add(str(example).rpartition("/")[2])

    assert silent == {"told-of-but-not-printed"}


def test_the_service_description_holds_the_examples_for_editors_that_read_only_that(server: Running) -> None:
    description = server.ask("/sparql", headers={"Accept": "application/n-triples"}).text
    graph = Graph().parse(data=description, format="nt")

    assert len(set(graph.subjects(RDF.type, SH.SPARQLSelectExecutable))) == len(NAMES)


def test_what_is_no_example_is_not_found(server: Running) -> None:
    assert server.ask("/queries/no-such-example").status == 404
    assert server.ask("/queries/find-by-name.xyz").status == 404


def test_the_well_known_address_leads_to_the_examples(server: Running) -> None:
    reply = server.ask("/.well-known/sparql-examples")

    assert (reply.status, reply.headers["location"]) == (303, "../queries")
