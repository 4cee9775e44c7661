"""How sure a source is of a person, place or date that it gives."""

from __future__ import annotations

from enum import StrEnum


class Certainty(StrEnum):
    """A reservation of the source; nothing reserved means certain. Concepts of ``ontology/concepts/certainty.ttl``."""

    CONJECTURED = "conjectured"
    """The edition concludes it: square brackets, ``evidence="conjecture"``."""
    UNCERTAIN = "uncertain"
    """The edition doubts it: a question mark, ``cert="low"``."""
    ALTERNATIVE = "alternative"
    """One of several that the edition leaves open: ``A or B``. Never stated as *the* sender."""
    FOR_ANOTHER = "for-another"
    """On somebody's behalf: signed or sent for another."""
