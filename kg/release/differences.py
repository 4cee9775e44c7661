"""What two releases differ in, statement by statement.

The dumps of a release consist of members (``dumps/<name>.members.tsv``): those that both releases have are passed over
without being read. Dumps without such a list, and dumps from elsewhere, are compared whole. Memory is bounded: what
differs is sorted on the disk.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator, Set
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReleaseDamaged, ReleaseError, Where, did_you_mean
from kg.graphs.canonical import sorted_unique
from kg.graphs.diff import Change, diff_lines, read_dump
from kg.release.history import releases
from kg.release.manifest import MANIFEST
from kg.release.members import Member, member_text, members_path, read_members

_CHUNK = 200_000
"""Lines of one side that are held in memory at once."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One of two sides: a release, or a dump by itself."""

    name: str
    dump: Path
    release: Path | None = None
    """The folder of the release, whose store can be asked for labels."""


def side(asked: str, site: Path) -> Compared:
    """Find what somebody wants to compare.

    Args:
        asked: the id of a release of the site, the folder of a release, or a dump.
        site: the folder of the site.

    Raises:
        ReleaseError: it is none of these.
    """
    path = Path(asked)
    known = {one.id: one.path for one in releases(site)}
    if asked in known:
        return _of_release(known[asked])
    if (path / MANIFEST).is_file():
        return _of_release(path.resolve())
    if path.is_file():
        return Compared(path.name, path)
    raise ReleaseError(
        f"There is no release {asked!r}, and no folder or file of that name.",
        where=Where(file=str(site)),
        remedy=did_you_mean(asked, known) or f"The releases are {', '.join(known) or 'none'}.",
    )


def latest_two(site: Path) -> tuple[Compared, Compared]:
    """Give the current release and the one before it, the earlier first.

    Raises:
        ReleaseError: there are not two.
    """
    found = releases(site)
    place = next((number for number, one in enumerate(found) if one.current), None)
    if place is None or place + 1 >= len(found):
        raise ReleaseError(
            "There is no release before the current one to compare with.",
            where=Where(file=str(site)),
            remedy="Build again, or name two dumps.",
        )
    return _of_release(found[place + 1].path), _of_release(found[place].path)


def _of_release(path: Path) -> Compared:
    dumps = sorted((path / "dumps").glob("*.nq.gz"))
    if len(dumps) != 1:
        raise ReleaseDamaged("The release has no dump.", where=Where(file=str(path / "dumps")), remedy="Build again.")
    return Compared(path.name, dumps[0], path)


def differences(old: Compared, new: Compared, *, directory: Path) -> Iterator[Change]:
    """Give the statements that only one side has, in the order of their lines.

    Args:
        old: what was before.
        new: what is now.
        directory: where temporary files go.

    Raises:
        ReleaseError: a dump cannot be read.
    """
    before, now = _members(old), _members(new)
    common = {one.sha256 for one in before or ()} & {one.sha256 for one in now or ()}
    sides = [
        sorted_unique(_lines(one, members, common), directory=directory, chunk_lines=_CHUNK)
        for one, members in ((old, before), (new, now))
    ]
    with closing(sides[0]), closing(sides[1]):
        yield from diff_lines(*sides)


def _members(one: Compared) -> list[Member] | None:
    """Read the list of members; ``None`` where there is none."""
    has_list = one.dump.name.endswith(".nq.gz") and members_path(one.dump).is_file()
    return read_members(one.dump) if has_list else None


def _lines(one: Compared, members: list[Member] | None, common: Set[str]) -> Iterator[str]:
    if members is not None:
        for member in members:
            if member.sha256 not in common:
                # Line by line as files are: splitlines() would cut at U+2028, too.
                yield from io.StringIO(member_text(one.dump, member), newline="\n")
    elif one.release is None:
        yield from read_dump(one.dump)
    else:
        yield from _lines_of_release(one.dump)


def _lines_of_release(dump: Path) -> Iterator[str]:
    try:
        with gzip.open(dump, "rt", encoding="utf-8", newline="\n") as lines:
            yield from lines
    except (OSError, EOFError, ValueError) as error:
        raise ReleaseDamaged(f"The dump cannot be read: {error}.", where=Where(file=str(dump))) from error
