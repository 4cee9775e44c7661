"""Write the dumps of a release: their members in a row, while those that follow are still being made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from typing import Protocol

from kg.graphs.block_text import compressed
from kg.graphs.serialisation import prefixes_text
from kg.release.members import Member, members_text
from kg.release.staging import Stage

DUMPS = "dumps"


class DumpPart(Protocol):
    """What will be one member of each dump; ``members`` reads N-Quads and TriG, packed, from where they lie."""

    @property
    def name(self) -> str: ...

    @property
    def quads(self) -> int: ...

    @property
    def sha256(self) -> str: ...

    @property
    def members(self) -> Callable[[], tuple[bytes, bytes]]: ...


class DumpsWriter:
    """Writes both dumps and the list of their members, in a thread of its own. Close it, whatever happens."""

    def __init__(self, stage: Stage, *, name: str, prefixes: Mapping[str, str]) -> None:
        """Begin the files, in the place of any that were written before.

        Args:
            stage: the release that is being built.
            name: of the dumps.
            prefixes: prefix to namespace, for TriG.

        Raises:
            OSError: they cannot be written.
        """
        nquads, trig, self._listed = (f"{DUMPS}/{name}.{suffix}" for suffix in ("nq.gz", "trig.gz", "members.tsv"))
        self._stage = stage
        self._members: list[Member] = []
        stage.discard(nquads, trig, self._listed)
        with ExitStack() as files:
            self._nquads = files.enter_context(stage.create(nquads))
            self._trig = files.enter_context(stage.create(trig))
            self._ends = (0, self._trig.write(compressed(prefixes_text(prefixes).encode())))
            self._files = files.pop_all()
        self._thread = ThreadPoolExecutor(1, "dumps")
        self._waiting: list[Future[None]] = []

    def add(self, part: DumpPart) -> None:
        """Write the next member; returns at once."""
        self._waiting.append(self._thread.submit(self._write, part))

    def finish(self) -> list[Member]:
        """Wait until all is written, and list it.

        Raises:
            ReleaseError: a part cannot be read any more.
            OSError: a file cannot be written.
        """
        for one in self._waiting:
            one.result()
        self._waiting.clear()
        self._files.close()
        self._stage.write(self._listed, members_text(self._members))
        return self._members

    def close(self) -> None:
        """End the thread, and the files; what waits is not written any more."""
        self._thread.shutdown(cancel_futures=True)
        self._files.close()

    def _write(self, part: DumpPart) -> None:
        nquads, trig = part.members()
        nquads_end, trig_end = self._ends
        length, trig_length = self._nquads.write(nquads), self._trig.write(trig)
        self._members.append(Member(part.name, part.quads, part.sha256, nquads_end, length, trig_end, trig_length))
        self._ends = nquads_end + length, trig_end + trig_length
