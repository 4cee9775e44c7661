"""Have all blocks of a collection made: by limited children, or taken from the cache.

A block whose child dies, or takes too long, is tried again in smaller parts, until the letter is found that does it;
the others are published. Where every part of a source fails, the source is at fault, and is given up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from kg.authorities import Authorities
from kg.authorities.lookups import answers
from kg.errors import DiskSpaceError, Where
from kg.pipeline.cache import Cache
from kg.pipeline.kept import headers_of
from kg.pipeline.planning import PlannedBlock, PlannedLetter
from kg.pipeline.progress import Progress
from kg.processes import ChildFailure, LimitedPool
from kg.records.joined_letters import JoinedLetters
from kg.release.blocks import Block, reopened

_PARTS = 8
"""Into how many parts the letters of one source are divided where a block fails."""


@dataclass(frozen=True, slots=True)
class MadeBlock:
    """A block as it will be released."""

    plan: PlannedBlock
    path: Path
    built: int
    """How many of its letters were read; the others were taken over."""
    known: bool
    """Whether the cache had it as it is."""
    held_back: bool = False
    """Whether letters were taken out of it after it was made."""

    def open(self) -> Block:
        """Open the block's file.

        Raises:
            ReleaseError: it is gone or damaged since it was made.
        """
        return reopened(self.path)


@dataclass(slots=True)
class BlockReading:
    """Makes the blocks of one build.

    ``spare`` is a second pool, for what has to be tried again while the first is at work.
    """

    pool: LimitedPool
    spare: LimitedPool
    cache: Cache
    authorities: Authorities
    authorities_digest: str
    registers: Sequence[str]
    curated: frozenset[str]
    """The sources that have curations."""
    joined: JoinedLetters
    scratch: Path
    progress: Progress
    _given_up: dict[str, str] = field(default_factory=dict)
    """Sources, and why."""
    _succeeded: set[str] = field(default_factory=set)
    _attempts: int = 0

    def known(self, plans: Sequence[PlannedBlock]) -> list[bool]:
        """Say of each block whether the cache has it, and nothing that it depends on has changed."""
        return [self._is_known(plan) for plan in plans]

    def blocks(self, plans: Sequence[PlannedBlock], known: Sequence[bool]) -> Iterator[MadeBlock]:
        """Make all blocks, in order; ``known`` is what `known` gave."""
        self.progress.stage("Reading", sum(len(plan.letters) for plan in plans))
        asked = self.pool.map(
            self._task(plan.letters, self.cache.path(plan.name), reuse=self._earlier(plan))
            for plan, reused in zip(plans, known, strict=True)
            if not reused
        )
        for plan, reused in zip(plans, known, strict=True):
            built = 0
            if not reused:
                answer = next(asked)
                if isinstance(answer, ChildFailure):
                    self._mend(plan, answer.reason)
                    built = len(plan.letters)
                else:
                    self._succeeded.update(one.source.path for one in plan.letters)
                    built = cast("Mapping[str, int]", answer)["built"]
                self.progress.step(built)
            self.progress.skip(len(plan.letters) - built)
            yield MadeBlock(plan, self.cache.path(plan.name), built, known=reused)

    def rest(self) -> None:
        """End the children; those that are needed again are started again."""
        self.pool.rest()
        self.spare.rest()

    def _is_known(self, plan: PlannedBlock) -> bool:
        """Whether the cache holds this block, and the authorities say of its letters what they said."""
        block = self.cache.block(plan.name)
        if block is None:
            return False
        if self.cache.answered_alike(plan.name, self.authorities_digest):
            return True  # its header need not be read
        if not block.header["complete"]:
            return False
        return block.header["authorities"] == self.authorities_digest or all(
            one["answers"] == answers(cast("Sequence[object]", one["lookups"]), self.authorities)
            for one in headers_of(block)
        )

    def _earlier(self, plan: PlannedBlock) -> list[Path]:
        """Where letters of this block may be taken over from."""
        own = self.cache.path(plan.name)
        return [*([own] if own.exists() else []), *self.cache.homes(plan.keys)]

    def _task(
        self,
        letters: Sequence[PlannedLetter],
        path: Path,
        *,
        reuse: Sequence[Path] = (),
        given_up: Mapping[str, str] | None = None,
    ) -> dict[str, object]:
        path.parent.mkdir(parents=True, exist_ok=True)
        return {
            "do": "block",
            "path": str(path),
            "sources": [self._source(group) for group in _by_source(letters)],
            "registers": self.registers,
            "reuse": [str(one) for one in dict.fromkeys(reuse)],
            "given_up": {**self._given_up, **(given_up or {})},
            "authorities": self.authorities_digest,
        }

    def _source(self, letters: Sequence[PlannedLetter]) -> dict[str, object]:
        source = letters[0].source
        pointed_to = {own_id: key for one in letters for own_id, key in one.pointed_to.items()}
        return {
            "source": source.path,
            "sha256": source.sha256,
            "letters": [(one.key, one.locus, one.input) for one in letters],
            "pointed_to": pointed_to,
            "joined": {
                key: (one.letter, one.preferred, one.because)
                for key in (*(letter.key for letter in letters), *pointed_to.values())
                if (one := self.joined.documents.get(key)) is not None
            },
            "first": letters[0].first,
            "documents": [key for key, _ in source.letters] if source.path in self.curated else None,
        }

    def _mend(self, plan: PlannedBlock, reason: str) -> None:
        """Make a block without the letters that its children die of.

        Raises:
            DiskSpaceError: the disk is full, which is no fault of any letter.
        """
        _refuse_full_disk(reason, self.cache.folder)
        given_up: dict[str, str] = {}
        made: list[Path] = []
        hopeful = [one for one in plan.letters if one.source.path not in self._given_up]
        parts = [part for group in _by_source(hopeful) for part in _divided(group)]
        if len(plan.letters) == 1:
            given_up[plan.letters[0].key] = reason
            parts = []
        failed = self._attempt(parts, made)
        for group in _by_source([one for part, _ in failed for one in part]):
            source = group[0].source.path
            if source not in self._succeeded and len(group) > 1:
                self._given_up[source] = next(why for part, why in failed if part[0].source.path == source)
        singles = [[one] for part, _ in failed for one in part if one.source.path not in self._given_up]
        given_up |= {part[0].key: why for part, why in self._attempt(singles, made)}
        task = self._task(plan.letters, self.cache.path(plan.name), reuse=made, given_up=given_up)
        for answer in self.spare.map([task]):
            if isinstance(answer, ChildFailure):
                _refuse_full_disk(answer.reason, self.cache.folder)
                whole = {one.key: answer.reason for one in plan.letters}
                list(self.spare.map([task | {"reuse": [], "given_up": whole}]))

    def _attempt(
        self, parts: Sequence[Sequence[PlannedLetter]], made: list[Path]
    ) -> list[tuple[Sequence[PlannedLetter], str]]:
        """Try parts of a block; what succeeds is added to ``made``. Gives the others with the reason."""
        failed: list[tuple[Sequence[PlannedLetter], str]] = []
        paths = [self.scratch / "parts" / f"{self._attempts + number}.block" for number in range(len(parts))]
        self._attempts += len(parts)
        tasks = (self._task(part, path) for part, path in zip(parts, paths, strict=True))
        for part, path, answer in zip(parts, paths, self.spare.map(tasks), strict=False):
            if isinstance(answer, ChildFailure):
                failed.append((part, answer.reason))
            else:
                made.append(path)
                self._succeeded.add(part[0].source.path)
        return failed


def _refuse_full_disk(reason: str, folder: Path) -> None:
    if "No space left on device" in reason:
        raise DiskSpaceError(
            "The disk is full: what was read of the letters could not be kept.",
            where=Where(file=str(folder)),
            remedy="Make room; the release that is served is not touched.",
        )


def _by_source(letters: Sequence[PlannedLetter]) -> list[list[PlannedLetter]]:
    groups: dict[str, list[PlannedLetter]] = {}
    for one in letters:
        groups.setdefault(one.source.path, []).append(one)
    return list(groups.values())


def _divided(letters: Sequence[PlannedLetter]) -> Iterator[Sequence[PlannedLetter]]:
    size = max(1, -(-len(letters) // _PARTS))
    for start in range(0, len(letters), size):
        yield letters[start : start + size]
