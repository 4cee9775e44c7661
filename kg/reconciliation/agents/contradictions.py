"""What cannot be: found while nodes are observed, reported for somebody to mend the source or to decide.

* a letter before somebody's birth or after the death
* two entries of one register on one node
* one IRI under names that have nothing in common: two people, or a misprint
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.authorities.decisions import Decisions
from kg.authorities.known_registers import REGISTERS
from kg.authorities.transliterations import index_keys
from kg.reconciliation.agents.comparing import Agreement, agree
from kg.reconciliation.agents.observing import TYPES, Node, Observed
from kg.reconciliation.agents.proposal import Level, Proposal
from kg.records.reference import EntityType, Reference

_REGISTERS = frozenset(register.name for register in REGISTERS)


def contradictions(observed: Observed, decisions: Decisions, *, types: Iterable[EntityType] = TYPES) -> list[Proposal]:
    """Report contradictions, sorted by key; of a key that is split by a decision none."""
    found = []
    for node in observed.of(types):
        if Reference(node.type, node.key) in decisions.splits:
            continue
        found += [*_out_of_life(node), *_two_entries(node), *_unlike_names(node)]
    return found


def _report(node: Node, what: str, letters: Iterable[str], names: Iterable[str] = ()) -> Proposal:
    return Proposal(
        type=node.type,
        keys=(node.key,),
        level=Level.CONTRADICTION,
        score=0,
        names=(node.name, *names),
        evidence=(),
        against=(what,),
        letters=tuple(letters),
    )


def _out_of_life(node: Node) -> Iterator[Proposal]:
    died, born = node.died[1], node.born[0]
    if died is not None and node.last is not None and node.last[0] > died:
        yield _report(node, f"a letter of {node.last[0]}, but a death in {died}", [node.last[1]])
    if born is not None and node.first is not None and node.first[0] < born:
        yield _report(node, f"a letter of {node.first[0]}, but a birth in {born}", [node.first[1]])


def _two_entries(node: Node) -> Iterator[Proposal]:
    entries: dict[str, list[str]] = {}
    for key, iri in sorted(node.iris.items()):
        entries.setdefault(key.partition("-")[0], []).append(iri)
    for register, iris in entries.items():
        if register in _REGISTERS and len(iris) > 1:
            yield _report(node, f"several entries of {register}: {', '.join(iris)}", node.shown_letters)


def _unlike_names(node: Node) -> Iterator[Proposal]:
    if not node.identified or len(node.names) < 2:
        return
    usual = node.name
    keys = index_keys(usual)
    for name, printed in sorted(node.names.items()):
        other = index_keys(name)
        if name == usual or not keys or not other or not printed.letters:
            continue
        person = node.type is EntityType.PERSON
        unlike = keys.isdisjoint(other)
        if person and not unlike:
            # The surname is in common; other given names are another person's.
            unlike = agree(usual, name, person=True) is Agreement.NONE and len(keys & other) < 2
        if unlike:
            what = f'one identity under "{usual}" ({node.names[usual].count}) and "{name}" ({printed.count})'
            yield _report(node, what, printed.letters, [name])
