"""Every real index is read: one record a letter, and plain cases as a simple reading of the tags has them."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from kg.authorities import Authorities
from kg.errors import MalformedSource
from kg.records.agent import Party
from kg.records.date import DateRole
from kg.records.document import DocumentPlace, DocumentRecord, PlaceRole
from kg.records.mapping_form import mapping_record
from kg.sources import LetterIdentity, ReadResult, Source, SourceSettings, SourceText, decode, reader_for
from kg.sources.cmif import CmifReader
from tests.conftest import SHARED
from tests.sources.pages import locators

FOLDERS = ("cmif", "cmif-schnitzler", "cmif-spec")
FILES = [
    SHARED / "samples" / "cmif" / "cmi__GW10.xml",  # also where the folder is missing: then the tests skip or fail
    *(path for folder in FOLDERS for path in sorted((SHARED / "samples" / folder).glob("*.xml"))),
]
UNCERTAIN = "[](){}?/;|&"
"""A name with one of these is no plain case: it holds reservations or several names."""
NOBODY = ("unknown", "unbekannt")


@pytest.fixture(scope="module", params=list(dict.fromkeys(FILES)), ids=lambda path: f"{path.parent.name}/{path.stem}")
def sample(request: pytest.FixtureRequest, shared: Path) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


def opened(path: Path) -> tuple[Source, SourceText]:
    source = Source(f"{path.parent.name}/{path.name}", path.read_bytes(), SourceSettings("kc", language="de"))
    return source, decode(source)


@dataclass(frozen=True)
class Index:
    """A real index as it was read, and its letters by the tags alone."""

    text: SourceText
    letters: tuple[LetterIdentity, ...]
    result: ReadResult
    tags: list[etree._Element]


@pytest.fixture(scope="module")
def read_index(sample: Path) -> Index:
    tags = plain(sample)
    if not tags:
        pytest.skip("a server's error page")
    source, text = opened(sample)
    letters = CmifReader().identify(source, text)
    keys = {one.locus: f"kc-{number}" for number, one in enumerate(letters)}
    result = CmifReader().read(source, text, keys=keys, authorities=Authorities())
    return Index(text, letters, result, tags)


def plain(path: Path) -> list[etree._Element]:
    return list(etree.parse(path).getroot().iter("{*}correspDesc"))


def test_every_index_is_recognised_and_what_is_none_is_refused(sample: Path) -> None:
    source, text = opened(sample)

    reader = reader_for(source, text)

    if plain(sample):
        assert isinstance(reader, CmifReader)
    else:
        with pytest.raises(MalformedSource, match="error page of a server"):
            CmifReader().identify(source, text)


def test_every_correspdesc_gives_one_record(read_index: Index) -> None:
    loci = {one.locus for one in read_index.letters}

    assert len(read_index.result.records) == len(loci) == len(read_index.tags)


def test_every_place_gives_its_words_back(read_index: Index) -> None:
    text = read_index.text.text

    for record in read_index.result.records:
        places = [*locators(record), *(one.locator for one in record.findings)]

        assert [one for one in places if text[one.start : one.end] != one.exact] == []


def test_records_can_be_mapped(read_index: Index) -> None:
    for record in read_index.result.records[::7]:
        assert mapping_record(record)["doc"] == record.key


def test_plain_cases_agree_with_a_simple_reading_of_the_tags(read_index: Index) -> None:
    compared = 0
    for desc, record in zip(read_index.tags, read_index.result.records, strict=True):
        for type_ in ("sent", "received"):
            actions = desc.findall(f"{{*}}correspAction[@type='{type_}']")
            if len(actions) == 1:
                compared += _compare(actions[0], type_, record)

    assert compared > 0


def _compare(action: etree._Element, type_: str, record: DocumentRecord) -> int:
    """Compare an action with what was read of it; gives how many fields were plain enough."""
    compared = 0
    people = _words(action, "persName", "orgName")
    if _are_plain(people) and not action.findall("{*}rs"):
        parties = record.main.senders if type_ == "sent" else record.main.addressees
        assert _printed(parties) == list(dict.fromkeys(people))
        compared += 1
    role = PlaceRole.SENT if type_ == "sent" else PlaceRole.RECEIVED
    places = _words(action, "placeName")
    if _are_plain(places) and len(places) == 1:
        assert _printed([one for one in record.main.places if one.role is role]) == places
        compared += 1
    days = [one.attrib for one in action.findall("{*}date") if set(one.attrib) == {"when"}]
    if len(days) == len(action.findall("{*}date")) == 1 and not _words(action, "date"):
        wanted = DateRole.SENT if type_ == "sent" else DateRole.RECEIVED
        assert [one.expressed for one in record.main.dates if one.role is wanted] == [days[0]["when"].strip()]
        compared += 1
    return compared


def _printed(found: Sequence[Party | DocumentPlace]) -> list[str]:
    return [html.unescape(" ".join(one.locator.exact.split())) for one in found]


def _words(action: etree._Element, *tags: str) -> list[str]:
    elements = [one for one in action if isinstance(one.tag, str) and etree.QName(one).localname in tags]
    return [text for one in elements if (text := " ".join(str(one.xpath("string()")).split()))]


def _are_plain(found: list[str]) -> bool:
    """No marks, no word between names (a person is one to three words), and somebody at all."""
    return bool(found) and all(
        not set(UNCERTAIN).intersection(one) and len(one.split()) <= 3 and one.lower() not in NOBODY for one in found
    )
