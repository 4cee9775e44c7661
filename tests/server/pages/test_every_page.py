"""Every page that can be reached from the front page, once: no dead link, no error, valid HTML."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient

from tests.server.pages.html_rules import faults, links

BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"}


def crawl(client: FlaskClient) -> tuple[Mapping[str, int], list[str]]:
    """Follow every link; give the status of each path, and what is wrong with pages."""
    status: dict[str, int] = {}
    wrong: list[str] = []
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in status:
            continue
        response = client.get(path, headers=BROWSER)
        status[path] = response.status_code
        if response.content_type.startswith("text/html"):
            text = response.get_data(as_text=True)
            wrong += [f"{path}: {fault}" for fault in faults(text, path)]
            waiting += [link for link in links(text, path) if link not in status]
        response.close()
    return status, wrong


@pytest.fixture(scope="module")
def crawled(demo: FlaskClient) -> tuple[Mapping[str, int], list[str]]:
    return crawl(demo)


def test_no_page_is_dead_or_wrong(crawled: tuple[Mapping[str, int], list[str]]) -> None:
    status, wrong = crawled

    assert {path: code for path, code in status.items() if code != 200} == {}
    assert wrong == []
    assert sum(path.startswith("/doc/") for path in status) > 1_000


def test_no_page_of_the_seed_is_dead_or_wrong(real: FlaskClient) -> None:
    status, wrong = crawl(real)

    assert {path: code for path, code in status.items() if code != 200} == {}
    assert wrong == []
    assert sum(path.startswith("/doc/") for path in status) > 1_000


def test_every_thing_is_reached_from_the_front_page(
    demo: FlaskClient, crawled: tuple[Mapping[str, int], list[str]]
) -> None:
    everything = demo.get("/sparql?query=SELECT DISTINCT ?s { ?s ?p ?o }", headers={"Accept": "text/csv"})
    base = "http://127.0.0.1:8377/id/"
    things = {
        f"/doc/{line.removeprefix(base)}"
        for line in everything.get_data(as_text=True).splitlines()
        if line.startswith(base) and "#" not in line
    }

    status, _ = crawled

    assert {thing for thing in things if thing not in status} == set()


@pytest.mark.parametrize(
    ("path", "here"), [("/doc/person/stalin", "../../doc/"), ("/documents", "./doc/"), ("/", "./doc/")]
)
def test_links_are_relative_to_the_page(real: FlaskClient, path: str, here: str) -> None:
    text = real.get(path, headers=BROWSER).get_data(as_text=True)

    assert f'href="{here}' in text
    assert 'href="https://letters.example.org' not in text
    assert 'href="/' not in text


def test_a_thing_shows_the_iri_of_the_configured_base(real: FlaskClient) -> None:
    text = real.get("/doc/person/stalin", headers=BROWSER).get_data(as_text=True)

    assert "https://letters.example.org/leadership/id/person/stalin" in text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/doc/person/nobody", 404, "says nothing about"),
        ("/nothing", 404, "no such page"),
        ("/persons?page=x", 200, "Stalin"),
        ("/persons?page=999999999", 200, "Stalin"),
        ("/persons?page=-1", 200, "Stalin"),
        ("/about", 200, "What the marks mean"),
        ("/report", 200, "No addressee is stated"),
        ("/robots.txt", 200, "Disallow: /sparql"),
        ("/sparql?query=SELECT", 400, "Line 1, column"),
    ],
)
def test_a_page_says_in_words_what_there_is(demo: FlaskClient, path: str, status: int, words: str) -> None:
    response = demo.get(path, headers=BROWSER)

    assert response.status_code == status
    assert words in response.get_data(as_text=True)


def test_an_explanation_is_there_without_script(demo: FlaskClient) -> None:
    text = demo.get("/doc/doc/sf-1919-11-12-1", headers=BROWSER).get_data(as_text=True)

    assert "<mark>Serpukhov</mark>" in text
    assert "mappings/document.yaml:" in text
    assert "S01-sender" in text


def test_what_an_editor_decided_is_marked(demo: FlaskClient) -> None:
    text = demo.get("/doc/person/yegorov-ai", headers=BROWSER).get_data(as_text=True)

    assert 'class="basis basis-curated"' in text
    assert "Decided by" in text


def test_a_curated_statement_names_its_editor(demo: FlaskClient) -> None:
    text = demo.get("/doc/doc/sf-1919-11-14-1", headers=BROWSER).get_data(as_text=True)
    fact = text.partition("<dt>Set beside</dt>")[2].partition("</details>")[0]

    assert "basis-curated" in fact
    assert "<dt>Decided by</dt>" in fact


def test_a_page_is_sent_once_while_the_release_stays(demo: FlaskClient) -> None:
    first = demo.get("/persons", headers=BROWSER)

    again = demo.get("/persons", headers={**BROWSER, "If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.get_data()) == (304, b"")
