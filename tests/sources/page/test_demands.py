"""What letters ask for: alternatives, conditions and reasons in their own words."""

from __future__ import annotations

import pytest

from kg.records.reference import EntityType, Reference
from tests.sources.pages import names, page, read

ALTERNATIVES = [
    "We see the need either to change the Kama Commission, or to close it or, if the latter is rash, to recall Yar.",
    "There are three ways out: to change the Kama Commission, to close it or, if the latter is rash, to recall Yar.",
]


@pytest.mark.parametrize("text", ALTERNATIVES)
def test_alternatives_are_of_one_another(text: str) -> None:
    record = read(page(text))
    keys = [Reference(EntityType.PRESCRIPTION, one.key) for one in record.demands]

    assert [one.text for one in record.demands] == ["to change the Kama Commission", "to close it", "to recall Yar"]
    assert [set(one.alternatives) for one in record.demands] == [set(keys) - {key} for key in keys]
    assert [one.condition for one in record.demands] == [None, None, "if the latter is rash"]
    assert record.demands[2].refers_to == keys[1]


def test_a_reason_is_kept_as_the_letters_words() -> None:
    record = read(page("We see the need to recall Melnik, who, as we hear, is to blame."))

    (demand,) = record.demands
    assert (demand.text, demand.reason) == ("to recall Melnik", "who, as we hear, is to blame")


def test_a_demand_is_proposed_by_who_signs_to_whom_the_letter_goes() -> None:
    record = read(page("We demand ten barges 1 .", notes="1 For flour."))

    (demand,) = record.demands
    assert demand.text == "ten barges"
    assert names(record, *demand.proposed_by) == ["L. P. Sharov"]
    assert names(record, *demand.proposed_to) == ["V. A. Gorin"]


def test_they_are_the_senders_in_a_summary_only() -> None:
    summary = read(page("The senders are members of the Kama Commission. They demand ten barges."))
    letter = read(page("The ferrymen are hungry. They demand ten barges."))

    assert [one.text for one in summary.demands] == ["ten barges"]
    assert [names(summary, one.person, one.body) for one in summary.memberships] == [
        ["L. P. Sharov", "Kama Commission"]
    ]
    assert letter.demands == ()


@pytest.mark.parametrize("text", ["We need boats.", "There is no need for boats.", "We know three ways to Kazan."])
def test_what_asks_for_nothing_to_be_done_is_no_demand(text: str) -> None:
    assert read(page(text)).demands == ()
