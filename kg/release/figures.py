"""The figures of a release, added up from what was counted in its members: nothing reads the store to describe it."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence

from kg.graphs.block_text import Tally

_RANGES = 16
"""Hashes are united a part of their range at a time, for the sake of memory."""


def statistics(tally: Tally, objects: Sequence[array[int]]) -> dict[str, object]:
    """Give the figures of the default graph as the manifest has them.

    Args:
        tally: that of all members together; a subject is in one member only.
        objects: the hashes of the objects of each member; members share some.
    """
    return {
        "triples": tally.properties.total(),
        "entities": tally.entities,
        "subjects": tally.subjects,
        "objects": _distinct(objects),
        "example": tally.example.strip("<>") or None,
        "classes": dict(sorted(tally.classes.items())),
        "properties": dict(sorted(tally.properties.items())),
    }


def _distinct(hashes: Sequence[array[int]]) -> int:
    """Count different hashes, a part of their range at a time for the sake of memory; each array is sorted."""
    width = (1 << 64) // _RANGES
    total = 0
    for number in range(_RANGES):
        found: set[int] = set()
        for one in hashes:
            start, end = (bisect_left(one, edge) for edge in (number * width, (number + 1) * width))
            found.update(one[start:end] if number + 1 < _RANGES else one[start:])
        total += len(found)
    return total
