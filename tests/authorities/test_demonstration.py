"""The demonstration's authority files: whom they know, whom they leave open, and where their facts are from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.authorities import Authorities, KeyRegistry, load_authorities
from kg.config import expand_sources, load_collection
from kg.records.agent import EntityKind

SEED = "bl-1919-11-12-1"


@pytest.fixture(scope="module")
def authorities(project: Path) -> Authorities:
    collection = load_collection(project / "collections" / "southern-front-1919")
    return load_authorities(collection.authorities, same_as=collection.same_as)


def test_the_configuration_has_no_findings_and_four_sources(project: Path) -> None:
    collection = load_collection(project / "collections" / "southern-front-1919")

    assert collection.findings == ()
    assert collection.id == "sf"
    assert collection.base_iri == "http://127.0.0.1:8377/"
    assert len(expand_sources(collection)) == 4


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("L. P. Serebryakov", "serebryakov-lp"),
        ("Serebryakov", "serebryakov-lp"),
        ("I. V. Stalin", "stalin"),
        ("Stalin", "stalin"),
        ("Gusev", "gusev"),
        ("Trotsky", "trotsky"),
        ("Smilga", "smilga"),
        ("Budyonny", "budyonny"),
        ("A.V.Kvashonkin", "kvashonkin-av"),
        ("L.P.Kosheleva", "kosheleva-lp"),
        ("L.A.Rogovaya", "rogovaya-la"),
        ("O.V.Khlevnyuk", "khlevnyuk-ov"),
        ("Politburo", "politburo"),
        ("Politburo of the Central Committee of the RCP (b)", "politburo"),
        ("Politburo of the Central Committee of the RCP", "politburo"),
        ("Central Committee", "central-committee"),
        ("Southern Front", "southern-front"),
        ("southern front", "southern-front"),
        ("southeastern fronts", "southeastern-front"),
        ("eastern front", "eastern-front"),
        ("Turkestan fronts", "turkestan-front"),
        ("8th Army", "eighth-army"),
        ("RTSKHIDNI", "rtskhidni"),
        ("RTSHIDNI", "rtskhidni"),
        ("Commander-in-Chief", "commander-in-chief"),
        ("Komandyuzh", "komandyuzh"),
        ("Serpukhov", "serpukhov"),
        ("Kursk", "kursk"),
        ("Kharkov", "kharkov"),
        ("Donbass", "donbass"),
        ("Voronezh", "voronezh"),
    ],
)
def test_a_printed_name_is_known_by_itself(authorities: Authorities, name: str, key: str) -> None:
    found = authorities.find(name, document=SEED)

    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    "name",
    [
        "Revolutionary Military Council",
        "Revolutionary Soviet",
        "Headquarters",
        "headquarters",
        "Small Revolutionary Council of the Republic",
        "Kamenev",
        "S. S. Kamenev",
        "A. I. Egorov",
        "Yegorov",
        "Lenin",
        "Vladimir Ilyich",
        "southern",
        "Turkestan",
    ],
)
def test_a_name_that_does_not_say_who_is_meant_is_left_open(authorities: Authorities, name: str) -> None:
    assert authorities.find(name) is None
    assert authorities.ambiguous(name) == ()


def test_the_letter_of_the_edition_has_its_decisions(authorities: Authorities) -> None:
    decisions = {each.name: each.target.key for each in authorities.identifications_for(SEED)}

    assert decisions == {
        "A. I. Egorov": "yegorov-ai",
        "Yegorov": "yegorov-ai",
        "S. S. Kamenev": "kamenev-ss",
        "Kamenev": "kamenev-ss",
        "Lenin": "lenin",
        "Vladimir Ilyich": "lenin",
    }


def test_s_s_kamenev_is_never_lev_kamenev(authorities: Authorities) -> None:
    kamenevs = [each.key for each in authorities if "Kamenev" in each.labels[0][1]]

    assert kamenevs == ["kamenev-ss"]


def test_every_entity_has_an_english_label(authorities: Authorities) -> None:
    assert [each.key for each in authorities if "en" not in dict(each.labels)] == []


def test_every_link_and_every_date_has_its_source(authorities: Authorities) -> None:
    linked = [each for each in authorities if each.same_as or each.exact_match or each.close_match]
    dates = [date for each in authorities for date in (each.born, each.died, each.begun, each.ended) if date]
    ties = [tie for each in authorities for tie in (*each.member_of, *each.holds) if tie]

    assert [each.key for each in linked if not each.sources] == []
    assert [date for date in dates if not date.source] == []
    assert [tie for tie in ties if not tie.source] == []


def test_every_identifier_is_one_that_the_model_lists_as_verified(authorities: Authorities, shared: Path) -> None:
    facts = (shared / "model" / "README.md").read_text(encoding="utf-8")
    verified = re.search(r"### Identifiers\n(.*?)\*\*Not verified", facts, re.DOTALL)
    assert verified is not None
    numbers = set(re.findall(r"Q?\d{4,}|Q\d+", verified[1]))

    used = {
        re.sub(r".*/(?=.)|/$", "", iri.rstrip("/"))
        for each in authorities
        for iri in (*each.same_as, *each.exact_match, *each.close_match)
    }

    assert used - numbers == set()
    assert len(used) == 11


def test_every_name_stands_on_a_page_of_a_collection(project: Path, shared: Path, authorities: Authorities) -> None:
    pages = (shared / "seed" / "page.txt").read_text(encoding="utf-8")
    for page in (project / "collections" / "southern-front-1919" / "sources").glob("*.txt"):
        pages += page.read_text(encoding="utf-8")

    decided = {each.name for each in authorities.identifications}

    assert [name for name in sorted(decided) if name not in pages] == []


def test_kinds_are_as_in_the_model(authorities: Authorities) -> None:
    white_armies = authorities.find("White armies")
    komandyuzh = authorities.find("Komandyuzh", kinds={EntityKind.POSITION})

    assert white_armies is not None
    assert white_armies.kind is EntityKind.GROUP
    assert komandyuzh is not None
    assert [tie.target.key for tie in komandyuzh.exists_in] == ["southern-front"]


def test_the_keys_of_the_letters_are_frozen_with_the_collection(project: Path, authorities: Authorities) -> None:
    collection = load_collection(project / "collections" / "southern-front-1919")
    registry = KeyRegistry.load(collection.key_registry)

    assert [entry.source for entry in registry.entries] == [
        "sources/1-statement.txt",
        "sources/2-telegram.txt",
        "sources/4-resolution.txt",
        "sources/3-telegram-of-stalin.txt",
    ]
    assert registry.vanished({(file.relative, "1") for file in expand_sources(collection)}) == ()
    decided = {each.document for each in authorities.identifications if each.document.startswith("sf-")}
    assert decided - {entry.key for entry in registry.entries} == set()
