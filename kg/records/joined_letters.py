"""Which documents are one letter: several editions print it, each is a document with its own graph, entry and evidence.

The documents of a letter speak of one record node, ``id/doc/{letter}``; nothing else of theirs meets. Which documents
are one is decided by editors (`kg.authorities.joined_letters` reads their decisions); here it is entered into records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from kg.records.document import Document, DocumentRecord, LetterLink
from kg.records.reference import EntityType, Reference


@dataclass(frozen=True, slots=True)
class JoinedDocument:
    """What a document is a document of."""

    letter: str
    preferred: bool
    """Its claims come first among those of the letter's documents: one of them is preferred."""
    because: str | None = None

    @property
    def said(self) -> str:
        """Everything that is entered, in one line: whoever keeps a result compares it."""
        return f"{self.letter} {self.preferred} {self.because or ''}"


@dataclass(frozen=True, slots=True)
class JoinedLetters:
    """All documents that are joined to others, by their keys."""

    documents: Mapping[str, JoinedDocument] = field(default_factory=lambda: MappingProxyType({}))

    def enter(self, record: DocumentRecord) -> DocumentRecord:
        """Give the record its letter, and lead its links to the letters of the documents that they name."""
        if not self.documents:
            return record
        main = self._with_links(record.main)
        joined = self.documents.get(record.key)
        if joined is None:
            return record if main is record.main else replace(record, main=main)
        return replace(
            record, main=main, letter=joined.letter, preferred=joined.preferred, joined_because=joined.because
        )

    def letter(self, key: str) -> str:
        """Give the key of the letter that a document is of."""
        joined = self.documents.get(key)
        return key if joined is None else joined.letter

    def said_of(self, keys: Iterable[str]) -> str:
        """Say all that `enter` would use for a document and those that it links to: equal texts, equal records."""
        return "\n".join(f"{key} {self.documents[key].said}" for key in sorted(set(keys)) if key in self.documents)

    def _with_links(self, document: Document) -> Document:
        links = tuple(self._link(link) for link in document.links)
        enclosed_in = self._reference(document.enclosed_in)
        associated = tuple(self._known(one) for one in document.associated)
        if (links, enclosed_in, associated) == (document.links, document.enclosed_in, document.associated):
            return document
        return replace(document, links=links, enclosed_in=enclosed_in, associated=associated)

    def _link(self, link: LetterLink) -> LetterLink:
        target = self._reference(link.target)
        return link if target == link.target else replace(link, target=target)

    def _reference(self, reference: Reference | None) -> Reference | None:
        return None if reference is None else self._known(reference)

    def _known(self, reference: Reference) -> Reference:
        if reference.type is not EntityType.DOC or reference.key not in self.documents:
            return reference
        return Reference(EntityType.DOC, self.letter(reference.key))
