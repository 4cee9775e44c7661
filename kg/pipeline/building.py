"""Build a release: read, map, validate, align, store, publish. What fails is held back; the rest is published."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from kg.authorities import load_authorities
from kg.authorities.registry import KeyRegistry
from kg.config import Collection, load_collection
from kg.curations import load_curations
from kg.errors import ConfigurationError, Where
from kg.graphs.authority import authority_quads
from kg.graphs.vocabulary import vocabulary_quads
from kg.mapping import compile_mapping, load_mapping
from kg.outcome import Outcome, OutcomeFinding, Status, exit_status
from kg.pipeline.accepted import AcceptedDocuments
from kg.pipeline.common_labels import CommonLabels
from kg.pipeline.judging import Judge
from kg.pipeline.metadata import collection_metadata, statistics
from kg.pipeline.progress import SILENT, Progress
from kg.pipeline.reading import ReadDocument, ReadSource, SourceReading
from kg.pipeline.report import Report, make_report
from kg.pipeline.reporting import write_report
from kg.pipeline.settings import source_files
from kg.pipeline.worker import folder_hash
from kg.pipeline.writing import BATCH, Writing, keep_model
from kg.processes import Limits
from kg.release import Release, Stage, current_release, estimated_bytes, staged
from kg.release.contents import STORE, Contents
from kg.release.space import release_error
from kg.release.texts import TEXTS, TextsWriter
from kg.resources import mappings_folder, ontology_folder
from kg.validation import DEFAULT_ENGINE, closure_from, load_shapes
from kg.validation.rules import load_rules
from kg.version import VERSION


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
        self.files = source_files(collection)
        if not self.files:
            raise ConfigurationError(
                "The collection has no sources.",
                where=Where(str(collection.file), field="sources"),
                remedy="Put letters into its sources folder, or mend the path of [[sources]].",
            )
        self.registry = KeyRegistry.load(collection.key_registry)
        self.authorities = load_authorities(collection.authorities, same_as=collection.same_as)
        # The children apply them; what is wrong with them stops the build before it begins.
        load_curations(self.files, collection.curations, base_iri=collection.base_iri)
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
            collection,
            self.files,
            mappings=self.mappings,
            processes=options.processes or os.cpu_count() or 1,
            limits=options.limits,
        )
        self.labels = CommonLabels(collection.base_iri)
        self.outcomes: list[Outcome] = []
        self.findings: list[OutcomeFinding] = []
        self.texts: dict[str, str] = {}
        """The key of the text that the release keeps, by the path of its source."""

    def run(self) -> BuildResult:
        previous = current_release(self.collection.site)
        needed = estimated_bytes(
            source_bytes=sum(_size(file.path) for file in self.files),
            previous_bytes=0 if previous is None else previous.size,
        )
        with staged(self.collection.site, created=self.options.clock(), needed_bytes=needed) as stage:
            with closing(AcceptedDocuments(stage.scratch)) as accepted:
                self._read_all(stage, accepted)
                contents = self._write(stage, accepted)
            self._sort_by_place()
            if contents is None:
                return self._result(None, 0)
            return self._publish(stage, contents)

    def _write(self, stage: Stage, accepted: AcceptedDocuments) -> Contents | None:
        writing = Writing(
            stage,
            self.collection,
            self.authorities,
            self.vocabulary,
            self.rules,
            self.labels,
            self.outcomes,
            self.findings,
            self.progress,
        )
        return writing.write(accepted)

    def _publish(self, stage: Stage, contents: Contents) -> BuildResult:
        self.progress.stage("Publishing", None)
        keep_model(stage, mappings=self.mappings, shapes=self.ontology / "shapes")
        write_report(stage, self.collection, self.outcomes, self.findings, release=stage.id, texts=self.texts)
        quads = sum(contents.quads.values())
        if self.options.dry_run:
            return self._result(None, quads)
        self._freeze_keys()
        published = stage.commit(
            nquads_sha256=contents.nquads_sha256, counts=self._counts(contents), metadata=self._metadata(stage)
        )
        return self._result(published.release, quads)

    def _freeze_keys(self) -> None:
        """Write the new keys first: a key that was published is never given to another letter."""
        try:
            self.registry.save()
        except OSError as error:
            raise release_error(error, self.registry.path) from error

    def _result(self, release: Release | None, quads: int) -> BuildResult:
        report = make_report(
            self.collection,
            self.outcomes,
            self.findings,
            release=None if release is None else release.id,
            texts=self.texts,
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

    def _read_all(self, stage: Stage, accepted: AcceptedDocuments) -> None:
        texts = TextsWriter(stage.place(TEXTS), directory=stage.scratch)
        with texts, self.reading:
            self.reading.identify(self.registry, progress=self.progress)
            self._note_sources(self.reading.failed)
            self._note_registry()
            documents = self._documents(texts)
            while batch := list(islice(documents, BATCH)):
                self._judge_batch(batch, accepted)

    def _judge_batch(self, batch: Sequence[ReadDocument], accepted: AcceptedDocuments) -> None:
        for document, outcome in zip(batch, self.judge.judge(batch), strict=True):
            self.outcomes.append(outcome)
            if outcome.published and document.published is not None:
                accepted.add(document.key, lines=document.published.lines, record=document.published.record)
                self.labels.add(document.key, document.published.lines.splitlines(keepends=True))

    def _documents(self, texts: TextsWriter) -> Iterator[ReadDocument]:
        """Read the sources one after another; keep their texts in the release."""
        for source in self.reading.read(progress=self.progress):
            self.findings += source.findings
            if source.error is not None:
                self.outcomes.append(Outcome(Status.FAILED, source.path, error=source.error))
            if source.text is not None and source.sha256 is not None:
                self.texts[source.path] = source.sha256[:16]
                texts.add(source.sha256[:16], source.path, source.text)
            yield from source.documents

    def _sort_by_place(self) -> None:
        """Order outcomes by source and by the place of the letter in it."""
        positions = self.reading.positions
        self.outcomes.sort(key=lambda one: (one.source, positions.get((one.source, one.document or ""), -1)))

    def _counts(self, contents: Contents) -> dict[str, int]:
        counts = {f"quads_{kind}": number for kind, number in contents.quads.items()}
        counts["documents"] = sum(outcome.published for outcome in self.outcomes)
        counts["held_back"] = sum(not outcome.published for outcome in self.outcomes)
        counts["warnings"] = sum(outcome.warnings for outcome in self.outcomes)
        return counts

    def _metadata(self, stage: Stage) -> dict[str, object]:
        collection = self.collection
        shapes = sorted((self.ontology / "shapes").glob("*.ttl"))
        return {
            "software": f"lettergraph {VERSION}",
            "collection": collection_metadata(collection),
            "statistics": statistics(stage.place(STORE), base_iri=collection.base_iri),
            "readers": sorted(self.reading.readers),
            "mappings": folder_hash(sorted(self.mappings.glob("*.yaml"))),
            "shapes": folder_hash(shapes),
            "engine": self.options.engine,
        }


def _size(path: Path) -> int:
    """The size of a source; one that is gone meanwhile is reported when it is read."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
