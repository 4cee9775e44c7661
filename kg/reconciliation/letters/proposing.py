"""Proposals of letters that may be one: groups where it is sure or probable, pairs where it is only possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kg.authorities.decisions import Decisions
from kg.reconciliation.agents.proposal import Level, Proposal
from kg.reconciliation.letters.comparing import Judged, judge
from kg.reconciliation.letters.observing import Letter, Record, observe_letters
from kg.reconciliation.letters.pairing import pairs
from kg.records.reference import EntityType, Reference

Decided = Callable[[Letter, Letter], bool]
"""Whether somebody decided about two letters, whatever the decision was."""

_SCORES = {
    "identifier": 1.0,
    "day-and-place": 0.95,
    "day": 0.85,
    "incipit": 0.8,
    "day-by-name": 0.75,
    "range-and-place": 0.7,
    "day-among-several": 0.5,
    "day-elsewhere": 0.4,
    "range": 0.3,
}


@dataclass(slots=True)
class _Group:
    """Letters that are proposed as one, and what spoke for it."""

    letters: list[Letter]
    reasons: list[Judged] = field(default_factory=list)

    def may_take(self, other: _Group, decided: Decided) -> bool:
        """Whether all letters of both may be one: none are of one edition, none are decided about."""
        return all(
            one.edition != their.edition and not decided(one, their) for one in self.letters for their in other.letters
        )


def propose_letters(records: Iterable[tuple[str, Record]], decisions: Decisions | None = None) -> list[Proposal]:
    """Propose letters that may be one, the surest first.

    Args:
        records: key and mapping record of each letter, as a release keeps them.
        decisions: pairs that somebody decided about are left out.
    """
    decided = _decided(Decisions() if decisions is None else decisions)
    judged = [
        (one, other, found)
        for one, other, rivals in pairs(observe_letters(records))
        if not decided(one, other) and (found := judge(one, other, rivals)) is not None
    ]
    proposals: list[Proposal] = []
    together: dict[str, _Group] = {}
    for level in (Level.CERTAIN, Level.PROBABLE):
        groups = _groups([one for one in judged if one[2].level is level], decided, together)
        proposals += [_proposal(group) for group in groups]
    for one, other, found in judged:
        if found.level is Level.POSSIBLE and together.get(one.key, one) is not together.get(other.key, other):
            proposals.append(_proposal(_Group([one, other], [found])))
    return sorted(proposals, key=lambda proposal: proposal.order)


def _decided(decisions: Decisions) -> Decided:
    def decided(one: Letter, other: Letter) -> bool:
        return decisions.is_decided(Reference(EntityType.DOC, one.key), Reference(EntityType.DOC, other.key))

    return decided


def _groups(
    judged: Sequence[tuple[Letter, Letter, Judged]], decided: Decided, together: dict[str, _Group]
) -> list[_Group]:
    """Join pairs into groups, as long as no edition is in one twice; ``together`` gets the group of each letter."""
    own: dict[str, _Group] = {}
    for one, other, found in sorted(judged, key=lambda each: (-_SCORES[each[2].rule], each[0].key, each[1].key)):
        if one.key in together and together[one.key] is together.get(other.key):
            continue  # surer already
        ours, theirs = (own.setdefault(letter.key, _Group([letter])) for letter in (one, other))
        if ours is theirs:
            ours.reasons.append(found)
        elif found.rule == "identifier" or ours.may_take(theirs, decided):
            ours.letters += theirs.letters
            ours.reasons += [found, *theirs.reasons]
            own.update((letter.key, ours) for letter in theirs.letters)
    groups = list({id(group): group for group in own.values() if len(group.letters) > 1}.values())
    for group in groups:
        together.update((letter.key, group) for letter in group.letters)
    return groups


def _proposal(group: _Group) -> Proposal:
    letters = sorted(group.letters, key=lambda letter: letter.key)
    weakest = min(group.reasons, key=lambda reason: _SCORES[reason.rule])
    evidence = dict.fromkeys([f"rule {weakest.rule}", *(text for reason in group.reasons for text in reason.evidence)])
    against = dict.fromkeys(text for reason in group.reasons for text in reason.against)
    keys = tuple(letter.key for letter in letters)
    names = tuple(f"{letter.label} [{letter.source}]" for letter in letters)
    score = _SCORES[weakest.rule]
    return Proposal(EntityType.DOC, keys, weakest.level, score, names, tuple(evidence), tuple(against), keys)
