"""The models of the front page and of the lists; those of things and documents are in ``models``."""

from __future__ import annotations

from dataclasses import dataclass

from kg.publication.pages.models import Link, Paging, Site, Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a browse list. ``cells`` follow the columns; each holds links or plain text."""

    thing: Link
    cells: tuple[tuple[Link, ...] | Text, ...]


@dataclass(frozen=True, slots=True)
class BrowsePage:
    site: Site
    list: str
    title: str
    intro: str
    columns: tuple[str, ...]
    entries: tuple[Entry, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class Count:
    list: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to try: a thing of the collection, or a query."""

    label: str
    why: str
    thing: Link | None = None
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Dump:
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    site: Site
    counts: tuple[Count, ...]
    span: str
    suggestions: tuple[Suggestion, ...]
    dumps: tuple[Dump, ...]
    warnings: int
    held_back: int
    quads: int
