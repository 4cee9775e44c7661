"""The keys of the letters of one source. Builds and ``lettergraph read`` give the same ones."""

from __future__ import annotations

from collections.abc import Sequence

from kg.authorities.registry import KeyRegistry
from kg.sources import LetterIdentity


def repetitions(letters: Sequence[LetterIdentity]) -> dict[int, LetterIdentity]:
    """Find the letters whose own id an earlier letter of the source has.

    Which of the two is meant cannot be known: the first is published, and the others have no key.

    Returns:
        By the position of each such letter (from 0) the first one with its id.
    """
    first: dict[str, LetterIdentity] = {}
    found: dict[int, LetterIdentity] = {}
    for position, letter in enumerate(letters):
        if letter.own_id is None:
            continue
        if letter.own_id in first:
            found[position] = first[letter.own_id]
        else:
            first[letter.own_id] = letter
    return found


def key_of(letter: LetterIdentity, registry: KeyRegistry, *, collection: str, source: str) -> str:
    """Give the frozen key of a letter, a new one at first sight; the order of the calls is that of the letters."""
    return registry.mint(
        collection,
        source=source,
        locus=letter.locus,
        own_id=letter.own_id,
        date=letter.date,
        label=letter.label,
    )
