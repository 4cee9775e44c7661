"""What a limited child makes of a block: read, map and judge its letters, and write the block file.

What did not change since an earlier build, or since an attempt that broke off, is taken over from its block file. A
source that cannot be read is noted in the block; the other letters are made all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from kg.authorities import Authorities
from kg.authorities.lookups import Recording, answers
from kg.curations import CurationFiles, curations_by_document
from kg.errors import LettergraphError, MalformedSource, Where
from kg.graphs.alignment import Aligner
from kg.graphs.parts import part_of
from kg.graphs.witness_labels import beside_preferred
from kg.namespaces import PREFIXES
from kg.outcome import Outcome, Status
from kg.pipeline.judging import Judge
from kg.pipeline.kept import Json, KeptBlock, KeptDocument, read_kept, with_snapshot, write_kept
from kg.pipeline.letter_mapping import LetterMapping, ReadDocument
from kg.pipeline.messages import error_json, finding_json
from kg.pipeline.messages import given_up as given_up_error
from kg.pipeline.opened_sources import OpenedSources
from kg.pipeline.outcome_form import outcome_json
from kg.records.document import Finding
from kg.records.joined_letters import JoinedDocument, JoinedLetters
from kg.records.reference import EntityType
from kg.release.blocks import Block, BlockDamaged
from kg.release.records import packed
from kg.sources import Source, SourceText
from kg.sources.text import doubtful_encoding
from kg.validation.facts import facts_of

_NAMED = "(person|body|place|position)"
_NOT_ASKED = "given up"
"""No digest: what was given up is tried again the next time."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A letter of the task."""

    key: str
    locus: str
    input: str
    source: str
    snapshot: str


