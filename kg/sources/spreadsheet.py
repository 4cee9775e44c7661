"""A workbook (XLSX, ECMA-376 Part 1) as text: one sheet, tab-separated, always the same for the same bytes.

This text takes the place of the decoded text: offsets and lines of everything that is read count in it, and the release
keeps it. Row n of the sheet is row n of the text, so that a place in the report is found in the workbook.

Values are written as the sheet shows them where that matters: dates as ISO 8601, as fine as their number format shows
them (``1914`` for a day shown as a year), whole numbers without a point. Of merged cells that go down, every row gets
the value. What cannot be told as text is a `Remark`.

`openpyxl` reads the values. It parses with expat and lxml; before it sees a byte, the archive is checked by
`kg.sources.workbook_archive` (sizes by the central directory, no document type declarations).
"""

from __future__ import annotations

import datetime
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Protocol, cast

from kg.errors import MalformedSource, Where, did_you_mean
from kg.sources.workbook_archive import OddCells, check_archive, odd_cells

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LARGEST_SHEET = 64 * 1024 * 1024
"""Characters of the text of a sheet; a longer one is refused."""

WIDEST_ROW = 1000
"""Cells of a row; what stands further to the right is left out, with a remark."""

MOST_ROWS = 1_048_576
"""ECMA-376 knows no limit, Excel does."""

_SPECIAL = re.compile('[\t\n\r"]')
_TOP = 50
"""Rows in which a sheet must show that it holds a table."""

_EXAMPLES = 20
"""Remarks of one kind; further ones are counted."""


class _Cell(Protocol):
    """A cell of openpyxl."""

    @property
    def value(self) -> object: ...

    @property
    def number_format(self) -> str | None: ...


class _Sheet(Protocol):
    """A read-only sheet of openpyxl."""

    title: str
    _worksheet_path: str

    def reset_dimensions(self) -> None: ...

    def iter_rows(self, *, max_row: int | None = None) -> Iterator[tuple[_Cell, ...]]: ...


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a workbook that its text does not say; ``row`` is that of the text, from 1."""

    code: str
    what: str
    remedy: str
    row: int
    severity: str = "warning"


@dataclass(frozen=True, slots=True)
class SheetText:
    """The text of one sheet."""

    text: str
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True)
class _Writing:
    """A sheet while it is written."""

    lines: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    length: int = 0

    def remark(self, remark: Remark) -> None:
        """Keep a remark, if there are not enough of its kind."""
        self.counts[remark.code] = self.counts.get(remark.code, 0) + 1
        if self.counts[remark.code] <= _EXAMPLES:
            self.remarks.append(remark)


def is_workbook(data: bytes) -> bool:
    """Tell by the first bytes whether a file is a ZIP archive or an old Office file: no text in any case."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))


def sheet_text(path: str, data: bytes, *, sheet: str | None = None) -> SheetText:
    """Turn a sheet of a workbook into text.

    Args:
        path: of the workbook, for errors.
        data: its bytes.
        sheet: the name of the sheet; without it the first with a row that has two cells or more.

    Returns:
        The text, tab-separated, with quotation marks where a cell holds a tab, a line end or a quotation mark.

    Raises:
        MalformedSource: the file is no workbook, is damaged, too large or dangerous, or has no such sheet.
    """
    check_archive(path, data)
    from openpyxl import load_workbook  # lazy: most collections hold no workbook

    try:
        # What openpyxl warns about (styles, dates out of range) does not concern the values, or shows in them.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), read_only=True, data_only=True)
            # A sheet of charts has no rows.
            sheets = [cast("_Sheet", one) for one in book.worksheets if hasattr(one, "reset_dimensions")]
            return _sheet_text(path, data, sheets, sheet)
    except MalformedSource:
        raise
    except Exception as error:  # openpyxl lets a dozen kinds through for a damaged file
        what = (
            f"The workbook cannot be read: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
        )
        remedy = "Open it and save it again as .xlsx, or export the sheet as CSV."
        raise MalformedSource(what[:300], where=Where(file=path), remedy=remedy) from error


