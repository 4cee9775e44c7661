"""The reading half: what is said outside of a published release. Pure functions over values; no HTTP here.

* ``explain``: for each statement about an IRI its rule, record field, words, shapes and decisions.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.publication.explanation import Explanation, explain, explanation_text


def __getattr__(name: str) -> object:
    """Load ``explain`` when it is first asked for: it opens a store, which the web process never does."""
    if name in __all__:
        return getattr(import_module("kg.publication.explanation"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["Explanation", "explain", "explanation_text"]
