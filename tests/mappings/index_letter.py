"""An invented letter of an index in XML as a record: everything that a header or a register can say of a letter.

The two documents below are written for the tests; the locators point into them.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from kg.records.agent import (
    AgentRelation,
    AuthorityLink,
    Coordinates,
    EntityKind,
    NamedEntity,
    Party,
    PrintedName,
)
from kg.records.archival_unit import ArchivalReference, Instantiation
from kg.records.certainty import Certainty
from kg.records.date import Calendar, DateRecord, DateRole, Precision
from kg.records.document import (
    Document,
    DocumentPlace,
    DocumentRecord,
    LetterLink,
    LinkKind,
    PlaceOfWriting,
    PlaceRole,
    TextPart,
)
from kg.records.edition import Compiler, Edition, Snapshot
from kg.records.event import Event
from kg.records.locator import Basis, Locator
from kg.records.reference import EntityType, Reference
from tests.mappings.records import body, person

KEY = "kv-7"

INDEX = """<correspDesc ref="https://ufer.example/briefe/7">
<persName ref="https://d-nb.info/gnd/100000001">Anna Vogel</persName> <persName>[Lind]</persName>
<placeName>Linden</placeName> <date when="1921-02-01">1. Februar 1921</date>
<persName>Maier</persName> oder <persName>Mayer</persName> <persName cert="low">der Hafenrat</persName>
<placeName>Brück?</placeName> <date when="1921-02-03"/> gedruckt 1925
<date type="forwarded">4. Februar</date> Antwort auf Nr. 5; vgl. Nr. 6, Nr. 8, Nr. 9 Signatur 12
Kisten der Ufer, hg. von O. Lind, Uferverlag
</correspDesc>
"""

REGISTER = """<listPerson>
Vogel, Anna, 1870-1940, Lehrerin, https://wiki.example/Vogel; hat Tochter Marie Vogel; befreundet mit O. Lind
Hafenrat, 1900-1930, Rat; Stadt, um 1850; Brück 48.5 9.25 im Tal, seit 1700 bis 1806; Bund 1899 1900; Wirt
</listPerson>
"""

SNAPSHOT = Snapshot("aa00112233445566", "aa00112233445566" * 4, "letters/index.xml", "application/xml", "utf-8")
REGISTERED = replace(SNAPSHOT, key="bb00112233445566", sha256="bb00112233445566" * 4, path="letters/persons.xml",
                     address="https://ufer.example/persons.xml", rights="CC0")  # fmt: skip


def locate(exact: str, path: str | None = None) -> Locator:
    """Point at the first occurrence of some words of the index, or else of the register."""
    text, source = (INDEX, SNAPSHOT.path) if exact in INDEX else (REGISTER, REGISTERED.path)
    start = text.index(exact)
    line_start = text.rfind("\n", 0, start) + 1
    return Locator(
        source, text.count("\n", 0, start) + 1, start - line_start + 1, start, start + len(exact), exact,
        text[max(0, start - 4) : start], text[start + len(exact) : start + len(exact) + 4], path,
    )  # fmt: skip


def place(key: str) -> Reference:
    return Reference(EntityType.PLACE, key)


LETTER = Reference(EntityType.DOC, KEY)
ENCLOSURE = Reference(EntityType.DOC, f"{KEY}-enclosure1")
VOGEL, LIND, MARIE = person("gnd-100000001"), person("ufer-lind"), person("ufer-marie")
MAIER, MAYER = person(f"{KEY}-maier"), person(f"{KEY}-mayer")
COUNCIL, TOWN, LEAGUE = body("ufer-rat"), body("ufer-stadt"), body("ufer-bund")
HOST = Reference(EntityType.POSITION, "ufer-wirt")
LINDEN, BRUECK, VALLEY = place("ufer-linden"), place("ufer-brueck"), place("ufer-tal")


def date(key: str, role: DateRole, exact: str, first: str | None = None, last: str | None = None) -> DateRecord:
    return DateRecord(
        key,
        role,
        exact,
        locate(exact),
        edtf=None if first is None else f"{first}/{last}" if last else first,
        earliest=None if first is None else datetime.date.fromisoformat(first),
        latest=None if first is None else datetime.date.fromisoformat(last or first),
        precision=Precision.DAY if first else None,
    )


def index_letter() -> DocumentRecord:
    """A letter known from an index, with everything that index and register say."""
    return DocumentRecord(
        key=KEY,
        collection="kv",
        snapshot=SNAPSHOT,
        language="de",
        main=_letter(),
        edition=_edition(),
        other_documents=(_enclosure(),),
        instantiations=(
            Instantiation(
                f"{KEY}-1", LETTER,
                ArchivalReference("Signatur 12", None, None, None, None, None, None, locate("Signatur 12")),
            ),
        ),
        entities=_entities(),
        events=(_way(),),
        agent_relations=(
            AgentRelation(
                "gnd-100000001-hat-tochter-ufer-marie", "hat Tochter", "de", VOGEL, MARIE, locate("hat Tochter")
            ),
            AgentRelation(
                "gnd-100000001-befreundet-mit-ufer-lind", "befreundet mit", "de", VOGEL, LIND,
                locate("befreundet mit"), mutual=True,
            ),
        ),
        registers=(REGISTERED,),
    )  # fmt: skip


def concise_letter() -> DocumentRecord:
    """The core of the core model: one sender, one addressee, one date, one place, as a CMIF file gives them."""
    base = "/TEI/teiHeader/profileDesc/correspDesc[1]/correspAction"
    sender, addressee = locate("Anna Vogel", f"{base}[1]/persName"), locate("Maier", f"{base}[2]/persName")
    there, day = locate("Linden", f"{base}[1]/placeName"), locate("1921-02-01", f"{base}[1]/date/@when")
    reference = locate("https://d-nb.info/gnd/100000001", f"{base}[1]/persName/@ref")
    vogel = AuthorityLink("https://d-nb.info/gnd/100000001", reference, "gnd")
    return DocumentRecord(
        key=KEY,
        collection="kv",
        snapshot=SNAPSHOT,
        language="de",
        main=Document(
            LETTER,
            "de",
            locate("<correspDesc", base),
            senders=(Party(VOGEL, 1, sender),),
            addressees=(Party(MAIER, 1, addressee),),
            dates=(replace(date(f"{KEY}-sent", DateRole.SENT, "1921-02-01", "1921-02-01"), locator=day),),
            places=(DocumentPlace(LINDEN, PlaceRole.SENT, there),),
            completeness=("index-entry",),
        ),
        entities=(
            named(VOGEL, EntityKind.PERSON, "Anna Vogel", at=sender, links=(vogel,)),
            replace(named(MAIER, EntityKind.PERSON, "Maier", at=addressee), basis=Basis.UNRESOLVED, shared=False),
            named(LINDEN, EntityKind.PLACE, "Linden", at=there),
        ),
        concise_evidence=True,
    )


def _letter() -> Document:
    return Document(
        LETTER,
        "de",
        locate("<correspDesc"),
        text="Linden, den 1. Februar 1921\nLieber Freund",
        senders=(
            Party(VOGEL, 1, locate("Anna Vogel")),
            Party(LIND, 2, locate("[Lind]"), certainty=(Certainty.CONJECTURED, Certainty.FOR_ANOTHER)),
        ),
        addressees=(
            Party(MAIER, 1, locate("Maier"), certainty=(Certainty.ALTERNATIVE,)),
            Party(MAYER, 2, locate("Mayer", "cell=12,9"), certainty=(Certainty.ALTERNATIVE,)),
            Party(COUNCIL, 3, locate("der Hafenrat"), certainty=(Certainty.UNCERTAIN,)),
        ),
        dates=(
            replace(
                date(f"{KEY}-sent", DateRole.SENT, "1. Februar 1921", "1921-02-01"),
                locator=locate("1. Februar 1921", "/correspDesc/date[1]"),
                certainty=(Certainty.CONJECTURED,),
            ),
            date(f"{KEY}-received", DateRole.RECEIVED, "1921-02-03", "1921-02-03"),
            date(f"{KEY}-published", DateRole.PUBLISHED, "1925", "1925-01-01", "1925-12-31"),
        ),
        places_of_writing=(PlaceOfWriting(LINDEN, locate("Linden"), (Certainty.CONJECTURED,)),),
        completeness=("index-entry",),
        places=(
            DocumentPlace(LINDEN, PlaceRole.SENT, locate("Linden")),
            DocumentPlace(BRUECK, PlaceRole.RECEIVED, locate("Brück?"), (Certainty.UNCERTAIN,)),
        ),
        links=(
            LetterLink(LinkKind.REPLY_TO, "Nr. 5", locate("Nr. 5"), Reference(EntityType.DOC, "kv-5")),
            LetterLink(LinkKind.PREVIOUS, "Nr. 6", locate("Nr. 6"), Reference(EntityType.DOC, "kv-6")),
            LetterLink(LinkKind.NEXT, "Nr. 8", locate("Nr. 8"), Reference(EntityType.DOC, "kv-8")),
            LetterLink(LinkKind.RELATED, "Nr. 8", locate("Nr. 8"), Reference(EntityType.DOC, "kv-8")),
            LetterLink(LinkKind.RELATED, "Nr. 9", locate("Nr. 9")),
        ),
        parts=(TextPart("dateline", 0, 27), TextPart("salute", 28, 41)),
        pages="12-14",
        addresses=("https://ufer.example/briefe/7", "no address"),
        languages=("de", "fr"),
    )


def _enclosure() -> Document:
    return Document(
        ENCLOSURE,
        "de",
        locate("Kisten"),
        title="Rechnung",
        senders=(
            Party(MAIER, 1, locate("Maier"), certainty=(Certainty.ALTERNATIVE,)),
            Party(MAYER, 2, locate("Mayer"), certainty=(Certainty.ALTERNATIVE, Certainty.UNCERTAIN)),
        ),
        addresses=("https://ufer.example/briefe/7a",),
        enclosed_in=LETTER,
    )


def _way() -> Event:
    return Event(
        f"{KEY}-way1",
        "4. Februar",
        "de",
        locate("4. Februar"),
        activity_type="forwarding",
        performers=(COUNCIL,),
        places=(BRUECK,),
        dates=(date(f"{KEY}-way1-occurred", DateRole.OCCURRED, "4. Februar"),),
        affects=(LETTER,),
    )


def _edition() -> Edition:
    return Edition(
        "ufer-kisten",
        "Kisten der Ufer",
        "de",
        locate("Kisten der Ufer"),
        compilers=(Compiler(LIND, 1, locate("O. Lind"), "editor"),),
        publisher="Uferverlag",
        licence="https://creativecommons.org/licenses/by/4.0/",
        address="https://ufer.example/",
        online=True,
    )


def named(
    reference: Reference, kind: EntityKind, *names: str, at: Locator | None = None, **more: object
) -> NamedEntity:
    printed = tuple(PrintedName(name, "de", at or locate(name)) for name in names)
    return NamedEntity(reference, kind, printed, Basis.STATED, shared=True, **more)  # type: ignore[arg-type] # fields


def _entities() -> tuple[NamedEntity, ...]:
    gnd = AuthorityLink("https://d-nb.info/gnd/100000001", locate("https://d-nb.info/gnd/100000001"), "gnd")
    wiki = AuthorityLink("https://wiki.example/Vogel", locate("https://wiki.example/Vogel"), "page")
    life = (
        date("gnd-100000001-born-1870", DateRole.BORN, "1870", "1870-01-01", "1870-12-31"),
        replace(
            date("gnd-100000001-died-1940", DateRole.DIED, "1940", "1940-01-01", "1940-12-31"),
            calendar=Calendar.JULIAN,
            bounds_basis=Basis.INFERRED,
        ),
    )
    return (
        named(VOGEL, EntityKind.PERSON, "Anna Vogel", links=(gnd, wiki), dates=life,
              occupations=(PrintedName("Lehrerin", "de", locate("Lehrerin")),)),
        named(LIND, EntityKind.PERSON, "O. Lind",
              dates=(_term("ufer-lind-begin", DateRole.BEGIN, "1899"), _term("ufer-lind-end", DateRole.END, "1930"))),
        NamedEntity(MARIE, EntityKind.PERSON, (), Basis.STATED, shared=True),
        replace(named(MAIER, EntityKind.PERSON, "Maier"), basis=Basis.UNRESOLVED, shared=False),
        replace(named(MAYER, EntityKind.PERSON, "Mayer"), basis=Basis.UNRESOLVED, shared=False),
        named(COUNCIL, EntityKind.CORPORATE_BODY, "Hafenrat", links=(replace(gnd, iri="https://d-nb.info/gnd/2"),),
              part_of=TOWN,
              dates=(_term("ufer-rat-begin", DateRole.BEGIN, "1900"), _term("ufer-rat-end", DateRole.END, "1930"))),
        named(TOWN, EntityKind.CORPORATE_BODY, "Stadt",
              dates=(replace(_term("ufer-stadt-begin", DateRole.BEGIN, "um 1850"), bounds_basis=Basis.INFERRED),)),
        named(LEAGUE, EntityKind.GROUP, "Bund", links=(replace(gnd, iri="https://d-nb.info/gnd/3"),), part_of=COUNCIL,
              dates=(replace(_term("ufer-bund-begin", DateRole.BEGIN, "1899"), bounds_basis=Basis.INFERRED),
                     _term("ufer-bund-end", DateRole.END, "1900"))),
        named(HOST, EntityKind.POSITION, "Wirt", links=(replace(gnd, iri="https://d-nb.info/gnd/4"),)),
        named(LINDEN, EntityKind.PLACE, "Linden"),
        named(BRUECK, EntityKind.PLACE, "Brück", links=(replace(gnd, iri="https://sws.geonames.org/5/"),),
              coordinates=Coordinates("48.5", "9.25", locate("48.5 9.25")), part_of=VALLEY,
              dates=(replace(_term("ufer-brueck-begin", DateRole.BEGIN, "1700"), bounds_basis=Basis.INFERRED),
                     _term("ufer-brueck-end", DateRole.END, "1806"))),
        named(VALLEY, EntityKind.PLACE, "Tal"),
    )  # fmt: skip


def _term(key: str, role: DateRole, exact: str) -> DateRecord:
    year = exact[-4:]
    return date(key, role, exact, f"{year}-01-01", f"{year}-12-31")
