"""Who is meant: one node for one authority IRI, local ids within their edition, and nobody where that is open."""

from __future__ import annotations

import dataclasses
import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.authorities import Authorities, load_authorities
from kg.records.agent import Coordinates, EntityKind, NamedEntity, PrintedName
from kg.records.certainty import Certainty
from kg.records.date import DateRecord, DateRole
from kg.records.edition import Snapshot
from kg.records.locator import Basis, Locator
from kg.records.reference import EntityType, Reference
from kg.sources.entities import EntityBook, kind_of_element
from kg.sources.registers import PrintedReference, RegisterEntry
from kg.sources.scopes import edition_scope, local_key
from tests.sources.references_strategies import Known, texts, variants

PERSON, BODY, PLACE = EntityKind.PERSON, EntityKind.CORPORATE_BODY, EntityKind.PLACE
GOETHE = "https://d-nb.info/gnd/118540238"
GOETHE_VIAF = "http://viaf.org/viaf/24602065"
OTHER = "https://d-nb.info/gnd/118607626"
VIENNA = "https://sws.geonames.org/2761369/"

FILES = """\
persons:
  - {key: goethe, labels: {en: "Goethe, J. W."}, names: [Goethe], same_as: ["https://d-nb.info/gnd/118540238"]}
  - {key: meyer-a, labels: {en: "Meyer, Anna"}, names: [A. Meyer]}
bodies:
  - {key: theatre, labels: {en: Theatre}, names: [Theatre], exact_match: ["https://d-nb.info/gnd/4005728-8"]}
places:
  - {key: weimar, labels: {en: Weimar}, names: [Weimar], exact_match: ["https://sws.geonames.org/2812482/"]}
identifications:
  - {document: bl-1, name: Der Alte, person: goethe, by: A, on: 2026-01-31, why: So.}
"""


class Entries(dict[str, RegisterEntry]):
    """A register of entries by id."""


def place(at: int = 0, source: str = "letters.xml") -> Locator:
    return Locator(source, line=1, column=at + 1, start=at, end=at + 1, exact="x")


def name(text: str, at: int = 0) -> PrintedName:
    return PrintedName(text, "de", place(at))


def refs(*printed: str) -> list[PrintedReference]:
    return [PrintedReference(text, place(100 + at)) for at, text in enumerate(printed)]


def book(
    *, key: str = "bl-1", scope: str = "ed", register: Entries | None = None, authorities: Authorities | None = None
) -> EntityBook:
    return EntityBook(key, authorities=authorities or Authorities(), language="de", scope=scope, register=register)


def codes(of: EntityBook) -> list[str]:
    return [finding.code for finding in of.findings]


def only(of: EntityBook) -> NamedEntity:
    (entity,) = of.entities()
    return entity


@pytest.fixture
def authorities(tmp_path: Path) -> Authorities:
    path = tmp_path / "who.yaml"
    path.write_text(FILES, encoding="utf-8")
    return load_authorities([path])


@given(variants())
@settings(max_examples=300)
def test_one_authority_iri_in_any_form_is_one_node(variant: tuple[Known, str]) -> None:
    known, printed = variant
    one, two = book(key="bl-1", scope="a"), book(key="bl-2", scope="b")

    first = one.enter(None, [name("A")], refs(known.iri))
    second = two.enter(None, [name("B")], refs(printed))

    assert first == second
    assert first is not None
    assert first.key == known.key
    assert only(two).shared
    assert [link.iri for link in only(two).links] == [known.iri]


@given(st.text(min_size=1, max_size=8), st.text(max_size=12), st.text(min_size=1, max_size=8), st.text(max_size=12))
@settings(max_examples=600)
def test_a_local_id_never_joins_across_editions(one: str, title_one: str, two: str, title_two: str) -> None:
    scopes = [edition_scope(None, [title], None, path) for title, path in ((title_one, "a.xml"), (title_two, "b.xml"))]

    if scopes[0] == scopes[1]:
        assert (local_key(scopes[0], one) == local_key(scopes[1], two)) is (one == two)
    else:
        assert local_key(scopes[0], one) != local_key(scopes[1], two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("a", "b-c"), ("a-b", "c")),
        (("a", "P.1"), ("a", "p-1")),
        (("a", "p_1"), ("a", "P1")),
        (("a-b", "1"), ("a", "b-1")),
    ],
)
def test_ids_that_look_alike_stay_apart(one: tuple[str, str], two: tuple[str, str]) -> None:
    assert local_key(*one) != local_key(*two)


