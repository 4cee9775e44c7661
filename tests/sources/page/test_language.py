"""Tables of languages, and the language that a page's own words show."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.sources.page.language import LANGUAGES, language_of, line_words, observed_language

GERMAN = "Der Brief ist angekommen, und ich habe ihn mit Freude gelesen. Es ist nicht leicht, auf alles zu antworten."
FRENCH = "Je vous envoie les livres que vous avez demandés et une carte. Nous sommes tous bien dans cette maison."
ENGLISH = "The letter has arrived, and it was read by the members of the board; they are not of one mind."


@pytest.mark.parametrize(("text", "tag"), [(GERMAN, "de"), (FRENCH, "fr")])
def test_a_page_shows_another_language_than_the_declared_one(text: str, tag: str) -> None:
    assert observed_language(text, "en") == tag
    assert observed_language(text, "und") == tag


@pytest.mark.parametrize(("text", "tag"), [(GERMAN, "de-AT"), (FRENCH, "fr"), (ENGLISH, "en-GB")])
def test_the_declared_language_stands_where_the_words_do_not_refute_it(text: str, tag: str) -> None:
    assert observed_language(text, tag) is None


def test_a_quotation_does_not_change_the_language_of_a_page() -> None:
    assert observed_language(ENGLISH + " “Der Brief ist nicht da.” " + ENGLISH, "en") is None


def test_two_words_show_no_language() -> None:
    assert observed_language("Lieber Freund, der Brief", "en") is None


def test_a_language_without_a_table_is_never_overruled() -> None:
    assert observed_language(GERMAN, "cs") is None


def test_a_table_serves_the_varieties_of_its_language_under_their_own_tag() -> None:
    assert (language_of("de-AT").tag, language_of("de-AT").months) == ("de-AT", LANGUAGES["de"].months)


def test_lines_are_read_in_every_language() -> None:
    for tag in ("en", "und", "cs"):
        words = line_words(tag)

        assert {words.months[month] for month in ("mai", "mars", "июня", "dicembre", "märz")} == {3, 5, 6, 12}
        assert {"anmerkungen", "примечания", "notes"} <= set(words.notes_titles)


def test_no_month_has_two_numbers() -> None:
    numbers: dict[str, set[int]] = {}
    for language in LANGUAGES.values():
        for name, number in language.months.items():
            numbers.setdefault(name, set()).add(number)

    assert {name: found for name, found in numbers.items() if len(found) > 1} == {}


def test_no_common_word_is_of_two_languages() -> None:
    words = Counter(word for language in LANGUAGES.values() for word in language.common_words)

    assert [word for word, count in words.items() if count > 1] == []


def test_a_phrase_does_not_mean_before_in_one_language_and_after_in_another() -> None:
    before = {word for language in LANGUAGES.values() for word in language.not_after}
    after = {word for language in LANGUAGES.values() for word in language.not_before}

    assert before & after == set()
