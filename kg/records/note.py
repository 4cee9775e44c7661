"""Editorial notes and what they cite."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records.locator import Locator
from kg.records.reference import Reference


@dataclass(frozen=True, slots=True)
class Citation:
    """A printed source that a note cites: ``(From the History of … T. 2. S. 555-556)``."""

    key: str
    cited_by: Reference
    as_printed: str
    title: str
    language: str
    locator: Locator
    work_key: str
    volume: str | None = None
    pages: str | None = None


@dataclass(frozen=True, slots=True)
class EditorialNote:
    """A note of the edition; ``number`` is as printed (``1``, ``one``) or ``None``, its anchors are in the text."""

    key: str
    document: Reference
    order: int
    text: str
    language: str
    locator: Locator
    number: str | None = None
    anchors: tuple[Locator, ...] = ()
    breaks_off: bool = False
    omission: bool = False
