"""A change of the authority files or decisions is seen by the letters that asked for it, and by no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.authorities import Authorities, load_authorities
from kg.authorities.lookups import Recording, answers, authorities_digest
from kg.records.agent import EntityKind, PrintedName
from kg.records.locator import Locator
from kg.records.reference import EntityType, Reference
from kg.sources.entities import EntityBook
from kg.sources.registers import PrintedReference

FILES = """\
persons:
  - {key: gull-a, labels: {en: "Gull, Ada"}, names: [Gull], same_as: ["https://d-nb.info/gnd/118540238"],
     member_of: [club]}
  - {key: tern-b, labels: {en: "Tern, Bea"}, names: [Tern]}
bodies:
  - {key: club, labels: {en: Club}, part_of: union}
  - {key: union, labels: {en: Union}}
identifications:
  - {document: l-1, name: Ada, person: gull-a, by: A, on: 2026-01-31, why: So.}
"""
SAME = "decisions: [{decision: same, kind: person, of: [%s], by: A, on: 2026-01-31, why: So.}]"
SPLIT = "decisions: [{decision: split, kind: person, of: tern-b, into: {x: l-2}, by: A, on: 2026-01-31, why: So.}]"


def load(folder: Path, text: str = FILES, decisions: str = "") -> Authorities:
    people, identities = folder / "people.yaml", folder / "identities.yaml"
    people.write_text(text, encoding="utf-8")
    identities.write_text(decisions, encoding="utf-8")
    return load_authorities([people], identities=[identities])


def place() -> Locator:
    return Locator("a.xml", line=1, column=1, start=0, end=1, exact="x")


def ask(recording: Recording, letter: str, *, name: str = "", ref: str = "") -> Reference | None:
    book = EntityBook(letter, authorities=recording, language="en", scope="ed")
    names = [PrintedName(name, "en", place())] if name else []
    references = [PrintedReference(ref, place())] if ref else []
    return book.enter(EntityKind.PERSON, names, references)


def asked(authorities: Authorities, **letters: tuple[str, str]) -> dict[str, list[str]]:
    recording = Recording(authorities)
    for letter, (name, ref) in letters.items():
        ask(recording, letter, name=name, ref=ref)
    return recording.take()


def test_the_recording_answers_as_the_authorities_do_and_notes_by_letter(tmp_path: Path) -> None:
    authorities = load(tmp_path)
    recording = Recording(authorities)

    assert ask(recording, "l-2", name="Gull") == Reference(EntityType.PERSON, "gull-a")
    assert ask(recording, "l-3", ref="https://d-nb.info/gnd/118540238") == Reference(EntityType.PERSON, "gull-a")
    taken = recording.take()
    assert set(taken) == {"l-2", "l-3"}
    assert "n:Gull" in taken["l-2"]
    assert "k:gnd-118540238" in taken["l-3"]
    assert recording.take() == {}
    assert [each.key for each in recording] == [each.key for each in authorities]
    assert recording.take() == {"": ["*:"]}


LETTERS = {
    "gull": ("Gull", ""),
    "tern": ("Tern", ""),
    "iri": ("", "https://d-nb.info/gnd/118540238"),
    "number": ("", "http://viaf.org/viaf/24602065"),
    "local": ("Somebody", "#p7"),
    "nobody": ("Plover", ""),
}


@pytest.mark.parametrize(
    ("text", "decisions", "concerned"),
    [
        (FILES, "", set()),
        ("# A comment above\n\n" + FILES, "", set()),
        (FILES.replace("names: [Tern]", "names: [Tern, B. Tern]"), "", {"tern"}),
        (FILES.replace("Gull, Ada", "Gull, Ada M."), "", {"gull", "iri"}),
        (FILES.replace("{en: Union}", "{en: The Union}"), "", {"gull", "iri"}),
        (FILES.replace("names: [Tern]", "names: [Tern, Plover]"), "", {"tern", "nobody"}),
        (FILES, SAME % "viaf-24602065, gull-a", {"number"}),
        (FILES, SAME % "viaf-24602065, wikidata-q1", set()),
        (FILES, SAME % "ed-p7, gnd-5", {"local"}),
        (FILES, SAME % "nobody-plover, ed-p8", {"nobody"}),
        (FILES, SPLIT, {"tern"}),
    ],
)
def test_the_letters_that_asked_for_it_see_a_change(
    text: str, decisions: str, concerned: set[str], tmp_path: Path
) -> None:
    before = load(tmp_path)
    lookups = asked(before, **LETTERS)
    known = {letter: answers(found, before) for letter, found in lookups.items()}

    after = load(tmp_path, text, decisions)

    changed = {letter for letter, found in lookups.items() if answers(found, after) != known[letter]}
    assert changed == concerned
    assert (authorities_digest(before) == authorities_digest(after)) is (text.endswith(FILES) and not decisions)


def test_a_letter_sees_when_another_letters_node_is_joined_to_its_own(tmp_path: Path) -> None:
    before = load(tmp_path)
    lookups = asked(before, **{"l-1": ("Plover", ""), "l-2": ("Plover", "")})

    after = load(tmp_path, decisions=SAME % "l-1-plover, l-2-plover")

    changed = {letter for letter, found in lookups.items() if answers(found, after) != answers(found, before)}
    assert changed == {"l-1", "l-2"}
    assert after.shared - before.shared == {"person/l-1-plover"}


def test_a_decision_about_a_letter_concerns_that_letter(tmp_path: Path) -> None:
    before = load(tmp_path)
    lookups = asked(before, **{"l-1": ("Ada", ""), "l-2": ("Ada", "")})

    after = load(tmp_path, FILES.partition("identifications")[0])

    changed = [letter for letter, found in lookups.items() if answers(found, after) != answers(found, before)]
    assert changed == ["l-1"]


def test_what_nobody_knows_has_an_empty_answer(tmp_path: Path) -> None:
    assert answers(["n:Plover", "k:viaf-1", "d:l-9"], load(tmp_path)) == ""
    assert answers([], load(tmp_path)) == ""


def test_a_page_is_asked_again_when_there_are_other_names_to_find(tmp_path: Path) -> None:
    before = load(tmp_path)
    recording = Recording(before)
    recording.for_letter("l-1").for_names()
    (lookups,) = recording.take().values()

    relabelled = load(tmp_path, FILES.replace("Gull, Ada", "Gull, Ada M."))
    renamed = load(tmp_path, FILES.replace("names: [Tern]", "names: [Tern, Plover]"))
    assert answers(lookups, relabelled) == answers(lookups, before)
    assert answers(lookups, renamed) != answers(lookups, before)
