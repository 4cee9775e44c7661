"""Names fall together in every usual transliteration, and nothing but a key comes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authorities.romanisations import SCHEMES
from kg.authorities.transliterations import NameIndex, index_keys, indexed_name, share, word_keys, words_of

CYRILLIC = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=12)


@pytest.mark.parametrize(
    "forms",
    [
        "Юлия Iuliia iuliia Yuliya Julija Yulia Julia Juliya Ûliâ Ioulia",
        "Чехов Chekhov Tschechow Tchekhov Čechov Čexov Chehov",
        "Хрущёв Khrushchev Chruschtschow Khrouchtchev Chruščëv Hruŝëv Chruščev",
        "Жуков Zhukov Schukow Joukov Žukov",
        "Троцкий Trotsky Trotzki Trotski Trockij Trotskii Trotskiy",
        "Ежовъ Ezhov Yezhov Jeschow Iejov Ežov",
        "Сергеев Sergeev Sergeyev Sergejew Sergueïev",
        "Цветаева Tsvetaeva Zwetajewa Cvetaeva Tsvetayeva",
        "Щербаков Shcherbakov Schtscherbakow Ščerbakov Chtcherbakov Shherbakov",
        "Müller Mueller Muller MÜLLER",
        "Étienne Etienne étienne",
        "Goethe Göthe",
        "Carl Karl",
        "Шницлер Schnitzler",
    ],
)
def test_the_spellings_of_a_name_share_a_key_with_the_first(forms: str) -> None:
    first, *others = forms.split()

    assert [other for other in others if not share(word_keys(first), word_keys(other))] == []


@given(CYRILLIC)
def test_every_romanisation_shares_a_key_with_the_cyrillic_word(word: str) -> None:
    forms = {name: "".join(table[letter] for letter in word) for name, table in SCHEMES.items()}

    assert [
        name for name, form in forms.items() if word_keys(form) and not share(word_keys(word), word_keys(form))
    ] == []


@pytest.mark.parametrize("pair", [("Schmidt", "Schulze"), ("Iuliia", "Elena"), ("Чехов", "Толстой"), ("Meyer", "Mann")])
def test_other_names_share_no_key(pair: tuple[str, str]) -> None:
    assert not share(word_keys(pair[0]), word_keys(pair[1]))


@given(st.text(max_size=60))
def test_any_text_has_keys_of_plain_letters_that_do_not_depend_on_case(text: str) -> None:
    keys = index_keys(text)

    assert all(key.isascii() and key.isalpha() and key.islower() for key in keys)
    assert index_keys(text) == keys
    assert len(keys) <= 16 * 60


def test_particles_titles_and_brackets_are_no_part_of_a_name() -> None:
    assert words_of("Freiherr Karl von Moll") == ("Karl", "Moll")
    assert indexed_name("Karl Freiherr von Moll") == indexed_name("von Moll, Karl (1760–1838)")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Schnitzler, Arthur", "Arthur Schnitzler"),
        ("Иванова, Юлия Ивановна", "Iuliia Ivanovna Ivanova"),
        ("Moltke, Helmuth Graf von", "Helmuth von Moltke"),
    ],
)
def test_a_name_is_taken_apart_alike_in_either_order(one: str, other: str) -> None:
    left, right = indexed_name(one), indexed_name(other)

    assert share(left.surname, right.surname)
    assert left.is_full
    assert all(share(ours, theirs) for ours, theirs in zip(left.given, right.given, strict=True))


def test_an_initial_agrees_by_its_first_sound_alone() -> None:
    left, right = indexed_name("Ю. И. Иванова"), indexed_name("Iuliia Ivanovna Ivanova")

    assert not left.is_full
    assert all(share(ours, theirs) for ours, theirs in zip(left.initials, right.initials, strict=True))


def test_a_search_finds_all_words_in_any_transliteration() -> None:
    index = NameIndex()
    index.add("Иванова, Юлия", 1)
    index.add("Julia Meyer", 2)
    index.add("Ivanova, Elena", 3)

    assert index.search("iuliia") == [1, 2]
    assert index.search("Yuliya Ivanova") == [1]
    assert index.search("Nobody") == []
    assert index.search("") == []


def test_a_key_of_very_many_selects_nobody_and_costs_no_more() -> None:
    index = NameIndex(most=10)
    for number in range(100):
        index.add("Maria", number)
    index.add("Maria Kowalewska", 100)

    assert index.search("Maria Kowalewska") == [100]
    assert index.search("Maria") == []
    assert max(len(numbers) for numbers in index._numbers.values()) <= 11


def test_every_scheme_knows_every_letter() -> None:
    letters = set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")

    assert {name: sorted(letters - table.keys()) for name, table in SCHEMES.items() if letters - table.keys()} == {}
