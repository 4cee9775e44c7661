"""Find the data that travels with the library: ontology, mappings, demonstration collections, example queries.

In a wheel it lies in ``kg/_data/``, in a checkout beside ``kg/``. Both are folders: the library does not run zipped.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from kg.errors import ConfigurationError, Where

Kind = Literal["ontology", "mappings", "collections", "queries"]

_PACKAGE = Path(__file__).resolve().parent
_ELSEWHERE = {"queries": Path("docs", "queries")}
"""What lies deeper in a checkout than in a wheel."""


def resource(kind: Kind, *parts: str, package: Path = _PACKAGE) -> Path:
    """Find a file or folder of the library's data.

    Args:
        kind: the folder at the top.
        parts: names below it, e.g. ``resource("ontology", "shapes", "date.ttl")``.
        package: the folder of the package ``kg``; tests give another.

    Raises:
        ConfigurationError: it is in neither place; ``where`` is where a wheel would have it.
    """
    installed = package / "_data" / kind
    root = installed if installed.is_dir() else package.parent / _ELSEWHERE.get(kind, kind)
    path = root.joinpath(*parts)
    if path.exists():
        return path
    what = f"The library's data {'/'.join((kind, *parts))} is missing."
    raise ConfigurationError(what, where=Where(str(path)), remedy="Install Lettergraph again.")


def ontology_folder() -> Path:
    """Find our terms, concepts, shapes and alignments."""
    return resource("ontology")


def mappings_folder() -> Path:
    """Find the YARRRML mappings."""
    return resource("mappings")


def collections_folder() -> Path:
    """Find the demonstration collections."""
    return resource("collections")


def queries_folder() -> Path:
    """Find the example queries."""
    return resource("queries")
