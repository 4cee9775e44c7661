"""Row B4: every answer says what it depends on, so no cache ever gives a client what was made for another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from kg.publication.negotiation import parse_accept
from tests.reliability.b_caches import Ask, Got, Origin, SharedCache, fault, origin_of, wrong_vary
from tests.reliability.figures import Figure
from tests.server.pages.in_process import open_app
from tests.server.running import LETTER

STEPS = 12
SHORT, LONG = 40, 5_000
"""Sequences of requests."""

QUERIES = {
    "a table": "SELECT * { ?s a ?type } ORDER BY ?s ?type LIMIT 40",
    "a graph": "CONSTRUCT { ?s a ?type } { ?s a ?type } LIMIT 5",
    "yes or no": "ASK {}",
    "what is no query": "SELECT {",
    "what is forbidden": "ASK { SERVICE <http://127.0.0.1/> {} }",
}
URLS = (
    "/sparql",
    *(f"/sparql?query={quote(query)}" for query in QUERIES.values()),
    f"/sparql?query={quote(QUERIES['a table'])}&accept=text/csv",
    *("/data", "/data?default", "/data?graph=x%3Anothing", "/data?graph=relative"),
    *(
        "/id/person/stalin",
        "/id/person/stalin.ttl",
        "/doc/person/stalin",
        "/doc/person/nobody",
        "/doc/person/nobody.nt",
    ),
    *(f"/doc/doc/{LETTER}{suffix}" for suffix in ("", ".html", ".ttl", ".jsonld", ".rdf", ".nq", ".png")),
    *("/graph/labels", "/graph/labels.trig", "/graph/nothing", "/ontology", "/ontology.ttl", "/vocab", "/shapes"),
    *("/shapes.html", "/void", "/void.nt", "/queries", "/queries/who-wrote-to-whom", "/queries/nothing"),
    *("/about/limits", "/about", "/", "/persons", "/report", "/report.json", "/report.csv", "/openapi.json"),
    *("/context.jsonld", "/profile", "/problems/busy", "/problems/nothing", "/.well-known/void", "/robots.txt"),
    *("/dumps/sf.nq.gz", "/dumps/nothing", "/health/live", "/nothing", "/static/lettergraph.css", "/static/nothing"),
)
SOME = URLS[::4]
"""For the short form."""
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ACCEPTS = (
    *(None, "*/*", BROWSER, "text/html", "text/*", "application/*;q=0.5, text/turtle", "*/*;q=0", "nonsense"),
    *("text/turtle", "text/turtle;version=1.2", "application/ld+json", "application/n-triples", "application/rdf+xml"),
    *("application/trig", "application/n-quads", "application/sparql-results+json", "application/sparql-results+xml"),
    *("text/csv", "text/tab-separated-values", "application/json", "application/problem+json", "text/plain"),
    *("image/png", "image/png, text/html;q=0.1", "text/html;q=0.2, text/turtle;q=0.9"),
)
ENCODINGS = (None, "gzip", "zstd", "gzip, deflate, br, zstd", "identity", "gzip;q=0")


@pytest.fixture(scope="module")
def origin(collection: Path) -> Origin:
    """The application over the release, without workers."""
    return origin_of(open_app(collection / "site" / "current"))


def walk(origin: Origin, *, sequences: int, urls: Iterable[str] = URLS) -> tuple[int, int]:
    """Send sequences of requests through a shared cache, a new one for each.

    Returns:
        The numbers of requests, and of those that the cache answered.

    Raises:
        AssertionError: a client was given what was made for another.
    """
    told = [0, 0]

    class Clients(RuleBasedStateMachine):
        """Clients of every kind behind one cache, who like a few pages only."""

        def __init__(self) -> None:
            super().__init__()
            self.cache = SharedCache(origin)
            self.tags: dict[str, list[str]] = {}

        @initialize(urls=st.lists(st.sampled_from(tuple(urls)), min_size=1, max_size=3))
        def choose(self, urls: list[str]) -> None:
            self.urls = urls

        @rule(
            place=st.integers(0, 2),
            accept=st.sampled_from(ACCEPTS),
            encoding=st.sampled_from(ENCODINGS),
            held=st.sampled_from((None, 0, -1)),
        )
        def ask(self, place: int, accept: str | None, encoding: str | None, held: int | None) -> None:
            url = self.urls[place % len(self.urls)]
            known = self.tags.setdefault(url, [])
            asked = Ask(url, accept, encoding, (known[held],) if known and held is not None else ())
            before = self.cache.hits
            got = self.cache.get(asked)
            if got.tag is not None and got.tag not in known:
                known.append(got.tag)
            told[0] += 1
            told[1] += self.cache.hits - before

            wrong = fault(asked, got, origin)
            if wrong is not None:
                raise AssertionError(wrong)

    chosen = settings(
        max_examples=sequences,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Clients, settings=chosen)
    return told[0], told[1]


def tampered(origin: Origin, change: Callable[[int, frozenset[str]], frozenset[str]]) -> Origin:
    """The same answers with another ``Vary``, made of the status and of what it was."""

    def ask(asked: Ask) -> Got:
        got = origin(asked)
        return replace(got, vary=change(got.status, got.vary))

    return ask


def test_every_answer_names_what_it_depends_on(origin: Origin, figure: Figure) -> None:
    number, wrong = wrong_vary(origin, SOME, ACCEPTS[::3], ENCODINGS[:2])

    figure("B4", f"negotiation (short): {number} answers of {len(SOME)} URLs, {len(wrong)} with a wrong Vary")
    assert wrong == []


def test_a_shared_cache_never_gives_a_client_what_was_made_for_another(origin: Origin, figure: Figure) -> None:
    asked, hits = walk(origin, sequences=SHORT, urls=SOME)

    figure("B4", f"shared cache (short): {SHORT} sequences, {asked} requests, {hits} from the cache, 0 wrong")
    assert hits > 0


@pytest.mark.acceptance
def test_every_answer_of_every_url_names_what_it_depends_on(origin: Origin, figure: Figure) -> None:
    number, wrong = wrong_vary(origin, URLS, ACCEPTS, ENCODINGS)

    figure("B4", f"negotiation: {number} answers of {len(URLS)} URLs, {len(wrong)} with a wrong Vary")
    assert wrong == []


@pytest.mark.acceptance
def test_in_thousands_of_sequences_a_shared_cache_gives_nothing_wrong(origin: Origin, figure: Figure) -> None:
    asked, hits = walk(origin, sequences=LONG)

    figure("B4", f"shared cache: {LONG} sequences, {asked} requests, {hits} from the cache, 0 wrong")
    assert hits > LONG


FEW = ("/doc/person/stalin", "/doc/person/nobody", "/id/person/stalin", f"/sparql?query={quote(QUERIES['a table'])}")
NOTHING: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(lambda _, vary: vary - {"accept"}, "Accept is not named", id="never Accept"),
        pytest.param(lambda status, vary: NOTHING if status >= 400 else vary, "does not vary", id="not on errors"),
        pytest.param(lambda status, vary: NOTHING if status == 304 else vary, "status=304", id="not on 304"),
        pytest.param(lambda _, vary: vary - {"accept-encoding"}, "Encoding is not named", id="never the coding"),
    ],
)
def test_a_wrong_vary_is_found(
    origin: Origin, change: Callable[[int, frozenset[str]], frozenset[str]], words: str
) -> None:
    _, wrong = wrong_vary(tampered(origin, change), FEW, ACCEPTS[:12], ENCODINGS[:2])

    assert any(words in one for one in wrong)


def test_without_vary_the_cache_gives_what_was_made_for_another(origin: Origin) -> None:
    with pytest.raises(AssertionError, match="was given"):
        walk(tampered(origin, lambda *_: NOTHING), sequences=SHORT, urls=FEW)


def test_the_headers_of_the_requests_are_read_by_the_server() -> None:
    assert all(parse_accept(accept) for accept in ACCEPTS if accept not in (None, "nonsense"))
