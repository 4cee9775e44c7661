"""Pages made for tests: a heading, a date, a text, signatures, a shelf mark and notes, each as given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from kg.authorities import Authorities
from kg.records.document import DocumentRecord
from kg.records.locator import Locator
from kg.records.reference import Reference
from kg.sources import Source, SourceSettings, decode, reader_for

KEY = "kc-1"


def page(
    text: str = "We have nothing to report.",
    *,
    heading: str = "L. P. Sharov - V. A. Gorin",
    date: str = "March 3, 1920",
    closing: str = "Sharov.",
    shelfmark: str = "RGASPI. F. 17. Op. 3. D. 40. L. 1.",
    notes: str = "",
) -> str:
    """Lay out a page as editions do; empty parts are left out."""
    parts = [heading, date, text, closing, shelfmark, f"Notes:\n\n{notes}" if notes else ""]
    return "\n\n".join(part for part in parts if part) + "\n"


def noted(note: str, *, anchor: str = "the matter") -> str:
    """A page with one note, anchored."""
    return page(f"We write about {anchor} 1 . There is no more to say.", notes=f"1 {note}")


def read_all(
    text: str, *, authorities: Authorities | None = None, settings: SourceSettings | None = None
) -> tuple[DocumentRecord, ...]:
    """Read a page; its documents have the keys ``kc-1``, ``kc-2`` …"""
    source = Source("page.txt", text.encode(), settings or SourceSettings("kc", calendar="julian-until-1918"))
    decoded = decode(source)
    reader = reader_for(source, decoded)
    assert not isinstance(reader, tuple), reader
    keys = {one.locus: f"kc-{one.locus}" for one in reader.identify(source, decoded)}
    return reader.read(source, decoded, keys=keys, authorities=authorities or Authorities()).records


def read(text: str, *, authorities: Authorities | None = None) -> DocumentRecord:
    """Read a page with one document."""
    (record,) = read_all(text, authorities=authorities)
    return record


def names(record: DocumentRecord, *references: Reference) -> list[str]:
    """The first printed name of each entity."""
    printed = {one.reference: one.names[0].text for one in record.entities}
    return [printed[one] for one in references]


def walk(value: object) -> Iterator[object]:
    """Every value inside a record."""
    yield value
    if isinstance(value, tuple):
        for item in value:
            yield from walk(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from walk(getattr(value, field.name))


def locators(record: DocumentRecord) -> list[Locator]:
    return [one for one in walk(record) if isinstance(one, Locator)]


def references(record: DocumentRecord) -> set[Reference]:
    return {one for one in walk(record) if isinstance(one, Reference)}
