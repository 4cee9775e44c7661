"""What is put before the editors: keys that may be one, how sure that is, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.records.reference import EntityType


class Level(StrEnum):
    """How sure a proposal is; `kg.reconciliation.agents.comparing` has the rules."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    CONTRADICTION = "contradiction"
    """No proposal: something that cannot be."""


ORDER = {level: at for at, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Proposal:
    """Keys of one type that may be one node, with the evidence; of a contradiction the one key that it is about."""

    type: EntityType
    keys: tuple[str, ...]
    """As in IRIs; more than two where several letters have unresolved nodes of one name."""
    level: Level
    score: float
    names: tuple[str, ...]
    """One for each side, as most often printed."""
    evidence: tuple[str, ...]
    against: tuple[str, ...]
    letters: tuple[str, ...]
    """Keys of a few letters to look at."""

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts by level, then score, then names."""
        return (ORDER[self.level], -self.score, self.type, self.names, self.keys)
