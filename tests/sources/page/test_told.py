"""Documents, memberships, events and books that notes tell of; and what they do not tell."""

from __future__ import annotations

import pytest

from kg.records.document import Document, DocumentRecord
from kg.records.reference import EntityType, Reference
from tests.sources.pages import names, noted, page, read


def told(note: str) -> tuple[DocumentRecord, Document]:
    record = read(noted(note))
    (document,) = record.other_documents
    return record, document


@pytest.mark.parametrize(
    "note",
    [
        "On May 3, 1920, S. S. Melnik and T. K. Yasny sent a telegram to the Kama Commission.",
        "A telegram was sent to the Kama Commission on May 3, 1920 by S. S. Melnik and T. K. Yasny.",
        "S. S. Melnik and T. K. Yasny addressed one more telegram to the Kama Commission, sent off on 3 May 1920.",
    ],
)
def test_a_document_that_was_sent_has_a_date_of_sending(note: str) -> None:
    record, document = told(note)

    assert document.form == "telegram"
    assert names(record, *(one.agent for one in document.senders)) == ["S. S. Melnik", "T. K. Yasny"]
    assert names(record, *(one.agent for one in document.addressees)) == ["Kama Commission"]
    assert [(one.role, one.edtf) for one in document.dates] == [("sent", "1920-05-03")]


@pytest.mark.parametrize(
    ("note", "dates"),
    [
        ("A letter from S. S. Melnik to the Kama Commission of May 3, 1920.", [("written", "1920-05-03")]),
        ("S. S. Melnik's letter to the Kama Commission, dated May 3, 1920.", [("written", "1920-05-03")]),
        (
            "A letter from S. S. Melnik to the Kama Commission was received on May 5, 1920.",
            [("received", "1920-05-05")],
        ),
        (
            "This was said by S. S. Melnik in a letter to the Kama Commission, written on May 3, 1920 and received on "
            "May 5, 1920.",
            [("written", "1920-05-03"), ("received", "1920-05-05")],
        ),
        ("In a letter dated May 3, 1920 S. S. Melnik complained to the Kama Commission.", [("written", "1920-05-03")]),
        ("S. S. Melnik's letter to the Kama Commission, dated May 3 of this year.", [("written", None)]),
    ],
)
def test_the_word_before_a_date_says_what_happened_then(note: str, dates: list[tuple[str, str | None]]) -> None:
    _, document = told(note)

    assert sorted((one.role.value, one.edtf) for one in document.dates) == sorted(dates)


def test_addressees_after_and_to_are_addressees() -> None:
    record, document = told("S. S. Melnik sent a letter to the Kama Commission and to T. K. Yasny.")

    assert names(record, *(one.agent for one in document.addressees)) == ["Kama Commission", "T. K. Yasny"]


def test_a_document_beside_the_letter_is_associated_with_it() -> None:
    _, document = told("In addition to this letter, S. S. Melnik sent a telegram to the Kama Commission.")

    assert document.associated == (Reference(EntityType.DOC, "kc-1"),)


def test_what_a_telegram_demanded_is_its_demand() -> None:
    record, document = told("S. S. Melnik sent a telegram to the Kama Commission, in which he demanded ten barges.")

    (demand,) = record.demands
    assert (demand.text, demand.document) == ("ten barges", document.reference)
    assert names(record, *demand.proposed_by) == ["S. S. Melnik"]


def test_another_word_for_the_letter_is_a_claim_beside_its_form() -> None:
    text = page("All is well 1 .", notes="1 S. S. Melnik sent another telegram in addition to the one given here.")
    record = read(text.replace("All is well", "Report\n\nAll is well"))

    assert record.main.form == "report"
    assert [one.form for one in record.form_claims] == ["telegram"]


@pytest.mark.parametrize(
    "note",
    [
        "A telegram about boats came.",
        "S. S. Melnik was sent to the Kama Commission.",
        "The letter of May 3 is lost.",
        "He sent boats to the Kama Commission.",
        "Instruct S. S. Melnik to send a telegram to the Kama Commission.",
        "A note by S. S. Melnik.",
    ],
)
def test_where_no_one_is_said_to_have_sent_a_document_none_is_told_of(note: str) -> None:
    assert read(noted(note)).other_documents == ()