@dataclass(slots=True)
class _Made:
    """What is made of a block so far, by key; ``failed`` are whole sources."""

    documents: dict[str, KeptDocument] = field(default_factory=dict)
    failed: dict[str, Json] = field(default_factory=dict)
    read: list[tuple[_Asked, ReadDocument]] = field(default_factory=list)
    lookups: dict[str, tuple[object, ...]] = field(default_factory=dict)
    source_findings: dict[str, tuple[Json, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BlockMaker:
    """Makes blocks of one collection; everything in it is the same for all of them."""

    sources: OpenedSources
    mapping: LetterMapping
    judge: Judge
    aligner: Aligner
    authorities: Authorities
    recording: Recording
    curations: CurationFiles
    base_iri: str

    def make(self, task: Mapping[str, object]) -> int:
        """Write the block file of a task; gives the number of letters that were read for it.

        Args:
            task: ``path`` of the file; ``sources``, in order, each with ``source``, ``sha256``, ``letters`` (key,
                locus, input), ``pointed_to``, ``joined``, ``first`` and ``documents`` (all keys of a source with
                curations); ``registers``; ``reuse``: block files to take letters from; ``given_up``: reasons by key or
                by source; ``authorities``: the digest of all of them.

        Raises:
            OSError: the block cannot be written.
        """
        made = _Made()
        sources = cast("Sequence[Mapping[str, object]]", task["sources"])
        asked = [one for source in sources for one in _asked(source)]
        given_up = cast("Mapping[str, str]", task["given_up"])
        self._take_over(asked, cast("Sequence[str]", task["reuse"]), made)
        for one in asked:
            if one.key in given_up:
                made.documents[one.key] = _given_up(one, given_up[one.key])
        for source in sources:
            path = str(source["source"])
            wanted = [one for one in _asked(source) if one.key not in made.documents]
            if path in given_up:
                made.failed[path] = error_json(given_up_error(path, given_up[path]))
            elif wanted:
                self._read(source, wanted, made, registers=cast("Sequence[str]", task["registers"]))
        self._judge(made)
        documents = [made.documents[one.key] for one in asked if one.key in made.documents]
        kept = KeptBlock(tuple(documents), made.failed, str(task["authorities"]), complete=not given_up)
        write_kept(Path(str(task["path"])), kept, prefixes=PREFIXES, base_iri=self.base_iri)
        return len(made.read)

    def _take_over(self, asked: Sequence[_Asked], paths: Sequence[str], made: _Made) -> None:
        """Take what has the same input, and whose questions the authorities answer as they did."""
        wanted = {one.key: one for one in asked}
        for path in paths:
            try:
                kept = read_kept(Block.open(Path(path)))
            except (BlockDamaged, OSError):
                continue
            for document in kept.documents:
                one = wanted.get(document.key)
                if one is None or one.input != document.input:
                    continue
                if document.answers == answers(document.lookups, self.authorities):
                    made.documents[one.key] = with_snapshot(document, one.snapshot)

    def _read(
        self, task: Mapping[str, object], wanted: Sequence[_Asked], made: _Made, *, registers: Sequence[str]
    ) -> None:
        """Read the letters of one source; if it cannot be read, that is what the block says of it."""
        path = str(task["source"])
        try:
            self._read_letters(task, wanted, made, registers)
            return
        except LettergraphError as error:
            made.failed[path] = self._error_json(error)
        except RecursionError:
            what = "It is nested too deeply."
            made.failed[path] = error_json(MalformedSource(what, where=Where(path), remedy="Simplify the source."))
        except OSError as error:
            what = f"The file cannot be read: {error.strerror or error}."
            remedy = "Check that it exists and may be read."
            made.failed[path] = error_json(MalformedSource(what, where=Where(path), remedy=remedy))
        self.recording.take()

    def _read_letters(
        self, task: Mapping[str, object], wanted: Sequence[_Asked], made: _Made, registers: Sequence[str]
    ) -> None:
        path = str(task["source"])
        source, text, reader = self.sources.open(path)
        if source.sha256 != task["sha256"]:
            what = "The file was changed while it was being read."
            raise MalformedSource(what, where=Where(path), remedy="Build again.")
        related = self.sources.related(registers, cast("Mapping[str, str]", task["pointed_to"]))
        keys = {one.locus: one.key for one in wanted}
        result = reader.read(source, text, keys=keys, authorities=self.recording, related=related)
        self._note_lookups(wanted, made)
        documents = cast("Sequence[str] | None", task["documents"]) or [record.key for record in result.records]
        curations = curations_by_document(self.curations.of(path), documents)
        joined = _joined(task)
        by_key = {one.key: one for one in wanted}
        for record in result.records:
            one = by_key[record.key]
            curated = curations.get(record.key, ())
            read = self.mapping.document(joined.enter(record), curated, text=text.text)
            if curated:
                self._note_named(read, made)
            made.read.append((one, read))
        if task["first"] and any(one.key == _first_key(task) for one in wanted):
            made.source_findings[_first_key(task)] = _findings_of_source(source, text, result.findings)

    def _note_lookups(self, wanted: Sequence[_Asked], made: _Made) -> None:
        noted = self.recording.take()
        own = {one.key: noted.pop(one.key, []) for one in wanted}
        # What was asked for the source as a whole was asked for each of its letters.
        common = sorted({lookup for lookups in noted.values() for lookup in lookups})
        for key, lookups in own.items():
            made.lookups[key] = (*made.lookups.get(key, ()), *common, *lookups)

    def _note_named(self, read: ReadDocument, made: _Made) -> None:
        """A curation names entities that its letter never asked for; what is known of them goes into its verdict."""
        asking = self.recording.for_letter(read.key)
        for line in () if read.judged is None else read.judged.lines:
            for type_, key in re.findall(
                rf"<{re.escape(self.base_iri)}id/(person|body|place|position)/([^>#/]+)>", line
            ):
                asking.get(EntityType(type_), key)
        made.lookups[read.key] = (*made.lookups[read.key], *self.recording.take().get(read.key, ()))

    def _judge(self, made: _Made) -> None:
        """Validate what was read in one batch, and make the parts of the release of what may be published."""
        outcomes = self.judge.judge([read for _, read in made.read])
        for (one, read), outcome in zip(made.read, outcomes, strict=True):
            made.documents[one.key] = self._kept(one, read, outcome, made)

    def _kept(self, one: _Asked, read: ReadDocument, outcome: Outcome, made: _Made) -> KeptDocument:
        lookups = made.lookups.get(one.key, ())
        kept = KeptDocument(
            key=one.key,
            source=one.source,
            snapshot=one.snapshot,
            input=one.input,
            lookups=lookups,
            answers=answers(lookups, self.authorities),
            outcome=self._outcome_json(outcome),
            source_findings=made.source_findings.get(one.key, ()),
        )
        if not outcome.published or read.published is None:
            return kept
        lines: Sequence[str] = read.published.lines
        if read.letter is not None and not read.preferred:
            lines = beside_preferred(lines, letter=read.letter, base_iri=self.base_iri)
        part = part_of(
            lines,
            key=one.key,
            base_iri=self.base_iri,
            aligner=self.aligner,
            letter=read.letter,
            shared=self.authorities.shared,
        )
        facts = facts_of(part, key=one.key, base_iri=self.base_iri)
        return kept.published_as(part, facts=facts, record=packed(read.published.record))

    def _outcome_json(self, outcome: Outcome) -> Json:
        return outcome_json(outcome, relative=self.mapping.relative)

    def _error_json(self, error: LettergraphError) -> Json:
        return {name: self.mapping.relative(value) for name, value in error_json(error).items()}


def _asked(source: Mapping[str, object]) -> Iterable[_Asked]:
    path, sha256 = str(source["source"]), str(source["sha256"])
    for key, locus, digest in cast("Sequence[tuple[str, str, str]]", source["letters"]):
        yield _Asked(key, locus, digest, path, sha256)


def _first_key(source: Mapping[str, object]) -> str:
    return cast("Sequence[Sequence[str]]", source["letters"])[0][0]


def _joined(source: Mapping[str, object]) -> JoinedLetters:
    documents = cast("Mapping[str, tuple[str, bool, str | None]]", source["joined"])
    return JoinedLetters({key: JoinedDocument(*one) for key, one in documents.items()})


def _findings_of_source(source: Source, text: SourceText, found: Sequence[Finding]) -> tuple[Json, ...]:
    publish_text = source.settings.publish_text
    return tuple(finding_json(one, publish_text=publish_text) for one in (*_doubts(source, text), *found))


def _doubts(source: Source, text: SourceText) -> list[Finding]:
    """What is doubtful about a source as a whole, whatever its format."""
    locator = doubtful_encoding(source, text)
    if locator is None:
        return []
    return [
        Finding(
            code="encoding-doubtful",
            what=f"The source is declared to be {source.encoding}, but its bytes are well-formed UTF-8.",
            remedy='If names look garbled, set encoding = "utf-8" for this source in collection.toml.',
            locator=locator,
        )
    ]


def _given_up(one: _Asked, reason: str) -> KeptDocument:
    outcome = Outcome(
        Status.FAILED, one.source, document=one.key, label=one.key, error=given_up_error(one.source, reason)
    )
    return KeptDocument(
        one.key, one.source, one.snapshot, one.input, lookups=(), answers=_NOT_ASKED, outcome=outcome_json(outcome)
    )
