"""Write the report of a build into its release."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from kg.config import Collection
from kg.outcome import Outcome, OutcomeFinding
from kg.pipeline.report import Report, make_report
from kg.pipeline.report_page import render_html
from kg.release import Stage


def write_report(
    stage: Stage,
    collection: Collection,
    outcomes: Sequence[Outcome],
    findings: Iterable[OutcomeFinding],
    *,
    release: str,
) -> Report:
    """Write ``report.json`` and ``report.html`` into a release that is being built."""
    report = make_report(collection, outcomes, findings, release=release)
    text = json.dumps(asdict(report), ensure_ascii=False, indent=1)
    stage.write("report.json", text.encode() + b"\n")
    stage.write("report.html", render_html(report).encode())
    return report
