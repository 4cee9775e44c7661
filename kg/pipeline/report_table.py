"""The report as a table for spreadsheets: one row an entry, UTF-8 with a byte order mark, lines ended by CR LF.

Cells hold the values of ``report.json`` with one difference: a cell that a spreadsheet would take for a formula (it
begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end) has an apostrophe before it (CWE-1236). Raw values are in
the JSON.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from operator import attrgetter
from typing import BinaryIO

from kg.pipeline.report import Report, ReportEntry

COLUMNS = (
    "kind", "severity", "code", "document", "label", "published", "source", "line", "column", "what", "words", "field",
    "why", "remedy", "snapshot",
)  # fmt: skip

_values = attrgetter(*COLUMNS[:-1])
_PUBLISHED = COLUMNS.index("published")
_PUBLISHED_WORDS = {True: "yes", False: "no", None: None}
_FORMULA = frozenset(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
"""The last four are the same signs as East Asian keyboards type them."""


class TableWriter:
    """Writes the rows of a report one by one."""

    def __init__(self, output: BinaryIO, *, texts: Mapping[str, str]) -> None:
        """Write the heads of the columns.

        Args:
            output: stays open.
            texts: the keys of the texts that the release shows, by path of the source.
        """
        self._text = io.TextIOWrapper(output, encoding="utf-8-sig", errors="backslashreplace", newline="")
        self._rows = csv.writer(self._text)
        self._texts = texts
        self._rows.writerow(COLUMNS)

    def add(self, entry: ReportEntry) -> None:
        """Write the row of an entry."""
        cells = [f"'{value}" if type(value) is str and value[:1] in _FORMULA else value for value in _values(entry)]
        cells[_PUBLISHED] = _PUBLISHED_WORDS[entry.published]
        cells.append(self._texts.get(entry.source or ""))
        self._rows.writerow(cells)

    def close(self) -> None:
        """End the table, and let go of its file."""
        self._text.flush()
        self._text.detach()


def write_table(report: Report, output: BinaryIO) -> None:
    """Write the rows of a report, row by row."""
    rows = TableWriter(output, texts=report.texts)
    for entry in report.entries:
        rows.add(entry)
    rows.close()
