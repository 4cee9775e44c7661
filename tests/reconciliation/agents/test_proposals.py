"""What is proposed, how sure it is said to be, and what is reported as impossible."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.authorities import Authorities, load_authorities
from kg.reconciliation.agents import Level, Proposal, contradictions, observe, propose
from kg.reconciliation.agents.comparing import Agreement, Verdict, agree, compare
from kg.reconciliation.agents.observing import Node, Record, folded

NUMBER = itertools.count()


def person(key: str, name: str, *, iris: Sequence[str] = (), type_: str = "person") -> dict[str, object]:
    """One named entity; a key with a dot is a letter's own, which nothing identifies."""
    return {
        "reference": {"type": type_, "key": key.replace(".", "-")},
        "names": [{"text": name}],
        "basis": "unresolved" if "." in key else "stated",
        "links": [{"iri": iri} for iri in iris],
    }


def letter(
    sender: Mapping[str, object],
    addressee: Mapping[str, object],
    *,
    year: int = 1901,
    edition: str = "e",
    place: Mapping[str, object] | None = None,
) -> tuple[str, Record]:
    key = f"l-{next(NUMBER)}"
    document: dict[str, object] = {
        "main": True,
        "senders": [{"agent": sender["reference"]}],
        "addressees": [{"agent": addressee["reference"]}],
        "dates": {"sent": [{"earliest": f"{year}-01-01", "latest": f"{year}-12-31"}]},
    }
    if place is not None:
        document["places"] = {"sent": [{"place": place["reference"]}]}
    record = {"persons": [sender, addressee], "documents": [document], "edition": {"key": edition}}
    return key, record | ({"places": [place]} if place is not None else {})


TERN = person("gnd-1", "Tern, Bea")


def proposals(*letters: tuple[str, Record], authorities: Authorities | None = None) -> list[Proposal]:
    known = Authorities() if authorities is None else authorities
    return propose(observe(letters, known), known.decisions)


def reported(*letters: tuple[str, Record], authorities: Authorities | None = None) -> list[str]:
    known = Authorities() if authorities is None else authorities
    return [one.against[0] for one in contradictions(observe(letters, known), known.decisions)]


def only(found: list[Proposal]) -> Proposal:
    (one,) = found
    return one


def load(folder: Path, people: str = "", decisions: str = "") -> Authorities:
    (folder / "people.yaml").write_text(people, encoding="utf-8")
    (folder / "decisions.yaml").write_text(decisions, encoding="utf-8")
    return load_authorities([folder / "people.yaml"], identities=[folder / "decisions.yaml"])


def test_an_iri_in_common_and_agreeing_names_are_certain() -> None:
    one = person("gnd-2", "Gull, Ada", iris=["http://viaf.org/viaf/24602065"])
    other = person("viaf-24602065", "A. Gull", iris=["http://viaf.org/viaf/24602065"])

    found = only(proposals(letter(one, TERN), letter(other, TERN, edition="f")))
    assert (found.level, set(found.keys)) == (Level.CERTAIN, {"gnd-2", "viaf-24602065"})
    assert "viaf.org" in found.evidence[0]


def test_an_iri_on_people_whose_names_disagree_is_a_contradiction() -> None:
    one = person("gnd-2", "Gull, Ada", iris=["http://viaf.org/viaf/24602065"])
    other = person("viaf-24602065", "Plover, Max", iris=["http://viaf.org/viaf/24602065"])

    assert only(proposals(letter(one, TERN), letter(other, TERN))).level is Level.CONTRADICTION


def test_the_links_of_an_authority_file_lead_from_register_to_register(tmp_path: Path) -> None:
    text = """persons: [{key: gull-a, labels: {en: "Gull, Ada"}, close_match: [], same_as:
      ["http://viaf.org/viaf/24602065", "http://www.wikidata.org/entity/Q5879"]}]"""
    other = person("wikidata-q5879", "Ada Gull", iris=["http://www.wikidata.org/entity/Q5879"])

    found = only(proposals(letter(other, TERN), authorities=load(tmp_path, text)))
    assert (found.level, found.keys) == (Level.CERTAIN, ("gull-a", "wikidata-q5879"))


