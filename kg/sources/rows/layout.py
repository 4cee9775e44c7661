"""Where the heading of a table stands and which column has which role, by the collection's word or by the heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.config.columns import ColumnDescription, Constant
from kg.errors import MalformedSource, Where, did_you_mean
from kg.records.document import Finding
from kg.sources.rows.headings import normal_heading, roles_of
from kg.sources.rows.scanning import Cell, RowIndex, find_delimiter, index_rows, separator_line_end
from kg.sources.text import Source, SourceText

MOST_ROWS = 1_048_576
"""As many as a sheet of Excel has."""

MOST_COLUMNS = 16_384

_LISTED = 40
"""Headings that a message lists."""

_HEADING_WITHIN = 20
"""Rows from the top among which the heading is looked for: titles and empty rows may stand above it."""


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How one table is read. ``columns`` maps a role to the numbers (from 0) of its columns."""

    rows: RowIndex
    heading_row: int
    headings: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    constants: Mapping[str, Constant]
    separator: str | None
    described: bool
    """The collection describes the columns; else they are read by their headings."""
    missing: tuple[tuple[str, str], ...] = ()
    """Roles and headings that the description names and the table does not have."""

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings of columns that are not read."""
        used = {number for numbers in self.columns.values() for number in numbers}
        return tuple(heading for number, heading in enumerate(self.headings) if number not in used and heading)


def read_layout(source: Source, text: SourceText, *, known: bool = True) -> TableLayout:
    """Find the heading and the roles of the columns; kept with the text, for a table is read in parts.

    Args:
        known: refuse a table of which no column is known.

    Raises:
        MalformedSource: there is no heading that is known, or a column that makes the keys of letters is not there.
    """
    settings = source.settings
    name = f"table {settings.columns} {settings.separator} {known}"
    return text.keep(name, lambda: _read_layout(source, text, known=known))


def _read_layout(source: Source, text: SourceText, *, known: bool) -> TableLayout:
    description = source.settings.columns or ColumnDescription()
    delimiter = description.delimiter or find_delimiter(text.text) or ","
    rows = index_rows(text.text, delimiter, start=separator_line_end(text.text), most=MOST_ROWS + 1)
    if len(rows) > MOST_ROWS:
        raise MalformedSource(
            f"The table has more than {MOST_ROWS} rows.", where=Where(file=source.path), remedy="Split it."
        )
    number, cells = _heading(rows, description)
    if len(cells) > MOST_COLUMNS:
        what = f"The heading has {len(cells)} cells, and a table may have {MOST_COLUMNS}."
        raise MalformedSource(what, where=Where(file=source.path, line=1), remedy="Remove the empty columns.")
    headings = tuple(" ".join(cell.value.split()) for cell in cells)
    columns, missing = _described(headings, description) if description.columns else (_inferred(headings), ())
    constants = dict(description.constants)
    for role in constants:
        columns.pop(role, None)
    if known:
        _refuse(source, text, cells, headings, description, columns)
    return TableLayout(
        rows=rows,
        heading_row=number,
        headings=headings,
        columns=columns,
        constants=constants,
        separator=description.separator or settings_separator(source),
        described=bool(description.columns),
        missing=tuple(missing),
    )


def settings_separator(source: Source) -> str | None:
    """What the collection says stands between two names; a comma is no separator within a cell unless
    ``[sources.columns]`` says so."""
    return None if source.settings.separator == "," else source.settings.separator


def _heading(rows: RowIndex, description: ColumnDescription) -> tuple[int, tuple[Cell, ...]]:
    """Find the row that names most columns; of equally good ones the first. Without any, the first that has words."""
    wanted = {normal_heading(heading) for _, headings in description.columns for heading in headings}
    best: tuple[int, int, tuple[Cell, ...]] = (-1, 0, ())
    for number in range(1, min(len(rows), _HEADING_WITHIN) + 1):
        cells = rows.cells(number)
        words = [cell.value for cell in cells]
        if not any(word.strip() for word in words):
            continue
        if wanted:
            known = sum(normal_heading(word) in wanted for word in words)
        else:
            known = sum(role is not None for role in roles_of(words))
        if known > best[0]:
            best = (known, number, cells)
    return best[1], best[2]


def _inferred(headings: Sequence[str]) -> dict[str, tuple[int, ...]]:
    columns: dict[str, tuple[int, ...]] = {}
    for number, role in enumerate(roles_of(headings)):
        if role is not None:
            columns[role] = (*columns.get(role, ()), number)
    return columns


def _described(
    headings: Sequence[str], description: ColumnDescription
) -> tuple[dict[str, tuple[int, ...]], list[tuple[str, str]]]:
    """Find the described columns; letters, blanks and marks of a heading make no difference, unless they must."""
    columns: dict[str, tuple[int, ...]] = {}
    missing = []
    normal = [normal_heading(heading) for heading in headings]
    for role, wanted in description.columns:
        numbers: list[int] = []
        for heading in wanted:
            same = [number for number, one in enumerate(headings) if one == heading]
            same = same or [number for number, one in enumerate(normal) if one and one == normal_heading(heading)]
            numbers += same[:1]
            missing += [] if same else [(role, heading)]
        if numbers:
            columns[role] = tuple(numbers)
    return columns, missing


def _refuse(
    source: Source,
    text: SourceText,
    cells: Sequence[Cell],
    headings: Sequence[str],
    description: ColumnDescription,
    columns: Mapping[str, tuple[int, ...]],
) -> None:
    """Refuse a table in which nothing is known, or whose letters would get other keys than they shall have.

    Raises:
        MalformedSource: names what there is instead.
    """
    line = text.locate(cells[0].start, cells[0].end).line if cells else 1
    where = Where(file=source.path, line=line)
    listed = _listed(headings)
    for role in ("key", "edition"):
        for heading in description.headings(role) if role not in columns else ():
            remedy = did_you_mean(heading, headings) or "Correct [sources.columns] in collection.toml."
            what = f"There is no column “{heading}”, and the keys of letters are made of it. The columns are: {listed}."
            raise MalformedSource(what, where=where, remedy=remedy)
    if not columns:
        what = f"No column of the table is known. The columns are: {listed}."
        remedy = 'Say in [sources.columns] of collection.toml which column holds what, e.g. sender = "…".'
        raise MalformedSource(what, where=where, remedy=remedy)


def _listed(headings: Sequence[str]) -> str:
    """List headings for a message, not more than a person reads."""
    named = [f"“{heading[:80]}”" for heading in headings if heading]
    more = [f"and {len(named) - _LISTED} more"] if len(named) > _LISTED else []
    return ", ".join([*named[:_LISTED], *more]) or "none"


def layout_findings(layout: TableLayout, text: SourceText) -> tuple[Finding, ...]:
    """Tell how the columns were read and which were not: once for a table."""
    first = layout.rows.cells(layout.heading_row)[0]
    place = text.locate(first.start, first.end, f"row={layout.heading_row}")
    findings = []
    for role, heading in layout.missing:
        remedy = did_you_mean(heading, layout.headings) or "Correct [sources.columns] in collection.toml."
        findings.append(Finding("column-missing", f"There is no column “{heading}” ({role}).", remedy, place))
    if not layout.described:
        read = [f"“{layout.headings[numbers[0]]}” as {role}" for role, numbers in layout.columns.items()]
        what = f"The columns were read by their headings: {', '.join(read)}."
        remedy = "If one is read wrongly, say in [sources.columns] of collection.toml which column holds what."
        findings.append(Finding("columns-inferred", what, remedy, place, "information"))
    if layout.unused:
        what = f"Columns that are not used: {_listed(layout.unused)}."
        remedy = "If one is wanted, give it a role in [sources.columns] of collection.toml."
        findings.append(Finding("columns-unused", what, remedy, place, "information"))
    return tuple(findings)
