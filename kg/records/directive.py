"""What is ordered and what is asked for: directives of a resolution, demands of a document."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records.locator import Locator
from kg.records.reference import Reference


@dataclass(frozen=True, slots=True)
class Directive:
    """An item of a resolution. What the words leave open is empty: never an issuer or executor by guess."""

    key: str
    order: int | None
    """Among the items of the resolution, from 1; ``None`` for a directive that another one conveys."""
    text: str
    language: str
    locator: Locator
    letter: str | None = None
    """As printed, ``a`` for ``a)``; ``None`` for an unlettered item."""
    title: str | None = None
    """For a directive inside another, the words that call it so (``political and economic directive``)."""
    resolution: Reference | None = None
    event: Reference | None = None
    issuers: tuple[Reference, ...] = ()
    executors: tuple[Reference, ...] = ()
    onward_recipients: tuple[Reference, ...] = ()
    on_behalf_of: tuple[Reference, ...] = ()
    concerns: tuple[Reference, ...] = ()
    conveys: Reference | None = None
    omission: bool = False
    """The editors left words out, printed as ``[...]``."""
    breaks_off: bool = False


@dataclass(frozen=True, slots=True)
class Demand:
    """What a document asks for. ``document`` is the one that makes it; alternatives are of one another."""

    key: str
    order: int
    text: str
    language: str
    locator: Locator
    document: Reference
    concerns: tuple[Reference, ...] = ()
    alternatives: tuple[Reference, ...] = ()
    condition: str | None = None
    """As printed, e.g. ``if the latter is considered untimely``."""
    refers_to: Reference | None = None
    """The demand that the condition speaks of (``the latter``)."""
    reason: str | None = None
    """The reason that the document gives, as printed: a claim, never a fact."""
    proposed_by: tuple[Reference, ...] = ()
    proposed_to: tuple[Reference, ...] = ()
