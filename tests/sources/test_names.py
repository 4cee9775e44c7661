"""Names of cells and elements: what the marks mean is read, the names stay as printed, nothing unsafe is split."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.records.agent import EntityKind
from kg.records.certainty import Certainty
from kg.sources.name_words import words_of
from kg.sources.names import NameReading, read_names, says_unknown
from kg.sources.nothing_words import NOTHING, ROLES, UNKNOWN

CONJECTURED, UNCERTAIN = Certainty.CONJECTURED, Certainty.UNCERTAIN
ALTERNATIVE, FOR_ANOTHER = Certainty.ALTERNATIVE, Certainty.FOR_ANOTHER


def names(printed: str, language: str | None = "de") -> list[str]:
    return [reading.text for reading in read_names(printed, language)]


@pytest.mark.parametrize(
    ("printed", "text", "certainty"),
    [
        ("Anna Meyer", "Anna Meyer", ()),
        ("[Anna Meyer]", "Anna Meyer", (CONJECTURED,)),
        ("[[Wien]]", "Wien", (CONJECTURED,)),
        ("Paris?", "Paris", (UNCERTAIN,)),
        ("Paris (?)", "Paris", (UNCERTAIN,)),
        ("Paris [?]", "Paris", (UNCERTAIN,)),
        ("(?) Paris", "Paris", (UNCERTAIN,)),
        ("? Paris", "Paris", (UNCERTAIN,)),
        ("[Paris?]", "Paris", (CONJECTURED, UNCERTAIN)),
        ("[Paris]?", "Paris", (CONJECTURED, UNCERTAIN)),
        ("(Paris?)", "Paris", (UNCERTAIN,)),
        ("vermutlich Karl Meyer", "Karl Meyer", (UNCERTAIN,)),
        ("Dr. Anna Meyer", "Dr. Anna Meyer", ()),
        ("Anna [Maria] Meyer", "Anna [Maria] Meyer", ()),
        ("José M[...]", "José M[...]", ()),
        ("[Anna [Meyer]", "[Anna [Meyer]", ()),
        ("Unbekannter Geheimrat", "Unbekannter Geheimrat", ()),
        ("  Anna \n Meyer ", "Anna Meyer", ()),
    ],
)
def test_marks_around_a_name_are_its_certainty(printed: str, text: str, certainty: tuple[Certainty, ...]) -> None:
    (reading,) = read_names(printed, "de")

    assert (reading.text, reading.certainty) == (text, certainty)


@pytest.mark.parametrize(
    "printed",
    [
        *(
            "[unknown]",
            "Unbekannt",
            "inconnu",
            "N.N.",
            "N. N.",
            "NN",
            "n.n.",
            "неизвестный",
            "[…]",
            "[...]",
            "?",
            "[?]",
        ),
        *("-", "—", "unbekannter Empfänger", "Unknown recipient", "destinataire inconnu", "неизвестный адресат"),
        *(
            "Anonym",
            "[Unbekannt?]",
            "onbekend",
            "sconosciuto",
            "desconocido",
            "nieznany",
            "ignotus",
            "n/a",
            "null",
            "NULL",
            "None",
            "unbek.",
        ),
    ],
)
@pytest.mark.parametrize("language", ["de", "ru", None])
def test_nobody_known_is_no_name(printed: str, language: str | None) -> None:
    assert read_names(printed, language) == ()
    assert says_unknown(printed)


@pytest.mark.parametrize("printed", ["", "  ", "\n"])
def test_a_blank_is_no_name_either(printed: str) -> None:
    assert read_names(printed, "de") == ()


@pytest.mark.parametrize(
    "printed", ["Meyer", "Nina Nansen", "Unbekannter A", "Anonymus Novus", "Nan", "Na Li", "Leer", "Nil"]
)
def test_a_name_is_somebody(printed: str) -> None:
    assert not says_unknown(printed)


@pytest.mark.parametrize(
    ("printed", "language", "expected"),
    [
        ("Meyer oder Schulze", "de", ["Meyer", "Schulze"]),
        ("Anna Meyer or Bea Schulze", "en", ["Anna Meyer", "Bea Schulze"]),
        ("Meyer ou Schulze", "fr", ["Meyer", "Schulze"]),
        ("Иванов или Петров", "ru", ["Иванов", "Петров"]),
        ("Иванов или Петров", None, ["Иванов", "Петров"]),
        ("Meyer, Anna oder Schulze, Bea oder Kurz, Cea", "de", ["Meyer, Anna", "Schulze, Bea", "Kurz, Cea"]),
        ("Jan Smit of Piet Bakker", "nl", ["Jan Smit", "Piet Bakker"]),
        ("Dante Alighieri o Guido Cavalcanti", "it", ["Dante Alighieri", "Guido Cavalcanti"]),
    ],
)
def test_alternatives_are_each_one_of_several(printed: str, language: str | None, expected: list[str]) -> None:
    readings = read_names(printed, language)

    assert [reading.text for reading in readings] == expected
    assert all(reading.certainty == (ALTERNATIVE,) for reading in readings)


def test_brackets_around_alternatives_are_of_each() -> None:
    assert [reading.certainty for reading in read_names("[Meyer oder Schulze?]", "de")] == [
        (CONJECTURED, UNCERTAIN, ALTERNATIVE),
        (CONJECTURED, UNCERTAIN, ALTERNATIVE),
    ]


def test_brackets_around_each_alternative_are_read() -> None:
    assert [reading.certainty for reading in read_names("[Meyer] oder Schulze", "de")] == [
        (CONJECTURED, ALTERNATIVE),
        (ALTERNATIVE,),
    ]


def test_one_or_an_unknown_is_one_of_several() -> None:
    (reading,) = read_names("Meyer oder unbekannt", "de")

    assert reading == NameReading("Meyer", (ALTERNATIVE,))


@pytest.mark.parametrize(
    ("printed", "language"),
    [
        ("Prince of Wales", "nl"),
        ("Frankfurt/Oder", "de"),
        ("Frankfurt (Oder)", "de"),
        ("Frankfurt Oder", "de"),
        ("Or, Dror", "en"),
        ("Rotenstern/Zvezdič, Peter", "de"),
        ("Duncker & Humblot", "de"),
        ("Breitkopf und Härtel", "de"),
        ("Thomas Cook & Son", "en"),
        ("Friedrich Vieweg und Sohn", "de"),
        ("Reinhard und Christiane von Haeften", "de"),
        ("Königliche Kammer und Landschaft zu Bayreuth", "de"),
        ("Prinz August von Sachsen und Altenburg", "de"),
        ("Burggraf und Herr Christoph zu Dohna", "de"),
        ("Herr und Frau Meyer", "de"),
        ("Mr & Mrs John Smith", "en"),
        ("José Ortega y Gasset", "es"),
        ("Ministry of War and Navy", "en"),
        ("Secretary for Foreign Affairs", "en"),
        ("Gesellschaft der Freunde und Förderer", "de"),
        ("Совет рабочих и солдатских депутатов", "ru"),
        ("Conseil et Syndics de Genève", "fr"),
        ("Haupt- und Residenzstadt Wien", "de"),
        ("Königliche Hof- und Nationaltheater München", "de"),
        ("Institut für die Geschichte Wiens", "de"),
        ("Общество борьбы за Свободу", "ru"),
    ],
)
def test_what_may_be_one_name_is_not_split(printed: str, language: str) -> None:
    (reading,) = read_names(printed, language)

    assert reading.text == printed
    assert reading.certainty == ()


@pytest.mark.parametrize(
    ("printed", "language", "expected"),
    [
        ("Ludwig Boltzmann & Ernst Mach", "de", ["Ludwig Boltzmann", "Ernst Mach"]),
        ("A. Meyer und B. Schulze", "de", ["A. Meyer", "B. Schulze"]),
        ("Anna von Meyer, Bea Schulze und Cea Kurz", "de", ["Anna von Meyer", "Bea Schulze", "Cea Kurz"]),
        ("Jan Smit en Piet Bakker", "nl", ["Jan Smit", "Piet Bakker"]),
        ("И. Иванов и П. Петров", "ru", ["И. Иванов", "П. Петров"]),
        ("Meyer, Anna; Schulze, Bea", "de", ["Meyer, Anna", "Schulze, Bea"]),
        ("Anna Meyer | Bea Schulze", None, ["Anna Meyer", "Bea Schulze"]),
    ],
)
def test_whole_names_side_by_side_are_several(printed: str, language: str | None, expected: list[str]) -> None:
    assert names(printed, language) == expected


def test_the_separator_of_a_collection_splits_a_cell() -> None:
    readings = read_names("Anna Meyer / Bea Schulze [a / b]", "de", separator="/")

    assert [reading.text for reading in readings] == ["Anna Meyer", "Bea Schulze [a / b]"]


def test_a_comma_in_inverted_names_splits_nothing() -> None:
    readings = read_names("Meyer, Anna und Schulze, Bea", "de", name_order="inverted")

    assert [reading.text for reading in readings] == ["Meyer, Anna", "Schulze, Bea"]


@pytest.mark.parametrize(
    ("printed", "language"),
    [
        ("Meyer u. a.", "de"),
        ("Meyer u.a.", "de"),
        ("Meyer et al.", "en"),
        ("Meyer and others", "en"),
        ("Иванов и др.", "ru"),
    ],
)
def test_unnamed_others_are_flagged(printed: str, language: str) -> None:
    (reading,) = read_names(printed, language)

    assert reading.and_others
    assert reading.text in {"Meyer", "Иванов"}


@pytest.mark.parametrize(
    ("printed", "language", "agent", "principal"),
    [
        ("Meyer im Auftrag von Schulze", "de", "Meyer", "Schulze"),
        ("Meyer i. A. Schulze", "de", "Meyer", "Schulze"),
        ("Meyer on behalf of Schulze", "en", "Meyer", "Schulze"),
        ("Meyer au nom de Schulze", "fr", "Meyer", "Schulze"),
        ("Иванов по поручению Петрова", "ru", "Иванов", "Петрова"),
        ("p.p. John Smith", "en", "John Smith", None),
        ("for J. Smith", "en", "J. Smith", None),
        ("Meyer i. V.", "de", "Meyer", None),
        ("Meyer (i.A.)", "de", "Meyer", None),
        ("N. N. im Auftrag von Schulze", "de", "Schulze", None),
    ],
)
def test_who_acts_for_another_is_marked(printed: str, language: str, agent: str, principal: str | None) -> None:
    (reading,) = read_names(printed, language)

    assert (reading.text, reading.on_behalf_of) == (agent, principal)
    assert reading.certainty == (FOR_ANOTHER,)


@pytest.mark.parametrize(
    ("printed", "language", "hint"),
    [
        ("Preußische Akademie der Wissenschaften", "de", EntityKind.CORPORATE_BODY),
        ("Landeskriegskommission", "de", EntityKind.CORPORATE_BODY),
        ("Ministry of War", "en", EntityKind.CORPORATE_BODY),
        ("Emil Post", "de", None),
        ("Anna Kirche", "de", None),
        ("William Church", "en", None),
        ("Charlotte Church", "de", None),
    ],
)
def test_a_word_for_a_body_is_a_hint_and_a_surname_is_none(
    printed: str, language: str, hint: EntityKind | None
) -> None:
    (reading,) = read_names(printed, language)

    assert reading.kind_hint is hint


PIECES = (
    *("Meyer", "Anna", "von", "A.", "[", "]", "(", ")", "?", "…", "-", " oder ", " und ", " & ", ";", "|", ",", " "),
    *(
        "u. a.",
        " im Auftrag von ",
        "unbekannt",
        "N.N.",
        "или",
        "Wien",
        "for ",
        "p.p. ",
        "vermutlich ",
        "/",
        "\x00",
        "\ud800",
    ),
)


@given(
    st.one_of(st.text(max_size=50), st.lists(st.sampled_from(PIECES), max_size=14).map("".join)),
    st.sampled_from([None, "de", "en-GB", "ru", "nl", "xx", ""]),
    st.sampled_from([None, "/", "", "; "]),
)
@settings(max_examples=1500)
def test_any_text_is_read(printed: str, language: str | None, separator: str | None) -> None:
    for reading in read_names(printed, language, separator=separator):
        assert reading.text.strip()
        assert " ".join(reading.text.split()) == reading.text
        assert not says_unknown(reading.text)


@pytest.mark.parametrize(
    "unit", ["[", "(", "A ", "A und ", "A oder ", "?", ";", "im Auftrag von ", "[A] ", "A, ", "u. a. "]
)
def test_a_long_text_is_read_in_one_pass(unit: str) -> None:
    read_names(unit * (2000 // len(unit)), "de")
    assert len(read_names("A" + unit * 2000, "de")) >= 1


@pytest.mark.parametrize("table", [UNKNOWN, ROLES])
def test_the_words_of_the_tables_are_compared_in_lower_case(table: dict[str, tuple[str, ...]]) -> None:
    assert all(word == word.casefold() for words in table.values() for word in words)
    assert all(word == word.casefold() for word in NOTHING)


@pytest.mark.parametrize("language", ["de", "en", "fr", "ru", "nl", "it", "es", "pl", "la", None, "xx"])
def test_every_language_has_words(language: str | None) -> None:
    words = words_of(language)

    assert words.either.search("A or B") is not None
    assert words.both.search("A & B") is not None
