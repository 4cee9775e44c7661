"""The same letters by two routes say the same: an encoded letter, and an entry in an index made of its header."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from kg.authorities import Authorities
from kg.records.date import DateRole
from kg.records.document import DocumentRecord
from kg.records.reference import Reference
from kg.sources import READERS, Source, SourceSettings, decode

TEI = "http://www.tei-c.org/ns/1.0"
EDITION = "one-edition"
"""Both routes belong to one edition, so that its local ids mean the same persons."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a record says of the way of a letter, with everybody as printed.

    Keys are not compared: a letter knows its register, and so the authority IRI behind a local id, an index does not.
    """

    senders: tuple[tuple[str, tuple[str, ...]], ...]
    addressees: tuple[tuple[str, tuple[str, ...]], ...]
    dates: tuple[tuple[str, str | None, str, str], ...]
    places: tuple[tuple[str, str], ...]


def said_by(record: DocumentRecord) -> Said:
    names = {one.reference: one.names[0].text if one.names else "" for one in record.entities}

    def who(reference: Reference) -> str:
        return f"{reference.type.value} {names[reference]}"

    def certainties(values: tuple[object, ...]) -> tuple[str, ...]:
        return tuple(sorted(str(value) for value in values))

    document = record.main
    ways = (DateRole.SENT, DateRole.RECEIVED)
    return Said(
        senders=tuple((who(one.agent), certainties(one.certainty)) for one in document.senders),
        addressees=tuple((who(one.agent), certainties(one.certainty)) for one in document.addressees),
        dates=tuple(
            sorted(
                (one.role, one.edtf, str(one.earliest), str(one.latest)) for one in document.dates if one.role in ways
            )
        ),
        places=tuple(sorted((one.role.value, who(one.place)) for one in document.places)),
    )


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
        if said_by(letter) != said_by(entry):
            different[path.name] = (said_by(letter), said_by(entry))
    assert compared >= 7
    assert different == {}
