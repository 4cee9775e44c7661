"""What a register of a source's own (``standOff``, ``back``, a register file) says of an id: the seam, no format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kg.records.agent import Coordinates, EntityKind, PrintedName
from kg.records.date import DateRecord
from kg.records.edition import Snapshot
from kg.records.locator import Locator


@dataclass(frozen=True, slots=True)
class PrintedReference:
    """A reference as printed (of ``@ref``, ``@key``, ``@corresp``, an ``idno``, a cell) and where it stands."""

    text: str
    locator: Locator


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One person, place or body of a register.

    ``references`` are what the register itself says who is meant (``idno``, ``@ref``, ``@sameAs``), as printed.
    ``dates`` have roles born, died, begin and end; their keys are made anew by `kg.sources.entities.EntityBook`.
    """

    kind: EntityKind
    names: tuple[PrintedName, ...] = ()
    references: tuple[PrintedReference, ...] = ()
    dates: tuple[DateRecord, ...] = ()
    occupations: tuple[PrintedName, ...] = ()
    coordinates: Coordinates | None = None
    part_of: str | None = None
    """The local id of the place or body above this one."""
    snapshot: Snapshot | None = None
    """The register file, where it is another source than the letter's."""
    local_id: str | None = None
    """The id under which the register itself keeps the entry, where `Register.get` also finds it by other ids
    (``persons.xml#p12`` for ``p12``): one entry is one node."""


class Register(Protocol):
    """The registers that one edition gives to its letters."""

    def get(self, local_id: str) -> RegisterEntry | None:
        """Give the entry with an id, as `kg.sources.references.References.local` has it (without ``#``)."""
        ...
