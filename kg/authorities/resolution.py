"""Bring decisions together: which key stays, what leads where, and which decisions contradict each other.

The order of files and entries does not matter. ``same`` is transitive: everything that is joined is one node. Which
key stays: the one that a decision names under ``as``, else the authority file's, else that of the preferred register
(`known_registers.AGENT_PREFERENCE`, `PLACE_PREFERENCE`), else the first in the alphabet. An IRI that an authority file
links its entity to belongs to that entity.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kg.authorities.authority import Authority
from kg.authorities.decisions import Decision, DecisionKind, Decisions, Replaced
from kg.authorities.iris import iri_identity
from kg.authorities.known_registers import AGENT_PREFERENCE, PLACE_PREFERENCE
from kg.errors import ConfigurationError
from kg.records.reference import EntityType, Reference


def resolve(
    decisions: Iterable[Decision], entities: Iterable[Authority] = ()
) -> tuple[Decisions, tuple[ConfigurationError, ...]]:
    """Bring decisions together.

    Args:
        decisions: of all files, in any order.
        entities: those of the authority files, whose keys and IRIs take part.

    Returns:
        The decisions, and every contradiction among them, which names both decisions; where there is one, the
        decisions must not be used.
    """
    resolution = _Resolution(sorted(decisions, key=lambda each: each.order), list(entities))
    resolution.run()
    errors = sorted(resolution.errors, key=lambda error: (error.where.file or "", error.where.line or 0, error.what))
    return resolution.result(), tuple(errors)


@dataclass(slots=True)
class _Resolution:
    decisions: list[Decision]
    entities: list[Authority]
    errors: list[ConfigurationError] = field(default_factory=list)
    _above: dict[Reference, Reference] = field(default_factory=dict)
    _joined_by: dict[Reference, list[Decision]] = field(default_factory=dict)
    _wanted_at: dict[Reference, Decision] = field(default_factory=dict)
    """The key that a decision wants to stay, by the head of its group."""
    _replaced: dict[Reference, Replaced] = field(default_factory=dict)
    _redirected_at: dict[Reference, Decision] = field(default_factory=dict)
    _split_at: dict[Reference, Decision] = field(default_factory=dict)
    _splits: dict[Reference, dict[str, Reference]] = field(default_factory=dict)

    def run(self) -> None:
        """Join first: what the other decisions say is judged by the keys that stay."""
        self._join()
        self._choose()
        for decision in self._of(DecisionKind.REDIRECT):
            self._redirect(decision)
        for decision in self._of(DecisionKind.REDIRECT):
            self._check_chain(decision)
        for decision in self._of(DecisionKind.SPLIT):
            self._split(decision)
        for decision in self._of(DecisionKind.SPLIT):
            self._check_parts(decision)
        for decision in self._of(DecisionKind.DIFFERENT):
            self._check_different(decision)

    def result(self) -> Decisions:
        splits = {reference: MappingProxyType(parts) for reference, parts in self._splits.items()}
        return Decisions(tuple(self.decisions), MappingProxyType(dict(self._replaced)), MappingProxyType(splits))

    def _of(self, kind: DecisionKind) -> list[Decision]:
        return [each for each in self.decisions if each.decision is kind]

    def _note(self, decision: Decision, what: str, remedy: str) -> None:
        self.errors.append(ConfigurationError(what, where=decision.where, remedy=remedy))

    # ---- same

    def _head(self, reference: Reference) -> Reference:
        while (above := self._above.get(reference, reference)) != reference:
            reference = above
        return reference

    def _unite(self, one: Reference, other: Reference) -> None:
        left, right = sorted((self._head(one), self._head(other)))
        if left != right:
            self._above[right] = left

    def _join(self) -> None:
        for decision in self._of(DecisionKind.SAME):
            members = _members(decision)
            for member in members:
                self._above.setdefault(member, member)
                self._joined_by.setdefault(member, []).append(decision)
                self._unite(members[0], member)
        mentioned = {*self._above}
        for decision in self.decisions:
            mentioned.update(_members(decision))
            mentioned.update(Reference(decision.type, part.key) for part in decision.into)
        for reference, entity in self._owners().items():
            if reference in mentioned:
                self._above.setdefault(reference, reference)
                self._above.setdefault(entity, entity)
                self._unite(reference, entity)

    def _owners(self) -> Mapping[Reference, Reference]:
        """The entity that an IRI of the authority files belongs to, by the key that the IRI would make."""
        owners: dict[Reference, Reference] = {}
        for entity in self.entities:
            for iri in (*entity.same_as, *entity.exact_match):
                owners[Reference(entity.reference.type, iri_identity(iri))] = entity.reference
        return owners

    def _groups(self) -> dict[Reference, list[Reference]]:
        groups: dict[Reference, list[Reference]] = {}
        for reference in sorted(self._above):
            groups.setdefault(self._head(reference), []).append(reference)
        return groups

    def _choose(self) -> None:
        own = {entity.reference: entity for entity in self.entities}
        for head, members in self._groups().items():
            named = self._wanted(head, members)
            known = [member for member in members if member in own]
            if len(known) > 1:
                one, other = known[:2]
                decision = self._decision_of(one, other) or self.decisions[0]
                places = f"{own[one].where} and {own[other].where}"
                what = f'"{one.key}" and "{other.key}" are joined, but both stand in the authority files: {places}.'
                self._note(decision, what, "Join the two entities in the authority file, or take the decision out.")
            if named is not None and known and named.key != known[0].key:
                what = f'"{named.key}" is to stay, but the authority file ({own[known[0]].where}) has "{known[0].key}".'
                self._note(self._wanted_at[head], what, f"Write as: {known[0].key}, or leave it out.")
            stays = named or (known[0] if known else min(members, key=_preference))
            for member in members:
                if member != stays:
                    self._replaced[member] = Replaced(stays, same=True)

    def _wanted(self, head: Reference, members: list[Reference]) -> Reference | None:
        wishes = [each for member in members for each in self._joined_by.get(member, ()) if each.stays is not None]
        if not wishes:
            return None
        first = self._wanted_at[head] = wishes[0]
        other = next((each for each in wishes if each.stays != first.stays), None)
        if other is not None:
            what = f'Of keys that are one "{other.stays}" stays here, and "{first.stays}" at {first.where}.'
            self._note(other, what, "Name the same key under `as` in both, or leave it out in one.")
        return Reference(head.type, str(first.stays))

    def _decision_of(self, *references: Reference) -> Decision | None:
        """Find a decision that joined these, else one of them; ``None`` where only the authority file does."""
        candidates = [decision for reference in references for decision in self._joined_by.get(reference, ())]
        both = [each for each in candidates if all(one in _members(each) for one in references)]
        group = [one for one in sorted(self._above) if self._head(one) == self._head(references[0])]
        rest = (each for one in group for each in self._joined_by.get(one, ()))
        return next((each for each in (*both, *candidates, *rest)), None)

    # ---- redirect

    def _redirect(self, decision: Decision) -> None:
        target = Reference(decision.type, str(decision.stays))
        for key in decision.of:
            old = Reference(decision.type, key)
            first = self._redirected_at.setdefault(old, decision)
            if first is not decision and first.stays != decision.stays:
                what = f'"{key}" leads to "{decision.stays}" here and to "{first.stays}" at {first.where}.'
                self._note(decision, what, "Keep one of the two decisions.")
            elif old in self._joined_by:
                other = self._joined_by[old][0]
                what = f'"{key}" leads to "{decision.stays}" here and is joined with others at {other.where}.'
                self._note(decision, what, "Keep one of the two decisions; to join, add the key to `of` there.")
            elif any(old == entity.reference for entity in self.entities):
                what = f'"{key}" is a key of the authority files; it cannot lead elsewhere.'
                self._note(decision, what, "Take the entity out of the authority file first.")
            elif old in self._replaced and old not in self._redirected_at.keys() - {old}:
                what = f'"{key}" is the IRI of "{self._replaced[old].by.key}" in the authority files.'
                self._note(decision, what, "Take the IRI out of the authority file, or the decision out.")
            elif first is decision:
                self._replaced[old] = Replaced(self._stays(target), same=False)

    def _check_chain(self, decision: Decision) -> None:
        target = Reference(decision.type, str(decision.stays))
        further = self._redirected_at.get(target)
        if further is not None:
            last = "" if further is decision else f" at {further.where}"
            what = f'"{target.key}" itself leads to "{further.stays}"{last}.'
            self._note(decision, what, f"Write to: {further.stays}, or take one of the two decisions out.")
        elif target in self._joined_by and self._stays(target) != target:
            joined = self._joined_by[target][0]
            what = f'"{target.key}" does not stay: it is joined to "{self._stays(target).key}" at {joined.where}.'
            self._note(decision, what, f"Write to: {self._stays(target).key}.")

    def _stays(self, reference: Reference) -> Reference:
        replaced = self._replaced.get(reference)
        return reference if replaced is None else replaced.by

    # ---- split and different

    def _why_not(self, reference: Reference) -> str | None:
        """Say by which decision a key does not stay."""
        if reference in self._redirected_at:
            return f'leads to "{self._stays(reference).key}" at {self._redirected_at[reference].where}'
        if reference in self._joined_by and self._stays(reference) != reference:
            return f'is joined to "{self._stays(reference).key}" at {self._joined_by[reference][0].where}'
        return None

    def _split(self, decision: Decision) -> None:
        whole = Reference(decision.type, decision.of[0])
        self._split_at.setdefault(whole, decision)
        why = self._why_not(whole)
        if why is not None:
            self._note(decision, f'"{whole.key}" {why}.', f"Split {self._stays(whole).key} instead.")
            return
        parts = self._splits.setdefault(self._stays(whole), {})
        for part in decision.into:
            target = Reference(decision.type, part.key)
            for document in part.documents:
                first = parts.setdefault(document, self._stays(target))
                if first != self._stays(target):
                    other = self._other_split(whole, document, decision)
                    what = f'In {document} "{whole.key}" is "{part.key}" here and "{first.key}" at {other.where}.'
                    self._note(decision, what, "Keep the letter in one of the two lists.")

    def _other_split(self, whole: Reference, document: str, decision: Decision) -> Decision:
        return next(
            each
            for each in self._of(DecisionKind.SPLIT)
            if (each.type, each.of[0]) == (whole.type, whole.key)
            and any(document in part.documents for part in each.into)
        )

    def _check_parts(self, decision: Decision) -> None:
        whole = Reference(decision.type, decision.of[0])
        for part in decision.into:
            target = Reference(decision.type, part.key)
            why = self._why_not(target)
            if self._stays(target) == self._stays(whole):
                joined = self._joined_by.get(target) or self._joined_by.get(whole)
                place = f": they are joined at {joined[0].where}" if joined else ""
                what = f'"{part.key}" is no part of "{whole.key}"{place}.'
                self._note(decision, what, "Give the other one a key of its own; what is not listed stays.")
            elif why is not None:
                self._note(decision, f'"{part.key}" {why}.', f"Write {self._stays(target).key} instead.")
            elif target in self._split_at:
                what = f'"{part.key}" itself is split at {self._split_at[target].where}.'
                self._note(decision, what, "Name the key that is meant in the end.")

    def _check_different(self, decision: Decision) -> None:
        members = [Reference(decision.type, key) for key in decision.of]
        for at, one in enumerate(members):
            for other in members[at + 1 :]:
                if self._stays(one) != self._stays(other):
                    continue
                redirect = self._redirected_at.get(one) or self._redirected_at.get(other)
                joined = redirect or self._decision_of(one, other)
                place = "in the authority files" if joined is None else f"at {joined.where}"
                what = f'"{one.key}" and "{other.key}" are different here and one {place}.'
                self._note(decision, what, "Take one of the two decisions out.")


def _members(decision: Decision) -> list[Reference]:
    stays = () if decision.stays is None else (decision.stays,)
    return [Reference(decision.type, key) for key in dict.fromkeys((*decision.of, *stays))]


def _preference(reference: Reference) -> tuple[int, str]:
    names = PLACE_PREFERENCE if reference.type is EntityType.PLACE else AGENT_PREFERENCE
    names = (*names, *AGENT_PREFERENCE, *PLACE_PREFERENCE)
    register = reference.key.partition("-")[0]
    return (names.index(register) if register in names else len(names), reference.key)