def test_a_plain_local_id_is_legible_in_its_key() -> None:
    assert local_key("schnitzler-briefe", "pmb2121") == "schnitzler-briefe-pmb2121"


@pytest.mark.parametrize(
    ("configured", "titles", "base", "expected"),
    [
        ("wieland", ["Briefwechsel"], "https://x.example/", "wieland"),
        (None, ["", "Briefe an alle"], "https://x.example/", "briefe-an-alle"),
        (None, [], "https://x.example/", "https-x-example"),
        (None, ["gnd"], None, "edition-gnd"),
        (None, ["file 1"], None, "edition-file-1"),
    ],
)
def test_the_scope_is_of_the_edition(
    configured: str | None, titles: list[str], base: str | None, expected: str
) -> None:
    assert edition_scope(configured, titles, base, "letters/1.xml") == expected


def test_without_an_edition_each_file_is_its_own_scope() -> None:
    scopes = {edition_scope(None, [], None, path) for path in ("a/b.xml", "a-b.xml", "a/b-xml", "ü.xml", "u.xml")}

    assert len(scopes) == 5


def test_a_long_title_makes_a_bounded_scope_that_tells_titles_apart() -> None:
    one, two = (edition_scope(None, ["Briefe " * 30 + end], None, "a") for end in ("1", "2"))

    assert one != two
    assert len(one) < 60


def test_two_registers_of_one_person_are_one_node_with_both_links() -> None:
    entities = book()

    reference = entities.enter(PERSON, [name("Goethe")], refs(GOETHE_VIAF, GOETHE))

    assert reference == Reference(EntityType.PERSON, "gnd-118540238")
    assert {link.iri: link.register for link in only(entities).links} == {GOETHE: "gnd", GOETHE_VIAF: "viaf"}
    assert only(entities).basis is Basis.STATED
    assert entities.findings == ()


@pytest.mark.parametrize("printed", [[f"{GOETHE} {OTHER}"], [GOETHE, OTHER]])
def test_two_numbers_of_one_register_are_a_contradiction_and_none_is_chosen(printed: list[str]) -> None:
    entities = book()

    reference = entities.enter(PERSON, [name("Goethe")], refs(*printed))

    assert reference == Reference(EntityType.PERSON, "bl-1-goethe")
    assert only(entities).links == ()
    assert only(entities).basis is Basis.UNRESOLVED
    assert codes(entities) == ["references-contradict"]
    assert GOETHE in entities.findings[0].what
    assert OTHER in entities.findings[0].what
    assert entities.findings[0].severity == "warning"


def test_references_of_alternatives_contradict_each_other_without_fault() -> None:
    entities = book()

    entities.enter(PERSON, [name("Goethe")], refs(f"{GOETHE} {OTHER}"), certainty=[Certainty.ALTERNATIVE])

    assert entities.findings[0].severity == "information"


def test_an_id_of_the_edition_stands_where_iris_contradict() -> None:
    entities = book()

    reference = entities.enter(PERSON, [name("Goethe")], refs(f"#p1 {GOETHE} {OTHER}"))

    assert reference == Reference(EntityType.PERSON, "ed-p1")
    assert only(entities).links == ()


def test_a_place_register_on_a_person_is_refused_for_that_person() -> None:
    entities = book()

    reference = entities.enter(PERSON, [name("Meyer")], refs(VIENNA))

    assert reference == Reference(EntityType.PERSON, "bl-1-meyer")
    assert only(entities).links == ()
    assert codes(entities) == ["reference-of-another-kind"]


def test_places_prefer_geonames_and_persons_prefer_gnd() -> None:
    entities = book()

    town = entities.enter(PLACE, [name("Wien")], refs("https://d-nb.info/gnd/4066009-6 wd:Q1741", VIENNA))
    person = entities.enter(PERSON, [name("Goethe", 5)], refs("https://letters.example/p/1", "wd:Q5879", GOETHE))

    assert town == Reference(EntityType.PLACE, "geonames-2761369")
    assert person == Reference(EntityType.PERSON, "gnd-118540238")


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        (["Genève", "http://www.wikidata.org/entity/Q71", "#geneve"], "wikidata-q71"),
        (["Genève", "#geneve"], "ed-geneve"),
        (["p1", "p2"], "ed-p1"),
    ],
)
def test_several_attributes_name_one_thing(printed: list[str], key: str) -> None:
    entities = book()

    reference = entities.enter(PLACE, [name("Genf")], refs(*printed))

    assert reference == Reference(EntityType.PLACE, key)
    assert entities.findings == ()


