"""The registers of a TEI edition: persons, places, bodies and groups that ``back``, ``standOff`` or other files list.

An entry is read when a letter asks for it, and only then. Sources: TEI P5, chapter 14 (Names, Dates, People, and
Places). Relations and events stand in modules of their own.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from kg.records.agent import EntityKind, PrintedName
from kg.records.calendars import CalendarRule
from kg.records.date import DateRecord, DateRole
from kg.records.document import Finding
from kg.records.edition import Snapshot
from kg.sources.references import read_references
from kg.sources.registers import PrintedReference, RegisterEntry
from kg.sources.tei_letter.coordinates import read_coordinates
from kg.sources.tei_letter.dates import date_records, is_dated
from kg.sources.tei_letter.header import own_language, scope_of
from kg.sources.tei_letter.references_of import references_of
from kg.sources.tei_letter.tables import vocabulary, word
from kg.sources.tei_letter.worded import date_within
from kg.sources.text import Source, SourceText
from kg.sources.xml import Element, XmlDocument, attribute, children, find_all, local, parse_xml, words

_ENTRIES = {
    "person": EntityKind.PERSON,
    "personGrp": EntityKind.GROUP,
    "org": EntityKind.CORPORATE_BODY,
    "place": EntityKind.PLACE,
}
_EVENT = "event"
_LISTS = ("listPerson", "listPlace", "listOrg", "listEvent", "listRelation", "listNym")
_HOUSES = ("back", "standOff", "particDesc", "settingDesc", "sourceDesc", "front")
_PREFERRED = frozenset({"pref", "preferred", "main", "reg", "label"})
_NAMES = {
    "person": ("persName", "name"),
    "personGrp": ("persName", "orgName", "name"),
    "org": ("orgName", "name"),
    "place": ("placeName", "settlement", "geogName", "name", "district", "region", "country"),
}
_LIFE = {"birth": DateRole.BORN, "death": DateRole.DIED}
_NUMBERED = {
    "gnd": "gnd",
    "pnd": "gnd",
    "viaf": "viaf",
    "wikidata": "wd",
    "wd": "wd",
    "geonames": "geonames",
    "isni": "isni",
    "lccn": "lccn",
    "bnf": "bnf",
    "tgn": "tgn",
    "orcid": "orcid",
}
_FOLDERS = vocabulary(
    "indices index indexes register registers verzeichnisse lists listen authority authorities normdaten entities "
    "standoff personography placeography"
)
"""Folders that stand beside the letters of an edition and hold its registers."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An element of a register and the document that it stands in."""

    document: XmlDocument
    element: Element
    snapshot: Snapshot | None = None


@dataclass(slots=True)
class TeiRegister:
    """The registers of one letter: those of its own file first; see `kg.sources.registers.Register`."""

    listed: dict[str, Listed]
    relations: Sequence[Listed]
    prefixes: dict[str, str]
    """``prefixDef``: what ``psn:`` in ``psn:p12`` stands for."""
    rule: CalendarRule
    language: str
    asked: dict[str, EntityKind] = field(default_factory=dict)
    """The ids of entries that the letter asked for, in their order."""
    findings: list[Finding] = field(default_factory=list)
    _read: dict[str, RegisterEntry] = field(default_factory=dict)

    def get(self, local_id: str) -> RegisterEntry | None:
        """Give the person, place, body or group with an id; ``None`` for events and for ids that no register has."""
        listed = self.find(local_id)
        if listed is None or local(listed.element) == _EVENT:
            return None
        own_id = attribute(listed.element, "xml:id") or local_id
        if own_id not in self._read:
            self._read[own_id] = self._entry(listed, own_id)
        self.asked.setdefault(own_id, self._read[own_id].kind)
        return self._read[own_id]

    def find(self, local_id: str) -> Listed | None:
        """Give the entry with an id: ``p12``, ``#p12``, ``persons.xml#p12`` or ``../indices/persons.xml#p12``."""
        prefix, colon, rest = local_id.partition(":")
        if colon and prefix in self.prefixes and local_id not in self.listed:
            # The pattern is not run: it is the source's, and mostly takes the whole rest as $1.
            local_id = self.prefixes[prefix].replace("$1", rest)
        file, mark, own_id = local_id.rpartition("#")
        if mark and file:
            listed = self.listed.get(f"{posixpath.basename(file)}#{own_id}")
            return listed or self.listed.get(own_id)
        return self.listed.get(own_id)

    def _entry(self, listed: Listed, own_id: str) -> RegisterEntry:
        document, element = listed.document, listed.element
        name = local(element)
        if name not in _ENTRIES:
            return self._mentioned_place(listed, own_id)
        coordinates, wrong = read_coordinates(document, element)
        dates, problems = _life(document, element, rule=self.rule, language=self.language)
        self.findings += [*wrong, *problems]
        language = own_language(element) or self.language
        return RegisterEntry(
            kind=_ENTRIES[name],
            names=tuple(_names(document, element, _NAMES[name], language)),
            references=tuple(_references(document, element)),
            dates=tuple(dates),
            occupations=tuple(
                PrintedName(words(one), language, document.locate(one))
                for one in children(element, "occupation")
                if words(one)
            ),
            coordinates=coordinates,
            part_of=_above(element),
            snapshot=listed.snapshot,
            local_id=own_id,
        )

    def _mentioned_place(self, listed: Listed, own_id: str) -> RegisterEntry:
        """A place that only stands in another's entry, as the one above it: its name, and the point beside it."""
        element = listed.element
        location = element.getparent()
        coordinates, _ = read_coordinates(listed.document, location, everywhere=True)
        name = PrintedName(words(element), own_language(element) or self.language, listed.document.locate(element))
        return RegisterEntry(
            EntityKind.PLACE,
            (name,),
            references=() if location is None else tuple(_without_pages(_numbers(listed.document, location))),
            coordinates=coordinates,
            snapshot=listed.snapshot,
            local_id=own_id,
        )


