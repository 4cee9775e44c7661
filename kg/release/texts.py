"""The texts of the sources of a release in one file, so that pages show them without the sources themselves.

``sources.sqlite`` holds every text once, under the first sixteen hexadecimal digits of the SHA-256 of its source's
bytes, cut into compressed pieces: whoever asks for a line or some characters decompresses the pieces around it, and
nothing else. A file for each text would cost a release of twenty thousand sources twenty thousand forced writes. Rows
are inserted in the order of the keys, so the same texts give the same file, whatever order they came in.
"""

from __future__ import annotations

import errno
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self, cast

from kg.errors import ReleaseError, Where
from kg.release.source_text import Measures, SourceText
from kg.release.space import release_error
from kg.release.tables import ReadOnlyTables

TEXTS = "sources.sqlite"
FORMAT = 1
PIECE = 64 * 1024
"""Characters of one piece."""

_LEVEL = 4
_SCHEMA = f"""
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA application_id = 0x4C475431;
PRAGMA user_version = {FORMAT};
CREATE TABLE text (key TEXT PRIMARY KEY, made TEXT NOT NULL, pieces TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE path (path BLOB PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE piece (key TEXT, number INTEGER, data BLOB NOT NULL, PRIMARY KEY (key, number)) WITHOUT ROWID;
"""
_WAITING = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE text (key TEXT PRIMARY KEY, made TEXT, pieces TEXT) WITHOUT ROWID;
CREATE TABLE path (path BLOB PRIMARY KEY, key TEXT) WITHOUT ROWID;
CREATE TABLE piece (key TEXT, number INTEGER, start INTEGER, length INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
"""


class PackedPiece(NamedTuple):
    """A piece of a text: compressed, with its number of characters, of line ends and of bytes in UTF-8."""

    data: bytes
    characters: int
    lines: int
    size: int

    @property
    def measures(self) -> Measures:
        return self.characters, self.lines, self.size


def pack(text: str | Iterable[str]) -> Iterator[PackedPiece]:
    """Cut a text into pieces and compress them, for example in a child; a text that comes in parts is never held."""
    waiting = ""
    for part in (text,) if isinstance(text, str) else text:
        joined, at = waiting + part, 0
        while len(joined) - at > PIECE:
            yield _packed(joined[at : at + PIECE])
            at += PIECE
        waiting = joined[at:]
    if waiting:
        yield _packed(waiting)


def _packed(text: str) -> PackedPiece:
    data = text.encode()
    return PackedPiece(zlib.compress(data, _LEVEL), len(text), text.count("\n"), len(data))


class TextsWriter:
    """Write texts in any order; nothing is in the file before ``close``. Use it as a context manager.

    Memory holds one piece at a time: what comes waits on the disk until it can be put in order.
    """

    def __init__(self, path: Path, *, directory: Path) -> None:
        """Begin a file.

        Args:
            path: the file to write; it must not exist.
            directory: where pieces wait; the files there are removed at the end.
        """
        if path.exists():
            raise ReleaseError("The file of texts exists already.", where=Where(file=str(path)))
        self._path = path
        self._index_path = directory / f"{path.name}.waiting"
        self._data_path = directory / f"{path.name}.pieces"
        self._index = sqlite3.connect(self._index_path, isolation_level=None)
        self._index.executescript(_WAITING + "BEGIN;")
        self._data: BinaryIO = self._data_path.open("w+b")
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self._discard()

    def add(self, key: str, path: str, text: str | Iterable[str], *, made: str = "") -> None:
        """Add the text of a source. The same bytes may stand under several paths: their text is kept once.

        Args:
            key: the first sixteen digits of the SHA-256 of the source's bytes.
            path: of the source, relative to the collection.
            text: whole, or in parts of any length.
            made: what the text depends on besides those bytes, such as the encoding: a digest to compare by.

        Raises:
            ReleaseError: it cannot be written; DiskSpaceError: the disk is full.
        """
        self.add_packed(key, path, pack(text), made=made)

    def add_packed(self, key: str, path: str, pieces: Iterable[PackedPiece], *, made: str = "") -> None:
        """Add a text that was cut and compressed by ``pack`` already; see ``add``."""
        try:
            self._name(key, path)
            if not self._known(key):
                self._keep(key, pieces, made)
        except (sqlite3.Error, OSError) as error:
            raise _write_error(error, self._path) from error

    def copy(self, texts: TextsReader, paths: Mapping[str, str]) -> None:
        """Take texts of another release as they are, by path and key; nothing is decompressed.

        Raises:
            ReleaseDamaged: the other release does not have one of them.
        """
        for path, key in paths.items():
            self.add_packed(key, path, texts.packed(key), made=texts.made(key) or "")

    def close(self) -> None:
        """Write the file.

        Raises:
            ReleaseError: it cannot be written; DiskSpaceError: the disk is full.
        """
        try:
            self._index.execute("COMMIT")
            with closing(sqlite3.connect(self._path, isolation_level=None)) as ordered:
                ordered.executescript(_SCHEMA + "BEGIN;")
                ordered.execute("ATTACH ? AS waiting", (str(self._index_path),))
                ordered.execute("INSERT INTO text SELECT * FROM waiting.text ORDER BY key")
                ordered.execute("INSERT INTO path SELECT * FROM waiting.path ORDER BY path")
                ordered.executemany("INSERT INTO piece VALUES (?, ?, ?)", self._ordered())
                ordered.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            raise _write_error(error, self._path) from error
        finally:
            self._discard()

    def _name(self, key: str, path: str) -> None:
        self._index.execute("INSERT OR REPLACE INTO path VALUES (?, ?)", (_as_bytes(path), key))

    def _known(self, key: str) -> bool:
        return self._index.execute("SELECT 1 FROM text WHERE key = ?", (key,)).fetchone() is not None

    def _keep(self, key: str, pieces: Iterable[PackedPiece], made: str) -> None:
        measures: list[Measures] = []
        for number, piece in enumerate(pieces):
            self._data.write(piece.data)
            place = (key, number, self._end, len(piece.data))
            self._index.execute("INSERT INTO piece VALUES (?, ?, ?, ?)", place)
            self._end += len(piece.data)
            measures.append(piece.measures)
        row = (key, made, json.dumps(measures, separators=(",", ":")))
        self._index.execute("INSERT INTO text VALUES (?, ?, ?)", row)

    def _ordered(self) -> Iterator[tuple[str, int, bytes]]:
        rows = self._index.execute("SELECT key, number, start, length FROM piece ORDER BY key, number")
        for key, number, start, length in rows:
            self._data.seek(start)
            yield key, number, self._data.read(length)

    def _discard(self) -> None:
        self._index.close()
        self._data.close()
        for path in (self._index_path, self._data_path):
            path.unlink(missing_ok=True)


class TextsReader(ReadOnlyTables):
    """Read the texts of a published release (``sources.sqlite``)."""

    _holds = "texts"
    _form = FORMAT
    _whose = "their"

    def paths(self) -> dict[str, str]:
        """Give the key of each text by the paths of its sources, in order of path."""
        rows = self._rows("SELECT path, key FROM path ORDER BY path")
        return {_as_path(cast("bytes", path)): str(key) for path, key in rows}

    def __contains__(self, key: str) -> bool:
        return bool(self._rows("SELECT 1 FROM text WHERE key = ?", key))

    def made(self, key: str) -> str | None:
        """Give what a text was said to depend on; ``None`` if the release does not have it."""
        for (made,) in self._rows("SELECT made FROM text WHERE key = ?", key):
            return str(made)
        return None

    def size(self, key: str) -> int:
        """Give the bytes of a text in UTF-8.

        Raises:
            ReleaseDamaged: the release does not have it; as in the methods below.
        """
        return sum(size for _, _, size in self._measures(key))

    def text(self, key: str) -> SourceText:
        """Give a text, of which parts are read when they are asked for."""
        return SourceText(self._measures(key), lambda number: self._piece(key, number))

    def packed(self, key: str) -> Iterator[PackedPiece]:
        """Go through the pieces of a text as they are stored."""
        for number, measures in enumerate(self._measures(key)):
            yield PackedPiece(self._data(key, number), *measures)

    def parts(self, key: str) -> Iterator[bytes]:
        """Go through a text in UTF-8, part by part."""
        for number in range(len(self._measures(key))):
            yield self._unpacked(self._data(key, number))

    def _measures(self, key: str) -> list[Measures]:
        for (pieces,) in self._rows("SELECT pieces FROM text WHERE key = ?", key):
            return [(int(one[0]), int(one[1]), int(one[2])) for one in json.loads(cast("str", pieces))]
        raise self._damaged(f"there is none of the key {key}")

    def _piece(self, key: str, number: int) -> str:
        try:
            return self._unpacked(self._data(key, number)).decode()
        except UnicodeDecodeError as error:
            raise self._damaged(str(error)) from error

    def _data(self, key: str, number: int) -> bytes:
        for (data,) in self._rows("SELECT data FROM piece WHERE key = ? AND number = ?", key, number):
            return cast("bytes", data)
        raise self._damaged(f"piece {number} of {key} is missing")

    def _unpacked(self, data: object) -> bytes:
        try:
            return zlib.decompress(cast("bytes", data))
        except (TypeError, zlib.error) as error:
            raise self._damaged(str(error)) from error


def open_texts(release: Path) -> TextsReader | None:
    """Open the texts of a release; ``None`` if it has none: it may be of an earlier version.

    Raises:
        ReleaseDamaged: they are of no form that is known.
    """
    path = release / TEXTS
    return TextsReader(path) if path.is_file() else None


def _as_bytes(path: str) -> bytes:
    """A file's name need not be UTF-8, and SQLite takes no other text."""
    return path.encode("utf-8", "surrogateescape")


def _as_path(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _write_error(error: Exception, path: Path) -> ReleaseError:
    if isinstance(error, OSError):
        return release_error(error, path)
    if "full" in str(error):
        return release_error(OSError(errno.ENOSPC, "No space left on device"), path)
    return ReleaseError(f"The texts cannot be written: {error}.", where=Where(file=str(path)))
