"""The report of a build: what was published, what was held back and why, and where to look. JSON, HTML, terminal.

Every entry says what is wrong, why it matters, where the words stand and what to do. It is the same model in all three
forms; ``report.json`` is for machines and is described in docs/reference/report.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.config import Collection
from kg.outcome import Outcome, OutcomeFinding, OutcomeViolation, Severity

_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One thing to know about a document, or about the collection where ``document`` is ``None``.

    ``code`` is stable: that of a finding (``date-not-understood``), the short name of a shape (``S04-signatory``), or
    ``not-read`` for a source that failed.
    """

    code: str
    severity: str
    what: str
    document: str | None = None
    label: str | None = None
    source: str | None = None
    line: int | None = None
    column: int | None = None
    words: str | None = None
    field: str | None = None
    why: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Counts and entries of one build."""

    collection: str
    title: str
    release: str | None
    sources: int
    documents: int
    published: int
    held_back: int
    entries: tuple[ReportEntry, ...]

    @property
    def by_severity(self) -> Counter[str]:
        return Counter(entry.severity for entry in self.entries)

    @property
    def by_code(self) -> Counter[tuple[str, str]]:
        """How often each code occurs, by severity and code."""
        return Counter((entry.severity, entry.code) for entry in self.entries)


def make_report(
    collection: Collection,
    outcomes: Sequence[Outcome],
    findings: Iterable[OutcomeFinding],
    *,
    release: str | None,
) -> Report:
    """Make the report of a build; entries come in the order of the outcomes, those of the collection first."""
    entries = [_finding_entry(one, None) for one in findings]
    for outcome in outcomes:
        entries += entries_of(outcome)
    return Report(
        collection=collection.id,
        title=collection.title,
        release=release,
        sources=len({outcome.source for outcome in outcomes}),
        documents=len(outcomes),
        published=sum(outcome.published for outcome in outcomes),
        held_back=sum(not outcome.published for outcome in outcomes),
        entries=tuple(entries),
    )


def entries_of(outcome: Outcome) -> list[ReportEntry]:
    """List what is to be known of one document: why it failed, what breaks a shape, what its reader found."""
    entries: list[ReportEntry] = []
    if outcome.error is not None:
        where = outcome.error.where
        entries.append(
            ReportEntry(
                code="not-read",
                severity=Severity.VIOLATION.value,
                what=outcome.error.what,
                document=outcome.document,
                label=outcome.label,
                source=where.file or outcome.source,
                line=where.line,
                column=where.column,
                field=where.field,
                why="Nothing of it is published.",
                remedy=outcome.error.remedy,
            )
        )
    entries += [_violation_entry(one, outcome) for one in outcome.violations]
    entries += [_finding_entry(one, outcome) for one in outcome.findings]
    return entries


def _violation_entry(one: OutcomeViolation, outcome: Outcome) -> ReportEntry:
    return ReportEntry(
        code=one.shape.rpartition("#")[2] or one.shape,
        severity=one.severity.value,
        what=one.what,
        document=outcome.document,
        label=outcome.label,
        words=one.words,
        why=one.why,
        remedy=one.remedy,
        source=one.where.file or outcome.source,
        line=one.where.line,
        column=one.where.column,
        field=one.where.field,
    )


def _finding_entry(one: OutcomeFinding, outcome: Outcome | None) -> ReportEntry:
    return ReportEntry(
        code=one.code,
        severity=one.severity.value,
        what=one.what,
        document=outcome.document if outcome else None,
        label=outcome.label if outcome else None,
        words=one.words,
        remedy=one.remedy,
        source=one.where.file or (outcome.source if outcome else None),
        line=one.where.line,
        column=one.where.column,
        field=one.where.field,
    )


def summary(report: Report) -> str:
    """Write the report for a terminal: counts, and examples of each code with their places."""
    lines = [
        f"{report.title}",
        f"{report.documents} documents in {report.sources} sources: "
        f"{report.published} published, {report.held_back} held back.",
    ]
    for severity in (Severity.VIOLATION.value, Severity.WARNING.value, Severity.INFORMATION.value):
        codes = {code: count for (kind, code), count in report.by_code.items() if kind == severity}
        if not codes:
            continue
        lines.append("")
        lines.append(f"{sum(codes.values())} × {severity}")
        for code, count in sorted(codes.items(), key=lambda pair: (-pair[1], pair[0])):
            matching = [one for one in report.entries if one.severity == severity and one.code == code]
            lines.append(f"  {code}: {count}")
            if severity == Severity.INFORMATION.value:
                continue
            lines += [f"    {_place_text(one)}: {one.what}" for one in matching[:_EXAMPLES]]
            if count > _EXAMPLES:
                lines.append(f"    … and {count - _EXAMPLES} more in report.html")
    return "\n".join(lines)


def _place_text(entry: ReportEntry) -> str:
    place = entry.source or "collection"
    if entry.line is not None:
        place += f":{entry.line}"
        if entry.column is not None:
            place += f":{entry.column}"
    return place
