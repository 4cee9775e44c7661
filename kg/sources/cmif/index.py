"""The frame of an index: what its header says of the file itself, and of the editions that its letters stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.records.document import Finding
from kg.records.iris import address_iri
from kg.records.locator import Locator
from kg.sources.digests import digest_of, words_in_place
from kg.sources.scopes import edition_scope
from kg.sources.tei_letter.registers import houses_of
from kg.sources.text import Source, SourceText
from kg.sources.xml import (
    CutDocument,
    Element,
    Making,
    XmlDocument,
    attribute,
    children,
    cut,
    find_all,
    read_making,
    words,
)

PART = "correspDesc"

_XML = "{http://www.w3.org/XML/1998/namespace}"
_UUID = re.compile(r"[0-9a-z]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_LICENCE = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Bibl:
    """An edition of the index: ``sourceDesc/bibl``. ``number`` counts from 1."""

    element: Element
    number: int
    id: str | None

    @property
    def is_universal(self) -> bool:
        """Whether its id is a UUID, so that another file with it means the same edition."""
        return self.id is not None and _UUID.search(self.id) is not None


@dataclass(frozen=True, slots=True)
class CmifIndex:
    """An index of letters, cut at its ``correspDesc``."""

    parts: CutDocument
    bibls: tuple[Bibl, ...]
    by_id: dict[str, Bibl]
    scope: str
    language: str
    title: str | None
    licence: str | None
    making: Making
    findings: tuple[Finding, ...]

    @property
    def frame(self) -> XmlDocument:
        return self.parts.frame

    def bibl_of(self, source: str | None) -> Bibl | None:
        """The edition that a ``@source`` names, by ``#id`` or ``id``; without one the only edition of the index."""
        if source is None:
            return self.bibls[0] if len(self.bibls) == 1 else None
        for one in source.split():
            found = self.by_id.get(one.rpartition("#")[2])
            if found is not None:
                return found
        return None


def open_index(source: Source, text: SourceText) -> CmifIndex:
    """Open an index; what was found is kept with the text.

    Raises:
        MalformedSource: it is not well-formed, see `kg.sources.xml.cut`.
    """
    return text.keep("cmif", lambda: _open(source, cut(text, part=PART)))


def _open(source: Source, parts: CutDocument) -> CmifIndex:
    frame = parts.frame
    bibls = tuple(_bibls(frame.root))
    by_id: dict[str, Bibl] = {}
    for one in bibls:
        if one.id is not None:
            by_id.setdefault(one.id, one)
    licence, broken = _licence(frame)
    return CmifIndex(
        parts=parts,
        bibls=bibls,
        by_id=by_id,
        scope=_scope(source, frame.root),
        language=attribute_of_root(frame.root, "lang") or source.settings.language,
        title=next((words(one) for one in _within(frame.root, "titleStmt", "title") if words(one)), None),
        licence=licence,
        making=read_making(frame.root),
        findings=(*broken, *_odd(frame, bibls)),
    )


def frame_digest(index: CmifIndex) -> str:
    """Hash what stands around the letters: header, editions, registers.

    Where an edition or a register stands behind letters, or close to one, its place counts as well: it is quoted.
    """
    frame = index.frame
    places = [frame.span(one) for one in (*(bibl.element for bibl in index.bibls), *houses_of(frame.root))]
    return digest_of(
        index.parts.words_around(),
        *(words_in_place(frame.text, one.start, one.start) for one in places),
        *(words_in_place(frame.text, one.end, one.end) for one in places),
    )


def attribute_of_root(root: Element, name: str) -> str | None:
    """``xml:lang`` or ``xml:base`` of the root."""
    value = " ".join((root.get(_XML + name) or "").split())
    return value or None


def _bibls(root: Element) -> Iterator[Bibl]:
    number = 0
    for source in find_all(root, "sourceDesc"):
        for bibl in find_all(source, "bibl", "biblStruct", "biblFull"):
            if not any(parent in ("bibl", "biblStruct", "biblFull") for parent in _names_around(bibl, source)):
                number += 1
                yield Bibl(bibl, number, attribute(bibl, "xml:id"))


def _names_around(element: Element, end: Element) -> Iterator[str]:
    for around in element.iterancestors():
        if around is end:
            return
        yield str(around.tag).rpartition("}")[2]


def _within(root: Element, *names: str) -> Iterator[Element]:
    """Elements by a way of descendants: ``titleStmt``, ``title``."""
    found: list[Element] = [root]
    for name in names:
        found = [one for around in found for one in find_all(around, name)]
    yield from found


def _scope(source: Source, root: Element) -> str:
    series = [words(one) for one in _within(root, "titleStmt", "title") if one.get("level") == "s"]
    editions = [words(one) for one in _within(root, "editionStmt", "edition")]
    return edition_scope(source.settings.edition, [*series, *editions], attribute_of_root(root, "base"), source.path)


def _licence(frame: XmlDocument) -> tuple[str | None, list[Finding]]:
    """The licence of the index as an IRI; else its words, with a finding."""
    elements = [*_within(frame.root, "publicationStmt", "licence"), *_within(frame.root, "publicationStmt", "license")]
    for element in elements:
        targets = [attribute(one, "target") for one in (element, *find_all(element, "ref", "ptr"))]
        for target in (*targets, *_LICENCE.findall(words(element))):
            iri = address_iri(target or "")
            if iri is not None:
                return iri, []
        printed = next((target for target in targets if target), None) or words(element)
        what = f"The licence “{printed}” has no address that works." if printed else "The licence is empty."
        return printed or None, [_header("licence-broken", what, "Give licence/@target.", frame.locate_tag(element))]
    locator = frame.locate_tag(next(find_all(frame.root, "publicationStmt"), frame.root))
    what, remedy = "The index names no licence.", "Add availability/licence with @target."
    return None, [_header("licence-missing", what, remedy, locator, severity="information")]


def _odd(frame: XmlDocument, bibls: tuple[Bibl, ...]) -> Iterator[Finding]:
    """The rules of CMIF that matter for its header, as warnings."""
    if not bibls:
        locator = frame.locate_tag(next(find_all(frame.root, "sourceDesc"), frame.root))
        what, remedy = "The index names no edition.", "Add sourceDesc/bibl with @xml:id and @type."
        yield _header("edition-missing", what, remedy, locator)
    seen: set[str] = set()
    for one in bibls:
        locator = frame.locate_tag(one.element)
        if not words(one.element):
            yield _header("edition-empty", "An edition has no words.", "Write its reference into bibl.", locator)
        if one.id is None and len(bibls) > 1:
            what = "An edition has no id, so no letter can name it."
            yield _header("edition-without-id", what, "Give bibl/@xml:id, a UUID.", locator)
        if one.id is not None and one.id in seen:
            what = f"Two editions have the id {one.id}; the first counts."
            yield _header("edition-repeated", what, "Give each an id of its own.", locator)
        seen.add(one.id or "")
    root = frame.root
    if next(children(root, "text"), None) is None and str(root.tag).rpartition("}")[2] == "TEI":
        what, remedy = "It has no text; TEI asks for one.", "Add <text><body><p/></body></text>."
        yield _header("text-missing", what, remedy, frame.locate_tag(root), severity="information")


def _header(code: str, what: str, remedy: str, locator: Locator, *, severity: str = "warning") -> Finding:
    return Finding(code, what, remedy, locator, severity)
