"""Write the report of a build into its release: JSON, table, page, and the comparison with the release before.

The entries are gone through once: written, counted, and put aside to be compared; none is held. Reports of equal builds
are equal to the byte. What depends on the release before stands in ``comparison.json`` and on the page only.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO

from kg.config import Collection
from kg.outcome import Outcome, OutcomeFinding
from kg.pipeline.comparison import Comparison, compare, comparison_json
from kg.pipeline.report import Report, entry_json, json_data, make_report
from kg.pipeline.report_page import render_html
from kg.pipeline.report_table import TableWriter
from kg.pipeline.report_tally import Tally
from kg.release import Stage, current_release

JSON = "report.json"
TABLE = "report.csv"
PAGE = "report.html"
COMPARISON = "comparison.json"


def write_report(
    stage: Stage,
    collection: Collection,
    outcomes: Sequence[Outcome],
    findings: Iterable[OutcomeFinding],
    *,
    release: str,
    texts: Mapping[str, str] | None = None,
) -> Report:
    """Write the report into a release that is being built; it is compared with the release that is served now.

    Returns:
        The report, counted already.
    """
    report = make_report(collection, outcomes, findings, release=release, texts=texts)
    previous = current_release(stage.site)
    with tempfile.TemporaryFile(dir=stage.scratch) as lines:
        with stage.create(TABLE) as table:
            report = replace(report, counted=_write_entries(report, lines, table))
        lines.seek(0)
        if previous is None:
            comparison = compare(report, None)
        else:
            comparison = compare(report, previous.path, previous_id=previous.id, lines=lines)
        with stage.create(JSON) as output:
            _write_members(report, output)
            lines.seek(0)
            shutil.copyfileobj(lines, output)
            output.write(b"]\n}\n")
    stage.write(COMPARISON, comparison_json(comparison))
    stage.write(PAGE, _page(report, comparison))
    return report


def write_json(report: Report, output: BinaryIO) -> None:
    """Write ``report.json``: a member a line, then an entry a line, so that a long one can be read line by line."""
    _write_members(report, output)
    _write_entries(report, output, None)
    output.write(b"]\n}\n")


def _write_members(report: Report, output: BinaryIO) -> None:
    members = {
        "collection": report.collection,
        "title": report.title,
        "release": report.release,
        "sources": report.sources,
        "documents": report.documents,
        "published": report.published,
        "held_back": report.held_back,
        "kinds": dict(report.tally.kinds()),
        "codes": [
            {"kind": one.kind, "severity": one.severity, "code": one.code, "count": one.count}
            for one in report.tally.codes()
        ],
    }
    output.write(b"{\n")
    for name, value in members.items():
        output.write(f'"{name}": '.encode() + json_data(value) + b",\n")
    output.write(b'"entries": [')


def _write_entries(report: Report, lines: BinaryIO, table: BinaryIO | None) -> Tally:
    """Write the entries as lines of JSON, each after a line end, and as rows; count them."""
    tally = Tally()
    rows = None if table is None else TableWriter(table, texts=report.texts)
    between = b"\n"
    for entry in report.entries:
        tally.add(entry)
        lines.write(between + json_data(entry_json(entry, report.texts)))
        between = b",\n"
        if rows is not None:
            rows.add(entry)
    lines.write(b"\n")
    if rows is not None:
        rows.close()
    return tally


def _page(report: Report, comparison: Comparison) -> bytes:
    return render_html(report, comparison).encode("utf-8", "backslashreplace")
