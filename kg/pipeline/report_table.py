"""The report as a table for spreadsheets: one row an entry, UTF-8 with a byte order mark, lines ended by CR LF.

Cells hold the values of ``report.json`` with one difference: a cell that a spreadsheet would take for a formula (it
begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end) has an apostrophe before it (CWE-1236). Raw values are in
the JSON.
"""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from kg.pipeline.report import Report, ReportEntry

COLUMNS = (
    "kind", "severity", "code", "document", "label", "published", "source", "line", "column", "what", "words", "field",
    "why", "remedy", "snapshot",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The last four are the same signs as East Asian keyboards type them."""


def write_table(report: Report, output: BinaryIO) -> None:
    """Write the rows of a report, row by row."""
    text = io.TextIOWrapper(output, encoding="utf-8-sig", errors="backslashreplace", newline="", write_through=True)
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for entry in report.entries:
        rows.writerow(_row(entry, report))
    text.flush()
    text.detach()


def _row(entry: ReportEntry, report: Report) -> list[str]:
    published = {True: "yes", False: "no", None: ""}[entry.published]
    special = {"published": published, "snapshot": report.texts.get(entry.source or "", "")}
    return [_cell(special[name] if name in special else getattr(entry, name)) for name in COLUMNS]


def _cell(value: object) -> str:
    """Make a cell of a value; none may become a formula."""
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
