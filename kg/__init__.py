"""Lettergraph: publish historical correspondence as linked data.

The public names are those of ``__all__``; they are loaded when they are first asked for, so that ``import kg`` is
quick. docs/reference/library.md describes them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kg.version import VERSION

if TYPE_CHECKING:
    from kg.config import Collection, init_collection, load_collection
    from kg.outcome import Outcome
    from kg.pipeline import BuildOptions, BuildResult, build, check, read_source, validate_collection
    from kg.publication import explain
    from kg.release import current_release, releases, rollback, verify
    from kg.store import open_store

__version__ = VERSION

_HOMES = {
    "BuildOptions": "kg.pipeline",
    "BuildResult": "kg.pipeline",
    "Collection": "kg.config",
    "Outcome": "kg.outcome",
    "build": "kg.pipeline",
    "check": "kg.pipeline",
    "current_release": "kg.release",
    "explain": "kg.publication",
    "init_collection": "kg.config",
    "load_collection": "kg.config",
    "open_store": "kg.store",
    "read_source": "kg.pipeline",
    "releases": "kg.release",
    "rollback": "kg.release",
    "validate_collection": "kg.pipeline",
    "verify": "kg.release",
}

__all__ = [
    "BuildOptions",
    "BuildResult",
    "Collection",
    "Outcome",
    "build",
    "check",
    "current_release",
    "explain",
    "init_collection",
    "load_collection",
    "open_store",
    "read_source",
    "releases",
    "rollback",
    "validate_collection",
    "verify",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
