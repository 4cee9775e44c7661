"""Two invented letters as records: a deep one that fills every field, and a core one as CMIF would give it.

The page below is written for the tests; the locators point into it, so that quotes and positions are true.
"""

from __future__ import annotations

import datetime

from kg.records.agent import (
    EntityKind,
    Equation,
    Membership,
    Mention,
    NamedEntity,
    OfficeHolding,
    PartOf,
    Party,
    PrintedName,
)
from kg.records.archival_unit import ArchivalReference, Instantiation
from kg.records.date import Calendar, DateRecord, DateRole
from kg.records.directive import Demand, Directive
from kg.records.document import Document, DocumentRecord, FormClaim, PlaceOfWriting
from kg.records.edition import Compiler, Edition, Snapshot
from kg.records.event import Event
from kg.records.locator import Basis, Locator
from kg.records.note import Citation, EditorialNote
from kg.records.reference import EntityType, Reference
from kg.records.signature import Signature

KEY = "rv-1920-05-16-1"

PAGE = """River valley letters. 1918-1922. From the archives.
Compiled by: O. Lind.
Part two

Anna Vogel - Harbour Board
5 May 1920
To the Harbour Board.
Petition
We ask to move the ferry or, if this is too early, to pay Berg, who is owed much.
Members of the Harbour Board
A. Vogel.
Linden.
5/18 May 1920
HSA. F. 7. Op. 2. D. 40a. L. 3. Typescript. The signature is an autograph.
1 The Board (the small council of the town). Harbourmaster E. Berg.
2 In late May the flood began. On 20 May 1920 the Board of the town met. In this letter Vogel cabled his thanks.
It resolved: a) Berg is to tell Vogel in the Board's name [...] an order on the ferry
(Annals of the valley. V. 1. P. 9)
"""


def locate(exact: str, *, nth: int = 1) -> Locator:
    """Point at the nth occurrence of some words of the page."""
    start = -1
    for _ in range(nth):
        start = PAGE.index(exact, start + 1)
    end = start + len(exact)
    line_start = PAGE.rfind("\n", 0, start) + 1
    return Locator(
        source="sources/rv.txt",
        line=PAGE.count("\n", 0, start) + 1,
        column=start - line_start + 1,
        start=start,
        end=end,
        exact=exact,
        prefix=PAGE[max(0, start - 4) : start],
        suffix=PAGE[end : end + 4],
    )


def person(key: str) -> Reference:
    return Reference(EntityType.PERSON, key)


def body(key: str) -> Reference:
    return Reference(EntityType.BODY, key)


def doc(key: str) -> Reference:
    return Reference(EntityType.DOC, key)


VOGEL = person("vogel-a")
BERG = person(f"{KEY}-berg")
LIND = person(f"{KEY}-lind")
BOARD = body("harbour-board")
TOWN = body(f"{KEY}-town")
COUNCIL = body(f"{KEY}-small-council")
CROWD = body(f"{KEY}-crowd")
HOLDER = body("hsa")
MASTER = Reference(EntityType.POSITION, f"{KEY}-harbourmaster")
MEMBER = Reference(EntityType.POSITION, f"{KEY}-member")
LINDEN = Reference(EntityType.PLACE, "linden")
VALLEY = Reference(EntityType.PLACE, f"{KEY}-valley")
LETTER = doc(KEY)
CABLE = doc(f"{KEY}-n2-1")
RESOLUTION = doc(f"{KEY}-n2-2")
NOTE_1 = doc(f"{KEY}-n1")
NOTE_2 = doc(f"{KEY}-n2")
MEETING = Reference(EntityType.EVENT, f"{KEY}-e2")

SNAPSHOT = Snapshot(
    key="00112233445566aa",
    sha256="00112233445566aa" * 4,
    path="sources/rv.txt",
    media_type="text/plain",
    encoding="utf-8",
    address="https://river.example/letters/5.html",
    title="Vogel to the Board",
    language="en",
    rights="© River Press",
)


