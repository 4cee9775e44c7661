"""Linked data over HTTP: redirects, formats, conditional requests, and the same headers on every answer."""

from __future__ import annotations

import gzip
import json
from urllib.parse import urljoin

import pyoxigraph
import pytest

from kg.publication.resource_formats import PAGE_FORMATS, RDF_FORMATS, Format
from tests.server.running import LETTER, Reply, Running

DOCUMENT = f"/doc/doc/{LETTER}"
NEGOTIATED = ["/sparql", DOCUMENT, "/graph/meta", "/ontology", "/vocab", "/shapes", "/void"]
OTHERS = ["/", "/id/person/stalin", "/health", "/dumps/sf.nq.gz"]
ODD_PATHS = ["/doc/a%20b", "/doc/%3Cscript%3E", "/doc/%00", "/doc/%FF", "/graph/x%22y", "/doc/..%2f..%2fetc"]
ACCEPTS = ["*/*", "text/html", "text/turtle", "application/ld+json", "image/png"]


def statements(reply: Reply) -> set[str]:
    """The statements of an answer, as any client parses them."""
    format_ = pyoxigraph.RdfFormat.from_media_type(reply.media_type)
    assert format_ is not None
    return {str(quad) for quad in pyoxigraph.parse(reply.body, format=format_, base_iri="http://wrong.example/")}


def test_a_thing_leads_to_the_document_about_it(server: Running) -> None:
    reply = server.ask("/id/person/stalin")

    assert reply.status == 303
    assert f"{server.url}doc/person/stalin" == urljoin(f"{server.url}id/person/stalin", reply.headers["location"])
    assert reply.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("format_", PAGE_FORMATS, ids=lambda one: one.suffix)
def test_a_document_and_its_twin_with_a_suffix_are_the_same(server: Running, format_: Format) -> None:
    negotiated = server.ask(DOCUMENT, headers={"Accept": format_.media_type})
    twin = server.ask(f"{DOCUMENT}.{format_.suffix}")

    assert (200, format_.media_type) == (negotiated.status, negotiated.media_type)
    assert negotiated.headers["etag"] == twin.headers["etag"]
    assert (negotiated.headers.get("vary"), twin.headers.get("vary")) == (
        "Accept, Accept-Encoding",
        "Accept-Encoding",
    )
    if format_.suffix != "html":
        assert negotiated.body == twin.body


def test_all_formats_without_graphs_say_the_same(server: Running) -> None:
    turtle, *others = [statements(server.ask(f"{DOCUMENT}.{suffix}")) for suffix in ("ttl", "jsonld", "nt", "rdf")]

    assert len(turtle) > 50
    assert [turtle] * 3 == others


def test_a_description_has_dates_and_labels_of_what_it_points_to(server: Running) -> None:
    text = server.ask(f"{DOCUMENT}.nt").text
    labelled = f'<{server.url}id/person/stalin> <http://www.w3.org/2004/02/skos/core#prefLabel> "'

    assert "https://www.ica.org/standards/RiC/ontology#normalizedDateValue" in text
    assert labelled in text


def test_quads_say_which_graph_states_what(server: Running) -> None:
    graphs = {line.rsplit(" ", 2)[1] for line in server.ask(f"{DOCUMENT}.nq").text.splitlines()}

    assert f"<{server.url}graph/doc/{LETTER}>" in graphs
    assert f"<{server.url}graph/labels>" in graphs


@pytest.mark.parametrize("path", NEGOTIATED)
@pytest.mark.parametrize("accept", ACCEPTS)
def test_every_answer_of_a_negotiated_url_says_that_it_varies(server: Running, path: str, accept: str) -> None:
    reply = server.ask(path, headers={"Accept": accept})

    assert reply.status in (200, 406)
    assert reply.headers["vary"] == "Accept, Accept-Encoding"
    if reply.status == 200:
        held = server.ask(path, headers={"Accept": accept, "If-None-Match": reply.headers.get("etag", '"none"')})
        assert held.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize(
    "path", [*NEGOTIATED, "/", "/id/person/stalin", "/no/such", "/health", "/report", "/dumps/sf.nq.gz"]
)
def test_head_is_get_without_the_body(server: Running, path: str) -> None:
    whole, head = server.ask(path), server.ask(path, method="HEAD")
    passing = {"date", "expires"}

    assert head.body == b""
    assert whole.status == head.status
    assert {name: value for name, value in whole.headers.items() if name not in passing} == {
        name: value for name, value in head.headers.items() if name not in passing
    }


@pytest.mark.parametrize("path", [*NEGOTIATED, *OTHERS])
def test_every_url_answers_options_for_scripts_of_other_sites(server: Running, path: str) -> None:
    reply = server.ask(path, method="OPTIONS", headers={"Origin": "https://example.org"})

    assert reply.status == 200
    assert reply.headers["access-control-allow-origin"] == "*"
    assert {"GET", "HEAD", "OPTIONS"} <= set(reply.headers["access-control-allow-methods"].split(", "))


@pytest.mark.parametrize("path", [DOCUMENT, "/doc/person/nobody", "/sparql?query=x", "/dumps/sf.nq.gz", "/health"])
def test_every_answer_names_its_release_and_is_open_and_safe(server: Running, path: str) -> None:
    headers = server.ask(path).headers

    assert headers["x-release"] == json.loads(server.ask("/health").body)["release"]
    assert (headers["access-control-allow-origin"], headers["x-content-type-options"]) == ("*", "nosniff")
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "ETag" in headers["access-control-expose-headers"]


