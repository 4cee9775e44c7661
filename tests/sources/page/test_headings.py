"""Headings: who writes to whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records.agent import EntityKind
from kg.records.certainty import Certainty
from kg.sources.page.heading import Heading, party_kind, read_heading
from kg.sources.page.language import ENGLISH, line_words


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


WORDS = line_words("en")
"""The words for lines of every language."""


@pytest.mark.parametrize(
    ("line", "senders", "recipients"),
    [
        ("Brandt, Hugo von - Ahrens, Arthur", ["Brandt, Hugo von"], ["Ahrens, Arthur"]),
        ("Brandt, Clara; Voss, Vally - Ahrens, Arthur", ["Brandt, Clara", "Voss, Vally"], ["Ahrens, Arthur"]),
        ("Brandt, Otto, Voss, Gerhart - Ahrens, Arthur", ["Brandt, Otto", "Voss, Gerhart"], ["Ahrens, Arthur"]),
        ("Ahrens-Voss, Richard - Ahrens, Jakob Julius", ["Ahrens-Voss, Richard"], ["Ahrens, Jakob Julius"]),
        ("Brandt, Hans v. - Graf Voss, Hermann", ["Brandt, Hans v."], ["Graf Voss, Hermann"]),
        ("Brandt, Otto - Ludwig, König von Bayern", ["Brandt, Otto"], ["Ludwig, König von Bayern"]),
        ("Paul d'Arcy de Constant - Luc Murray Brun", ["Paul d'Arcy de Constant"], ["Luc Murray Brun"]),
        ("M.H. Brandt an Graf Voss und Dr. Anna Lenz", ["M.H. Brandt"], ["Graf Voss", "Dr. Anna Lenz"]),
        ("Lettre d'Émile Brun à d'Arcy", ["Émile Brun"], ["d'Arcy"]),
        ("Lettera di Carlo Bellandi a Maria Orsini", ["Carlo Bellandi"], ["Maria Orsini"]),
        ("Письмо Л. П. Шарова В. А. Горину", ["Л. П. Шарова"], ["В. А. Горину"]),
        ("Brief an Luise Brandt", [], ["Luise Brandt"]),
        ("Luc Brun - Nicholas BRANDT", ["Luc Brun"], ["Nicholas BRANDT"]),
        ("Friedrich Wilhelm III. König von Preußen an Karl Voss", ["Friedrich Wilhelm III. König von Preußen"],
         ["Karl Voss"]),
        ("Carl Burggraf und Graf zu Dohna an Ida Voss", ["Carl Burggraf und Graf zu Dohna"], ["Ida Voss"]),
        ("Preußisches Ministerium für Wissenschaft, Kunst und Bildung - Paul Voss",
         ["Preußisches Ministerium für Wissenschaft, Kunst und Bildung"], ["Paul Voss"]),
        ("Karl Voss an das Ministerium für Kultus", ["Karl Voss"], ["Ministerium für Kultus"]),
        ("Stolz, Bruch - Kaganovich", ["Stolz", "Bruch"], ["Kaganovich"]),
    ],
)  # fmt: skip
def test_names_of_every_language_are_read_as_printed(line: str, senders: list[str], recipients: list[str]) -> None:
    heading = read_heading(line, 0, WORDS)

    assert heading is not None
    assert [one.text for one in heading.senders] == senders
    assert [one.text for one in heading.recipients] == recipients
    assert all(line[slice(*one.span)] == one.text for one in (*heading.senders, *heading.recipients))


@pytest.mark.parametrize(
    "line",
    ["Abt, Kunz - Veit, Xaver", "Brandt, Otto - Voss y Lenz, Marquez des Someros", "Brandt, Otto; Voss Lenz Kern, X Y"],
)
def test_where_a_comma_may_stand_within_a_name_or_between_two_nobody_is_invented(line: str) -> None:
    heading = read_heading(line, 0, WORDS)

    assert heading is None or (heading.unclear and not heading.senders and not heading.recipients)


def test_the_page_itself_may_show_how_names_stand() -> None:
    line = "Abt, Kunz - Veit, Xaver"

    inverted = read_heading(line, 0, WORDS, page="Die Briefe von Kunz Abt aus Ulm.")
    signed = read_heading(line, 0, WORDS, page="… und grüßen Euch.\nAbt.\nKunz.")

    assert inverted is not None
    assert signed is not None
    assert [one.text for one in inverted.senders] == ["Abt, Kunz"]
    assert [one.text for one in signed.senders] == ["Abt", "Kunz"]


@pytest.mark.parametrize("line", ["Otto Brandt, Korrespondenz", "Paul d'Arcy - Correspondance", "Der Krieg - eine Not"])
def test_a_title_is_no_heading(line: str) -> None:
    assert read_heading(line, 0, WORDS) is None


@pytest.mark.parametrize(
    ("name", "certainty"),
    [
        ("[Luise Brandt]", (Certainty.CONJECTURED,)),
        ("[Luise Brandt?]", (Certainty.UNCERTAIN, Certainty.CONJECTURED)),
        ("Luise Brandt [?]", (Certainty.UNCERTAIN,)),
        ("Luise Brandt", ()),
    ],
)
def test_brackets_and_question_marks_are_reservations(name: str, certainty: tuple[Certainty, ...]) -> None:
    heading = read_heading(f"Otto Voss an {name}", 0, WORDS)

    assert heading is not None
    assert [(one.text, one.certainty) for one in heading.recipients] == [("Luise Brandt", certainty)]


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
