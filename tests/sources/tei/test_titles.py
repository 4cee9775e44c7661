"""Who wrote to whom, by the wording of a title."""

from __future__ import annotations

import pytest

from kg.sources.tei_letter.titles import read_title


def parties(title: str) -> tuple[str | None, str | None] | None:
    read = read_title(title)
    if read is None:
        return None
    return (
        None if read.sender is None else title[slice(*read.sender)],
        None if read.addressee is None else title[slice(*read.addressee)],
    )


@pytest.mark.parametrize(
    ("title", "sender", "addressee"),
    [
        ("Letter from Ann Lee to Bo Crane, 3 May 1890", "Ann Lee", "Bo Crane"),
        ("Letter from Lee, Ann to Crane, Bo, 3 May 1890", "Lee, Ann", "Crane, Bo"),
        ("Autograph Letter Signed A. B. Lee to Bo Crane 1969-05-21", "A. B. Lee", "Bo Crane"),
        ("Ann Lee to Bo Crane", "Ann Lee", "Bo Crane"),
        ("Letter 12: Lee to Crane", "Lee", "Crane"),
        ("Letter to Bo Crane. The Hague, 3 January 1883", None, "Bo Crane"),
        ("Karl Vogel an Emma Lind, 18. 9. 1893", "Karl Vogel", "Emma Lind"),
        ("Karl Vogel an Robert Adam, [18. 9. 1893?]", "Karl Vogel", "Robert Adam"),
        ("Brief von Karl Vogel an Emma Lind vom 28. November 1905", "Karl Vogel", "Emma Lind"),
        ("Postkarte von Anna und Karl Vogel an Emma Lind vom Sommer 1905", "Anna und Karl Vogel", "Emma Lind"),
        ("Brief von dem Verlag Amsel an Karl Lind vom 3. Mai 1905", "Verlag Amsel", "Karl Lind"),
        ("Brief an den Verlag Amsel (Karl Lind), ohne Datum", None, "Verlag Amsel"),
        ("An Karl Lind, 3. Mai 1790", None, "Karl Lind"),
        ("Karl Vogel an Emma Lind (Linz, 3. Mai 1790)", "Karl Vogel", "Emma Lind"),
        ("Karl Vogel an Emma Lind, Linz, Sonntag, [15. Dezember 1867]", "Karl Vogel", "Emma Lind"),
        ("Karl Vogel an Lind, Emma, Linz, 15. Dezember 1867", "Karl Vogel", "Lind, Emma"),
        (
            "Karl Vogel an Emma Lind, Otto Lind und Ida Falk, 15. Dezember 1867",
            "Karl Vogel",
            "Emma Lind, Otto Lind und Ida Falk",
        ),
        ("Lettre de Jean Loiseau à Madame de Renard, 3 mars 1541", "Jean Loiseau", "Madame de Renard"),
        ("Lettre aux Seigneurs de Dijon", None, "Seigneurs de Dijon"),
        ("Brief van Jan Vink aan Piet Haas, 3 mei 1700", "Jan Vink", "Piet Haas"),
        ("Lettera di Gian Falco a Carlo Merlo", "Gian Falco", "Carlo Merlo"),
        ("Carta de Juan Halcón a Pedro Mirlo, 3 de mayo de 1600", "Juan Halcón", "Pedro Mirlo"),
    ],
)
def test_a_title_names_sender_and_addressee(title: str, sender: str | None, addressee: str) -> None:
    assert (sender, addressee) == parties(title)


@pytest.mark.parametrize(
    "title",
    [
        "Photograph of Ann Lee at the funeral",
        "How to write letters",
        "Invitation to the dance",
        "Einleitung zu den Briefen an die Römer",
        "Portrait Karl Vogel 1968-01-01",
        "Reise a Roma",
        "",
    ],
)
def test_a_title_that_is_none_of_a_letter_names_nobody(title: str) -> None:
    assert parties(title) is None


def test_a_name_that_is_none_leaves_the_other_side() -> None:
    assert parties("Letter from unknown to Bo Crane") == (None, "Bo Crane")


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("Postkarte von Karl Vogel an Emma Lind", "postcard"),
        ("Telegramm an Emma Lind", "telegram"),
        ("Rundbrief von Karl Vogel an Freunde", "circular"),
        ("Lettre à Madame de Renard", "letter"),
        ("Karl Vogel an Emma Lind", None),
    ],
)
def test_the_word_before_the_names_is_the_form(title: str, form: str | None) -> None:
    read = read_title(title)

    assert read is not None
    assert form == read.form
