"""Write the statements of a release: the store, and the dumps, out of blocks.

A block is a member of each dump; what blocks share comes last (`kg.graphs.shared_section`). The store is loaded from
the same texts that the dumps hold, so the three cannot disagree. Where the release before is much the same, its store
is taken over and changed, and its dumps' members are copied from the blocks: the result is the same as from nothing.
"""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from kg.errors import ReleaseDamaged, ReleaseError, Where
from kg.graphs.block_text import BlockText
from kg.graphs.block_text import Member as MemberText
from kg.graphs.canonical import release_lines
from kg.graphs.tally import Tally
from kg.release.blocks import Block, BlockDamaged, cut_lines, reopened, unreadable
from kg.release.changes import Changes
from kg.release.comparing import Comparison
from kg.release.dumps import DUMPS, DumpsWriter
from kg.release.figures import quads_by_kind, statistics
from kg.release.members import canonical_hash
from kg.release.staging import Stage
from kg.store.loading import StoreLoader
from kg.store.oxigraph import ReadOnlyStore

STORE = "store"
SHARED_SUBJECTS = 1024
"""How many subjects of the shared section a member has on average."""
SHARED_LINES = 40_000
"""After so many lines a member of the shared section ends with its subject, whatever its hash says."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What was written. ``quads`` counts by kind of graph (``stated``, ``evidence``, …) and ``default``.

    ``nquads_sha256`` is the canonical hash of the statements (`kg.release.members.canonical_hash`); ``statistics`` are
    the figures of the default graph (`kg.release.figures.statistics`).
    """

    nquads_sha256: str
    quads: Mapping[str, int]
    statistics: Mapping[str, object] = field(default_factory=dict)


def write_contents(
    stage: Stage, lines: Iterable[str], *, base_iri: str, name: str, prefixes: Mapping[str, str]
) -> Contents:
    """Write dumps and store of a release that has no blocks.

    Args:
        stage: the release that is being built.
        lines: canonical N-Quads lines of all named graphs, in any order, repetitions allowed; the default graph is
            made here.
        base_iri: the collection's, with its closing slash.
        name: of the dumps, best the collection's id.
        prefixes: prefix to namespace, for the TriG dump.

    Raises:
        ReleaseError: a line is not canonical, has a blank node, or is refused by the store.
        DiskSpaceError: the disk is full.
    """
    with ContentsWriter(stage, base_iri=base_iri, name=name, prefixes=prefixes) as writer:
        writer.complete(release_lines(lines, base_iri=base_iri, directory=stage.scratch))
        return writer.publish()


@dataclass(frozen=True, slots=True)
class _Piece:
    """What will be one member of the dumps; the functions read it from where it lies."""

    name: str
    quads: int
    sha256: str
    text: Callable[[], bytes]
    members: Callable[[], tuple[bytes, bytes]]
    """N-Quads and TriG."""
    tally: Tally


