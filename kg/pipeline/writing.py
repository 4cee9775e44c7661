"""Write what was accepted into the release: statements, records, and the model that they were made by.

Rules across documents are asked of the finished store. What contradicts another document is held back, and the rest is
written again without it, until nothing contradicts anything: taking out one document may leave another with a link
into nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kg.authorities import Authorities
from kg.config import Collection
from kg.errors import Where
from kg.graphs.alignment import align
from kg.graphs.authority import authority_quads
from kg.namespaces import PREFIXES
from kg.outcome import Outcome, OutcomeFinding, OutcomeViolation, Severity, Status
from kg.pipeline.accepted import AcceptedDocuments
from kg.pipeline.common_labels import CommonLabels
from kg.pipeline.progress import SILENT, Progress
from kg.pipeline.report import entries_of
from kg.release import Stage, write_contents
from kg.release.contents import DUMPS, STORE, Contents
from kg.release.records import RECORDS, RecordsWriter
from kg.store import ReadOnlyStore
from kg.validation.rules import Breach, Rule, check_rules

BATCH = 100
"""Documents judged and aligned at once."""


@dataclass(slots=True)
class Writing:
    """The writing of one release. ``outcomes`` and ``findings`` are those of the build; holding back changes them."""

    stage: Stage
    collection: Collection
    authorities: Authorities
    vocabulary: Sequence[str]
    rules: Sequence[Rule]
    labels: CommonLabels
    outcomes: list[Outcome]
    findings: list[OutcomeFinding]
    progress: Progress = SILENT

    def write(self, accepted: AcceptedDocuments) -> Contents | None:
        """Write dumps, store and records of all documents that contradict no other; ``None`` if none is left."""
        held_back: frozenset[str] = frozenset()
        while accepted.keys - held_back:
            self.progress.stage("Writing dumps and store", None)
            contents = self._write_contents(accepted, without=held_back)
            self.progress.stage("Comparing letters", None)
            with closing(ReadOnlyStore(self.stage.place(STORE))) as store:
                breaches = check_rules(store, self.rules, base_iri=self.collection.base_iri)
            broken = self._broken(breaches, known=held_back)
            if not broken:
                self._note(breaches)
                self._write_records(accepted, without=held_back)
                return contents
            self._hold_back(broken)
            held_back |= broken.keys()
            for key, lines in accepted.lines_of(broken.keys()):
                self.labels.remove(key, lines)
            self.stage.discard(DUMPS, STORE)
        return None

    def _write_contents(self, accepted: AcceptedDocuments, *, without: frozenset[str]) -> Contents:
        return write_contents(
            self.stage,
            self._lines(accepted, without),
            base_iri=self.collection.base_iri,
            name=self.collection.id,
            prefixes=PREFIXES,
        )

    def _lines(self, accepted: AcceptedDocuments, without: frozenset[str]) -> Iterator[str]:
        base_iri = self.collection.base_iri
        authority = authority_quads(self.authorities, base_iri=base_iri, documents=accepted.keys - without)
        yield from authority
        yield from self.vocabulary
        for batch in accepted.batches(BATCH, without=without):
            yield from self.labels.without_rivals(batch)
            yield from align(batch, authority, base_iri=base_iri)

    def _broken(self, breaches: Iterable[Breach], *, known: frozenset[str]) -> dict[str, list[Breach]]:
        """Violations by the document to hold back."""
        by_document: dict[str, list[Breach]] = {}
        for breach in breaches:
            if breach.document is not None and breach.severity is Severity.VIOLATION and breach.document not in known:
                by_document.setdefault(breach.document, []).append(breach)
        return by_document

    def _note(self, breaches: Iterable[Breach]) -> None:
        """Report what is left in the release: nobody's in particular, or no violation."""
        self.findings += [_finding_of(breach) for breach in breaches]

    def _hold_back(self, broken: Mapping[str, Sequence[Breach]]) -> None:
        for index, outcome in enumerate(self.outcomes):
            breaches = broken.get(outcome.document or "")
            if breaches:
                violations = tuple(_violation_of(breach, outcome) for breach in breaches)
                self.outcomes[index] = replace(
                    outcome, status=Status.REJECTED, violations=(*outcome.violations, *violations)
                )

    def _write_records(self, accepted: AcceptedDocuments, *, without: frozenset[str]) -> None:
        """Write what pages and ``explain`` read: records, and what is to be known of each document."""
        notes = {outcome.document: outcome for outcome in self.outcomes if outcome.document is not None}
        with RecordsWriter(self.stage.place(RECORDS), directory=self.stage.scratch) as records:
            for key, record in accepted.records(without=without):
                records.add(key, record, findings=_entries(notes.pop(key, None)))
            for key, outcome in notes.items():
                records.add_findings(key, _entries(outcome))


def _entries(outcome: Outcome | None) -> list[dict[str, object]]:
    """The entries of the report on one document, without what does not apply."""
    entries = () if outcome is None else entries_of(outcome)
    return [{name: value for name, value in asdict(entry).items() if value is not None} for entry in entries]


def keep_model(stage: Stage, *, mappings: Path, shapes: Path) -> None:
    """Keep the mappings and shapes that made the release, so that it explains itself after they have changed."""
    for name, folder, pattern in (("mappings", mappings, "*.yaml"), ("shapes", shapes, "*.ttl")):
        for path in sorted(folder.glob(pattern)):
            stage.write(f"model/{name}/{path.name}", path.read_bytes())


def _finding_of(breach: Breach) -> OutcomeFinding:
    return OutcomeFinding(
        code=breach.code,
        what=breach.what,
        where=Where(field=breach.focus_node or None),
        severity=breach.severity,
        remedy=breach.remedy,
    )


def _violation_of(breach: Breach, outcome: Outcome) -> OutcomeViolation:
    return OutcomeViolation(
        what=breach.what,
        severity=breach.severity,
        shape=breach.code,
        focus_node=breach.focus_node,
        where=Where(outcome.source, field=breach.focus_node or None),
        why=breach.why,
        value=breach.value,
        remedy=breach.remedy,
    )
