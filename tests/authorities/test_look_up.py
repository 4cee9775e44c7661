"""A printed name finds the one entity that lists it, and nobody where that is open."""

from __future__ import annotations

import dataclasses

import pytest

from kg.authorities import Authorities
from kg.records.agent import EntityKind
from kg.records.reference import EntityType
from tests.authorities.conftest import Load

WHO = """\
persons:
  - {key: stalin, labels: {en: "Stalin, Joseph"}, names: [I. V. Stalin, Stalin], also: {en: Koba}}
  - {key: kamenev-ss, labels: {en: "Kamenev, S. S."}, names: [S. S. Kamenev, Kamenev]}
  - {key: kamenev-lb, labels: {en: "Kamenev, L. B."}, names: [L. B. Kamenev, Kamenev]}
  - {key: serebryakov-lp, labels: {en: S}, names: [L. P. Serebryakov], misprints: {en: [Seerebyakov]}}
bodies:
  - {key: eastern-front, labels: {en: Eastern Front}, names: [eastern]}
  - {key: rcp-b, labels: {en: RCP(b)}, names: [RCP (b)]}
  - {key: archive, labels: {en: RTsKhIDNI}, names: [RTSKHIDNI]}
  - {key: budyonny-corps, labels: {en: Corps}, names: [Budyonny's cavalry corps]}
places:
  - {key: stalin-town, labels: {en: Stalin (town)}, names: [Stalin]}
identifications:
  - {document: bl-1, name: Stalin, person: kamenev-lb, by: A, on: 2026-01-31, why: A riddle.}
  - {document: bl-1, name: Kamenev, person: kamenev-lb, by: A, on: 2026-01-31, why: So.}
  - {document: bl-2, name: Kamenev, person: kamenev-ss, by: A, on: 2026-01-31, why: So.}
"""
PERSONS = (EntityKind.PERSON,)


@pytest.fixture
def authorities(load: Load) -> Authorities:
    return load(WHO)


def found(authorities: Authorities, name: str) -> str | None:
    authority = authorities.find(name)
    return None if authority is None else authority.key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("I. V. Stalin", "stalin"),
        ("I.V.Stalin", "stalin"),
        ("I.\u00a0V.  Stalin", "stalin"),
        ("I. V. STALIN", "stalin"),
        (" S.S. Kamenev\n", "kamenev-ss"),
        ("Seerebyakov", "serebryakov-lp"),
        ("L. P. Serebryakov", "serebryakov-lp"),
        ("eastern", "eastern-front"),
        ("RCP(b)", "rcp-b"),
        ("RCP ( b )", "rcp-b"),
        ("RTsKhIDNI", "archive"),
        ("Budyonny’s cavalry corps", "budyonny-corps"),
    ],
)
def test_a_name_finds_its_entity_however_it_is_set(authorities: Authorities, name: str, key: str) -> None:
    assert found(authorities, name) == key


@pytest.mark.parametrize("name", ["J. V. Stalin", "Koba", "Stalin, Joseph", "stalin", "Eastern", "Serebryakov", ""])
def test_a_name_that_is_not_listed_finds_nobody(authorities: Authorities, name: str) -> None:
    assert found(authorities, name) is None


def test_the_kind_decides_between_a_person_and_a_place(authorities: Authorities) -> None:
    person = authorities.find("Stalin", kinds=PERSONS)
    place = authorities.find("Stalin", kinds={EntityKind.PLACE})

    assert person is not None
    assert place is not None
    assert (person.key, place.key) == ("stalin", "stalin-town")
    assert authorities.find("Stalin") is None
    assert authorities.find("Stalin", kinds=()) is None


def test_an_ambiguous_name_finds_nobody_and_says_between_whom(authorities: Authorities) -> None:
    assert authorities.find("Kamenev", kinds=PERSONS) is None
    assert [each.key for each in authorities.ambiguous("Kamenev", kinds=PERSONS)] == ["kamenev-lb", "kamenev-ss"]


