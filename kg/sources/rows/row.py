"""One row of a table: its values by role, each with its place, and what was found odd in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.config.columns import ROLES
from kg.records.document import Finding
from kg.records.locator import Basis, Locator
from kg.sources.rows.layout import TableLayout
from kg.sources.rows.scanning import Cell
from kg.sources.rows.values import Value, values_of
from kg.sources.text import SourceText

_SEVERAL = frozenset(role.name for role in ROLES if role.several)
_REGISTER = re.compile(r"(?<![^\W_])(GND|VIAF|Wikidata|GeoNames)", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"Q[1-9][0-9]*|[0-9][0-9-]*[0-9Xx]")
_LONGEST_ROW = 2000
"""Characters that are quoted of a row; of a longer one its first cell is."""


@dataclass(frozen=True, slots=True)
class Given:
    """One value of a row, or a constant of the collection: then its place is the row's, and its basis is curated."""

    text: str
    locator: Locator
    basis: Basis = Basis.STATED


@dataclass(slots=True)
class Row:
    """A row while it is read; ``number`` counts from 1, the heading and empty rows included."""

    layout: TableLayout
    text: SourceText
    number: int
    cells: tuple[Cell, ...]
    calendar: str = "gregorian"
    findings: list[Finding] = field(default_factory=list)

    def raw(self, role: str) -> str:
        """Give the words of the cells of a role, without blanks around them; the constant where there is one."""
        constant = self.layout.constants.get(role)
        if constant is not None:
            return constant.value
        cells = (self.cells[column] for column in self.layout.columns.get(role, ()) if column < len(self.cells))
        return " ".join(cell.value.strip() for cell in cells if cell.value.strip())

    def has(self, role: str) -> bool:
        """Tell whether a column or a constant has the role."""
        return role in self.layout.columns or role in self.layout.constants

    def values(self, role: str) -> list[Given]:
        """Give the values of a role in their order; of a cell with gaps (``A||C``) the empty ones, too."""
        constant = self.layout.constants.get(role)
        if constant is not None:
            return [Given(constant.value, self._constant_place(), Basis.CURATED)]
        stem = role.removesuffix("_id")
        if stem != role and stem in self.layout.constants:
            identifier = self.layout.constants[stem].id
            return [Given(identifier, self._constant_place(), Basis.CURATED)] if identifier else []
        return [
            Given(self._registered(value.text, role, column), self._place(value.start, value.end, column))
            for column, cell in self._cells(role)
            for value in self._values(cell, column, several=role in _SEVERAL)
        ]

    def value(self, role: str) -> Given | None:
        """Give the one value of a role; ``None`` where the cell is empty. Of several columns the first that is not."""
        return next((one for one in self.values(role) if one.text), None)

    def printed(self, role: str, *, several: bool) -> list[Given]:
        """Give the values of the role's cells, split or as a whole, whatever is usual for the role."""
        if role in self.layout.constants or role.removesuffix("_id") in self.layout.constants:
            return self.values(role)
        return [
            Given(self._registered(value.text, role, column), self._place(value.start, value.end, column))
            for column, cell in self._cells(role)
            for value in self._values(cell, column, several=several)
        ]

    def note(self, code: str, what: str, remedy: str, locator: Locator, *, severity: str = "warning") -> None:
        """Add a finding."""
        self.findings.append(Finding(code, what, remedy, locator, severity))

    def locator(self) -> Locator:
        """Give the place of the row; of a long one that of its first cell."""
        filled = [cell for cell in self.cells if cell.value.strip()]
        start, end = filled[0].start, filled[-1].end
        if end - start > _LONGEST_ROW:
            end = filled[0].end
        return self.text.locate(start, end, f"row={self.number}")

    def first_cell(self) -> Locator:
        """Give the place of the first cell that is not empty: what stands for the row."""
        number, cell = next((number, cell) for number, cell in enumerate(self.cells) if cell.value.strip())
        return self._place(cell.start, cell.end, number)

    def _constant_place(self) -> Locator:
        return replace(self.first_cell(), path=f"row={self.number}")

    def _cells(self, role: str) -> Iterator[tuple[int, Cell]]:
        for column in self.layout.columns.get(role, ()):
            if column < len(self.cells):
                yield column, self.cells[column]

    def _values(self, cell: Cell, column: int, *, several: bool) -> tuple[Value, ...]:
        values = values_of(cell, self.text.text, separator=self.layout.separator, several=several)
        for value in values:
            if value.decoded and not any(finding.code == "entities-decoded" for finding in self.findings):
                place = self._place(value.start, value.end, column)
                what = (
                    "Characters are written as entities of HTML; they are read as the characters that they stand for."
                )
                self.note("entities-decoded", what, "Write the characters themselves.", place, severity="information")
        return values

    def _registered(self, text: str, role: str, column: int) -> str:
        """Give a bare number of a register the name of the register, if the heading of its column has it."""
        if not role.endswith("_id") or not _BARE_NUMBER.fullmatch(text):
            return text
        heading = self.layout.headings[column] if column < len(self.layout.headings) else ""
        register = _REGISTER.search(heading)
        return f"{register[1].lower()}:{text}" if register else text

    def _place(self, start: int, end: int, column: int) -> Locator:
        """Make the locator of a span in a cell; its path is a fragment identifier of RFC 7111, section 2."""
        return self.text.locate(start, end, f"cell={self.number},{column + 1}")
