"""Persons, bodies, groups, positions and places as the editors of a collection know them.

These are facts that the collection states on its own account (basis ``curated``); what a source says of the same
entity is a `kg.records.agent.NamedEntity` and never shares a graph with them.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kg.errors import Where
from kg.records.agent import EntityKind
from kg.records.reference import EntityType, Reference

ENTITY_TYPES = {
    EntityKind.PERSON: EntityType.PERSON,
    EntityKind.CORPORATE_BODY: EntityType.BODY,
    EntityKind.GROUP: EntityType.BODY,
    EntityKind.POSITION: EntityType.POSITION,
    EntityKind.PLACE: EntityType.PLACE,
}

Form = tuple[str, str]
"""A language tag (BCP 47) and a text in that language."""


@dataclass(frozen=True, slots=True)
class AuthorityDate:
    """A date of a life, of a body or of a relation, with all that its sources leave open.

    ``edtf`` may be a set (``[1888-06-11,1890-06-11]``: one of them). ``earliest`` and ``latest`` are inclusive days
    in the Gregorian calendar; they are read out of ``edtf`` where the file does not give them. ``None`` means open.
    """

    edtf: str | None = None
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation to another authority entity, e.g. membership in a body from one day to another."""

    target: Reference
    begin: AuthorityDate | None = None
    end: AuthorityDate | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point on the earth, WGS 84, in degrees as written in the file."""

    latitude: str
    longitude: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """One entity; ``key`` is frozen once published.

    ``names`` are printed forms that name this entity by themselves anywhere in the collection; ``also`` are forms to
    search by, which identify nobody; ``misprints`` identify, but are no names. ``same_as`` is for persons whose
    identity somebody has reviewed; other kinds have matches.
    """

    key: str
    kind: EntityKind
    labels: tuple[Form, ...]
    where: Where
    names: tuple[str, ...] = ()
    also: tuple[Form, ...] = ()
    misprints: tuple[Form, ...] = ()
    same_as: tuple[str, ...] = ()
    exact_match: tuple[str, ...] = ()
    close_match: tuple[str, ...] = ()
    born: AuthorityDate | None = None
    died: AuthorityDate | None = None
    begun: AuthorityDate | None = None
    """When a body was founded."""
    ended: AuthorityDate | None = None
    member_of: tuple[Tie, ...] = ()
    """Of a person: bodies."""
    holds: tuple[Tie, ...] = ()
    """Of a person: positions."""
    part_of: tuple[Tie, ...] = ()
    """Of a body or group: bodies; of a place: places."""
    exists_in: tuple[Tie, ...] = ()
    """Of a position: bodies."""
    successors: tuple[Tie, ...] = ()
    """Of a body: bodies."""
    coordinates: Coordinates | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()

    @property
    def reference(self) -> Reference:
        """The type and key that the entity's IRI is made of; groups have IRIs of type ``body``."""
        return Reference(ENTITY_TYPES[self.kind], self.key)


@dataclass(frozen=True, slots=True)
class Identification:
    """A reviewed decision: who or what is printed as ``name`` in ``document`` is the entity ``target``.

    The document keeps its own node (``printed``) in its stated graph; only the authority graph joins the two.
    """

    document: str
    """The key of the letter, e.g. ``bl-1919-11-12-1``."""
    name: str
    """As printed, without honorifics."""
    target: Reference
    by: str
    """Who decided."""
    on: datetime.date
    why: str
    where: Where
    printed: Reference
    """The node of the document: see `kg.authorities.names.scoped_key`."""
