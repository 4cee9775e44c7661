"""Build a release: read, map, validate, align, store, publish. What fails is held back; the rest is published."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from kg.authorities import load_authorities
from kg.authorities.registry import KeyRegistry
from kg.config import Collection, expand_sources, load_collection
from kg.errors import ConfigurationError, Where
from kg.graphs.alignment import align
from kg.graphs.authority import authority_quads
from kg.graphs.vocabulary import vocabulary_quads
from kg.mapping import compile_mapping, load_mapping
from kg.namespaces import PREFIXES
from kg.outcome import Outcome, OutcomeFinding, OutcomeViolation, Severity, Status, exit_status
from kg.pipeline.accepted import AcceptedDocuments
from kg.pipeline.judging import Judge
from kg.pipeline.progress import SILENT, Progress
from kg.pipeline.reading import ReadDocument, ReadSource, SourceReading
from kg.pipeline.report import Report, make_report
from kg.pipeline.reporting import write_report
from kg.pipeline.worker import folder_hash
from kg.processes import Limits
from kg.release import Release, Stage, current_release, estimated_bytes, staged, write_contents
from kg.release.contents import STORE, Contents
from kg.release.records import RECORDS, RecordsWriter
from kg.resources import mappings_folder, ontology_folder
from kg.store import ReadOnlyStore
from kg.validation import DEFAULT_ENGINE, closure_from, load_shapes
from kg.validation.rules import Breach, check_rules, load_rules
from kg.version import VERSION

BATCH = 100
"""Documents judged and aligned at once."""


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build; the defaults are what ``lettergraph build`` does without options."""

    engine: str = DEFAULT_ENGINE
    processes: int | None = None
    """``None``: one for each processor."""
    dry_run: bool = False
    """Do everything but publish; keys are not frozen either."""
    mappings: Path | None = None
    ontology: Path | None = None
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], datetime.datetime] = _now


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was built. ``release`` is ``None`` after a dry run and where no document could be published."""

    outcomes: tuple[Outcome, ...]
    findings: tuple[OutcomeFinding, ...]
    release: Release | None
    quads: int
    report: Report

    @property
    def exit_status(self) -> int:
        """0: every document is published; 1: some are held back; 2: none is, and nothing was published."""
        if not any(outcome.published for outcome in self.outcomes):
            return 2
        return exit_status(self.outcomes)


def build(folder: Path, *, options: BuildOptions | None = None, progress: Progress = SILENT) -> BuildResult:
    """Build the collection in a folder and publish the release.

    Args:
        folder: holds ``collection.toml``.
        options: see `BuildOptions`.
        progress: told of stages and steps.

    Returns:
        One outcome a document (one a source where its letters are not known), in order of source and place.

    Raises:
        ConfigurationError: the configuration is wrong, or there are no sources.
        MappingError: a mapping is wrong.
        ValidationFailure: the shapes cannot be used.
        KeyRegistryError: the frozen keys contradict themselves.
        ReleaseError: the release cannot be written; another build is at work (ReleaseLocked); too little room.
    """
    chosen = options or BuildOptions()
    return _Build(load_collection(folder), chosen, progress).run()


class _Build:
    """One build; its parts in the order in which they are needed."""

    def __init__(self, collection: Collection, options: BuildOptions, progress: Progress) -> None:
        self.collection = collection
        self.options = options
        self.progress = progress
        self.mappings = options.mappings or mappings_folder()
        self.ontology = options.ontology or ontology_folder()
        self.files = expand_sources(collection)
        if not self.files:
            raise ConfigurationError(
                "The collection has no sources.",
                where=Where(str(collection.file), field="sources"),
                remedy="Put letters into its sources folder, or mend the path of [[sources]].",
            )
        self.registry = KeyRegistry.load(collection.key_registry)
        self.authorities = load_authorities(collection.authorities, same_as=collection.same_as)
        self.vocabulary = vocabulary_quads(base_iri=collection.base_iri, folder=self.ontology)
        self.rules = load_rules(self.ontology / "rules")
        self.judge = Judge(
            shapes=load_shapes(self.ontology / "shapes", registers=collection.same_as),
            closure=closure_from(
                vocabulary=self.vocabulary,
                curated=authority_quads(self.authorities, base_iri=collection.base_iri),
            ),
            plan=compile_mapping(load_mapping(self.mappings), base_iri=collection.base_iri),
            engine=options.engine,
        )
        self.reading = SourceReading(
            collection, self.files, mappings=self.mappings, processes=options.processes or os.cpu_count() or 1
        )
        self.outcomes: list[Outcome] = []
        self.findings: list[OutcomeFinding] = []

    def run(self) -> BuildResult:
        collection = self.collection
        previous = current_release(collection.site)
        needed = estimated_bytes(
            source_bytes=sum(file.path.stat().st_size for file in self.files),
            previous_bytes=0 if previous is None else previous.size,
        )
        with staged(collection.site, created=self.options.clock(), needed_bytes=needed) as stage:
            self.reading.identify(self.registry, progress=self.progress, limits=self.options.limits)
            self._note_sources(self.reading.failed)
            self._note_registry()
            with closing(AcceptedDocuments(stage.scratch / "accepted.jsonl")) as accepted:
                self._judge_all(stage, accepted)
                if not accepted.count:
                    return self._result(None, 0)
                contents = self._write(stage, accepted)
            self._sort_by_place()
            self._keep_model(stage)
            write_report(stage, collection, self.outcomes, self.findings, release=stage.id)
            quads = sum(contents.quads.values())
            if self.options.dry_run:
                return self._result(None, quads)
            self.registry.save()
            published = stage.commit(
                nquads_sha256=contents.nquads_sha256, counts=self._counts(contents), metadata=self._metadata()
            )
            return self._result(published.release, quads)

    def _result(self, release: Release | None, quads: int) -> BuildResult:
        report = make_report(
            self.collection, self.outcomes, self.findings, release=None if release is None else release.id
        )
        return BuildResult(tuple(self.outcomes), tuple(self.findings), release, quads, report)

    def _note_sources(self, sources: Iterable[ReadSource]) -> None:
        for source in sources:
            if source.error is not None:
                outcome = Outcome(Status.FAILED, source.path, findings=source.findings, error=source.error)
                self.outcomes.append(outcome)
            for document in source.documents:
                self.outcomes += self.judge.judge([document]) if document.error is not None else []

    def _note_registry(self) -> None:
        """Keys whose letters are gone stay reserved; say so."""
        for entry in self.registry.vanished(self.reading.loci):
            self.findings.append(
                OutcomeFinding(
                    code="letter-vanished",
                    what=f'The letter "{entry.label}" ({entry.key}) is no longer in {entry.source}.',
                    where=Where(str(self.collection.key_registry.name), field=entry.key),
                    remedy="Its key stays reserved. If the source was renamed, correct its path in keys.tsv.",
                )
            )
        self.findings += [
            OutcomeFinding(code=one.code, what=one.what, where=one.where, remedy=one.remedy)
            for one in self.collection.findings
        ]

    def _judge_all(self, stage: Stage, accepted: AcceptedDocuments) -> None:
        with RecordsWriter(stage.place(RECORDS), directory=stage.scratch) as records:
            documents = self._documents(stage)
            while batch := list(islice(documents, BATCH)):
                for document, outcome in zip(batch, self.judge.judge(batch), strict=True):
                    self.outcomes.append(outcome)
                    if outcome.published and document.record is not None:
                        accepted.add(document.key, document.lines)
                        records.add(document.key, document.record)

    def _documents(self, stage: Stage) -> Iterator[ReadDocument]:
        """Read the sources one after another; keep their texts in the release."""
        for source in self.reading.read(progress=self.progress, limits=self.options.limits):
            self.findings += source.findings
            if source.error is not None:
                self.outcomes.append(Outcome(Status.FAILED, source.path, error=source.error))
            if source.text is not None and source.sha256 is not None:
                name = f"sources/{source.sha256[:16]}.txt"
                if not stage.place(name).exists():  # the same bytes may stand under two names
                    stage.write(name, source.text.encode())
            yield from source.documents

    def _write(self, stage: Stage, accepted: AcceptedDocuments) -> Contents:
        """Write dumps and store; where documents contradict each other, hold back and write again without them."""
        self.progress.stage("Writing dumps and store", None)
        contents = self._write_once(stage, accepted, without=frozenset())
        with closing(ReadOnlyStore(stage.place(STORE))) as store:
            breaches = check_rules(store, self.rules, base_iri=self.collection.base_iri)
        held_back = self._hold_back(breaches)
        if held_back:
            stage.discard("dumps", STORE)
            contents = self._write_once(stage, accepted, without=held_back)
        return contents

    def _write_once(self, stage: Stage, accepted: AcceptedDocuments, *, without: frozenset[str]) -> Contents:
        return write_contents(
            stage,
            self._lines(accepted, without),
            base_iri=self.collection.base_iri,
            name=self.collection.id,
            prefixes=PREFIXES,
        )

    def _lines(self, accepted: AcceptedDocuments, without: frozenset[str]) -> Iterator[str]:
        base_iri = self.collection.base_iri
        published = {one.document for one in self.outcomes if one.published and one.document} - without
        authority = authority_quads(self.authorities, base_iri=base_iri, documents=published)
        yield from authority
        yield from self.vocabulary
        for batch in accepted.batches(BATCH, without=without):
            yield from batch
            yield from align(batch, authority, base_iri=base_iri)

    def _hold_back(self, breaches: Iterable[Breach]) -> frozenset[str]:
        """Turn the outcomes of documents that contradict others into rejections."""
        by_document: dict[str, list[Breach]] = {}
        for breach in breaches:
            if breach.document is None or breach.severity is not Severity.VIOLATION:
                self.findings.append(_finding_of(breach))
            else:
                by_document.setdefault(breach.document, []).append(breach)
        for index, outcome in enumerate(self.outcomes):
            broken = by_document.get(outcome.document or "")
            if broken:
                violations = tuple(_violation_of(breach, outcome) for breach in broken)
                self.outcomes[index] = replace(
                    outcome, status=Status.REJECTED, violations=(*outcome.violations, *violations)
                )
        return frozenset(by_document)

    def _keep_model(self, stage: Stage) -> None:
        """Keep the mappings and shapes that made the release, so that it explains itself after they have changed."""
        for folder, pattern in ((self.mappings, "*.yaml"), (self.ontology / "shapes", "*.ttl")):
            name = "mappings" if folder == self.mappings else "shapes"
            for path in sorted(folder.glob(pattern)):
                stage.write(f"model/{name}/{path.name}", path.read_bytes())

    def _sort_by_place(self) -> None:
        """Order outcomes by source and by the place of the letter in it."""
        loci = {entry.key: entry.locus.zfill(12) for entry in self.registry.entries}
        self.outcomes.sort(key=lambda one: (one.source, loci.get(one.document or "", ""), one.document or ""))

    def _counts(self, contents: Contents) -> dict[str, int]:
        counts = {f"quads_{kind}": number for kind, number in contents.quads.items()}
        counts["documents"] = sum(outcome.published for outcome in self.outcomes)
        counts["held_back"] = sum(not outcome.published for outcome in self.outcomes)
        counts["warnings"] = sum(outcome.warnings for outcome in self.outcomes)
        return counts

    def _metadata(self) -> dict[str, object]:
        collection = self.collection
        shapes = sorted((self.ontology / "shapes").glob("*.ttl"))
        return {
            "software": f"lettergraph {VERSION}",
            "collection": {"id": collection.id, "title": collection.title, "base_iri": collection.base_iri},
            "readers": sorted(self.reading.readers),
            "mappings": folder_hash(sorted(self.mappings.glob("*.yaml"))),
            "shapes": folder_hash(shapes),
            "engine": self.options.engine,
        }


def _finding_of(breach: Breach) -> OutcomeFinding:
    return OutcomeFinding(
        code=breach.code,
        what=breach.what,
        where=Where(field=breach.focus_node.strip("<>") or None),
        severity=breach.severity,
        remedy=breach.remedy,
    )


def _violation_of(breach: Breach, outcome: Outcome) -> OutcomeViolation:
    return OutcomeViolation(
        what=breach.what,
        severity=breach.severity,
        shape=breach.code,
        focus_node=breach.focus_node or "",
        where=Where(outcome.source),
        why=breach.why,
        remedy=breach.remedy,
    )
