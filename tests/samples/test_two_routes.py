"""The same letters by two routes say the same: an encoded letter, and an entry in an index made of its header."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from kg.authorities import Authorities
from kg.records.agent import Party
from kg.records.date import DateRole
from kg.records.document import DocumentRecord
from kg.records.locator import Locator
from kg.sources import READERS, Source, SourceSettings, decode

TEI = "http://www.tei-c.org/ns/1.0"
EDITION = "one-edition"
"""Both routes belong to one edition, so that its local ids mean the same persons."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a record says of the way of a letter, with everybody as printed at that place.

    What a letter says elsewhere (title, author) is left out. Keys are not compared: a letter knows its register, and so
    the authority IRI behind a local id, an index does not. Certainty is not, either, where the title of a letter
    contradicts its header: an index has no such title.
    """

    senders: tuple[tuple[str, str, tuple[str, ...]], ...]
    addressees: tuple[tuple[str, str, tuple[str, ...]], ...]
    dates: tuple[tuple[str, str | None, str, str], ...]
    places: tuple[tuple[str, str], ...]


def said_by(record: DocumentRecord, *, doubts: bool) -> Said:
    def parties(found: tuple[Party, ...]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        return tuple(
            (
                one.agent.type.value,
                _words(one.locator),
                tuple(sorted(value.value for value in one.certainty)) if doubts else (),
            )
            for one in found
            if "/correspDesc" in (one.locator.path or "")
        )

    document = record.main
    ways = (DateRole.SENT, DateRole.RECEIVED)
    return Said(
        senders=parties(document.senders),
        addressees=parties(document.addressees),
        dates=tuple(
            sorted(
                (one.role, one.edtf, str(one.earliest), str(one.latest)) for one in document.dates if one.role in ways
            )
        ),
        places=tuple(sorted((one.role.value, _words(one.locator)) for one in document.places)),
    )


def _words(locator: Locator) -> str:
    return " ".join(locator.exact.split())


def read(name: str, path: str, data: bytes) -> Iterator[DocumentRecord]:
    (reader,) = (one for one in READERS if one.name == name)
    source = Source(path, data, SourceSettings("tr", language="de", edition=EDITION))
    text = decode(source)
    keys = {one.locus: f"tr-{number}" for number, one in enumerate(reader.identify(source, text))}
    yield from reader.read(source, text, keys=keys, authorities=Authorities()).records


def index_of(path: Path) -> bytes:
    """Make an index with two entries out of the header of a letter: its own, and one that makes it an index."""
    described = copy.deepcopy(etree.parse(str(path)).getroot().find(f".//{{{TEI}}}correspDesc"))
    assert described is not None
    described.tail = None
    entry = etree.tostring(described, encoding="unicode")
    other = (
        '<correspDesc key="other"><correspAction type="sent"><persName>Nobody</persName></correspAction>'
        '<correspAction type="received"><persName>Nobody</persName></correspAction></correspDesc>'
    )
    return (
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>Index</title></titleStmt><publicationStmt>'
        "<publisher>Nobody</publisher></publicationStmt><sourceDesc>"
        '<bibl type="online" xml:id="b">Index</bibl></sourceDesc></fileDesc>'
        f"<profileDesc>{entry}{other}</profileDesc></teiHeader><text><body><p/></body></text></TEI>"
    ).encode()


EDITIONS = ("schnitzler-briefe", "tillich", "amp", "calvin")


@pytest.mark.shared
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_letter_and_its_entry_in_an_index_agree(shared: Path, edition: str) -> None:
    compared = 0
    different = {}
    for path in sorted((shared / "samples" / "tei" / edition).glob("*.xml")):
        try:
            described = etree.parse(str(path)).getroot().findall(f".//{{{TEI}}}correspDesc")
        except etree.XMLSyntaxError:
            continue
        if len(described) != 1:
            continue
        letter, *_ = read("tei", path.name, path.read_bytes())
        entry, _ = read("cmif", "index.xml", index_of(path))
        compared += 1
        doubts = all(finding.code != "parts-disagree" for finding in letter.findings)
        by_letter, by_index = said_by(letter, doubts=doubts), said_by(entry, doubts=doubts)
        if by_letter != by_index:
            different[path.name] = (by_letter, by_index)
    assert compared >= 7
    assert different == {}
