"""Small indexes of letters for tests, and what is read of them."""

from __future__ import annotations

from kg.authorities import Authorities
from kg.records.document import DocumentRecord
from kg.records.reference import Reference
from kg.sources import LetterIdentity, ReadResult, RelatedSources, Source, SourceSettings, decode
from kg.sources.cmif import CmifReader
from kg.sources.reader import NOTHING_RELATED

BIBL = '<bibl type="print" xml:id="b1">A book</bibl>'


def index(*letters: str, bibl: str = BIBL, header: str = "", text: str = "<p/>") -> str:
    """Write an index; each letter is the inside of a ``correspDesc``, or a whole one."""
    described = "".join(
        one if one.startswith("<correspDesc") else f"<correspDesc>{one}</correspDesc>" for one in letters
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>'
        f"<titleStmt><title>Letters</title></titleStmt><publicationStmt>{header}<p/></publicationStmt>"
        f"<sourceDesc>{bibl}</sourceDesc></fileDesc>\n<profileDesc>\n{described}\n</profileDesc></teiHeader>"
        f"<text><body>{text}</body></text></TEI>"
    )


def source(data: str | bytes, *, path: str = "letters/index.xml", edition: str | None = None) -> Source:
    settings = SourceSettings("kc", language="de", edition=edition)
    return Source(path, data.encode() if isinstance(data, str) else data, settings)


def identities(data: str | bytes, **given: str) -> tuple[LetterIdentity, ...]:
    one = source(data, **given)
    return CmifReader().identify(one, decode(one))


def read(
    data: str | bytes, *, authorities: Authorities | None = None, related: RelatedSources = NOTHING_RELATED
) -> ReadResult:
    """Read all letters of an index; the nth gets the key ``kc-n``."""
    one = source(data)
    text = decode(one)
    reader = CmifReader()
    keys = {each.locus: f"kc-{number}" for number, each in enumerate(reader.identify(one, text), start=1)}
    return reader.read(one, text, keys=keys, authorities=authorities or Authorities(), related=related)


def letter(inside: str, *, bibl: str = BIBL) -> DocumentRecord:
    """Read an index of one letter."""
    return read(index(inside, bibl=bibl)).records[0]


def names(record: DocumentRecord, references: tuple[Reference, ...]) -> list[str]:
    """The first printed name of each entity."""
    known = {one.reference: one.names[0].text for one in record.entities}
    return [known[one] for one in references]


def senders(record: DocumentRecord) -> list[str]:
    return names(record, tuple(one.agent for one in record.main.senders))


def addressees(record: DocumentRecord) -> list[str]:
    return names(record, tuple(one.agent for one in record.main.addressees))


def codes(record: DocumentRecord) -> set[str]:
    return {one.code for one in record.findings}
