"""Ask a graph of the seed in words that read like the page."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from tests.seed.building import KEY
from tests.seed.terms import Triple, value_of

LETTER = f"doc/{KEY}"
TELEGRAM = f"{LETTER}-n3-1"
OWN_TELEGRAM = f"{LETTER}-n4-1"
RESOLUTION = f"{LETTER}-n4-resolution"
OFFENSIVE = f"event/{KEY}-n3-event1"
MEETING = f"event/{KEY}-n4-meeting1"
DEMANDS = tuple(f"prescription/{KEY}-demand{order}" for order in (1, 2, 3))
A, B, CONVEYED, OFFER, C = (f"prescription/{KEY}-n4-{name}" for name in ("a", "b", "b-directive", "after-b", "c"))


def own(kind: str, name: str) -> str:
    """A thing that is the document's own: nothing outside the page says who or what it is."""
    return f"{kind}/{KEY}-{name}"


class Facts:
    """The statements of one graph."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = frozenset(triples)

    def of(self, subject: str, predicate: str) -> set[str]:
        """Everything that a subject has for a predicate, texts without quotes and language."""
        found = (one.object for one in self.triples if (one.subject, one.predicate) == (subject, predicate))
        return {value_of(term) if term.startswith('"') else term for term in found}

    def one(self, subject: str, predicate: str) -> str:
        """The only thing that it has."""
        (found,) = self.of(subject, predicate)
        return found

    def along(self, subject: str, *path: str) -> set[str]:
        """Follow predicates one after the other."""
        found = {subject}
        for predicate in path:
            found = set(itertools.chain.from_iterable(self.of(one, predicate) for one in found))
        return found

    def subjects(self, predicate: str, object_: str) -> set[str]:
        """Everything that has this for a predicate."""
        return {one.subject for one in self.triples if (one.predicate, one.object) == (predicate, object_)}

    def predicates(self, subject: str) -> set[str]:
        """What is said of a subject at all."""
        return {one.predicate for one in self.triples if one.subject == subject}
