"""Authority files are read whole, and every mistake is named with file, line and key."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.authorities import AuthorityDate, Coordinates, Tie, check_authorities, load_authorities
from kg.authorities.keys import (
    COORDINATE_KEYS,
    DATE_KEYS,
    ENTITY_KEYS,
    IDENTIFICATION_KEYS,
    IDENTIFICATIONS,
    LISTS,
    TIE_KEYS,
)
from kg.errors import ConfigurationError
from kg.records.agent import EntityKind
from kg.records.reference import EntityType, Reference
from tests.authorities.conftest import Check, Load

FULL = """\
persons:
  - key: gull-a
    labels: {en: "Gull, Ada", ru: "Галл, Ада"}
    names: [A. Gull, Gull]
    also: {en: [Ada Gull, The Gull], de: Möwe}
    misprints: {en: Gul}
    same_as: ["http://www.wikidata.org/entity/Q1"]
    born: 1881-04-16
    died: {edtf: "[1937-01-30,1937-02-01]", note: Disputed., source: A book}
    member_of:
      - board
      - {body: council, from: 1919-07, to: 1920, source: A list}
    holds: [{position: master, from: {earliest: 1919-07-01, latest: 1919-07-31}}]
    note: Invented.
    sources: [A book, Another book]
bodies:
  - key: council
    labels: {en: Council}
    begun: 1918
    ended: 1923-08-28
    successors: [board]
  - key: board
    labels: {en: Board}
    part_of: council
groups:
  - key: rowers
    labels: {en: Rowers}
    part_of: [board]
positions:
  - key: master
    labels: {en: Master}
    exists_in: [board]
places:
  - key: port
    labels: {en: Port}
    exact_match: ["http://www.wikidata.org/entity/Q2"]
    close_match: ["https://sws.geonames.org/1/"]
    part_of: [coast]
    coordinates: {latitude: 54.9198, longitude: -37.4, source: A map}
  - key: coast
    labels: {en: Coast}
identifications:
  - {document: bl-1, name: Ada, person: gull-a, by: A. Reader, on: 2026-01-31, why: Nobody else is called so.}