def entity(
    reference: Reference, kind: EntityKind, *names: str, basis: Basis, place: Reference | None = None
) -> NamedEntity:
    printed = tuple(PrintedName(name, "en", locate(name)) for name in names)
    return NamedEntity(reference, kind, printed, basis, existed_in=place)


def deep_letter() -> DocumentRecord:
    """A letter with everything: signatures, copies, notes, events, a resolution, demands, an edition."""
    return DocumentRecord(
        key=KEY,
        collection="rv",
        snapshot=SNAPSHOT,
        language="en",
        main=_letter(),
        edition=_edition(),
        other_documents=(_cable(), _resolution()),
        instantiations=(_copy(),),
        signatures=(
            Signature(
                f"{KEY}-signature1",
                LETTER,
                VOGEL,
                1,
                "A. Vogel.",
                locate("A. Vogel"),
                (MEMBER,),
                locate("Members of the Harbour Board"),
            ),
        ),
        notes=_notes(),
        entities=_entities(),
        mentions=(Mention(LETTER, BERG, locate("Berg")), Mention(NOTE_1, BERG, locate("Berg", nth=2))),
        events=_events(),
        directives=_directives(),
        demands=_demands(),
        citations=(_citation(),),
        office_holdings=(
            OfficeHolding(
                f"{KEY}-office1", BERG, MASTER, NOTE_1, locate("Harbourmaster E. Berg"), Basis.EDITORIAL_NOTE
            ),
        ),
        memberships=(
            Membership(f"{KEY}-member1", VOGEL, BOARD, LETTER, locate("Members of the Harbour Board"), Basis.STATED),
            Membership(f"{KEY}-member2", BERG, TOWN, NOTE_2, locate("Berg", nth=3), Basis.INFERRED),
        ),
        parts=(PartOf(BOARD, TOWN, locate("the Board of the town")),),
        equations=(Equation(BOARD, COUNCIL, locate("The Board (the small council of the town)")),),
        form_claims=(FormClaim(LETTER, "letter", NOTE_2, locate("this letter")),),
    )


def core_letter() -> DocumentRecord:
    """A letter as an index of letters gives it: who, to whom, when, from where."""
    key = "rv-1921-02-01-1"
    here = locate("A. Vogel")
    written = DateRecord(
        f"{key}-sent",
        DateRole.SENT,
        "1 February 1921",
        here,
        edtf="1921-02-01",
        earliest=datetime.date(1921, 2, 1),
        latest=datetime.date(1921, 2, 1),
    )
    return DocumentRecord(
        key=key,
        collection="rv",
        snapshot=SNAPSHOT,
        language="en",
        main=Document(
            doc(key),
            "en",
            here,
            form="letter",
            senders=(Party(VOGEL, 1, here),),
            addressees=(Party(person(f"{key}-maier"), 1, here),),
            dates=(written,),
            places_of_writing=(PlaceOfWriting(LINDEN, here),),
        ),
        entities=(
            NamedEntity(VOGEL, EntityKind.PERSON, (PrintedName("Anna Vogel", "de", here),), Basis.STATED),
            NamedEntity(
                person(f"{key}-maier"), EntityKind.PERSON, (PrintedName("Maier", "de", here),), Basis.UNRESOLVED
            ),
            NamedEntity(LINDEN, EntityKind.PLACE, (PrintedName("Linden", "de", here),), Basis.STATED),
        ),
    )


