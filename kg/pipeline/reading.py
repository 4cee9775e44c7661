"""Read all sources of a collection in limited children and give every letter its frozen key.

Two rounds: the first lists the letters of each source; the parent mints the keys in order of path and position, so that
they do not depend on which child was quicker; the second reads and maps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from sys import intern
from types import TracebackType
from typing import Any, Self, cast

from kg.authorities.registry import KeyRegistry
from kg.config import Collection, SourceFile
from kg.errors import LettergraphError, MalformedSource, Where
from kg.outcome import OutcomeFinding, Severity
from kg.pipeline.letter_keys import key_of, repetitions
from kg.pipeline.progress import Progress
from kg.pipeline.worker import error_from
from kg.processes import ChildFailure, LimitedPool, Limits
from kg.sources import LetterIdentity

_HANDLER = "kg.pipeline.worker:handler"

_LETTERS_AT_ONCE = (200, 20, 1)
"""Letters of one source that a child reads in one task (an index may hold a hundred thousand), and how many where such
a task fails."""


@dataclass(frozen=True, slots=True)
class MappedRecord:
    """A mapping record and the N-Quads that were made of it, each once."""

    record: Mapping[str, object]
    lines: str


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A letter as read and mapped, or the ``error`` that hindered it.

    It is judged with all its words, and published with those that its source allows (``publish_text``): mostly that is
    one and the same.
    """

    key: str
    source: str
    label: str
    findings: tuple[OutcomeFinding, ...]
    judged: MappedRecord | None = None
    published: MappedRecord | None = None
    error: LettergraphError | None = None


@dataclass(frozen=True, slots=True)
class ReadSource:
    """A source: its letters, its text if it may be published, or why it cannot be read."""

    path: str
    sha256: str | None
    documents: tuple[ReadDocument, ...] = ()
    findings: tuple[OutcomeFinding, ...] = ()
    text: str | None = None
    error: LettergraphError | None = None


@dataclass(frozen=True, slots=True)
class _Identified:
    """A source whose letters are known; ``points_to`` are the ids of letters that it points to, with their edition."""

    file: SourceFile
    sha256: str
    keys: Mapping[str, str] = field(default_factory=dict)
    points_to: frozenset[tuple[str, str]] = frozenset()
    is_register: bool = False


