"""Headings: who writes to whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records.agent import EntityKind
from kg.sources.page.heading import Heading, party_kind, read_heading
from kg.sources.page.language import ENGLISH


def read(line: str, **given: str) -> Heading | None:
    return read_heading(line, 0, ENGLISH, **given)


@pytest.mark.parametrize(
    ("line", "senders", "recipients"),
    [
        ("L. P. Sharov - V. A. Gorin", ["L. P. Sharov"], ["V. A. Gorin"]),
        ("L. P. Sharov — V. A. Gorin", ["L. P. Sharov"], ["V. A. Gorin"]),
        ("L. P. Sharov to V. A. Gorin", ["L. P. Sharov"], ["V. A. Gorin"]),
        ("L. P. Sharov, V. A. Gorin - Kama Commission", ["L. P. Sharov", "V. A. Gorin"], ["Kama Commission"]),
        ("Telegram from L. P. Sharov to V. A. Gorin", ["L. P. Sharov"], ["V. A. Gorin"]),
        ("Telegram of L. P. Sharov to V. A. Gorin", ["L. P. Sharov"], ["V. A. Gorin"]),
        ("Telegram from L. P. Sharov of V. A. Gorin", ["L. P. Sharov"], ["V. A. Gorin"]),
        ("Telegram from L. P. Sharov", ["L. P. Sharov"], []),
        ("L. P. Sharov to V. A. Gorin and T. K. Yasny", ["L. P. Sharov"], ["V. A. Gorin", "T. K. Yasny"]),
        ("L. P. Sharov to V. A. Gorin and the Kama Commission", ["L. P. Sharov"], ["V. A. Gorin", "Kama Commission"]),
        ("Council of Labour and Defence - V. A. Gorin", ["Council of Labour and Defence"], ["V. A. Gorin"]),
        ("Sharov, L. P., Zabelin, O. M. - Orgburo", ["Sharov, L. P.", "Zabelin, O. M."], ["Orgburo"]),
        ("Telegram from the Commander-in-Chief to Gorin", ["Commander-in-Chief"], ["Gorin"]),
        ("Л. П. Шаров — Камская комиссия", ["Л. П. Шаров"], ["Камская комиссия"]),
        ("Letter of T. Yasny to the editors of the newspaper Zarya", ["T. Yasny"], ["editors of the newspaper Zarya"]),
    ],
)
def test_both_sides_are_read(line: str, senders: list[str], recipients: list[str]) -> None:
    heading = read(line)

    assert heading is not None
    assert [one.text for one in heading.senders] == senders
    assert [one.text for one in heading.recipients] == recipients
    assert all(line[slice(*one.span)] == one.text for one in (*heading.senders, *heading.recipients))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "We have nothing to report",
        "To the Politburo.",
        "The war - a disaster",
        "Sharov to",
        "What did Sharov write to Gorin?",
        "The commander went to the front - and stayed there",
    ],
)
def test_a_sentence_is_no_heading(line: str) -> None:
    assert read(line) is None


def test_a_genre_in_the_heading_is_the_form() -> None:
    heading = read("Telegram from L. P. Sharov to V. A. Gorin")

    assert heading is not None
    assert (heading.form, heading.form_span) == ("telegram", (0, 8))


def test_a_declared_separator_is_the_only_one() -> None:
    heading = read("Sharov, L. P.; Gorin, V. A. - Orgburo", name_order="inverted", separator=";")

    assert heading is not None
    assert [one.text for one in heading.senders] == ["Sharov, L. P.", "Gorin, V. A."]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("L. P. Sharov", EntityKind.PERSON),
        ("Sharov, L. P.", EntityKind.PERSON),
        ("Sharov", EntityKind.PERSON),
        ("Kama Commission", EntityKind.CORPORATE_BODY),
        ("Central Committee of the RCP (b)", EntityKind.CORPORATE_BODY),
        ("Commander-in-Chief", EntityKind.POSITION),
        ("Komandarm", EntityKind.POSITION),
        ("editors of the newspaper Zarya", EntityKind.GROUP),
        ("The", None),
        ("nobody", None),
    ],
)
def test_the_form_of_a_name_says_what_it_is(text: str, kind: EntityKind | None) -> None:
    assert party_kind(text, ENGLISH) is kind


NAME = st.from_regex(r"[A-Z]\. [A-Z]\. [A-Z][a-z]{3,9}", fullmatch=True)


@given(
    st.lists(NAME, min_size=1, max_size=4),
    st.lists(NAME, min_size=1, max_size=3),
    st.sampled_from([" - ", " — ", " to "]),
)
def test_lists_of_names_are_read_back(senders: list[str], recipients: list[str], between: str) -> None:
    heading = read(", ".join(senders) + between + ", ".join(recipients))

    assert heading is not None
    assert [one.text for one in heading.senders] == senders
    assert [one.text for one in heading.recipients] == recipients
