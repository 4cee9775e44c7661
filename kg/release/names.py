"""The names in a site: releases, the link to the current one, and what a build leaves while it works.

::

    site/
      current -> releases/20261124T233500Z
      releases/20261124T233500Z/       published, never changed again
      releases/20261124T233500Z-2.tmp/ being built; any name ending in .tmp may be removed when no build is at work
      build.lock
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import NamedTuple

from kg.errors import ReleaseError

CURRENT = "current"
RELEASES = "releases"
TEMPORARY = ".tmp"
_STAMP = "%Y%m%dT%H%M%SZ"
_ID = re.compile(r"(?P<stamp>[0-9]{8}T[0-9]{6}Z)(?:-(?P<number>[1-9][0-9]*))?")


class _Order(NamedTuple):
    stamp: str
    number: int


def id_order(release_id: str) -> tuple[str, int] | None:
    """Give what releases are sorted by, or ``None`` for a name that is not a release's."""
    match = _ID.fullmatch(release_id)
    return _Order(match["stamp"], int(match["number"] or 1)) if match else None


def new_id(created: datetime.datetime, *, taken: list[str]) -> str:
    """Make the id of a new release, later than every one there is, even if the clock was set back.

    Args:
        created: a time with time zone, e.g. 2026-11-24 23:35 UTC gives ``20261124T233500Z``; a second release of the
            same second gives ``20261124T233500Z-2``.
        taken: the ids there are; other names are passed over.

    Raises:
        ReleaseError: the time has no zone, so it names no moment.
    """
    if created.tzinfo is None:
        raise ReleaseError(f"The time {created.isoformat()} has no time zone.", remedy="Pass a time in UTC.")
    wanted = _Order(created.astimezone(datetime.UTC).strftime(_STAMP), 1)
    latest = max((order for name in taken if (order := id_order(name))), default=None)
    if latest is None or latest < wanted:
        return wanted.stamp
    return f"{latest[0]}-{latest[1] + 1}"


def release_names(site: Path) -> list[str]:
    """List the ids of the releases of a site, the oldest first."""
    folder = site / RELEASES
    if not folder.is_dir():
        return []
    found = ((order, path.name) for path in folder.iterdir() if (order := id_order(path.name)) and path.is_dir())
    return [name for _, name in sorted(found)]


def temporary_paths(site: Path) -> list[Path]:
    """List what earlier builds left unfinished."""
    left = [site / f"{CURRENT}{TEMPORARY}"]
    if (site / RELEASES).is_dir():
        left += (site / RELEASES).glob(f"*{TEMPORARY}")
    return sorted(path for path in left if path.is_symlink() or path.exists())
