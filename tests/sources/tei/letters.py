"""TEI letters made for tests: a header, a text and registers, each as given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.authorities import Authorities
from kg.records.document import DocumentRecord
from kg.records.reference import Reference
from kg.sources import RelatedSources, Source, SourceSettings, SourceText, decode
from kg.sources.tei import TeiReader
from tests.conftest import PROJECT

DOCUMENTS = PROJECT / "tests" / "documents" / "tei"
READER = TeiReader()
SENT = '<correspAction type="sent"><persName>Ada Finch</persName><date when="1801-01-02"/></correspAction>'
RECEIVED = '<correspAction type="received"><persName>Bo Crane</persName></correspAction>'


def tei(
    body: str = "<p>The geese are back.</p>",
    *,
    title: str = "Ada Finch to Bo Crane",
    actions: str = SENT + RECEIVED,
    source: str = "",
    profile: str = "",
    publication: str = "",
    back: str = "",
    attributes: str = 'xml:lang="en"',
) -> str:
    """Write a letter; without actions it has no correspDesc."""
    desc = f"<correspDesc>{actions}</correspDesc>" if actions else ""
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" {attributes}><teiHeader><fileDesc><titleStmt>'
        f"<title>{title}</title></titleStmt><publicationStmt>{publication}</publicationStmt>"
        f"<sourceDesc>{source}</sourceDesc></fileDesc><profileDesc>{profile}{desc}</profileDesc></teiHeader>"
        f"<text><body>{body}</body>{f'<back>{back}</back>' if back else ''}</text></TEI>"
    )


def decoded(text: str, *, path: str = "letter.xml", edition: str | None = None) -> tuple[Source, SourceText]:
    """Make a source of a text."""
    source = Source(path, text.encode(), SourceSettings("kc", edition=edition))
    return source, decode(source)


def read_all(
    text: str,
    *,
    path: str = "letter.xml",
    registers: Mapping[str, str] | None = None,
    letters: Mapping[str, str] | None = None,
    edition: str | None = None,
) -> tuple[DocumentRecord, ...]:
    """Read the letters of a text; their keys are ``kc-1``, ``kc-2`` …"""
    source, source_text = decoded(text, path=path, edition=edition)
    related = RelatedSources(
        registers=tuple(decoded(one, path=name) for name, one in (registers or {}).items()), letters=letters or {}
    )
    keys = {one.locus: f"kc-{one.locus}" for one in READER.identify(source, source_text)}
    return READER.read(source, source_text, keys=keys, authorities=Authorities(), related=related).records


def read(
    text: str,
    *,
    path: str = "letter.xml",
    registers: Mapping[str, str] | None = None,
    letters: Mapping[str, str] | None = None,
    edition: str | None = None,
) -> DocumentRecord:
    """Read the only letter of a text."""
    (record,) = read_all(text, path=path, registers=registers, letters=letters, edition=edition)
    return record


def read_document(name: str) -> DocumentRecord:
    """Read one of our documents, with the register beside them."""
    register = (DOCUMENTS / "indices" / "register.xml").read_text(encoding="utf-8")
    text = (DOCUMENTS / name).read_text(encoding="utf-8")
    return read(text, path=name, registers={"indices/register.xml": register}, letters={"v002": "kc-v002"})


def names(record: DocumentRecord, *references: Reference) -> list[str]:
    """What the letter calls each entity first."""
    printed = {one.reference: one.names[0].text if one.names else "" for one in record.entities}
    return [printed[one] for one in references]


def senders(record: DocumentRecord) -> list[str]:
    return names(record, *(one.agent for one in record.main.senders))


def addressees(record: DocumentRecord) -> list[str]:
    return names(record, *(one.agent for one in record.main.addressees))


def codes(record: DocumentRecord) -> list[str]:
    """The codes of the findings, in their order."""
    return [one.code for one in record.findings]


def samples(shared: Path) -> list[Path]:
    """The real TEI files beside the project."""
    return sorted((shared / "samples" / "tei").rglob("*.xml"))
