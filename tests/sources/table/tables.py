"""Tables made for tests, and the reading of them."""

from __future__ import annotations

from io import BytesIO

from kg.authorities import Authorities
from kg.config.columns import ColumnDescription, Constant
from kg.records.document import DocumentRecord, Finding
from kg.sources.reader import LetterIdentity, ReadResult
from kg.sources.table import TableReader
from kg.sources.text import Source, SourceSettings, SourceText, decode

KEY = "kc-1"


def described(separator: str | None = None, delimiter: str | None = None, **roles: object) -> ColumnDescription:
    """Describe columns: a text is a heading, a tuple several, a `Constant` a value for all."""
    return ColumnDescription(
        columns=tuple(
            (role, value if isinstance(value, tuple) else (str(value),))
            for role, value in roles.items()
            if not isinstance(value, Constant)
        ),
        constants=tuple((role, value) for role, value in roles.items() if isinstance(value, Constant)),
        separator=separator,
        delimiter=delimiter,
    )


def opened(
    table: str | bytes, *, path: str = "letters.csv", settings: SourceSettings | None = None
) -> tuple[Source, SourceText]:
    data = table.encode() if isinstance(table, str) else table
    source = Source(path, data, settings or SourceSettings("kc", language="de"))
    return source, decode(source)


def identities(table: str | bytes, *, settings: SourceSettings | None = None) -> tuple[LetterIdentity, ...]:
    return TableReader().identify(*opened(table, settings=settings))


def read(
    table: str | bytes,
    *,
    path: str = "letters.csv",
    settings: SourceSettings | None = None,
    authorities: Authorities | None = None,
) -> ReadResult:
    """Read all rows; the letters have the keys ``kc-1``, ``kc-2`` …"""
    source, text = opened(table, path=path, settings=settings)
    reader = TableReader()
    keys = {one.locus: f"kc-{number}" for number, one in enumerate(reader.identify(source, text), start=1)}
    return reader.read(source, text, keys=keys, authorities=authorities or Authorities())


def letter(table: str, *, settings: SourceSettings | None = None) -> DocumentRecord:
    """Read a table with one row."""
    (record,) = read(table, settings=settings).records
    return record


def row(**cells: str) -> DocumentRecord:
    """Read a table whose headings are roles, with one row."""
    headings = "\t".join(cells)
    values = "\t".join('"' + value.replace('"', '""') + '"' for value in cells.values())
    return letter(f"{headings}\n{values}\n")


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def names(record: DocumentRecord) -> dict[str, str]:
    """The first printed name of each entity, by key."""
    return {one.reference.key: one.names[0].text for one in record.entities if one.names}


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    """Save a workbook; formats and merged cells are set by the tests themselves."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for values in rows:
            sheet.append(values)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
