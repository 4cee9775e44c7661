"""What has to be taken out of a store and put into it, so that it says what other texts say."""

from __future__ import annotations

from collections.abc import Iterable

_TYPED = '"^^<http://www.w3.org/2001/XMLSchema#'


class Changes:
    """The differences of several pairs of texts, together. Each line is in one old text and one new one at most.

    The store keeps numbers and dates by their value: to remove ``"01"`` removes ``"1"``, too. Where such a literal is
    removed, those of the new text are put in again; what is there already is not there twice.
    """

    def __init__(self) -> None:
        self._removed: set[str] = set()
        self._added: set[str] = set()

    def __len__(self) -> int:
        """At most so many lines differ."""
        return len(self._removed) + len(self._added)

    def compare(self, old: Iterable[str], new: Iterable[str]) -> None:
        """Compare the lines of a text with those that take their place."""
        before, after = set(old), set(new)
        removed = before - after
        self._removed |= removed
        self._added |= after - before
        if any(_TYPED in line for line in removed):
            self._added.update(line for line in after if _TYPED in line)

    def settled(self) -> tuple[list[str], list[str]]:
        """Give what to remove, and then what to add, each sorted; what only moved from text to text is neither."""
        moved = self._removed & self._added
        removed = self._removed - moved
        kept = {line for line in moved if _TYPED not in line}
        return sorted(removed), sorted(self._added - kept)
