"""Only what a browser may safely follow becomes a link."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.links import Links, is_safe, root_of

BASE = "https://letters.example.org/"
LINKS = Links(BASE, "../../")


@pytest.mark.parametrize(
    ("path", "root"), [("/", "./"), ("/documents", "./"), ("/doc/person/x", "../../"), ("/id/a", "../")]
)
def test_the_way_to_the_root_is_that_of_the_depth(path: str, root: str) -> None:
    assert root_of(path) == root


@pytest.mark.parametrize(
    ("iri", "href"),
    [
        (f"{BASE}id/person/stalin", "../../doc/person/stalin"),
        (f"{BASE}id/annotation/a#target", "../../doc/annotation/a"),
        (f"{BASE}graph/labels", "../../graph/labels"),
        (f"{BASE}vocab", "../../vocab"),
        ("https://w3id.org/lettergraph/ontology#hasSignatory", "../../ontology#hasSignatory"),
        ("https://w3id.org/lettergraph/vocab#stated", "../../vocab#stated"),
        ("http://www.wikidata.org/entity/Q855", "http://www.wikidata.org/entity/Q855"),
        ("mailto:editor@example.org", "mailto:editor@example.org"),
    ],
)
def test_an_iri_leads_somewhere(iri: str, href: str) -> None:
    assert LINKS.href(iri) == href


@pytest.mark.parametrize(
    "iri",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "https://user:password@example.org/",
        "https://example.org@evil.example/",
        "https:evil",
        "//evil.example/",
        "http://[bad",
        "blob:https://example.org/x",
        "",
    ],
)
def test_what_is_not_safe_is_shown_as_text(iri: str) -> None:
    assert LINKS.href(iri) is None


@pytest.mark.parametrize("rest", ["javascript:alert(1)", "/evil.example/", "//evil.example", "id/javascript:alert(1)"])
def test_an_iri_of_ours_never_leads_outside(rest: str) -> None:
    href = LINKS.href(BASE + rest)

    assert href is not None
    assert href.startswith("../../")


@given(st.text())
def test_no_text_becomes_a_link_with_another_scheme(text: str) -> None:
    if is_safe(text):
        assert text.strip().split(":")[0].lower() in ("http", "https", "mailto")