"""


def test_a_person_is_read_whole(load: Load) -> None:
    gull = load(FULL).get(EntityType.PERSON, "gull-a")

    assert gull is not None
    assert gull.kind is EntityKind.PERSON
    assert gull.reference == Reference(EntityType.PERSON, "gull-a")
    assert gull.labels == (("en", "Gull, Ada"), ("ru", "Галл, Ада"))
    assert gull.names == ("A. Gull", "Gull")
    assert gull.also == (("en", "Ada Gull"), ("en", "The Gull"), ("de", "Möwe"))
    assert gull.misprints == (("en", "Gul"),)
    assert gull.same_as == ("http://www.wikidata.org/entity/Q1",)
    assert gull.note == "Invented."
    assert gull.sources == ("A book", "Another book")
    assert (gull.where.line, gull.where.field) == (2, "persons[0]")


def test_a_date_is_a_text_or_says_more_with_keys(load: Load) -> None:
    gull = load(FULL).get(EntityType.PERSON, "gull-a")

    assert gull is not None
    day = datetime.date(1881, 4, 16)
    assert gull.born == AuthorityDate(edtf="1881-04-16", earliest=day, latest=day)
    assert gull.died == AuthorityDate(
        edtf="[1937-01-30,1937-02-01]",
        earliest=datetime.date(1937, 1, 30),
        latest=datetime.date(1937, 2, 1),
        note="Disputed.",
        source="A book",
    )


def test_a_relation_is_a_key_or_says_more_with_keys(load: Load) -> None:
    gull = load(FULL).get(EntityType.PERSON, "gull-a")

    assert gull is not None
    assert gull.member_of == (
        Tie(Reference(EntityType.BODY, "board")),
        Tie(
            Reference(EntityType.BODY, "council"),
            begin=AuthorityDate("1919-07", datetime.date(1919, 7, 1), datetime.date(1919, 7, 31)),
            end=AuthorityDate("1920", datetime.date(1920, 1, 1), datetime.date(1920, 12, 31)),
            source="A list",
        ),
    )
    assert gull.holds == (
        Tie(
            Reference(EntityType.POSITION, "master"),
            begin=AuthorityDate(None, datetime.date(1919, 7, 1), datetime.date(1919, 7, 31)),
        ),
    )


def test_bodies_groups_positions_and_places_are_read(load: Load) -> None:
    authorities = load(FULL)

    council = authorities.get(EntityType.BODY, "council")
    board = authorities.get(EntityType.BODY, "board")
    rowers = authorities.get(EntityType.BODY, "rowers")
    master = authorities.get(EntityType.POSITION, "master")
    port = authorities.get(EntityType.PLACE, "port")
    assert council is not None
    assert board is not None
    assert rowers is not None
    assert master is not None
    assert port is not None
    assert council.kind is EntityKind.CORPORATE_BODY
    assert council.begun == AuthorityDate("1918", datetime.date(1918, 1, 1), datetime.date(1918, 12, 31))
    assert council.ended is not None
    assert council.successors == (Tie(board.reference),)
    assert board.part_of == (Tie(council.reference),)
    assert rowers.kind is EntityKind.GROUP
    assert rowers.reference == Reference(EntityType.BODY, "rowers")
    assert rowers.part_of == (Tie(board.reference),)
    assert master.exists_in == (Tie(board.reference),)
    assert port.part_of == (Tie(Reference(EntityType.PLACE, "coast")),)
    assert port.coordinates == Coordinates("54.9198", "-37.4", "A map")
    assert port.exact_match == ("http://www.wikidata.org/entity/Q2",)
    assert port.close_match == ("https://sws.geonames.org/1/",)


def test_a_decision_is_read_whole(load: Load) -> None:
    (decision,) = load(FULL).identifications

    assert decision.document == "bl-1"
    assert decision.name == "Ada"
    assert decision.target == Reference(EntityType.PERSON, "gull-a")
    assert decision.by == "A. Reader"
    assert decision.on == datetime.date(2026, 1, 31)
    assert decision.why == "Nobody else is called so."
    assert decision.printed == Reference(EntityType.PERSON, "bl-1-ada")


def test_no_file_and_an_empty_file_know_nobody(load: Load) -> None:
    assert len(load()) == 0
    assert len(load("# nothing yet\n", "")) == 0


def test_files_refer_to_each_other_in_any_order(load: Load) -> None:
    one = "bodies: [{key: board, labels: {en: Board}, part_of: [council]}]"
    other = "bodies: [{key: council, labels: {en: Council}}]"

    assert list(load(one, other)) == list(load(one, other))
    assert [each.key for each in load(other, one)] == ["board", "council"]


def test_the_first_problem_is_raised(load: Load) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load("persons:\n  - key: a\n")

    assert caught.value.what == "The entity has no label."


def entity(line: str, kind: str = "persons") -> str:
    return f"{kind}:\n  - key: gull\n    labels: {{en: Gull}}\n    {line}\n"


@pytest.mark.parametrize(
    ("text", "line", "field", "what", "remedy"),
    [
        ("person: []", 1, "person", 'Unknown key "person".', 'Did you mean "persons"?'),
        ("persons: 1", 1, "persons", "Expected a list.", None),
        ("- persons", 1, None, "Expected keys with values.", None),
        ("persons:\n- gull", 2, "persons[0]", "Expected keys with values.", None),
        (entity("lables: {}"), 4, "persons[0].lables", 'Unknown key "lables".', 'Did you mean "labels"?'),
        (entity("key: gull"), 4, "persons[0].key", 'The key "key" stands twice.', None),
        (entity("names: Gull"), 4, "persons[0].names", "Expected a list.", None),
        (entity("names: [[Gull]]"), 4, "persons[0].names[0]", "Expected a text.", None),
        (entity("names: ['']"), 4, "persons[0].names[0]", "The value is empty.", None),
        (entity("note:"), 4, "persons[0].note", "The value is empty.", None),
        (entity("also: {english: x}"), 4, "persons[0].also.english", None, None),
        (entity("also: {en_GB: x}"), 4, "persons[0].also.en_GB", '"en_GB" is not a language tag of BCP 47.', None),
        (entity("same_as: [Q855]"), 4, "persons[0].same_as[0]", '"Q855" is not an http or https IRI.', None),
        (
            entity("same_as: ['http://www.wikidata.org/wiki/Q855']"),
            4,
            "persons[0].same_as[0]",
            "<http://www.wikidata.org/wiki/Q855> belongs to no register that may be linked to.",
            None,
        ),
        (entity("same_as: http://x.example/"), 4, "persons[0].same_as", "Expected a list.", None),
        (
            entity("same_as: ['http://www.wikidata.org/entity/Q1']", "bodies"),
            4,
            "bodies[0].same_as",
            '"same_as" is for persons.',
            "Use exact_match or close_match.",
        ),
        (entity("born: 1919-02-29"), 4, "persons[0].born", None, None),
        (entity("born: {}"), 4, "persons[0].born", "The date says nothing.", None),
        (entity("born: {note: x}"), 4, "persons[0].born", "The date says nothing.", None),
        (entity("born: {year: 1919}"), 4, "persons[0].born.year", 'Unknown key "year".', None),
        (entity("born: {earliest: 1919}"), 4, "persons[0].born.earliest", '"1919" is not a day.', None),
        (entity("born: {earliest: 1919-02-29}"), 4, "persons[0].born.earliest", '"1919-02-29" is not a day.', None),
        (
            entity("born: {earliest: 1919-02-02, latest: 1919-02-01}"),
            4,
            "persons[0].born",
            "The date begins on 1919-02-02 and ends on 1919-02-01.",
            None,
        ),
        (entity("born: [1919]"), 4, "persons[0].born", "Expected a text.", None),
        (
            entity("member_of: [bord]") + "bodies: [{key: board, labels: {en: B}}]",
            4,
            "persons[0].member_of[0]",
            'No body has the key "bord".',
            'Did you mean "board"?',
        ),
        (
            entity("holds: [{position: master}]"),
            4,
            "persons[0].holds[0].position",
            'No position has the key "master".',
            "Add a position with this key.",
        ),
        (
            entity("member_of: [{from: 1919}]"),
            4,
            "persons[0].member_of[0]",
            'The key "body" is missing.',
            None,
        ),
        (entity("member_of: [{boddy: x}]"), 4, "persons[0].member_of[0].boddy", None, None),
        (entity("part_of: [gull]", "places"), 4, "places[0].part_of[0]", '"gull" refers to itself.', None),
        (entity("exists_in: [gull]"), 4, "persons[0].exists_in", 'Unknown key "exists_in".', None),
        (
            entity("coordinates: {latitude: 91, longitude: 0}", "places"),
            4,
            "places[0].coordinates.latitude",
            "The latitude is not a number of degrees up to 90.",
            None,
        ),
        (
            entity("coordinates: {latitude: 0}", "places"),
            4,
            "places[0].coordinates",
            "The longitude is not a number of degrees up to 180.",
            None,
        ),
        ("persons:\n  - labels: {en: A}", 2, "persons[0]", 'The key "key" is missing.', None),
        ("persons:\n  - key: A B\n    labels: {en: A}", 2, "persons[0].key", None, None),
        (
            "persons:\n  - key: a\n    labels: {en: A, EN: B}",
            3,
            "persons[0].labels",
            'There are two labels in "en".',
            None,
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(
    check: Check, tmp_path: Path, text: str, line: int, field: str | None, what: str | None, remedy: str | None
) -> None:
    error = check(text)[0]

    assert what in {None, error.what}
    assert remedy in {None, error.remedy}
    assert error.remedy
    assert error.where.file == str(tmp_path / "0.yaml")
    assert error.where.line == line
    assert error.where.field == field


def test_a_key_used_twice_is_named_with_both_places(check: Check, tmp_path: Path) -> None:
    one = "bodies: [{key: board, labels: {en: B}}]"
    other = "\ngroups: [{key: board, labels: {en: B}}]"

    (error,) = check(one, other)

    assert error.what == f'The key "board" is already used at {tmp_path / "0.yaml"}:1 (bodies[0]).'
    assert (error.where.file, error.where.line) == (str(tmp_path / "1.yaml"), 2)


def test_a_person_and_a_place_may_have_one_key(load: Load) -> None:
    authorities = load("persons: [{key: a, labels: {en: A}}]\nplaces: [{key: a, labels: {en: A}}]")

    assert len(authorities) == 2


KAMENEVS = """\
persons:
  - key: kamenev-ss
    labels: {{en: "Kamenev, S. S."}}
    {0}: ["http://www.wikidata.org/entity/Q1"]
  - key: kamenev-lb
    labels: {{en: "Kamenev, L. B."}}
    {1}: ["http://www.wikidata.org/entity/Q1"]
