"""The real page as an edition would print it. Longer words are read from the page itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.publication.pages import EntityPages, OpenedRelease
from kg.publication.pages.entity_models import EntityPage
from kg.publication.pages.models import Meeting, Reading, Segment

LETTER = "id/doc/bl-1919-11-12-1"


@pytest.fixture(scope="module")
def page(real_pages: EntityPages) -> EntityPage:
    return real_pages.page(LETTER)


@pytest.fixture(scope="module")
def reading(page: EntityPage) -> Reading:
    assert page.reading is not None
    return page.reading


@pytest.fixture(scope="module")
def meeting(page: EntityPage) -> Meeting:
    assert len(page.chain) == 1
    return page.chain[0]


def text_of(segments: tuple[Segment, ...]) -> str:
    return "".join(one.text for one in segments if one.kind != "anchor")


def test_blocks_come_in_the_order_of_the_page(reading: Reading) -> None:
    assert [block.role for block in reading.blocks] == [
        "address",
        "form",
        "text",
        "capacity",
        "signature",
        "signature",
        "date",
        "place",
        "shelf-mark",
    ]


def test_notes_stand_at_their_anchors_also_at_a_signature(reading: Reading) -> None:
    anchored = {
        segment.number: (block.role, text_of(block.segments[:place])[-18:])
        for block in reading.blocks
        for place, segment in enumerate(block.segments)
        if segment.kind == "anchor"
    }

    assert anchored == {
        "1": ("text", "Commander-in-Chief"),
        "2": ("text", "sev for Komandyuzh"),
        "3": ("text", " the Southern Front"[-18:]),
        "4": ("signature", "Stalin"),
    }


def test_the_text_is_that_of_the_page_without_the_numbers_of_notes(reading: Reading, shared: Path) -> None:
    printed = (shared / "seed" / "page.txt").read_text(encoding="utf-8").splitlines()[19]
    (block,) = [one for one in reading.blocks if one.role == "text"]

    expected = printed
    for number in ("1 ", "2 ", "3 "):
        expected = expected.replace(f" {number},", ",").replace(f" {number}and", " and")

    assert text_of(block.segments) == expected


def test_every_note_leads_back_to_its_anchor(reading: Reading) -> None:
    on_page = {segment.anchor for block in reading.blocks for segment in block.segments if segment.kind == "anchor"}

    assert {anchor for note in reading.notes for anchor in note.anchors} == on_page
    assert [note.breaks_off for note in reading.notes] == [False, False, False, True]


def test_the_shelf_mark_leads_from_the_holder_down(reading: Reading) -> None:
    (copy,) = reading.copies

    assert [link.label.text for link in copy.chain] == ["RTsKhIDNI", "F. 558", "Op. 1", "D. 5450"]
    assert (copy.printed, copy.normal) == (
        "RTSKHIDNI. F. 558. On. 1. D. 5450. L. 2.",
        "RTsKhIDNI. F. 558. Op. 1. D. 5450. L. 2.",
    )


def test_three_demands_are_alternatives_and_a_reason_is_a_claim(reading: Reading) -> None:
    first, second, third = reading.demands

    assert [len(one.alternatives) for one in reading.demands] == [2, 2, 2]
    assert third.condition is not None
    assert third.condition.text == "if the latter is considered untimely"
    assert third.condition_refers_to == (second.thing,)
    assert third.reason is not None
    assert first.reason is None


def test_two_forms_stand_side_by_side(reading: Reading) -> None:
    (claim,) = reading.claims

    assert [(what, who) for what, who, _ in claim.says] == [
        ("statement", "the document's own title"),
        ("telegram", "note 3 of the editors"),
    ]


def test_other_documents_are_told_of_with_what_is_not_known(reading: Reading) -> None:
    assert [(one.form, len(one.senders), len(one.addressees), len(one.dates)) for one in reading.told] == [
        ("telegram", 3, 1, 1),
        ("telegram", 1, 0, 0),
    ]


def test_the_meeting_considered_the_letter_by_inference_only(meeting: Meeting, page: EntityPage) -> None:
    assert [(one.thing.iri, one.basis) for one in meeting.considered] == [(page.iri, "inferred")]
    assert [one.label.text for one in meeting.told_in] == ["Note 4"]


def test_directives_come_in_their_order_with_one_inside_another(meeting: Meeting) -> None:
    (resolution,) = meeting.resolutions

    assert [one.letter for one in resolution.directives] == ["a", "b", "", "c"]
    assert [len(one.conveys) for one in resolution.directives] == [0, 1, 0, 0]
    (conveyed,) = resolution.directives[1].conveys
    assert (conveyed.issuers, conveyed.executors) == ((), ())
    assert resolution.omission
    assert resolution.breaks_off
    assert [one.breaks_off for one in resolution.directives] == [False, False, False, True]


def test_who_is_charged_is_named_as_printed_and_as_identified(meeting: Meeting) -> None:
    executors = [one.executors for one in meeting.resolutions[0].directives]

    assert [[(who.label.text, who.note) for who in one] for one in executors] == [
        [("Lenin", "= Lenin, Vladimir")],
        [("Trotsky, Leon", "")],
        [("Vladimir Ilyich", "= Lenin, Vladimir")],
        [],
    ]


def test_the_chain_is_on_the_page_of_every_link_of_it(real_pages: EntityPages, meeting: Meeting) -> None:
    inner = meeting.resolutions[0].directives[1].conveys[0]

    page = real_pages.page(inner.thing.iri)

    assert [one.thing.iri for one in page.chain] == [meeting.thing.iri]
    assert page.chain[0].resolutions[0].directives[1].conveys[0].current


def test_the_report_speaks_on_the_page_it_speaks_of(page: EntityPage, real_pages: EntityPages) -> None:
    warnings = [one for one in page.notices if one.severity == "warning"]
    conveyed = "id/prescription/bl-1919-11-12-1-n4-b-directive"

    assert {one.code for one in warnings} >= {"S01-addressee", "S01-date", "S08-issuer"}
    assert "S08-issuer" in {one.code for one in real_pages.page(conveyed).notices}


def test_every_thing_has_a_page(real: OpenedRelease, real_pages: EntityPages) -> None:
    prefix = f"{real.names.base_iri}id/"
    query = f'SELECT DISTINCT ?s WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?s), "{prefix}")) }}'
    things = [row["s"].strip("<>") for row in real.store.select(query)]

    titles = {iri: real_pages.page(iri).title.text for iri in things if "#" not in iri}

    assert len(titles) > 250
    assert all(titles.values())
