"""Look for cycles of garbage rarely: letters are strings and tuples without any, and to look costs a tenth and more."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = (50_000, 20, 50)
"""Objects of the first generation, and collections of one before those of the next (``gc.set_threshold``)."""


def collect_rarely() -> None:
    """Do so from now on; what there is stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_RARELY)


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Do so until the block ends."""
    before = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