"""


@pytest.mark.parametrize("links", [("same_as", "same_as"), ("exact_match", "close_match"), ("close_match", "same_as")])
def test_one_external_iri_on_two_persons_is_named_with_both(
    check: Check, tmp_path: Path, links: tuple[str, str]
) -> None:
    (error,) = check(KAMENEVS.format(*links))

    assert error.what == (
        '<http://www.wikidata.org/entity/Q1> stands on "kamenev-lb" here and on "kamenev-ss" at '
        f"{tmp_path / '0.yaml'}:4 (persons[0].{links[0]}[0])."
    )
    assert error.where.line == 7


def test_two_entities_may_share_a_close_match(check: Check) -> None:
    assert check(KAMENEVS.format("close_match", "close_match")) == ()


def test_only_the_registers_of_the_collection_may_be_linked_to(tmp_path: Path) -> None:
    path = tmp_path / "who.yaml"
    path.write_text(KAMENEVS.format("close_match", "close_match"), encoding="utf-8")

    errors = check_authorities([path], same_as=("gnd",))

    assert [error.where.line for error in errors] == [4, 7]
    assert len(load_authorities([path], same_as=("http://www.wikidata.org/entity/",))) == 2


DECISION = "{document: bl-1, name: Ada, person: gull, by: A. Reader, on: 2026-01-31, why: So.}"
GULL = "persons: [{key: gull, labels: {en: Gull}}]\nidentifications:\n"


@pytest.mark.parametrize("key", ["document", "name", "by", "on", "why"])
def test_a_decision_says_who_decided_what_when_and_why(check: Check, key: str) -> None:
    errors = check(GULL + "- " + re.sub(rf"\b{key}: [^,}}]*,? ?", "", DECISION))

    assert [error.what for error in errors] == [f'The key "{key}" is missing.']
    assert errors[0].where.line == 3


@pytest.mark.parametrize("targets", ["", "person: gull, place: port, "])
def test_a_decision_names_one_entity(check: Check, targets: str) -> None:
    errors = check(GULL + "- " + DECISION.replace("person: gull, ", targets))

    assert [error.what for error in errors] == ["The decision does not name one entity."]


def test_a_decision_for_an_unknown_entity_is_named(check: Check) -> None:
    (error,) = check(GULL + "- " + DECISION.replace("gull", "gul"))

    assert error.what == 'No person has the key "gul".'
    assert error.remedy == 'Did you mean "gull"?'
    assert error.where.field == "identifications[0].person"


def test_a_name_is_decided_once_in_a_letter(check: Check, tmp_path: Path) -> None:
    (error,) = check(GULL + f"- {DECISION}\n- " + DECISION.replace("Ada", "ADA"))

    assert error.what == f'"ADA" in bl-1 is already decided at {tmp_path / "0.yaml"}:3 (identifications[0]).'
    assert error.where.line == 4


@pytest.mark.parametrize(
    ("text", "line"),
    [("persons: [\n{key: a", 2), ("persons:\n\t- a", 2), ("a: b: c", 1), ("persons: *who", 1), ("[" * 100_000, 1)],
)
def test_broken_yaml_is_named_with_its_line(check: Check, text: str, line: int) -> None:
    (error,) = check(text)

    assert error.what.startswith("Not valid YAML: ")
    assert error.where.line == line


def test_a_control_character_is_named(check: Check) -> None:
    (error,) = check("persons: \x01")

    assert error.what.startswith("Not valid YAML")


def test_deep_nesting_is_an_error_without_libyaml_too(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("yaml.CSafeLoader", raising=False)

    (error,) = check("[" * 100_000)

    assert error.what == "The file is nested too deeply."


def test_another_encoding_than_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "who.yaml"
    path.write_bytes("persons:\n- key: é".encode("latin-1"))

    (error,) = check_authorities([path])

    assert error.what == "The file is not UTF-8."
    assert error.where.line == 2


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (error,) = check_authorities([tmp_path / "who.yaml"])

    assert error.what.startswith("The file cannot be read: ")
    assert error.where.file == str(tmp_path / "who.yaml")


def test_tags_make_nothing_but_texts(load: Load) -> None:
    authorities = load("persons: [{key: a, labels: {en: !!python/name:os.system x}, names: [yes, 010, 1919-11-12]}]")

    (person,) = authorities
    assert person.labels == (("en", "x"),)
    assert person.names == ("yes", "010", "1919-11-12")


def test_aliases_are_read_where_they_stand(load: Load) -> None:
    authorities = load("persons:\n- {key: a, labels: &l {en: A}}\n- {key: b, labels: *l}")

    assert [each.labels for each in authorities] == [(("en", "A"),), (("en", "A"),)]


def test_an_alias_of_itself_does_not_hang(check: Check) -> None:
    assert check("persons: &p [*p]") != ()


words = st.sampled_from(
    ["persons", "bodies", "identifications", "key", "labels", "names", "born", "from", "a", "1919", "[", "]", "{", "}"]
)


@given(st.lists(st.one_of(words, st.sampled_from([": ", ", ", "- ", "\n", "\n  ", "&x ", "*x ", "!!str ", "'", '"']))))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_errors_of_ours_or_none(tmp_path: Path, parts: list[str]) -> None:
    path = tmp_path / "who.yaml"
    path.write_text("".join(parts), encoding="utf-8")

    errors = check_authorities([path])

    assert all(error.where.file == str(path) for error in errors)


def test_the_reference_page_names_every_list_and_key(project: Path) -> None:
    text = (project / "docs" / "reference" / "authority-files.md").read_text(encoding="utf-8")
    keys = {*LISTS, IDENTIFICATIONS, *IDENTIFICATION_KEYS, *DATE_KEYS, *COORDINATE_KEYS, *TIE_KEYS}
    keys.update(key for known in ENTITY_KEYS.values() for key in known)

    assert [key for key in sorted(keys) if f"`{key}`" not in text] == []


def test_the_example_of_the_reference_page_is_valid(project: Path, check: Check) -> None:
    text = (project / "docs" / "reference" / "authority-files.md").read_text(encoding="utf-8")

    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)

    assert check(example) == ()
