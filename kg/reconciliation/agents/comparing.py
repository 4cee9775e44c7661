"""Two nodes compared: what speaks for their being one, what against it, and how sure that makes a proposal.

The rules, with their points (docs/reference/identities.md says the same):

* an authority IRI in common 10
* names: equal 4; the same in another spelling, given names written out 3, one of them shorter 2; surname and initials
  1.5; only the surname 0.5; no agreement, no proposal (but for an IRI in common)
* correspondents in common: one 2, more 3 (of a place: those who wrote from or to it)
* a place in common 1; an edition in common 1; letters within 30 years of each other 1; the same years of life 3
* against: a node has names that do not agree with each other -3; two IRIs of one register -4;
  letters before birth or after death -5; letters of more than 80 years -4, of more than 50 -2; other years of life -5;
  points more than 50 km apart -6, within 5 km +4

``certain`` from 8 points, ``probable`` from 5.5, ``possible`` from 2.5. Nothing that something speaks against is
certain; nor is a place or body without an IRI or point in common, nor what is no full name of one person.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from enum import IntEnum

from kg.authorities.known_registers import REGISTERS
from kg.authorities.transliterations import IndexedName, index_keys, indexed_name, share, word_keys, words_of
from kg.reconciliation.agents.observing import Node, folded
from kg.reconciliation.agents.proposal import Level
from kg.records.reference import EntityType
from kg.sources.nothing_words import says_unknown

CERTAIN, PROBABLE, POSSIBLE = 8.0, 5.5, 2.5

_FORMS = 8
"""How many forms of a name are compared."""

_RARE = 20
"""A form is rare if it is printed so many times less often than the usual one."""

_REGISTERS = frozenset(register.name for register in REGISTERS)
_SEVERAL = re.compile(
    r"\d|\b(?:und|and|et|u|en|e|och|og|witwe|widow|veuve|erben|heirs|familie|family|famille|mitglieder|members|"
    r"geschwister|söhne|töchter|frau|gattin|eltern|anonym\w*|unbekannt\w*|unknown|inconnu\w*|n\.?\s?n\.?)\b",
    re.IGNORECASE,
)
"""Words that make a name one of several persons, of a role, or of nobody known."""


class Agreement(IntEnum):
    """How two names agree, the better the higher."""

    NONE = 0
    SURNAME = 1
    INITIALS = 2
    SHORTER = 3
    SPELLING = 4
    EQUAL = 5


_NAME_POINTS = (0.0, 0.5, 1.5, 2.0, 3.0, 4.0)
_NAME_WORDS = (
    "the names do not agree",
    "the surname agrees",
    "surname and initials agree",
    "the names agree, one is shorter",
    "the names agree in another spelling",
    "the names are equal",
)


@dataclass(slots=True)
class Verdict:
    """The points of a pair and where they come from."""

    score: float = 0.0
    evidence: list[str] = field(default_factory=list)
    against: list[str] = field(default_factory=list)
    names: Agreement = Agreement.NONE
    linked: bool = False
    """An IRI or a point in common."""

    def add(self, points: float, words: str) -> None:
        self.score += points
        (self.evidence if points > 0 else self.against).append(words)


def compare(one: Node, other: Node) -> Verdict:
    """Compare two nodes of one type."""
    verdict = Verdict()
    common = sorted(
        one.iris.keys() & other.iris.keys() | ({one.key} & other.iris.keys()) | ({other.key} & one.iris.keys())
    )
    if common:
        verdict.linked = True
        verdict.add(10, f"one authority: {one.iris.get(common[0]) or other.iris.get(common[0])}")
    verdict.names = names_agree(one, other)
    if verdict.names or not common:
        verdict.add(_NAME_POINTS[verdict.names], _NAME_WORDS[verdict.names])
    else:
        verdict.against.append(_NAME_WORDS[verdict.names])
    for node in (one, other):
        if not has_one_name(node):
            verdict.add(-3, f"{node.key} has names that do not agree")
    _neighbours(one, other, verdict)
    if one.type is EntityType.PLACE:
        _points(one, other, verdict)
    else:
        _lives(one, other, verdict)
    for register in sorted(_numbers(one).keys() & _numbers(other).keys()):
        if _numbers(one)[register].isdisjoint(_numbers(other)[register]):
            verdict.add(-4, f"two entries of {register}")
    return verdict


def level_of(verdict: Verdict, one: Node, other: Node) -> Level | None:
    """Say how sure a proposal is; ``None`` where there is none to make."""
    if not verdict.linked and (verdict.names is Agreement.NONE or verdict.score < POSSIBLE):
        return None
    if verdict.linked and verdict.names is Agreement.NONE:
        return Level.CONTRADICTION
    highest = Level.CERTAIN
    if verdict.against or (not verdict.linked and not (is_one_person(one) and is_one_person(other))):
        highest = Level.PROBABLE
    if not verdict.linked and (verdict.names is Agreement.SURNAME or not (_is_known(one) and _is_known(other))):
        highest = Level.POSSIBLE
    if verdict.score >= CERTAIN and highest is Level.CERTAIN and (verdict.linked or verdict.names is Agreement.EQUAL):
        return Level.CERTAIN
    return Level.PROBABLE if verdict.score >= PROBABLE and highest is not Level.POSSIBLE else Level.POSSIBLE


def has_one_name(node: Node) -> bool:
    """Whether the forms of a node have something in common with the usual one."""
    usual = index_keys(node.name)
    return all(not usual.isdisjoint(keys) for text in _forms(node) if usual and (keys := index_keys(text)))


def is_one_person(node: Node) -> bool:
    """Whether its name is a full name of one person: more than a surname, a role, or several people."""
    name = node.name
    return node.type is EntityType.PERSON and _is_known(node) and indexed_name(name).is_full


def _is_known(node: Node) -> bool:
    return _SEVERAL.search(node.name) is None and not says_unknown(node.name)


def names_agree(one: Node, other: Node) -> Agreement:
    """Compare all forms of both, the most printed ones first; the best agreement counts."""
    best = Agreement.NONE
    for ours in _forms(one):
        for theirs in _forms(other):
            agreement = agree(ours, theirs, person=one.type is EntityType.PERSON)
            if agreement is Agreement.EQUAL:
                return agreement
            best = max(best, agreement)
    return best


def _forms(node: Node) -> list[str]:
    """Give the forms to compare, the most printed first; rare ones are taken for misprints of somebody else's name."""
    printed = node.names
    often = [text for text in printed if printed[text].count * _RARE >= printed[node.name].count]
    return sorted(often, key=lambda text: (-printed[text].count, text))[:_FORMS]


