"""Small releases, and a disk that fails at a chosen call.

Run as a program it builds releases in a loop, to be killed: ``python -m tests.release.building SITE REVISION``; with a
third argument N it kills itself just before the N-th operation on the disk.
"""

from __future__ import annotations

import datetime
import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

from kg.release import Published, RecordsWriter, Release, current_release, staged, verify, write_contents
from kg.release.files import LOCAL_FILES, Files
from kg.store import ReadOnlyStore

BASE = "https://letters.example.org/"
START = datetime.datetime(2026, 11, 24, 23, 35, tzinfo=datetime.UTC)
LETTERS = 200
"""Of a build that is killed: enough for the store to be at work for a while."""
REVISION = "<https://e.org/revision>"


def moment(number: int) -> datetime.datetime:
    return START + datetime.timedelta(minutes=number)


def letter_lines(revision: int, letters: int) -> list[str]:
    """Statements that name the revision they belong to: a mixture of two would show."""
    return [
        f'<{BASE}id/doc/{letter}> {REVISION} "{revision}" <{BASE}graph/doc/{letter}{kind}> .\n'
        for letter in range(letters)
        for kind in ("", "/evidence", "/inferred")
    ]


def build(site: Path, revision: int, *, letters: int = 3, files: Files = LOCAL_FILES, keep: int = 3) -> Published:
    """Build a whole release, as the pipeline does."""
    with staged(site, created=moment(revision), files=files, keep=keep, needed_bytes=0) as stage:
        for letter in range(letters):
            stage.write(f"sources/{letter}.txt", f"Letter {letter}, revision {revision}".encode())
        contents = write_contents(
            stage, letter_lines(revision, letters), base_iri=BASE, name="letters", prefixes={"l": BASE}
        )
        with RecordsWriter(stage.place("records.sqlite"), directory=stage.scratch) as records:
            for letter in range(letters):
                records.add(str(letter), {"doc": str(letter), "revision": revision})
        return stage.commit(nquads_sha256=contents.nquads_sha256, counts=contents.quads, metadata={"by": "test"})


def served(site: Path) -> Release:
    """Give the release that is served; there is one."""
    release = current_release(site)
    assert release is not None
    return release


def served_revisions(site: Path) -> set[str]:
    """Verify what is served and give the revisions it speaks of; a whole release speaks of one."""
    current = served(site)
    verify(current.path)
    with ReadOnlyStore(current.path / "store") as store:
        rows = store.select(
            f"SELECT DISTINCT ?r WHERE {{ {{ ?s {REVISION} ?r }} UNION {{ GRAPH ?g {{ ?s {REVISION} ?r }} }} }}"
        )
    return {row["r"].strip('"') for row in rows}


def make_flat(path: Path, *, revision: int, keep: int = 3, files: Files = LOCAL_FILES) -> Published:
    """Publish a release without a store: a few files, for tests of what does not depend on the contents."""
    with staged(path, created=moment(revision), files=files, keep=keep, needed_bytes=0) as stage:
        stage.write("dumps/letters.nq.gz", f"revision {revision}".encode())
        stage.write("sources/a.txt", b"source")
        return stage.commit(nquads_sha256="0" * 64)


class CountedFiles(Files):
    """The operations on the disk, counted; before the N-th, ``at_last`` happens."""

    def __init__(self, *, fail_at: int | None, at_last: Callable[[], None] | None = None) -> None:
        self.calls: list[str] = []
        self._fail_at = fail_at
        self._at_last = at_last or _input_output_error

    def _count(self, name: str, path: Path) -> None:
        self.calls.append(f"{name} {path.name}")
        if len(self.calls) == self._fail_at:
            self._at_last()

    def make_directory(self, path: Path) -> None:
        self._count("make_directory", path)
        super().make_directory(path)

    def create(self, path: Path) -> BinaryIO:
        self._count("create", path)
        return cast("BinaryIO", _CountedFile(super().create(path), lambda name: self._count(name, path)))

    def sync_file(self, path: Path) -> None:
        self._count("sync_file", path)
        super().sync_file(path)

    def sync_directory(self, path: Path) -> None:
        self._count("sync_directory", path)
        super().sync_directory(path)

    def rename(self, old: Path, new: Path) -> None:
        self._count("rename", new)
        super().rename(old, new)

    def link(self, path: Path, target: str) -> None:
        self._count("link", path)
        super().link(path, target)

    def remove_file(self, path: Path) -> None:
        self._count("remove_file", path)
        super().remove_file(path)

    def remove_directory(self, path: Path) -> None:
        self._count("remove_directory", path)
        super().remove_directory(path)


class _CountedFile:
    """A file whose writing and closing can fail; a failed write has written half."""

    def __init__(self, file: BinaryIO, count: Callable[[str], None]) -> None:
        self._file = file
        self._count = count

    def __enter__(self) -> _CountedFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def write(self, data: bytes) -> int:
        try:
            self._count("write")
        except OSError:
            self._file.write(data[: len(data) // 2])
            raise
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()
        self._count("close")


def _input_output_error() -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(arguments: list[str]) -> None:
    site, revision = Path(arguments[0]), int(arguments[1])
    fail_at = int(arguments[2]) if len(arguments) > 2 else None
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    build(site, revision, letters=LETTERS, files=CountedFiles(fail_at=fail_at, at_last=_kill))


if __name__ == "__main__":
    main(sys.argv[1:])
