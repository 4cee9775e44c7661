"""How much of the real TEI files is read, field by field: ``python -m tests.sources.tei.figures [folder]``.

Each field is taken a second time by plain XPath, which knows nothing of the reader; a letter is right in a field when
both give the same. Brackets and question marks around a name are reservations and no part of it.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from kg.authorities import Authorities
from kg.errors import MalformedSource
from kg.records.agent import Party
from kg.records.date import DateRecord, DateRole
from kg.records.document import DocumentRecord, PlaceRole
from kg.sources import LetterIdentity, RelatedSources, Source, SourceSettings, SourceText, decode
from tests.conftest import SHARED
from tests.sources.tei.letters import READER

FIELDS = ("title", "senders", "addressees", "sent", "received", "sent from", "arrived at", "shelf marks", "licence")
Fields = dict[str, tuple[str, ...]]
_AGENTS = ("persName", "orgName", "name", "rs")
_PLACES = ("placeName", "settlement")
_MARK = ("settlement", "repository", "collection", "idno")


@dataclass(frozen=True)
class Compared:
    """One letter: what was read, and what XPath finds."""

    path: str
    record: DocumentRecord
    read: Fields
    naive: Fields

    def differing(self) -> Iterator[str]:
        yield from (name for name in FIELDS if self.read[name] != self.naive[name])


@dataclass(frozen=True)
class Outcome:
    letters: tuple[Compared, ...]
    refused: tuple[str, ...]
    declined: tuple[str, ...]
    registers: tuple[str, ...]


def compare(folder: Path) -> Outcome:
    """Read every XML file below a folder as one collection."""
    refused: list[str] = []
    declined: list[str] = []
    registers: list[tuple[Source, SourceText]] = []
    sources: list[tuple[Source, SourceText, tuple[LetterIdentity, ...]]] = []
    letters: list[Compared] = []
    for path in sorted(folder.rglob("*.xml")):
        source = Source(path.relative_to(folder).as_posix(), path.read_bytes(), SourceSettings("kc", language="de"))
        text = decode(source)
        try:
            why = READER.declines(source, text)
            if why is not None:
                declined.append(f"{source.path}: {why}")
            elif READER.is_register(source, text):
                registers.append((source, text))
            else:
                sources.append((source, text, READER.identify(source, text)))
        except MalformedSource as error:
            refused.append(str(error))
    related = RelatedSources(registers=tuple(registers))
    for source, text, found in sources:
        keys = {one.locus: f"kc-{one.own_id or one.locus}" for one in found}
        records = READER.read(source, text, keys=keys, authorities=Authorities(), related=related).records
        letters += [Compared(source.path, one, fields_of(one), naive_fields(source.data)) for one in records]
    return Outcome(tuple(letters), tuple(refused), tuple(declined), tuple(one.path for one, _ in registers))


def fields_of(record: DocumentRecord) -> Fields:
    """The fields as they were read; parties and places by the words of their locators, stated ones only."""
    main = record.main
    places = {role: [one.locator.exact for one in main.places if one.role is role] for role in PlaceRole}
    return {
        "title": (main.title or "",),
        "senders": _parties(main.senders),
        "addressees": _parties(main.addressees),
        "sent": _dates(main.dates, DateRole.SENT),
        "received": _dates(main.dates, DateRole.RECEIVED),
        "sent from": _without_markup(places[PlaceRole.SENT]),
        "arrived at": _without_markup(places[PlaceRole.RECEIVED]),
        "shelf marks": tuple(one.reference.as_printed for one in record.instantiations if one.reference),
        "licence": (record.edition.licence or "",) if record.edition else ("",),
    }


def naive_fields(data: bytes) -> Fields:
    """The same by XPath alone."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    sent, received = (f"//*[local-name()='correspAction'][@type='{one}']" for one in ("sent", "received"))
    title = "//*[local-name()='titleStmt']/*[local-name()='title'][not(@level='s') and not(@type)]"
    marks = []
    for identifier in _all(root, "//*[local-name()='msIdentifier']"):
        parts = [
            word for name in ("settlement", "repository", "collection", "idno") for word in _words(identifier, name)
        ]
        marks.append(". ".join(one for one in parts if one not in ("None", "-", "nan")))
    return {
        "title": tuple(_words(root, title)[:1]),
        "senders": _by_name(root, sent, _AGENTS),
        "addressees": _by_name(root, received, _AGENTS),
        "sent": _naive_dates(root, sent),
        "received": _naive_dates(root, received),
        "sent from": _by_name(root, sent, _PLACES),
        "arrived at": _by_name(root, received, _PLACES),
        "shelf marks": tuple(one for one in marks if one),
        "licence": tuple(str(one.get("target")) for one in _all(root, "//*[local-name()='licence']")[:1]),
    }


