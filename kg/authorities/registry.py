"""The frozen keys of letters: one sorted line a key in ``keys.tsv``, in the folder of the collection.

A key is given once, at first sight, and never changes, moves to another letter, or comes back: IRIs are made of it.
The file belongs under version control. Only the parent process of a build writes it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from kg.authorities.names import slug
from kg.errors import KeyRegistryError, Where

_HEADER = "# key\tsource\tlocus\tdate\tlabel\n"
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_UNSAFE = re.compile("[%\x00-\x1f\x7f\x85\u2028\u2029\udc80-\udcff]")
_RESTORE = "Restore keys.tsv from version control; never edit a key by hand."


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """One letter's key and where the letter was at first sight."""

    key: str
    source: str
    """The path of the source, relative to the collection."""
    locus: str
    """The place or id of the letter within the source, e.g. ``1``."""
    date: str
    """The date part at first sight, e.g. ``1919-11-12`` or ``undated``."""
    label: str
    """For people only."""


class KeyRegistry:
    """The keys of one collection. `mint` adds to it, `save` writes it; nothing ever removes a key."""

    __slots__ = ("_by_key", "_by_place", "_counters", "_saved", "path")

    def __init__(self, path: Path, entries: Iterable[RegistryEntry] = ()) -> None:
        self.path = path
        self._by_key: dict[str, RegistryEntry] = {}
        self._by_place: dict[tuple[str, str], RegistryEntry] = {}
        self._counters: dict[str, int] = {}
        for entry in entries:
            self._add(entry)
        self._saved = len(self._by_key)

    @classmethod
    def load(cls, path: Path) -> KeyRegistry:
        """Read the registry; a file that is not there is an empty one.

        Raises:
            KeyRegistryError: a line is damaged, or two lines give one key or one place twice; ``where`` names it.
        """
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return cls(path)
        except (UnicodeDecodeError, OSError) as error:
            what = f"The registry of keys cannot be read: {error}."
            raise KeyRegistryError(what, where=Where(str(path)), remedy=_RESTORE) from error
        return cls(path, _parse(path, text))

    def mint(
        self,
        collection: str,
        *,
        source: str,
        locus: str,
        own_id: str | None = None,
        date: str | None = None,
        label: str = "",
    ) -> str:
        """Give the key of a letter, a new one at first sight.

        New keys depend on the order of the calls: go through sources by path and through a source by position.

        Args:
            collection: the collection's id, e.g. ``bl``.
            source: the path of the source, relative to the collection.
            locus: the place or id of the letter within the source; the same source and locus have the same key for
                ever.
            own_id: the source's own permanent id, e.g. ``no10``; it makes the key ``bl-no10``. Between sources equal
                ids are normal: the second gets ``bl-no10-2``.
            date: as EDTF, for letters without an id: ``1919-11-12`` makes ``bl-1919-11-12-1``; ``None`` makes
                ``bl-undated-1``.
            label: for people, kept as at first sight.
        """
        known = self._by_place.get((source, locus))
        if known is not None:
            return known.key
        date_part = "undated" if date is None else slug(date)
        key = self._numbered(f"{collection}-{date_part}") if own_id is None else self._own(collection, own_id)
        self._add(RegistryEntry(key, source, locus, date_part, " ".join(label.split())))
        return key

    def _own(self, collection: str, own_id: str) -> str:
        key = f"{collection}-{slug(own_id)}"
        number = 2
        while key in self._by_key:
            key = f"{collection}-{slug(own_id)}-{number}"
            number += 1
        return key

    def _numbered(self, stem: str) -> str:
        number = self._counters.get(stem, 0) + 1
        while f"{stem}-{number}" in self._by_key:
            number += 1
        self._counters[stem] = number
        return f"{stem}-{number}"

    def _add(self, entry: RegistryEntry) -> None:
        self._by_key[entry.key] = entry
        self._by_place[entry.source, entry.locus] = entry

    def get(self, source: str, locus: str) -> str | None:
        """Give the key of a letter that was seen before."""
        entry = self._by_place.get((source, locus))
        return None if entry is None else entry.key

    @property
    def entries(self) -> tuple[RegistryEntry, ...]:
        """All entries, sorted by key."""
        return tuple(self._by_key[key] for key in sorted(self._by_key))

    def vanished(self, present: Collection[tuple[str, str]]) -> tuple[RegistryEntry, ...]:
        """List the letters that are no longer where they were; their keys stay reserved.

        Args:
            present: source and locus of every letter of the collection now.
        """
        return tuple(entry for entry in self.entries if (entry.source, entry.locus) not in present)

    @property
    def changed(self) -> bool:
        """Whether keys were minted since the registry was read or saved."""
        return len(self._by_key) != self._saved

    def save(self) -> None:
        """Write the file, sorted by key, if keys were added; a reader sees the old file or the new one, never half."""
        if not self.changed:
            return
        temporary = self.path.with_name(f".{self.path.name}.{os.getpid()}.tmp")
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(_HEADER)
            for entry in self.entries:
                file.write("\t".join(_escaped(part) for part in _columns(entry)) + "\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.path)
        self._saved = len(self._by_key)


def _columns(entry: RegistryEntry) -> tuple[str, ...]:
    return entry.key, entry.source, entry.locus, entry.date, entry.label


def _escaped(text: str) -> str:
    """Percent-encode what would break a line, the percent sign itself, and bytes of a file name that are not UTF-8."""
    return _UNSAFE.sub(lambda match: quote(match[0], safe="", errors="surrogateescape"), text)


def _unescaped(text: str) -> str:
    return unquote(text, errors="surrogateescape")


def _parse(path: Path, text: str) -> Iterable[RegistryEntry]:
    """Read the lines; comments and empty lines are passed over."""
    keys: dict[str, int] = {}
    places: dict[tuple[str, str], int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        where = Where(str(path), line=number)
        columns = line.rstrip("\r").split("\t")
        if len(columns) != 5:
            what = f"The line has {len(columns)} columns, not 5 (key, source, locus, date, label)."
            raise KeyRegistryError(what, where=where, remedy=_RESTORE)
        entry = RegistryEntry(*(_unescaped(column) for column in columns))
        if not _KEY.fullmatch(entry.key):
            raise KeyRegistryError(f'"{entry.key}" is not a key.', where=where, remedy=_RESTORE)
        if entry.key in keys:
            what = f'The key "{entry.key}" stands in line {keys[entry.key]} already.'
            raise KeyRegistryError(what, where=where, remedy=_RESTORE)
        place = (entry.source, entry.locus)
        if place in places:
            what = f'The place {entry.locus} of "{entry.source}" has a key in line {places[place]} already.'
            raise KeyRegistryError(what, where=where, remedy=_RESTORE)
        keys[entry.key] = places[place] = number
        yield entry
