"""The record of one letter: everything that one source says about one document.

A reader makes one `DocumentRecord` per letter (`correspDesc`, page section). It is the unit of change: one stated
graph, one evidence graph, one inferred graph are made of it. Records hold values only; IRIs are minted by mappings.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.records.agent import Equation, Membership, Mention, NamedEntity, OfficeHolding, PartOf, Party
from kg.records.archival_unit import Instantiation
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
    findings: tuple[Finding, ...] = ()