def test_a_name_of_one_edition_with_one_correspondent_is_one_row_however_many_letters() -> None:
    letters = [letter(person(f"l.{number}-gull", "Ada Gull"), TERN, year=1900 + number) for number in range(6)]

    found = only(proposals(*letters))
    assert (found.level, len(found.keys)) == (Level.CERTAIN, 6)


@pytest.mark.parametrize(
    "name", ["Gull", "A. Gull", "Witwe Gull", "Ada und Max Gull", "13 Mitglieder der Gesellschaft"]
)
def test_what_is_no_full_name_of_one_person_is_not_certain(name: str) -> None:
    found = only(proposals(letter(person("a.1", name), TERN), letter(person("a.2", name), TERN)))

    assert found.level is not Level.CERTAIN


def test_the_same_name_in_another_transliteration_is_proposed() -> None:
    one, other = person("gnd-2", "Чехова, Юлия"), person("a.1", "Iuliia Chekhova")

    found = only(proposals(letter(one, TERN), letter(other, TERN)))
    assert found.level is Level.PROBABLE
    assert "another spelling" in found.evidence[0]


def test_two_entries_of_one_register_speak_against_and_letters_of_a_century_too() -> None:
    one, other = person("gnd-2", "Ada Gull"), person("gnd-3", "Ada Gull")

    near = only(proposals(letter(one, TERN), letter(other, TERN)))
    assert (near.level, near.against) == (Level.POSSIBLE, ("two entries of gnd",))
    assert proposals(letter(one, TERN), letter(other, person("gnd-4", "Max Plover"), year=1799, edition="f")) == []


@pytest.mark.parametrize("pair", [("Ada Gull", "Max Gull"), ("Ada Gull", "Ada Plover"), ("A. Gull", "M. Gull")])
def test_names_that_disagree_are_not_proposed(pair: tuple[str, str]) -> None:
    assert proposals(letter(person("gnd-2", pair[0]), TERN), letter(person("a.1", pair[1]), TERN)) == []


def test_a_name_that_fits_two_is_less_sure() -> None:
    two = letter(person("gnd-2", "Ada Gull"), TERN), letter(person("viaf-3", "Ada Gull"), TERN)
    unresolved = letter(person("a.1", "Ada Gull"), TERN)

    levels = {found.level for found in proposals(*two, unresolved) if "a-1" in found.keys}
    assert Level.CERTAIN not in levels
    assert only(proposals(two[0], unresolved)).level is Level.CERTAIN


def test_what_is_decided_is_not_proposed_again(tmp_path: Path) -> None:
    letters = letter(person("gnd-2", "Ada Gull"), TERN), letter(person("a.1", "Ada Gull"), TERN)
    text = "decisions: [{decision: %s, kind: person, of: [gnd-2, a-1], by: A, on: 2026-01-31, why: So.}]"

    assert len(proposals(*letters, authorities=load(tmp_path))) == 1
    for decision in ("same", "different"):
        assert proposals(*letters, authorities=load(tmp_path, decisions=text % decision)) == []


def test_places_meet_by_name_and_by_their_points() -> None:
    def places(*points: tuple[str, str, str]) -> list[Proposal]:
        made = []
        for at, (name, latitude, longitude) in enumerate(points):
            key = ("geonames-1", "tgn-2")[at]
            point = {"coordinates": {"latitude": latitude, "longitude": longitude}}
            made.append(letter(TERN, person("gnd-5", "Max Plover"), place=person(key, name, type_="place") | point))
        return [one for one in proposals(*made) if one.type == "place"]

    assert only(places(("Köthen", "51.75", "11.97"), ("Koethen (Anhalt)", "51.85", "12.10"))).level is Level.POSSIBLE
    assert only(places(("Köthen", "51.75", "11.97"), ("Köthen", "51.76", "11.97"))).level is Level.CERTAIN
    assert places(("Köthen", "51.75", "11.97"), ("Koethen (Anhalt)", "41.0", "1.0")) == []


