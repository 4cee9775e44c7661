"""Resolutions and directives: who orders what of whom, and what the words leave open."""

from __future__ import annotations

import pytest

from kg.records.directive import Directive
from kg.records.document import DocumentRecord
from kg.records.reference import EntityType, Reference
from tests.sources.pages import names, noted, page, read


def resolved(
    text: str, *, before: str = "On May 3, 1920, at a meeting of the Orgburo it was resolved"
) -> DocumentRecord:
    return read(noted(f"{before}: “{text}”"))


def only(record: DocumentRecord) -> Directive:
    (directive,) = record.directives
    return directive


@pytest.mark.parametrize(
    ("text", "letters", "texts"),
    [
        (
            "a) Inform comrade Melnik, b) Appoint comrade Yasny.",
            ["a", "b"],
            ["Inform comrade Melnik", "Appoint comrade Yasny."],
        ),
        (
            "1) to inform tov. Melnik; 2) to appoint tov. Yasny",
            ["1", "2"],
            ["to inform tov. Melnik", "to appoint tov. Yasny"],
        ),
        (
            "(a) Inform comrade Melnik. (b) Appoint comrade Yasny.",
            ["a", "b"],
            ["Inform comrade Melnik.", "Appoint comrade Yasny."],
        ),
        (
            "a. Inform comrade Melnik. b. Appoint comrade Yasny.",
            ["a", "b"],
            ["Inform comrade Melnik.", "Appoint comrade Yasny."],
        ),
        (
            "Inform comrade Melnik. Appoint comrade Yasny.",
            [None, None],
            ["Inform comrade Melnik.", "Appoint comrade Yasny."],
        ),
        (
            "a) Inform comrade Melnik [...] Offer comrade Yasny to go, b) Wait",
            ["a", None, "b"],
            ["Inform comrade Melnik [...]", "Offer comrade Yasny to go", "Wait"],
        ),
        (
            "[...] Offer comrade Yasny to go [...] a) Inform comrade Melnik",
            [None, "a"],
            ["[...] Offer comrade Yasny to go [...]", "Inform comrade Melnik"],
        ),
        ("The boats shall wait.", [None], ["The boats shall wait."]),
    ],
)
def test_a_resolution_is_cut_into_its_items(text: str, letters: list[str | None], texts: list[str]) -> None:
    record = resolved(text)

    assert [one.letter for one in record.directives] == letters
    assert [one.text.removeprefix("[...] ") for one in record.directives] == [
        one.removeprefix("[...] ") for one in texts
    ]


@pytest.mark.parametrize(
    ("text", "executors", "recipients"),
    [
        ("Instruct comrade Melnik to send comrade Yasny a telegram", ["Melnik"], ["Yasny"]),
        ("Instruct comrade Melnik to send a telegram to comrade Yasny", ["Melnik"], ["Yasny"]),
        ("Instruct comrade Melnik to send comrade Yasny to work", ["Melnik"], []),
        ("Comrade Melnik is instructed to telegraph comrade Yasny", ["Melnik"], ["Yasny"]),
        ("Comrade Melnik to convey this to comrade Yasny", ["Melnik"], ["Yasny"]),
        ("Charge comrade Melnik with handing over the boats to comrade Yasny", ["Melnik"], ["Yasny"]),
        ("Entrust the Kama Commission with the boats", ["Kama Commission"], []),
        ("The boats are entrusted to the Kama Commission", ["Kama Commission"], []),
        ("Offer comrade Melnik to talk it over with comrade Yasny", ["Melnik"], ["Yasny"]),
        ("Inform comrade Yasny", [], ["Yasny"]),
        ("Comrade Yasny is to be informed", [], ["Yasny"]),
        ("Make it known to comrade Yasny", [], ["Yasny"]),
        ("Appoint comrade Melnik", [], []),
        ("Recall comrade Melnik from Kazan", [], []),
    ],
)
def test_who_carries_out_and_who_receives_stands_at_the_verb(
    text: str, executors: list[str], recipients: list[str]
) -> None:
    record = resolved(text)
    directive = only(record)

    assert names(record, *directive.executors) == executors
    assert names(record, *directive.onward_recipients) == recipients


def test_what_else_is_named_is_concerned() -> None:
    record = resolved("Recall comrade Melnik from Kazan")

    assert names(record, *only(record).concerns) == ["Kazan", "Melnik"] or names(record, *only(record).concerns) == [
        "Melnik",
        "Kazan",
    ]


@pytest.mark.parametrize("words", ["on behalf of", "in the name of"])
def test_on_whose_behalf_is_said_apart(words: str) -> None:
    record = resolved(f"Instruct comrade Melnik to inform comrade Yasny {words} the Kama Commission")

    assert names(record, *only(record).on_behalf_of) == ["Kama Commission"]
    assert names(record, *only(record).onward_recipients) == ["Yasny"]


