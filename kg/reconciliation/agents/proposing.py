"""Find pairs worth comparing without comparing everything with everything, and propose those that may be one.

Nodes meet in *blocks*: of an IRI, of a surname with the first sound of a given name (in every transliteration), of a
place's or body's name. A block of more than `_LARGEST` nodes is divided by given names; what is still too large says
nothing and is passed over. So the work grows with the number of nodes, not with its square.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

from kg.authorities.decisions import Decisions
from kg.authorities.transliterations import indexed_name, word_keys, words_of
from kg.reconciliation.agents.comparing import (
    CERTAIN,
    Agreement,
    Verdict,
    compare,
    level_of,
)
from kg.reconciliation.agents.observing import TYPES, Node, Observed, folded
from kg.reconciliation.agents.proposal import Level, Proposal
from kg.records.reference import EntityType, Reference

_LARGEST = 40
_FORMS = 8
_MOST_KEYS = 200
_USUALLY = 0.9
"""The share of letters from which on one of several namesakes is the one usually meant."""


def propose(observed: Observed, decisions: Decisions, *, types: Iterable[EntityType] = TYPES) -> list[Proposal]:
    """Propose what may be one, the surest first.

    Args:
        observed: the nodes.
        decisions: what somebody has decided about is not proposed again.
        types: of the nodes.
    """
    differences = decisions.differences()
    nodes = observed.of(types)
    groups = _groups(nodes)
    made = [proposal for node in nodes if len(node.keys) > 1 for proposal in _bundle(node)]
    made += [proposal for group in groups if len(group) > 1 for proposal in _group(group)]
    # Of one name in one edition the bundle of most letters meets the others; the rest of them go with it.
    met = [node for node in nodes if node.identified] + [group[0] for group in groups]
    found = []
    for one, other in ((met[one], met[other]) for one, other in sorted(_pairs(met))):
        verdict = compare(one, other)
        if level_of(verdict, one, other) is not None:
            found.append((one, other, verdict))
    made += [proposal for proposal in _judged(found) if proposal is not None]
    open_ = (proposal for proposal in made if not _is_decided(proposal, decisions, differences))
    return sorted(open_, key=lambda proposal: proposal.order)


def _groups(nodes: list[Node]) -> list[list[Node]]:
    """Group the unresolved nodes of one name in one edition, those of most letters first."""
    groups: dict[tuple[EntityType, str, str], list[Node]] = {}
    for node in sorted((each for each in nodes if not each.identified), key=lambda each: (-each.letters, each.key)):
        groups.setdefault((node.type, min(node.editions, default=""), folded(node.name)), []).append(node)
    return list(groups.values())


def _is_decided(proposal: Proposal, decisions: Decisions, differences: frozenset[tuple[Reference, Reference]]) -> bool:
    """Whether every key of a proposal is one with the first, or different from it, by decision."""
    first, *others = (decisions.redirected(Reference(proposal.type, key)) for key in proposal.keys)
    return all(other == first or (min(first, other), max(first, other)) in differences for other in others)


def _judged(found: list[tuple[Node, Node, Verdict]]) -> Iterator[Proposal | None]:
    """Make proposals; where a name fits several who are identified, it is hardly those whom few letters name."""
    rivals: dict[tuple[int, Agreement], list[Node]] = {}
    for one, other, verdict in found:
        for node, counterpart in _unresolved_sides(one, other, verdict):
            rivals.setdefault((id(node), verdict.names), []).append(counterpart)
    for one, other, verdict in found:
        for node, counterpart in _unresolved_sides(one, other, verdict):
            fitting = rivals[id(node), verdict.names]
            if len(fitting) > 1 and counterpart.letters < _USUALLY * sum(each.letters for each in fitting):
                verdict.add(-2, f"the name fits {len(fitting)} who are identified")
        level = level_of(verdict, one, other)
        yield None if level is None else _proposal((one, other), verdict, level)


def _unresolved_sides(one: Node, other: Node, verdict: Verdict) -> Iterator[tuple[Node, Node]]:
    if not verdict.linked and one.identified is not other.identified:
        yield (other, one) if one.identified else (one, other)


def _proposal(sides: tuple[Node, ...], verdict: Verdict, level: Level) -> Proposal:
    keys = [
        key for node in sorted(sides, key=lambda node: (not node.authority, not node.identified)) for key in node.keys
    ]
    letters = [letter for node in sides for letter in node.shown_letters[:2]]
    return Proposal(
        type=sides[0].type,
        keys=tuple(dict.fromkeys(keys)),
        level=level,
        score=round(verdict.score, 1),
        names=tuple(node.name for node in sides),
        evidence=tuple(verdict.evidence),
        against=tuple(verdict.against),
        letters=tuple(dict.fromkeys(letters)),
    )


def _bundle(node: Node) -> Iterator[Proposal]:
    """Propose that one name of several letters of one edition, which share correspondents, is one."""
    verdict = Verdict(names=Agreement.EQUAL, score=CERTAIN)
    verdict.evidence += [
        f"one name in {node.letters} letters of one edition, none identified",
        "each has a correspondent with another one in common",
    ]
    if node.first is not None and node.last is not None and node.last[0] - node.first[0] > 50:
        verdict.add(-2, f"letters of {node.last[0] - node.first[0]} years")
    yield from _chunks((node,), verdict, level_of(verdict, node, node) or Level.POSSIBLE)


def _group(group: list[Node]) -> Iterator[Proposal]:
    """Propose that one name of one edition is one, though the letters share no correspondent."""
    worst = min((compare(group[0], other) for other in group[1:]), key=lambda verdict: verdict.score)
    worst.evidence.insert(0, f"one name in {sum(node.letters for node in group)} letters of one edition")
    level = level_of(worst, group[0], group[1]) or Level.POSSIBLE
    yield from _chunks(tuple(group), worst, Level.PROBABLE if level is Level.CERTAIN else level)


def _chunks(sides: tuple[Node, ...], verdict: Verdict, level: Level) -> Iterator[Proposal]:
    """Divide very many keys among several proposals that share the first key: a table's cell has its limits."""
    whole = _proposal(sides, verdict, level)
    first, rest = whole.keys[0], whole.keys[1:]
    for at in range(0, len(rest), _MOST_KEYS):
        yield dataclasses.replace(whole, keys=(first, *rest[at : at + _MOST_KEYS]), names=whole.names[:1])


