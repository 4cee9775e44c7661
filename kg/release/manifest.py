"""The manifest of a release: what it consists of, to the byte, and what was counted while it was made.

``manifest.json`` lists size and SHA-256 of every other file, the canonical hash of the statements
(`kg.release.members.canonical_hash`), counts, and whatever a build adds about itself. It ends with a hash of its own,
so that no byte of a release can change unseen; that is a guard against damage, not against forgery.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import ReleaseDamaged, Where

MANIFEST = "manifest.json"
FORMAT = 1
"""Grows when a reader of the old form would misread the new one."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file: its size in bytes and the SHA-256 of its contents, hexadecimal."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``manifest.json`` says. Paths are relative to the release, with slashes; the manifest is not among them."""

    id: str
    created: datetime.datetime
    nquads_sha256: str
    files: Mapping[str, FileEntry]
    counts: Mapping[str, int] = field(default_factory=dict)
    metadata: Mapping[str, object] = field(default_factory=dict)
    """JSON values that the build adds: versions, configuration, what became of each document."""

    @property
    def size(self) -> int:
        """The bytes of all files together."""
        return sum(entry.size for entry in self.files.values())

    def to_json(self) -> bytes:
        """Write the manifest, always the same bytes for the same manifest."""
        content: dict[str, object] = {
            "format": FORMAT,
            "id": self.id,
            "created": self.created.astimezone(datetime.UTC).isoformat(),
            "nquads_sha256": self.nquads_sha256,
            "counts": dict(self.counts),
            "metadata": dict(self.metadata),
            "files": {path: {"sha256": entry.sha256, "size": entry.size} for path, entry in self.files.items()},
        }
        return _json({**content, "sha256": hashlib.sha256(_json(content)).hexdigest()})


def describe_files(release: Path, *, previous: Path | None = None) -> dict[str, FileEntry]:
    """Hash every file of a release but its manifest, in order of path.

    Args:
        release: its folder.
        previous: the folder of another release. What is the very same file there (a hard link, as the parts of a store
            that did not change) is described as its manifest says, and not read again.

    Raises:
        ReleaseDamaged: there is something that is neither file nor folder.
    """
    known = {} if previous is None else _known_files(previous)
    paths = file_paths(release)
    for path in paths:
        if path.is_symlink() or not path.is_file():
            raise ReleaseDamaged(
                "A release holds files and folders only, and this is neither.", where=Where(file=str(path))
            )
    # Hashing holds no lock of the interpreter.
    with ThreadPoolExecutor(os.cpu_count() or 1, "hashing") as threads:
        entries = threads.map(lambda path: known.get(_identity(path)) or describe_file(path), paths)
        return {path.relative_to(release).as_posix(): entry for path, entry in zip(paths, entries, strict=True)}


def _known_files(release: Path) -> dict[tuple[int, ...], FileEntry]:
    """What the manifest of a release says of its files, where they are still as large as it says."""
    try:
        files = read_manifest(release).files
    except ReleaseDamaged:
        return {}
    known = {}
    for name, entry in files.items():
        with suppress(OSError):
            path = release / name
            if path.stat().st_nlink > 1 and path.stat().st_size == entry.size:
                known[_identity(path)] = entry
    return known


def _identity(path: Path) -> tuple[int, ...]:
    """What tells a file from all others, and a changed one from itself."""
    status = path.stat()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def describe_file(path: Path) -> FileEntry:
    """Measure and hash one file."""
    with path.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256").hexdigest()
        return FileEntry(sha256=digest, size=data.tell())


def file_paths(release: Path) -> list[Path]:
    """List everything in a release that is not a folder, in order of path, except the manifest."""
    found = []
    for folder, folders, files in os.walk(release):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        found += [Path(folder, name) for name in (*files, *links)]
    return sorted(path for path in found if path != release / MANIFEST)


def read_manifest(release: Path) -> Manifest:
    """Read the manifest of a release and check its own hash.

    Raises:
        ReleaseDamaged: it is missing, was changed after it was written, or is of a form that we do not know.
    """
    path = release / MANIFEST
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _damaged(path, f"The manifest cannot be read: {error.strerror}.") from error
    try:
        content = json.loads(data)
        if content["format"] != FORMAT:
            raise _damaged(path, f"The manifest has the form {content['format']!r}, and known is {FORMAT}.")
        manifest = Manifest(
            id=content["id"],
            created=datetime.datetime.fromisoformat(content["created"]),
            nquads_sha256=content["nquads_sha256"],
            counts=content["counts"],
            metadata=content["metadata"],
            files={name: FileEntry(**entry) for name, entry in content["files"].items()},
        )
        unchanged = manifest.to_json() == data
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(path, "The manifest is not one of ours.") from error
    if not unchanged:
        raise _damaged(path, "The manifest was changed after it was written.")
    return manifest


def _damaged(path: Path, what: str) -> ReleaseDamaged:
    return ReleaseDamaged(
        what, where=Where(file=str(path)), remedy="Serve the release before by `lettergraph rollback`, or build again."
    )


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