class SourceReading:
    """The reading of one collection: a context manager; within it first `identify`, then `read`, each once."""

    def __init__(
        self,
        collection: Collection,
        files: Sequence[SourceFile],
        *,
        mappings: Path,
        processes: int,
        limits: Limits | None = None,
    ) -> None:
        self._collection = collection
        self._files = files
        setup = {"collection": str(collection.folder.resolve()), "mappings": str(mappings.resolve())}
        self._pool = LimitedPool(_HANDLER, setup, processes=min(processes, len(files)), limits=limits)
        self._identified: list[_Identified] = []
        self.failed: list[ReadSource] = []
        self.loci: set[tuple[str, str]] = set()
        """Source and locus of every letter that is there now."""
        self.positions: dict[tuple[str, str], int] = {}
        """By source and key (or id, for one that is held back) the place of a letter among those of its source."""
        self.readers: set[str] = set()
        self._letters: dict[tuple[str, str], str | None] = {}
        """Keys by edition and own id; ``None`` where two sources of an edition have the same id."""

    def __enter__(self) -> Self:
        self._pool.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.__exit__(kind, error, trace)

    def identify(self, registry: KeyRegistry, *, progress: Progress) -> None:
        """List the letters and mint their keys; sources that cannot be read go to ``failed``."""
        progress.stage("Looking for letters", len(self._files))
        tasks = [{"do": "identify", "source": file.relative} for file in self._files]
        for file, answer in zip(self._files, self._pool.map(tasks), strict=True):
            progress.step()
            self._take_identities(file, answer, registry)

    def _take_identities(self, file: SourceFile, answer: object, registry: KeyRegistry) -> None:
        error = _error_of(file, answer)
        if error is not None:
            self.failed.append(ReadSource(file.relative, None, error=error))
            return
        given = cast("Mapping[str, object]", answer)
        self.readers.add(str(given["reader"]))
        if given.get("register"):
            self._identified.append(_Identified(file, str(given["sha256"]), is_register=True))
            return
        keys: dict[str, str] = {}
        points_to: set[tuple[str, str]] = set()
        letters = [_letter_of(value, file) for value in cast("Sequence[Mapping[str, object]]", given["letters"])]
        first = repetitions(letters)
        for position, letter in enumerate(letters):
            if position in first:
                self.positions[file.relative, str(letter.own_id)] = position
                continue
            keys[letter.locus] = self._key_of(letter, file, registry)
            self.loci.add((file.relative, letter.locus))
            self.positions[file.relative, keys[letter.locus]] = position
            points_to.update((letter.scope, target) for target in letter.points_to)
        if first:
            repeated = tuple(_repeated(file, letters[position], first=one) for position, one in first.items())
            self.failed.append(ReadSource(file.relative, None, documents=repeated))
        self._identified.append(_Identified(file, str(given["sha256"]), keys, frozenset(points_to)))

    def _key_of(self, letter: LetterIdentity, file: SourceFile, registry: KeyRegistry) -> str:
        key = key_of(letter, registry, collection=self._collection.id, source=file.relative)
        if letter.own_id is not None:
            place = (letter.scope, letter.own_id)
            self._letters[place] = None if place in self._letters else key
        return key

    def read(self, *, progress: Progress) -> Iterator[ReadSource]:
        """Read and map every source that was identified, in order of path; a large one comes in several parts.

        A part that kills its child or takes too long is tried again in smaller parts, until the one letter is found
        that does it; but where every smaller part fails, too, the source is at fault, and is given up.
        """
        registers = sorted(one.file.relative for one in self._identified if one.is_register)
        parts = [part for one in self._identified for part in _parts(one, _LETTERS_AT_ONCE[0])]
        progress.stage("Reading", len(parts))
        again = True
        for size in (*_LETTERS_AT_ONCE[1:], 0):
            failed: list[tuple[_Part, object]] = []
            hopeful: set[str] = set()
            tasks = (self._task(part, registers) for part in parts)
            for part, answer in zip(parts, self._pool.map(tasks), strict=True):
                progress.step()
                if isinstance(answer, ChildFailure) and len(part.loci) > 1 and size:
                    failed.append((part, answer))
                else:
                    hopeful.add(part.source.file.relative)
                    yield _source_of(part, answer)
            parts = []
            for part, answer in failed:
                if again or part.source.file.relative in hopeful:
                    parts += part.divided(size)
                else:
                    yield _source_of(part, answer)
            again = False
            if not parts:
                return

    def _task(self, part: _Part, registers: Sequence[str]) -> dict[str, object]:
        one = part.source
        task: dict[str, object] = {"source": one.file.relative, "sha256": one.sha256}
        if one.is_register:
            return task | {"do": "keep"}
        keys = {locus: one.keys[locus] for locus in part.loci}
        found = {place[1]: self._letters.get(place) for place in one.points_to}
        letters = {own_id: key for own_id, key in found.items() if key is not None}
        return task | {
            "do": "read", "keys": keys, "registers": registers, "letters": letters, "first": part.first,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Part:
    """Letters of one source that are read in one task; the first part brings what concerns the source as a whole."""

    source: _Identified
    loci: tuple[str, ...]
    first: bool

    def divided(self, size: int) -> Iterator[_Part]:
        for start in range(0, len(self.loci), size):
            yield _Part(self.source, self.loci[start : start + size], self.first and start == 0)


def _parts(source: _Identified, size: int) -> Iterator[_Part]:
    """A source without letters is one part: its reader says why."""
    whole = _Part(source, tuple(source.keys), first=True)
    if whole.loci:
        yield from whole.divided(size)
    else:
        yield whole


def _letter_of(value: Mapping[str, object], file: SourceFile) -> LetterIdentity:
    """Read the identity that a child wrote as JSON; a letter without a label has that of its file."""
    letter = LetterIdentity(**cast("Mapping[str, Any]", value))
    return replace(letter, label=letter.label or file.relative)


def _error_of(file: SourceFile, answer: object) -> LettergraphError | None:
    if isinstance(answer, ChildFailure):
        return MalformedSource(
            f"Reading it was given up: {answer.reason}.",
            where=Where(file.relative),
            remedy="Split or simplify the source; the others are not concerned.",
        )
    error = cast("Mapping[str, object]", answer).get("error")
    return None if error is None else error_from(cast("Mapping[str, object]", error))


def _repeated(file: SourceFile, letter: LetterIdentity, *, first: LetterIdentity) -> ReadDocument:
    """Why the second of two equal ids of one source is held back, see `repetitions`."""
    own_id = str(letter.own_id)
    place = f" in line {first.line}" if first.line is not None else ""
    error = MalformedSource(
        f'"{letter.label}" has the same id ({own_id}) as "{first.label}"{place}.',
        where=Where(file.relative, line=letter.line, field=own_id),
        remedy="Give it an id of its own; the first is published.",
    )
    return ReadDocument(key=own_id, source=file.relative, label=letter.label, findings=(), error=error)


def _source_of(part: _Part, answer: object) -> ReadSource:
    """What a task gave."""
    one = part.source
    path = one.file.relative
    error = _error_of(one.file, answer)
    if error is not None:
        if isinstance(answer, ChildFailure) and len(part.loci) == 1 and len(one.keys) > 1:
            (key,) = (one.keys[locus] for locus in part.loci)
            failed = ReadDocument(key=key, source=path, label=key, findings=(), error=error)
            return ReadSource(path, one.sha256, documents=(failed,))
        return ReadSource(path, one.sha256, error=error)
    given = cast("Mapping[str, object]", answer)
    return ReadSource(
        path=path,
        sha256=one.sha256,
        documents=tuple(
            _document_of(path, document) for document in cast("Sequence[Mapping[str, object]]", given["documents"])
        ),
        findings=findings_of(given["findings"]),
        text=cast("str | None", given["text"]),
    )


def _document_of(path: str, document: Mapping[str, object]) -> ReadDocument:
    error = cast("Mapping[str, object] | None", document.get("error"))
    judged = _mapped_record(document.get("judged"))
    return ReadDocument(
        key=str(document["key"]),
        source=path,
        label=str(document["label"]),
        findings=findings_of(document["findings"]),
        judged=judged,
        published=_mapped_record(document.get("published")) or judged,
        error=None if error is None else error_from(error),
    )


def _mapped_record(value: object) -> MappedRecord | None:
    if value is None:
        return None
    given = cast("Mapping[str, object]", value)
    return MappedRecord(cast("Mapping[str, object]", given["record"]), str(given["lines"]))


def findings_of(value: object) -> tuple[OutcomeFinding, ...]:
    """Read the findings that a child wrote as JSON."""
    return tuple(
        OutcomeFinding(
            # The same words for thousands of findings are kept once.
            code=intern(str(one["code"])),
            what=intern(str(one["what"])),
            where=Where(
                cast("str | None", one.get("file")),
                cast("int | None", one.get("line")),
                cast("int | None", one.get("column")),
            ),
            severity=Severity(str(one["severity"])),
            words=cast("str | None", one.get("words")),
            remedy=None if one.get("remedy") is None else intern(str(one["remedy"])),
        )
        for one in cast("Sequence[Mapping[str, object]]", value)
    )