LIFE = """persons:
  - {key: gull-a, labels: {en: "Gull, Ada"}, names: [Ada Gull], born: 1850, died: 1900}
"""


@pytest.mark.parametrize(
    ("year", "words"),
    [(1849, ["a letter of 1849, but a birth in 1850"]), (1880, []), (1901, ["a letter of 1901, but a death in 1900"])],
)
def test_a_letter_outside_of_a_life_is_reported(year: int, words: list[str], tmp_path: Path) -> None:
    written = letter(person("gull-a", "Ada Gull"), TERN, year=year)

    assert reported(written, authorities=load(tmp_path, LIFE)) == words


def test_one_identity_under_two_names_and_two_entries_of_a_register_are_reported() -> None:
    iris = ["https://d-nb.info/gnd/118540238", "https://d-nb.info/gnd/118607626"]
    names = letter(person("gnd-2", "Ada Gull"), TERN), letter(person("gnd-2", "Max Plover"), TERN)

    assert "Max Plover" in reported(*names)[0]
    assert reported(letter(person("ed-1", "Ada Gull", iris=iris), TERN))[0].startswith("several entries of gnd")
    assert reported(letter(person("gnd-2", "Ada Gull"), TERN), letter(person("gnd-2", "Gull, A."), TERN)) == []


@settings(deadline=None, max_examples=30)
@given(st.randoms(use_true_random=False))
def test_the_order_of_letters_says_nothing(random: object) -> None:
    names = ["Ada Gull", "A. Gull", "Gull", "Max Plover", "Юлия Чехова", "Iuliia Chekhova"]
    letters = [letter(person(f"a.{at}", name), TERN, year=1900 + at) for at, name in enumerate(names * 2)]
    shuffled = list(letters)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives random.Random

    assert [(one.keys, one.level) for one in proposals(*letters)] == [
        (one.keys, one.level) for one in proposals(*shuffled)
    ]


@given(st.text(max_size=30), st.text(max_size=30), st.booleans())
def test_names_agree_in_both_directions(one: str, other: str, person: bool) -> None:
    assert agree(one, other, person=person) is agree(other, one, person=person)
    assert folded(folded(one)) == folded(one)
    assert agree(one, one, person=False) is Agreement.EQUAL


def test_many_namesakes_cost_no_square_of_comparisons(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[object] = []

    def counted(one: Node, other: Node) -> Verdict:
        compared.append(one)
        return compare(one, other)

    monkeypatch.setattr("kg.reconciliation.agents.proposing.compare", counted)
    given = [first + second for first in ("Be", "Ta", "Ri", "Lo", "Mu") for second in ("na", "ro", "ka", "li", "so")]
    letters = [
        letter(person(f"gnd-{number}", f"{given[number % 25]} Meyer"), TERN, edition=f"e{number}")
        for number in range(10, 1010)
    ]

    proposals(*letters)
    assert 0 < len(compared) < 25 * 40 * 40


def test_a_form_at_the_wrong_iri_makes_nobody_one() -> None:
    usual = [letter(person("gnd-2", "Ada Gull"), TERN) for _ in range(30)]
    misprinted = letter(person("gnd-2", "Max Plover"), TERN)
    other = letter(person("a.1", "Max Plover"), TERN)

    assert proposals(*usual, misprinted, other) == []
    assert "Max Plover" in reported(*usual, misprinted, other)[0]


def test_of_several_namesakes_the_one_usually_meant_is_proposed_first() -> None:
    usual = [letter(person("gnd-2", "Ada Gull"), TERN) for _ in range(30)]
    rare, unresolved = letter(person("viaf-3", "Ada Gull"), TERN), letter(person("a.1", "Ada Gull"), TERN)

    scores = {one.keys[0]: one.score for one in proposals(*usual, rare, unresolved) if "a-1" in one.keys}
    assert scores["gnd-2"] == scores["viaf-3"] + 2
