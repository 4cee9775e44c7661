"""Build a release: read, map, validate, align, store, publish. What fails is held back; the rest is published.

Blocks of letters are made by limited children or taken from the cache (`kg.pipeline.block_reading`), and the release is
put together of them while they arrive (`kg.pipeline.assembling`).
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from kg.authorities import Authorities, load_authorities
from kg.authorities.joined_letters import joined_letters
from kg.authorities.lookups import authorities_digest
from kg.authorities.redirects import REDIRECTS, redirects_json
from kg.authorities.registry import KeyRegistry
from kg.config import Collection, load_collection
from kg.curations import load_curations
from kg.errors import ConfigurationError, Where
from kg.graphs.vocabulary import vocabulary_quads
from kg.mapping import compile_mapping, load_mapping
from kg.namespaces import PREFIXES
from kg.outcome import Outcome, OutcomeFinding, Status
from kg.pipeline.assembling import Assembly
from kg.pipeline.block_reading import BlockReading
from kg.pipeline.cache import Cache
from kg.pipeline.fingerprint import code_digest, digest_of, folder_hash, model_digest
from kg.pipeline.garbage import collecting_rarely
from kg.pipeline.identifying import Identified, identify
from kg.pipeline.kept import failed_sources, headers_of
from kg.pipeline.messages import findings_of
from kg.pipeline.metadata import collection_metadata
from kg.pipeline.model import keep_model
from kg.pipeline.outcome_log import OutcomeLog
from kg.pipeline.planning import PlannedBlock, PlannedLetter, planned_blocks, planned_letters
from kg.pipeline.progress import SILENT, Progress
from kg.pipeline.release_records import write_records
from kg.pipeline.report import Report, make_report
from kg.pipeline.reporting import write_report
from kg.pipeline.settings import source_files
from kg.pipeline.source_texts import write_texts
from kg.processes import LimitedPool, Limits
from kg.records.joined_letters import JoinedLetters
from kg.release import Release, Stage, current_release, estimated_bytes, staged
from kg.release.contents import Contents, ContentsWriter
from kg.release.space import release_error
from kg.resources import mappings_folder, ontology_folder
from kg.validation import DEFAULT_ENGINE, load_shapes
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
    fresh: bool = False
    """Read everything again, whatever earlier builds left."""
    mappings: Path | None = None
    ontology: Path | None = None
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], datetime.datetime] = _now


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was built. ``release`` is ``None`` after a dry run and where no document could be published."""

    outcomes: Sequence[Outcome]
    findings: tuple[OutcomeFinding, ...]
    release: Release | None
    quads: int
    report: Report
    reused: int = 0
    """Letters that were taken over from an earlier build, or from one that broke off."""
    built: int = 0
    """Letters that were read."""

    @property
    def exit_status(self) -> int:
        """0: every document is published; 1: some are held back; 2: none is, and nothing was published."""
        published = self.report.published
        if not published:
            return 2
        return 0 if published == len(self.outcomes) else 1


