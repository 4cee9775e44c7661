"""Events that a page tells of: meetings, operations, and things that happened."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records.date import DateRecord
from kg.records.locator import Locator
from kg.records.reference import Reference


@dataclass(frozen=True, slots=True)
class Event:
    """``activity_type`` is a concept of ``ontology/concepts/activity-types.ttl``: ``meeting``, ``military-operation``,
    ``forwarding`` and other stages of a letter's way, or ``None`` for what is only told (``the withdrawal of units of
    the 8th Army``).
    """

    key: str
    name: str
    language: str
    locator: Locator
    activity_type: str | None = None
    performers: tuple[Reference, ...] = ()
    participants: tuple[Reference, ...] = ()
    places: tuple[Reference, ...] = ()
    dates: tuple[DateRecord, ...] = ()
    described_by: Reference | None = None
    """The note that tells of it."""
    considered: tuple[Reference, ...] = ()
    """Documents that a meeting considered: always inferred."""
    considered_locator: Locator | None = None
    affects: tuple[Reference, ...] = ()
    """Documents that were transmitted, forwarded, redirected or delivered: what befell a letter on its way."""
