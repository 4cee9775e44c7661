"""Labels for what has no name of its own, and keys of shelf marks."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records import labels
from kg.records.agent import Party
from kg.records.certainty import Certainty
from kg.records.date import DateRecord, DateRole
from kg.records.directive import Demand, Directive
from kg.records.document import Document
from kg.records.event import Event
from kg.records.locator import Locator
from kg.records.note import Citation, EditorialNote
from kg.records.reference import EntityType, Reference
from tests.mappings.records import deep_letter

PLACE = Locator("a.txt", 1, 1, 0, 1, "x")
LETTER = Reference(EntityType.DOC, "lf-1")
LONG = "to lend us the lamp of the upper pier until the new year has come and the ice is gone from the bay"


def date(expressed: str) -> DateRecord:
    return DateRecord("lf-1-written", DateRole.WRITTEN, expressed, PLACE, earliest=datetime.date(1919, 11, 12))


def document(**members: object) -> Document:
    return replace(Document(LETTER, "en", PLACE), **members)  # type: ignore[arg-type] # fields of a document


@pytest.mark.parametrize(
    ("identifier", "key"),
    [
        ("558", "558"),
        ("5450a", "5450a"),
        ("5450а", "5450-430"),
        ("R-130", "r-130"),
        ("Р-130", "440-130"),
        (" 12/3 ", "12-3"),
        ("é 7", "e-7"),
        ("℻ 1", "fax-1"),
        ("†", "2020"),
    ],
)
def test_an_identifier_of_an_archive_makes_a_key(identifier: str, key: str) -> None:
    assert labels.slug(identifier) == key.replace("440", f"{ord('р'):x}")


@given(st.text(max_size=30))
def test_a_key_is_lower_case_ascii_without_hyphens_at_its_ends(identifier: str) -> None:
    key = labels.slug(identifier)

    assert key.isascii()
    assert key == key.lower().strip("-")
    assert "--" not in key


@given(st.text())
def test_a_label_has_at_most_eighty_characters_and_no_line_breaks(text: str) -> None:
    short = labels.shorten(text)

    assert len(short) <= 80
    assert "\n" not in short


def test_a_long_text_is_cut_between_words() -> None:
    assert labels.shorten(LONG).endswith("…")
    assert LONG.startswith(labels.shorten(LONG)[:-1])
    assert LONG[len(labels.shorten(LONG)) - 1] == " "


@pytest.mark.parametrize(
    ("members", "label"),
    [
        ({"heading": "A - B", "form": "letter", "dates": (date("12 May"),)}, "Letter: A - B, 12 May"),
        ({"heading": "A - B"}, "A - B"),
        ({"form": "note-by-wire"}, "Note by wire"),
        ({"described_by": Reference(EntityType.DOC, "lf-1-n3"), "form": "telegram"}, "Telegram told of in note 3"),
        ({}, "Document"),
    ],
)
def test_a_document_is_called_by_form_parties_and_date(members: dict[str, object], label: str) -> None:
    assert labels.of_document(document(**members)).text == label


def test_directives_and_demands_are_called_by_letter_and_words() -> None:
    directive = Directive("k", 1, LONG, "en", PLACE, letter="a")
    demand = Demand("k", 2, "lend the lamp", "en", PLACE, LETTER)

    assert labels.of_directive(directive).startswith("Directive a): to lend us the lamp")
    assert labels.of_directive(replace(directive, title="an order")) == "Directive: an order"
    assert labels.of_directive(replace(directive, letter=None, text="go")) == "Directive: go"
    assert labels.of_demand(demand) == "Demand 2: lend the lamp"


def test_notes_events_and_citations_are_called_by_what_is_printed() -> None:
    note = EditorialNote("k", LETTER, 3, "x", "en", PLACE)

    assert labels.of_note(note, "A - B") == "Note 3 to: A - B"
    assert labels.of_note(replace(note, number="one"), "A - B") == "Note one to: A - B"
    assert labels.of_event(Event("k", "the flood", "en", PLACE, dates=(date("12 May"),))) == "the flood, 12 May"
    assert labels.of_event(Event("k", "the flood", "en", PLACE)) == "the flood"
    assert labels.of_citation(Citation("k", LETTER, "Annals. V. 1.", "Annals", "en", PLACE, "w")) == "Annals. V. 1."


def test_units_copies_and_relations_are_called_by_their_parts() -> None:
    record = deep_letter()
    copy = record.instantiations[0]
    assert copy.reference is not None

    assert [labels.of_unit(copy.reference, level) for level in ("fonds", "inventory", "file")] == [
        "F. 7 (HSA)",
        "F. 7, Op. 2 (HSA)",
        "F. 7, Op. 2, D. 40a (HSA)",
    ]
    assert labels.of_instantiation(replace(copy, reference=None), "A - B") == "Copy of: A - B"
    assert labels.of_relation(record.office_holdings[0], record).endswith(" held Harbourmaster")
    assert " was a member of " in labels.of_relation(record.memberships[0], record)


@pytest.mark.parametrize(
    ("members", "label"),
    [
        (
            {"heading": "A an B, 12. November 1919", "language": "de", "form": "letter"},
            ("A an B, 12. November 1919", "de"),
        ),
        ({"heading": "Letter of A to B", "form": "letter"}, ("Letter of A to B, 12 May", "en")),
        ({"heading": "A an B", "title": "Bitte", "language": "de"}, ("Bitte: A an B, 12 May", "de")),
        ({"title": "Bitte", "language": "de"}, ("Bitte, 12 May", "de")),
    ],
)
def test_words_of_the_source_are_labels_in_its_language(members: dict[str, object], label: tuple[str, str]) -> None:
    assert labels.of_document(document(dates=(date("12 May"),), **members)) == label


def test_attributes_of_xml_are_no_words_of_a_label() -> None:
    span = replace(date('from="1919-11" to="1919-12"'), edtf="1919-11/1919-12")

    assert labels.of_document(document(form="letter", dates=(span,))).text == "Letter, 1919-11/1919-12"


def parties(*certainty: tuple[Certainty, ...]) -> tuple[Party, ...]:
    return tuple(
        Party(Reference(EntityType.PERSON, f"p{number}"), number, PLACE, certainty=one)
        for number, one in enumerate(certainty, start=1)
    )


@pytest.mark.parametrize(
    ("senders", "label"),
    [
        (parties((), ()), "Ada and Ben to Ada"),
        (parties((Certainty.ALTERNATIVE,), (Certainty.ALTERNATIVE,)), "Ada or Ben to Ada"),
        (parties((), (Certainty.ALTERNATIVE,)), "Ada and possibly Ben to Ada"),
        (parties((), (), (), ()), "Ada, Ben and 2 others to Ada"),
        ((), "To Ada"),
    ],
)
def test_a_letter_without_a_heading_is_called_by_its_parties(senders: tuple[Party, ...], label: str) -> None:
    names = {
        Reference(EntityType.PERSON, f"p{number}"): name for number, name in enumerate(("Ada", "Ben", "Cid", "Dan"), 1)
    }
    letter = document(form="letter", senders=senders, addressees=parties(()))

    assert labels.of_document(letter, names).text == label
