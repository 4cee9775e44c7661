"""Decisions about identity: which keys are one, which are not, which are several, and which key took another's place.

Editors write them into the files of a collection (`kg.authorities.decision_reading`); `kg.authorities.resolution`
brings them together and finds contradictions. They are applied where a reader makes a reference, so that taking a
decision out gives back what was there before.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from kg.errors import Where
from kg.records.reference import EntityType, Reference


class DecisionKind(StrEnum):
    """What is decided."""

    SAME = "same"
    DIFFERENT = "different"
    SPLIT = "split"
    REDIRECT = "redirect"


KINDS = {
    "person": EntityType.PERSON,
    "body": EntityType.BODY,
    "place": EntityType.PLACE,
    "position": EntityType.POSITION,
    "letter": EntityType.DOC,
}
"""The words of the files for what is decided about, and the type of its IRI. Groups are bodies."""


@dataclass(frozen=True, slots=True)
class Part:
    """Of a split: to which key the mentions in some letters go."""

    key: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of a decision file."""

    decision: DecisionKind
    type: EntityType
    of: tuple[str, ...]
    """Keys as in IRIs, e.g. ``gnd-118609807``, ``serebryakov-lp``."""
    by: str
    on: datetime.date
    why: str
    where: Where
    stays: str | None = None
    """Of ``same``: the key that stays, if the file says it; of ``redirect``: the key that took the place."""
    into: tuple[Part, ...] = ()
    """Of ``split``."""
    prefer: str | None = None
    """Of ``same`` about letters: the key of the witness that is preferred where they disagree."""

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts decisions by what they say, whatever file and line they stand in."""
        parts = tuple((part.key, part.documents) for part in self.into)
        return (
            self.type,
            self.decision,
            self.of,
            self.stays or "",
            self.prefer or "",
            parts,
            self.on,
            self.by,
            self.why,
        )


@dataclass(frozen=True, slots=True)
class Replaced:
    """What became of a key: the one in its place, and whether somebody reviewed that both are one."""

    by: Reference
    same: bool


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of a collection, brought together. ``Decisions()`` has decided nothing.

    Make it by `kg.authorities.resolution.resolve`.
    """

    entries: tuple[Decision, ...] = ()
    """Sorted by what they say."""
    replaced: Mapping[Reference, Replaced] = field(default_factory=lambda: MappingProxyType({}))
    """By each key that does not stay."""
    splits: Mapping[Reference, Mapping[str, Reference]] = field(default_factory=lambda: MappingProxyType({}))
    """By a key that is several: whom it means in a letter, by the letter's key. Elsewhere it stays itself."""

    def redirected(self, reference: Reference, document: str | None = None) -> Reference:
        """Give the node that is meant by a reference in a letter.

        Args:
            reference: as the source says it.
            document: the key of the letter; without it nothing is split.
        """
        replaced = self.replaced.get(reference)
        reference = reference if replaced is None else replaced.by
        split = self.splits.get(reference)
        return reference if split is None or document is None else split.get(document, reference)

    def staying(self) -> frozenset[Reference]:
        """Give the nodes that other keys, or some mentions of a split one, lead to."""
        parts = (part for split in self.splits.values() for part in split.values())
        return frozenset((*(replaced.by for replaced in self.replaced.values()), *parts))

    def redirects(self) -> Mapping[Reference, Reference]:
        """Give what each key that does not stay leads to; letters (type ``doc``) among them. No chains."""
        return {old: replaced.by for old, replaced in self.replaced.items()}

    def differences(self) -> frozenset[tuple[Reference, Reference]]:
        """Give the pairs (smaller first) of keys that stay and are decided to be different, parts of a split too."""
        found: set[tuple[Reference, Reference]] = set()
        for decision in self.entries:
            if decision.decision in (DecisionKind.DIFFERENT, DecisionKind.SPLIT):
                keys = (*decision.of, *(part.key for part in decision.into))
                found.update(_pairs(self.redirected(Reference(decision.type, key)) for key in keys))
        return frozenset(found)

    def pairs(self) -> frozenset[tuple[Reference, Reference]]:
        """Give all pairs (smaller first) that are decided, and what follows: for groups of few, such as letters."""
        groups: dict[Reference, set[Reference]] = {}
        for old, replaced in self.replaced.items():
            groups.setdefault(replaced.by, {replaced.by}).add(old)
        found = {pair for group in groups.values() for pair in _pairs(group)}
        for left, right in self.differences():
            members = (*groups.get(left, {left}), *groups.get(right, {right}))
            found.update(pair for pair in _pairs(members) if self.is_decided(*pair))
        return frozenset(found)

    def is_decided(self, one: Reference, other: Reference) -> bool:
        """Whether somebody decided that two keys are one, or that they are different; what follows counts as well."""
        left, right = self.redirected(one), self.redirected(other)
        return left == right or (min(left, right), max(left, right)) in self.differences()


def _pairs(references: Iterable[Reference]) -> list[tuple[Reference, Reference]]:
    members = sorted(set(references))
    return [(one, other) for at, one in enumerate(members) for other in members[at + 1 :]]
