"""The records that a release was made from, so that ``explain`` can map one of them again without its source.

``records.sqlite`` holds for every document the mapping record (JSON, compressed) and the findings of its reader. The
rows are inserted in the order of their keys, so the same records give the same file, whatever order they came in.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Self, cast

import orjson

from kg.errors import ReleaseError, Where
from kg.release.space import release_error
from kg.release.tables import ReadOnlyTables

RECORDS = "records.sqlite"
FORMAT = 1

_LEVEL = 3
"""How hard records are compressed: level 6 makes them an eighth smaller and takes half as much time again."""

_SCHEMA = f"""
PRAGMA application_id = 0x4C475231;
PRAGMA user_version = {FORMAT};
CREATE TABLE record (key TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE finding (key TEXT, position INTEGER, data BLOB NOT NULL, PRIMARY KEY (key, position)) WITHOUT ROWID;
"""


class RecordsWriter:
    """Write records in any order; nothing is in the file before ``close``. Use it as a context manager."""

    def __init__(self, path: Path, *, directory: Path) -> None:
        """Begin a file.

        Args:
            path: the file to write; it must not exist.
            directory: where records wait until they can be put in order; the file there is removed at the end.
        """
        if path.exists():
            raise ReleaseError("The file of records exists already.", where=Where(file=str(path)))
        self._path = path
        self._waiting_path = directory / f"{path.name}.waiting"
        self._waiting = sqlite3.connect(self._waiting_path, isolation_level=None)
        self._waiting.executescript(_fast("main") + _SCHEMA + "BEGIN;")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self._discard()

    def add(self, key: str, record: Mapping[str, object], *, findings: Iterable[Mapping[str, object]] = ()) -> None:
        """Add one document: JSON values only.

        Args:
            key: the document's, e.g. ``bl-1919-11-12-1``.
            record: what ``kg.records.mapping_form.mapping_record`` gives.
            findings: what its reader could not read, in order.

        Raises:
            ReleaseError: the key was added before.
        """
        self._insert("INSERT INTO record VALUES (?, ?)", key, packed(record))
        self.add_findings(key, findings)

    def add_packed(self, key: str, data: bytes, *, findings: Iterable[Mapping[str, object]] = ()) -> None:
        """Add one document whose record is packed already, see `packed` and ``add``."""
        self._insert("INSERT INTO record VALUES (?, ?)", key, data)
        self.add_findings(key, findings)

    def add_findings(self, key: str, findings: Iterable[Mapping[str, object]]) -> None:
        """Add the findings of a document that has no record: it was held back."""
        for position, finding in enumerate(findings):
            self._insert("INSERT INTO finding VALUES (?, ?, ?)", key, position, packed(finding))

    def close(self) -> None:
        """Write the file.

        Raises:
            ReleaseError: it cannot be written.
            DiskSpaceError: the disk is full.
        """
        try:
            self._waiting.execute("COMMIT")
            with closing(sqlite3.connect(self._path, isolation_level=None)) as ordered:
                ordered.executescript(_fast("main") + _SCHEMA)
                ordered.execute("ATTACH ? AS waiting", (str(self._waiting_path),))
                ordered.execute("BEGIN")
                ordered.execute("INSERT INTO record SELECT * FROM waiting.record ORDER BY key")
                ordered.execute("INSERT INTO finding SELECT * FROM waiting.finding ORDER BY key, position")
                ordered.execute("COMMIT")
        except sqlite3.Error as error:
            raise _write_error(error, self._path) from error
        finally:
            self._discard()

    def _insert(self, statement: str, key: str, *values: object) -> None:
        try:
            self._waiting.execute(statement, (key, *values))
        except sqlite3.IntegrityError as error:
            raise ReleaseError(f"The document {key!r} was added twice.", where=Where(file=str(self._path))) from error
        except sqlite3.Error as error:
            raise _write_error(error, self._path) from error

    def _discard(self) -> None:
        self._waiting.close()
        self._waiting_path.unlink(missing_ok=True)


class RecordsChanges(RecordsWriter):
    """Write the records of a release that differs little from another: its file is copied, and rows are exchanged.

    The rows are those that `RecordsWriter` would write; where they lie in the file depends on what was there before.
    """

    def __init__(self, path: Path, *, previous: Path, kept: Collection[str]) -> None:
        """Begin with another file.

        Args:
            path: the file to write; it must not exist.
            previous: the file of the other release, which is not changed.
            kept: the keys of the documents whose rows stay; all others are taken out.

        Raises:
            ReleaseDamaged: the other file cannot be read.
            ReleaseError: the file cannot be written; DiskSpaceError: the disk is full.
        """
        if path.exists():
            raise ReleaseError("The file of records exists already.", where=Where(file=str(path)))
        with RecordsReader(previous):
            pass  # it is there, and of our form
        try:
            shutil.copyfile(previous, path)
            self._path = path
            self._waiting = sqlite3.connect(path, isolation_level=None)
            self._waiting.executescript(_fast("main") + "BEGIN;")
            for table in ("record", "finding"):
                known = [str(key) for (key,) in self._waiting.execute(f"SELECT DISTINCT key FROM {table}")]  # noqa: S608
                gone = [(key,) for key in known if key not in kept]
                self._waiting.executemany(f"DELETE FROM {table} WHERE key = ?", gone)  # noqa: S608 # our own two names
        except (sqlite3.Error, OSError) as error:
            raise _write_error(error, path) from error

    def close(self) -> None:
        """Finish the file; errors are those of `RecordsWriter.close`."""
        try:
            self._waiting.execute("COMMIT")
        except sqlite3.Error as error:
            raise _write_error(error, self._path) from error
        finally:
            self._discard()

    def _discard(self) -> None:
        self._waiting.close()


class RecordsReader(ReadOnlyTables):
    """Read the records of a published release (``records.sqlite``)."""

    _holds = "records"
    _form = FORMAT

    def keys(self) -> Iterator[str]:
        """Go through the keys of all records, in order."""
        for (key,) in self._rows("SELECT key FROM record ORDER BY key"):
            yield str(key)

    def record(self, key: str) -> dict[str, object] | None:
        """Give the mapping record of a document; ``None`` if the release has none."""
        for (data,) in self._rows("SELECT data FROM record WHERE key = ?", key):
            return self._unpacked(data)
        return None

    def findings(self, key: str) -> list[dict[str, object]]:
        """Give what the reader of a document found, in order."""
        rows = self._rows("SELECT data FROM finding WHERE key = ? ORDER BY position", key)
        return [self._unpacked(data) for (data,) in rows]

    def _unpacked(self, data: object) -> dict[str, object]:
        try:
            return cast("dict[str, object]", json.loads(zlib.decompress(cast("bytes", data))))
        except (ValueError, TypeError, zlib.error) as error:
            raise self._damaged(str(error)) from error


def _fast(schema: str) -> str:
    """Leave safety to the release: the file is forced to the disk as a whole, or thrown away."""
    return f"PRAGMA {schema}.journal_mode = OFF; PRAGMA {schema}.synchronous = OFF;"


def unpacked(data: bytes) -> object:
    """Read what `packed` wrote."""
    return json.loads(zlib.decompress(data))


def packed(value: Mapping[str, object]) -> bytes:
    """Write a JSON value as the file keeps it: always the same bytes for the same value.

    The encoder of the standard library takes seven times as long, a twentieth of a whole build.
    """
    return zlib.compress(orjson.dumps(value, option=orjson.OPT_SORT_KEYS), _LEVEL)


def _write_error(error: sqlite3.Error | OSError, path: Path) -> ReleaseError:
    if isinstance(error, OSError):
        return release_error(error, path)
    if "full" in str(error):
        return release_error(OSError(28, "No space left on device"), path)
    return ReleaseError(f"The records cannot be written: {error}.", where=Where(file=str(path)))
