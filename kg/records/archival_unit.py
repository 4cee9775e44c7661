"""Archival references: shelf marks, their parts, and what is said of the copy that lies there."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records.locator import Locator
from kg.records.reference import Reference


@dataclass(frozen=True, slots=True)
class ArchivalReference:
    """A shelf mark as printed, and its parts as strings (``5450a`` occurs); missing parts are ``None``.

    ``key`` starts with the holder: ``rtskhidni-f558-op1-d5450``; a leaf may be a range or a list (``2-3 ob.``).
    """

    as_printed: str
    holder: Reference | None
    """``None`` where a source gives a shelf mark and does not say of which archive."""
    fonds: str | None
    inventory: str | None
    file: str | None
    leaf: str | None
    normalized: str | None
    """Our normal form, e.g. ``RTsKhIDNI. F. 558. Op. 1. D. 5450. L. 2.``; it goes to the inferred graph."""
    locator: Locator


@dataclass(frozen=True, slots=True)
class Instantiation:
    """One copy of a document: ``inst/{document}-1``."""

    key: str
    document: Reference
    reference: ArchivalReference | None
    techniques: tuple[str, ...] = ()
    """Concepts of ``ontology/concepts/production-techniques.ttl``, e.g. ``typewritten``, ``autograph``."""
    technique_note: str | None = None
    """As printed, e.g. ``Typewritten text.``"""
    technique_locator: Locator | None = None
    authenticity_note: str | None = None
    """As printed, e.g. ``Signatures are autographs.``"""
    authenticity_locator: Locator | None = None
    state: str | None = None
    """``copy``, ``draft`` or ``original`` where printed."""
