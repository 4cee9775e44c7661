"""Eight encodings and every reader: a letter is read with the right letters or refused; nothing becomes mojibake."""

from __future__ import annotations

import pytest

from kg.authorities import Authorities
from kg.errors import MalformedSource
from kg.sources import READERS, Source, SourceSettings, decode
from kg.sources.text import doubtful_encoding

NAME, OTHER = "Ольга Лёвина", "Пётр Жуков"

PAGE = f"{NAME} - {OTHER}\n\n12.11.1919\n\nЖдём вестей.\n\nЛёвина.\n\nРГАСПИ. Ф. 17. Оп. 3. Д. 40. Л. 1.\n"

_CORRESPONDENCE = (
    f'<correspDesc key="1"><correspAction type="sent"><persName>{NAME}</persName><date when="1919-11-12"/>'
    f'</correspAction><correspAction type="received"><persName>{OTHER}</persName></correspAction></correspDesc>'
)
CMIF = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Letters</title></titleStmt>'
    "<publicationStmt><publisher>Nobody</publisher></publicationStmt>"
    '<sourceDesc><bibl type="print" xml:id="b">Letters</bibl></sourceDesc></fileDesc>'
    f"<profileDesc>{_CORRESPONDENCE}</profileDesc></teiHeader><text><body><p/></body></text></TEI>"
)
TEI = CMIF.replace("<p/>", "<p>Ждём вестей.</p>")
TABLE = f"key,sender,date,addressee\n1,{NAME},1919-11-12,{OTHER}\n"

DOCUMENTS = {"edition_page": PAGE, "tei": TEI, "cmif": CMIF, "table": TABLE}
SUFFIXES = {"edition_page": "txt", "tei": "xml", "cmif": "xml", "table": "csv"}

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1251", "koi8-r", "iso-8859-5", "mac-cyrillic")
MARKED = ("utf-8", "utf-8-sig")
"""Those that need no declaration."""

CASES = [(reader.name, encoding) for reader in READERS for encoding in ENCODINGS]


def names(reader_name: str, data: bytes, encoding: str | None) -> set[str]:
    """Read and give the names as printed.

    Raises:
        MalformedSource: the source is refused.
    """
    (reader,) = (one for one in READERS if one.name == reader_name)
    settings = SourceSettings("en", language="ru", encoding=encoding)
    source = Source(f"letter.{SUFFIXES[reader_name]}", data, settings)
    text = decode(source)
    reason = reader.declines(source, text)
    if reason is not None:
        raise MalformedSource(reason)
    keys = {one.locus: f"en-{number}" for number, one in enumerate(reader.identify(source, text))}
    records = reader.read(source, text, keys=keys, authorities=Authorities()).records
    return {name.text for record in records for entity in record.entities for name in entity.names}


@pytest.mark.parametrize(("reader", "encoding"), CASES)
def test_a_declared_encoding_gives_the_right_letters(reader: str, encoding: str) -> None:
    assert {NAME, OTHER} <= names(reader, DOCUMENTS[reader].encode(encoding), encoding)


@pytest.mark.parametrize(("reader", "encoding"), CASES)
def test_an_undeclared_encoding_gives_the_right_letters_or_is_refused(reader: str, encoding: str) -> None:
    data = DOCUMENTS[reader].encode(encoding)
    if encoding in MARKED:
        assert {NAME, OTHER} <= names(reader, data, None)
        return
    try:
        found = names(reader, data, None)
    except MalformedSource:
        return
    assert {NAME, OTHER} <= found


@pytest.mark.parametrize("reader", [one.name for one in READERS if SUFFIXES[one.name] == "xml"])
@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "iso-8859-5", "utf-8"])
def test_xml_may_declare_its_encoding_itself(reader: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n{DOCUMENTS[reader]}'
    assert {NAME, OTHER} <= names(reader, text.encode(encoding), None)


@pytest.mark.parametrize("reader", [one.name for one in READERS])
def test_one_encoding_taken_for_another_does_not_pass_for_letters(reader: str) -> None:
    """The control: what the collection declares is believed, so that a false declaration shows in the names."""
    found = names(reader, DOCUMENTS[reader].encode("windows-1251"), "koi8-r")
    assert NAME not in found


@pytest.mark.parametrize(("declared", "doubtful"), [("iso-8859-1", True), ("koi8-r", True), ("utf-8", False)])
def test_utf_8_that_is_declared_to_be_something_else_is_doubted_at_its_first_letter(
    declared: str, doubtful: bool
) -> None:
    source = Source("letter.txt", PAGE.encode(), SourceSettings("en", language="ru", encoding=declared))
    found = doubtful_encoding(source, decode(source))
    assert (found is not None) is doubtful
    assert found is None or (found.line, found.start) == (1, 0)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "iso-8859-5", "utf-16"])
def test_an_encoding_that_is_declared_rightly_is_not_doubted(encoding: str) -> None:
    source = Source("letter.txt", PAGE.encode(encoding), SourceSettings("en", language="ru", encoding=encoding))
    assert doubtful_encoding(source, decode(source)) is None
