"""What the example queries answer on the seed page. The rows were written from the page, by hand.

What is longer than a few words is read from the page at run time.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.queries.asking import EXAMPLES, Release, Row, order_of, with_columns
from tests.seed.building import KEY

SEREBRYAKOV = "Serebryakov, Leonid Petrovich"
STALIN = "Stalin, Joseph (1878–1953)"
YEGOROV = "Yegorov, Aleksandr Ilyich"
KAMENEV = "Kamenev, S. S."
LENIN = "Lenin, Vladimir"
POLITBURO = "Politburo of the Central Committee of the RCP(b)"
COMMANDER = "Commander-in-Chief of all the armed forces of the republic"

STATEMENT = f"id/doc/{KEY}"
OTHER_TELEGRAM = f"id/doc/{KEY}-n3-1"
RESIGNATION = f"id/doc/{KEY}-n4-1"
RESOLUTION = f"id/doc/{KEY}-n4-resolution"

SENT: list[Row] = [
    (RESIGNATION, "telegram", STALIN, "", "", ""),
    (STATEMENT, "statement", SEREBRYAKOV, POLITBURO, "1919-11-12", "Serpukhov"),
    (STATEMENT, "statement", STALIN, POLITBURO, "1919-11-12", "Serpukhov"),
    (OTHER_TELEGRAM, "telegram", SEREBRYAKOV, COMMANDER, "1919-11-12", ""),
    (OTHER_TELEGRAM, "telegram", STALIN, COMMANDER, "1919-11-12", ""),
    (OTHER_TELEGRAM, "telegram", YEGOROV, COMMANDER, "1919-11-12", ""),
]

each_name = pytest.mark.parametrize("name", EXAMPLES)


@pytest.fixture(scope="session")
def page(shared: Path) -> str:
    return (shared / "seed" / "page.txt").read_text(encoding="utf-8")


@each_name
def test_a_query_is_answered(seed: Release, name: str) -> None:
    assert seed.rows(name) != []


@each_name
def test_no_row_comes_twice(seed: Release, name: str) -> None:
    rows = seed.rows(name)

    assert len(set(rows)) == len(rows)


@each_name
def test_the_order_leaves_nothing_to_chance(seed: Release, name: str) -> None:
    order = order_of(EXAMPLES[name])

    keys = seed.ask(with_columns(EXAMPLES[name], *order), *order)

    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", ["who-wrote-to-whom", "who-wrote-to-whom-cidoc-crm"])
def test_who_wrote_to_whom(seed: Release, name: str) -> None:
    assert seed.rows(name, "document", "form", "sender", "addressee", "earliest", "place") == SENT


def test_schema_org_knows_the_same_letters(seed: Release) -> None:
    rows = seed.rows("who-wrote-to-whom-schema-org", "document", "form", "sender", "addressee", "place")

    assert sorted(rows) == sorted((*row[:4], row[5]) for row in SENT)


def test_the_directives_of_the_meeting_by_addressee(seed: Release) -> None:
    rows = seed.rows("directives-by-addressee", "addressee", "role", "item", "issuer", "day")

    do, know, stated = "to carry it out", "to be told", (POLITBURO, "1919-11-14")
    assert rows == [
        (COMMANDER, know, "b", *stated),
        (COMMANDER, know, "", *stated),
        (KAMENEV, know, "b", *stated),
        (LENIN, do, "a", *stated),
        (LENIN, do, "", *stated),
        ("Smilga, I. T.", know, "a", *stated),
        (STALIN, know, "c", *stated),
        ("Trotsky, Leon", do, "b", *stated),
    ]


def test_signatories_stand_in_their_order_with_both_capacities(seed: Release) -> None:
    rows = seed.rows("signatories-and-capacities", "place", "signatory", "body")

    bodies = ("Central Committee of the RCP(b)", "Revolutionary Military Council")
    assert rows == [(p, who, body) for p, who in (("1", SEREBRYAKOV), ("2", STALIN)) for body in bodies]


def test_offices_without_dates_unless_an_authority_file_has_them(seed: Release) -> None:
    rows = seed.rows("who-held-an-office", "office", "holder", "from", "to")

    assert set(rows) == {
        ("Commander of the Southern Front", YEGOROV, "1919-10", "1920-01"),
        ("Commander of the Southern Front", YEGOROV, "", ""),
        (COMMANDER, KAMENEV, "1919-07", ""),
        (COMMANDER, KAMENEV, "", ""),
    }


def test_the_telegram_of_unknown_day_is_neither_in_nor_out(seed: Release) -> None:
    assert seed.rows("letters-between-two-dates", "answer", "document") == [
        ("certainly", STATEMENT),
        ("certainly", OTHER_TELEGRAM),
        ("undated", RESIGNATION),
    ]


def test_every_fact_of_the_statement_rests_on_words_at_their_place(seed: Release, page: str) -> None:
    quoted = seed.rows("where-each-fact-is-stated", "words", "start", "end")

    assert [words for words, _, _ in quoted] == [page[int(start) : int(end)] for _, start, end in quoted]


def test_that_the_meeting_considered_the_statement_is_inferred(seed: Release) -> None:
    rows = seed.rows("what-is-only-inferred")

    considers = "https://w3id.org/lettergraph/ontology#considers"
    assert (f"id/event/{KEY}-n4-meeting1", considers, STATEMENT, "the issue was considered") in rows


def test_parts_are_inferred_from_their_own_words_only(seed: Release) -> None:
    rows = seed.rows("what-is-only-inferred")

    part = "https://www.ica.org/standards/RiC/ontology#isOrWasSubdivisionOf"
    assert {(thing, whole, words) for thing, link, whole, words in rows if link == part} == {
        ("id/body/central-committee", "id/body/rcp-b", "Central Committee of the RCP"),
        ("id/body/politburo", "id/body/central-committee", "Politburo of the Central Committee of the RCP"),
        (
            "id/body/rmc-southern-front",
            "id/body/southern-front",
            "Revolutionary Military Council of the Southern Front",
        ),
    }


def test_six_names_were_decided_by_an_editor(seed: Release) -> None:
    assert sorted(seed.rows("what-an-editor-decided", "words", "thing")) == [
        ("A. I. Egorov", "id/person/yegorov-ai"),
        ("Kamenev", "id/person/kamenev-ss"),
        ("Lenin", "id/person/lenin"),
        ("S. S. Kamenev", "id/person/kamenev-ss"),
        ("Vladimir Ilyich", "id/person/lenin"),
        ("Yegorov", "id/person/yegorov-ai"),
    ]


def test_bodies_that_the_page_does_not_name_fully_are_left_open(seed: Release, page: str) -> None:
    rows = [words for (words,) in seed.rows("names-left-unresolved", "words")]

    first = "Headquarters of the Commander-in-Chief"
    note = next(words for words in rows if words.startswith(first))
    assert note in page
    assert sorted(set(rows) - {note}) == [
        "Headquarters",
        "Members of the Central Committee and the Revolutionary Military Council",
        "Revolutionary Military Council",
        "Revolutionary Soviet",
        "Small Revolutionary Council of the Republic",
        "government",
        "headquarters",
    ]


def test_the_chain_leads_from_the_statement_to_those_charged(seed: Release, page: str) -> None:
    rows = seed.rows("from-letter-to-executor", "link", "letter", "day", "item", "executor", "recipient", "conveyed")

    meeting, conveyed = ("considered", STATEMENT, "1919-11-14"), "political and economic directive"
    assert rows == [
        (*meeting, "a", LENIN, "Smilga, I. T.", ""),
        (*meeting, "b", "Trotsky, Leon", COMMANDER, conveyed),
        (*meeting, "b", "Trotsky, Leon", KAMENEV, conveyed),
        (*meeting, "", LENIN, COMMANDER, ""),
        (*meeting, "c", "", STALIN, ""),
    ]
    assert all(words in page for (words,) in seed.rows("from-letter-to-executor", "words"))


def test_three_alternatives_and_a_demand_whose_sentence_is_defective(seed: Release) -> None:
    change, headquarters, gusev = (
        "to change the entire composition of the Revolutionary Soviet",
        "to change the headquarters",
        "to replace Gusev",
    )

    assert seed.rows("demands-and-alternatives", "document", "demand", "alternative") == [
        (STATEMENT, change, headquarters),
        (STATEMENT, change, gusev),
        (STATEMENT, headquarters, change),
        (STATEMENT, headquarters, gusev),
        (STATEMENT, gusev, change),
        (STATEMENT, gusev, headquarters),
        (OTHER_TELEGRAM, "that two divisions", ""),
    ]


def test_condition_and_reason_are_those_of_the_third_demand(seed: Release, page: str) -> None:
    rows = set(seed.rows("demands-and-alternatives", "demand", "condition", "reason"))

    [(demand, condition, reason)] = [row for row in rows if row[1]]
    assert (demand, condition) == ("to replace Gusev", "if the latter is considered untimely")
    assert reason.startswith("who, according to our information,")
    assert reason in page


def test_the_shelf_mark_is_as_printed(seed: Release) -> None:
    rows = seed.rows("documents-of-a-fonds", "document", "shelfmark", "archive", "today")

    assert rows == [(STATEMENT, "RTSKHIDNI. F. 558. On. 1. D. 5450. L. 2.", "RTsKhIDNI", "RGASPI")]


def test_notes_tell_of_two_telegrams_and_a_resolution(seed: Release) -> None:
    rows = seed.rows("told-of-but-not-printed", "document", "sender")

    assert rows == [
        (OTHER_TELEGRAM, SEREBRYAKOV),
        (OTHER_TELEGRAM, STALIN),
        (OTHER_TELEGRAM, YEGOROV),
        (RESIGNATION, STALIN),
        (RESOLUTION, ""),
    ]


def test_notes_tell_of_an_offensive_three_events_and_a_meeting(seed: Release) -> None:
    rows = seed.rows("events-and-who-tells-of-them", "what", "earliest", "latest", "tellerIri")

    third = f"{STATEMENT}-n3"
    assert rows == [
        ("began", "1919-10-11", "1919-10-11", third),
        ("other", "1919-11-01", "1919-11-10", third),
        ("", "", "", third),
        ("", "", "", third),
        ("", "", "", third),
        ("on", "1919-11-14", "1919-11-14", f"{STATEMENT}-n4"),
        ("on", "1919-11-14", "1919-11-14", RESOLUTION),
    ]
