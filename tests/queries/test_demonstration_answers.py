"""What the example queries answer on the demonstration. The rows were written from its four pages, by hand."""

from __future__ import annotations

import pytest

from tests.queries.asking import EXAMPLES, Release, Row, order_of, with_columns

SEREBRYAKOV = "Serebryakov, Leonid Petrovich"
STALIN = "Stalin, Joseph (1878–1953)"
YEGOROV = "Yegorov, Aleksandr Ilyich"
KAMENEV = "Kamenev, S. S."
LENIN = "Lenin, Vladimir"
POLITBURO = "Politburo of the Central Committee of the RCP(b)"
COMMANDER = "Commander-in-Chief of all the armed forces of the republic"

STATEMENT = "id/doc/sf-1919-11-12-1"
TELEGRAM = "id/doc/sf-1919-11-12-2"
RESOLUTION = "id/doc/sf-1919-11-14-1"
RESIGNATION = "id/doc/sf-undated-1"

SENT: list[Row] = [
    (RESIGNATION, "telegram", STALIN, "", "", ""),
    (STATEMENT, "statement", SEREBRYAKOV, POLITBURO, "1919-11-12", "Serpukhov"),
    (STATEMENT, "statement", STALIN, POLITBURO, "1919-11-12", "Serpukhov"),
    (TELEGRAM, "telegram", SEREBRYAKOV, COMMANDER, "1919-11-12", ""),
    (TELEGRAM, "telegram", STALIN, COMMANDER, "1919-11-12", ""),
    (TELEGRAM, "telegram", YEGOROV, COMMANDER, "1919-11-12", ""),
    (RESOLUTION, "resolution", POLITBURO, "", "1919-11-14", ""),
]

each_name = pytest.mark.parametrize("name", EXAMPLES)

SILENT = {"told-of-but-not-printed": "every document that the demonstration tells of is one of its own"}
"""What the demonstration gives no answer to, and why."""


@each_name
def test_a_query_is_answered(demonstration: Release, name: str) -> None:
    rows = demonstration.rows(name)

    assert bool(rows) == (name not in SILENT)


@each_name
def test_no_row_comes_twice(demonstration: Release, name: str) -> None:
    rows = demonstration.rows(name)

    assert len(set(rows)) == len(rows)


@each_name
def test_the_order_leaves_nothing_to_chance(demonstration: Release, name: str) -> None:
    order = order_of(EXAMPLES[name])

    keys = demonstration.ask(with_columns(EXAMPLES[name], *order), *order)

    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", ["who-wrote-to-whom", "who-wrote-to-whom-cidoc-crm"])
def test_who_wrote_to_whom(demonstration: Release, name: str) -> None:
    columns = ("document", "form", "sender", "addressee", "earliest", "place")

    assert demonstration.rows(name, *columns) == SENT
    assert demonstration.rows(name, "latest") == demonstration.rows(name, "earliest")


def test_schema_org_knows_the_same_letters(demonstration: Release) -> None:
    rows = demonstration.rows("who-wrote-to-whom-schema-org", "document", "form", "sender", "addressee", "place")

    assert sorted(rows) == sorted((*row[:4], row[5]) for row in SENT)


def test_schema_org_tells_writing_from_sending(demonstration: Release) -> None:
    rows = demonstration.rows("who-wrote-to-whom-schema-org", "document", "created", "sent")

    assert set(rows) == {
        (STATEMENT, "1919-11-12", ""),
        (TELEGRAM, "", "1919-11-12"),
        (RESOLUTION, "1919-11-14", ""),
        (RESIGNATION, "", ""),
    }


def test_signatories_stand_in_their_order_with_both_capacities(demonstration: Release) -> None:
    rows = demonstration.rows("signatories-and-capacities", "document", "place", "signatory", "body", "copies")

    bodies = ("Central Committee of the RCP(b)", "Revolutionary Military Council")
    assert rows == [
        (STATEMENT, place, signatory, body, "Signatures autograph.")
        for place, signatory in (("1", SEREBRYAKOV), ("2", STALIN))
        for body in bodies
    ]


