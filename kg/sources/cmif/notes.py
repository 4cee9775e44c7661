"""The notes of the draft of CMIF 2: typed references that say what a letter mentions and how it is published.

Types are those of https://lod.academy/cmif/vocab/terms/, written in full, with a prefix (``cmif:mentionsPerson``) or
bare. What has no place in the record is reported, not dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.authorities import slug
from kg.records.agent import EntityKind, Mention, PrintedName
from kg.records.document import Finding
from kg.records.iris import address_iri
from kg.records.locator import Locator
from kg.records.note import Citation
from kg.records.reference import EntityType, Reference
from kg.sources.entities import EntityBook
from kg.sources.registers import PrintedReference
from kg.sources.xml import Element, XmlDocument, attribute, find_all, words

_MENTIONS = {
    "mentionsperson": EntityKind.PERSON,
    "mentionsorg": EntityKind.CORPORATE_BODY,
    "mentionsorganization": EntityKind.CORPORATE_BODY,
    "mentionsplace": EntityKind.PLACE,
}
_AVAILABLE = "isavailable"
_WITHOUT_PLACE = {
    "hastextbase": "what the text of the edition is based on",
    "ispublishedwith": "with what the letter is published",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(slots=True)
class NotedReferences:
    """What the typed references of one letter say."""

    mentions: list[Mention] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def noted_references(desc: Element, xml: XmlDocument, book: EntityBook, *, key: str) -> NotedReferences:
    """Read the typed references of a letter's notes; those of ``correspContext`` are another matter."""
    noting = _Noting(xml, book, key, NotedReferences())
    for note in find_all(desc, "note"):
        for ref in find_all(note, "ref", "ptr"):
            type_ = attribute(ref, "type")
            if type_ is not None:
                noting.read(ref, re.split(r"[/#:]", type_)[-1])
    return noting.found


@dataclass(slots=True)
class _Noting:
    xml: XmlDocument
    book: EntityBook
    key: str
    found: NotedReferences

    def read(self, ref: Element, term: str) -> None:
        """Read one reference; ``term`` is the local name of its type."""
        name = term.casefold()
        if name in _MENTIONS:
            self._mention(ref, _MENTIONS[name])
        elif name == "mentionsbibl":
            self._citation(ref)
        elif name == "haslanguage":
            self._language(ref)
        elif name.startswith(_AVAILABLE):
            self._address(ref)
        elif name in _WITHOUT_PLACE:
            what = f"“{self._printed(ref)}” ({term}) says {_WITHOUT_PLACE[name]}; the record has no place for it."
            self._note("note-not-in-record", what, "Nothing need be done.", self._locate(ref), severity="information")
        else:
            what = f'The type "{term}" of a reference is not known; it is not read.'
            remedy = "Use a term of https://lod.academy/cmif/vocab/terms/."
            self._note("note-type-unknown", what, remedy, self.xml.locate_attribute(ref, "type"))

    def _mention(self, ref: Element, kind: EntityKind) -> None:
        locator = self._locate(ref)
        printed = words(ref)
        names = [PrintedName(printed, self.book.language, locator)] if printed else []
        target = attribute(ref, "target")
        places = [] if target is None else [PrintedReference(target, self.xml.locate_attribute(ref, "target"))]
        entities = self.book.enter_each(kind, names, places)
        if not entities:
            what = f"“{self._printed(ref)}” names nobody and nothing that can be read."
            self._note("mention-not-understood", what, "Give a name, or the IRI of an authority file.", locator)
        for entity in entities:
            mention = Mention(Reference(EntityType.DOC, self.key), entity, locator)
            if all(entity != one.entity for one in self.found.mentions):
                self.found.mentions.append(mention)

    def _citation(self, ref: Element) -> None:
        title = words(ref) or attribute(ref, "target")
        if title is None:
            what, remedy = "A work that is mentioned has no name.", "Give words or @target."
            self._note("mention-not-understood", what, remedy, self._locate(ref))
            return
        number = len(self.found.citations) + 1
        self.found.citations.append(
            Citation(
                key=f"{self.key}-work-{number}-1",
                cited_by=Reference(EntityType.DOC, self.key),
                as_printed=title,
                title=title,
                language=self.book.language,
                locator=self._locate(ref),
                work_key=f"{self.key}-work-{slug(title)[:60]}",
            )
        )

    def _language(self, ref: Element) -> None:
        for value in (words(ref), (attribute(ref, "target") or "").rstrip("/").rpartition("/")[2]):
            tag = value.removeprefix("#")
            if _LANGUAGE.fullmatch(tag) and (len(tag) <= 3 or "-" in tag):
                if tag not in self.found.languages:
                    self.found.languages.append(tag)
                return
        what = f"“{self._printed(ref)}” is no language tag."
        self._note("language-not-understood", what, "Give a tag such as de or grc.", self._locate(ref))

    def _address(self, ref: Element) -> None:
        iri = address_iri(attribute(ref, "target") or words(ref))
        if iri is None:
            what = f"“{self._printed(ref)}” is no address."
            self._note("address-not-understood", what, "Give an address with https://.", self._locate(ref))
        elif iri not in self.found.addresses:
            self.found.addresses.append(iri)

    def _printed(self, ref: Element) -> str:
        return words(ref) or attribute(ref, "target") or ""

    def _locate(self, ref: Element) -> Locator:
        return self.xml.locate(ref) if words(ref) else self.xml.locate_attribute(ref, "target")

    def _note(self, code: str, what: str, remedy: str, locator: Locator, *, severity: str = "warning") -> None:
        self.found.findings.append(Finding(code, what, remedy, locator, severity))