@pytest.mark.parametrize(
    "note",
    [
        "Members of the Kama Commission, S. S. Melnik and T. K. Yasny, went.",
        "The members of the Kama Commission – comrades S. S. Melnik and T. K. Yasny – went.",
        "S. S. Melnik and T. K. Yasny, members of the Kama Commission, went.",
        "S. S. Melnik and T. K. Yasny (members of the Kama Commission) went.",
    ],
)
def test_members_stand_beside_their_body(note: str) -> None:
    record = read(noted(note))

    assert [names(record, one.person, one.body) for one in record.memberships] == [
        ["S. S. Melnik", "Kama Commission"],
        ["T. K. Yasny", "Kama Commission"],
    ]


def test_members_without_names_are_nobodys_membership() -> None:
    assert read(noted("Members of the Kama Commission went. S. S. Melnik stayed.")).memberships == ()


@pytest.mark.parametrize(
    ("note", "dates"),
    [
        ("The offensive of the Kama Front began on May 3, 1919.", [("begin", "1919-05-03")]),
        ("On May 3, 1919 the Kama Front went over to the offensive.", [("begin", "1919-05-03")]),
        (
            "The operation of the Kama Front lasted from May 3 to June 4, 1919.",
            [("begin", "1919-05-03"), ("end", "1919-06-04")],
        ),
        (
            "The offensive of the Kama Front, begun on May 3, 1919, ended on June 4 of the same year.",
            [("begin", "1919-05-03"), ("end", "1919-06-04")],
        ),
        ("The offensive of the Kama Front was suspended on June 4, 1919.", [("suspended", "1919-06-04")]),
        ("The offensive of the Kama Front failed.", []),
    ],
)
def test_an_operation_has_the_dates_that_its_verbs_give(note: str, dates: list[tuple[str, str]]) -> None:
    record = read(noted(note))

    (event,) = record.events
    assert event.activity_type == "military-operation"
    assert names(record, *event.performers) == ["Kama Front"]
    assert [(one.role.value, one.edtf) for one in event.dates] == dates


def test_an_operation_of_nobody_is_not_read() -> None:
    assert read(noted("The offensive began on May 3, 1919.")).events == ()


def test_a_happening_is_told_without_a_date() -> None:
    record = read(noted("The withdrawal of units of the 8th Army near Kazan was late."))

    (event,) = record.events
    assert (event.activity_type, event.dates, event.name) == (
        None,
        (),
        "The withdrawal of units of the 8th Army near Kazan",
    )
    assert names(record, *event.places) == ["Kazan"]


@pytest.mark.parametrize(
    "note",
    [
        "A meeting of the Orgburo was held on May 3, 1920.",
        "The Orgburo discussed it at its meeting on May 3, 1920.",
        "The Orgburo (meeting of 3.V.1920) was told.",
        "At its meeting on May 3, 1920 the Orgburo was told.",
    ],
)
def test_a_meeting_has_its_body_and_day(note: str) -> None:
    record = read(noted(note))

    (meeting,) = record.events
    assert meeting.activity_type == "meeting"
    assert names(record, *meeting.performers) == ["Orgburo"]
    assert [one.edtf for one in meeting.dates] == ["1920-05-03"]


@pytest.mark.parametrize(
    "note",
    ["The next meeting of the Orgburo will hear it.", "The Orgburo and the Politburo had a meeting on May 3, 1920."],
)
def test_a_meeting_without_day_or_with_two_bodies_is_left_open(note: str) -> None:
    assert read(noted(note)).events == ()


@pytest.mark.parametrize(
    ("note", "title", "volume", "pages"),
    [
        ("Printed (Papers of the Fleet. T. 2. S. 5-6).", "Papers of the Fleet", "2", "5-6"),
        ("See: Papers of the Fleet. M., 1931. Vol. 2. P. 5–6.", "Papers of the Fleet", "2", "5–6"),
        ("Cf. Papers of the Fleet. Book 2. M.-L., 1931. S. 5, 6", "Papers of the Fleet", "2", "5, 6"),
        (
            "See the collection Papers of the Fleet (Moscow, 1931), volume II, pages 5 to 6.",
            "Papers of the Fleet",
            "II",
            "5 to 6",
        ),
        ("Published in: “Papers of the Fleet”, pp. 5-6.", "Papers of the Fleet", None, "5-6"),
    ],
)
def test_a_book_is_cited_with_its_pages(note: str, title: str, volume: str | None, pages: str) -> None:
    (citation,) = read(noted(note)).citations

    assert (citation.title, citation.volume, citation.pages) == (title, volume, pages)


@pytest.mark.parametrize("note", ["See document No. 12.", "He went (I think). S. 5 is lost.", "See the list of boats."])
def test_what_has_no_pages_or_no_title_is_no_citation(note: str) -> None:
    assert read(noted(note)).citations == ()