def test_notes_hold_offices_without_dates_and_authority_files_with_them(demonstration: Release) -> None:
    rows = demonstration.rows("who-held-an-office", "office", "holder", "from", "to", "basis", "note")

    assert rows == [
        ("Commander of the Southern Front", YEGOROV, "1919-10", "1920-01", "curated", ""),
        ("Commander of the Southern Front", YEGOROV, "", "", "editorial note", f"{STATEMENT}-n2"),
        (COMMANDER, KAMENEV, "1919-07", "", "curated", ""),
        (COMMANDER, KAMENEV, "", "", "editorial note", f"{STATEMENT}-n1"),
        (COMMANDER, KAMENEV, "", "", "stated", RESOLUTION),
    ]


def test_the_directives_of_the_resolution_by_addressee(demonstration: Release) -> None:
    rows = demonstration.rows("directives-by-addressee", "addressee", "role", "item", "issuer", "meeting", "day")

    do, know = "to carry it out", "to be told"
    stated = (POLITBURO, "meeting of the Politburo, November 14, 1919", "1919-11-14")
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


def test_the_chain_rests_on_the_curated_link_of_the_resolution(demonstration: Release) -> None:
    rows = demonstration.rows("from-letter-to-executor", "letter", "link", "day", "item", "executor", "recipient")

    meeting = (STATEMENT, "resolution associated", "1919-11-14")
    assert rows == [
        (*meeting, "a", LENIN, "Smilga, I. T."),
        (*meeting, "b", "Trotsky, Leon", COMMANDER),
        (*meeting, "b", "Trotsky, Leon", KAMENEV),
        (*meeting, "", LENIN, COMMANDER),
        (*meeting, "c", "", STALIN),
    ]


def test_stalins_letters_of_early_november(demonstration: Release) -> None:
    rows = demonstration.rows("letters-between-two-dates", "answer", "document", "earliest", "latest")

    assert rows == [
        ("certainly", STATEMENT, "1919-11-12", "1919-11-12"),
        ("certainly", TELEGRAM, "1919-11-12", "1919-11-12"),
        ("undated", RESIGNATION, "", ""),
    ]


def test_every_fact_of_the_statement_rests_on_words_at_their_place(demonstration: Release) -> None:
    name = "where-each-fact-is-stated"
    page = (demonstration.folder / "sources" / "1-statement.txt").read_text(encoding="utf-8")
    quoted = demonstration.rows(name, "words", "start", "end")

    assert [words for words, _, _ in quoted] == [page[int(start) : int(end)] for _, start, end in quoted]
    things = demonstration.rows(name, "words", "basis", "thing")
    assert ("Serpukhov", "stated", "id/place/serpukhov") in things
    assert ("A. I. Egorov", "editorial note", "id/relation/sf-1919-11-12-1-n2-holder1") in things
    assert ("early November 1919", "inferred", "id/date/sf-1919-11-12-1-n3-event1-suspended") in things
    assert ("Headquarters", "unresolved", "id/body/sf-1919-11-12-1-headquarters") in things


def test_what_is_inferred_stands_beside_its_words(demonstration: Release) -> None:
    rows = demonstration.rows("what-is-only-inferred")

    rico, crm = "https://www.ica.org/standards/RiC/ontology#", "http://www.cidoc-crm.org/cidoc-crm/"
    date, days = "id/date/sf-1919-11-12-1-n3-event1-suspended", "early November 1919"
    council = "Revolutionary Military Council of the Southern Front"
    shelf = "F. 558. Op. 1. D. 5450. L. 2."
    assert rows == [
        ("id/body/rmc-southern-front", f"{rico}isOrWasSubdivisionOf", "id/body/southern-front", council),
        (date, f"{crm}P82a_begin_of_the_begin", "1919-11-01", days),
        (date, f"{crm}P82b_end_of_the_end", "1919-11-10", days),
        (date, f"{rico}normalizedDateValue", "[1919-11-01..1919-11-10]", days),
        ("id/identifier/sf-1919-11-12-1-1", f"{rico}normalizedValue", f"RTsKhIDNI. {shelf}", f"RTSKHIDNI. {shelf}"),
    ]


def test_every_decision_names_its_editor_and_its_reason(demonstration: Release) -> None:
    rows = demonstration.rows("what-an-editor-decided", "words", "editor", "thing")

    editor = "The Lettergraph developers"
    assert sorted(rows) == [
        ("A. I. Egorov", editor, "id/person/yegorov-ai"),
        ("Kamenev", editor, "id/person/kamenev-ss"),
        ("Lenin", editor, "id/person/lenin"),
        ("S. S. Kamenev", editor, "id/person/kamenev-ss"),
        ("Vladimir Ilyich", editor, "id/person/lenin"),
        ("Yegorov", editor, "id/person/yegorov-ai"),
        ("the matter was considered at a meeting of the Politburo", editor, RESOLUTION),
    ]
    assert all(date and reason for date, reason in demonstration.rows("what-an-editor-decided", "date", "reason"))


