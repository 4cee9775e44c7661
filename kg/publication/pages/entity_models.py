"""The model of the page of one thing, and of the editions of a letter that it shows side by side."""

from __future__ import annotations

from dataclasses import dataclass

from kg.publication.pages.models import (
    Fact,
    Identity,
    Link,
    Meeting,
    Notice,
    Paging,
    Passage,
    Reading,
    Reference,
    Site,
    Text,
    Value,
)


@dataclass(frozen=True, slots=True)
class WitnessFact:
    """What one edition says in one respect; nothing, where ``said`` is empty."""

    label: str
    said: tuple[Value, ...]
    differs: bool
    """Whether the editions do not all say the same."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A letter as one of its editions has it: a document with a graph, an entry and a source of its own."""

    title: Text
    entry: Link
    edition: Link | None
    source: str
    snapshot: str
    """The IRI of the source as it was read."""
    graph: str
    preferred: bool
    because: str
    """Who joined it, when and why."""
    facts: tuple[WitnessFact, ...]


@dataclass(frozen=True, slots=True)
class EntityPage:
    site: Site
    iri: str
    type: str
    kind: str
    """In words, e.g. ``Corporate body``."""
    title: Text
    subtitle: str
    names: tuple[Text, ...]
    """Other labels."""
    facts: tuple[Fact, ...]
    derived: tuple[Fact, ...]
    """The same in other vocabularies, and labels."""
    identities: tuple[Identity, ...]
    elsewhere: tuple[Value, ...]
    passages: tuple[Passage, ...]
    passages_left: int
    references: tuple[Reference, ...]
    paging: Paging
    reading: Reading | None
    chain: tuple[Meeting, ...]
    notices: tuple[Notice, ...]
    documents: tuple[Link, ...]
    """The letters that state something about it."""
    described_at: str
    witnesses: tuple[Witness, ...] = ()
    """The editions of a letter that has several, the preferred one first."""
