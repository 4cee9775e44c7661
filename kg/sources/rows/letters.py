"""The rows that are letters: which they are, and what makes their keys."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.authorities import slug
from kg.records.document import Finding
from kg.sources.digests import digest_of, words_in_place
from kg.sources.reader import LetterIdentity
from kg.sources.rows.dates import date_for_key
from kg.sources.rows.layout import TableLayout, layout_findings, read_layout
from kg.sources.rows.row import Row
from kg.sources.rows.words import is_yes
from kg.sources.scopes import edition_scope
from kg.sources.text import Source, SourceText

_MOST_FINDINGS = 500
"""Findings about rows that are no letters; further ones are counted."""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """The row of one letter and what the key of the letter is made of."""

    number: int
    locus: str
    own_id: str | None
    scope: str


@dataclass(slots=True)
class Letters:
    """The letters of a table: their rows by locus in the order of the table, and what was found beside them."""

    rows: dict[str, LetterRow] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def leave_out(self, finding: Finding) -> None:
        """Keep the finding about a row that is not read."""
        self.left_out[finding.code] += 1
        if self.left_out[finding.code] <= _MOST_FINDINGS:
            self.findings.append(finding)


@dataclass(frozen=True, slots=True)
class RowEdition:
    """The edition that a row says it is of: ``scope`` makes keys of it, ``prefix`` those of its letters."""

    scope: str
    prefix: str | None


def open_row(source: Source, text: SourceText, layout: TableLayout, number: int) -> Row:
    """Open a row to read it."""
    return Row(layout, text, number, layout.rows.cells(number), source.settings.calendar)


def edition_of(row: Row, source: Source) -> RowEdition:
    """Say which edition the id of a row is of: its own cell, the collection's word, the citation, else the file."""
    own = row.raw("edition")
    configured = None if own else source.settings.edition
    title = row.raw("bibl")
    scope = edition_scope(configured, [own, title], None, source.path)
    return RowEdition(scope, scope if own or configured or title else None)


def letter_identities(source: Source, text: SourceText) -> Iterator[LetterIdentity]:
    """List the letters in their order.

    Raises:
        MalformedSource: see `read_layout`.
    """
    layout = read_layout(source, text)
    around = _table_digest(layout, text)
    for one in find_letters(source, text).rows.values():
        row = open_row(source, text, layout, one.number)
        yield LetterIdentity(
            one.locus,
            one.own_id,
            date_for_key(row, language=settings_language(source)),
            _label(row),
            one.scope,
            line=row.first_cell().line,
            digest=_digest(row, around),
        )


def find_letters(source: Source, text: SourceText) -> Letters:
    """Go through all rows, as far as must be; kept with the text, for a table is read in parts.

    Raises:
        MalformedSource: see `read_layout`.
    """
    settings = source.settings
    name = f"letters {settings.columns} {settings.separator} {settings.edition} {settings.calendar} {settings.language}"
    return text.keep(name, lambda: _find_letters(source, text))


def _find_letters(source: Source, text: SourceText) -> Letters:
    layout = read_layout(source, text)
    letters = Letters(findings=[*layout_findings(layout, text), *_remarks(layout, text)])
    ids = _Ids()
    counts: Counter[str] = Counter()
    for number in range(layout.heading_row + 1, len(layout.rows) + 1):
        row = open_row(source, text, layout, number)
        if not any(cell.value.strip() for cell in row.cells):
            continue
        reason = _reason_against(row)
        if reason is not None:
            letters.leave_out(reason)
            continue
        own_id = ids.own_id(row, edition := edition_of(row, source))
        stem = own_id or f"row-{_fingerprint(row)}"
        counts[stem] += 1
        locus = stem if counts[stem] == 1 else f"{stem}.{counts[stem]}"
        letters.rows[locus] = LetterRow(number, locus, own_id, edition.scope)
    for code, count in letters.left_out.items():
        if count > _MOST_FINDINGS:
            place = text.locate(0, 1)
            what = f"{count - _MOST_FINDINGS} more rows of the kind {code}."
            letters.findings.append(Finding(code, what, "See the others of this kind.", place))
    return letters


def _table_digest(layout: TableLayout, text: SourceText) -> str:
    """Hash how the rows of a table are read."""
    return digest_of(
        layout.rows.delimiter,
        layout.headings,
        sorted(layout.columns.items()),
        sorted(layout.constants.items()),
        layout.separator,
        bool(text.remarks),
    )


def _digest(row: Row, around: str) -> str:
    first, last = row.cells[0], row.cells[-1]
    cells = tuple((one.start, one.end, one.quoted, one.unclosed, one.continued) for one in row.cells)
    return digest_of(around, row.number, cells, *words_in_place(row.text, first.start, last.end))


def settings_language(source: Source) -> str:
    """The language of the words of a table."""
    return source.settings.language


