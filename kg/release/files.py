"""Every operation on the disk that a release rests on, in one place.

Tests put another implementation here, which fails or kills the process at its N-th call: what is promised of a release
(always the old one or the new one) is promised after every single call. What large parts write through other means (the
store, the sorting) lies in the folder that is not published yet.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO


class Files:
    """The operations, as the operating system does them; each raises ``OSError``."""

    def make_directory(self, path: Path) -> None:
        """Make a folder that does not exist yet; its parent exists."""
        path.mkdir()

    def create(self, path: Path) -> BinaryIO:
        """Open a new file for writing bytes; the file must not exist."""
        return path.open("xb")

    def sync_file(self, path: Path) -> None:
        """Force a file's contents to the disk."""
        _sync(path, os.O_RDONLY)

    def sync_directory(self, path: Path) -> None:
        """Force the names in a folder to the disk: without it a file that is safe may be in no folder."""
        _sync(path, os.O_RDONLY | os.O_DIRECTORY)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file, link or folder another name, atomically; a file or link of that name is replaced."""
        old.replace(new)

    def link(self, path: Path, target: str) -> None:
        """Make a symbolic link."""
        path.symlink_to(target)

    def remove_file(self, path: Path) -> None:
        """Remove a file or link."""
        path.unlink()

    def remove_directory(self, path: Path) -> None:
        """Remove an empty folder."""
        path.rmdir()

    def remove_tree(self, path: Path) -> None:
        """Remove a folder and all that is in it; links are removed, not followed."""
        for folder, folders, files in os.walk(path, topdown=False):
            for name in files:
                self.remove_file(Path(folder, name))
            for name in folders:
                inner = Path(folder, name)
                if inner.is_symlink():
                    self.remove_file(inner)
                else:
                    self.remove_directory(inner)
        self.remove_directory(path)

    def sync_tree(self, path: Path) -> None:
        """Force a folder and all that is in it to the disk, the folder itself last."""
        for folder, _, files in os.walk(path, topdown=False):
            for name in sorted(files):
                self.sync_file(Path(folder, name))
            self.sync_directory(Path(folder))


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


LOCAL_FILES = Files()
