"""What single values of a configuration may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.config import external_authority
from kg.config.values import (
    base_iri_problem,
    encoding_problem,
    iri_problem,
    language_problem,
    path_problem,
    slug_problem,
)


@pytest.mark.parametrize(
    "tag",
    ["en", "ru-Latn", "de-AT", "sr-Latn-RS", "grc", "de-1996", "ru-Latn-t-ru-m0-bgn", "es-419", "en-x-old", "und"],
)
def test_well_formed_language_tags_are_accepted(tag: str) -> None:
    assert language_problem(tag) is None


@pytest.mark.parametrize("tag", ["", "e", "en_GB", "en-", "en--GB", "x-private", "e1", "en-toolongsubtag", "en-x"])
def test_other_language_tags_are_refused(tag: str) -> None:
    assert language_problem(tag) is not None


@pytest.mark.parametrize("text", ["bl", "1919", "southern-front-1919"])
def test_slugs_are_accepted(text: str) -> None:
    assert slug_problem(text) is None


@pytest.mark.parametrize("text", ["", "-a", "a-", "a--b", "A", "a_b", "é", "a\n", "a/b"])
def test_what_is_no_slug_is_refused(text: str) -> None:
    assert slug_problem(text) is not None


@pytest.mark.parametrize("text", ["sources/*.txt", "a", "**/*.xml", "with blank.txt"])
def test_relative_paths_are_accepted(text: str) -> None:
    assert path_problem(text) is None


@pytest.mark.parametrize("text", ["", " ", "a\x00b", "/a", "..", "a/../../b", "a\\b", "a**/b"])
def test_paths_that_lead_outside_or_nowhere_are_refused(text: str) -> None:
    assert path_problem(text) is not None


@given(st.text(max_size=30))
def test_any_text_is_judged_without_an_exception(text: str) -> None:
    for judge in (slug_problem, iri_problem, base_iri_problem, language_problem, encoding_problem, path_problem):
        problem = judge(text)

        assert problem is None or (problem.what and problem.remedy)


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("http://www.wikidata.org/entity/Q855", "wikidata"),
        ("https://www.wikidata.org/entity/Q855", None),
        ("http://www.wikidata.org/wiki/Q855", None),
        ("http://www.wikidata.org/entity/Q855\n", None),
        ("https://sws.geonames.org/496527/", "geonames"),
        ("https://sws.geonames.org/496527", None),
        ("https://www.geonames.org/496527/", None),
        ("https://d-nb.info/gnd/4029821-1", "gnd"),
        ("http://d-nb.info/gnd/4029821-1", None),
        ("http://viaf.org/viaf/1", "viaf"),
        ("http://data.bnf.fr/ark:/12148/cb12345678x", "bnf"),
        ("http://data.bnf.fr/ark:/12148/cb12345678x#about", "bnf"),
        ("http://id.loc.gov/authorities/names/n12345678", "lccn"),
        ("http://id.loc.gov/authorities/names/no2001012345", "lccn"),
        ("http://id.ndl.go.jp/auth/entity/00000001", "ndl"),
        ("https://isni.org/isni/000000000000000X", "isni"),
        ("https://register.example/1", None),
    ],
)
def test_an_iri_belongs_to_a_register_in_the_form_that_the_register_mints(iri: str, name: str | None) -> None:
    assert external_authority(iri) == name


def test_only_allowed_registers_count() -> None:
    assert external_authority("http://viaf.org/viaf/1", ("gnd", "wikidata")) is None


def test_a_register_of_ones_own_is_named_by_the_beginning_of_its_iris() -> None:
    own = "https://register.example/"

    assert external_authority("https://register.example/1", (own,)) == own
    assert external_authority(own, (own,)) is None
    assert external_authority("https://other.example/1", (own,)) is None
