"""One letter in several editions is proposed by its identifiers, parties, day, place and first words."""

from __future__ import annotations

import datetime
import random

import pytest

from kg.authorities.decisions import Decision, DecisionKind, Decisions
from kg.authorities.resolution import resolve
from kg.errors import Where
from kg.reconciliation.agents.proposal import Level, Proposal
from kg.reconciliation.letters import pairing, propose_letters
from kg.reconciliation.letters.observing import observe_letters
from kg.records.reference import EntityType
from tests.reconciliation.letters.invented import Record, letter, padding

BEGINNING = "Yesterday the flood took the ferry and both of the boats."
Letters = list[tuple[str, Record]]


def proposed(*letters: tuple[str, Record], decided: Decisions | None = None) -> list[Proposal]:
    return propose_letters([*letters, *padding("a"), *padding("b"), *padding("c")], decided)


def rule_of(proposal: Proposal) -> str:
    return proposal.evidence[0].removeprefix("rule ")


@pytest.mark.parametrize(
    ("ours", "theirs", "level", "rule"),
    [
        ({}, {}, Level.CERTAIN, "day-and-place"),
        ({"place": None}, {}, Level.PROBABLE, "day"),
        ({"place": None, "text": BEGINNING}, {"text": BEGINNING.upper()}, Level.CERTAIN, "day-and-place"),
        ({"sender": '"Anna Vogel"'}, {"sender": '"Vogel, Anna"'}, Level.PROBABLE, "day-by-name"),
        ({"date": None, "text": BEGINNING}, {"text": BEGINNING}, Level.PROBABLE, "incipit"),
        ({"date": ("1908-06-01", "1908-06-30")}, {}, Level.PROBABLE, "range-and-place"),
        (
            {"date": ("1908-06-01", "1908-06-03"), "place": None},
            {"date": ("1908-06-01", "1908-06-03"), "place": None},
            Level.PROBABLE,
            "range-and-place",
        ),
        ({"date": ("1908-01-01", "1908-12-31")}, {}, Level.POSSIBLE, "range"),
        ({"place": "place/berg"}, {}, Level.POSSIBLE, "day-elsewhere"),
        ({"text": BEGINNING}, {"text": "Nothing of the kind has ever been said."}, Level.POSSIBLE, "day-elsewhere"),
    ],
)
def test_how_sure_a_proposal_is(ours: dict[str, str], theirs: dict[str, str], level: Level, rule: str) -> None:
    found = proposed(letter("a-1", edition="a", **ours), letter("b-1", edition="b", **theirs))

    assert [(one.keys, one.level, rule_of(one)) for one in found] == [(("a-1", "b-1"), level, rule)]


@pytest.mark.parametrize(
    "theirs",
    [
        {"date": "1908-06-15"},
        {"addressee": "person/gnd-3"},
        {"sender": "person/gnd-2", "addressee": "person/gnd-1"},
        {"date": None},
    ],
)
def test_another_day_another_party_or_the_reply_is_another_letter(theirs: dict[str, str]) -> None:
    assert proposed(letter("a-1", edition="a"), letter("b-1", edition="b", **theirs)) == []


@pytest.mark.parametrize(
    "known",
    [
        ({"address": "https://letters.example/5"}, {"address": "http://www.letters.example/5/"}),
        ({"shelf_mark": "HSA, F. 7, Op. 2, L. 3"}, {"shelf_mark": "HSA. F. 7. Op. 2. L. 3."}),
    ],
)
def test_an_identifier_in_another_spelling_is_certain_whatever_the_date(known: tuple[dict[str, str], ...]) -> None:
    ours = letter("a-1", edition="a", date=None, place=None, **known[0])
    theirs = letter("b-1", edition="b", **known[1])

    assert [(one.level, rule_of(one)) for one in proposed(ours, theirs)] == [(Level.CERTAIN, "identifier")]


def test_two_letters_of_one_edition_are_two() -> None:
    assert proposed(letter("a-1", edition="a"), letter("a-2", edition="a")) == []


def test_two_letters_of_a_day_in_one_edition_and_one_in_the_other_lower_the_level() -> None:
    found = proposed(letter("a-1", edition="a"), letter("a-2", edition="a"), letter("b-1", edition="b"))

    assert {one.level for one in found} == {Level.POSSIBLE}
    assert {one.keys for one in found} == {("a-1", "b-1"), ("a-2", "b-1")}
    assert all("letters of that day: 2 and 1" in one.against for one in found)


def test_of_as_many_letters_of_a_day_the_places_tell_which_is_which() -> None:
    found = proposed(
        letter("a-1", edition="a"),
        letter("a-2", edition="a", place="place/berg"),
        letter("b-1", edition="b", place="place/berg"),
        letter("b-2", edition="b"),
    )

    assert {(one.keys, one.level) for one in found} == {
        (("a-1", "b-2"), Level.CERTAIN),
        (("a-2", "b-1"), Level.CERTAIN),
    }


def test_three_editions_make_one_proposal() -> None:
    found = proposed(letter("a-1", edition="a"), letter("b-1", edition="b"), letter("c-1", edition="c"))

    assert [one.keys for one in found] == [("a-1", "b-1", "c-1")]


@pytest.mark.parametrize("kind", [DecisionKind.SAME, DecisionKind.DIFFERENT])
def test_what_somebody_decided_is_not_proposed_again(kind: DecisionKind) -> None:
    day = datetime.date(2026, 2, 3)
    decision = Decision(kind, EntityType.DOC, ("a-1", "b-1"), "M. Lind", day, "Same words.", Where("d.yaml"))
    decisions, problems = resolve([decision])

    assert problems == ()
    assert proposed(letter("a-1", edition="a"), letter("b-1", edition="b"), decided=decisions) == []


def test_a_vague_date_that_meets_two_letters_is_no_proposal() -> None:
    month = ("1908-06-01", "1908-06-30")
    two = [letter("b-1", edition="b"), letter("b-2", edition="b", date="1908-06-20")]

    assert proposed(letter("a-1", edition="a", date=month), *two) == []


def test_the_order_of_the_letters_does_not_matter() -> None:
    letters = [
        letter(f"{edition}-{day}", edition=edition, date=f"1908-06-{day:02}", place=None if day % 3 else "place/linden")
        for edition in "abc"
        for day in range(1, 20)
    ]
    expected = proposed(*letters)

    random.Random(5).shuffle(letters)  # noqa: S311 - no secret

    assert len(expected) == 19
    assert proposed(*letters) == expected


def test_each_letter_is_compared_with_few_others_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand letters of one pair of parties and year, in two editions."""
    days = [f"1908-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    year = ("1908-01-01", "1908-12-31")
    letters = [
        letter(f"{edition}-{at}", edition=edition, date=days[at % len(days)] if at % 9 else year)
        for edition in "ab"
        for at in range(500)
    ]

    compared = list(pairing.pairs(observe_letters(letters)))

    assert len(compared) < 4 * len(letters)
    assert all(one.key < other.key for one, other, _ in compared)
    keys = [(one.key, other.key) for one, other, _ in compared]
    assert len(set(keys)) == len(keys)
