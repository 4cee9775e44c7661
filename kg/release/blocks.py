"""Block files: what some consecutive letters add to a release, ready to be put into its dumps.

A block is made by one child and is at once the unit of the cache: its N-Quads and its TriG are gzip members, and a dump
is members one after another (RFC 1952, section 2.2), so that nobody compresses or counts a letter twice.

The file is a line that names the form, a line of JSON that says where each section begins, the sections, and the
SHA-256 of all that. A file that does not fit its hash is damaged, and its letters are read again.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

import orjson

from kg.errors import ReleaseDamaged, ReleaseError, Where
from kg.graphs.block_text import BlockText
from kg.graphs.tally import Marked, Tally

_FORM = b"lettergraph block 2\n"
_LEVEL = 1
"""Of what is not published: it is read once, soon."""
_HASH = 32


class BlockDamaged(ReleaseDamaged):
    """A block file that is not as it was written."""


def write_block(
    path: Path,
    *,
    header: Mapping[str, object],
    own: Iterable[tuple[str, Sequence[str]]],
    shared: Sequence[str],
    labels: Mapping[str, int],
    facts: Sequence[str],
    records: Sequence[tuple[str, bytes]],
    prefixes: Mapping[str, str],
    base_iri: str,
) -> None:
    """Write a block file; it is there whole or not at all.

    Args:
        path: the file; one of that name is replaced, and its folder is made.
        header: JSON values of the caller's.
        own: the letters in order, each with its key and its own lines, see `kg.graphs.parts.Part`.
        shared: lines that other documents may state too, each once.
        labels: how many letters give each label of a shared node.
        facts: what rules across letters look at; text without line feeds.
        records: key and packed record of each letter.
        prefixes: prefix to namespace, for TriG.
        base_iri: the collection's, with its closing slash.

    Raises:
        OSError: the file cannot be written.
    """
    text = BlockText(prefixes, base_iri=base_iri)
    for key, lines in own:
        text.add(key, lines)
    made = text.finish()
    sections = {
        "header": _packed(orjson.dumps(header)),
        "summary": _packed(orjson.dumps(made.summary())),
        **_marked_sections("subjects", made.tally.subjects),
        **_marked_sections("objects", made.tally.objects),
        "nquads": made.nquads,
        "trig": made.trig,
        "shared": _packed("".join(shared).encode()),
        "labels": _packed(orjson.dumps(labels)),
        "facts": _packed("\n".join(facts).encode()),
        "record keys": _packed(orjson.dumps([(key, len(data)) for key, data in records])),
        "records": b"".join(data for _, data in records),
    }
    _write(path, sections)


@dataclass(frozen=True, slots=True)
class Section:
    """Where a part of a file lies: bytes from ``start``."""

    path: Path
    start: int
    length: int


class Block:
    """A block file that was found sound; its sections are unpacked when they are asked for."""

    def __init__(self, path: Path, data: bytes, sections: Mapping[str, tuple[int, int]]) -> None:
        """Use ``open``."""
        self.path = path
        self._data = data
        self._sections = sections

    @classmethod
    def open(cls, path: Path, *, check: bool = True) -> Block:
        """Open a block file.

        Args:
            path: the file.
            check: compare it with its hash; without, what was checked before is believed.

        Raises:
            BlockDamaged: it cannot be read, or is not as it was written.
        """
        try:
            data = path.read_bytes()
            end = len(data) - _HASH
            if not data.startswith(_FORM) or end < len(_FORM):
                raise _damaged(path)
            if check and hashlib.sha256(memoryview(data)[:end]).digest() != data[end:]:
                raise _damaged(path)
            begin = data.index(b"\n", len(_FORM)) + 1
            sections = {}
            for name, length in orjson.loads(data[len(_FORM) : begin]):
                sections[str(name)] = (begin, int(length))
                begin += length
            if begin != end:
                raise _damaged(path)
        except (OSError, ValueError, TypeError) as error:
            raise _damaged(path) from error
        return cls(path, data, sections)

    @cached_property
    def header(self) -> Mapping[str, object]:
        """What the caller of `write_block` gave."""
        return cast("Mapping[str, object]", self._json("header"))

    @property
    def name(self) -> str:
        """The key of its first letter with lines; ``""`` if it has none."""
        return str(self._summary["name"])

    @property
    def quads(self) -> int:
        """The number of lines of its text."""
        return cast("int", self._summary["lines"])

    @property
    def text_sha256(self) -> str:
        """The hash of the text, hexadecimal; ``""`` where there is none."""
        return str(self._summary["sha256"])

    @cached_property
    def counts(self) -> Tally:
        """What was counted."""
        values = cast("Mapping[str, object]", self._summary["tally"])
        return Tally.read(values, subjects=self._marked("subjects"), objects=self._marked("objects"))

    def nquads(self) -> bytes:
        """The own lines of all letters, as N-Quads.

        Raises:
            BlockDamaged: it was damaged since it was checked.
        """
        try:
            return zlib.decompress(self.nquads_member, 31) if self.nquads_member else b""
        except zlib.error as error:
            raise _damaged(self.path) from error

    def text(self) -> str:
        """Likewise, as text."""
        try:
            return self.nquads().decode()
        except ValueError as error:
            raise _damaged(self.path) from error

    @property
    def nquads_member(self) -> bytes:
        """The N-Quads as a gzip member; empty where there are none."""
        return self._section("nquads")

    @property
    def trig_member(self) -> bytes:
        """The TriG as a gzip member; its prefixes are declared elsewhere."""
        return self._section("trig")

    def place(self, name: str) -> Section:
        """Where the member ``nquads`` or ``trig`` lies in the file."""
        return Section(self.path, *self._sections[name])

    def shared(self) -> list[str]:
        """Lines that other documents may state too, as given."""
        return cut_lines(self._text("shared"))

    def labels(self) -> dict[str, int]:
        """How many letters give each label of a shared node, as given."""
        return cast("dict[str, int]", self._json("labels"))

    def facts(self) -> list[str]:
        """What rules across letters look at, as given."""
        text = self._text("facts")
        return text.split("\n") if text else []

    def records(self) -> list[tuple[str, bytes]]:
        """Key and packed record of each letter, as given."""
        return list(self._records())

    def _records(self) -> Iterator[tuple[str, bytes]]:
        data, start = self._section("records"), 0
        for key, length in cast("list[tuple[str, int]]", self._json("record keys")):
            yield key, data[start : start + length]
            start += length

    @cached_property
    def _summary(self) -> Mapping[str, object]:
        return cast("Mapping[str, object]", self._json("summary"))

    def _marked(self, name: str) -> Marked:
        marked = Marked()
        marked.hashes.frombytes(self._section(name))
        marked.marks.frombytes(self._section(f"{name} marks"))
        return marked

    def _section(self, name: str) -> bytes:
        start, length = self._sections[name]
        return self._data[start : start + length]

    def _json(self, name: str) -> object:
        try:
            return orjson.loads(self._unpacked(name))
        except ValueError as error:
            raise _damaged(self.path) from error

    def _text(self, name: str) -> str:
        try:
            return self._unpacked(name).decode()
        except ValueError as error:
            raise _damaged(self.path) from error

    def _unpacked(self, name: str) -> bytes:
        try:
            return zlib.decompress(self._section(name))
        except (KeyError, zlib.error) as error:
            raise _damaged(self.path) from error


def reopened(path: Path, *, check: bool = False) -> Block:
    """Open a block again.

    Raises:
        ReleaseError: it is gone or damaged since it was made.
    """
    try:
        return Block.open(path, check=check)
    except BlockDamaged as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: BlockDamaged) -> ReleaseError:
    """Say that a block, which was whole when it was added, cannot be read any more."""
    remedy = "Build again; the folder `cache` of the site may be deleted."
    return ReleaseError(f"A block cannot be read: {error}", where=Where(file=str(path)), remedy=remedy)


def cut_lines(text: str) -> list[str]:
    r"""Cut N-Quads into lines with their line feeds; literals may hold what ``splitlines`` takes for an end of line."""
    lines = text.split("\n")
    lines.pop()
    return [f"{line}\n" for line in lines]


def _marked_sections(name: str, marked: Marked) -> dict[str, bytes]:
    return {name: marked.hashes.tobytes(), f"{name} marks": marked.marks.tobytes()}


def _packed(data: bytes) -> bytes:
    return zlib.compress(data, _LEVEL)


def _write(path: Path, sections: Mapping[str, bytes]) -> None:
    index = orjson.dumps([(name, len(data)) for name, data in sections.items()])
    digest = hashlib.sha256()
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with temporary.open("wb") as output:
            for piece in (_FORM, index, b"\n", *sections.values()):
                digest.update(piece)
                output.write(piece)
            output.write(digest.digest())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _damaged(path: Path) -> BlockDamaged:
    return BlockDamaged("The block file is damaged.", where=Where(file=str(path)), remedy="Its letters are read again.")