def agree(one: str, other: str, *, person: bool) -> Agreement:
    """Compare two names."""
    left, right = folded(one), folded(other)
    if not person:
        return Agreement.EQUAL if left == right else _words_agree(one, other)
    ours, theirs = indexed_name(one), indexed_name(other)
    if left == right and left:
        return Agreement.EQUAL if ours.is_full else Agreement.SURNAME if not ours.given else Agreement.INITIALS
    if not share(ours.surname, theirs.surname):
        return Agreement.NONE
    return _given_agree(ours, theirs)


def _given_agree(one: IndexedName, other: IndexedName) -> Agreement:
    if not one.given or not other.given:
        return Agreement.SURNAME
    written_out = True
    for ours, theirs, first, second in zip(one.given, other.given, one.initials, other.initials, strict=False):
        if ours and theirs:
            if not share(ours, theirs):
                return Agreement.NONE
        elif not share(first, second):
            return Agreement.NONE
        else:
            written_out = False
    if not written_out:
        return Agreement.INITIALS
    return Agreement.SPELLING if len(one.given) == len(other.given) else Agreement.SHORTER


def _words_agree(one: str, other: str) -> Agreement:
    """Compare names of bodies and places: the same words in another spelling, or with something in brackets added."""
    ours, theirs = words_of(one), words_of(other)
    if ours and _same_words(ours, theirs):
        return Agreement.SPELLING
    short, long = words_of(re.split(r"[(\[,;/]", one)[0]), words_of(re.split(r"[(\[,;/]", other)[0])
    return Agreement.SHORTER if short and _same_words(short, long) else Agreement.NONE


def _same_words(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    pairs = zip(one, other, strict=False)
    return len(one) == len(other) and all(share(word_keys(ours), word_keys(theirs)) for ours, theirs in pairs)


def _neighbours(one: Node, other: Node, verdict: Verdict) -> None:
    common = len(one.others & other.others)
    who = "correspondents" if one.type is not EntityType.PLACE else "writers"
    if common:
        verdict.add(3 if common > 1 else 2, f"{common} {who} in common")
    if one.places & other.places:
        verdict.add(1, f"{len(one.places & other.places)} places in common")
    if one.editions & other.editions:
        verdict.add(1, "one edition")


def _lives(one: Node, other: Node, verdict: Verdict) -> None:
    _letters_apart(one, other, verdict)
    for node, living in ((one, other), (other, one)):
        latest, earliest = living.died[1], living.born[0]
        if latest is not None and node.last is not None and node.last[0] > latest:
            verdict.add(-5, f"{node.last[1]} is of {node.last[0]}, after a death in {latest}")
        if earliest is not None and node.first is not None and node.first[0] < earliest:
            verdict.add(-5, f"{node.first[1]} is of {node.first[0]}, before a birth in {earliest}")
    known = [
        (ours, theirs)
        for ours, theirs in ((one.born, other.born), (one.died, other.died))
        if None not in ours and None not in theirs
    ]
    if known:
        meet = all(_meet(ours, theirs) for ours, theirs in known)
        verdict.add(*((3, "the same years of life") if meet else (-5, "other years of life")))


def _meet(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    return (one[0] or 0) <= (other[1] or 9999) and (other[0] or 0) <= (one[1] or 9999)


def _letters_apart(one: Node, other: Node, verdict: Verdict) -> None:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return
    gap = max(one.first[0], other.first[0]) - min(one.last[0], other.last[0])
    span = max(one.last[0], other.last[0]) - min(one.first[0], other.first[0])
    if span > 80:
        verdict.add(-4, f"letters of {span} years")
    elif span > 50 and gap > 0:
        verdict.add(-2, f"letters of {span} years")
    elif gap <= 30:
        verdict.add(1, "letters of one time")


def _points(one: Node, other: Node, verdict: Verdict) -> None:
    if one.point is None or other.point is None:
        return
    distance = _kilometres(one.point, other.point)
    if distance <= 5:
        verdict.linked = True
        verdict.add(4, f"points {distance:.1f} km apart")
    elif distance > 50:
        verdict.add(-6, f"points {distance:.0f} km apart")


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Give the distance on a sphere of the earth's mean radius (haversine)."""
    north, south = math.radians(one[0]), math.radians(other[0])
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(one[1] - other[1]) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


def _numbers(node: Node) -> dict[str, set[str]]:
    """Its entries in registers that we know, by register: from its IRIs, and from its own key."""
    found: dict[str, set[str]] = {}
    for key in (*node.iris, *(node.keys if node.identified else ())):
        register = key.partition("-")[0]
        if register in _REGISTERS:
            found.setdefault(register, set()).add(key)
    return found
