"""The real seed page: everything that it states, with authority files and without."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.authorities import Authorities, load_authorities
from kg.records.document import DocumentRecord
from kg.records.locator import Basis
from kg.records.reference import EntityType, Reference
from kg.sources import Source, SourceSettings, decode, reader_for
from tests.conftest import PROJECT

KEY = "bl-1919-11-12-1"
AUTHORITY_FILES = sorted((PROJECT / "collections" / "southern-front-1919" / "authorities").glob("*.yaml"))


@pytest.fixture(scope="module", params=["none", "files"])
def record(request: pytest.FixtureRequest, shared: Path) -> DocumentRecord:
    authorities = Authorities() if request.param == "none" else load_authorities(AUTHORITY_FILES)
    settings = SourceSettings("bl", calendar="julian-until-1918")
    source = Source("page.txt", (shared / "seed" / "page.txt").read_bytes(), settings)
    text = decode(source)
    reader = reader_for(source, text)
    assert not isinstance(reader, tuple)
    (result,) = reader.read(source, text, keys={"1": KEY}, authorities=authorities).records
    return result


def printed(record: DocumentRecord, references: Iterable[Reference]) -> list[str]:
    """The longest printed name of each entity."""
    names = {one.reference: max((name.text for name in one.names), key=len) for one in record.entities}
    return [names[one] for one in references]


def test_sender_and_addressee_are_those_of_the_heading(record: DocumentRecord) -> None:
    senders = [one.locator.exact for one in record.main.senders]
    addressees = [one.locator.exact for one in record.main.addressees]

    assert senders == ["L. P. Serebryakov", "I. V. Stalin"]
    assert addressees == ["Politburo of the Central Committee of the RCP (b)"]


def test_both_dates_and_the_place_are_read(record: DocumentRecord) -> None:
    dates = [(one.role, one.expressed, one.edtf) for one in record.main.dates]
    places = [one.locator.exact for one in record.main.places_of_writing]

    assert dates == [
        ("written", "November 12th day 1919", "1919-11-12"),
        ("heading", "November 12, 1919", "1919-11-12"),
    ]
    assert places == ["Serpukhov"]


def test_form_address_and_header_are_read(record: DocumentRecord) -> None:
    assert record.main.form == "statement"
    assert record.main.address_line == "In the Politburo of the Central Committee of the RCP."
    assert record.edition is not None
    assert (record.edition.issued, record.edition.span) == ("1996", ("1912", "1927"))
    assert len(record.edition.compilers) == 4
    assert record.snapshot.title == "to Stalin from Seerebyakov"


def test_the_shelf_mark_and_the_copy_are_read(record: DocumentRecord) -> None:
    (copy,) = record.instantiations
    assert copy.reference is not None

    assert copy.reference.as_printed == "RTSKHIDNI. F. 558. On. 1. D. 5450. L. 2."
    assert (copy.reference.fonds, copy.reference.inventory) == ("558", "1")
    assert (copy.reference.file, copy.reference.leaf) == ("5450", "2")
    assert (copy.techniques, copy.technique_note) == (("typewritten",), "Typewritten text.")
    assert copy.authenticity_note == "Signatures are autographs."


def test_both_sign_in_both_capacities(record: DocumentRecord) -> None:
    assert [one.as_printed for one in record.signatures] == ["L. Serebryakov", "Stalin"]
    assert [one.signatory for one in record.signatures] == [one.agent for one in record.main.senders]
    assert [len(one.capacities) for one in record.signatures] == [2, 2]


def test_the_three_demands_are_alternatives_of_one_another(record: DocumentRecord) -> None:
    demands = [one for one in record.demands if one.document == record.main.reference]

    assert [len(one.alternatives) for one in demands] == [2, 2, 2]
    assert demands[2].refers_to == Reference(EntityType.PRESCRIPTION, demands[1].key)
    assert demands[2].condition == "if the latter is considered untimely"
    assert str(demands[2].reason).startswith("who, according to our information")
    assert printed(record, demands[2].concerns) == ["Gusev"]


def test_notes_stand_at_their_anchors(record: DocumentRecord) -> None:
    anchors = [[anchor.exact for anchor in note.anchors] for note in record.notes]

    assert anchors == [["Commander-in-Chief"], ["Komandyuzh"], ["Southern Front"], ["Stalin"]]
    assert [note.breaks_off for note in record.notes] == [False, False, False, True]
    assert [note.omission for note in record.notes] == [False, False, False, True]


def test_holders_of_offices_are_read_and_undated(record: DocumentRecord) -> None:
    holders = [printed(record, (one.person, one.position))[0] for one in record.office_holdings]
    offices = [one.position for one in record.office_holdings]

    assert holders == ["S. S. Kamenev", "A. I. Egorov", "Kamenev"]
    assert offices[0] == offices[2] != offices[1]


def test_the_two_telegrams_are_told_of(record: DocumentRecord) -> None:
    other, own, _ = record.other_documents

    assert [one.locator.exact for one in other.senders] == ["Stalin", "Yegorov", "Serebryakov"]
    assert [one.locator.exact for one in other.addressees] == ["Commander-in-Chief"]
    assert [(one.role, one.edtf) for one in other.dates] == [("sent", "1919-11-12")]
    assert other.observed == ("defective-in-source",)
    assert [one.locator.exact for one in own.senders] == ["Stalin"]
    assert (own.addressees, own.dates, own.scope) == ((), (), "threatening resignation")
    assert [one.associated for one in (other, own)] == [(record.main.reference,)] * 2


def test_the_offensive_began_and_was_suspended_but_did_not_end(record: DocumentRecord) -> None:
    (offensive,) = [one for one in record.events if one.activity_type == "military-operation"]

    assert [(one.role, one.expressed, one.bounds_basis) for one in offensive.dates] == [
        ("begin", "October 11, 1919", Basis.STATED),
        ("suspended", "early November 1919", Basis.INFERRED),
    ]
    assert printed(record, offensive.participants) == ["White armies"]


def test_the_meeting_resolved_and_what_it_considered_is_inferred_only(record: DocumentRecord) -> None:
    (meeting,) = [one for one in record.events if one.activity_type == "meeting"]
    resolution = record.other_documents[2]

    assert [one.edtf for one in meeting.dates] == ["1919-11-14"]
    assert resolution.records_event == Reference(EntityType.EVENT, meeting.key)
    assert meeting.considered == (record.main.reference,)


def test_the_directives_are_read_with_their_parts(record: DocumentRecord) -> None:
    a, b, inner, offer, c = record.directives

    assert [one.letter for one in (a, b, inner, offer, c)] == ["a", "b", None, None, "c"]
    assert [printed(record, one.executors) for one in (a, b, inner, offer, c)] == [
        ["Lenin"],
        ["Trotsky"],
        [],
        ["Vladimir Ilyich"],
        [],
    ]
    assert printed(record, a.onward_recipients) == ["Smilga"]
    assert printed(record, c.onward_recipients) in (["I. V. Stalin"], ["Stalin"])
    assert printed(record, b.on_behalf_of) == ["government"]
    assert (b.conveys, inner.issuers) == (Reference(EntityType.PRESCRIPTION, inner.key), ())
    assert len(inner.concerns) == 7
    assert (c.breaks_off, b.omission) == (True, True)


def test_s_s_kamenev_is_nobody_else(record: DocumentRecord) -> None:
    kamenevs = [one for one in record.entities if any("Kamenev" in name.text for name in one.names)]

    assert {one.basis for one in kamenevs} == {Basis.UNRESOLVED}
    assert sorted(one.names[0].text for one in kamenevs) == ["Kamenev", "S. S. Kamenev"]
    assert all(one.reference.key.startswith(KEY) for one in kamenevs)


def test_nothing_of_the_page_is_left_unread(record: DocumentRecord) -> None:
    assert record.findings == ()
