"""The report of a build: what was published, what was held back and why, and where to look.

Every entry says what is wrong, why it matters, where the words stand and what to do. JSON, CSV, the page and the
terminal show one model; ``docs/reference/report.md`` describes it. Entries are made when they are asked for and are
never held all at once: a hundred thousand letters have hundreds of thousands of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property

from kg.config import Collection
from kg.outcome import Outcome, OutcomeFinding, OutcomeViolation, Severity
from kg.pipeline.outcome_log import OutcomeLog
from kg.pipeline.report_kinds import NOT_READ, Kind, kind_of
from kg.pipeline.report_tally import Tally


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
    published: bool | None = None
    """Whether the document is in the release; ``None`` for what is about no document."""

    @property
    def kind(self) -> Kind:
        return kind_of(self.code, self.severity)

    @property
    def place(self) -> str:
        """File, line and column as terminals and editors follow them: ``sources/a.txt:12:3``."""
        parts = (self.source or "collection", self.line, self.column if self.line is not None else None)
        return ":".join(str(part) for part in parts if part is not None)


_FIELDS = tuple(one.name for one in fields(ReportEntry))


@dataclass(frozen=True)
class Report:
    """One build: its counts, and its entries as often as they are asked for.

    ``texts`` gives by the path of a source the key of its text in the release (``/snapshot/{key}``), where its rights
    let it be shown.
    """

    collection: str
    title: str
    release: str | None
    sources: int
    documents: int
    published: int
    held_back: int
    outcomes: Sequence[Outcome] = ()
    findings: Sequence[OutcomeFinding] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    counted: Tally | None = None
    """The tally, where the entries were counted while they were written."""

    @property
    def entries(self) -> Iterator[ReportEntry]:
        """Go through the entries: those about the collection first, then in the order of the outcomes."""
        for one in self.findings:
            yield _finding_entry(one, None)
        noted = self.outcomes.noted() if isinstance(self.outcomes, OutcomeLog) else self.outcomes
        for outcome in noted:
            yield from entries_of(outcome)

    @cached_property
    def tally(self) -> Tally:
        """What was counted, and some examples of each code."""
        if self.counted is not None:
            return self.counted
        tally = Tally()
        for entry in self.entries:
            tally.add(entry)
        return tally


def make_report(
    collection: Collection,
    outcomes: Sequence[Outcome],
    findings: Iterable[OutcomeFinding],
    *,
    release: str | None,
    texts: Mapping[str, str] | None = None,
) -> Report:
    """Make the report of a build.

    Args:
        collection: what was built.
        outcomes: one a document, in the order of the report.
        findings: what is to be known of the collection as a whole.
        release: the id of the release; ``None`` where nothing is published.
        texts: the keys of the texts that the release shows, by path of the source.
    """
    if isinstance(outcomes, OutcomeLog):
        sources, published = outcomes.sources, outcomes.published
    else:
        sources = len({outcome.source for outcome in outcomes})
        published = sum(outcome.published for outcome in outcomes)
    return Report(
        collection=collection.id,
        title=collection.title,
        release=release,
        sources=sources,
        documents=len(outcomes),
        published=published,
        held_back=len(outcomes) - published,
        outcomes=outcomes,
        findings=tuple(findings),
        texts=texts or {},
    )


def entries_of(outcome: Outcome) -> list[ReportEntry]:
    """List what is to be known of one document: why it failed, what breaks a shape, what its reader found."""
    entries: list[ReportEntry] = []
    if outcome.error is not None:
        where = outcome.error.where
        entries.append(
            ReportEntry(
                code=NOT_READ,
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
                published=_published(outcome),
            )
        )
    entries += [_violation_entry(one, outcome) for one in outcome.violations]
    entries += [_finding_entry(one, outcome) for one in outcome.findings]
    return entries


def entry_json(entry: ReportEntry, texts: Mapping[str, str]) -> dict[str, object]:
    """Give the members of an entry: its fields, its kind, and the key of the text that its place is in."""
    # Not asdict(): copying each value deeply takes ten times as long.
    members: dict[str, object] = {name: getattr(entry, name) for name in _FIELDS}
    return members | {"kind": entry.kind, "snapshot": texts.get(entry.source or "")}


def json_data(value: object) -> bytes:
    """Write a JSON value; a name of a file that is not UTF-8 has surrogates, written as ``\\udcXX`` as JSON allows."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")


def _published(outcome: Outcome) -> bool | None:
    return outcome.published if outcome.document is not None else None


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
        published=_published(outcome),
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
        published=_published(outcome) if outcome else None,
    )
