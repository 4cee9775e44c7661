"""What every reader offers, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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

    def identify(self, source: Source, text: SourceText) -> tuple[LetterIdentity, ...]:
        """List the letters of the source in their order."""
        ...

    def read(
        self, source: Source, text: SourceText, *, keys: Mapping[str, str], authorities: Authorities
    ) -> ReadResult:
        """Make the record of every letter whose locus has a key.

        Args:
            source: the source and its settings.
            text: its decoded text.
            keys: the frozen key of each letter by its locus.
            authorities: who is meant by which printed name.

        Returns:
            One record per key, in the order of the source.

        Raises:
            MalformedSource: nothing in the source can be read.
        """
        ...