def test_several_ids_in_one_attribute_are_several() -> None:
    entities = book()

    one = entities.enter(PERSON, [name("die Brüder")], refs("#p1 #p2"))
    each = entities.enter_each(PERSON, [name("die Brüder", 5)], refs("#p1 #p2"))

    assert one == Reference(EntityType.PERSON, "bl-1-die-bruder")
    assert each == (Reference(EntityType.PERSON, "ed-p1"), Reference(EntityType.PERSON, "ed-p2"))
    assert [entity.names for entity in entities.entities()][1:] == [(), ()]
    assert codes(entities) == ["references-contradict"]


def test_a_mention_of_one_keeps_its_name() -> None:
    entities = book()

    assert entities.enter_each(PERSON, [name("Goethe")], refs(GOETHE)) == (
        Reference(EntityType.PERSON, "gnd-118540238"),
    )
    assert [each.text for each in only(entities).names] == ["Goethe"]


def test_an_entity_is_once_with_every_printed_form() -> None:
    entities = book()

    entities.enter(PERSON, [name("Goethe")], refs(GOETHE))
    entities.enter(PERSON, [name("J. W. Goethe", 7)], refs("http://www.d-nb.info/gnd/118540238 "))
    entities.enter(PERSON, [name("Goethe")], refs(GOETHE))

    assert [each.text for each in only(entities).names] == ["Goethe", "J. W. Goethe"]


def test_an_unresolved_name_twice_in_a_letter_is_one_entity_of_the_letter() -> None:
    entities = book()

    first = entities.enter(PERSON, [name("Meyer")])
    second = entities.enter(PERSON, [name("Meyer", 9)])

    assert first == second == Reference(EntityType.PERSON, "bl-1-meyer")
    assert not only(entities).shared
    assert entities.basis_of(Reference(EntityType.PERSON, "bl-1-meyer")) is Basis.UNRESOLVED
    assert len(only(entities).names) == 2


def test_an_iri_without_a_name_is_an_entity_and_nothing_at_all_is_none() -> None:
    entities = book()

    assert entities.enter(PERSON, [], refs(GOETHE)) is not None
    assert only(entities).names == ()
    assert entities.enter(PERSON, [], refs("#", " ")) is None
    assert entities.enter(PERSON, [], refs("https://de.wikipedia.org/wiki/X")) is None
    assert codes(entities) == ["reference-empty"]
    assert entities.findings[0].severity == "information"


def test_a_page_that_identifies_nobody_stays_a_link() -> None:
    entities = book()

    reference = entities.enter(PERSON, [name("Meyer")], refs("https://de.wikipedia.org/wiki/Meyer"))

    assert reference == Reference(EntityType.PERSON, "bl-1-meyer")
    assert [link.register for link in only(entities).links] == ["page"]


def test_a_misprinted_number_is_a_finding_and_the_name_stays() -> None:
    entities = book()

    reference = entities.enter(PERSON, [name("Goethe")], refs("https://d-nb.info/gnd/118540239"))

    assert reference == Reference(EntityType.PERSON, "bl-1-goethe")
    assert codes(entities) == ["reference-not-understood"]


def test_the_authority_files_win_by_iri_and_by_name(authorities: Authorities) -> None:
    entities = book(authorities=authorities)

    by_iri = entities.enter(PERSON, [name("J. W. G.")], refs("http://www.d-nb.info/gnd/118540238/"))
    by_name = entities.enter(PERSON, [name("A. Meyer", 5)], refs("#p7"))
    town = entities.enter(PLACE, [name("Weimar", 9)], refs("http://www.geonames.org/2812482"))

    assert by_iri == Reference(EntityType.PERSON, "goethe")
    assert by_name == Reference(EntityType.PERSON, "meyer-a")
    assert town == Reference(EntityType.PLACE, "weimar")
    assert not any(entity.shared for entity in entities.entities())


def test_the_kind_of_agent_is_that_of_the_authority_files(authorities: Authorities) -> None:
    entities = book(authorities=authorities)

    assert entities.enter(PERSON, [name("Das Theater")], refs("gnd:4005728-8")) == Reference(EntityType.BODY, "theatre")
    assert only(entities).kind is BODY


def test_an_iri_that_is_not_the_authoritys_wins_over_its_name(authorities: Authorities) -> None:
    entities = book(authorities=authorities)

    reference = entities.enter(PERSON, [name("Goethe")], refs(OTHER))

    assert reference == Reference(EntityType.PERSON, "gnd-118607626")
    assert codes(entities) == ["name-and-reference-disagree"]


