"""Signatures: who signed, in which order and capacity."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records.locator import Locator
from kg.records.reference import Reference


@dataclass(frozen=True, slots=True)
class Signature:
    """A signing act; ``key`` is e.g. ``bl-1919-11-12-1-signature1`` and ``order`` counts from 1."""

    key: str
    document: Reference
    signatory: Reference
    order: int
    as_printed: str
    locator: Locator
    capacities: tuple[Reference, ...] = ()
    """Positions, from the capacity line that stands before the signature."""
    capacity_locator: Locator | None = None
