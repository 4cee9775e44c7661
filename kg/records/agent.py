"""Persons, corporate bodies, groups, positions and places as one document names them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.records.certainty import Certainty
from kg.records.date import DateRecord
from kg.records.locator import Basis, Locator
from kg.records.reference import Reference


class EntityKind(StrEnum):
    """The class of a named entity; it decides the RiC-O class. Groups have IRIs of type ``body``."""

    PERSON = "person"
    CORPORATE_BODY = "corporate-body"
    GROUP = "group"
    POSITION = "position"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name exactly as printed (without honorifics), e.g. ``L. P. Serebryakov``; ``language`` is a BCP 47 tag."""

    text: str
    language: str
    locator: Locator


@dataclass(frozen=True, slots=True)
class AuthorityLink:
    """The source says by an IRI of a register whom or what it means.

    ``iri`` is as its owner mints it (``https://d-nb.info/gnd/118609807``), see `kg.sources.references`; what the source
    prints (``http://www.d-nb.info/gnd/118609807 ``) are the words of the locator.
    """

    iri: str
    locator: Locator
    register: str = "own"
    """``gnd``, ``viaf``, ``geonames`` …; ``own`` for a register that we do not know; ``page`` for a page that speaks of
    somebody (Wikipedia) and identifies nobody."""


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point on the earth, WGS 84, decimal degrees as text without trailing noise (``48.208``)."""

    latitude: str
    longitude: str
    locator: Locator


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """Somebody or something that the document names, once per document and identity.

    ``basis`` is ``unresolved`` where no authority file says who is meant: then the key is scoped to the document.
    ``names`` hold each printed form at each place where it stands, in order of the page.
    """

    reference: Reference
    kind: EntityKind
    names: tuple[PrintedName, ...]
    basis: Basis
    existed_in: Reference | None = None
    """The body of a position, where the words name it (``Member of the Central Committee``)."""
    shared: bool = False
    """Several letters of the collection may name this node: its key is made of an authority IRI or of an edition's id,
    not of the letter's key. Its label is then chosen among the names of all letters."""
    links: tuple[AuthorityLink, ...] = ()
    dates: tuple[DateRecord, ...] = ()
    """Of a life or of a body, from a register of the source: roles born, died, begin, end."""
    occupations: tuple[PrintedName, ...] = ()
    coordinates: Coordinates | None = None
    part_of: Reference | None = None
    """The place or body that a register of the source sets above this one."""


@dataclass(frozen=True, slots=True)
class Party:
    """A sender or addressee of a document, in the printed order (``order`` counts from 1)."""

    agent: Reference
    order: int
    locator: Locator
    basis: Basis = Basis.STATED
    certainty: tuple[Certainty, ...] = ()


@dataclass(frozen=True, slots=True)
class AgentRelation:
    """A register of the source says how two agents are related, e.g. ``hat Tochter``; ``name`` is as printed.

    ``source`` is the active side (of a mutual relation the first named). Such relations belong to no letter: the key is
    made of the keys of both agents and of the name.
    """

    key: str
    name: str
    language: str
    source: Reference
    target: Reference
    locator: Locator
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A text (document, note or resolution) names an entity."""

    text: Reference
    entity: Reference
    locator: Locator


@dataclass(frozen=True, slots=True)
class OfficeHolding:
    """A person held an office, as a note says; the note gives no date, so the relation has none."""

    key: str
    person: Reference
    position: Reference
    evidence: Reference
    locator: Locator
    basis: Basis


@dataclass(frozen=True, slots=True)
class Membership:
    """A person was a member of a body. ``basis`` is inferred where it is read out of a genitive or apposition."""

    key: str
    person: Reference
    body: Reference
    evidence: Reference
    locator: Locator
    basis: Basis


@dataclass(frozen=True, slots=True)
class PartOf:
    """A body is read as part of another out of a genitive (``Politburo of the Central Committee``): always inferred."""

    part: Reference
    whole: Reference
    locator: Locator


@dataclass(frozen=True, slots=True)
class Equation:
    """Two names set equal by a parenthesis (``the Headquarters (the Small … Council)``): always inferred."""

    one: Reference
    other: Reference
    locator: Locator
