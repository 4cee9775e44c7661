"""The record of one letter: everything that one source says about one document.

A reader makes one `DocumentRecord` per letter (`correspDesc`, page section). It is the unit of change: one stated
graph, one evidence graph, one inferred graph are made of it. Records hold values only; IRIs are minted by mappings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.records.agent import (
    AgentRelation,
    Equation,
    Membership,
    Mention,
    NamedEntity,
    OfficeHolding,
    PartOf,
    Party,
)
from kg.records.archival_unit import Instantiation
from kg.records.certainty import Certainty
from kg.records.date import DateRecord
from kg.records.directive import Demand, Directive
from kg.records.edition import Edition, Snapshot
from kg.records.event import Event
from kg.records.locator import Locator
from kg.records.note import Citation, EditorialNote
from kg.records.reference import Reference
from kg.records.signature import Signature


@dataclass(frozen=True, slots=True)
class PlaceOfWriting:
    place: Reference
    locator: Locator
    certainty: tuple[Certainty, ...] = ()


class PlaceRole(StrEnum):
    """What happened at a place; the place of writing is a `PlaceOfWriting`."""

    SENT = "sent"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class DocumentPlace:
    """Where a letter was sent from or arrived, as an index or a header says it."""

    place: Reference
    role: PlaceRole
    locator: Locator
    certainty: tuple[Certainty, ...] = ()


class LinkKind(StrEnum):
    """How another letter stands to this one."""

    PREVIOUS = "previous"
    NEXT = "next"
    REPLY_TO = "reply-to"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class LetterLink:
    """The source points from this letter to another; ``target`` is ``None`` where that one is not in the collection."""

    kind: LinkKind
    as_printed: str
    locator: Locator
    target: Reference | None = None


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of a text, by offsets in ``Document.text`` (the end excluded): what it is, not what it says.

    ``kind``: ``dateline``, ``salute``, ``paragraph``, ``verse``, ``signed``, ``postscript``, ``address``, ``head``.
    Parts do not overlap and come in the order of the text.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FormClaim:
    """A note calls a document by another form than its heading: kept beside it, never chosen."""

    document: Reference
    form: str
    note: Reference
    locator: Locator


@dataclass(frozen=True, slots=True)
class Document:
    """A document: the letter itself, a telegram that a note tells of, or a resolution.

    ``form`` is a concept of ``ontology/concepts/documentary-forms.ttl`` (``statement``, ``telegram``, ``letter``,
    ``resolution``); ``completeness`` lists what is printed (``editorial-omission``), ``observed`` what we observe
    (``ends-abruptly``, ``defective-in-source``) and what therefore goes to the inferred graph.
    """

    reference: Reference
    language: str
    locator: Locator
    title: str | None = None
    heading: str | None = None
    heading_locator: Locator | None = None
    number: str | None = None
    form: str | None = None
    form_locator: Locator | None = None
    address_line: str | None = None
    text: str | None = None
    text_locator: Locator | None = None
    scope: str | None = None
    """What a note says of its content, as printed (``threatening resignation``)."""
    senders: tuple[Party, ...] = ()
    addressees: tuple[Party, ...] = ()
    dates: tuple[DateRecord, ...] = ()
    places_of_writing: tuple[PlaceOfWriting, ...] = ()
    associated: tuple[Reference, ...] = ()
    """Documents that the source sets beside this one (``in addition to the one given here``)."""
    described_by: Reference | None = None
    """The note that tells of this document, for documents that are not printed themselves."""
    records_event: Reference | None = None
    """The meeting whose resolution this is."""
    completeness: tuple[str, ...] = ()
    observed: tuple[str, ...] = ()
    places: tuple[DocumentPlace, ...] = ()
    links: tuple[LetterLink, ...] = ()
    parts: tuple[TextPart, ...] = ()
    pages: str | None = None
    """Where the letter stands in the edition, as printed (``12-14``)."""
    addresses: tuple[str, ...] = ()
    """Where the letter itself stands on the web, as its source says."""
    languages: tuple[str, ...] = ()
    """BCP 47, where the source says it of this letter."""
    enclosed_in: Reference | None = None
    """The letter that this document was enclosed with."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a reader could not read or doubts; it goes into the report, the rest is published.

    ``code`` is stable and hyphenated (``date-not-understood``); ``severity`` is ``warning`` or ``information``.
    """

    code: str
    what: str
    remedy: str
    locator: Locator
    severity: str = "warning"


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """All that one source says about one letter; ``key`` is the letter's frozen key."""

    key: str
    collection: str
    snapshot: Snapshot
    language: str
    main: Document
    edition: Edition | None = None
    other_documents: tuple[Document, ...] = ()
    instantiations: tuple[Instantiation, ...] = ()
    signatures: tuple[Signature, ...] = ()
    notes: tuple[EditorialNote, ...] = ()
    entities: tuple[NamedEntity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    directives: tuple[Directive, ...] = ()
    demands: tuple[Demand, ...] = ()
    citations: tuple[Citation, ...] = ()
    office_holdings: tuple[OfficeHolding, ...] = ()
    memberships: tuple[Membership, ...] = ()
    parts: tuple[PartOf, ...] = ()
    equations: tuple[Equation, ...] = ()
    form_claims: tuple[FormClaim, ...] = ()
    agent_relations: tuple[AgentRelation, ...] = ()
    registers: tuple[Snapshot, ...] = ()
    """Other sources that entities of this letter are described in; locators name them by their path."""
    concise_evidence: bool = False
    """A letter of the core model: a name that a party or place is read from is not annotated once more."""
    findings: tuple[Finding, ...] = ()
    letter: str | None = None
    """The key of the letter that this is a document of, where several documents are one letter; else it is ``key``."""
    preferred: bool = True
    """Of the documents of one letter this one's claims come first; see `kg.records.joined_letters`."""
    joined_because: str | None = None
    """Who joined this document to its letter, when and why."""
