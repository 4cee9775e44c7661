"""What `benchmarks.build` runs in processes of their own; each prints one line of JSON at the end.

``python -m benchmarks.phases build FOLDER PROCESSES`` builds a collection as ``lettergraph build`` does;
``python -m benchmarks.phases load NQUADS STORE`` is pyoxigraph alone: the plain N-Quads of a release into a new store.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path


class Stages:
    """Wall-clock seconds of each stage that a build tells of, in the order of their first beginning."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._name = "Preparing"
        self._began = time.perf_counter()

    def stage(self, name: str, total: int | None) -> None:
        """Close the stage before and begin another."""
        now = time.perf_counter()
        self.seconds[self._name] = self.seconds.get(self._name, 0.0) + now - self._began
        self._name, self._began = name, now

    def step(self, count: int = 1) -> None:
        """Count nothing."""

    def skip(self, count: int = 1) -> None:
        """Count nothing."""


def build(folder: str, processes: str) -> dict[str, object]:
    """Build; say what was built, and what each stage took."""
    from kg.pipeline import BuildOptions  # the time of importing is a stage, too
    from kg.pipeline import build as build_collection
    from kg.release import read_manifest

    stages = Stages()
    result = build_collection(Path(folder), options=BuildOptions(processes=int(processes)), progress=stages)
    stages.stage("", None)
    if result.release is None:
        raise SystemExit("nothing was published")
    counts = read_manifest(result.release.path).counts
    return {
        "pid": os.getpid(),
        "release": str(result.release.path.resolve()),
        "stages": stages.seconds,
        "letters": counts["documents"],
        "held back": counts["held_back"],
        "quads": result.quads,
        "built": getattr(result, "built", None),
        "reused": getattr(result, "reused", None),
    }


def load(nquads: str, store: str) -> dict[str, object]:
    """Load a file into a new store, compact it, and write everything to its files."""
    import pyoxigraph

    began = time.perf_counter()
    new = pyoxigraph.Store(store)
    new.bulk_load(path=nquads, format=pyoxigraph.RdfFormat.N_QUADS)
    loaded = time.perf_counter()
    new.optimize()
    new.flush()
    return {"stages": {"bulk_load": loaded - began, "optimize": time.perf_counter() - loaded}}


def main(arguments: list[str]) -> None:
    """Run one phase."""
    name, *given = arguments
    print(json.dumps({"build": build, "load": load}[name](*given)))


if __name__ == "__main__":
    main(sys.argv[1:])
