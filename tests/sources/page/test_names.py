"""Who and what is named, on the evidence of the page or of an authority file; what has no evidence is no name."""

from __future__ import annotations

import pytest

from kg.authorities import Authorities, Authority
from kg.errors import Where
from kg.records.agent import EntityKind
from kg.records.document import DocumentRecord
from kg.records.locator import Basis
from kg.records.reference import EntityType, Reference
from tests.sources.pages import noted, page, read


def named(record: DocumentRecord, kind: EntityKind) -> set[str]:
    return {name.text for one in record.entities if one.kind is kind for name in one.names}


PARTIES = {"L. P. Sharov", "V. A. Gorin", "Sharov"}


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("We saw S. S. Melnik there.", {"S. S. Melnik"}),
        ("We saw comrade Melnik there.", {"Melnik"}),
        ("We saw comrades Melnik and Yasny.", {"Melnik", "Yasny"}),
        ("Melnik, who knows, went.", {"Melnik"}),
        ("They took Melnik's boats.", {"Melnik"}),
        ("We wrote to Commander Melnik.", {"Melnik"}),
        ("We wrote to Ivan Petrovich.", {"Ivan Petrovich"}),
        ("We asked S. S. Melnik. Then Melnik went.", {"S. S. Melnik", "Melnik"}),
        ("We wrote to Melnik, S. S., about it.", {"Melnik, S. S."}),
    ],
)
def test_a_person_is_known_by_the_page_itself(text: str, persons: set[str]) -> None:
    assert named(read(page(text)), EntityKind.PERSON) - PARTIES == persons


@pytest.mark.parametrize(
    "text",
    [
        "We saw Melnik there.",
        "The People's boats came. Workers' pay did not.",
        "On Monday the Russian boats came.",
        "Dear Comrades! Having waited, We went.",
        "A telegram from Moscow came.",
    ],
)
def test_a_capital_letter_alone_names_nobody(text: str) -> None:
    assert named(read(page(text)), EntityKind.PERSON) - PARTIES == set()


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("We asked the Kama Commission.", {"Kama Commission"}),
        ("The Council of the Kama Front knows.", {"Council of the Kama Front", "Kama Front"}),
        ("The western and Ural fronts wait.", {"western", "Ural fronts"}),
        ("The RCP (b) knows.", {"RCP (b)"}),
        ("We asked the People's Commissariat of Food.", {"People's Commissariat of Food"}),
        ("We asked the government.", {"government"}),
    ],
)
def test_bodies_are_known_by_their_head(text: str, bodies: set[str]) -> None:
    assert named(read(page(text)), EntityKind.CORPORATE_BODY) - {"RGASPI"} == bodies


def test_offices_keep_their_rank_and_their_body() -> None:
    record = read(page("The Deputy People's Commissar of Food and the Commander of the Kama Front came."))

    assert named(record, EntityKind.POSITION) == {
        "Deputy People's Commissar of Food",
        "Commander of the Kama Front",
    }


def test_a_contracted_office_is_russian_in_latin_letters() -> None:
    record = read(page("We asked the Komandyuzh."))

    (office,) = [one for one in record.entities if one.kind is EntityKind.POSITION]
    assert office.names[0].language == "ru-Latn"


def test_places_are_known_by_the_word_before_them() -> None:
    record = read(page("We wait near Kazan. Capture Perm and Ufa."))

    assert named(record, EntityKind.PLACE) == {"Kazan", "Perm", "Ufa"}


def test_a_group_has_a_head_but_no_constitution() -> None:
    record = read(page("The White armies pressed."))

    assert named(record, EntityKind.GROUP) == {"White armies"}


def test_names_in_a_cited_title_name_nobody() -> None:
    record = read(noted("See: History of the Kama Front. T. 2. S. 5-6."))

    assert "Kama Front" not in named(record, EntityKind.CORPORATE_BODY)


def authority(kind: EntityKind, key: str, *names: str) -> Authority:
    return Authority(key=key, kind=kind, labels=(("en", names[0]),), names=names, where=Where())


FILES = Authorities(
    [
        authority(EntityKind.PERSON, "melnik", "Melnik", "S. S. Melnik"),
        authority(EntityKind.CORPORATE_BODY, "kama-front", "Kama Front"),
        authority(EntityKind.PLACE, "kazan", "Kazan"),
    ]
)


def test_an_authority_file_names_what_the_page_does_not() -> None:
    record = read(page("We saw Melnik in Kazan."), authorities=FILES)

    bases = {one.reference.key: one.basis for one in record.entities}
    assert (bases["melnik"], bases["kazan"]) == (Basis.STATED, Basis.STATED)


def test_both_forms_of_one_authority_are_one_entity() -> None:
    record = read(page("We saw S. S. Melnik. Melnik went."), authorities=FILES)

    (melnik,) = [one for one in record.entities if one.reference.key == "melnik"]
    assert [name.text for name in melnik.names] == ["S. S. Melnik", "Melnik"]


def test_without_an_authority_two_forms_are_two_unresolved_entities() -> None:
    record = read(page("We saw S. S. Melnik. Melnik went."))

    melniks = [one for one in record.entities if "elnik" in one.names[0].text]
    assert [(one.reference.key, one.basis) for one in melniks] == [
        ("kc-1-s-s-melnik", Basis.UNRESOLVED),
        ("kc-1-melnik", Basis.UNRESOLVED),
    ]


def test_other_initials_are_another_person_whatever_the_file_says() -> None:
    record = read(page("We saw L. B. Melnik."), authorities=FILES)

    assert "melnik" not in [one.reference.key for one in record.entities]
    assert "L. B. Melnik" in named(record, EntityKind.PERSON)


def test_a_body_within_a_bodys_name_is_a_part_by_inference() -> None:
    record = read(page("The Council of the Kama Front knows."))

    assert [(one.part.key, one.whole.key) for one in record.parts] == [
        ("kc-1-council-of-the-kama-front", "kc-1-kama-front")
    ]


def test_a_parenthesis_sets_two_bodies_equal_by_inference() -> None:
    record = read(page("The Headquarters (the Small Council) knows."))

    assert [(one.one.key, one.other.key) for one in record.equations] == [("kc-1-headquarters", "kc-1-small-council")]


def test_an_office_existed_in_the_body_that_its_name_says() -> None:
    record = read(page("The Commander of the Kama Front came."))

    (office,) = [one for one in record.entities if one.kind is EntityKind.POSITION]
    assert office.existed_in == Reference(EntityType.BODY, "kc-1-kama-front")
