"""What the registers of an edition say of the ids in its letters."""

from __future__ import annotations

from kg.records.agent import NamedEntity
from kg.records.date import DateRole
from kg.records.document import DocumentRecord
from kg.records.locator import Basis
from tests.sources.tei.letters import DOCUMENTS, READER, codes, decoded, names, read, read_document, tei

SENT = '<correspAction type="sent"><persName ref="#p1">Finch</persName></correspAction>'


def entity(record: DocumentRecord, name: str) -> NamedEntity:
    return next(one for one in record.entities if any(name == each.text for each in one.names))


def listing(*entries: str) -> str:
    return f"<listPerson>{''.join(entries)}</listPerson>"


def register(*entries: str, title: str = "") -> str:
    heading = f'<title level="s">{title}</title>' if title else "<title>Register</title>"
    return (
        f"<TEI><teiHeader><fileDesc><titleStmt>{heading}</titleStmt></fileDesc></teiHeader>"
        f"<text><body>{listing(*entries)}</body></text></TEI>"
    )


def test_a_register_gives_names_life_dates_occupation_and_authority() -> None:
    person = entity(read_document("v001.xml"), "Anna Vogel")

    assert person.reference.key == "gnd-118540238"
    assert [one.iri for one in person.links] == ["https://d-nb.info/gnd/118540238"]
    assert [(one.role, one.edtf) for one in person.dates] == [(DateRole.BORN, "1880-05-01"), (DateRole.DIED, "1950")]
    assert [one.text for one in person.occupations] == ["Malerin"]


def test_coordinates_may_have_decimal_commas() -> None:
    place = entity(read_document("v001.xml"), "Wien")

    assert place.coordinates is not None
    assert (place.coordinates.latitude, place.coordinates.longitude) == ("48.208333", "16.373056")


def test_a_place_that_only_an_entry_names_is_the_place_above() -> None:
    record = read_document("v001.xml")
    above = entity(record, "Österreich")

    assert entity(record, "Wien").part_of == above.reference
    assert above.coordinates is not None
    assert above.coordinates.latitude == "47.5"


def test_coordinates_that_are_none_are_reported() -> None:
    record = read_document("v001.xml")

    assert entity(record, "Baden bei Wien").coordinates is None
    assert "coordinates-not-understood" in codes(record)


def test_a_register_in_another_file_belongs_to_the_edition_of_its_series() -> None:
    record = read_document("v001.xml")

    assert entity(record, "Mehl und Sohn").basis is Basis.STATED
    assert [one.path for one in record.registers] == ["indices/register.xml"]


def test_only_entries_that_the_letter_uses_are_published() -> None:
    record = read_document("v001.xml")

    assert "Nobody Named" not in [name.text for one in record.entities for name in one.names]


def test_relations_are_read_where_the_letter_names_both_sides() -> None:
    relations = {one.name: one for one in read_document("v001.xml").agent_relations}

    assert set(relations) == {"friend of", "siblings"}
    assert relations["friend of"].source.key == "gnd-118540238"
    assert relations["siblings"].mutual


def test_an_event_of_a_register_has_its_day_place_and_people() -> None:
    record = read_document("v001.xml")
    (event,) = [one for one in record.events if one.activity_type is None]

    assert event.name == "Feier in Baden"
    assert [one.edtf for one in event.dates] == ["1921-03-02"]
    assert event.places == (entity(record, "Baden bei Wien").reference,)
    assert event.participants == (entity(record, "Jakob Reimann").reference,)


def test_an_id_that_no_register_has_is_kept_and_reported_once() -> None:
    record = read(
        tei('<p><persName ref="#p1">A</persName> <persName ref="#p1">B</persName></p>', actions=SENT),
        registers={"register.xml": register('<person xml:id="p9"/>')},
    )

    assert [one for one in codes(record) if one == "reference-without-entry"] == ["reference-without-entry"]
    assert entity(record, "Finch").shared


