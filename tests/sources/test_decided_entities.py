"""Whom editors have decided to be meant: applied where a reference is made, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.authorities import Authorities, load_authorities
from kg.records.agent import EntityKind, PrintedName
from kg.records.locator import Basis, Locator
from kg.sources.entities import EntityBook
from kg.sources.registers import PrintedReference

GOETHE, OTHER, VIAF = "https://d-nb.info/gnd/118540238", "https://d-nb.info/gnd/118607626", "http://viaf.org/viaf/1"

FILES = """\
persons:
  - {key: gull-a, labels: {en: "Gull, Ada"}, names: [Gull]}
"""


def place(at: int = 0) -> Locator:
    return Locator("letters.xml", line=1, column=at + 1, start=at, end=at + 1, exact="x")


def decided(folder: Path, *entries: str) -> Authorities:
    (folder / "people.yaml").write_text(FILES, encoding="utf-8")
    text = "".join(f"  - {{{entry}, kind: person, by: A, on: 2026-01-31, why: So.}}\n" for entry in entries)
    (folder / "identities.yaml").write_text(f"decisions:\n{text}" if entries else "", encoding="utf-8")
    return load_authorities([folder / "people.yaml"], identities=[folder / "identities.yaml"])


def enter(authorities: Authorities, *refs: str, name: str = "", letter: str = "bl-1") -> tuple[EntityBook, str]:
    book = EntityBook(letter, authorities=authorities, language="de", scope="ed")
    names = [PrintedName(name, "de", place())] if name else []
    references = [PrintedReference(text, place(at + 1)) for at, text in enumerate(refs)]
    reference = book.enter(EntityKind.PERSON, names, references)
    assert reference is not None
    return book, reference.key


def test_joined_iris_are_one_node_that_keeps_what_the_source_says(tmp_path: Path) -> None:
    authorities = decided(tmp_path, "decision: same, of: [gnd-118540238, viaf-1]")

    book, key = enter(authorities, VIAF, name="Goethe")

    assert key == "gnd-118540238"
    (entity,) = book.entities()
    assert [link.iri for link in entity.links] == [VIAF]
    assert (entity.basis, entity.shared) == (Basis.STATED, True)


def test_two_numbers_that_are_one_do_not_contradict_each_other(tmp_path: Path) -> None:
    apart, _ = enter(decided(tmp_path), GOETHE, OTHER, name="Goethe")
    book, key = enter(decided(tmp_path, "decision: same, of: [gnd-118540238, gnd-118607626]"), GOETHE, OTHER)

    assert [finding.code for finding in apart.findings] == ["references-contradict"]
    assert book.findings == ()
    assert key == "gnd-118540238"


def test_a_name_that_nothing_identifies_can_be_joined_with_somebody_known(tmp_path: Path) -> None:
    authorities = decided(
        tmp_path, "decision: same, of: [ed-p7, bl-1-a-mowe], as: ed-p7", "decision: same, of: [gull-a, bl-3-a-gul]"
    )

    book, key = enter(authorities, name="A. Möwe")

    (entity,) = book.entities()
    assert (key, entity.basis, entity.shared) == ("ed-p7", Basis.CURATED, True)
    assert enter(authorities, name="A. Möwe", letter="bl-2")[1] == "bl-2-a-mowe"
    assert enter(authorities, name="A. Gul", letter="bl-3")[1] == "gull-a"


@pytest.mark.parametrize(("letter", "key"), [("bl-1", "tern-b"), ("bl-2", "gull-a")])
def test_a_split_is_of_the_letters_that_it_names(letter: str, key: str, tmp_path: Path) -> None:
    authorities = decided(tmp_path, "decision: split, of: gull-a, into: {tern-b: bl-1}")

    assert enter(authorities, name="Gull", letter=letter)[1] == key


def test_a_redirect_leads_an_id_of_the_edition_elsewhere(tmp_path: Path) -> None:
    authorities = decided(tmp_path, "decision: redirect, of: ed-p7, to: gull-a")

    assert enter(authorities, "#p7", name="Somebody")[1] == "gull-a"
    assert enter(authorities, "#p8", name="Somebody")[1] == "ed-p8"
