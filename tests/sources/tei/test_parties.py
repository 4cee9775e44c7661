"""Who sent and who got a letter: stated, concluded from older encodings, contradicted within the file."""

from __future__ import annotations

import pytest

from kg.records.certainty import Certainty
from kg.records.locator import Basis
from tests.sources.tei.letters import addressees, codes, names, read, read_document, senders, tei


def test_the_correspdesc_states_the_parties() -> None:
    record = read_document("v001.xml")

    assert (senders(record), addressees(record)) == (["Anna Vogel"], ["Jakob Reimann"])
    assert {one.basis for one in (*record.main.senders, *record.main.addressees)} == {Basis.STATED}


def test_a_title_is_only_a_conclusion() -> None:
    record = read_document("older-title.xml")

    assert (senders(record), addressees(record)) == (["Vogel, Anna", "Karl Lind"], ["Verlag Amsel"])
    assert {one.basis for one in (*record.main.senders, *record.main.addressees)} == {Basis.INFERRED}


def test_the_author_element_says_who_the_name_of_the_title_is() -> None:
    record = read_document("older-title.xml")

    assert record.main.senders[0].agent.key == "gnd-118540238"


def test_who_is_called_sender_is_stated() -> None:
    record = read_document("older-roles.xml")

    assert (senders(record), addressees(record)) == (["Anne Loiseau"], ["Jacques Renard"])
    assert {one.basis for one in (*record.main.senders, *record.main.addressees)} == {Basis.STATED}


def test_a_letter_heading_of_the_old_kind_is_read() -> None:
    record = read_document("older-heading.xml")

    assert (senders(record), addressees(record)) == (["Jan Vink"], ["Piet Haas"])
    assert record.main.addressees[0].certainty == (Certainty.CONJECTURED,)
    assert [one.edtf for one in record.main.dates] == ["1900-01-02"]
    assert names(record, *(one.place for one in record.main.places_of_writing)) == ["Gent"]


def test_a_missing_sender_comes_from_title_and_author() -> None:
    record = read_document("only-addressee.xml")

    assert (senders(record), addressees(record)) == (["Vogel, Anna"], ["Falk, Ida"])
    assert record.main.senders[0].basis is Basis.INFERRED
    assert record.main.addressees[0].basis is Basis.STATED
    assert "sender-missing" not in codes(record)


def test_of_two_authors_none_is_taken_for_the_sender() -> None:
    text = tei(title="Papers, 3", actions="<correspAction type='received'><persName>Bo</persName></correspAction>")
    text = text.replace("</titleStmt>", "<author>Ada Finch</author><author>Cy Wren</author></titleStmt>")

    assert senders(read(text)) == []


def test_swapped_roles_are_reported_and_neither_is_chosen() -> None:
    record = read_document("v002-swapped.xml")

    assert senders(record) == addressees(record) == ["Reimann, Jakob", "Vogel, Anna"]
    parties = (*record.main.senders, *record.main.addressees)
    assert all(Certainty.ALTERNATIVE in one.certainty for one in parties)
    (finding,) = [one for one in record.findings if one.code == "parts-disagree"]
    assert "line 5" in finding.what
    assert finding.locator.line == 7


def test_another_name_in_the_title_makes_a_party_uncertain() -> None:
    record = read_document("1921-05-07_post-office.xml")

    assert senders(record) == ["Post Office Linz"]
    assert record.main.senders[0].certainty == (Certainty.UNCERTAIN,)
    assert record.main.addressees[0].certainty == ()


def test_a_day_in_file_name_or_title_that_is_not_the_date_is_reported() -> None:
    record = read_document("1921-05-07_post-office.xml")

    told = [one.what for one in record.findings if one.code == "parts-disagree"]
    assert any("1921-05-07" in one for one in told)
    assert any("1921-05-08" in one for one in told)
    assert record.main.dates[0].certainty == (Certainty.UNCERTAIN,)


@pytest.mark.parametrize(
    ("title", "agrees"),
    [
        ("A. Finch to Bo Crane", True),
        ("Finch, Ada to Mr Crane", True),
        ("Ada Finch and others to Bo Crane", True),
        ("Papers about geese", True),
        ("Ida Finch to Bo Crane", False),
        ("Ada Finch to Cy Wren", False),
    ],
)
def test_a_shorter_name_in_the_title_is_no_contradiction(title: str, agrees: bool) -> None:
    assert agrees is ("parts-disagree" not in codes(read(tei(title=title))))


def test_whoever_writes_to_himself_is_reported() -> None:
    same = "<persName ref='https://d-nb.info/gnd/118540238'>Ada Finch</persName>"
    record = read(
        tei(
            title="Papers",
            actions=f"<correspAction type='sent'>{same}</correspAction>"
            f"<correspAction type='received'>{same}</correspAction>",
        )
    )

    assert "sender-is-addressee" in codes(record)


def test_an_id_that_is_another_number_than_the_file_s_is_reported() -> None:
    record = read(tei(attributes='xml:id="letter_0015"'), path="letter_0003.xml")

    assert "parts-disagree" in codes(record)


def test_a_letter_written_after_it_was_sent_is_reported() -> None:
    record = read(tei('<opener><dateline><date when="1801-02-01">1 February</date></dateline></opener><p>Geese.</p>'))

    assert "parts-disagree" in codes(record)
    assert all(one.certainty == (Certainty.UNCERTAIN,) for one in record.main.dates)


def test_whom_an_attribute_calls_addressee_is_no_sender() -> None:
    action = (
        '<correspAction type="sent"><persName type="sender">Ada Finch</persName>'
        '<persName type="addressee">Bo Crane</persName></correspAction>'
    )
    record = read(tei(actions=action))

    assert (senders(record), addressees(record)) == (["Ada Finch"], ["Bo Crane"])
    assert "role-of-attribute" in codes(record)
    assert "addressee-missing" not in codes(record)


def test_attributes_and_title_that_contradict_each_other_leave_it_open() -> None:
    action = (
        '<correspAction type="sent"><persName type="addressee">Ada Finch</persName>'
        '<persName type="sender">Bo Crane</persName></correspAction>'
    )
    record = read(tei(actions=action))

    assert sorted(senders(record)) == sorted(addressees(record)) == ["Ada Finch", "Bo Crane"]
    assert all(Certainty.ALTERNATIVE in one.certainty for one in (*record.main.senders, *record.main.addressees))
    assert "parts-disagree" in codes(record)


def test_a_description_of_the_way_in_prose_is_kept_as_a_note() -> None:
    record = read(tei(actions="<p>Sent by a neighbour, the post being closed.</p>"))

    assert [one.text for one in record.notes] == ["Sent by a neighbour, the post being closed."]
    assert (senders(record), addressees(record)) == (["Ada Finch"], ["Bo Crane"])
