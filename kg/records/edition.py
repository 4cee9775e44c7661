"""The edition that a page comes from, the entry in it, and the source as it was read."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kg.records.locator import Locator
from kg.records.reference import Reference


@dataclass(frozen=True, slots=True)
class Compiler:
    """Who compiled or edited the edition, in the printed order (from 1)."""

    agent: Reference
    order: int
    locator: Locator
    role: str = "compiler"
    """A concept of ``ontology/concepts/role-types.ttl``: ``compiler`` or ``editor``."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The book, as its header on the page says it."""

    key: str
    title: str
    """Of an index (CMIF) the bibliographic reference as printed."""
    language: str
    locator: Locator
    subtitle: str | None = None
    issued: str | None = None
    """The year as printed, four digits."""
    span: tuple[str, str] | None = None
    """First and last year in the title, e.g. ``("1912", "1927")``."""
    section: str | None = None
    compilers: tuple[Compiler, ...] = ()
    publisher: str | None = None
    licence: str | None = None
    """An IRI, as the source states it."""
    address: str | None = None
    """Where the edition is on the web."""
    online: bool = False
    """Published on the web only, not as a book."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The source as read: ``key`` is the first 16 hexadecimal digits of the SHA-256 of its bytes."""

    key: str
    sha256: str
    path: str
    media_type: str
    encoding: str
    address: str | None = None
    """The address on the web that the source was taken from, if the collection states one."""
    title: str | None = None
    """The title of the page; never a source for sender or addressee."""
    language: str = "und"
    rights: str | None = None
    publish_text: str = "full"
    revised: datetime.date | None = None
    """The last change that an encoded file lists, where it is known to the day."""
    status: str | None = None
    """How far its revision is, as it says (``approved``)."""
    editors: tuple[str, ...] = ()
    """Who made an index of letters, as printed; the editors of an edition are its `Compiler`s."""
    publisher: str | None = None
    """Of an index, as printed."""
