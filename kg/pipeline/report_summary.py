"""The report on the terminal: counts by kind, and places that a terminal makes clickable (``file:line:column``)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.pipeline.report import Report
from kg.pipeline.report_kinds import KINDS, Kind
from kg.pipeline.report_tally import CodeTally, Countable

_EXAMPLES = 5
_LONGEST = 160


def summary(report: Report, *, folder: str = "") -> str:
    """Write the report for a terminal.

    Args:
        report: what became of the documents.
        folder: the way from the current folder to that of the collection, with its closing slash; it is written before
            each place, so that the place can be opened from here.
    """
    lines = [
        f"{report.title}",
        f"{report.documents} documents in {report.sources} sources: "
        f"{report.published} published, {report.held_back} held back.",
    ]
    for kind, count in report.tally.kinds():
        if count:
            lines += ["", f"{KINDS[kind].title}: {count}"]
            for code in report.tally.codes(kind):
                lines += _code(code, folder, examples=_examples_of(kind, code))
    return "\n".join(lines)


def _examples_of(kind: Kind, code: CodeTally) -> int:
    """Names and information are counted only: the page shows them."""
    return 0 if kind in (Kind.NAME, Kind.OTHER) or code.severity == "information" else _EXAMPLES


def _code(code: CodeTally, folder: str, *, examples: int) -> Iterator[str]:
    yield f"  {code.code}: {code.count}"
    for entry in code.examples[:examples]:
        yield f"    {_place(entry, folder)}: {_cut(entry.what)}"
    if examples and code.count > examples:
        yield f"    … and {code.count - examples} more in report.html"


def _place(entry: Countable, folder: str) -> str:
    return f"{folder}{entry.place}" if entry.source is not None else entry.place


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
