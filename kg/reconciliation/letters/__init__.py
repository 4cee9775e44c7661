"""Letters that several editions print: who wrote to whom on one day, with the same first words or identifiers.

`propose_letters` compares what a release says of its letters; the rules are those of
`kg.reconciliation.letters.comparing`. Proposals are for editors to review; nothing is joined by itself.
"""

from __future__ import annotations

from kg.reconciliation.letters.proposing import propose_letters

__all__ = ["propose_letters"]