def _sheet_text(path: str, data: bytes, sheets: Sequence[_Sheet], name: str | None) -> SheetText:
    for one in sheets:
        one.reset_dimensions()  # what a sheet says of its own size may be wrong
    chosen = _choose(path, sheets, name)
    writing = _Writing()
    odd = odd_cells(data, chosen._worksheet_path)
    _write_rows(path, chosen, odd, writing)
    for row, column in odd.without_value:
        what = f"Cell {column}{row} holds a formula without its result."
        remedy = "Open the workbook and save it, so that the results are stored."
        writing.remark(Remark("formula-without-value", what, remedy, row))
    for cells in odd.merged_ranges:
        what = f"The cells {cells.name} are merged; the value is read in each of these rows."
        writing.remark(Remark("cells-merged", what, "Split them if that is wrong.", cells.first_row, "information"))
    for one in sheets:
        if one is not chosen and name is None and any(_words(row) for row in one.iter_rows(max_row=_TOP)):
            what = f"The sheet “{one.title}” was not read; “{chosen.title}” was."
            remedy = "Name the sheet in collection.toml (sheet = …), or save the other as a file of its own."
            writing.remark(Remark("sheet-not-read", what, remedy, 1, "information"))
    return SheetText("\n".join(writing.lines) + "\n", tuple(_with_counts(writing)))


def _words(row: Sequence[_Cell]) -> int:
    """Count the cells of a row that say something."""
    return sum(_cell_text(cell).strip() != "" for cell in row)


def _with_counts(writing: _Writing) -> Iterator[Remark]:
    yield from writing.remarks
    for code, count in writing.counts.items():
        if count > _EXAMPLES:
            what = f"{count - _EXAMPLES} more of the kind {code}."
            yield Remark(code, what, "See the others of this kind.", 1, "information")


def _choose(path: str, sheets: Sequence[_Sheet], name: str | None) -> _Sheet:
    titles = [one.title for one in sheets]
    if name is not None:
        if name not in titles:
            listed = ", ".join(f"“{title}”" for title in titles)
            remedy = did_you_mean(name, titles) or f"The sheets are: {listed}."
            raise MalformedSource(f"There is no sheet “{name}”.", where=Where(file=path, field="sheet"), remedy=remedy)
        return sheets[titles.index(name)]
    for one in sheets:
        if any(_words(row) > 1 for row in one.iter_rows(max_row=_TOP)):
            return one
    what = "No sheet of the workbook holds a table."
    raise MalformedSource(what, where=Where(file=path), remedy="Leave it out of the sources.")


def _write_rows(path: str, sheet: _Sheet, odd: OddCells, writing: _Writing) -> None:
    """Write every row of a sheet as a line; the cells below a merged one get its value."""
    values: dict[tuple[int, int], str] = {}
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_ROWS:
            what = f"The sheet has more than {MOST_ROWS} rows."
            raise MalformedSource(what, where=Where(file=path, line=number), remedy="Split it.")
        cells = [_cell_text(cell) for cell in row[:WIDEST_ROW]]
        if _words(row[WIDEST_ROW:]):
            what = f"Row {number} has more than {WIDEST_ROW} cells; the others are not read."
            writing.remark(Remark("row-too-wide", what, "Remove what stands far to the right.", number))
        for column, origin in odd.merged.get(number, ()):
            cells += [""] * (column - len(cells))
            if origin == number:
                values[number, column] = cells[column - 1]
            else:
                cells[column - 1] = cells[column - 1] or values.get((origin, column), "")
        _add_line(path, cells, number, writing)


def _add_line(path: str, cells: list[str], number: int, writing: _Writing) -> None:
    while cells and not cells[-1]:
        cells.pop()
    line = "\t".join(_quoted(cell) for cell in cells)
    writing.length += len(line) + 1
    if writing.length > LARGEST_SHEET:
        what = f"The sheet has more than {LARGEST_SHEET} characters."
        raise MalformedSource(what, where=Where(file=path, line=number), remedy="Split it.")
    writing.lines.append(line)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) or text.startswith(" ") else text


def _cell_text(cell: _Cell) -> str:
    """Write the value of a cell as the sheet shows it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime | datetime.date):
        return _date_text(value, cell.number_format or "")
    if isinstance(value, datetime.time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("_x000D_", "")


def _date_text(value: datetime.datetime | datetime.date, number_format: str) -> str:
    """Write a date as fine as its number format shows it: a day that is shown as a year was typed as a year."""
    shown = set(re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format.lower()))
    if "y" in shown and "d" not in shown and "h" not in shown:
        return f"{value.year:04}-{value.month:02}" if "m" in shown else f"{value.year:04}"
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return value.isoformat()
    return f"{value.year:04}-{value.month:02}-{value.day:02}"
