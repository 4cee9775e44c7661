"""The sources that a child has open: the one that it reads, and the registers of the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.config import Collection, SourceFile
from kg.errors import MalformedSource, Where
from kg.pipeline.opening import check_size, open_source
from kg.pipeline.settings import load_source
from kg.sources import Reader, RelatedSources, Source, SourceText

Opened = tuple[Source, SourceText, Reader]


@dataclass(slots=True)
class OpenedSources:
    """Opens sources of a collection by their path."""

    collection: Collection
    files: Mapping[str, SourceFile]
    _last: tuple[str, Opened] | None = None
    _registers: dict[str, tuple[Source, SourceText]] = field(default_factory=dict)

    def open(self, path: str) -> Opened:
        """Open a source; the last one is kept, for a large one is read in several tasks.

        Raises:
            MalformedSource: it is gone, too large, or nobody can read it.
            OSError: it cannot be read.
        """
        if self._last is None or self._last[0] != path:
            self._last = None  # give its memory back before the next one is opened
            self._last = (path, self._open(path))
        return self._last[1]

    def load(self, path: str) -> Source:
        """Read the bytes of a source; the errors are those of `open`."""
        file = self.files.get(path)
        if file is None:
            raise MalformedSource("The file is gone.", where=Where(path), remedy="Build again.")
        check_size(file.path, source=path)
        return load_source(self.collection, file)

    def _open(self, path: str) -> Opened:
        source = self.load(path)
        text, reader = open_source(source, format_name=self.files[path].setting.format)
        return source, text, reader

    def related(self, registers: Sequence[str], letters: Mapping[str, str]) -> RelatedSources:
        """Open the registers, once in each child: every letter of the collection may use them."""
        for path in registers:
            if path not in self._registers:
                # Not `open`: that would give up the source that is being read.
                source, text, _ = self._open(path)
                self._registers[path] = (source, text)
        return RelatedSources(registers=tuple(self._registers[path] for path in registers), letters=letters)