def test_iris_of_two_entities_of_the_authority_files_contradict_each_other(authorities: Authorities) -> None:
    meyer = next(each for each in authorities if each.key == "meyer-a")
    others = [each for each in authorities if each is not meyer]
    entities = book(authorities=Authorities([*others, dataclasses.replace(meyer, same_as=(GOETHE_VIAF,))]))

    reference = entities.enter(PERSON, [name("X")], refs(GOETHE, GOETHE_VIAF))

    assert reference == Reference(EntityType.PERSON, "bl-1-x")
    assert only(entities).links == ()
    assert codes(entities) == ["references-contradict"]


def test_a_decision_about_a_letter_keeps_the_letters_own_node(authorities: Authorities) -> None:
    entities = book(authorities=authorities)

    reference = entities.enter(PERSON, [name("Der Alte")], refs("#p1"))

    assert reference == Reference(EntityType.PERSON, "bl-1-der-alte")
    assert entities.basis_of(Reference(EntityType.PERSON, "bl-1-der-alte")) is Basis.UNRESOLVED


SNAPSHOT = Snapshot("0" * 16, "0" * 64, "persons.xml", "application/xml", "utf-8")


def entry(
    *printed: str, kind: EntityKind = PERSON, local_id: str | None = None, above: str | None = None
) -> RegisterEntry:
    there = place(3, "persons.xml")
    return RegisterEntry(
        kind,
        names=(PrintedName("Goethe, Johann", "de", there),),
        references=tuple(PrintedReference(text, there) for text in printed),
        dates=(
            DateRecord("x", DateRole.BORN, "1749", there, earliest=datetime.date(1749, 1, 1)),
            DateRecord("y", DateRole.BORN, "1750", there),
        ),
        occupations=(PrintedName("Dichter", "de", there),),
        coordinates=Coordinates("1", "2", there),
        part_of=above,
        snapshot=SNAPSHOT,
        local_id=local_id,
    )


def test_the_register_of_the_edition_gives_a_local_id_its_authority_and_its_facts() -> None:
    entities = book(register=Entries(p1=entry("wd:Q5879", "118540238", "gnd:118540238")))

    reference = entities.enter(PERSON, [name("G.")], refs("#p1"))

    assert reference == Reference(EntityType.PERSON, "gnd-118540238")
    entity = only(entities)
    assert [each.text for each in entity.names] == ["Goethe, Johann", "G."]
    assert [link.locator.source for link in entity.links] == ["persons.xml", "persons.xml"]
    assert [date.key for date in entity.dates] == [
        "gnd-118540238-born-1749",
        "gnd-118540238-born-1750",
    ]
    assert entity.coordinates is not None
    assert entity.occupations[0].text == "Dichter"
    assert entities.registers == (SNAPSHOT,)


def test_an_entry_without_an_authority_is_the_editions_own_node() -> None:
    entities = book(register=Entries(p1=entry()))

    assert entities.enter(PERSON, [], refs("#p1")) == Reference(EntityType.PERSON, "ed-p1")
    assert only(entities).shared


def test_an_id_in_a_named_file_is_the_id_of_its_register() -> None:
    entities = book(register=Entries({"p1": entry(), "x.xml#p1": entry(local_id="p1")}))

    keys = {entities.enter(PERSON, [], refs(printed)) for printed in ("#p1", "x.xml#p1", "proj:persons.xml#p1", "p1")}

    assert keys == {Reference(EntityType.PERSON, "ed-p1")}


def test_an_id_that_no_register_describes_is_reported_and_stays_an_id() -> None:
    entities = book(register=Entries())

    assert entities.enter(PERSON, [name("X")], refs("#p9")) == Reference(EntityType.PERSON, "ed-p9")
    assert codes(entities) == ["reference-without-entry"]


def test_an_id_alone_that_no_register_describes_says_nothing() -> None:
    entities = book(register=Entries())

    assert entities.enter(PLACE, [], refs("where")) is None
    assert entities.entities() == ()
    assert codes(entities) == ["reference-without-entry"]
    assert book().enter(PLACE, [], refs("#p1")) == Reference(EntityType.PLACE, "ed-p1")


def test_an_id_beside_an_authority_needs_no_entry() -> None:
    entities = book(register=Entries())

    assert entities.enter(PERSON, [name("X")], refs("#p9", GOETHE)) == Reference(EntityType.PERSON, "gnd-118540238")
    assert entities.findings == ()


