"""What holds for every record of every page, ours and the real ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.authorities import Authorities, load_authorities
from kg.errors import MalformedSource
from kg.records.document import DocumentRecord
from kg.records.reference import EntityType, Reference
from kg.sources import READERS, Source, SourceSettings, SourceText, decode, reader_for
from tests.conftest import PROJECT, SHARED
from tests.sources.pages import locators, references

AUTHORITY_FILES = PROJECT / "collections" / "southern-front-1919" / "authorities"
OWN = sorted([*(PROJECT / "tests/documents/pages").glob("*.txt"), *(PROJECT / "collections").glob("*/sources/*.txt")])
REAL = [
    SHARED / "seed" / "page.txt",  # also where the folder is missing: then these tests skip or fail as configured
    *sorted((SHARED / "samples" / "text" / "bolshevik").glob("*.txt")),
    *sorted((SHARED / "samples" / "text").glob("[!b]*/*.txt"))[::4],
]
SNAPSHOT = Source("page.txt", b"", SourceSettings("kc")).snapshot()


def settings() -> SourceSettings:
    return SourceSettings("kc", calendar="julian-until-1918")


def read(data: bytes, authorities: Authorities) -> tuple[SourceText, tuple[DocumentRecord, ...]]:
    source = Source("page.txt", data, settings())
    text = decode(source)
    reader = reader_for(source, text)
    if isinstance(reader, tuple):
        return text, ()
    keys = {one.locus: f"kc-{one.locus}" for one in reader.identify(source, text)}
    try:
        return text, reader.read(source, text, keys=keys, authorities=authorities).records
    except MalformedSource:
        return text, ()


@pytest.fixture(scope="module", params=["no authority file", "the demonstration's"])
def authorities(request: pytest.FixtureRequest) -> Authorities:
    if request.param == "no authority file":
        return Authorities()
    return load_authorities(sorted(AUTHORITY_FILES.glob("*.yaml")))


@pytest.fixture(
    params=[*OWN, *(pytest.param(path, marks=pytest.mark.shared) for path in REAL)],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def page(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    if SHARED in path.parents:
        request.getfixturevalue("shared")
    return path


def test_every_locator_gives_its_words_back(page: Path, authorities: Authorities) -> None:
    text, records = read(page.read_bytes(), authorities)

    wrong = [one for record in records for one in locators(record) if text.text[one.start : one.end] != one.exact]

    assert wrong == []


def test_lines_and_columns_count_from_one_in_the_decoded_text(page: Path, authorities: Authorities) -> None:
    text, records = read(page.read_bytes(), authorities)
    lines = text.text.split("\n")

    wrong = [
        one
        for record in records
        for one in locators(record)
        if not lines[one.line - 1][one.column - 1 :].startswith(one.exact.split("\n")[0])
    ]

    assert wrong == []


def test_no_two_things_of_a_document_have_one_key(page: Path, authorities: Authorities) -> None:
    _, records = read(page.read_bytes(), authorities)

    for record in records:
        twice = [key for key, count in Counter(_identities(record)).items() if count > 1]

        assert twice == []


def test_every_reference_is_to_something_of_the_document_or_an_authority(page: Path, authorities: Authorities) -> None:
    _, records = read(page.read_bytes(), authorities)

    for record in records:
        known = set(_identities(record)) | {one.reference for one in authorities}
        open_ends = references(record) - known

        assert open_ends == set()


def test_every_entity_of_an_authority_is_stated_and_every_other_is_unresolved(
    page: Path, authorities: Authorities
) -> None:
    _, records = read(page.read_bytes(), authorities)
    listed = {one.reference for one in authorities}

    for record in records:
        for entity in record.entities:
            assert (entity.basis == "stated") == (entity.reference in listed)
            assert entity.names


def test_reading_again_gives_equal_records(page: Path, authorities: Authorities) -> None:
    data = page.read_bytes()

    assert read(data, authorities)[1] == read(data, authorities)[1]


def test_line_ends_and_a_byte_order_mark_make_no_difference(page: Path, authorities: Authorities) -> None:
    plain = page.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    other = b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode()

    one, two = (read(version, authorities)[1] for version in (plain.encode(), other))

    assert [replace(record, snapshot=SNAPSHOT) for record in one] == [
        replace(record, snapshot=SNAPSHOT) for record in two
    ]


def _identities(record: DocumentRecord) -> Iterator[Reference]:
    documents = (record.main, *record.other_documents)
    yield from (one.reference for one in documents)
    yield from (one.reference for one in record.entities)
    dates = [*(date for one in documents for date in one.dates), *(date for one in record.events for date in one.dates)]
    keys = {
        EntityType.DOC: [one.key for one in record.notes],
        EntityType.EVENT: [one.key for one in record.events],
        EntityType.PRESCRIPTION: [*(one.key for one in record.directives), *(one.key for one in record.demands)],
        EntityType.RELATION: [
            *(one.key for one in record.signatures),
            *(one.key for one in record.office_holdings),
            *(one.key for one in record.memberships),
        ],
        EntityType.DATE: [one.key for one in dates],
        EntityType.INST: [one.key for one in record.instantiations],
        EntityType.WORK: [one.key for one in record.citations],
    }
    yield from (Reference(kind, key) for kind, listed in keys.items() for key in listed)


def test_the_table_of_readers_names_each_reader_once() -> None:
    assert Counter(reader.name for reader in READERS).most_common(1)[0][1] == 1


@pytest.mark.parametrize(
    ("path", "data", "reason"),
    [
        ("a.xml", b"<TEI/>", "it holds no letter"),
        ("a.json", b'{"a": 1}', "looks like JSON"),
        ("a.json", b'[{"a": 1}]', "looks like JSON"),
        ("a.dat", b"one;two;three\n", "head of a table"),
        ("a.txt", b" \n\n", "the file is empty"),
    ],
)
def test_another_format_is_declined_with_the_reason(path: str, data: bytes, reason: str) -> None:
    source = Source(path, data, settings())

    declined = reader_for(source, decode(source))

    assert isinstance(declined, tuple)
    assert reason in " ".join(declined)


def test_only_the_declared_reader_is_asked() -> None:
    source = Source("a.xml", b"<TEI/>", settings())

    assert reader_for(source, decode(source), name="no such format") == ()


def test_a_page_without_a_document_is_refused_with_the_remedy() -> None:
    source = Source("index.txt", b"See also other pages.\n\nBack to the top\n", settings())
    text = decode(source)
    reader = reader_for(source, text)
    assert not isinstance(reader, tuple)

    with pytest.raises(MalformedSource) as refused:
        reader.read(source, text, keys={}, authorities=Authorities())

    assert refused.value.where.file == "index.txt"
    assert "Leave index pages out" in str(refused.value.remedy)


def test_a_letter_without_a_key_is_not_read() -> None:
    source = Source("page.txt", (PROJECT / "tests/documents/pages/04-two-documents.txt").read_bytes(), settings())
    text = decode(source)
    reader = reader_for(source, text)
    assert not isinstance(reader, tuple)

    result = reader.read(source, text, keys={"2": "kc-2"}, authorities=Authorities())

    assert [one.main.number for one in result.records] == ["13"]


def test_a_printed_number_is_the_letters_own_id_and_the_date_serves_its_key() -> None:
    source = Source("page.txt", (PROJECT / "tests/documents/pages/04-two-documents.txt").read_bytes(), settings())
    text = decode(source)
    reader = reader_for(source, text)
    assert not isinstance(reader, tuple)

    identities = reader.identify(source, text)

    assert [(one.locus, one.own_id, one.date) for one in identities] == [
        ("1", "no12", "1919-06-02"),
        ("2", "no13", "1919-06-03"),
    ]