def test_an_opinion_concerns_nobody() -> None:
    record = resolved("Instruct comrade Melnik to find a way possible, in the opinion of the Kama Commission, now")

    assert only(record).concerns == ()


def test_a_directive_that_is_to_be_conveyed_has_neither_issuer_nor_executor() -> None:
    record = resolved(
        "Instruct comrade Melnik to convey to comrade Yasny a military directive on the need to capture Kazan"
    )

    outer, inner = record.directives
    assert outer.conveys == Reference(EntityType.PRESCRIPTION, inner.key)
    assert (inner.title, inner.issuers, inner.executors, inner.resolution, inner.order) == (
        "military directive",
        (),
        (),
        None,
        None,
    )
    assert names(record, *inner.concerns) == ["Kazan"]
    assert outer.concerns == ()


def test_a_meeting_that_is_told_of_issued_the_directives() -> None:
    record = resolved("Inform comrade Yasny")

    (meeting,) = record.events
    assert only(record).event == Reference(EntityType.EVENT, meeting.key)
    assert only(record).issuers == meeting.performers


def test_a_decision_without_a_meeting_dates_the_resolution() -> None:
    record = resolved("Inform comrade Yasny", before="On May 3, 1920 the Orgburo resolved")

    (document,) = record.other_documents
    assert [one.edtf for one in document.dates] == ["1920-05-03"]
    assert names(record, *only(record).issuers) == ["Orgburo"]
    assert record.events == ()


@pytest.mark.parametrize("before", ["It was resolved", "The Orgburo and the Politburo resolved"])
def test_where_no_one_body_is_said_to_resolve_nobody_issues(before: str) -> None:
    assert only(resolved("Inform comrade Yasny", before=before)).issuers == ()


def test_a_quotation_that_is_not_closed_breaks_off_in_its_last_item() -> None:
    record = read(noted("It was resolved: “a) Inform comrade Melnik, b) Inform comrade Yas"))

    assert [one.breaks_off for one in record.directives] == [False, True]
    assert record.other_documents[0].observed == ("ends-abruptly",)


def test_what_follows_the_quotation_is_no_part_of_it() -> None:
    record = read(noted("It was resolved: “a) Inform comrade Melnik.” The paper “Zarya” printed it."))

    assert only(record).text == "Inform comrade Melnik."


def test_words_left_out_are_marked() -> None:
    record = resolved("[...] a) Inform comrade Melnik [...], b) Wait")

    assert [one.omission for one in record.directives] == [True, False]
    assert record.other_documents[0].completeness == ("editorial-omission",)


@pytest.mark.parametrize(
    ("note", "texts"),
    [
        (
            "On May 3, 1920 the Orgburo decided to appoint comrade Melnik; to recall comrade Yasny from Kazan.",
            ["to appoint comrade Melnik", "to recall comrade Yasny from Kazan."],
        ),
        (
            "By decision of the Orgburo comrade Melnik was instructed to go, and comrade Yasny was to be informed.",
            ["comrade Melnik was instructed to go", "comrade Yasny was to be informed."],
        ),
    ],
)
def test_a_resolution_in_the_editors_words_has_items_but_no_text(note: str, texts: list[str]) -> None:
    record = read(noted(note))

    assert [one.text for one in record.directives] == texts
    assert {names(record, *one.issuers)[0] for one in record.directives} == {"Orgburo"}
    assert record.other_documents[0].text is None


@pytest.mark.parametrize(
    "note",
    [
        "The question was taken up at the next meeting of the Politburo; it was resolved to send an answer.",
        "Comrade Melnik was instructed to go.",
        "The decision of the Orgburo is not known.",
        "He decided to go to Kazan.",
        "Comrade Melnik decided to send a wire to comrade Yasny.",
    ],
)
def test_without_a_body_that_decides_about_somebody_nothing_is_ordered(note: str) -> None:
    assert read(noted(note)).directives == ()


def test_a_letter_that_is_a_resolution_expresses_its_directives() -> None:
    record = read(
        page(
            "On May 3, 1920, it was heard at a meeting of the Orgburo. It was resolved: “Inform comrade Yasny.”",
            heading="Resolution of the Orgburo",
            closing="",
        )
    )

    (meeting,) = record.events
    assert record.other_documents == ()
    assert only(record).resolution == record.main.reference
    assert record.main.records_event == Reference(EntityType.EVENT, meeting.key)


def test_a_letter_that_quotes_a_resolution_has_it_beside_it() -> None:
    record = read(page("The Orgburo has resolved: “Inform comrade Yasny.” We obey."))

    (document,) = record.other_documents
    assert only(record).resolution == document.reference
    assert (document.described_by, record.main.records_event) == (record.main.reference, None)