def build_register(
    source: Source,
    document: XmlDocument,
    tei: Element,
    *,
    registers: Sequence[tuple[Source, SourceText]],
    rule: CalendarRule,
    language: str,
) -> TeiRegister:
    """Gather what a letter may refer to: the lists of its own file, then those of the register files of its edition.

    A register file belongs to the letter's edition if both name the same series or edition, or if it lies in the
    letter's folder, below it, or in a folder for registers beside it, and names no other edition.
    """
    # The letters of a volume share all of this.
    name = " ".join(("tei-registers", document.path(tei), *(f"{one.path}:{len(text.text)}" for one, text in registers)))
    gathered = document.text.keep(name, partial(_gather, source, document, tei, registers))
    return TeiRegister(gathered.listed, gathered.relations, gathered.prefixes, rule, language)


@dataclass(slots=True)
class _Gathered:
    listed: dict[str, Listed] = field(default_factory=dict)
    relations: list[Listed] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)


def _gather(
    source: Source, document: XmlDocument, tei: Element, registers: Sequence[tuple[Source, SourceText]]
) -> _Gathered:
    found = _Gathered()
    root = document.root
    for house in (tei, root) if tei is not root else (tei,):
        for part in houses_of(house):
            _list(Listed(document, part), found)
        for prefix in find_all(house, "prefixDef"):
            ident, replacement = attribute(prefix, "ident"), attribute(prefix, "replacementPattern")
            if ident is not None and replacement is not None:
                found.prefixes.setdefault(ident, replacement)
    for other, text in registers:
        register = parse_xml(other, text)
        if other.path != source.path and _is_of_edition(source, tei, other, register.root):
            index = text.keep("tei-register", partial(_index, other, register))
            for own_id, entry in index.listed.items():
                if own_id not in found.listed or _says_more(entry, found.listed[own_id]):
                    found.listed[own_id] = entry
                found.listed.setdefault(f"{posixpath.basename(other.path)}#{own_id}", entry)
            found.relations += index.relations
    return found


def describes_entities(root: Element) -> bool:
    """Does a document list persons, places, bodies or events that have ids, or relations between them?"""
    return any(
        local(one) == "relation" or (local(one) in (*_ENTRIES, _EVENT) and attribute(one, "xml:id") is not None)
        for found in find_all(root, *_LISTS)
        for one in children(found)
    )


def _says_more(entry: Listed, known: Listed) -> bool:
    """Does a register file date an event that the letter's own list only names?"""
    both = local(entry.element) == local(known.element) == _EVENT
    return both and is_dated(entry.element) and not is_dated(known.element)


def _index(source: Source, document: XmlDocument) -> _Gathered:
    found = _Gathered()
    _list(Listed(document, document.root, source.snapshot(media_type="application/tei+xml")), found)
    return found


def _list(house: Listed, found: _Gathered) -> None:
    """Enter every entry by its id; the first of an id counts."""
    implied: dict[str, Listed] = {}
    for element in find_all(
        house.element, *_ENTRIES, _EVENT, "relation", "placeName", "settlement", "country", "region"
    ):
        name = local(element)
        entry = Listed(house.document, element, house.snapshot)
        own_id = attribute(element, "xml:id")
        if name == "relation":
            found.relations.append(entry)
        elif name in _ENTRIES or name == _EVENT:
            if own_id is not None:
                found.listed.setdefault(own_id, entry)
        else:
            other_id = _local_id(element)
            parent = element.getparent()
            if other_id is not None and parent is not None and local(parent) == "location" and words(element):
                implied.setdefault(other_id, entry)
    for own_id, entry in implied.items():
        found.listed.setdefault(own_id, entry)


def houses_of(tei: Element) -> Iterator[Element]:
    """The parts of a letter's file that hold registers."""
    for house in find_all(tei, *_HOUSES):
        if next(find_all(house, *_ENTRIES, _EVENT, "relation"), None) is not None:
            yield house


