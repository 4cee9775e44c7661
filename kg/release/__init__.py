"""Releases: built beside, published at one stroke, verified, rolled back.

* ``staged``: hold a site and build a release on a ``Stage``; ``Stage.commit`` publishes it;
* ``write_contents``: the dumps and the store of a release; ``RecordsWriter`` and ``RecordsReader``: its records;
* ``releases``, ``current_release``, ``rollback``: which releases there are, and which one is served;
* ``verify``, ``find_damage``, ``read_manifest``: whether a release is whole, and what it consists of;
* ``locked``, ``check_space``, ``estimated_bytes``: one build at a time, and room for it.

Every operation on the disk goes through ``kg.release.files.Files``. What a release promises is told in
``docs/reference/release.md``, and why in ``docs/design/0002-releases.md``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kg.release.history import Release, current_release, releases, rollback
from kg.release.lock import locked
from kg.release.manifest import FileEntry, Manifest, read_manifest
from kg.release.records import RecordsReader, RecordsWriter
from kg.release.space import check_space, estimated_bytes
from kg.release.staging import Published, Stage, staged
from kg.release.verify import Damage, Harm, find_damage, verify

if TYPE_CHECKING:
    from kg.release.contents import Contents, write_contents


def __getattr__(name: str) -> object:
    """Load what writes stores when it is first asked for: the web process reads manifests, and loads no engine."""
    if name in ("Contents", "write_contents"):
        return getattr(import_module("kg.release.contents"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Contents",
    "Damage",
    "FileEntry",
    "Harm",
    "Manifest",
    "Published",
    "RecordsReader",
    "RecordsWriter",
    "Release",
    "Stage",
    "check_space",
    "current_release",
    "estimated_bytes",
    "find_damage",
    "locked",
    "read_manifest",
    "releases",
    "rollback",
    "staged",
    "verify",
    "write_contents",
]
