"""Where in a source the words stand that a value was read from, and on what basis it was read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """Why a statement is made; the values are concepts of ``ontology/concepts/identification-basis.ttl``."""

    STATED = "stated"
    """The source says it in so many words."""
    EDITORIAL_NOTE = "editorial-note"
    """An editor's note of the source says it, by standing at its anchor."""
    INFERRED = "inferred"
    """We conclude it from the source by a rule; it never stands in the stated graph."""
    CURATED = "curated"
    """An editor of the collection says it, in a curation or authority file."""
    UNRESOLVED = "unresolved"
    """The source names it, but who or what is meant is left open."""


_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Locator:
    """A span of the decoded text of one source.

    Lines and columns count from 1 (columns in characters); ``start`` and ``end`` are offsets in characters from 0,
    the end excluded, so that ``text[start:end] == exact``. ``prefix`` and ``suffix`` are up to 32 characters beside
    the span, as Web Annotation's TextQuoteSelector wants them.
    """

    source: str
    """The path of the source as configured, relative to the collection."""
    line: int
    column: int
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    path: str | None = None
    """The element path in an XML source, e.g. ``/TEI/teiHeader/profileDesc/correspDesc/correspAction[1]/date``."""

    @property
    def words(self) -> str:
        """What stands there for a reader: ``exact``, in an XML source without its tags."""
        return _TAG.sub("", self.exact) if (self.path or "").startswith("/") else self.exact
