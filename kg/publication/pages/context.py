"""What the makers of pages need of a release: opened once in a worker, read by every page.

The protocol is what ``kg.publication.work`` gives them; ``OpenedRelease`` is the same for scripts and tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from kg.errors import ReleaseDamaged, Where
from kg.graphs.naming import GraphNames
from kg.namespaces import PREFIXES
from kg.release import Manifest, RecordsReader, read_manifest
from kg.release.contents import STORE
from kg.release.records import RECORDS
from kg.release.texts import TextsReader, open_texts
from kg.store import ReadOnlyStore, Store


class ReleaseContext(Protocol):
    """A release that is open for reading."""

    @property
    def release(self) -> Path:
        """The folder of the release."""
        ...

    @property
    def manifest(self) -> Manifest: ...

    @property
    def names(self) -> GraphNames: ...

    @property
    def store(self) -> Store: ...

    @property
    def records(self) -> RecordsReader: ...

    @property
    def texts(self) -> TextsReader | None:
        """The texts of the sources; a release of an earlier version has none."""
        ...


class Output(Protocol):
    """Where a task writes its answer: one header, then bytes."""

    def begin(self, header: Mapping[str, object]) -> None: ...

    def write(self, data: bytes, /) -> int: ...


@dataclass(frozen=True, slots=True)
class OpenedRelease:
    """A release opened by `open_release`; a context manager that closes it."""

    release: Path
    manifest: Manifest
    names: GraphNames
    store: Store
    records: RecordsReader
    texts: TextsReader | None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.texts is not None:
            self.texts.close()
        self.records.close()
        self.store.close()


def open_release(release: Path) -> OpenedRelease:
    """Open a release for making pages of it in this process.

    Raises:
        ReleaseDamaged: a part of it is missing or unreadable.
    """
    manifest = read_manifest(release)
    return OpenedRelease(
        release,
        manifest,
        GraphNames(str(collection_of(manifest)["base_iri"])),
        ReadOnlyStore(release / STORE, prefixes=PREFIXES),
        RecordsReader(release / RECORDS),
        open_texts(release),
    )


def collection_of(manifest: Manifest) -> Mapping[str, object]:
    """Give what the manifest says about the collection: at least ``base_iri``, ``id`` and ``title``."""
    metadata = manifest.metadata.get("collection")
    if not isinstance(metadata, Mapping) or "base_iri" not in metadata:
        raise ReleaseDamaged("The manifest does not name the collection.", where=Where("manifest.json"))
    return metadata
