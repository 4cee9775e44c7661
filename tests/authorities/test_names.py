"""Names as strings: keys, comparison, parts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authorities import initials_agree, normal_name, scoped_key, slug, split_name


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("L. P. Serebryakov", "l-p-serebryakov"),
        ("Егоров, Александр Ильич", "egorov-aleksandr-ilich"),
        ("Щёкинъ Юрій", "shchyokin-yuriy"),
        ("Жуковский", "zhukovskiy"),
        ("Їжакевич Ґ.", "yizhakevich-g"),
        ("Ђорђевић", "djordjevic"),
        ("Łódź", "lodz"),
        ("Straße Æsir Œuvre", "strasse-aesir-oeuvre"),
        ("Þór Ðæmi", "thor-daemi"),
        ("İstanbul ılık", "istanbul-ilik"),
        ("Dvořák’s", "dvoraks"),
        ("Σωκράτης", "sokratis"),
        ("No. 10/a", "no-10-a"),
        ("ﬁne ①", "fine-1"),
        ("--a--", "a"),
        ("8th Army", "8th-army"),
    ],
)
def test_a_slug_is_the_text_in_ascii(text: str, key: str) -> None:
    assert slug(text) == key


@pytest.mark.parametrize("text", ["", "李", "…", "\ud800"])
def test_a_text_without_ascii_letters_has_a_slug_all_the_same(text: str) -> None:
    assert re.fullmatch(r"n-[0-9a-f]{8}", slug(text))
    assert slug(text) == slug(text)


def test_different_texts_without_ascii_letters_have_different_slugs() -> None:
    assert slug("李") != slug("王")


@given(st.text())
def test_every_slug_can_stand_in_an_iri_and_is_its_own_slug(text: str) -> None:
    key = slug(text)

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)
    assert slug(key) == key


def test_a_scoped_key_begins_with_the_letter() -> None:
    assert scoped_key("bl-1919-11-12-1", "A. I. Egorov") == "bl-1919-11-12-1-a-i-egorov"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I.V.Stalin", "I. V. Stalin"),
        ("I. V. STALIN", "I. V. Stalin"),
        ("Yu.V. Lomonosov", "Yu. V. Lomonosov"),
        ("D’Estournelles", "D'Estournelles"),
        ("Bonch‑Bruevich", "Bonch-Bruevich"),
        ("Bonch–Bruevich", "Bonch-Bruevich"),
        ("e\u0301", "é"),
        ("RCP(b)", "RCP (b)"),
        ("И.В.Сталин", "И. В. Сталин"),
        ("a\tb\u2009c", "a b c"),
    ],
)
def test_settings_of_one_name_are_equal(one: str, other: str) -> None:
    assert normal_name(one) == normal_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("eastern", "Eastern"), ("J. V. Stalin", "I. V. Stalin"), ("Egorov", "Yegorov"), ("A B", "AB")]
)
def test_other_names_differ(one: str, other: str) -> None:
    assert normal_name(one) != normal_name(other)


@given(st.text())
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    assert normal_name(normal_name(text)) == normal_name(text)


@pytest.mark.parametrize(
    ("name", "given", "surname"),
    [
        ("L. P. Serebryakov", "L. P.", "Serebryakov"),
        ("I.V.Stalin", "I. V.", "Stalin"),
        ("Stalin", "", "Stalin"),
        ("Serebryakov, L. P.", "L. P.", "Serebryakov"),
        ("Serebryakov L. P.", "L. P.", "Serebryakov"),
        ("Aleksandr Ilyich Yegorov", "Aleksandr Ilyich", "Yegorov"),
        ("A. von Humboldt", "A.", "von Humboldt"),
        ("Paul d'Estournelles de Constant", "Paul d'Estournelles", "de Constant"),
        ("von Humboldt", "von", "Humboldt"),
        ("von Humboldt A.", "A.", "von Humboldt"),
        (" M.  Gorky ", "M.", "Gorky"),
        ("", "", ""),
    ],
)
def test_a_name_is_split_into_given_names_and_surname(name: str, given: str, surname: str) -> None:
    parts = split_name(name)

    assert (parts.given, parts.surname) == (given, surname)


@pytest.mark.parametrize(
    ("name", "given", "surname"),
    [
        ("Yegorov Aleksandr Ilyich", "Aleksandr Ilyich", "Yegorov"),
        ("von Humboldt Alexander", "Alexander", "von Humboldt"),
        ("Humboldt, Alexander", "Alexander", "Humboldt"),
        ("Stalin", "", "Stalin"),
    ],
)
def test_an_inverted_name_begins_with_the_surname(name: str, given: str, surname: str) -> None:
    parts = split_name(name, "inverted")

    assert (parts.given, parts.surname) == (given, surname)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("L. P. Serebryakov", ("L", "P")),
        ("Yu. V. Lomonosov", ("Yu", "V")),
        ("Leonid Petrovich Serebryakov", ("L", "P")),
        ("Stalin", ()),
    ],
)
def test_initials_are_the_first_letters_of_given_names(name: str, initials: tuple[str, ...]) -> None:
    assert split_name(name).initials == initials


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("L. Serebryakov", "L. P. Serebryakov", True),
        ("Serebryakov", "L. P. Serebryakov", True),
        ("Leonid Serebryakov", "L. P. Serebryakov", True),
        ("l. p. Serebryakov", "L.P. Serebryakov", True),
        ("Yu. Lomonosov", "Y. Lomonosov", True),
        ("S. S. Kamenev", "L. B. Kamenev", False),
        ("L. P. Serebryakov", "L. M. Serebryakov", False),
        ("I. V. Stalin", "J. V. Stalin", False),
    ],
)
def test_initials_agree_where_nothing_speaks_against_it(one: str, other: str, *, agree: bool) -> None:
    assert initials_agree(split_name(one), split_name(other)) is agree
    assert initials_agree(split_name(other), split_name(one)) is agree


@given(st.text(max_size=30), st.sampled_from(["given-first", "inverted"]))
def test_splitting_loses_no_letter(name: str, order: str) -> None:
    parts = split_name(name, "inverted" if order == "inverted" else "given-first")

    def letters(text: str) -> list[str]:
        return sorted(re.sub(r"[\s,]", "", text))

    assert letters(parts.given + parts.surname) == letters(name)
