"""Proposals as rows of the table of `kg.reconciliation.table`."""

from __future__ import annotations

from kg.authorities.decisions import KINDS
from kg.reconciliation.agents.proposal import Proposal

_WORDS = {type_: word for word, type_ in KINDS.items()}


def row_of(proposal: Proposal) -> dict[str, str]:
    """Give the values of a proposal's row."""
    return {
        "kind": _WORDS[proposal.type],
        "keys": " ".join(proposal.keys),
        "level": proposal.level.value,
        "score": f"{proposal.score:g}",
        "names": " | ".join(" ".join(name.split()) for name in proposal.names),
        "for": "; ".join(proposal.evidence),
        "against": "; ".join(proposal.against),
        "letters": " ".join(proposal.letters),
    }
