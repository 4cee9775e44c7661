"""List the letters of all sources and give every letter its frozen key.

The parent mints the keys in order of path and position, so that they do not depend on which child was quicker. What was
found in a source is kept in the cache under the digest of its bytes and settings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from kg.authorities.registry import KeyRegistry
from kg.config import Collection, SourceFile
from kg.errors import LettergraphError, MalformedSource, Where
from kg.outcome import Outcome, Status
from kg.pipeline.cache import Cache
from kg.pipeline.fingerprint import code_digest, digest_of
from kg.pipeline.letter_keys import key_of, repetitions
from kg.pipeline.messages import error_from, given_up
from kg.pipeline.progress import Progress
from kg.pipeline.settings import source_settings
from kg.processes import ChildFailure, LimitedPool
from kg.sources import LetterIdentity

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source whose letters are known, in their order; a register has none."""

    file: SourceFile
    sha256: str
    reader: str
    """Name and version."""
    settings: str
    """A digest of what the collection says of it."""
    letters: tuple[tuple[str, LetterIdentity], ...] = ()
    """Each with its key; without those whose id an earlier one has."""
    is_register: bool = False

    @property
    def path(self) -> str:
        return self.file.relative


@dataclass(slots=True)
class Identified:
    """What is known of all sources before any letter is read."""

    sources: list[KnownSource] = field(default_factory=list)
    """In the order of the collection."""
    outcomes: list[Outcome] = field(default_factory=list)
    """Of sources that cannot be read, and of letters that have no key."""
    positions: dict[tuple[str, str], int] = field(default_factory=dict)
    """By source and key (or id, for one that is held back) the place of a letter among those of its source."""
    loci: set[tuple[str, str]] = field(default_factory=set)
    """Source and locus of every letter that is there now."""
    by_id: dict[tuple[str, str], str | None] = field(default_factory=dict)
    """Keys by edition and own id; ``None`` where two sources of an edition have the same id."""

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all letters."""
        return frozenset(key for one in self.sources for key, _ in one.letters)

    @property
    def registers(self) -> tuple[KnownSource, ...]:
        """In order of path."""
        return tuple(sorted((one for one in self.sources if one.is_register), key=lambda one: one.path))

    def pointed_to(self, letter: LetterIdentity) -> dict[str, str]:
        """Give the keys of the letters that one points to, by their own ids."""
        found = ((target, self.by_id.get((letter.scope, target))) for target in letter.points_to)
        return {own_id: key for own_id, key in found if key is not None}


def identify(
    collection: Collection,
    files: Sequence[SourceFile],
    *,
    pool: LimitedPool,
    cache: Cache,
    registry: KeyRegistry,
    progress: Progress,
) -> Identified:
    """List the letters and mint their keys; what cannot be read is an outcome."""
    progress.stage("Looking for letters", len(files))
    identified = Identified()
    for file, sha256, settings, answer in _answers(collection, files, pool=pool, cache=cache):
        progress.step()
        error = _error_of(file, answer)
        if error is None:
            given = cast("Mapping[str, object]", answer)
            letters = _letters(given, file, collection=collection, registry=registry, identified=identified)
            identified.sources.append(
                KnownSource(
                    file,
                    sha256,
                    str(given["reader"]),
                    settings,
                    tuple(letters),
                    is_register=bool(given.get("register")),
                )
            )
        else:
            identified.outcomes.append(Outcome(Status.FAILED, file.relative, error=error))
    cache.save_identified()
    return identified


def _answers(
    collection: Collection, files: Sequence[SourceFile], *, pool: LimitedPool, cache: Cache
) -> Iterator[tuple[SourceFile, str, str, object]]:
    """Give the answer for each file, in order: the kept one, or that of a child."""
    known: list[tuple[SourceFile, str, str, object | None]] = []
    for file in files:
        sha256 = _sha256(file)
        settings = digest_of(file.setting.format, source_settings(collection, file))
        known.append(
            (file, sha256, settings, cache.identified(digest_of(code_digest(), file.relative, sha256, settings)))
        )
    asked = pool.map({"do": "identify", "source": file.relative} for file, _, _, answer in known if answer is None)
    for file, sha256, settings, answer in known:
        if answer is None:
            answer = next(asked)
            # What a child died of, or a file that changes while it is read, is no property of the source.
            if not isinstance(answer, ChildFailure) and cast("Mapping[str, object]", answer).get("sha256") == sha256:
                cache.keep_identified(digest_of(code_digest(), file.relative, sha256, settings), answer)
            elif not isinstance(answer, ChildFailure):
                sha256 = str(cast("Mapping[str, object]", answer).get("sha256") or sha256)
        yield file, sha256, settings, answer


def _sha256(file: SourceFile) -> str:
    """Hash a file; one that is gone meanwhile is reported when it is read."""
    try:
        with file.path.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest()
    except OSError:
        return ""


def _letters(
    given: Mapping[str, object],
    file: SourceFile,
    *,
    collection: Collection,
    registry: KeyRegistry,
    identified: Identified,
) -> Iterator[tuple[str, LetterIdentity]]:
    letters = [_letter_of(value, file) for value in cast("Sequence[Mapping[str, object]]", given.get("letters", ()))]
    first = repetitions(letters)
    for position, letter in enumerate(letters):
        if position in first:
            identified.positions[file.relative, str(letter.own_id)] = position
            identified.outcomes.append(_repeated(file, letter, first=first[position]))
            continue
        key = key_of(letter, registry, collection=collection.id, source=file.relative)
        if letter.own_id is not None:
            place = (letter.scope, letter.own_id)
            identified.by_id[place] = None if place in identified.by_id else key
        identified.loci.add((file.relative, letter.locus))
        identified.positions[file.relative, key] = position
        yield key, letter


def _letter_of(value: Mapping[str, object], file: SourceFile) -> LetterIdentity:
    """Read the identity that a child wrote as JSON; a letter without a label has that of its file."""
    letter = LetterIdentity(**cast("Mapping[str, Any]", value))
    return replace(letter, label=letter.label or file.relative, points_to=tuple(letter.points_to))


def _error_of(file: SourceFile, answer: object) -> LettergraphError | None:
    if isinstance(answer, ChildFailure):
        return given_up(file.relative, answer.reason)
    error = cast("Mapping[str, object]", answer).get("error")
    return None if error is None else error_from(cast("Mapping[str, object]", error))


def _repeated(file: SourceFile, letter: LetterIdentity, *, first: LetterIdentity) -> Outcome:
    """Why the second of two equal ids of one source is held back, see `repetitions`."""
    own_id = str(letter.own_id)
    place = f" in line {first.line}" if first.line is not None else ""
    error = MalformedSource(
        f'"{letter.label}" has the same id ({own_id}) as "{first.label}"{place}.',
        where=Where(file.relative, line=letter.line, field=own_id),
        remedy="Give it an id of its own; the first is published.",
    )
    return Outcome(Status.FAILED, file.relative, document=own_id, label=letter.label, error=error)
