"""The members of the dumps: a dump is a chain of gzip members, each of which can be read by itself (RFC 1952, 2.2).

``dumps/<name>.members.tsv`` lists them: name, number of quads, SHA-256 of the N-Quads text, offset and length of the
member in ``<name>.nq.gz``, and in ``<name>.trig.gz``. The canonical hash of a release is the SHA-256 of the hashes of
its texts, a line each: whoever has the dump can compute it, and what did not change need not be hashed again.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReleaseDamaged, Where

_HEAD = "# name\tquads\tsha256\toffset\tlength\ttrig offset\ttrig length\n"


@dataclass(frozen=True, slots=True)
class Member:
    """One member; offsets and lengths are in bytes."""

    name: str
    quads: int
    sha256: str
    offset: int
    length: int
    trig_offset: int
    trig_length: int


def members_path(nquads: Path) -> Path:
    """Say where the list of a dump's members is."""
    return nquads.with_name(f"{nquads.name.removesuffix('.nq.gz')}.members.tsv")


def members_text(members: Iterable[Member]) -> bytes:
    """Write the list."""
    rows = (
        f"{one.name}\t{one.quads}\t{one.sha256}\t{one.offset}\t{one.length}\t{one.trig_offset}\t{one.trig_length}\n"
        for one in members
    )
    return (_HEAD + "".join(rows)).encode()


def read_members(nquads: Path) -> list[Member]:
    """Read the list of the members of a dump.

    Raises:
        ReleaseDamaged: it is missing, or is not such a list.
    """
    path = members_path(nquads)
    try:
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
        return [Member(row[0], int(row[1]), row[2], *map(int, row[3:7])) for row in rows]
    except (OSError, ValueError, TypeError, IndexError) as error:
        raise ReleaseDamaged("The list of the dump's members cannot be read.", where=Where(file=str(path))) from error


def member_text(nquads: Path, member: Member) -> str:
    """Read the lines of one member.

    Raises:
        ReleaseDamaged: they are not what the list says.
    """
    try:
        with nquads.open("rb") as data:
            data.seek(member.offset)
            text = gzip.decompress(data.read(member.length))
    except (OSError, EOFError, ValueError) as error:
        raise _damaged(nquads, member) from error
    if hashlib.sha256(text).hexdigest() != member.sha256:
        raise _damaged(nquads, member)
    return text.decode()


def canonical_hash(members: Iterable[Member]) -> str:
    """Give the canonical hash of a release."""
    return hashlib.sha256("".join(f"{one.sha256}\n" for one in members).encode()).hexdigest()


def _damaged(nquads: Path, member: Member) -> ReleaseDamaged:
    return ReleaseDamaged(f"The member {member.name} of the dump is damaged.", where=Where(file=str(nquads)))
