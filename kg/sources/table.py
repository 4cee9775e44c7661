"""The reader of tables of letters: CSV, TSV and XLSX, one letter a row.

Which column holds what is said by ``[sources.columns]`` of the collection, or by well-known headings. A workbook comes
as the text of one sheet (`kg.sources.spreadsheet`). Rows, cells, roles and records are in `kg.sources.rows`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from kg.authorities import Authorities
from kg.sources.reader import NOTHING_RELATED, LetterIdentity, ReadResult, RelatedSources
from kg.sources.rows.assembly import read_letter
from kg.sources.rows.headings import roles_of
from kg.sources.rows.layout import read_layout
from kg.sources.rows.letters import find_letters, keyed_rows, letter_identities, open_row
from kg.sources.rows.scanning import find_delimiter, index_rows
from kg.sources.spreadsheet import MEDIA_TYPE, is_workbook
from kg.sources.text import Source, SourceText

MEDIA_TYPES = {".csv": "text/csv", ".tsv": "text/tab-separated-values", ".tab": "text/tab-separated-values"}
"""By the ends of names (RFC 4180; IANA's registration of tab-separated values)."""

_TELLING = {"sender", "sender_org", "addressee", "addressee_org", "date", "date_text", "date_from", "date_not_before"}
_BEGINNING = 20_000


class TableReader:
    """Reads tables; see `kg.sources.reader.Reader`."""

    name = "table"
    version = "1"

    def declines(self, source: Source, text: SourceText) -> str | None:
        """Decline what is no table by its name, description or heading; a stored page of a server is none either."""
        start = text.text[:_BEGINNING].lstrip()
        if not start:
            return "the file is empty"
        if start.startswith("<"):
            return "it begins with a tag; tables are plain text or workbooks"
        named = PurePosixPath(source.path.lower()).suffix in MEDIA_TYPES or is_workbook(source.data)
        if named or source.settings.columns is not None or _is_headed(text.text[:_BEGINNING]):
            return None
        return "its first line names no sender, addressee or date, and no columns are described"

    def is_register(self, source: Source, text: SourceText) -> bool:
        """Tables hold letters."""
        return False

    def identify(self, source: Source, text: SourceText) -> tuple[LetterIdentity, ...]:
        """List the rows; the key column with its edition is the letter's own id."""
        return tuple(letter_identities(source, text))

    def read(
        self,
        source: Source,
        text: SourceText,
        *,
        keys: Mapping[str, str],
        authorities: Authorities,
        related: RelatedSources = NOTHING_RELATED,
    ) -> ReadResult:
        """Make the records of the rows that have a key; see `kg.sources.reader.Reader.read`."""
        letters = find_letters(source, text)
        layout = read_layout(source, text)
        snapshot = source.snapshot(media_type=media_type(source))
        records = tuple(
            read_letter(open_row(source, text, layout, number), key, source, snapshot, authorities)
            for number, key in keyed_rows(letters, keys)
        )
        return ReadResult(records, tuple(letters.findings))


def media_type(source: Source) -> str:
    """Give the media type of the file, which is not that of the text of a workbook."""
    if is_workbook(source.data):
        return MEDIA_TYPE
    return MEDIA_TYPES.get(PurePosixPath(source.path.lower()).suffix, "text/csv")


def _is_headed(text: str) -> bool:
    """Tell whether the first line that is not blank is the heading of a table of letters."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    delimiter = find_delimiter(first)
    if delimiter is None or re.search(r"[.!?]\s", first):
        return False
    rows = index_rows(first, delimiter)
    roles = [role for role in roles_of([cell.value for cell in rows.cells(1)]) if role is not None]
    return len(roles) > 1 and len(roles) * 2 >= len(rows.cells(1)) and any(role in _TELLING for role in roles)
