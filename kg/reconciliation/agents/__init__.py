"""Persons, bodies and places that may be one, and what contradicts itself about them.

`observe` goes once through the records of a release, `propose` compares what may be one, `contradictions` reports what
cannot be. All of it is for editors to review (`kg.reconciliation.agents.table`); nothing identifies by itself.
"""

from __future__ import annotations

from kg.reconciliation.agents.contradictions import contradictions
from kg.reconciliation.agents.observing import Observed, observe
from kg.reconciliation.agents.proposal import Level, Proposal
from kg.reconciliation.agents.proposing import propose

__all__ = ["Level", "Observed", "Proposal", "contradictions", "observe", "propose"]