def _letter() -> Document:
    return Document(
        LETTER,
        "en",
        locate("Petition"),
        title="Petition",
        heading="Anna Vogel - Harbour Board",
        heading_locator=locate("Anna Vogel - Harbour Board"),
        number="5",
        form="statement",
        form_locator=locate("Petition"),
        address_line="To the Harbour Board.",
        text="We ask to move the ferry …",
        text_locator=locate("We ask"),
        senders=(Party(VOGEL, 1, locate("Anna Vogel")),),
        addressees=(Party(BOARD, 1, locate("Harbour Board")), Party(BERG, 2, locate("Berg"), Basis.INFERRED)),
        dates=(
            DateRecord(
                f"{KEY}-written",
                DateRole.WRITTEN,
                "5/18 May 1920",
                locate("5/18 May 1920"),
                edtf="1920-05-18",
                earliest=datetime.date(1920, 5, 18),
                latest=datetime.date(1920, 5, 18),
                calendar=Calendar.JULIAN,
            ),
            DateRecord(f"{KEY}-heading", DateRole.HEADING, "5 May 1920", locate("5 May 1920")),
        ),
        places_of_writing=(PlaceOfWriting(LINDEN, locate("Linden")),),
        completeness=("editorial-omission",),
    )


def _cable() -> Document:
    received = DateRecord(
        f"{CABLE.key}-received",
        DateRole.RECEIVED,
        "late May",
        locate("late May"),
        edtf="[1920-05-21..1920-05-31]",
        earliest=datetime.date(1920, 5, 21),
        latest=datetime.date(1920, 5, 31),
        qualifier="late",
        bounds_basis=Basis.INFERRED,
    )
    return Document(
        CABLE,
        "en",
        locate("Vogel cabled his thanks"),
        form="telegram",
        scope="his thanks",
        senders=(Party(VOGEL, 1, locate("Vogel", nth=4)), Party(BERG, 2, locate("Berg", nth=2), Basis.INFERRED)),
        dates=(received,),
        associated=(LETTER,),
        described_by=NOTE_2,
        observed=("defective-in-source",),
    )


def _resolution() -> Document:
    return Document(
        RESOLUTION, "en", locate("It resolved"), form="resolution", described_by=NOTE_2, records_event=MEETING
    )


def _edition() -> Edition:
    return Edition(
        "river-letters-1925",
        "River valley letters. 1918-1922",
        "en",
        locate("River valley letters. 1918-1922"),
        subtitle="From the archives",
        issued="1925",
        span=("1918", "1922"),
        section="Part two",
        compilers=(Compiler(LIND, 1, locate("O. Lind")),),
    )


def _copy() -> Instantiation:
    return Instantiation(
        f"{KEY}-1",
        LETTER,
        ArchivalReference(
            "HSA. F. 7. Op. 2. D. 40a. L. 3.",
            HOLDER,
            "7",
            "2",
            "40a",
            "3",
            "HSA. F. 7. Op. 2. D. 40a. L. 3.",
            locate("HSA"),
        ),
        techniques=("typewritten",),
        technique_note="Typescript.",
        technique_locator=locate("Typescript"),
        authenticity_note="The signature is an autograph.",
        authenticity_locator=locate("The signature is an autograph"),
        state="copy",
    )


def _notes() -> tuple[EditorialNote, ...]:
    return (
        EditorialNote(
            NOTE_1.key, LETTER, 1, "The Board …", "en", locate("The Board ("), number="1", anchors=(locate("Berg"),)
        ),
        EditorialNote(
            NOTE_2.key, LETTER, 2, "In late May …", "en", locate("In late May"), breaks_off=True, omission=True
        ),
    )


def _entities() -> tuple[NamedEntity, ...]:
    return (
        entity(VOGEL, EntityKind.PERSON, "Anna Vogel", "A. Vogel", basis=Basis.STATED),
        entity(BERG, EntityKind.PERSON, "Berg", basis=Basis.UNRESOLVED),
        entity(LIND, EntityKind.PERSON, "O. Lind", basis=Basis.UNRESOLVED),
        entity(BOARD, EntityKind.CORPORATE_BODY, "Harbour Board", basis=Basis.STATED),
        entity(TOWN, EntityKind.CORPORATE_BODY, "the town", basis=Basis.UNRESOLVED),
        entity(COUNCIL, EntityKind.CORPORATE_BODY, "the small council of the town", basis=Basis.UNRESOLVED),
        entity(HOLDER, EntityKind.CORPORATE_BODY, "HSA", basis=Basis.STATED),
        entity(CROWD, EntityKind.GROUP, "Members", basis=Basis.UNRESOLVED),
        entity(MASTER, EntityKind.POSITION, "Harbourmaster", basis=Basis.UNRESOLVED),
        entity(MEMBER, EntityKind.POSITION, "Members of the Harbour Board", basis=Basis.UNRESOLVED, place=BOARD),
        entity(LINDEN, EntityKind.PLACE, "Linden", basis=Basis.STATED),
        entity(VALLEY, EntityKind.PLACE, "the valley", basis=Basis.UNRESOLVED),
    )


