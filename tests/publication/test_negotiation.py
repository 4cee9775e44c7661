"""Accept headers, as real clients send them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.publication.negotiation import (
    LONGEST,
    MediaRange,
    Offer,
    accepts,
    bare_media_type,
    choose_coding,
    negotiate,
    parse_accept,
    parse_options,
)
from kg.publication.resource_formats import PAGE_FORMATS, RDF_FORMATS, TURTLE, choose, split_suffix

RDFLIB = (
    "application/rdf+xml, text/n3, text/turtle, application/n-triples, application/ld+json, application/n-quads, "
    "application/trix, application/trig"
)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
    "text/turtle;q=0.6,application/rdf+xml;q=0.5,text/n3;q=0.35,application/xml;q=0.3,image/svg+xml;q=0.3,"
    "text/html;q=0.2,application/xhtml+xml;q=0.18"
)
JENA = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (None, "html"),
        ("", "html"),
        ("*/*", "html"),
        ("*", "html"),
        (BROWSER, "html"),
        (RDFLIB, "ttl"),
        (COMUNICA, "nq"),
        (JENA, "ttl"),
        ("application/json", "jsonld"),
        ("application/ld+json, application/json;q=0.9, */*;q=0.1", "jsonld"),
        ("text/turtle;version=1.2", "ttl"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, x"', "jsonld"),
        ("TEXT/TURTLE", "ttl"),
        ("text/*", "html"),
        ("application/*", "jsonld"),
        ("text/html;q=0, */*", "ttl"),
        ("text/turtle;q=0.1, text/*;q=0.9, application/rdf+xml;q=0.2", "html"),
        ("text/turtle;q=none", "ttl"),
        ("text/turtle;q=5, text/html", "html"),
        ("text/turtle;q=nan, application/trig;q=0.9", "ttl"),
        ("text/turtle ; Q = 0.2 , application/trig", "trig"),
        ("nonsense, ;;, text/turtle", "ttl"),
        ("nonsense", "html"),
    ],
)
def test_a_client_gets_what_it_likes_best_and_between_equals_what_we_do(accept: str | None, suffix: str) -> None:
    chosen = choose(accept, PAGE_FORMATS)

    assert chosen is not None
    assert suffix == chosen.suffix


@pytest.mark.parametrize("accept", ["image/png", "text/turtle;q=0", "image/*, audio/*", "*/*;q=0"])
def test_a_client_that_accepts_nothing_of_ours_gets_nothing(accept: str) -> None:
    assert choose(accept, RDF_FORMATS) is None


def test_nothing_is_chosen_of_nothing() -> None:
    assert negotiate("*/*", ()) is None
    assert negotiate(None, ()) is None


def test_an_alias_is_matched_by_its_name_and_not_by_a_wildcard() -> None:
    offers = (Offer("text/plain"), Offer("application/ld+json", ("application/json",)))

    assert negotiate("application/json;q=0.5, text/plain;q=0.4", offers) == offers[1]
    assert negotiate("application/json;q=0.1, application/*;q=0.9, text/plain;q=0.5", offers) == offers[0]


def test_what_is_excluded_by_name_is_not_let_in_by_a_wildcard() -> None:
    assert negotiate("text/turtle;q=0, */*;q=0.1", (TURTLE.offer,)) is None


def test_only_what_a_client_names_is_accepted_by_name() -> None:
    assert accepts("text/html;q=0.1", "text/html")
    assert not accepts("*/*", "text/html")
    assert not accepts("text/html;q=0", "text/html")


def test_a_header_is_read_in_its_order() -> None:
    assert (MediaRange("a", "b", 0.5), MediaRange("*", "*")) == parse_accept("a/b;level=1;q=0.5, */*")


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        (None, None),
        ("", None),
        ("identity", None),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate", "gzip"),
        ("GZIP;q=0.5 , zstd;q=0.4", "gzip"),
        ("x-gzip", "gzip"),
        ("*", "zstd"),
        ("*;q=0.5, zstd;q=0", "gzip"),
        ("gzip;q=0", None),
        ("gzip;q=0.5, identity", None),
        ("gzip, identity", "gzip"),
        ("br", None),
        (";;,=", None),
    ],
)
def test_a_client_gets_the_coding_that_it_likes_best_and_none_unasked(header: str | None, coding: str | None) -> None:
    assert coding == choose_coding(header, ("zstd", "gzip"))


@pytest.mark.parametrize(
    ("header", "value", "parameters"),
    [
        (None, "", ()),
        ("Text/Turtle", "text/turtle", ()),
        ("a/b; Version = 1.2 ;x", "a/b", (("version", "1.2"), ("x", ""))),
        (r'a/b;p="1;\"2"', "a/b", (("p", '1;"2'),)),
    ],
)
def test_the_parameters_of_a_header_are_read(
    header: str | None, value: str, parameters: tuple[tuple[str, str], ...]
) -> None:
    assert (value, parameters) == parse_options(header)
    assert bare_media_type(header) == value


def test_only_the_beginning_of_an_endless_header_is_read() -> None:
    assert choose("x/y," * LONGEST + "text/turtle", RDF_FORMATS) is None


@given(st.text(), st.sampled_from([PAGE_FORMATS, RDF_FORMATS]))
def test_any_text_is_read_without_an_error(accept: str, formats: tuple[object, ...]) -> None:
    chosen = choose(accept, formats)  # type: ignore[arg-type]  # a tuple of formats

    assert chosen is None or chosen in formats


@given(st.dictionaries(st.sampled_from([one.media_type for one in PAGE_FORMATS]), st.integers(0, 1000), min_size=1))
def test_the_highest_weight_wins_and_zero_never(weights: dict[str, int]) -> None:
    accept = ", ".join(f"{media_type};q={weight / 1000}" for media_type, weight in weights.items())
    chosen = choose(accept, PAGE_FORMATS)

    assert max(weights.values()) == (weights[chosen.media_type] if chosen else 0)
    assert chosen is None or weights[chosen.media_type] > 0


@given(
    st.lists(st.sampled_from(["text/turtle", "application/trig;q=0.5", "text/html;q=0.2", "*/*;q=0.1"]), min_size=1),
    st.randoms(use_true_random=False),
)
def test_the_order_of_a_header_says_nothing(parts: list[str], random: object) -> None:
    shuffled = sorted(parts, key=lambda _: random.random())  # type: ignore[attr-defined]  # a random.Random

    assert choose(", ".join(parts), PAGE_FORMATS) == choose(", ".join(shuffled), PAGE_FORMATS)


@pytest.mark.parametrize(
    ("path", "stem", "suffix"),
    [
        ("doc/person/stalin.ttl", "doc/person/stalin", "ttl"),
        ("doc/person/stalin", "doc/person/stalin", None),
        ("doc/person/j.v.stalin", "doc/person/j.v.stalin", None),
        ("doc/a.ttl/b", "doc/a.ttl/b", None),
        (".ttl", ".ttl", None),
        ("doc/a.nq.html", "doc/a.nq", "html"),
    ],
)
def test_a_suffix_is_that_of_a_format_or_part_of_the_name(path: str, stem: str, suffix: str | None) -> None:
    found, format_ = split_suffix(path)

    assert (stem, suffix) == (found, None if format_ is None else format_.suffix)
