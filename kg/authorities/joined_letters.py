"""Which documents are one letter, from the decisions of a collection (kind ``letter``)."""

from __future__ import annotations

from collections.abc import Container
from types import MappingProxyType

from kg.authorities.decisions import Decision, DecisionKind, Decisions
from kg.records.joined_letters import JoinedDocument, JoinedLetters
from kg.records.reference import EntityType


def joined_letters(decisions: Decisions, documents: Container[str]) -> JoinedLetters:
    """Join the documents of each letter that editors decided to be one.

    Preferred is the one that a decision prefers (``prefer``), else the one whose key the letter has, else the first of
    the alphabet.

    Args:
        documents: the keys of all letters of the collection. Decisions about others wait until there are such.
    """
    groups: dict[str, set[str]] = {}
    for old, new in decisions.redirects().items():
        if old.type is EntityType.DOC:
            groups.setdefault(new.key, {new.key}).add(old.key)
    reasons = _reasons(decisions)
    wanted = {decision.prefer for decision in decisions.entries if decision.type is EntityType.DOC}
    found: dict[str, JoinedDocument] = {}
    for letter, keys in groups.items():
        members = [key for key in sorted(keys, key=lambda key: (key != letter, key)) if key in documents]
        if members in ([], [letter]):
            continue
        first = next((key for key in members if key in wanted), members[0])
        for key in members:
            found[key] = JoinedDocument(letter, preferred=key == first, because=reasons.get(key))
    return JoinedLetters(MappingProxyType(found))


def _reasons(decisions: Decisions) -> dict[str, str]:
    """Say of each joined document who decided it, when and why; of several decisions the first."""
    reasons: dict[str, str] = {}
    for decision in decisions.entries:
        if decision.type is EntityType.DOC and decision.decision in (DecisionKind.SAME, DecisionKind.REDIRECT):
            for key in (*decision.of, *([decision.stays] if decision.stays else [])):
                reasons.setdefault(key, _words(decision))
    return reasons


def _words(decision: Decision) -> str:
    return f"One letter by decision of {decision.by}, {decision.on.isoformat()}: {decision.why}"