def test_names_that_an_editor_decided_are_not_left_open(demonstration: Release) -> None:
    rows = demonstration.rows("names-left-unresolved", "words")

    assert sorted(words for (words,) in rows) == [
        "Headquarters",
        "Members of the Central Committee and Revolutionary Military Council",
        "Revolutionary Military Council",
        "Revolutionary Soviet",
        "government",
        "headquarters",
    ]


def test_each_of_the_three_demands_is_an_alternative_to_the_others(demonstration: Release) -> None:
    rows = demonstration.rows("demands-and-alternatives", "demand", "alternative", "condition", "reason", "of")

    renew, replace, remove = (
        "to renew the Revolutionary Soviet as a whole",
        "to replace the headquarters",
        "to remove Gusev",
    )
    if_, why = "if the latter comes too early", "who in their eyes stirs others up against the front"
    assert rows == [
        (renew, replace, "", "", POLITBURO),
        (renew, remove, "", "", POLITBURO),
        (replace, renew, "", "", POLITBURO),
        (replace, remove, "", "", POLITBURO),
        (remove, renew, if_, why, POLITBURO),
        (remove, replace, if_, why, POLITBURO),
        ("two divisions", "", "", "", COMMANDER),
    ]


def test_the_statement_is_kept_in_fonds_558(demonstration: Release) -> None:
    rows = demonstration.rows("documents-of-a-fonds", "document", "shelfmark", "archive", "today", "technique")

    shelfmark = "RTSKHIDNI. F. 558. Op. 1. D. 5450. L. 2."
    assert rows == [(STATEMENT, shelfmark, "RTsKhIDNI", "RGASPI", "typewritten")]


def test_three_persons_are_linked_to_wikidata(demonstration: Release) -> None:
    wikidata = "http://www.wikidata.org/entity/"

    assert demonstration.rows("persons-linked-to-wikidata", "person", "wikidata", "printed") == [
        ("id/person/lenin", f"{wikidata}Q1394", "Lenin"),
        ("id/person/lenin", f"{wikidata}Q1394", "Vladimir Ilyich"),
        ("id/person/stalin", f"{wikidata}Q855", "I. V. Stalin"),
        ("id/person/stalin", f"{wikidata}Q855", "Stalin"),
        ("id/person/trotsky", f"{wikidata}Q33391", "Trotsky"),
    ]


def test_a_name_is_found_in_every_form(demonstration: Release) -> None:
    assert demonstration.rows("find-by-name") == [
        ("id/person/sf-1919-11-12-1-a-i-egorov", "A. I. Egorov", "as printed"),
        ("id/person/sf-1919-11-12-1-a-i-egorov", "A. I. Egorov", "label"),
        ("id/person/sf-1919-11-12-2-yegorov", "Yegorov", "as printed"),
        ("id/person/sf-1919-11-12-2-yegorov", "Yegorov", "label"),
        ("id/person/yegorov-ai", YEGOROV, "label"),
        ("id/person/yegorov-ai", "A. I. Egorov", "other form"),
    ]


def test_each_pair_of_correspondents_is_counted_once_a_letter(demonstration: Release) -> None:
    day = "1919-11-12"

    assert demonstration.rows("ties-between-correspondents") == [
        (SEREBRYAKOV, COMMANDER, "1", day, day),
        (SEREBRYAKOV, POLITBURO, "1", day, day),
        (STALIN, COMMANDER, "1", day, day),
        (STALIN, POLITBURO, "1", day, day),
        (YEGOROV, COMMANDER, "1", day, day),
    ]


def test_the_offensive_was_suspended_before_the_meeting(demonstration: Release) -> None:
    rows = demonstration.rows("events-and-who-tells-of-them", "name", "what", "words", "earliest", "latest")

    offensive = "The offensive of the Southern Front"
    assert rows == [
        (offensive, "began", "October 11, 1919", "1919-10-11", "1919-10-11"),
        (offensive, "other", "early November 1919", "1919-11-01", "1919-11-10"),
        ("meeting of the Politburo", "on", "November 14, 1919", "1919-11-14", "1919-11-14"),
    ]