def _is_of_edition(source: Source, tei: Element, other: Source, root: Element) -> bool:
    scope, other_scope = scope_of(source, tei), scope_of(other, root)
    if scope == other_scope:
        return True
    named = [one for one in (scope, other_scope) if not one.startswith("file-")]
    if len(named) == 2:
        return False
    folder, other_folder = posixpath.dirname(source.path), posixpath.dirname(other.path)
    if other_folder == folder or other_folder.startswith(f"{folder}/" if folder else ""):
        return True
    beside = posixpath.dirname(other_folder) == posixpath.dirname(folder)
    return beside and posixpath.basename(other_folder).casefold() in _FOLDERS


def _names(document: XmlDocument, element: Element, names: tuple[str, ...], language: str) -> Iterator[PrintedName]:
    """Each form once, the preferred one first."""
    found = [one for one in children(element, *names) if words(one)]
    found.sort(key=lambda one: word(attribute(one, "type")) not in _PREFERRED)
    seen = set()
    for name in found:
        printed = name_words(name)
        if printed.casefold() not in seen and not printed.startswith(("http://", "https://", "www.")):
            seen.add(printed.casefold())
            yield PrintedName(printed, own_language(name) or language, document.locate(name))


def name_words(name: Element) -> str:
    """The words of a name; of one that is nothing but its parts the given names come first."""
    parts = list(children(name))
    plain = not (name.text or "").strip() and all(not (one.tail or "").strip() for one in parts)
    if plain and {local(one) for one in parts} == {"surname", "forename"} and local(parts[0]) == "surname":
        given = [words(one) for one in parts if local(one) == "forename"]
        return " ".join(one for one in (*given, *(words(one) for one in parts if local(one) == "surname")) if one)
    return words(name)


def _references(document: XmlDocument, element: Element) -> Iterator[PrintedReference]:
    """What the entry itself says who is meant; of addresses of unknown registers only one that stands alone."""
    found = [one for one in references_of(document, element) if read_references(one.text).links]
    for child in children(element, "idno", *_NAMES[local(element)]):
        if local(child) == "idno":
            found += _idno(document, child)
        else:
            found += [one for one in references_of(document, child) if read_references(one.text).links]
    if local(element) == "place":
        # Where a location names a place, that one lies above, and the numbers beside its name are its own.
        for location in children(element, "location"):
            if next(children(location, *_NAMES["place"]), None) is None:
                found += _numbers(document, location)
    yield from _without_pages(found)


def _numbers(document: XmlDocument, element: Element) -> list[PrintedReference]:
    return [one for child in children(element, "idno") for one in _idno(document, child)]


def _without_pages(found: list[PrintedReference]) -> Iterator[PrintedReference]:
    own = [one for one in found if all(link.register == "own" for link in read_references(one.text).links)]
    yield from (one for one in found if one not in own or len(own) == 1)


def _idno(document: XmlDocument, idno: Element) -> list[PrintedReference]:
    printed = words(idno)
    if not printed:
        return []
    if not read_references(printed).links:
        kinds = (word(attribute(idno, "type")), word(attribute(idno, "subtype")))
        prefix = next((_NUMBERED[one] for one in kinds if one in _NUMBERED), None)
        if prefix is None:
            return []
        printed = f"{prefix}:{printed}"
    return [PrintedReference(printed, document.locate(idno))] if read_references(printed).links else []


def _life(
    document: XmlDocument, element: Element, *, rule: CalendarRule, language: str
) -> tuple[list[DateRecord], list[Finding]]:
    records: list[DateRecord] = []
    findings: list[Finding] = []
    for event in children(element, *_LIFE):
        date = next(children(event, "date"), event)
        role = _LIFE[local(event)]
        if date is event and next(children(event), None) is not None and not event.attrib:
            continue
        found, wrong = _in_words(document, date, role, rule, language) or date_records(
            document, date, key=role.value, role=role, rule=rule
        )
        records += found
        findings += wrong
    return records, findings


def _in_words(
    document: XmlDocument, date: Element, role: DateRole, rule: CalendarRule, language: str
) -> tuple[list[DateRecord], list[Finding]] | None:
    """A day of birth or death that stands in words only."""
    found = None if is_dated(date) else date_within(words(date), language, rule)
    if found is None:
        return None
    return [found[1].record(role.value, role, words(date), document.locate(date))], []


def _above(element: Element) -> str | None:
    """The id of the place or body above: the entry that this one stands in, else what its location names."""
    parent = element.getparent()
    while parent is not None and local(parent).startswith("list"):
        parent = parent.getparent()
    if parent is not None and local(parent) == local(element):
        own_id = attribute(parent, "xml:id")
        if own_id is not None:
            return own_id
    for location in children(element, "location") if local(element) == "place" else ():
        for name in children(location, "placeName", "settlement", "district", "region", "country"):
            if (own_id := _local_id(name)) is not None:
                return own_id
    return None


def _local_id(element: Element) -> str | None:
    for name in ("ref", "key", "corresp"):
        ids = read_references(attribute(element, name) or "").local
        if len(ids) == 1:
            return ids[0]
    return None
