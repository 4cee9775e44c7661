"""What the header says of the edition and of the copies."""

from __future__ import annotations

import pytest

from kg.records.date import DateRole
from kg.sources.tei_letter.header import language_tag
from tests.sources.tei.letters import codes, names, read, read_document, tei


def test_the_edition_is_that_of_the_series() -> None:
    edition = read_document("v001.xml").edition

    assert edition is not None
    assert (edition.key, edition.title) == ("anna-vogel-briefwechsel", "Anna Vogel: Briefwechsel")
    assert (edition.publisher, edition.issued) == ("Institut für Briefkunde", "2020")
    assert edition.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert edition.online


def test_the_editors_are_listed_in_order() -> None:
    record = read_document("v001.xml")

    assert record.edition is not None
    assert names(record, *(one.agent for one in record.edition.compilers)) == ["Falk, Ida", "Ott, Leo"]
    assert {one.role for one in record.edition.compilers} == {"editor"}


def test_a_licence_without_an_address_is_reported() -> None:
    record = read(tei(publication='<availability><licence target="by hand">Ask.</licence></availability>'))

    assert record.edition is not None
    assert record.edition.licence is None
    assert "licence-without-address" in codes(record)


def test_the_letter_has_the_addresses_that_its_file_gives() -> None:
    assert read_document("v001.xml").main.addresses == ("https://hdl.example.org/21/V001",)


@pytest.mark.parametrize(
    ("ident", "tag"),
    [
        ("deu", "de"),
        ("de-AT", "de-AT"),
        ("de_AT", "de-AT"),
        ("EN", "en"),
        ("und", None),
        ("not a tag", None),
        (None, None),
    ],
)
def test_a_language_is_a_tag_of_bcp_47(ident: str | None, tag: str | None) -> None:
    assert tag == language_tag(ident)


def test_a_shelf_mark_is_settlement_repository_collection_and_number() -> None:
    record = read_document("v001.xml")
    first, second = (one.reference for one in record.instantiations)

    assert first is not None
    assert second is not None
    assert first.as_printed == "Linz. Landesarchiv. Nachlass Vogel. B 17"
    assert first.locator.exact == "B 17"
    assert first.holder is not None
    assert first.holder.key == "gnd-2020450-4"
    assert second.as_printed == "Graz. Stadtarchiv"


def test_a_placeholder_is_no_shelf_mark() -> None:
    assert codes(read_document("v001.xml")).count("placeholder") == 2


def test_copies_say_how_they_were_made() -> None:
    first, second = read_document("v001.xml").instantiations

    assert (first.techniques, first.technique_note, first.state) == (("autograph",), "Postkarte, eigenhändig", None)
    assert (second.techniques, second.state) == (("typewritten",), "copy")


def test_a_printed_source_is_cited() -> None:
    (citation,) = read_document("v001.xml").citations

    assert (citation.title, citation.pages) == ("Briefe an Freunde", "12–13")


def test_the_form_is_that_of_the_witness() -> None:
    record = read_document("v001.xml")

    assert record.main.form == "postcard"
    assert record.main.form_locator is not None
    assert record.main.form_locator.exact == "bildpostkarte"


def test_an_unknown_form_is_reported_and_left_out() -> None:
    record = read(tei(source='<listWit><witness><objectType corresp="mitgliedskarte"/></witness></listWit>'))

    assert record.main.form is None
    assert "form-not-known" in codes(record)


def test_a_title_that_is_none_of_a_letter_gives_no_form() -> None:
    assert read(tei(title="Papers")).main.form is None


def test_a_dateline_is_when_and_where_it_was_written_never_when_it_was_sent() -> None:
    record = read_document("v001.xml")

    assert [(one.role, one.edtf) for one in record.main.dates] == [
        (DateRole.SENT, "1921-03-03"),
        (DateRole.WRITTEN, "1921-03-03"),
    ]
    assert names(record, *(one.place for one in record.main.places_of_writing)) == ["Wien"]


@pytest.mark.parametrize("words", ["[Sent to <placeName>Linz</placeName>]", "nach <placeName>Linz</placeName>"])
def test_a_place_that_the_letter_goes_to_is_not_where_it_was_written(words: str) -> None:
    record = read(tei(f"<opener><dateline>{words}</dateline></opener><p>Geese.</p>"))

    assert record.main.places_of_writing == ()


@pytest.mark.parametrize(
    ("dateline", "expressed", "edtf"),
    [
        ("Graz, 18. September 1893", "18. September 1893", "1893-09-18"),
        ("Graz, <date>18. 9. 1893</date>", "18. 9. 1893", "1893-09-18"),
        ("<date>Wednesday</date>", "Wednesday", None),
        ("<date>the 3rd</date> or <date>the 4th</date>", "the 3rd or the 4th", None),
    ],
)
def test_a_date_in_words_is_kept_as_printed(dateline: str, expressed: str, edtf: str | None) -> None:
    record = read(
        tei(f"<opener><dateline>{dateline}</dateline></opener><p>Geese.</p>", actions="", attributes='xml:lang="de"')
    )
    (date,) = [one for one in record.main.dates if one.role is DateRole.WRITTEN]

    assert (expressed, edtf) == (date.expressed, date.edtf)


def test_a_date_that_only_the_title_has_is_the_editors_heading() -> None:
    record = read(tei(title="Ada Finch to Bo Crane, 3 May 1890", actions=""))

    assert [(one.role, one.expressed, one.edtf) for one in record.main.dates] == [
        (DateRole.HEADING, "3 May 1890", "1890-05-03")
    ]


def test_an_abstract_is_what_the_edition_says_of_the_content() -> None:
    assert read(tei(profile="<abstract><p>About geese.</p></abstract>")).main.scope == "About geese."


def test_dates_and_places_in_the_story_of_its_origin_are_not_those_of_writing() -> None:
    origin = (
        "<msDesc><history><origin><p>Written in <origPlace>York</origPlace> about <origDate when='1801-01'>January 1801"
        "</origDate>, not <placeName>Leeds</placeName> in <date when='1806'>1806</date>.</p></origin></history>"
        "</msDesc>"
    )
    record = read(tei(source=origin))

    assert [one.edtf for one in record.main.dates if one.role is DateRole.WRITTEN] == ["1801-01"]
    assert names(record, *(one.place for one in record.main.places_of_writing)) == ["York"]


def test_the_settlement_may_stand_in_an_address_and_other_shelf_marks_do_not_count() -> None:
    identifier = (
        "<msDesc><msIdentifier><location><address><settlement>York</settlement></address></location>"
        "<repository>Archive</repository><idno>B 1</idno><altIdentifier><idno>old 7</idno></altIdentifier>"
        "</msIdentifier></msDesc>"
    )
    (copy,) = read(tei(source=identifier)).instantiations

    assert copy.reference is not None
    assert copy.reference.as_printed == "York. Archive. B 1"
