"""Build an edited collection, and compare what two builds of it have published.

Run as a program it builds a collection as ``lettergraph build`` does, with small blocks:
``python -m tests.pipeline.edited_building FOLDER MINUTES [STEP]``.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from kg.namespaces import PREFIXES
from kg.pipeline import BuildResult, planning
from kg.pipeline.progress import SILENT, Progress
from kg.release import Release, verify
from kg.release.contents import STORE
from kg.release.records import RECORDS
from kg.store import ReadOnlyStore
from tests.pipeline.collections import build_quietly, served
from tests.pipeline.edited_collection import EditedCollection

SMALL_BLOCKS = 4
"""Letters of a block on average: a small collection has many blocks, too."""

QUERIES = (
    "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o",
    "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o",
    "SELECT ?letter ?who ?to WHERE { ?letter rico:hasSender ?who ; rico:hasAddressee ?to } ORDER BY ?letter ?who ?to",
)


def build_it(
    collection: EditedCollection, *, minutes: int, folder: Path | None = None, progress: Progress = SILENT
) -> BuildResult:
    """Build the collection, or a copy of it in another folder."""
    return build_quietly(
        folder or collection.folder,
        minutes=minutes,
        processes=2,
        progress=progress,
        mappings=collection.mappings,
        ontology=collection.ontology,
    )


def copy_without_site(collection: EditedCollection, folder: Path) -> Path:
    """Copy a collection with its frozen keys, but without anything that was built."""
    return shutil.copytree(collection.folder, folder, ignore=shutil.ignore_patterns("site"))


def published(folder: Path) -> dict[str, bytes]:
    """Everything whose bytes are promised: dumps with what belongs to them, and the frozen keys."""
    release = served(folder).path
    paths = sorted(path for path in (release / "dumps").rglob("*") if path.is_file())
    found = {path.relative_to(release).as_posix(): path.read_bytes() for path in paths}
    return found | {"keys.tsv": (folder / "keys.tsv").read_bytes()}


def answers(release: Release) -> list[list[dict[str, str]]]:
    """Ask a release for all that it says, in two ways, and for who wrote to whom."""
    return answers_of(release.path / STORE)


def answers_of(store: Path) -> list[list[dict[str, str]]]:
    """Ask a store."""
    with closing(ReadOnlyStore(store, prefixes=PREFIXES)) as opened:
        return [opened.select(query) for query in QUERIES]


def records_of(release: Release) -> list[tuple[object, ...]]:
    """All rows of the records, whatever place in the file they have."""
    with closing(sqlite3.connect(release.path / RECORDS)) as opened:
        queries = "SELECT * FROM record ORDER BY key", "SELECT * FROM finding ORDER BY key, position"
        return [row for query in queries for row in opened.execute(query)]


def differing(folder: Path, other: Path) -> list[str]:
    """Name what two builds of one collection differ in: files, answers, hash and counts of the manifest."""
    one, two = published(folder), published(other)
    names = [name for name in sorted(one.keys() | two.keys()) if one.get(name) != two.get(name)]
    first, second = verify(served(folder).path), verify(served(other).path)
    facts = {
        "answers": answers(served(folder)) == answers(served(other)),
        "records": records_of(served(folder)) == records_of(served(other)),
        "hash": first.nquads_sha256 == second.nquads_sha256,
        "counts": first.counts == second.counts,
        "metadata": first.metadata == second.metadata,
    }
    return names + [name for name, same in facts.items() if not same]


class KillingProgress:
    """Kills this process at a step, counted over all stages from 1."""

    def __init__(self, at: int) -> None:
        self._left = at

    def stage(self, name: str, total: int | None) -> None:
        """Count nothing."""

    def step(self, count: int = 1) -> None:
        """Count, and kill."""
        self._left -= count
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def skip(self, count: int = 1) -> None:
        """Count nothing: what is taken over is not work."""


def main(arguments: list[str]) -> None:
    """Build a collection that was made here; with a third argument N, kill this process at the N-th step."""
    planning.LETTERS = SMALL_BLOCKS
    collection = EditedCollection(Path(arguments[0]), random.Random())  # noqa: S311
    progress = KillingProgress(int(arguments[2])) if len(arguments) > 2 else SILENT
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    build_it(collection, minutes=int(arguments[1]), progress=progress)


if __name__ == "__main__":
    main(sys.argv[1:])
