"""What earlier builds left in ``site/cache``: what was identified in each source, and the blocks that were built.

It is content-addressed and safe to delete: a build without it reads everything again. That is how a build which broke
off goes on, and how the next one leaves out what has not changed. Only the build that holds the site's lock writes it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from kg.release.blocks import Block, BlockDamaged

_BLOCKS = "blocks"
_IDENTITIES = "identities.jsonl"
_PLAN = "plan.jsonl"
_ABOUT = "about"
"""No name of a block: those are hexadecimal."""


@dataclass(slots=True)
class Cache:
    """The cache of one site. What cannot be read is as if it were not there."""

    folder: Path
    fresh: bool = False
    """Begin with an empty one."""
    _identities: dict[str, object] = field(default_factory=dict)
    _used: dict[str, object] = field(default_factory=dict)
    _homes: dict[str, str] = field(default_factory=dict)
    _checked: frozenset[str] = frozenset()
    _authorities: str | None = None
    _release: str | None = None

    def __post_init__(self) -> None:
        if self.fresh:
            shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / _BLOCKS).mkdir(parents=True, exist_ok=True)
        self._identities = {str(key): value for key, value in _lines(self.folder / _IDENTITIES)}
        plan = {str(name): value for name, value in _lines(self.folder / _PLAN)}
        about = cast("Sequence[str | None]", plan.pop(_ABOUT, (None, None)))
        self._authorities, self._release = about
        self._checked = frozenset(plan)
        self._homes = {key: name for name, keys in plan.items() for key in cast("Sequence[str]", keys)}

    # ---- what was identified

    def identified(self, digest: str) -> object | None:
        """Give what was found in a source of this digest."""
        found = self._identities.get(digest)
        if found is not None:
            self._used[digest] = found
        return found

    def keep_identified(self, digest: str, answer: object) -> None:
        """Keep what was found in a source."""
        self._used[digest] = answer

    def save_identified(self) -> None:
        """Write what this build found or used; the rest is of sources that are gone."""
        if self._used.keys() != self._identities.keys():
            _write_lines(self.folder / _IDENTITIES, self._used.items())

    # ---- blocks

    def path(self, name: str) -> Path:
        """Where a block of this name is or will be."""
        return self.folder / _BLOCKS / name[:2] / f"{name[2:]}.block"

    def block(self, name: str) -> Block | None:
        """Open a block, if it is there and whole."""
        try:
            return Block.open(self.path(name))
        except (BlockDamaged, OSError):
            return None

    def homes(self, keys: Iterable[str]) -> list[Path]:
        """Give the blocks of the last build that hold these letters: what did not change in them is taken over."""
        names = dict.fromkeys(self._homes[key] for key in keys if key in self._homes)
        return [self.path(name) for name in names]

    def answered_alike(self, name: str, authorities: str) -> bool:
        """Whether the last build found that these authorities say of the block's letters what it was made with."""
        return self._authorities == authorities and name in self._checked

    def is_in(self, release: str | None, name: str) -> bool:
        """Whether a release has this block, as it is, if nothing has changed that its letters asked the authorities."""
        return release is not None and self._release == release and name in self._checked

    def keep_plan(
        self, plan: Mapping[str, Sequence[str]], *, used: Collection[str], authorities: str, release: str
    ) -> None:
        """Note the blocks of a build that was published, and forget those that neither it nor the last one uses.

        Args:
            plan: the keys of each block that is in the release as the cache has it, by its name.
            used: the names of all blocks that the build asked for.
            authorities: the digest of the authority files and decisions that answered.
            release: the id of the release.
        """
        _write_lines(self.folder / _PLAN, [(_ABOUT, (authorities, release)), *plan.items()])
        for path in (self.folder / _BLOCKS).glob("*/*"):
            name = path.parent.name + path.stem
            if path.suffix != ".block" or (name not in used and name not in self._checked):
                path.unlink(missing_ok=True)


def _lines(path: Path) -> Iterable[tuple[object, object]]:
    """Read pairs, a line each after its check sum; a damaged file holds nothing."""
    with suppress(OSError, ValueError), path.open("rb") as lines:
        return [_pair(line) for line in lines]
    return []


def _pair(line: bytes) -> tuple[object, object]:
    """Read a pair.

    Raises:
        ValueError: it is not what was written.
    """
    check_sum, _, data = line.rstrip(b"\n").partition(b" ")
    if check_sum != _check_sum(data):
        raise ValueError
    return cast("tuple[object, object]", tuple(json.loads(data)))


def _write_lines(path: Path, pairs: Iterable[tuple[object, object]]) -> None:
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with temporary.open("wb") as output:
        for pair in pairs:
            data = json.dumps(pair).encode()
            output.write(_check_sum(data) + b" " + data + b"\n")
    temporary.replace(path)


def _check_sum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=8).hexdigest().encode()
