"""The reader of CMIF: one record per ``correspDesc``, known from an index only.

Large files are cut at their letters and read part by part (`kg.sources.xml.cutting`); memory is bounded by the letters
that are asked for at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

from kg.authorities import Authorities
from kg.authorities.names import Order
from kg.errors import MalformedSource, Where
from kg.records.agent import NamedEntity
from kg.records.calendars import CalendarRule
from kg.records.document import Document, DocumentRecord, Finding
from kg.records.edition import Edition, Snapshot
from kg.records.iris import address_iri
from kg.records.reference import EntityType, Reference
from kg.sources.cmif.editions import read_edition
from kg.sources.cmif.index import CmifIndex, open_index
from kg.sources.cmif.letters import addresses_of, letter_identities, part_numbers
from kg.sources.cmif.notes import NotedReferences, noted_references
from kg.sources.correspondence import Correspondence, read_correspondence, why_no_index
from kg.sources.entities import EntityBook
from kg.sources.reader import NOTHING_RELATED, LetterIdentity, ReadResult, RelatedSources
from kg.sources.tei_letter.registers import TeiRegister, build_register
from kg.sources.text import Source, SourceText
from kg.sources.xml import Element, XmlDocument, attribute

_MEDIA_TYPE = "application/tei+xml"
_SILENT = frozenset(("ref", "key", "n", "source", "type", "subtype", "resp", "change"))


class CmifReader:
    """Reads indexes of letters; see `kg.sources.reader.Reader`."""

    name = "cmif"
    version = "1"

    def declines(self, source: Source, text: SourceText) -> str | None:
        """Decline what is no TEI, what has no ``correspDesc``, and letters with a text; see `why_no_index`."""
        return why_no_index(text)

    def is_register(self, source: Source, text: SourceText) -> bool:
        """An index holds letters."""
        return False

    def identify(self, source: Source, text: SourceText) -> tuple[LetterIdentity, ...]:
        """List the letters: own ids by address or number, dates, and where each begins."""
        return letter_identities(open_index(source, text), text, CalendarRule(source.settings.calendar))

    def read(
        self,
        source: Source,
        text: SourceText,
        *,
        keys: Mapping[str, str],
        authorities: Authorities,
        related: RelatedSources = NOTHING_RELATED,
    ) -> ReadResult:
        """Make the records of the letters that have a key; see `kg.sources.reader.Reader.read`."""
        index = open_index(source, text)
        if len(index.parts) == 0:
            raise MalformedSource(
                "It holds no correspDesc, so no letter.",
                where=Where(source.path, line=1),
                remedy="Add one correspDesc for each letter, or leave the file out.",
            )
        reading = _IndexReading(source, index, authorities, related)
        numbers = part_numbers(index, text, CalendarRule(source.settings.calendar))
        wanted = sorted((numbers[locus], key) for locus, key in keys.items() if locus in numbers)
        records = tuple(reading.letter(index.parts.part(number), key) for number, key in wanted)
        return ReadResult(records, index.findings)


@dataclass(slots=True)
class _Entry:
    """The edition of a letter and the entities that it names."""

    edition: Edition | None
    entities: tuple[NamedEntity, ...]


class _IndexReading:
    """Reads the letters of one index with the same settings."""

    def __init__(self, source: Source, index: CmifIndex, authorities: Authorities, related: RelatedSources) -> None:
        self._source = source
        self._index = index
        self._authorities = authorities
        self._related = related
        self._editions: dict[int, _Entry] = {}
        self._register = _register(source, index, related)
        self._snapshot = self._make_snapshot()

    def _make_snapshot(self) -> Snapshot:
        snapshot = self._source.snapshot(title=self._index.title, media_type=_MEDIA_TYPE)
        making = self._index.making
        return replace(
            snapshot,
            rights=snapshot.rights or self._index.licence,
            revised=making.revised,
            status=making.status,
            editors=making.editors,
            publisher=making.publisher,
        )

    def letter(self, xml: XmlDocument, key: str) -> DocumentRecord:
        """Make the record of one letter."""
        desc = xml.root
        settings = self._source.settings
        book = EntityBook(
            key,
            authorities=self._authorities,
            language=self._index.language,
            scope=self._index.scope,
            register=self._register,
        )
        said = read_correspondence(
            desc,
            xml,
            book,
            key=key,
            rule=CalendarRule(settings.calendar),
            language=self._index.language,
            name_order=cast("Order", settings.name_order),
            letters=self._related.letters,
        )
        noted = noted_references(desc, xml, book, key=key)
        entry = self._entry(desc)
        return DocumentRecord(
            key=key,
            collection=settings.collection,
            snapshot=self._snapshot,
            language=self._index.language,
            main=self._document(xml, key, said, noted),
            edition=entry.edition,
            notes=said.notes,
            entities=_each_once((*book.entities(), *entry.entities)),
            mentions=tuple(noted.mentions),
            events=said.events,
            citations=tuple(noted.citations),
            registers=book.registers,
            concise_evidence=True,
            findings=(*self._odd(desc, xml), *said.findings, *noted.findings, *book.findings),
        )

    def _document(self, xml: XmlDocument, key: str, said: Correspondence, noted: NotedReferences) -> Document:
        desc = xml.root
        addresses = [iri for one in addresses_of(desc, self._index) if (iri := address_iri(one))]
        return Document(
            reference=Reference(EntityType.DOC, key),
            language=self._index.language,
            locator=xml.locate_tag(desc),
            number=attribute(desc, "key") or attribute(desc, "n"),
            senders=said.senders,
            addressees=said.addressees,
            dates=said.dates,
            places=said.places,
            links=said.links,
            completeness=("index-entry",),
            addresses=tuple(dict.fromkeys((*addresses, *noted.addresses))),
            languages=tuple(noted.languages),
        )

    def _entry(self, desc: Element) -> _Entry:
        bibl = self._index.bibl_of(attribute(desc, "source"))
        if bibl is None:
            return _Entry(None, ())
        if bibl.number not in self._editions:
            self._editions[bibl.number] = _Entry(*read_edition(bibl, self._index, self._source, self._authorities))
        return self._editions[bibl.number]

    def _odd(self, desc: Element, xml: XmlDocument) -> Iterator[Finding]:
        """The rules of CMIF that matter for a letter's own attributes."""
        source = attribute(desc, "source")
        if source is not None and self._index.bibl_of(source) is None:
            what = f"The edition “{source}” is not in this file."
            locator = xml.locate_attribute(desc, "source")
            yield Finding("edition-unknown", what, "Correct @source, or add the bibl with this xml:id.", locator)
        elif source is None and len(self._index.bibls) > 1:
            what, remedy = "Which of the editions the letter stands in is not said.", "Add @source with the bibl's id."
            yield Finding("edition-not-named", what, remedy, xml.locate_tag(desc))
        ref = attribute(desc, "ref")
        if ref is not None and not any(address_iri(one) for one in addresses_of(desc, self._index)):
            what, remedy = f"The letter's @ref “{ref}” is no address.", "Give an address with https://."
            yield Finding("address-not-understood", what, remedy, xml.locate_attribute(desc, "ref"))
        if ref is None and attribute(desc, "key") is None and attribute(desc, "n") is None:
            what, remedy = "The letter has neither an address nor a number.", "Add @ref or @key."
            yield Finding("letter-without-id", what, remedy, xml.locate_tag(desc), "information")
        for name in desc.attrib:
            if name not in _SILENT and "}" not in str(name):
                what = f'{name}="{desc.get(name)}" of the letter is not read.'
                locator = xml.locate_attribute(desc, str(name))
                yield Finding("attribute-not-read", what, "Nothing need be done.", locator, "information")


def _register(source: Source, index: CmifIndex, related: RelatedSources) -> TeiRegister:
    """What the file itself and the registers of its edition say of local ids; kept, for an index is read in parts."""

    def make() -> TeiRegister:
        return build_register(
            source,
            index.frame,
            index.frame.root,
            registers=related.registers,
            rule=CalendarRule(source.settings.calendar),
            language=index.language,
        )

    others = " ".join(sorted(f"{one.path} {one.sha256}" for one, _ in related.registers))
    return index.frame.text.keep(f"cmif register {others}", make)


def _each_once(entities: tuple[NamedEntity, ...]) -> tuple[NamedEntity, ...]:
    """An editor may be a correspondent, too: names and links of both are kept."""
    found: dict[Reference, NamedEntity] = {}
    for one in entities:
        known = found.get(one.reference)
        if known is not None:
            names = tuple(dict.fromkeys((*known.names, *one.names)))
            one = replace(known, names=names, links=tuple(dict.fromkeys((*known.links, *one.links))))
        found[one.reference] = one
    return tuple(found.values())