def test_a_register_of_another_edition_is_not_asked() -> None:
    entry = '<person xml:id="p1"><persName>Somebody Else</persName></person>'
    record = read(
        tei(actions=SENT).replace("<title>", '<title level="s">Finch Letters</title><title>'),
        path="finch/letter.xml",
        registers={"finch/register.xml": register(entry, title="Other Letters")},
    )

    assert record.registers == ()


def test_a_register_without_an_edition_belongs_to_its_folder() -> None:
    entry = '<person xml:id="p1"><persName>Ada Finch</persName></person>'

    inside = read(tei(actions=SENT), path="a/letter.xml", registers={"a/indices/persons.xml": register(entry)})
    beside = read(tei(actions=SENT), path="a/letters/1.xml", registers={"a/indices/persons.xml": register(entry)})
    elsewhere = read(tei(actions=SENT), path="b/letter.xml", registers={"a/persons.xml": register(entry)})

    assert [len(one.registers) for one in (inside, beside, elsewhere)] == [1, 1, 0]


def test_an_id_may_name_the_file_of_its_register() -> None:
    sent = SENT.replace("#p1", "../indices/persons.xml#p1")
    entry = '<person xml:id="p1"><persName>Ada Finch</persName></person>'
    record = read(tei(actions=sent), path="a/letters/1.xml", registers={"a/indices/persons.xml": register(entry)})

    assert entity(record, "Ada Finch").reference == record.main.senders[0].agent


def test_two_editions_never_share_a_local_id() -> None:
    one = read(tei(actions=SENT), path="a/letter.xml")
    other = read(tei(actions=SENT), path="b/letter.xml")

    assert one.main.senders[0].agent != other.main.senders[0].agent


def test_the_collection_may_say_which_edition_a_file_is_of() -> None:
    one = read(tei(actions=SENT), path="a/letter.xml", edition="Finch")
    other = read(tei(actions=SENT), path="b/letter.xml", edition="Finch")

    assert one.main.senders[0].agent == other.main.senders[0].agent


def test_numbers_beside_the_place_of_a_body_are_those_of_the_place() -> None:
    text = tei(
        '<p><orgName ref="#o1">The Mill</orgName></p>',
        back='<listOrg><org xml:id="o1"><orgName>Mill</orgName><location><placeName ref="l1">Linz</placeName>'
        "<idno>https://www.geonames.org/2772400</idno></location></org></listOrg>",
    )
    record = read(text)

    assert entity(record, "Mill").links == ()
    assert "reference-of-another-kind" not in codes(record)


def test_a_file_of_registers_is_a_register() -> None:
    source, text = decoded((DOCUMENTS / "indices" / "register.xml").read_text(encoding="utf-8"))

    assert READER.declines(source, text) is None
    assert READER.is_register(source, text)


def test_a_letter_with_registers_is_a_letter() -> None:
    source, text = decoded((DOCUMENTS / "v001.xml").read_text(encoding="utf-8"))

    assert not READER.is_register(source, text)


def test_a_prefix_stands_for_the_file_of_a_register() -> None:
    prefix = '<encodingDesc><listPrefixDef><prefixDef ident="psn" replacementPattern="persons.xml#$1"/></listPrefixDef>'
    text = tei(actions=SENT.replace("#p1", "psn:p1")).replace("<profileDesc>", f"{prefix}</encodingDesc><profileDesc>")
    entry = '<person xml:id="p1"><persName>Ada Finch</persName></person>'
    record = read(text, path="a/1.xml", registers={"a/persons.xml": register(entry)})

    assert entity(record, "Ada Finch").reference == record.main.senders[0].agent


def test_a_life_may_be_dated_in_words() -> None:
    entry = '<person xml:id="p1"><persName>Ada Finch</persName><birth>York, 3 May 1780</birth><death/></person>'
    record = read(tei(actions=SENT), registers={"register.xml": register(entry)})

    assert [(one.role, one.edtf) for one in entity(record, "Ada Finch").dates] == [(DateRole.BORN, "1780-05-03")]


def test_a_register_may_stand_in_the_source_description() -> None:
    record = read(tei(actions=SENT, source=listing('<person xml:id="p1"><persName>Ada Finch</persName></person>')))

    assert names(record, record.main.senders[0].agent) == ["Ada Finch"]
