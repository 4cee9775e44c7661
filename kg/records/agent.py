"""Persons, corporate bodies, groups, positions and places as one document names them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Party:
    """A sender or addressee of a document, in the printed order (``order`` counts from 1)."""

    agent: Reference
    order: int
    locator: Locator
    basis: Basis = Basis.STATED


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
