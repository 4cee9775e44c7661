"""One letter of a TEI file: its elements, and what reading it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.authorities.names import Order
from kg.records.calendars import CalendarRule
from kg.records.document import Finding
from kg.records.locator import Locator
from kg.records.reference import EntityType, Reference
from kg.sources.entities import EntityBook
from kg.sources.tei_letter.anchors import Anchors
from kg.sources.tei_letter.header import Header
from kg.sources.tei_letter.registers import TeiRegister
from kg.sources.xml import Element, XmlDocument


@dataclass(frozen=True, slots=True)
class LetterElements:
    """Where a letter stands: the ``TEI`` that it belongs to, its ``correspDesc`` and its text, if it has them."""

    locus: str
    tei: Element
    desc: Element | None
    text: Element | None
    alone: bool = True
    """The only letter of its ``TEI``: then header, title and id of that are its own."""


@dataclass(slots=True)
class Letter:
    """The reading of one letter; ``language`` is that of header and notes, ``text_language`` that of the text."""

    document: XmlDocument
    elements: LetterElements
    header: Header
    key: str
    book: EntityBook
    register: TeiRegister
    anchors: Anchors
    rule: CalendarRule
    language: str
    text_language: str
    name_order: Order = "given-first"
    letters: Mapping[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def itself(self) -> Reference:
        return Reference(EntityType.DOC, self.key)

    def note(self, code: str, what: str, remedy: str, locator: Locator, *, severity: str = "warning") -> None:
        """Report something with its place."""
        self.findings.append(Finding(code, what, remedy, locator, severity))