def _all(root: etree._Element, path: str) -> list[etree._Element]:
    found = root.xpath(path)
    return [one for one in found if isinstance(one, etree._Element)] if isinstance(found, list) else []


def _words(root: etree._Element, path: str) -> list[str]:
    path = path if path.startswith("//") else f"./*[local-name()='{path}']"
    printed = [" ".join("".join(str(text) for text in one.itertext()).split()) for one in _all(root, path)]
    return [one for one in printed if one]


def _by_name(root: etree._Element, action: str, names: tuple[str, ...]) -> tuple[str, ...]:
    which = " or ".join(f"local-name()='{name}'" for name in names)
    found = _all(root, f"{action}/*[{which}]")
    # A pseudonym is a second name of the same person.
    texts = [
        "".join(map(str, _texts(one, "./descendant::text()[not(ancestor::*[local-name()='addName'])]")))
        for one in found
    ]
    return tuple(sorted({_without_marks(one) for one in texts if one.strip()}))


def _texts(root: etree._Element, path: str) -> list[object]:
    found = root.xpath(path)
    return list(found) if isinstance(found, list) else []


def _naive_dates(root: etree._Element, action: str) -> tuple[str, ...]:
    return tuple(_words(root, f"{action}/*[local-name()='date']"))


def _parties(parties: tuple[Party, ...]) -> tuple[str, ...]:
    return _without_markup([one.locator.exact for one in parties if one.basis.value == "stated"])


def _dates(dates: tuple[DateRecord, ...], role: DateRole) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.expressed for one in dates if one.role is role))


def _without_markup(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted({_without_marks(re.sub(r"<[^>]*>", " ", one)) for one in words}))


def _without_marks(words: str) -> str:
    return " ".join(re.sub(r"^[?\s]*\[|\]$", " ", " ".join(words.split())).split())


def table(outcome: Outcome) -> Iterator[str]:
    """Per edition and field the letters that are right; then every letter that is not, and other files."""
    editions = sorted({one.path.partition("/")[0] for one in outcome.letters})
    totals = Counter(one.path.partition("/")[0] for one in outcome.letters)
    yield f"{'':14}" + "".join(f"{edition:>20}" for edition in editions)
    yield f"{'letters':14}" + "".join(f"{totals[edition]:>20}" for edition in editions)
    for name in FIELDS:
        right = Counter(one.path.partition("/")[0] for one in outcome.letters if name not in one.differing())
        yield f"{name:14}" + "".join(f"{f'{right[one]}/{totals[one]}':>20}" for one in editions)
    for one in outcome.letters:
        yield from (f"{one.path}: {name}: {one.read[name]}, by XPath {one.naive[name]}" for name in one.differing())
    yield from (f"refused: {one}" for one in outcome.refused)
    yield from (f"declined: {one}" for one in outcome.declined)
    yield from (f"register: {one}" for one in outcome.registers)


if __name__ == "__main__":
    found = compare(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "samples" / "tei")
    sys.stdout.writelines(f"{line}\n" for line in table(found))