def test_keys_are_bounded_in_length_and_stay_apart() -> None:
    entities = book()
    names = [f"{'Anna ' * 100}{end}" for end in ("Meyer", "Schulze")]

    found = {entities.enter(PERSON, [name(text, at)]) for at, text in enumerate(names)}
    found |= {entities.enter(PERSON, [name(text, 9)], refs("#" + "a" * 500 + text[-2:])) for text in names}

    assert len(found) == 4
    assert all(reference is not None and len(reference.key) < 120 for reference in found)


def test_without_a_register_an_id_is_no_fault() -> None:
    entities = book()

    entities.enter(PERSON, [name("X")], refs("#p9"))

    assert entities.findings == ()


def test_two_ids_of_one_authority_are_one() -> None:
    entities = book(register=Entries(p1=entry("gnd:118540238"), p2=entry("gnd:118540238")))

    assert entities.enter(PERSON, [name("X")], refs("#p1 #p2")) == Reference(EntityType.PERSON, "gnd-118540238")
    assert entities.findings == ()


def test_the_register_decides_whether_an_agent_is_a_person() -> None:
    entities = book(register=Entries(p1=entry(kind=BODY)))

    assert entities.enter(PERSON, [name("X")], refs("#p1")) == Reference(EntityType.BODY, "ed-p1")
    assert codes(entities) == ["kind-contradicted"]


def test_the_id_of_a_place_on_a_person_is_refused_for_that_person() -> None:
    entities = book(register=Entries(p1=entry(kind=PLACE)))

    assert entities.enter(PERSON, [name("X")], refs("#p1")) == Reference(EntityType.PERSON, "bl-1-x")
    assert codes(entities) == ["reference-of-another-kind"]


def test_what_may_be_anything_is_what_its_references_say() -> None:
    entities = book(register=Entries(p1=entry(kind=PLACE)))

    assert entities.enter(None, [name("X")], refs("#p1")) == Reference(EntityType.PLACE, "ed-p1")
    assert entities.enter(None, [name("Wien", 4)], refs(VIENNA)) == Reference(EntityType.PLACE, "geonames-2761369")
    assert entities.enter(None, [name("Y", 8)]) == Reference(EntityType.PERSON, "bl-1-y")


def test_a_place_stands_in_the_place_above_it() -> None:
    register = Entries(p1=entry(kind=PLACE, above="p2"), p2=entry(kind=PLACE, above="p1"))
    entities = book(register=register)

    entities.enter(PLACE, [name("X")], refs("#p1"))

    assert [(each.reference.key, each.part_of) for each in entities.entities()] == [
        ("ed-p1", Reference(EntityType.PLACE, "ed-p2")),
        ("ed-p2", Reference(EntityType.PLACE, "ed-p1")),
    ]


def test_an_endless_ladder_of_places_ends() -> None:
    register = Entries({f"p{n}": entry(kind=PLACE, above=f"p{n + 1}") for n in range(5000)})
    entities = book(register=register)

    entities.enter(PLACE, [name("X")], refs("#p0"))

    assert 2 < len(entities.entities()) < 50


def test_each_fault_is_reported_once() -> None:
    entities = book()

    for at in range(5):
        entities.enter(PERSON, [name("X", at)], refs("Keine Treffer"))

    assert codes(entities) == ["reference-empty"]


@pytest.mark.parametrize(
    ("element", "type_", "kind"),
    [
        ("persName", None, PERSON),
        ("orgName", "person", BODY),
        ("settlement", None, PLACE),
        ("name", "Org", BODY),
        ("rs", "place", PLACE),
        ("name", None, None),
        ("rs", "work", None),
        ("personGrp", None, EntityKind.GROUP),
    ],
)
def test_an_element_says_what_it_names(element: str, type_: str | None, kind: EntityKind | None) -> None:
    assert kind_of_element(element, type_) is kind


@given(st.lists(st.tuples(st.sampled_from([None, *EntityKind]), st.text(max_size=8), texts()), max_size=5))
@settings(max_examples=400)
def test_any_names_and_references_make_good_entities(entered: list[tuple[EntityKind | None, str, str]]) -> None:
    entities = book(register=Entries(p1=entry("gnd:118540238"), pmb2121=entry(kind=PLACE, above="p1")))

    for at, (kind, text, printed) in enumerate(entered):
        names = [name(text, at)] if text else []
        entities.enter(kind, names, refs(printed, "#p1"))
        entities.enter_each(kind, names, refs(printed))

    found = [entity.reference for entity in entities.entities()]
    assert len(found) == len(set(found))
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", reference.key) for reference in found)