def test_a_name_that_finds_one_or_none_is_not_ambiguous(authorities: Authorities) -> None:
    assert authorities.ambiguous("Stalin", kinds=PERSONS) == ()
    assert authorities.ambiguous("Lenin") == ()


def test_a_decision_about_a_letter_wins_over_the_names(authorities: Authorities) -> None:
    assert authorities.find("Stalin", kinds=PERSONS, document="bl-1") is None
    in_another = authorities.find("Stalin", kinds=PERSONS, document="bl-2")
    assert in_another is not None
    assert in_another.key == "stalin"


def test_a_decision_is_found_by_letter_and_name(authorities: Authorities) -> None:
    decision = authorities.identification("bl-2", "KAMENEV", kinds=PERSONS)

    assert decision is not None
    assert decision.target.key == "kamenev-ss"
    assert decision.printed.key == "bl-2-kamenev"
    assert authorities.identification("bl-2", "Kamenev", kinds={EntityKind.PLACE}) is None
    assert authorities.identification("bl-3", "Kamenev") is None


def test_the_decisions_about_a_letter_are_sorted_by_name(authorities: Authorities) -> None:
    assert [each.name for each in authorities.identifications_for("bl-1")] == ["Kamenev", "Stalin"]
    assert authorities.identifications_for("bl-3") == ()


def test_entities_are_sorted_by_type_and_key(authorities: Authorities) -> None:
    references = [each.reference for each in authorities]

    assert references == sorted(references)
    assert len(authorities) == len(references) == 9


def test_an_entity_is_got_by_type_and_key(authorities: Authorities) -> None:
    stalin = authorities.get(EntityType.PERSON, "stalin")

    assert stalin is not None
    assert stalin.key == "stalin"
    assert authorities.get(EntityType.PLACE, "stalin") is None


def test_without_authorities_everybody_is_unknown() -> None:
    nobody = Authorities()

    assert nobody.find("Stalin", document="bl-1") is None
    assert nobody.identifications_for("bl-1") == ()
    assert len(nobody) == 0


LINKED = """\
persons:
  - {key: goethe, labels: {en: G}, names: [Goethe], same_as: ["https://d-nb.info/gnd/118540238"]}
  - {key: double-a, labels: {en: A}, names: [A]}
bodies:
  - {key: double-b, labels: {en: B}, names: [B], exact_match: ["http://viaf.org/viaf/24602065"]}
places:
  - {key: vienna, labels: {en: V}, names: [V], exact_match: ["https://sws.geonames.org/2761369/"]}
  - {key: near, labels: {en: N}, names: [N], close_match: ["https://sws.geonames.org/2812482/"]}
"""


@pytest.fixture
def linked(load: Load) -> Authorities:
    """Authorities of which two claim one VIAF number, which no file may say."""
    entities = load(LINKED)
    double = ("https://viaf.org/viaf/24602065/",)
    return Authorities(
        dataclasses.replace(each, same_as=double) if each.key == "double-a" else each for each in entities
    )


def found_by_iri(authorities: Authorities, iri: str, kinds: tuple[EntityKind, ...] = tuple(EntityKind)) -> str | None:
    authority = authorities.find_by_iri(iri, kinds=kinds)
    return None if authority is None else authority.key


def test_an_iri_in_any_form_finds_the_entity_that_lists_it(linked: Authorities) -> None:
    assert found_by_iri(linked, "https://d-nb.info/gnd/118540238/") == "goethe"
    assert found_by_iri(linked, "http://sws.geonames.org/2761369") == "vienna"


def test_an_iri_finds_nobody_where_it_is_open(linked: Authorities) -> None:
    assert found_by_iri(linked, "https://sws.geonames.org/2812482/") is None
    assert found_by_iri(linked, "http://viaf.org/viaf/24602065") is None
    assert found_by_iri(linked, "no IRI") is None
    assert found_by_iri(linked, "https://d-nb.info/gnd/118540238", (EntityKind.PLACE,)) is None


def test_the_kind_decides_between_two_that_list_one_iri(linked: Authorities) -> None:
    assert found_by_iri(linked, "http://viaf.org/viaf/24602065", PERSONS) == "double-a"
