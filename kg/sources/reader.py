"""What every reader offers, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kg.authorities import Authorities
from kg.records.document import DocumentRecord, Finding
from kg.sources.text import Source, SourceText


@dataclass(frozen=True, slots=True)
class LetterIdentity:
    """One letter of a source, as far as its key needs it.

    ``locus`` names its place in the source and does not change while the source does not (``1`` for the first document
    of a page). ``own_id`` is the source's own permanent id (``no10`` for ``No. 10``), ``date`` the date as EDTF, both
    ``None`` where there is none.
    """

    locus: str
    own_id: str | None
    date: str | None
    label: str
    scope: str = ""
    """The edition within which ``own_id`` is unique."""
    points_to: tuple[str, ...] = ()
    """Own ids of other letters of its edition that it points to (previous, reply to); which of them exist is known
    after all sources were identified."""
    line: int | None = None
    """Where it begins."""
    digest: str = ""
    """Of all in the source that its record depends on, but the hash of the file; see `kg.sources.digests`."""


@dataclass(frozen=True, slots=True)
class RelatedSources:
    """What a letter needs of the other sources of its collection."""

    registers: tuple[tuple[Source, SourceText], ...] = ()
    """Sources that describe persons, places, bodies and events and hold no letter (`Reader.is_register`)."""
    letters: Mapping[str, str] = field(default_factory=dict)
    """The keys of letters that this source points to, by their own ids."""


NOTHING_RELATED = RelatedSources()


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The records of a source and what was found wrong outside of any letter."""

    records: tuple[DocumentRecord, ...]
    findings: tuple[Finding, ...] = ()


class Reader(Protocol):
    """A format. ``name`` is what ``collection.toml`` calls it; ``version`` changes whenever its records may."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def declines(self, source: Source, text: SourceText) -> str | None:
        """Say why the source is not of this format; ``None`` if it is."""
        ...

    def is_register(self, source: Source, text: SourceText) -> bool:
        """Tell whether the source describes persons, places, bodies or events for other sources, and no letter."""
        ...

    def identify(self, source: Source, text: SourceText) -> tuple[LetterIdentity, ...]:
        """List the letters of the source in their order."""
        ...

    def read(
        self,
        source: Source,
        text: SourceText,
        *,
        keys: Mapping[str, str],
        authorities: Authorities,
        related: RelatedSources = NOTHING_RELATED,
    ) -> ReadResult:
        """Make the record of every letter whose locus has a key.

        Args:
            source: the source and its settings.
            text: its decoded text.
            keys: the frozen key of each letter by its locus.
            authorities: who is meant by which printed name.
            related: registers and other letters of the collection.

        Returns:
            One record per key, in the order of the source.

        Raises:
            MalformedSource: nothing in the source can be read.
        """
        ...