class _Ids:
    """The own ids of the letters of a table: two different keys never make one id."""

    def __init__(self) -> None:
        self._printed: dict[str, str] = {}

    def own_id(self, row: Row, edition: RowEdition) -> str | None:
        """Make the id of a row, e.g. ``spbr-f-1-12``; a bare number without an edition is ``no12``."""
        printed = row.raw("key")
        if not printed:
            return None
        key = slug(printed)
        stem = f"{edition.prefix}-{key}" if edition.prefix else f"no{key}" if key.isdigit() else key
        exact = f"{edition.scope}\n{printed}"
        if self._printed.setdefault(stem, exact) == exact:
            return stem
        # ``12a`` and ``12 a`` are two keys and would be one id.
        return f"{stem}-{hashlib.sha256(exact.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _fingerprint(row: Row) -> str:
    """Name a row without a key by its date, sender and addressee: it keeps its letter's key when rows are added."""
    words = "\n".join(
        row.raw(role) for role in ("date", "date_text", "sender", "sender_org", "addressee", "addressee_org")
    )
    for part in ("date_year", "date_month", "date_day"):
        words += f"\n{row.raw(part)}" if row.raw(part) else ""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _label(row: Row) -> str:
    sender = row.raw("sender") or row.raw("sender_org")
    addressee = row.raw("addressee") or row.raw("addressee_org")
    parties = " – ".join(name or "?" for name in (sender, addressee)) if sender or addressee else ""
    date = row.raw("date_text") or row.raw("date")
    return ", ".join(part for part in (parties, date) if part)[:200] or f"row {row.number}"


def _reason_against(row: Row) -> Finding | None:
    """Say why a row that is not empty is no letter."""
    layout = row.layout
    if row.raw("exclude") and is_yes(row.raw("exclude")):
        what = f"Row {row.number} is left out: its column exclude says “{row.raw('exclude')[:80]}”."
        return Finding("row-excluded", what, "Empty the cell if it is a letter.", row.first_cell(), "information")
    words = [cell.value.strip() for cell in row.cells]
    if [word for word in words if word] == [heading for heading in layout.headings if heading]:
        what = f"Row {row.number} repeats the headings."
        return Finding("headings-repeated", what, "Remove it.", row.first_cell(), "information")
    beyond = [cell for cell in row.cells[len(layout.headings) :] if cell.value.strip()]
    if beyond:
        what = (
            f"Row {row.number} has {len(row.cells)} cells under {len(layout.headings)} headings: which value stands "
            "in which column is not known. It is not read."
        )
        remedy = "Put a cell that holds the delimiter in quotation marks."
        return Finding("row-too-long", what, remedy, row.first_cell())
    if not any(row.raw(role) for role in layout.columns):
        what = f"Row {row.number} says nothing in the columns that are read."
        return Finding("row-without-letter", what, "Remove it, or describe its columns.", row.first_cell())
    return None


def row_findings(row: Row) -> Iterator[Finding]:
    """Tell what is odd about the form of a row that is read."""
    short = len(row.layout.headings) - len(row.cells)
    if short > 0 and not row.text.remarks and row.layout.rows.delimiter != "\t":
        what = f"Row {row.number} has {len(row.cells)} cells under {len(row.layout.headings)} headings."
        remedy = "The others count as empty. Was a line end within a cell not in quotation marks?"
        yield Finding("row-too-short", what, remedy, row.first_cell())
    for cell in row.cells:
        if cell.unclosed or cell.continued:
            place = row.text.locate(cell.start, cell.end, f"row={row.number}")
            what = "A quotation mark opens here and is not closed where the cell ends."
            yield Finding("quotation-mark-open", what, "Double it within a cell, or close it.", place)
    first, last = row.cells[0].start, row.cells[-1].end
    for offset in row.text.replaced if row.text.replaced else ():
        if first <= offset < last:
            place = row.text.locate(offset, offset + 1)
            what = "A character is not allowed in XML; U+FFFD stands for it."
            yield Finding("character-replaced", what, "Replace it in the table.", place)
            return


def _remarks(layout: TableLayout, text: SourceText) -> Iterator[Finding]:
    """What the workbook holds and the text does not say."""
    for remark in text.remarks:
        number = min(remark.row, len(layout.rows))
        cells = layout.rows.cells(number) if number else ()
        filled = next((cell for cell in cells if cell.value.strip()), None)
        start, end = (filled.start, filled.end) if filled else (0, 1)
        place = text.locate(start, end, f"row={remark.row}")
        yield Finding(remark.code, remark.what, remark.remedy, place, remark.severity)


def keyed_rows(letters: Letters, keys: Mapping[str, str]) -> list[tuple[int, str]]:
    """Give row and key of the letters that have a key, in the order of the table."""
    return sorted((letters.rows[locus].number, key) for locus, key in keys.items() if locus in letters.rows)