def test_what_the_client_has_is_not_sent_again(server: Running) -> None:
    first = server.ask(DOCUMENT, headers={"Accept": "text/turtle"})
    held = {"If-None-Match": first.headers["etag"]}

    assert server.ask(DOCUMENT, headers={"Accept": "text/turtle", **held}).status == 304
    assert server.ask(DOCUMENT, headers={"Accept": "application/n-triples", **held}).status == 200
    assert server.ask("/doc/person/nobody", headers={"If-None-Match": "*"}).status == 404


def test_links_name_the_other_representations(server: Running) -> None:
    link = server.ask(DOCUMENT).headers["link"]

    assert all(f'type="{one.media_type}"' in link for one in RDF_FORMATS)
    assert f'<{server.url}id/doc/{LETTER}>; rel="describes"' in link
    assert f'<{server.url}{DOCUMENT[1:]}>; rel="canonical"' in link


@pytest.mark.parametrize(("accept", "media_type"), [("*/*", "application/problem+json"), ("text/html", "text/html")])
def test_what_is_not_here_is_said_in_words(server: Running, accept: str, media_type: str) -> None:
    reply = server.ask("/doc/person/nobody", headers={"Accept": accept})

    assert (404, media_type) == (reply.status, reply.media_type)
    assert "says nothing about" in reply.text


@pytest.mark.parametrize(
    "path", ["/doc/a%20b", "/doc/%3Cscript%3E", "/doc/%00", "/doc/%FF", "/graph/x%22y", "/doc/..%2f..%2fetc"]
)
def test_odd_paths_are_not_found_and_nothing_worse(server: Running, path: str) -> None:
    assert server.ask(path, headers={"Accept": "text/turtle"}).status in (400, 404)


@pytest.mark.parametrize("path", ["/doc/person/%C2%9C", "/run/%F3%B6%A4%92", "/graph/%F3%A0%80%80", "/doc/%EF%B7%90"])
def test_a_path_with_what_no_iri_may_hold_is_not_found_and_no_bad_query(server: Running, path: str) -> None:
    assert server.ask(path, headers={"Accept": "text/turtle"}).status == 404


def test_the_format_that_a_path_has_not_is_no_path(server: Running) -> None:
    assert server.ask("/shapes.html").status == 404


def test_a_graph_holds_what_its_name_says(server: Running) -> None:
    reply = server.ask(f"/graph/doc/{LETTER}/evidence", headers={"Accept": "application/n-quads"})

    assert {f"<{server.url}graph/doc/{LETTER}/evidence>"} == {line.split(" ")[-2] for line in reply.text.splitlines()}
    assert server.ask("/graph/doc/nothing").status == 404


@pytest.mark.parametrize("path", ["/ontology", "/vocab", "/shapes", "/void", "/graph/labels", "/graph/meta"])
@pytest.mark.parametrize("format_", RDF_FORMATS, ids=lambda one: one.suffix)
def test_the_model_can_be_read_in_every_format(server: Running, path: str, format_: Format) -> None:
    reply = server.ask(f"{path}.{format_.suffix}")

    assert (200, format_.media_type) == (reply.status, reply.media_type)
    assert len(statements(reply)) > 20


def test_context_and_profile_are_where_the_data_say(server: Running) -> None:
    context = server.ask("/context.jsonld")

    assert "@context" in json.loads(context.body)
    assert context.media_type == "application/ld+json"
    assert server.ask("/profile").status == 200


def test_the_page_of_the_description_leaves_the_properties_of_each_class_to_the_other_formats(server: Running) -> None:
    page = server.ask("/void", headers={"Accept": "text/html"})

    assert "void#class-rico-Person" in page.text
    assert "void#property-rico-name" in page.text
    assert "void#class-rico-Person-rico-name" not in page.text
    assert "void#class-rico-Person-rico-name" in server.ask("/void.nt").text


def test_harvesters_find_the_description(server: Running) -> None:
    reply = server.ask("/.well-known/void")

    assert (303, f"{server.url}void") == (reply.status, urljoin(f"{server.url}.well-known/", reply.headers["location"]))


def test_a_source_is_its_text_and_its_description(server: Running) -> None:
    rows = server.query(
        "PREFIX prov: <http://www.w3.org/ns/prov#> SELECT ?s { GRAPH ?g { ?s schema:sha256 ?h } } LIMIT 1"
    )
    path = "/" + rows.text.split()[1].removeprefix(server.url)
    browser = server.ask(path, headers={"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"})
    described = server.ask(path, headers={"Accept": "text/turtle"})

    plain = server.ask(path, headers={"Accept": "text/plain"})

    assert (browser.status, browser.media_type) == (200, "text/html")
    assert (plain.status, plain.media_type) == (200, "text/plain")
    assert (described.status, described.media_type) == (200, "text/turtle")


def test_dumps_can_be_had_in_part_and_nothing_else_can(server: Running) -> None:
    whole = server.ask("/dumps/sf.nq.gz")
    part = server.ask("/dumps/sf.nq.gz", headers={"Range": "bytes=2-5"})
    held = server.ask("/dumps/sf.nq.gz", headers={"If-None-Match": whole.headers["etag"]})

    assert gzip.decompress(whole.body).count(b"\n") > 1000
    assert (206, whole.body[2:6]) == (part.status, part.body)
    assert held.status == 304
    for path in ("/dumps/manifest.json", "/dumps/..%2fmanifest.json", "/dumps/../manifest.json", "/dumps/"):
        assert server.ask(path).status == 404


def test_the_host_that_is_asked_is_never_reflected(server: Running) -> None:
    for path in ("/", "/id/person/stalin", DOCUMENT, "/sparql", "/nothing", "/.well-known/void", "/void"):
        reply = server.ask(path, headers={"Host": "evil.example"})

        assert "evil.example" not in reply.text + str(reply.headers)
