"""Notes and their anchors, mentions, signatures."""

from __future__ import annotations

import pytest

from kg.records.date import DateRole
from kg.records.reference import EntityType
from tests.sources.tei.letters import SENT, codes, names, read, read_document, tei


def anchored(body: str, **given: str) -> list[tuple[str, list[str]]]:
    return [(one.text, [each.exact for each in one.anchors]) for one in read(tei(body, **given)).notes]


@pytest.mark.parametrize(
    ("body", "anchor"),
    [
        ("<p>The grey geese<note>N</note> fly.</p>", "geese"),
        ("<p>The <hi>grey geese</hi><note>N</note> fly.</p>", "grey geese"),
        ("<p>The grey geese,<note>N</note> fly.</p>", "geese,"),
        ('<p>The <anchor xml:id="a"/>grey geese<note corresp="#a">N</note> fly.</p>', "grey geese"),
        (
            '<p>The <anchor xml:id="a"/>grey geese<anchor xml:id="b"/>.<note target="#a" targetEnd="#b">N</note></p>',
            "grey geese",
        ),
        ('<p>The <seg xml:id="a">grey geese</seg> fly.</p><note target="#a">N</note>', "grey geese"),
    ],
)
def test_a_note_stands_at_its_words(body: str, anchor: str) -> None:
    assert anchored(body) == [("N", [anchor])]


def test_a_note_apart_is_anchored_where_the_text_refers_to_it() -> None:
    back = '<div type="notes"><note xml:id="n1" n="1">N</note></div>'

    assert anchored('<p>Grey geese<ptr target="#n1"/> fly.</p>', back=back) == [("N", ["geese"])]


def test_a_note_without_a_place_has_no_anchor() -> None:
    assert anchored("<p>Geese.</p>", back='<div type="notes"><p/><note>N</note></div>') == [("N", [])]
    assert anchored('<p>Geese.<note target="#gone">N</note></p>') == [("N", [])]


def test_a_pointer_to_nothing_is_no_anchor() -> None:
    context = '<correspContext><ref type="prev" target="#">Before</ref><ref type="next" target="#"/></correspContext>'
    record = read(tei("<p>The grey geese<note>N</note> fly.</p>", actions=SENT + context))

    assert [one.exact for one in record.notes[0].anchors] == ["geese"]


def test_a_note_within_a_note_follows_it() -> None:
    record = read_document("v001.xml")

    assert [one.text for one in record.notes[:2]] == ["Der Hund von Emma Lind.", "Sie hieß auch Emmi."]


def test_the_number_of_a_note_is_as_printed_or_absent() -> None:
    record = read_document("v001.xml")

    assert [one.number for one in record.notes if one.document == record.main.reference] == [None, None, "2", None]


def test_mentions_belong_to_the_text_that_names() -> None:
    record = read_document("v001.xml")
    by_text = {
        text: [
            names(record, one.entity)[0] for one in record.mentions if one.text == text and one.entity.type != "event"
        ]
        for text in {one.text for one in record.mentions}
    }

    assert by_text[record.main.reference] == ["Baden bei Wien", "Wien", "Emma Lind", "Jakob Reimann", "Otto"]
    assert by_text[record.other_documents[0].reference] == ["Mehl und Sohn"]


def test_words_that_stand_for_several_are_the_name_of_none() -> None:
    record = read_document("v001.xml")

    assert "euch beide" not in [name.text for one in record.entities for name in one.names]


def test_implied_words_are_no_name() -> None:
    record = read_document("v001.xml")

    assert "der Schwester" not in [name.text for one in record.entities for name in one.names]


def test_a_work_is_no_entity() -> None:
    record = read(tei('<p><rs type="work" ref="#w1">the book</rs></p>'))

    assert record.mentions == ()


def test_a_name_within_a_name_is_entered_once() -> None:
    record = read(tei('<p><placeName><seg><rs type="place" ref="#l1">Linz</rs></seg></placeName></p>'))

    assert len(record.mentions) == 1
    assert record.mentions[0].entity.key.endswith("-l1")


def test_an_untyped_name_that_nothing_explains_is_not_guessed() -> None:
    assert read(tei("<p><name>Hector</name></p>")).mentions == ()


def test_a_signature_means_the_sender_whose_name_it_has() -> None:
    record = read_document("v001.xml")

    (signature,) = record.signatures
    assert signature.signatory == record.main.senders[0].agent
    assert signature.as_printed == "Deine Anna"


@pytest.mark.parametrize("signed", ["Finch", "A. Finch", "Ada", "A.", "yours Ada", "FINCH"])
def test_initials_and_single_names_are_enough_for_a_signature(signed: str) -> None:
    record = read(tei(f"<p>Geese.</p><closer><signed>{signed}</signed></closer>"))

    assert [one.signatory for one in record.signatures] == [record.main.senders[0].agent]


def test_a_strange_signature_is_unresolved() -> None:
    record = read(tei("<p>Geese.</p><closer><signed>Cy Wren</signed></closer>"))

    assert names(record, record.signatures[0].signatory) == ["Cy Wren"]
    assert record.signatures[0].signatory not in [one.agent for one in record.main.senders]


def test_a_signature_that_is_no_name_names_nobody() -> None:
    record = read(tei("<p>Geese.</p><closer><signed>your obedient servant</signed></closer>"))

    assert record.signatures == ()
    assert "signatory-unknown" in codes(record)


def test_a_reference_says_who_signed() -> None:
    record = read(
        tei('<closer><signed><persName ref="https://d-nb.info/gnd/118540238">W.</persName></signed></closer>')
    )

    assert record.signatures[0].signatory.key == "gnd-118540238"


def test_of_two_senders_of_one_name_none_signed_for_certain() -> None:
    sent = "<correspAction type='sent'><persName>Ada Finch</persName><persName>Ida Finch</persName></correspAction>"
    record = read(tei("<p>Geese.</p><closer><signed>Finch</signed></closer>", actions=sent))

    assert record.signatures[0].signatory not in [one.agent for one in record.main.senders]


def test_a_personal_name_of_the_type_of_a_body_names_a_body() -> None:
    record = read(tei('<p><persName type="collectivité" ref="#c1">the council</persName></p>'))

    assert [one.entity.type for one in record.mentions] == [EntityType.BODY]


def test_a_division_behind_the_letter_may_be_its_signature() -> None:
    back = '<div type="closer"><p>Yours</p></div><div type="signature"><p>Ada Finch.</p></div>'
    record = read(tei("<p>Geese.</p>", back=back))

    assert record.main.text == "Geese.\n\nYours\n\nAda Finch."
    assert [one.signatory for one in record.signatures] == [record.main.senders[0].agent]


def test_a_division_behind_the_letter_may_be_its_dateline() -> None:
    back = '<div type="dateline"><p><placeName>York</placeName>, <date when="1801-01-01">New Year</date></p></div>'
    record = read(tei("<p>Geese.</p>", back=back))

    assert [one.expressed for one in record.main.dates if one.role is DateRole.WRITTEN] == ["New Year"]
    assert [one.kind for one in record.main.parts] == ["paragraph", "dateline"]
