"""The real TEI letters beside the project: nothing is lost, nothing is invented, nothing breaks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg.records.reference import EntityType, Reference
from tests.sources.pages import locators, references
from tests.sources.tei.figures import FIELDS, Outcome, compare


@pytest.fixture(scope="module")
def outcome(shared: Path) -> Outcome:
    return compare(shared / "samples" / "tei")


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_what_a_plain_xpath_finds(outcome: Outcome, name: str) -> None:
    assert [one.path for one in outcome.letters if name in one.differing()] == []


def test_every_file_is_read_or_says_why_not(outcome: Outcome, shared: Path) -> None:
    there = sum(1 for _ in (shared / "samples" / "tei").rglob("*.xml"))

    assert len(outcome.refused) == 1
    assert "L01065.xml:49:84" in outcome.refused[0]
    told = (*outcome.refused, *outcome.declined, *outcome.registers)
    assert there == len({one.path for one in outcome.letters}) + len(told)


def test_every_locator_gives_its_words_back(outcome: Outcome, shared: Path) -> None:
    folder = shared / "samples" / "tei"
    texts = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.xml")}

    wrong = [
        (one.path, place)
        for one in outcome.letters
        for place in locators(one.record)
        if texts[place.source][place.start : place.end] != place.exact or place.path is None
    ]
    assert wrong == []


def test_every_reference_has_its_entity(outcome: Outcome) -> None:
    lost: Counter[Reference] = Counter()
    for one in outcome.letters:
        known = {each.reference for each in one.record.entities}
        known |= {Reference(EntityType.EVENT, each.key) for each in one.record.events}
        known |= {one.record.main.reference, *(each.reference for each in one.record.other_documents)}
        known |= {Reference(EntityType.DOC, each.key) for each in one.record.notes}
        lost.update(reference for reference in references(one.record) if reference not in known)

    assert not lost


def test_every_letter_with_a_text_has_parts_that_cover_its_words(outcome: Outcome) -> None:
    for one in outcome.letters:
        main = one.record.main
        text = main.text or ""
        inside = [text[part.start : part.end] for part in main.parts]
        assert "".join("".join(inside).split()) == "".join(text.split()), one.path


def test_only_a_letter_that_is_not_yet_transcribed_has_no_text(outcome: Outcome) -> None:
    assert [one.path for one in outcome.letters if one.record.main.text is None] == ["tillich/L00143.xml"]


def test_a_contradiction_within_a_file_is_told(outcome: Outcome) -> None:
    told = {one.path for one in outcome.letters for each in one.record.findings if each.code == "parts-disagree"}

    assert {"tillich/L01524.xml", "schnitzler-briefe/L01015.xml", "amp/amp-transcript__0003.xml"} <= told


def test_keys_within_a_letter_are_unique(outcome: Outcome) -> None:
    for one in outcome.letters:
        record = one.record
        dates = [date.key for document in (record.main, *record.other_documents) for date in document.dates]
        dates += [date.key for event in record.events for date in event.dates]
        keys = [note.key for note in record.notes] + [event.key for event in record.events] + dates
        assert [key for key, count in Counter(keys).items() if count > 1] == [], one.path