class ContentsWriter:
    """Writes store and dumps of a release out of blocks; use it as a context manager.

    ``add`` the blocks in their order, ``complete`` with the shared section, ask the ``store``, ``revise`` what has to
    be held back, ``publish``.
    """

    def __init__(
        self, stage: Stage, *, base_iri: str, name: str, prefixes: Mapping[str, str], previous: Path | None = None
    ) -> None:
        """Begin.

        Args:
            stage: the release that is being built.
            base_iri: the collection's, with its closing slash.
            name: of the dumps, best the collection's id.
            prefixes: prefix to namespace, for the TriG dump.
            previous: the folder of a release whose store is taken over and changed, if little differs. That is found
                out while blocks are added; a new store is loaded from then on if much does.
        """
        self._stage = stage
        self._base_iri = base_iri
        self._name = name
        self._prefixes = prefixes
        self._comparison = Comparison.begin(previous / DUMPS / f"{name}.nq.gz") if previous is not None else None
        self._previous = previous
        self._pieces: list[_Piece] = []
        self._shared: list[_Piece] = []
        self._loader: StoreLoader | None = None
        self._dumps = DumpsWriter(stage, name=name, prefixes=prefixes)
        self._dumps_are_old = False
        self._changed = False
        self._sections = 0
        self._revised = 0
        if self._comparison is None:
            self._load_anew()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._comparison is not None:
            self._comparison.close()
        if self._loader is not None:
            self._loader.close()
        self._dumps.close()

    def add(self, block: Block) -> None:
        """Add a block; returns at once."""
        piece = _of_block(block)
        self._pieces.append(piece)
        self._take(piece)

    def complete(self, shared: Iterable[str]) -> None:
        """Add the shared section (sorted lines); everything is in the store when this returns.

        Raises:
            ReleaseError: a statement is refused, or a block is gone; DiskSpaceError: the disk is full.
        """
        self._shared = self._section(shared)
        for piece in self._shared:
            self._take(piece)
        if self._loader is None:
            self._begin_with_changes()
        self._opened().finish()

    @property
    def store(self) -> ReadOnlyStore:
        """The store as it is now, to be asked; valid until the next call of another method."""
        return self._opened().reader()

    def revise(self, changed: Mapping[int, Block], shared: Iterable[str]) -> None:
        """Put other blocks in the place of some; the shared section may be another then, too.

        Args:
            changed: the new blocks by their place in the order of ``add``.
            shared: the new shared section.
        """
        changes = Changes()
        for place, block in changed.items():
            piece = _of_block(self._kept(block))
            changes.compare(_lines(self._pieces[place]), _lines(piece))
            self._pieces[place] = piece
        before, self._shared = self._shared, self._section(shared)
        known = {piece.sha256 for piece in before} & {piece.sha256 for piece in self._shared}
        changes.compare(_lines_but(before, known), _lines_but(self._shared, known))
        self._change(changes)
        self._dumps_are_old = True

    def publish(self, *, wait: bool = True) -> Contents:
        """Finish the dumps, and the store meanwhile.

        Args:
            wait: do not return before the store is finished; without it ``wait`` has to be called before the release
                is published.

        Raises:
            ReleaseError: the store or a dump cannot be written; DiskSpaceError: the disk is full.
        """
        self._opened().settle(optimize=self._changed)
        if self._dumps_are_old:
            self._dumps.close()
            self._dumps = DumpsWriter(self._stage, name=self._name, prefixes=self._prefixes)
            for piece in self._all():
                self._dumps.add(piece)
            self._dumps_are_old = False
        members = self._dumps.finish()
        if wait:
            self.wait()
        tallies = [piece.tally for piece in self._all()]
        statistics_ = statistics(tallies, base_iri=self._base_iri)
        return Contents(canonical_hash(members), quads_by_kind(tallies), statistics_)

    def wait(self) -> None:
        """Wait until the store is finished; see ``publish``."""
        self._opened().settled()

    def _opened(self) -> StoreLoader:
        if self._loader is None:
            raise ReleaseError("The store is not begun.", where=Where(file=str(self._stage.path)))
        return self._loader

    def _all(self) -> list[_Piece]:
        return [piece for piece in (*self._pieces, *self._shared) if piece.quads]

    def _take(self, piece: _Piece) -> None:
        """Write a piece, and load it or find out how it differs from the release before."""
        if piece.quads:
            self._dumps.add(piece)
        if self._loader is not None:
            self._loader.feed(piece.text)
        elif self._comparison is not None:
            self._comparison.add(piece.name, piece.sha256, piece.quads, piece.text)
            if self._comparison.given_up:
                self._load_anew()

    def _begin_with_changes(self) -> None:
        """Take the store of the release before and change what differs, or load a new one if too much does."""
        changes = None if self._comparison is None else self._comparison.finish()
        if changes is not None and self._previous is not None:
            try:
                self._loader = StoreLoader(self._stage.place(STORE), previous=self._previous / STORE)
            except ReleaseDamaged:
                self._stage.discard(STORE)  # the release before is not whole: nothing of it is taken over
            else:
                self._change(changes)
                return
        self._load_anew()

    def _load_anew(self) -> None:
        """Load everything that was added into a new store; what comes later is loaded when it is added."""
        self._changed = True
        self._loader = StoreLoader(self._stage.place(STORE))
        for piece in self._all():
            self._loader.feed(piece.text)

    def _change(self, changes: Changes) -> None:
        removed, added = changes.settled()
        self._opened().change(removed=removed, added=added)

    def _kept(self, block: Block) -> Block:
        """Keep a copy of a block that may be revised again: its file may then have been written anew."""
        self._revised += 1
        path = self._stage.scratch / f"revised-{self._revised}.block"
        shutil.copyfile(block.path, path)
        return Block.open(path)

    def _section(self, lines: Iterable[str]) -> list[_Piece]:
        """Write the shared section into pieces on the disk; where one ends depends on its lines alone."""
        self._sections += 1
        folder = self._stage.scratch / f"shared-{self._sections}"
        folder.mkdir()
        pieces = []
        for number, part in enumerate(_parts(lines)):
            text = BlockText(self._prefixes, base_iri=self._base_iri)
            text.add(f"shared {part[0].partition(' ')[0]}", part)
            pieces.append(_written(text.finish(), part, folder / str(number)))
        return pieces


def _of_block(block: Block) -> _Piece:
    path = block.path

    def members() -> tuple[bytes, bytes]:
        opened = reopened(path, check=True)  # what is copied is not unpacked, and so not checked otherwise
        return opened.nquads_member, opened.trig_member

    return _Piece(
        name=block.name,
        quads=block.quads,
        sha256=block.text_sha256,
        text=lambda: _text(path),
        members=members,
        tally=block.counts,
    )


def _text(path: Path) -> bytes:
    try:
        return reopened(path).nquads()
    except BlockDamaged as error:
        raise unreadable(path, error) from error


def _lines(piece: _Piece) -> list[str]:
    return cut_lines(piece.text().decode())


def _lines_but(pieces: Iterable[_Piece], known: Set[str]) -> Iterator[str]:
    return (line for piece in pieces if piece.sha256 not in known for line in _lines(piece))


def _parts(lines: Iterable[str]) -> Iterator[list[str]]:
    """Cut sorted lines between subjects, where the hash of one says so: an edit moves no end but its own."""
    part: list[str] = []
    subject = ""
    for line in lines:
        if not subject or not line.startswith(subject):
            subject = line[: line.index(" ") + 1]
            if part and (zlib.crc32(subject.encode()) % SHARED_SUBJECTS == 0 or len(part) >= SHARED_LINES):
                yield part
                part = []
        part.append(line)
    if part:
        yield part


def _written(member: MemberText, lines: Sequence[str], path: Path) -> _Piece:
    """Keep a part of the shared section on the disk until the dumps are written."""
    parts = {"text": "".join(lines).encode(), "nq": member.nquads, "trig": member.trig}
    paths = {name: path.with_suffix(f".{name}") for name in parts}
    for name, data in parts.items():
        paths[name].write_bytes(data)
    return _Piece(
        name=member.name,
        quads=member.lines,
        sha256=member.sha256,
        text=paths["text"].read_bytes,
        members=lambda: (paths["nq"].read_bytes(), paths["trig"].read_bytes()),
        tally=member.tally,
    )
