"""Room on the disk, asked for before the work and named when it ran out in the midst of it."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import DiskSpaceError, ReleaseError, Where

LEAST_BYTES = 16 * 1024 * 1024
"""What the smallest store and its compaction take."""
_FULL = (errno.ENOSPC, errno.EDQUOT)
_REMEDY = "Make room, or keep fewer releases. What is served is not touched."


def free_bytes(path: Path) -> int:
    """Count the bytes that this user may still write on the disk of a path."""
    return shutil.disk_usage(path).free


def estimated_bytes(*, source_bytes: int, previous_bytes: int = 0) -> int:
    """Estimate what a release and the work on it take at most.

    Measured on pages like the seed: triples, evidence, default graph and dumps of a page are about sixty times its
    size while the store is compacted. Of a site that has a release already, that release tells more: one and a half
    times its size, for the store is written twice.
    """
    return max(LEAST_BYTES, 60 * source_bytes if previous_bytes == 0 else previous_bytes * 3 // 2 + source_bytes)


def check_space(path: Path, *, needed_bytes: int, free: Callable[[Path], int] = free_bytes) -> None:
    """Make sure that there is room.

    Raises:
        DiskSpaceError: there is less than ``needed_bytes`` on the disk of ``path``.
    """
    available = free(path)
    if available < needed_bytes:
        raise DiskSpaceError(
            f"The release needs about {_megabytes(needed_bytes)}, and {_megabytes(available)} are free.",
            where=Where(file=str(path)),
            remedy=_REMEDY,
        )


def release_error(error: OSError, path: Path) -> ReleaseError:
    """Say in our words what the operating system refused: a full disk, or any other failure to write."""
    where = Where(file=str(error.filename or path))
    if error.errno in _FULL:
        return DiskSpaceError("The disk is full.", where=where, remedy=_REMEDY)
    return ReleaseError(f"The release cannot be written: {error.strerror or error}.", where=where)


@contextmanager
def translated(site: Path) -> Iterator[None]:
    """Turn failures to write a site into errors of ours; a file elsewhere that cannot be read is none of our business.

    Raises:
        ReleaseError: in place of an ``OSError`` that names a path of the site, or no path.
        DiskSpaceError: in place of one that says that the disk is full.
    """
    try:
        yield
    except OSError as error:
        if error.filename is None or Path(str(error.filename)).is_relative_to(site):
            raise release_error(error, site) from error
        raise


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:,.0f} MB"