def _pairs(nodes: list[Node]) -> set[tuple[int, int]]:
    blocks: dict[str, list[int]] = {}
    for number, node in enumerate(nodes):
        for key in _block_keys(node):
            blocks.setdefault(f"{node.type} {key}", []).append(number)
    pairs: set[tuple[int, int]] = set()
    for members in blocks.values():
        for group in [members] if len(members) <= _LARGEST else _divided(members, nodes):
            pairs.update((one, other) for at, one in enumerate(group) for other in group[at + 1 :])
    return pairs


def _divided(members: list[int], nodes: list[Node]) -> Iterator[list[int]]:
    """Divide a large block by the first given name; what is still too large is left out."""
    groups: dict[str, list[int]] = {}
    for number in members:
        for name in _names(nodes[number]):
            given = indexed_name(name).given
            for key in given[0] if given else ():
                group = groups.setdefault(key, [])
                if not group or group[-1] != number:
                    group.append(number)
    yield from (group for group in groups.values() if len(group) <= _LARGEST)


def _names(node: Node) -> list[str]:
    return sorted(node.names, key=lambda text: (-node.names[text].count, text))[:_FORMS]


def _block_keys(node: Node) -> set[str]:
    keys = {f"iri {key}" for key in node.iris} | {f"iri {key}" for key in node.keys if node.identified}
    for name in _names(node):
        keys.update(_person_keys(name, node) if node.type is EntityType.PERSON else _thing_keys(name))
    return keys


def _person_keys(name: str, node: Node) -> Iterator[str]:
    parts = indexed_name(name)
    for surname in parts.surname:
        if parts.initials:
            yield from (f"{surname} {sound}" for sound in parts.initials[0])
            yield from (f"{surname} in {edition}" for edition in sorted(node.editions)[:4])
        else:
            yield from (f"{surname} in {edition}" for edition in sorted(node.editions)[:4])
            yield f"{surname} alone"


def _thing_keys(name: str) -> Iterator[str]:
    words = words_of(re.split(r"[(\[,;/]", name)[0]) or words_of(name)
    if words:
        rest = " ".join(min(word_keys(word), default="") for word in words[1:])
        yield from (f"{key} {rest}" for key in word_keys(words[0]))