def build(folder: Path, *, options: BuildOptions | None = None, progress: Progress = SILENT) -> BuildResult:
    """Build the collection in a folder and publish the release.

    What did not change since an earlier build is not read again; the result is the same to the byte.

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
    with collecting_rarely():
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
        self.authorities: Authorities = load_authorities(
            collection.authorities, same_as=collection.same_as, identities=collection.identities
        )
        # The children apply what follows; what is wrong with it stops the build before it begins.
        self.curations = load_curations(self.files, collection.curations, base_iri=collection.base_iri)
        compile_mapping(load_mapping(self.mappings), base_iri=collection.base_iri)
        load_shapes(self.ontology / "shapes", registers=collection.same_as)
        self.vocabulary = vocabulary_quads(base_iri=collection.base_iri, folder=self.ontology)
        self.rules = load_rules(self.ontology / "rules")
        self.authorities_digest = authorities_digest(self.authorities)
        self.outcomes = OutcomeLog()
        self.findings: list[OutcomeFinding] = []
        self._as_cached: set[str] = set()
        self._failed: set[str] = set()
        """Sources that could not be read."""
        self.texts: dict[str, str] = {}
        """The key of the text that the release keeps, by the path of its source."""

    def run(self) -> BuildResult:
        previous = current_release(self.collection.site)
        needed = estimated_bytes(
            source_bytes=sum(_size(file.path) for file in self.files),
            previous_bytes=0 if previous is None else previous.size,
        )
        with (
            staged(self.collection.site, created=self.options.clock(), needed_bytes=needed) as stage,
            self._pool() as pool,
            self._pool() as spare,
        ):
            cache = Cache(self.collection.site / "cache", fresh=self.options.fresh)
            identified = identify(
                self.collection, self.files, pool=pool, cache=cache, registry=self.registry, progress=self.progress
            )
            self._note(identified)
            joined = joined_letters(self.authorities.decisions, identified.keys)
            plans = list(planned_blocks(self._letters(identified, joined)))
            reading = BlockReading(
                pool=pool,
                spare=spare,
                cache=cache,
                authorities=self.authorities,
                authorities_digest=self.authorities_digest,
                registers=[one.path for one in identified.registers],
                curated=frozenset(self.curations.by_source),
                joined=joined,
                scratch=stage.scratch,
                progress=self.progress,
            )
            result = self._assemble(stage, reading, plans, identified, previous)
            if result.release is not None:
                self._keep_plan(cache, plans, result.release.id)
            return result

    def _assemble(
        self,
        stage: Stage,
        reading: BlockReading,
        plans: Sequence[PlannedBlock],
        identified: Identified,
        previous: Release | None,
    ) -> BuildResult:
        """Put the release together while its blocks are made."""
        known = reading.known(plans)
        with ContentsWriter(
            stage,
            base_iri=self.collection.base_iri,
            name=self.collection.id,
            prefixes=PREFIXES,
            previous=None if self.options.fresh or previous is None else previous.path,
        ) as contents_writer:
            assembly = Assembly(
                stage, self.collection, self.authorities, self.vocabulary, self.rules, contents_writer, self.progress
            )
            assembly.take(reading.blocks(plans, known))
            reading.rest()  # the store needs their memory now
            contents = assembly.settle()
            self._note_blocks(assembly, identified)
            if contents is None:
                return self._result(None, 0, assembly)
            self.texts = write_texts(
                stage, identified.sources, pool=reading.pool, previous=previous, failed=self._failed
            )
            report = self._complete(stage, assembly, reading.cache, previous)
            contents_writer.wait()
        return self._publish(stage, contents, assembly, identified, report)

    def _pool(self) -> LimitedPool:
        setup = {
            "collection": str(self.collection.folder.resolve()),
            "mappings": str(self.mappings.resolve()),
            "ontology": str(self.ontology.resolve()),
            "engine": self.options.engine,
        }
        processes = self.options.processes or os.cpu_count() or 1
        return LimitedPool("kg.pipeline.worker:handler", setup, processes=processes, limits=self.options.limits)

    def _letters(self, identified: Identified, joined: JoinedLetters) -> Iterator[PlannedLetter]:
        collection = self.collection
        environment = digest_of(
            code_digest(),
            model_digest(mappings=self.mappings, ontology=self.ontology),
            collection.base_iri,
            collection.id,
            collection.same_as,
            self.options.engine,
        )
        folder = str(collection.folder)
        curations = {
            path: digest_of(repr(found).replace(folder, "")) for path, found in self.curations.by_source.items()
        }
        return planned_letters(identified, environment=environment, curations=curations, joined=joined)

    def _note(self, identified: Identified) -> None:
        """Keys whose letters are gone stay reserved; say so, and what could not be identified."""
        for outcome in identified.outcomes:
            position = identified.positions.get((outcome.source, outcome.document or ""))
            self.outcomes.add(outcome, position=position)
        for entry in self.registry.vanished(identified.loci):
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

    def _note_blocks(self, assembly: Assembly, identified: Identified) -> None:
        """Note what became of the letters, in order of source and place."""
        for made in assembly.blocks:
            block = made.open()
            for path, error in failed_sources(block).items():
                if path not in self._failed:
                    self._failed.add(path)
                    self.outcomes.add(Outcome(Status.FAILED, path, error=error))
            for header in headers_of(block):
                position = identified.positions[str(header["source"]), str(header["key"])]
                self.outcomes.add_json(cast("Mapping[str, object]", header["outcome"]), position=position)
                self.findings += findings_of(header.get("source_findings", ()))
        self.findings += assembly.findings

    def _keep_plan(self, cache: Cache, plans: Sequence[PlannedBlock], release: str) -> None:
        cache.keep_plan(
            {one.name: one.keys for one in plans if one.name in self._as_cached},
            used={one.name for one in plans},
            authorities=self.authorities_digest,
            release=release,
        )

    def _complete(self, stage: Stage, assembly: Assembly, cache: Cache, previous: Release | None) -> Report:
        """Write what a release holds beside its statements."""
        self.progress.stage("Publishing", None)
        keep_model(stage, mappings=self.mappings, shapes=self.ontology / "shapes")
        self._as_cached = assembly.as_cached
        before = None if previous is None else previous.id
        unchanged = [
            made.plan.name
            for made in assembly.blocks
            if made.known and not made.held_back and cache.is_in(before, made.plan.name)
        ]
        write_records(stage, assembly.blocks, previous=previous, unchanged=frozenset(unchanged))
        stage.write(REDIRECTS, redirects_json(self.authorities.decisions))
        return write_report(stage, self.collection, self.outcomes, self.findings, release=stage.id, texts=self.texts)

    def _publish(
        self, stage: Stage, contents: Contents, assembly: Assembly, identified: Identified, report: Report
    ) -> BuildResult:
        quads = sum(contents.quads.values())
        if self.options.dry_run:
            return self._result(None, quads, assembly, replace(report, release=None))
        self._freeze_keys()
        published = stage.commit(
            nquads_sha256=contents.nquads_sha256,
            counts=self._counts(contents),
            metadata=self._metadata(contents, identified),
        )
        return self._result(published.release, quads, assembly, report)

    def _freeze_keys(self) -> None:
        """Write the new keys first: a key that was published is never given to another letter."""
        try:
            self.registry.save()
        except OSError as error:
            raise release_error(error, self.registry.path) from error

    def _result(
        self, release: Release | None, quads: int, assembly: Assembly, report: Report | None = None
    ) -> BuildResult:
        if report is None:
            report = make_report(self.collection, self.outcomes, self.findings, release=None, texts=self.texts)
        built = sum(made.built for made in assembly.blocks)
        reused = sum(len(made.plan.letters) for made in assembly.blocks) - built
        return BuildResult(self.outcomes, tuple(self.findings), release, quads, report, reused, built)

    def _counts(self, contents: Contents) -> dict[str, int]:
        counts = {f"quads_{kind}": number for kind, number in contents.quads.items()}
        counts["documents"] = self.outcomes.published
        counts["held_back"] = len(self.outcomes) - self.outcomes.published
        counts["warnings"] = self.outcomes.warnings
        return counts

    def _metadata(self, contents: Contents, identified: Identified) -> dict[str, object]:
        return {
            "software": f"lettergraph {VERSION}",
            "collection": collection_metadata(self.collection),
            "statistics": contents.statistics,
            "readers": sorted({one.reader for one in identified.sources}),
            "mappings": folder_hash(sorted(self.mappings.glob("*.yaml"))),
            "shapes": folder_hash(sorted((self.ontology / "shapes").glob("*.ttl"))),
            "engine": self.options.engine,
        }


def _size(path: Path) -> int:
    """The size of a source; one that is gone meanwhile is reported when it is read."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