def _events() -> tuple[Event, ...]:
    began = DateRecord(
        f"{KEY}-e1-begin",
        DateRole.BEGIN,
        "late May",
        locate("late May"),
        edtf="[1920-05-21..1920-05-31]",
        earliest=datetime.date(1920, 5, 21),
        latest=datetime.date(1920, 5, 31),
        bounds_basis=Basis.INFERRED,
    )
    met = DateRecord(f"{KEY}-e2-occurred", DateRole.OCCURRED, "20 May 1920", locate("20 May 1920"))
    ended = DateRecord(f"{KEY}-e1-end", DateRole.END, "20 May 1920", locate("20 May 1920"))
    paused = DateRecord(f"{KEY}-e2-suspended", DateRole.SUSPENDED, "20 May 1920", locate("20 May 1920"))
    return (
        Event(
            f"{KEY}-e1",
            "the flood",
            "en",
            locate("the flood"),
            participants=(CROWD,),
            places=(LINDEN,),
            dates=(began, ended),
            described_by=NOTE_2,
        ),
        Event(
            MEETING.key,
            "the Board met",
            "en",
            locate("the Board of the town met"),
            activity_type="meeting",
            performers=(BOARD,),
            dates=(met, paused),
            described_by=NOTE_2,
            considered=(LETTER,),
            considered_locator=locate("met"),
        ),
    )


def _directives() -> tuple[Directive, ...]:
    conveyed = Reference(EntityType.PRESCRIPTION, f"{KEY}-a1")
    return (
        Directive(
            f"{KEY}-a",
            1,
            "Berg is to tell Vogel …",
            "en",
            locate("Berg is to tell Vogel"),
            letter="a",
            resolution=RESOLUTION,
            event=MEETING,
            issuers=(BOARD,),
            executors=(BERG,),
            onward_recipients=(VOGEL,),
            on_behalf_of=(BOARD,),
            conveys=conveyed,
            omission=True,
        ),
        Directive(
            conveyed.key,
            None,
            "an order on the ferry",
            "en",
            locate("an order on the ferry"),
            title="an order",
            concerns=(LINDEN,),
            breaks_off=True,
        ),
    )


def _demands() -> tuple[Demand, ...]:
    one = Reference(EntityType.PRESCRIPTION, f"{KEY}-demand1")
    two = Reference(EntityType.PRESCRIPTION, f"{KEY}-demand2")
    return (
        Demand(one.key, 1, "to move the ferry", "en", locate("to move the ferry"), LETTER, alternatives=(two,)),
        Demand(
            two.key,
            2,
            "to pay Berg",
            "en",
            locate("to pay Berg"),
            LETTER,
            concerns=(BERG,),
            alternatives=(one,),
            condition="if this is too early",
            refers_to=one,
            reason="who is owed much",
            proposed_by=(VOGEL,),
            proposed_to=(BOARD,),
        ),
    )


def _citation() -> Citation:
    return Citation(
        f"{KEY}-n2-cited1",
        NOTE_2,
        "Annals of the valley. V. 1. P. 9",
        "Annals of the valley",
        "en",
        locate("Annals of the valley. V. 1. P. 9"),
        "annals-valley-1",
        volume="1",
        pages="9",
    )
