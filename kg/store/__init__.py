"""Stores: where a release is queried.

* ``Store``: what each can do (``query``, ``select``, ``close``); ``ResultFormat`` and ``QueryForm`` are its words;
* ``BACKENDS``: how a store of each name is opened; ``open_store`` looks there;
* ``kg.store.oxigraph``: ``bulk_build`` builds a store, ``ReadOnlyStore`` answers from it in this process;
* ``kg.store.remote``: ``RemoteStore`` asks any SPARQL 1.1 endpoint.

Queries are refused by ``kg.store.lexical`` if they would change data or call another endpoint.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import QueryError, did_you_mean
from kg.store.backend import QueryForm, ResultFormat, Store

if TYPE_CHECKING:
    from kg.store.merging import Dataset
    from kg.store.oxigraph import ReadOnlyStore, bulk_build


def _open_oxigraph(location: str, prefixes: Mapping[str, str]) -> Store:
    from kg.store.oxigraph import ReadOnlyStore  # lazy: see __getattr__

    return ReadOnlyStore(Path(location), prefixes=prefixes)


def _open_remote(location: str, prefixes: Mapping[str, str]) -> Store:
    from kg.store.remote import RemoteStore  # lazy: SPARQLWrapper loads rdflib

    return RemoteStore(location, prefixes=prefixes)


BACKENDS: dict[str, Callable[[str, Mapping[str, str]], Store]] = {
    "oxigraph": _open_oxigraph,
    "remote": _open_remote,
}
"""Name to what opens a store of that kind, given its location (a folder, or an address) and prefixes."""


def open_store(backend: str, location: str, *, prefixes: Mapping[str, str] | None = None) -> Store:
    """Open a store of a kind.

    Args:
        backend: a name of ``BACKENDS``.
        location: the folder of the store, or the address of the endpoint.
        prefixes: prefix to namespace, which queries may use without declaring them.

    Raises:
        QueryError: there is no such kind.
        ReleaseDamaged: there is no store at the location.
    """
    opener = BACKENDS.get(backend)
    if opener is None:
        near = did_you_mean(backend, BACKENDS)
        raise QueryError(
            f"There is no store of the kind {backend!r}.", remedy=near or f"Known are {', '.join(BACKENDS)}."
        )
    return opener(location, prefixes or {})


def __getattr__(name: str) -> object:
    """Load the engine when it is first asked for: the web process looks at queries, and never loads one."""
    if name == "Dataset":
        return import_module("kg.store.merging").Dataset
    if name in ("ReadOnlyStore", "bulk_build"):
        return getattr(import_module("kg.store.oxigraph"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "BACKENDS",
    "Dataset",
    "QueryForm",
    "ReadOnlyStore",
    "ResultFormat",
    "Store",
    "bulk_build",
    "open_store",
]
