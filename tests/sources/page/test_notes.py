"""Notes: their numbers however they stand, and their anchors."""

from __future__ import annotations

import pytest

from tests.sources.pages import page, read


@pytest.mark.parametrize(
    ("notes", "numbers", "texts"),
    [
        ("1 Boats.\n2 Carts.", ["1", "2"], ["Boats.", "Carts."]),
        ("1. Boats.\n2. Carts.", ["1", "2"], ["Boats.", "Carts."]),
        ("1) Boats.\n2) Carts.", ["1", "2"], ["Boats.", "Carts."]),
        ("1Boats.\n2Carts.", ["1", "2"], ["Boats.", "Carts."]),
        ("oneBoats.\n2 Carts.", ["one", "2"], ["Boats.", "Carts."]),
        ("one. Boats.\n2 Carts.", ["one", "2"], ["Boats.", "Carts."]),
        ("Boats.\n2 Carts.", [None, "2"], ["Boats.", "Carts."]),
        ("1 Boats.\nOf the fleet.\n2 Carts.", ["1", "2"], ["Boats.\nOf the fleet.", "Carts."]),
        ("1 Boats, see\n1919 Report.\n2 Carts.", ["1", "2"], ["Boats, see\n1919 Report.", "Carts."]),
        ("1 Boats.\n* So printed.", ["1", "*"], ["Boats.", "So printed."]),
    ],
)
def test_notes_are_cut_at_their_numbers(notes: str, numbers: list[str | None], texts: list[str]) -> None:
    record = read(page("Boats 1 and carts 2 came.*", notes=notes))

    assert [one.number for one in record.notes] == numbers
    assert [one.text for one in record.notes] == texts


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("The boats 1 are here.", "boats"),
        ("The boats 1 .", "boats"),
        ("The boats1 are here.", "boats"),
        ("The boats 1are here.", "boats"),
        ("The boats, 1 which came.", "boats"),
        ("Are the boats here? one. They are.", "here"),
        ("The sheet “Zarya”1(the second) came.", "“Zarya”"),
        ("L. P. Melnik 1 is here.", "L. P. Melnik"),
        ("On May 1 came the boats 1 .", "boats"),
        ("No. 1 of the boats 1 came.", "boats"),
        ("On the 1st of May the boats 1 came.", "boats"),
        ("We sent 1,000 poods by the boats 1 .", "boats"),
        ("On 1 May 1920 the boats 1 came.", "boats"),
        ("The fund F. 1 lies with the boats 1 .", "boats"),
    ],
)
def test_a_marker_stands_at_the_word_or_name_before_it(text: str, anchor: str) -> None:
    (note,) = read(page(text, notes="1 See there.")).notes

    assert [one.exact for one in note.anchors] == [anchor]


@pytest.mark.parametrize(
    "text", ["The boats are here.", "On May 1 they came.", "See No. 1 and p. 1.", "It is 1 o'clock."]
)
def test_what_is_no_marker_anchors_nothing_and_is_reported(text: str) -> None:
    record = read(page(text, notes="1 See there."))

    assert record.notes[0].anchors == ()
    assert "note-without-anchor" in [one.code for one in record.findings]


def test_markers_stand_in_the_order_of_the_notes() -> None:
    record = read(page("The carts 2 and the boats 1 and the men 2 came.", notes="1 Boats.\n2 Men."))

    assert [[anchor.exact for anchor in note.anchors] for note in record.notes] == [["boats"], ["men"]]


def test_a_marker_at_a_signature_is_found() -> None:
    record = read(page(closing="Sharov 1 .", notes="1 By his own hand."))

    assert [one.exact for one in record.notes[0].anchors] == ["Sharov"]


def test_a_note_without_number_is_joined_by_its_place_and_reported() -> None:
    record = read(page("Boats 1 and carts 2 came.", notes="Boats of the fleet.\n2 Carts."))

    assert [one.exact for one in record.notes[0].anchors] == ["Boats"]
    assert [one.code for one in record.findings] == ["note-without-number"]


def test_a_note_that_breaks_off_is_marked() -> None:
    record = read(page("Boats 1 and carts 2 came.", notes="1 It said: “The boats are\n2 Carts."))

    assert [one.breaks_off for one in record.notes] == [True, False]


def test_notes_follow_the_shelf_mark_without_a_title() -> None:
    text = page("Boats 1 came.", shelfmark="RGASPI. F. 17. Op. 3. D. 40. L. 1.\n\n1 Of the fleet.")

    assert [one.text for one in read(text).notes] == ["Of the fleet."]
