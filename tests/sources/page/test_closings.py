"""Signatures in their order, in their capacity, with place and date at the foot."""

from __future__ import annotations

import pytest

from kg.records.document import DocumentRecord
from tests.sources.pages import names, page, read


def closed(closing: str, *, text: str = "We have nothing to report.", heading: str | None = None) -> DocumentRecord:
    return read(page(text, closing=closing, heading=heading or "L. P. Sharov, T. K. Yasny - V. A. Gorin"))


@pytest.mark.parametrize(
    ("closing", "signed"),
    [
        ("Sharov.", ["Sharov"]),
        ("L. Sharov.\n\nYasny.", ["L. Sharov", "Yasny"]),
        ("Sharov, Yasny.", ["Sharov", "Yasny"]),
        ("Sharov and Yasny", ["Sharov", "Yasny"]),
        ("With communist greetings L. Sharov.", ["L. Sharov"]),
        ("With communist greetings,\n\nSharov.", ["Sharov"]),
        ("Your Sharov.", ["Sharov"]),
        ("Sharov 2 .", ["Sharov"]),
        ("", []),
    ],
)
def test_signatures_are_read_in_their_order(closing: str, signed: list[str]) -> None:
    assert [one.as_printed for one in closed(closing).signatures] == signed


def test_a_signature_is_the_sender_with_the_same_surname_and_agreeing_initials() -> None:
    record = closed("L. Sharov.\n\nO. Yasny.")

    assert record.signatures[0].signatory == record.main.senders[0].agent
    assert record.signatures[1].signatory not in [one.agent for one in record.main.senders]


def test_a_surname_that_two_parties_bear_signs_for_neither() -> None:
    record = closed("Sharov.", heading="L. P. Sharov, N. N. Sharov - V. A. Gorin")

    assert record.signatures[0].signatory not in [one.agent for one in record.main.senders]


def test_a_capacity_line_is_of_every_signature_after_it() -> None:
    record = closed("Members of the Kama Commission and the River Council\n\nSharov.\n\nYasny.")

    assert [len(one.capacities) for one in record.signatures] == [2, 2]
    assert {name for one in record.memberships for name in names(record, one.body)} == {
        "Kama Commission",
        "River Council",
    }
    assert [one.basis for one in record.memberships] == ["stated"] * 4


def test_an_office_before_a_signature_is_its_capacity() -> None:
    record = closed("Secretary of the Kama Commission L. Sharov.")

    (signature,) = record.signatures
    assert signature.as_printed == "L. Sharov"
    assert names(record, *signature.capacities) == ["Secretary of the Kama Commission"]
    assert record.memberships == ()


def test_who_signs_for_a_body_has_no_office_by_that() -> None:
    record = closed("For the Kama Commission Sharov, Yasny.")

    assert [one.as_printed for one in record.signatures] == ["Sharov", "Yasny"]
    assert record.signatures[0].capacities == ()
    assert record.signatures[0].capacity_locator is not None
    assert record.signatures[0].capacity_locator.exact == "For the Kama Commission"


@pytest.mark.parametrize(
    ("closing", "expressed"),
    [
        ("Sharov.\n\nMarch 3, 1920\n\nKazan.", "March 3, 1920"),
        ("Sharov.\n\nKazan\n\nMarch 3, 1920", "March 3, 1920"),
        ("Sharov.\n\nKazan, March 3, 1920.", "March 3, 1920"),
        ("Sharov. Kazan, March 3, 1920.", "March 3, 1920"),
        ("Sharov. Kazan 3/III 20", "3/III 20"),
    ],
)
def test_place_and_date_at_the_foot_are_read(closing: str, expressed: str) -> None:
    record = closed(closing)

    assert [one.as_printed for one in record.signatures] == ["Sharov"]
    assert [one.locator.exact for one in record.main.places_of_writing] == ["Kazan"]
    assert [one.expressed for one in record.main.dates if one.role == "written"] == [expressed]


def test_a_foot_that_ends_the_last_line_of_the_text_is_cut_off() -> None:
    record = closed("", text="We wait until seven. Sharov. Kazan, March 3, 1920")

    assert record.main.text == "We wait until seven."
    assert [one.as_printed for one in record.signatures] == ["Sharov"]


def test_a_strangers_name_at_the_end_of_the_text_is_text() -> None:
    record = closed("", text="We wait until seven. Melnik. Kazan, March 3, 1920")

    assert record.signatures == ()


def test_a_foot_date_that_the_heading_excludes_is_kept_without_bounds_and_reported() -> None:
    record = closed("Sharov.\n\nKazan, April 3, 1920.")

    written, heading = record.main.dates
    assert (written.expressed, written.edtf, heading.edtf) == ("April 3, 1920", None, "1920-03-03")
    assert [one.code for one in record.findings] == ["dates-disagree"]


def test_the_last_sentence_of_a_text_is_no_signature() -> None:
    record = closed("", text="We have asked twice.\n\nNobody answers.")

    assert record.signatures == ()
    assert record.main.text == "We have asked twice.\n\nNobody answers."
