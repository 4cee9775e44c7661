"""The models of the pages: values only, no HTML, no address. A worker makes them, the web process renders them.

IRIs are those of the data; what address a page of the site has is decided by ``server`` when it renders. Texts come
with their language, so that each can be marked. The models of lists and of the front page are in ``list_models``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its language, a BCP 47 tag; ``None`` for what has none (codes, numbers)."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Something with an IRI, and what to call it."""

    iri: str
    label: Text
    kind: str = ""
    """In words, e.g. ``Person``; empty where nothing is known."""
    note: str = ""
    """A short remark beside it, e.g. dates of a life."""


@dataclass(frozen=True, slots=True)
class ShapeNote:
    code: str
    what: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Where a statement stands and why it is made: what ``lettergraph explain`` says, with words around the words."""

    basis: str
    graph: str
    graph_words: str
    words: Text | None = None
    before: str = ""
    after: str = ""
    source: str | None = None
    line: int | None = None
    column: int | None = None
    snapshot: str | None = None
    rule: str | None = None
    mapping_file: str | None = None
    mapping_line: int | None = None
    field: str | None = None
    shapes: tuple[ShapeNote, ...] = ()
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """The object of a statement. ``kind`` is ``link``, ``text``, ``date`` or ``address`` (an IRI outside)."""

    kind: str
    text: Text
    iri: str | None = None
    note: str = ""
    """For a date its normal form in words, for a link the type of the thing."""


@dataclass(frozen=True, slots=True)
class Statement:
    value: Value
    basis: str
    reasons: tuple[Reason, ...]
    more: int = 0
    """In how many further documents the same stands."""


@dataclass(frozen=True, slots=True)
class Fact:
    """All statements with one property."""

    property_iri: str
    label: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """What points here by one property."""

    label: str
    things: tuple[Link, ...]
    """A thing that only names this one under another IRI says so in its ``note``."""


@dataclass(frozen=True, slots=True)
class Paging:
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a source that speak of the thing, with some words around them."""

    document: Link
    before: str
    words: Text
    after: str
    evidence: tuple[Link, ...]
    """The annotations that point at these words; the ``note`` of each is its basis."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A decision: this name, as printed in this document, is that entity."""

    printed: Link
    entity: Link
    relation: str
    document: Link | None
    who: str
    when: str
    why: str
    annotation: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """An entry of the validation report that speaks of this page."""

    severity: str
    code: str
    what: str
    why: str
    remedy: str
    words: str
    line: int | None
    thing: Link | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of running text. ``kind``: ``text``, ``link``, ``anchor`` (of note ``number``) or ``omission``."""

    kind: str
    text: str
    iri: str | None = None
    number: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the document in the order of the page; ``role`` says which (``text``, ``signature``, …)."""

    role: str
    segments: tuple[Segment, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class Note:
    iri: str
    number: str
    anchors: tuple[str, ...]
    segments: tuple[Segment, ...]
    language: str | None
    breaks_off: bool = False


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date of a document or event: the role in words, as printed, in normal form."""

    role: str
    printed: Text | None
    normal: str
    iri: str
    basis: str = "stated"
    qualifier: str = ""
    certainty: str = ""
    """What the source reserves, in words: ``conjectured by the edition``."""


@dataclass(frozen=True, slots=True)
class Party:
    thing: Link
    basis: str
    printed: str = ""
    certainty: str = ""
    """What the source reserves, in words."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place of a document, e.g. ``Sent from``."""

    role: str
    place: Link
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A stage of a letter's way between sending and receiving, e.g. ``Forwarded``."""

    kind: str
    thing: Link
    who: tuple[Link, ...]
    places: tuple[Link, ...]
    dates: tuple[DateLine, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another letter that the source points to; without ``thing`` it is not in the collection."""

    words: str
    thing: Link | None
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a document is printed: the edition, and this letter's entry in it."""

    edition: Link | None
    section: str = ""
    pages: str = ""
    addresses: tuple[str, ...] = ()
    licence: str = ""
    """An IRI, or words."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: its shelf mark as printed and in normal form, and the units that lead to it from the holder down."""

    iri: str
    printed: str
    normal: str
    chain: tuple[Link, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Another document that this one's notes tell of."""

    thing: Link
    form: str
    senders: tuple[Party, ...]
    addressees: tuple[Party, ...]
    dates: tuple[DateLine, ...]
    told_in: Link | None
    scope: Text | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Two readings that stand side by side; none is chosen."""

    about: Link
    says: tuple[tuple[str, str, Text | None], ...]
    """What is said, by whom, in which words."""


@dataclass(frozen=True, slots=True)
class Demand:
    thing: Link
    number: str
    text: Text
    concerns: tuple[Link, ...]
    alternatives: tuple[Link, ...]
    condition: Text | None
    condition_refers_to: tuple[Link, ...]
    reason: Text | None
    by: tuple[Link, ...]
    to: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DirectiveItem:
    thing: Link
    letter: str
    title: Text | None
    text: Text | None
    issuers: tuple[Link, ...]
    executors: tuple[Link, ...]
    recipients: tuple[Link, ...]
    on_behalf_of: tuple[Link, ...]
    concerns: tuple[Link, ...]
    conveys: tuple[DirectiveItem, ...]
    omission: bool
    breaks_off: bool
    current: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    thing: Link
    form: str
    omission: bool
    breaks_off: bool
    directives: tuple[DirectiveItem, ...]
    current: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    thing: Link
    performers: tuple[Link, ...]
    dates: tuple[DateLine, ...]
    considered: tuple[Party, ...]
    """Documents, each with the basis on which they are said to have been considered."""
    told_in: tuple[Link, ...]
    resolutions: tuple[Resolution, ...]
    directives: tuple[DirectiveItem, ...]
    """Those of no resolution that is known."""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, note or resolution to be read."""

    form: str
    heading: Text
    senders: tuple[Party, ...] = ()
    addressees: tuple[Party, ...] = ()
    dates: tuple[DateLine, ...] = ()
    wheres: tuple[Where, ...] = ()
    ways: tuple[Way, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    languages: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    copies: tuple[Copy, ...] = ()
    demands: tuple[Demand, ...] = ()
    told: tuple[Told, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Link, ...] = ()
    printed: Printed | None = None
    note_of: Link | None = None
    number: str = ""
    remarks: tuple[str, ...] = ()
    text_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """What every page says about the site it belongs to."""

    title: str
    description: str
    publisher: str
    licence: str
    base_iri: str
    release: str
    created: str
    collection: str
    language: str
