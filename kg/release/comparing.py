"""Find out what differs from the dump of the release before, while the blocks of the new one arrive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from kg.errors import LettergraphError, ReleaseDamaged
from kg.release.blocks import cut_lines
from kg.release.changes import Changes
from kg.release.members import Member, member_text, read_members

MOST = 500_000
"""Where more lines than these differ, a new store is loaded: that takes less time, and much less memory."""
SHARE = 0.3
"""Where more lines differ than this part of those before, likewise."""
LEAST = 2_000
"""So many lines may differ in any case."""


class Comparison:
    """Compares members of the same name, in a thread of its own; members of the same hash are not read."""

    def __init__(self, nquads: Path, members: list[Member]) -> None:
        """Use ``begin``."""
        self._nquads = nquads
        self._by_name: dict[str, list[Member]] = defaultdict(list)
        for member in members:
            self._by_name[member.name].append(member)
        self._hashes = {member.sha256 for member in members}
        self._found: set[str] = set()
        """Hashes of both releases."""
        self._changes = Changes()
        self._quads = sum(member.quads for member in members)
        self._damaged = False
        self._thread = ThreadPoolExecutor(1, "comparing")
        self._waiting: list[Future[None]] = []

    @classmethod
    def begin(cls, nquads: Path) -> Comparison | None:
        """Begin with the dump of a release; ``None`` if it does not say what its members are."""
        try:
            return cls(nquads, read_members(nquads))
        except ReleaseDamaged:
            return None

    @property
    def given_up(self) -> bool:
        """Whether too much differs, or the release before is not whole."""
        return self._damaged or len(self._changes) > max(LEAST, min(MOST, SHARE * self._quads))

    def add(self, name: str, sha256: str, quads: int, read: Callable[[], bytes]) -> None:
        """Add a member of the new release; returns at once. ``read`` gives its N-Quads."""
        if sha256 in self._hashes:
            self._found.add(sha256)
        elif quads:
            self._waiting.append(self._thread.submit(self._compare, name, read))

    def finish(self) -> Changes | None:
        """Give all differences when all members were added; ``None`` if too much differs.

        Raises:
            ReleaseError: a block cannot be read.
        """
        for one in self._waiting:
            one.result()
        self.close()
        for name in list(self._by_name):
            self._compare(name, bytes)
        return None if self.given_up else self._changes

    def close(self) -> None:
        """End the thread; what waits is not compared any more."""
        self._thread.shutdown(cancel_futures=True)

    def _compare(self, name: str, read: Callable[[], bytes]) -> None:
        """Compare the old members of a name, which are gone, with the new one."""
        if self.given_up:
            return
        old: list[str] = []
        for member in self._by_name.pop(name, ()):
            if member.sha256 not in self._found:
                old += self._lines(member)
        self._changes.compare(old, cut_lines(read().decode()))

    def _lines(self, member: Member) -> list[str]:
        try:
            return cut_lines(member_text(self._nquads, member))
        except LettergraphError:
            self._damaged = True
            return []
