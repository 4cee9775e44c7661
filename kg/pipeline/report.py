"""The report of a build: what was published, what was held back and why, and where to look.

Every entry says what is wrong, why it matters, where the words stand and what to do. JSON, CSV, the page and the
terminal show one model; ``docs/reference/report.md`` describes it. Entries are made when they are asked for and are
never held all at once: a hundred thousand letters have hundreds of thousands of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from operator import attrgetter
from typing import Any, cast

from kg.config import Collection
from kg.outcome import Outcome, OutcomeFinding, Severity, Status
from kg.pipeline.outcome_form import outcome_json
from kg.pipeline.outcome_log import PUBLISHED_STATUS, OutcomeLog
from kg.pipeline.report_kinds import NOT_READ, Kind, kind_of
from kg.pipeline.report_tally import Tally

Json = Mapping[str, object]
_ENCODER = json.JSONEncoder(ensure_ascii=False)


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
_values = attrgetter(*_FIELDS)


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
        of_the_collection = outcome_json(Outcome(Status.OK, "", findings=tuple(self.findings)))
        yield from entries_of_json({**of_the_collection, "source": None})
        noted = self.outcomes.noted() if isinstance(self.outcomes, OutcomeLog) else map(outcome_json, self.outcomes)
        for outcome in noted:
            yield from entries_of_json(outcome)

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
    return entries_of_json(outcome_json(outcome))


def entries_of_json(outcome: Json) -> list[ReportEntry]:
    """List the entries of an outcome that is still the JSON of `kg.pipeline.outcome_form`, as `entries_of` does."""
    document = cast("str | None", outcome.get("document"))
    published = outcome["status"] in PUBLISHED_STATUS if document is not None else None
    about = (document, cast("str | None", outcome.get("label")), cast("str | None", outcome["source"]), published)
    error = cast("Json | None", outcome.get("error"))
    entries = []
    if error is not None:
        failed = {"code": NOT_READ, "severity": Severity.VIOLATION.value, "why": "Nothing of it is published."}
        entries.append(_entry({**error, **failed}, about))
    for one in cast("Sequence[Json]", outcome.get("violations", ())):
        shape = cast("str", one["shape"])
        entries.append(_entry({**one, "code": shape.rpartition("#")[2] or shape}, about))
    entries += [_entry(one, about) for one in cast("Sequence[Json]", outcome.get("findings", ()))]
    return entries


def _entry(one: Json, about: tuple[str | None, str | None, str | None, bool | None]) -> ReportEntry:
    document, label, source, published = about
    get = cast("Callable[[str], Any]", one.get)  # of the types of the fields, as outcome_json writes them
    return ReportEntry(
        one["code"],  # type: ignore[arg-type]  # as above
        one["severity"],  # type: ignore[arg-type]
        one["what"],  # type: ignore[arg-type]
        document,
        label,
        get("file") or source,
        get("line"),
        get("column"),
        get("words"),
        get("field"),
        get("why"),
        get("remedy"),
        published,
    )


def entry_json(entry: ReportEntry, texts: Mapping[str, str]) -> dict[str, object]:
    """Give the members of an entry: its fields, its kind, and the key of the text that its place is in."""
    # Not asdict(): copying each value deeply takes ten times as long.
    members: dict[str, object] = dict(zip(_FIELDS, _values(entry), strict=True))
    members["kind"] = entry.kind
    members["snapshot"] = texts.get(entry.source or "")
    return members


def json_data(value: object) -> bytes:
    """Write a JSON value; a name of a file that is not UTF-8 has surrogates, written as ``\\udcXX`` as JSON allows."""
    return _ENCODER.encode(value).encode("utf-8", "backslashreplace")
