"""Who held which office, as notes say it."""

from __future__ import annotations

import pytest

from tests.sources.pages import names, noted, read


def holders(note: str, anchor: str = "the Komandyuzh") -> list[tuple[str, str]]:
    record = read(noted(note, anchor=anchor))
    pairs = [names(record, one.person, one.position) for one in record.office_holdings]
    return [(person, office) for person, office in pairs]


@pytest.mark.parametrize(
    "note",
    [
        "Commander of the Kama Front S. S. Melnik.",
        "The Commander of the Kama Front was then S. S. Melnik.",
        "S. S. Melnik, Commander of the Kama Front.",
        "S. S. Melnik (Commander of the Kama Front).",
        "S. S. Melnik – at that time Commander of the Kama Front",
        "This is the Commander of the Kama Front, comrade S. S. Melnik.",
        "The post of Commander of the Kama Front was held by S. S. Melnik.",
    ],
)
def test_a_holder_stands_beside_the_office(note: str) -> None:
    assert holders(note) == [("S. S. Melnik", "Commander of the Kama Front")]


@pytest.mark.parametrize(
    "note", ["S. S. Melnik.", "That is, S. S. Melnik.", "Comrade S. S. Melnik.", "S. S. Melnik is meant."]
)
def test_a_name_alone_holds_the_office_at_the_marker(note: str) -> None:
    assert holders(note) == [("S. S. Melnik", "Komandyuzh")]


def test_a_name_alone_at_no_office_holds_none() -> None:
    assert holders("S. S. Melnik.", anchor="the boats") == []


@pytest.mark.parametrize(
    "note",
    [
        "S. S. Melnik wrote to the Commander of the Kama Front.",
        "Sent to S. S. Melnik, the Commander of the Kama Front and V. A. Gorin.",
        "The Commander of the Kama Front met S. S. Melnik.",
        "A wire was sent to the Commander of the Kama Front by S. S. Melnik.",
        "The Commander of the Kama Front, Melnik and Gorin wrote.",
    ],
)
def test_an_office_and_a_name_in_one_sentence_are_not_enough(note: str) -> None:
    assert holders(note) == []
