"""Shelf marks in free form: place, institution, collection, signature."""

from __future__ import annotations

import time

import pytest

from kg.sources.page.free_marks import FreeMark, read_free_mark
from kg.sources.page.language import line_words

WORDS = line_words("en")


def read(line: str) -> FreeMark | None:
    return read_free_mark(line, 0, WORDS)


@pytest.mark.parametrize(
    ("mark", "holder", "description"),
    [
        ("Kiel. Landesarchiv. Nachlass Ahrens, Nr. 14, Bl. 3", "Landesarchiv", ". Brief, eigenhändig"),
        ("Kiel. Landesarchiv. A:Ahrens, HS.NZ85.1.31", "Landesarchiv", ". auf dem ersten Blatt »94«"),
        ("Kiel. Landesarchiv. G:Ahrens, Otto (Sammlung Otto Ahrens)", "Landesarchiv", ". bei der Abgabe 1938 ergänzt"),
        ("Salem, MA. Divinity School Library. Ahrens, Otto, 1871-1940. Papers, 1890-1939. bMS 12/34(5)",
         "Divinity School Library", ". Postkarte, eigenhändig"),
        ("Nantes. Fonds des archives privées. Fonds Marchal. 12 J",
         "Fonds des archives privées", ". 8 feuillets de textes"),
        ("Wien. Stadtmuseum. HS AM 23394 Ba", "Stadtmuseum", ". Briefmarke nicht gestempelt"),
        ("British Library, Add MS 37191, f. 12", "British Library", ". Autograph."),
        ("Paris, Bibliothèque du Palais, NAF 24516, f. 12-13", "Bibliothèque du Palais", ". Copie."),
        ("St. Gallen. Kantonsbibliothek. Ms. 32, 12", "Kantonsbibliothek", "."),
        ("Washington, D. C. Library of Letters. Ahrens Collection, Box 12", "Library of Letters", ". Typescript"),
        ("Jerusalem. National Library. ARC. Ms. Var. 305 1 58 Ahrens Collection", "National Library", "."),
        ("Государственный архив. Ф. 130. Оп. 2. Д. 45. Л. 12", "Государственный архив", ". Машинопись."),
        ("Marbach am Neckar. DLA. A:Ahrens, 85.1.12", "DLA", ". Karte"),
    ],
)  # fmt: skip
def test_the_mark_ends_where_the_description_of_the_copy_begins(mark: str, holder: str, description: str) -> None:
    line = mark + description

    found = read(line)

    assert found is not None
    assert line[slice(*found.span)] == mark
    assert found.holder_span is not None
    assert line[slice(*found.holder_span)] == holder
    assert found.surely_ends


def test_words_before_the_mark_that_announce_it_are_left_out() -> None:
    line = "Standort: Kreisarchiv Nordfeld, Best. 7, Nr. 19. Abschrift."

    found = read(line)

    assert found is not None
    assert line[slice(*found.span)] == "Kreisarchiv Nordfeld, Best. 7, Nr. 19"


def test_an_announced_mark_needs_no_institution() -> None:
    found = read("Quelle: Nachlass Meyer, Mappe 12.")

    assert found is not None
    assert found.holder_span is None


def test_an_end_that_only_its_form_shows_is_said_to_be_uncertain() -> None:
    line = "Kiel. Landesarchiv. Ahrens, B 16. Osterhof21. 6. 03Hof"

    found = read(line)

    assert found is not None
    assert line[slice(*found.span)] == "Kiel. Landesarchiv. Ahrens, B 16"
    assert not found.surely_ends


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Wien. Privatbesitz.",
        "Lisez ce discours, mon cher ami ; vous serez membre d'une académie. Il y a 12 pages.",
        "Gestern war ich mit den anderen in der Bibliothek. Es waren 12 Leute da.",
        "Kiel, 12. Mai 1902",
        "PARIS, 19 Novembre 1915. Envois de documents officiels.",
        "LETTRE N° 595.",
        "Ich wohne jetzt Hauptstr. 5.",
    ],
)
def test_a_sentence_is_no_shelf_mark(line: str) -> None:
    assert read(line) is None


@pytest.mark.parametrize(
    "unit", ["a", "A ", "Archiv ", "Wien. ", ". ", ", ", "Archiv 1. ", "12 Blatt ", "Ms. 1 ", "(", "»"]
)
def test_a_long_line_takes_no_longer_than_its_length_asks_for(unit: str) -> None:
    start = time.process_time()

    read("Archiv. " + unit * (100_000 // len(unit)))

    assert time.process_time() - start < 10
