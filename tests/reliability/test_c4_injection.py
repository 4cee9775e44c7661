"""Row C4: whatever text stands where an id, a graph or a page is named, the answer is what plain Python finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import LettergraphError
from kg.publication.explanation import Explainer
from kg.release import current_release
from kg.release.contents import STORE
from kg.release.texts import TextsReader
from kg.store import ReadOnlyStore
from tests.reliability.c_oracle import INJECTIONS, PLACES, REFUSED, Oracle, Place, encoded, texts
from tests.reliability.figures import Figure
from tests.server.running import Running

N_QUADS = {"Accept": "application/n-quads"}
LISTS = ("documents", "persons", "bodies", "offices", "events", "directives", "places")
FEW, MANY = 60, 2_000
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=20)


@pytest.fixture(scope="module")
def release(collection: Path) -> Path:
    found = current_release(collection / "site")
    assert found is not None
    return found.path


@pytest.fixture(scope="module")
def oracle(release: Path, server: Running) -> Oracle:
    with TextsReader(release / "sources.sqlite") as kept:
        keys = frozenset(kept.paths().values())
    base = server.ask("/void.nt").text.partition("void>")[0].rpartition("<")[2]
    return Oracle(base, keys).read(release / "dumps" / "sf.nq.gz")


def check(server: Running, oracle: Oracle, place: Place, text: str) -> None:
    """Ask at a place for a text, and compare with the oracle."""
    path = place.path(oracle, text)
    reply = server.ask(path, headers=N_QUADS)
    expected = place.expected(oracle, text)
    if not expected or len(path) > 8_000:
        assert reply.status in REFUSED or (reply.status, len(path) > 8_000) == (place.status, True), (path, reply)
        return
    assert reply.status == place.status, (path, reply)
    if isinstance(expected, set):
        lines = set(reply.body.decode().splitlines(keepends=True))
        assert expected <= lines <= (expected if place.whole else oracle.lines), path


def held(strategy: st.SearchStrategy[str], examples: int, body: object) -> None:
    """Try so many texts on a function."""
    assert callable(body)
    quiet = settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    quiet(given(strategy)(body))()


@pytest.mark.parametrize("place", [pytest.param(one, id=one.name, marks=pytest.mark.acceptance) for one in PLACES])
def test_two_thousand_texts_at_one_place_are_answered_as_by_the_oracle(
    server: Running, oracle: Oracle, place: Place, figure: Figure
) -> None:
    def answered(text: str) -> None:
        check(server, oracle, place, text)

    held(texts(oracle), MANY, answered)
    figure("C4", f"any text as {place.name}: {MANY} texts, every answer that of the oracle")


def test_any_text_at_any_place_is_answered_as_by_the_oracle(server: Running, oracle: Oracle) -> None:
    def answered(text: str) -> None:
        check(server, oracle, PLACES[len(text) % len(PLACES)], text)

    held(texts(oracle), FEW, answered)
    for place in PLACES:
        for key in (*INJECTIONS, oracle.keys[0], next(iter(oracle.texts))):
            check(server, oracle, place, key)


@pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.acceptance)])
def test_any_text_as_the_number_of_a_page_is_that_page_or_the_first(
    server: Running, examples: int, figure: Figure
) -> None:
    first = {name: server.ask(f"/{name}").body for name in LISTS}

    def answered(text: str) -> None:
        name = LISTS[len(text) % len(LISTS)]
        reply = server.ask(f"/{name}?page={encoded(text)}")
        assert (reply.status, reply.body) == (200, first[name]) or (reply.status == 414 and len(text) > 1_000)

    held(st.one_of(ANYTHING, st.sampled_from(INJECTIONS)), examples, answered)
    figure("C4", f"any text as the number of a page: {examples} texts, the one page there is each time")


@pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.acceptance)])
def test_any_text_that_is_explained_is_explained_as_it_stands(
    release: Path, oracle: Oracle, examples: int, figure: Figure
) -> None:
    with ReadOnlyStore(release / STORE) as store:
        explainer = Explainer(release, store=store)

        def answered(text: str) -> None:
            try:
                found = {one.subject for one in explainer.explain(f"id/{text}")}
            except LettergraphError:
                found = set()
            iri = oracle.base + f"id/{text}".strip("<>")  # an IRI may be given as it is written in queries
            assert found == ({f"<{iri}>"} if iri in oracle.subjects else set())

        held(texts(oracle), examples, answered)
    figure("C4", f"any text to be explained: {examples} texts, every answer that of the oracle")


def test_a_query_made_of_the_text_would_be_found_out(release: Path, oracle: Oracle) -> None:
    """The oracle finds what a careless program does, which puts the text into its query."""
    wrong = 0
    with ReadOnlyStore(release / STORE) as store:
        for text in INJECTIONS:
            query = f"SELECT ?s ?p ?o {{ BIND(<{oracle.base}id/{text}> AS ?s) <{oracle.base}id/{text}> ?p ?o }}"
            try:
                found = bool(store.select(query))
            except (LettergraphError, UnicodeError):
                wrong += 1  # an error that is none of the caller's
                continue
            wrong += found != bool(oracle.subjects.get(f"{oracle.base}id/{text}"))

    assert wrong > 5
