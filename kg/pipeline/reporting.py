"""Write the report of a build into its release: JSON, table, page, and the comparison with the release before.

Reports of equal builds are equal to the byte. What depends on the release before stands in ``comparison.json`` and on
the page only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import BinaryIO

from kg.config import Collection
from kg.outcome import Outcome, OutcomeFinding
from kg.pipeline.comparison import Comparison, compare, comparison_json
from kg.pipeline.report import Report, ReportEntry, make_report
from kg.pipeline.report_page import render_html
from kg.pipeline.report_table import write_table
from kg.release import Stage, current_release

JSON = "report.json"
TABLE = "report.csv"
PAGE = "report.html"
COMPARISON = "comparison.json"

_FIELDS = tuple(field.name for field in fields(ReportEntry))


def write_report(
    stage: Stage,
    collection: Collection,
    outcomes: Sequence[Outcome],
    findings: Iterable[OutcomeFinding],
    *,
    release: str,
    texts: Mapping[str, str] | None = None,
) -> Report:
    """Write the report into a release that is being built; it is compared with the release that is served now."""
    report = make_report(collection, outcomes, findings, release=release, texts=texts)
    previous = current_release(stage.site)
    comparison = compare(report, None) if previous is None else compare(report, previous.path, previous_id=previous.id)
    with stage.create(JSON) as output:
        write_json(report, output)
    with stage.create(TABLE) as output:
        write_table(report, output)
    stage.write(COMPARISON, comparison_json(comparison))
    stage.write(PAGE, _page(report, comparison))
    return report


def write_json(report: Report, output: BinaryIO) -> None:
    """Write ``report.json``: a member a line, then an entry a line, so that a long one can be read line by line."""
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
        output.write(f'"{name}": '.encode() + _json(value) + b",\n")
    output.write(b'"entries": [')
    between = b"\n"
    for entry in report.entries:
        output.write(between + _json(entry_json(entry, report)))
        between = b",\n"
    output.write(b"\n]\n}\n")


def entry_json(entry: ReportEntry, report: Report) -> dict[str, object]:
    """Give the members of an entry: its fields, its kind, and the key of the text that its place is in."""
    # Not asdict(): copying each value deeply takes ten times as long.
    members: dict[str, object] = {name: getattr(entry, name) for name in _FIELDS}
    return members | {"kind": entry.kind, "snapshot": report.texts.get(entry.source or "")}


def _json(value: object) -> bytes:
    # A name of a file that is not UTF-8 has surrogates: written as \udcXX, which JSON allows.
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")


def _page(report: Report, comparison: Comparison) -> bytes:
    return render_html(report, comparison).encode("utf-8", "backslashreplace")
