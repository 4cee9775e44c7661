"""Well-known headings speak for themselves, in three languages and however they are written."""

from __future__ import annotations

import pytest

from kg.config.columns import ROLE_NAMES
from kg.sources.rows.headings import normal_heading, role_of, roles_of


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("senderPlaceID", "sender_place_id"),
        ("Sender place ID", "sender_place_id"),
        ("sender_place_id", "sender_place_id"),
        ("SENDER-PLACE-ID ", "sender_place_id"),
        ("senderDateText", "date_text"),
        ("senderDateEarliest", "date_not_before"),
        ("Absender", "sender"),
        ("Empfänger", "addressee"),
        ("Empfänger GND", "addressee_id"),
        ("GND Absender", "sender_id"),
        ("expediteur", "sender"),
        ("Expéditeur", "sender"),
        ("Lieu de destination", "addressee_place"),
        ("Signatur", "shelf_mark"),
        ("Datum", "date"),
        ("Dublin Core:Creator", "sender"),
        ("[Letter] Receiver", "addressee"),
        ("[Letter] Sending Location - Object ID", "sender_place_id"),
        ("Author(s)", "sender"),
        ("Отправитель", "sender"),
        ("Место назначения", "addressee_place"),
        ("Jahr", "date_year"),
        ("publicationReady", None),
        ("", None),
    ],
)
def test_a_heading_has_its_role(heading: str, role: str | None) -> None:
    assert role_of(heading) == role


def test_a_column_called_by_a_register_belongs_to_the_one_at_its_left() -> None:
    assert roles_of(["Absender", "GND", "Ort", "GeoNames", "GND"]) == [
        "sender",
        "sender_id",
        "sender_place",
        "sender_place_id",
        None,
    ]


def test_of_two_columns_of_one_role_the_second_has_none() -> None:
    assert roles_of(["sender", "author", "note", "remarks"]) == ["sender", None, "note", "note"]


@pytest.mark.parametrize(
    "role", [role for role in ROLE_NAMES if not role.startswith(("place", "exclude", "person", "org"))]
)
def test_the_name_of_a_role_is_a_heading_of_it(role: str) -> None:
    assert role_of(role) == role


def test_rows_are_left_out_only_where_the_collection_says_so() -> None:
    assert role_of("exclude") is None


def test_accents_and_marks_make_no_difference() -> None:
    assert normal_heading(" Datum (Wörtlich)_ ") == "datumwortlich"
