"""Build a release beside the published ones, and publish it at one stroke.

The order of operations is the promise (decision record 2): everything is written into ``releases/<id>.tmp``; every file
and folder is forced to the disk; the folder gets its name; the folder of releases is forced; the link ``current`` is
replaced by rename; the site is forced. A crash between any two of them leaves the old release or the new one, whole,
and a name ending in ``.tmp`` at most, which the next build removes.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from kg.errors import ReleaseError, Where
from kg.release.files import LOCAL_FILES, Files
from kg.release.history import KEPT, Release, current_release, forget_old, serve
from kg.release.lock import locked
from kg.release.manifest import MANIFEST, Manifest, describe_files
from kg.release.names import CURRENT, RELEASES, TEMPORARY, new_id, release_names, temporary_paths
from kg.release.space import LEAST_BYTES, check_space, free_bytes, translated


@dataclass(frozen=True, slots=True)
class Published:
    """A release that is served now.

    ``removed`` are the old releases that made room for it; ``not_removed`` says why that failed, if it did: the new
    release is published all the same, and the next build tries again.
    """

    release: Release
    manifest: Manifest
    removed: tuple[str, ...] = ()
    not_removed: str | None = None


class Stage:
    """A release that is being built. Write into ``path`` as you like until ``commit``."""

    def __init__(self, site: Path, release_id: str, *, created: datetime.datetime, keep: int, files: Files) -> None:
        self.site = site
        self.id = release_id
        self.path = site / RELEASES / f"{release_id}{TEMPORARY}"
        """The folder of the release, under its temporary name."""
        self.scratch = site / RELEASES / f"{release_id}.work{TEMPORARY}"
        """A folder on the same disk for what does not belong to the release, such as sorting; removed at the end."""
        self.published: Published | None = None
        self._created = created
        self._keep = keep
        self._files = files

    def create(self, name: str) -> BinaryIO:
        """Open a new file of the release, e.g. ``"dumps/letters.nq.gz"``; its folders are made.

        Raises:
            ReleaseError: the name leads out of the release, or is the manifest's.
            OSError: the file exists already or cannot be written.
        """
        return self._files.create(self.place(name))

    def write(self, name: str, data: bytes) -> None:
        """Write a whole file of the release; see ``create``."""
        with self.create(name) as output:
            output.write(data)

    def place(self, name: str) -> Path:
        """Make the folders for something that is written by other means, such as ``"store"``, and give its path."""
        parts = PurePosixPath(name).parts
        if not parts or name == MANIFEST or any(part in ("/", "..") for part in parts):
            raise ReleaseError(f"A release cannot hold a file named {name!r}.", where=Where(file=str(self.path)))
        folder = self.path
        for part in parts[:-1]:
            folder /= part
            if not folder.is_dir():
                self._files.make_directory(folder)
        return folder / parts[-1]

    def discard(self, *names: str) -> None:
        """Remove files or folders written before, so that they can be written again."""
        for name in names:
            path = self.place(name)
            if path.is_dir():
                self._files.remove_tree(path)
            elif path.exists():
                self._files.remove_file(path)

    def commit(
        self,
        *,
        nquads_sha256: str,
        counts: Mapping[str, int] | None = None,
        metadata: Mapping[str, object] | None = None,
    ) -> Published:
        """Publish the release. All files are closed, the store among them.

        Args:
            nquads_sha256: the canonical hash of the statements, see `kg.release.members`.
            counts: numbers for the manifest.
            metadata: JSON values for the manifest.

        Raises:
            ReleaseError: it could not be written or swapped; the release before is served, except when the very last
                step failed (the new one is served, but a loss of power may undo the change).
            DiskSpaceError: the disk is full; the same holds.
        """
        if self.published is not None:
            raise ReleaseError("This release is published already.", where=Where(file=str(self.path)))
        with translated(self.site):
            manifest = Manifest(
                id=self.id,
                created=self._created,
                nquads_sha256=nquads_sha256,
                files=describe_files(self.path, previous=self._served()),
                counts=counts or {},
                metadata=metadata or {},
            )
            with self._files.create(self.path / MANIFEST) as output:
                output.write(manifest.to_json())
            self._publish()
        self.published = self._forget_old(Published(Release(self.id, self.path, current=True), manifest))
        return self.published

    def _served(self) -> Path | None:
        release = current_release(self.site)
        return None if release is None else release.path

    def _publish(self) -> None:
        """Force, rename, force, swap, force; the order matters."""
        final = self.site / RELEASES / self.id
        self._files.sync_tree(self.path)
        self._files.rename(self.path, final)
        self._files.sync_directory(final.parent)
        serve(self.site, self.id, files=self._files)
        self.path = final

    def _forget_old(self, published: Published) -> Published:
        try:
            removed = forget_old(self.site, keep=self._keep, files=self._files)
        except OSError as error:
            return Published(published.release, published.manifest, not_removed=str(error))
        return Published(published.release, published.manifest, removed)

    def clean(self) -> None:
        """Remove what is not published: all of it, or the scratch folder. Failing is left to the next build."""
        final = self.site / RELEASES / self.id
        unserved = (self.site / CURRENT).resolve() != final.resolve()
        with suppress(OSError):
            if unserved and final.is_dir() and self.published is None:
                self._files.rename(final, self.path)
        for path in (self.path, self.scratch):
            with suppress(OSError):
                if path.name.endswith(TEMPORARY) and path.is_dir():
                    self._files.remove_tree(path)


@contextmanager
def staged(
    site: Path,
    *,
    created: datetime.datetime,
    needed_bytes: int = LEAST_BYTES,
    keep: int = KEPT,
    files: Files = LOCAL_FILES,
    free: Callable[[Path], int] = free_bytes,
) -> Iterator[Stage]:
    """Hold the site, tidy up after builds that broke off, make sure of room, and give a stage to build on.

    Leave the context without ``commit`` (a dry run, or any exception) and nothing has happened.

    Args:
        site: the folder of the site; made if it is not there.
        created: the time of the release, with time zone.
        needed_bytes: how much room there must be, see ``estimated_bytes``.
        keep: how many releases stay, the new one among them.
        files: the operations on the disk.
        free: counts the bytes that are free.

    Raises:
        ReleaseLocked: another build is at work.
        DiskSpaceError: there is not enough room, or it ran out.
        ReleaseError: the site cannot be written.
    """
    with translated(site), locked(site):
        _tidy(site, files)
        check_space(site, needed_bytes=needed_bytes, free=free)
        if not (site / RELEASES).is_dir():
            files.make_directory(site / RELEASES)
        stage = Stage(site, new_id(created, taken=release_names(site)), created=created, keep=keep, files=files)
        try:
            files.make_directory(stage.path)
            files.make_directory(stage.scratch)
            yield stage
        finally:
            stage.clean()


def _tidy(site: Path, files: Files) -> None:
    for path in temporary_paths(site):
        if path.is_symlink() or path.is_file():
            files.remove_file(path)
        else:
            files.remove_tree(path)
