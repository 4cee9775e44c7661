"""The SQLite files of a published release, as they are read: never changed, and damaged in words of ours."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import ClassVar, Self

from kg.errors import ReleaseDamaged, Where


class ReadOnlyTables:
    """One file; what it holds is a subclass's business. Use it as a context manager."""

    _holds: ClassVar[str]
    """What is in it, for people: ``records``."""
    _form: ClassVar[int]
    """The form that is known: the file's ``user_version``."""
    _whose: ClassVar[str] = "its"

    def __init__(self, path: Path) -> None:
        """Open a file.

        Raises:
            ReleaseDamaged: it is missing, or is not such a file.
        """
        self._path = path
        if not path.is_file():
            what = f"The release has no {self._holds}."
            raise ReleaseDamaged(what, where=Where(file=str(path)), remedy="Build again.")
        # immutable: no lock, no journal, not even a look for one.
        self._database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            [(version,)] = self._rows("PRAGMA user_version")
            if version != self._form:
                raise self._damaged(f"{self._whose} form is {version!r}, and known is {self._form}")
        except ReleaseDamaged:
            self._database.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _rows(self, statement: str, *values: str | int) -> list[tuple[object, ...]]:
        try:
            return self._database.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise self._damaged(str(error)) from error

    def _damaged(self, reason: str) -> ReleaseDamaged:
        return ReleaseDamaged(
            f"The {self._holds} cannot be read: {reason}.",
            where=Where(file=str(self._path)),
            remedy="`lettergraph verify` names the damaged files.",
        )
