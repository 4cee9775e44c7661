"""An index of letters becomes one record for each correspDesc, known from the index only."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.authorities import Authorities
from kg.errors import MalformedSource
from kg.records.agent import EntityKind
from kg.records.document import Finding
from kg.records.mapping_form import mapping_record
from kg.sources import RelatedSources, Source, SourceSettings, decode, reader_for
from kg.sources.cmif import CmifReader
from tests.conftest import PROJECT
from tests.sources.cmif.indexes import codes, identities, index, letter, read, senders, source
from tests.sources.pages import locators

DOCUMENTS = PROJECT / "tests" / "documents" / "cmif"
ACTION = '<correspAction type="sent"><persName>Anna</persName><date when="1871-03-04"/></correspAction>'


def findings(data: str) -> dict[str, Finding]:
    return {one.code: one for one in read(data).findings}


def declined(data: str) -> str | None:
    one = source(data)
    return CmifReader().declines(one, decode(one))


def test_an_index_is_recognised_and_read_by_its_reader() -> None:
    one = source(index(ACTION))

    assert isinstance(reader_for(one, decode(one)), CmifReader)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("No. 1\nAnna to Karl", "does not begin with a tag"),
        ("<exception><message>x</message></exception>", "root element is <exception>"),
        ("<TEI><teiHeader/><text><body><p>Dear Karl</p></body></text></TEI>", "no correspDesc"),
        (index(ACTION, text="<p>Dear Karl, I write.</p>"), "it has a text"),
        (index(ACTION, ACTION, text=f"<p>{'Dear Karl, I write. ' * 30}</p>"), "it has a text"),
        (index(ACTION, ACTION, text="<div><p>Come soon.</p></div><div><p>I cannot.</p></div>"), "it has a text"),
        (index(ACTION, ACTION, text="<p>Come.</p>").replace("TEI", "teiCorpus"), "it has a text"),
    ],
)
def test_what_is_no_index_is_declined_with_the_reason(data: str, reason: str) -> None:
    assert reason in str(declined(data))


@pytest.mark.parametrize(
    "data",
    [
        index(ACTION),
        index(ACTION, ACTION, text="<p>This file lists two letters.</p>"),
        index(ACTION).replace("<text><body><p/></body></text>", ""),
        index(ACTION)[:-40],
    ],
    ids=["one letter", "a remark", "no text", "cut off"],
)
def test_an_index_is_known_by_its_letters_and_the_lack_of_a_text(data: str) -> None:
    assert declined(data) is None


def test_an_index_that_is_cut_off_is_refused_with_its_place() -> None:
    with pytest.raises(MalformedSource) as refused:
        read(index(ACTION)[:-40])

    assert refused.value.where.line is not None
    assert "cut off" in str(refused.value.remedy)


def test_a_file_without_letters_that_is_read_all_the_same_is_refused() -> None:
    with pytest.raises(MalformedSource, match="no correspDesc"):
        read("<TEI/>")


def test_a_letter_of_an_index_is_complete_with_its_number_address_and_edition() -> None:
    result = read((DOCUMENTS / "two-editions.xml").read_bytes())

    first, second = result.records
    assert (first.main.number, second.main.addresses) == ("1", ("https://www.letters.example/mill/l2.html",))
    assert (first.main.completeness, first.concise_evidence) == (("index-entry",), True)
    assert first.main.locator.exact.startswith('<correspDesc key="1"')
    assert first.main.locator.path == "/TEI/teiHeader/profileDesc/correspDesc[1]"
    assert first.snapshot.title == "Letters of the mill at Oberau"
    assert first.snapshot.rights == "https://creativecommons.org/licenses/by/4.0/"
    assert first.snapshot.media_type == "application/tei+xml"
    assert result.findings == ()
    assert [one.text for one in second.notes] == ["Written on the back of a bill."]


def test_the_edition_of_a_letter_is_the_book_that_its_source_names() -> None:
    first, second = (one.edition for one in read((DOCUMENTS / "two-editions.xml").read_bytes()).records)

    assert first is not None
    assert second is not None
    assert first.key == "a1b2c3d4-0001-4abc-8def-0123456789ab"
    assert first.title == "Nora Lind: Letters of the mill. Lind Press, 1987."
    assert (first.publisher, first.issued, first.online, first.licence) == ("Lind Press", "1987", False, None)
    assert [(one.order, one.role) for one in first.compilers] == [(1, "editor")]
    assert (second.online, second.address) == (True, "https://letters.example/mill")
    assert second.key.endswith("-web")


def test_the_own_id_of_a_letter_is_its_address_or_its_number_in_its_edition() -> None:
    found = identities((DOCUMENTS / "two-editions.xml").read_bytes())

    assert [one.own_id for one in found] == [
        "a1b2c3d4-0001-4abc-8def-0123456789ab-1",
        "letters-example-mill-l2",
    ]
    assert [one.date for one in found] == ["1871-03-04", "1871-04"]
    assert [one.line for one in found] == [23, 35]
    assert found[1].points_to == ("letters-example-mill-l1", "a1b2c3d4")
    assert found[0].label == "Anna Brandt – Karl Weiss, 4 March 1871"


def test_two_letters_with_one_id_are_told_so_and_have_places_of_their_own() -> None:
    twice = f'<correspDesc key="7" source="#b1">{ACTION}</correspDesc>'

    found = identities(index(twice, twice))

    assert [one.own_id for one in found] == ["b1-7", "b1-7"]
    assert len({one.locus for one in found}) == 2


def test_one_address_for_several_letters_is_completed_by_their_numbers() -> None:
    letters = [f'<correspDesc ref="https://l.example/page" key="{key}">{ACTION}</correspDesc>' for key in ("1", "2")]

    assert [one.own_id for one in identities(index(*letters))] == ["l-example-page-1", "l-example-page-2"]


def test_ids_that_differ_in_marks_only_are_told_apart() -> None:
    letters = [f'<correspDesc key="{key}" source="b1">{ACTION}</correspDesc>' for key in ("2", "[2]", "*2", "3")]

    own_ids = [str(one.own_id) for one in identities(index(*letters))]

    assert len(set(own_ids)) == 4
    assert [one.startswith("b1-2-") for one in own_ids] == [True, True, True, False]


def test_letters_without_ids_have_places_that_others_do_not_move() -> None:
    other = ACTION.replace("Anna", "Berta")

    before = identities(index(ACTION, ACTION))
    after = identities(index(other, ACTION, ACTION))

    assert [one.own_id for one in before] == [None, None]
    assert [one.locus for one in before] == [one.locus for one in after[1:]]
    assert len({one.locus for one in after}) == 3


@pytest.mark.parametrize("type_", ["print", "online", "hybrid"])
def test_a_letter_without_a_source_is_of_the_only_edition(type_: str) -> None:
    record = letter(ACTION, bibl=f'<bibl type="{type_}">A book</bibl>')

    assert record.edition is not None
    assert (record.edition.title, record.edition.online) == ("A book", type_ == "online")


@pytest.mark.parametrize(
    ("source_", "bibl", "code"),
    [
        ("#b9", '<bibl xml:id="b1">A</bibl>', "edition-unknown"),
        (None, '<bibl xml:id="b1">A</bibl><bibl xml:id="b2">B</bibl>', "edition-not-named"),
    ],
)
def test_an_edition_that_cannot_be_found_is_a_warning(source_: str | None, bibl: str, code: str) -> None:
    attribute = "" if source_ is None else f' source="{source_}"'
    record = letter(f'<correspDesc key="1"{attribute}>{ACTION}</correspDesc>', bibl=bibl)

    assert record.edition is None
    assert code in codes(record)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (index(ACTION), "licence-missing"),
        (
            index(ACTION, header="<availability><licence target='htp:/x'>free</licence></availability>"),
            "licence-broken",
        ),
        (index(ACTION, header="<availability><licence/></availability>"), "licence-broken"),
        (index(ACTION, bibl="<p/>"), "edition-missing"),
        (index(ACTION, bibl="<bibl xml:id='a'/>"), "edition-empty"),
        (index(ACTION, bibl="<bibl>A</bibl><bibl>B</bibl>"), "edition-without-id"),
        (index(ACTION, bibl="<bibl xml:id='a'>A</bibl><bibl xml:id='a'>B</bibl>"), "edition-repeated"),
        (index(ACTION).replace("<text><body><p/></body></text>", ""), "text-missing"),
    ],
)
def test_what_is_wrong_with_the_header_is_reported_and_hinders_nothing(data: str, code: str) -> None:
    assert code in findings(data)
    assert len(read(data).records) == 1


def test_a_licence_is_found_in_its_words_or_in_a_reference() -> None:
    for inside in ("see https://l.example/by", "<ref target='https://l.example/by'>BY</ref>"):
        header = f"<availability><licence>{inside}</licence></availability>"

        assert read(index(ACTION, header=header)).records[0].snapshot.rights == "https://l.example/by"


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ('ref="letters/7.xml"', "address-not-understood"),
        ('sameAs="other-edition" key="1"', "attribute-not-read"),
        ("", "letter-without-id"),
    ],
)
def test_what_is_odd_about_a_letters_attributes_is_reported(attributes: str, code: str) -> None:
    assert code in codes(letter(f"<correspDesc {attributes}>{ACTION}</correspDesc>"))


def test_a_prefix_comments_and_empty_elements_hinder_nothing() -> None:
    result = read((DOCUMENTS / "prefixed.xml").read_bytes())

    assert [one.main.number for one in result.records] == ["1", "2", "(2)"]
    assert senders(result.records[0]) == ["Lind & Sohn"]
    assert [one.code for one in result.findings] == ["licence-broken"]
    assert {"place-unknown", "addressee-empty"} <= codes(result.records[0])


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-16"])
def test_an_index_is_read_in_the_encoding_that_it_declares(encoding: str) -> None:
    data = index(ACTION.replace("Anna", "Анна")).replace("UTF-8", encoding).encode(encoding)

    record = read(data).records[0]

    assert senders(record) == ["Анна"]
    assert record.snapshot.encoding == encoding


def test_the_notes_of_version_2_say_what_a_letter_mentions() -> None:
    terms = "https://lod.academy/cmif/vocab/terms/"
    record = letter(
        f'{ACTION}<note><ref type="cmif:mentionsPerson" target="http://d-nb.info/gnd/118540238">Goethe</ref>'
        f'<ref type="{terms}mentionsPlace" target="https://www.geonames.org/2950159">Berlin</ref>'
        f'<ref type="{terms}#mentionsOrg">Post</ref><ref type="mentionsBibl" target="https://l.example/b">Faust</ref>'
        '<ref type="cmif:hasLanguage" target="https://l.example/lang/de"/><ref type="cmif:hasLanguage">fr-CA</ref>'
        '<ref type="cmif:isAvailableAsTEIfile" target="https://l.example/1.xml"/></note>'
    )

    kinds = {one.reference: one.kind for one in record.entities}
    assert [kinds[one.entity] for one in record.mentions] == [
        EntityKind.PERSON,
        EntityKind.PLACE,
        EntityKind.CORPORATE_BODY,
    ]
    assert [one.title for one in record.citations] == ["Faust"]
    assert record.main.languages == ("de", "fr-CA")
    assert record.main.addresses == ("https://l.example/1.xml",)
    assert record.notes == ()
    assert codes(record) == {"letter-without-id", "addressee-missing"}


@pytest.mark.parametrize(
    ("ref", "code", "severity"),
    [
        ('<ref type="cmif:hasTextBase">draft</ref>', "note-not-in-record", "information"),
        ('<ref type="cmif:isPublishedWith">facsimile</ref>', "note-not-in-record", "information"),
        ('<ref type="cmif:sings">x</ref>', "note-type-unknown", "warning"),
        ('<ref type="cmif:hasLanguage">Deutsch und</ref>', "language-not-understood", "warning"),
        ('<ref type="cmif:isAvailableAsTEIfile">nowhere</ref>', "address-not-understood", "warning"),
        ('<ref type="cmif:mentionsPerson" target="Keine Treffer"/>', "mention-not-understood", "warning"),
        ('<ref type="cmif:mentionsBibl"/>', "mention-not-understood", "warning"),
    ],
)
def test_a_note_that_has_no_place_in_the_record_is_reported(ref: str, code: str, severity: str) -> None:
    record = letter(f"{ACTION}<note>{ref}</note>")

    assert [one.severity for one in record.findings if one.code == code] == [severity]


def test_a_register_of_the_index_says_who_a_local_id_is() -> None:
    people = '<listPerson><person xml:id="p1"><persName ref="https://d-nb.info/gnd/118540238">G</persName></person></listPerson>'
    data = index(ACTION.replace("<persName>", '<persName ref="#p1">')).replace(
        "</teiHeader>", f"</teiHeader><standOff>{people}</standOff>"
    )

    record = read(data).records[0]

    assert record.main.senders[0].agent.key == "gnd-118540238"


def test_only_letters_with_a_key_are_read_in_the_order_of_the_source() -> None:
    one = source(index(*(f'<correspDesc key="{key}" source="b1">{ACTION}</correspDesc>' for key in "123")))

    result = CmifReader().read(
        one, decode(one), keys={"b1-3": "kc-3", "b1-1": "kc-1", "x": "y"}, authorities=Authorities()
    )

    assert [record.key for record in result.records] == ["kc-1", "kc-3"]


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.xml")), ids=lambda path: path.stem)
def test_every_place_of_a_record_gives_its_words_back(path: Path) -> None:
    one = Source(path.name, path.read_bytes(), SourceSettings("kc"))
    text = decode(one)
    keys = {each.locus: f"kc-{each.locus}" for each in CmifReader().identify(one, text)}

    for record in CmifReader().read(one, text, keys=keys, authorities=Authorities(), related=RelatedSources()).records:
        assert all(text.text[place.start : place.end] == place.exact for place in locators(record))
        assert mapping_record(record)["doc"] == record.key


def test_an_id_of_any_length_makes_a_key_of_moderate_length() -> None:
    letters = [f'<correspDesc ref="https://l.example/{"a" * 3000}{end}">{ACTION}</correspDesc>' for end in "12"]

    own_ids = [str(one.own_id) for one in identities(index(*letters))]

    assert len(set(own_ids)) == 2
    assert max(map(len, own_ids)) < 140


def test_a_relative_address_of_a_letter_is_completed_by_the_base_of_the_index() -> None:
    written = index(
        '<correspDesc ref="letters/7"><correspAction type="sent"><date when="1899"/></correspAction></correspDesc>'
    )
    based = written.replace("<TEI ", '<TEI xml:base="https://moor.example.org/" ', 1)

    assert [one.own_id for one in identities(based)] == ["moor-example-org-letters-7"]
    assert read(based).records[0].main.addresses == ("https://moor.example.org/letters/7",)
    assert identities(written)[0].own_id is None
