"""The consequences of a document: the meeting that considered it, its resolution, its directives and who was charged.

Read from the graph, so that a chain may lead from one letter to another; what is only concluded is marked so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.namespaces import LG, LGV, RDF, RICO, SCHEMA
from kg.publication.pages.lookup import Lookup
from kg.publication.pages.models import DateLine, DirectiveItem, Meeting, Party, Resolution
from kg.publication.pages.words import BASIS_OF_KIND, DATE_ROLES

_DEEPEST = 3
_MOST = 20
_DATES = (
    ("occurred", RICO + "occurredAtDate"),
    ("begin", RICO + "hasBeginningDate"),
    ("end", RICO + "hasEndDate"),
    ("suspended", RICO + "isAssociatedWithDate"),
)


class Chains:
    """Follow the chains of one release."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    def of(self, iri: str) -> tuple[Meeting, ...]:
        """Give the chains that a document, event or directive is part of; at most twenty meetings."""
        meetings = self._meetings(iri)
        return tuple(self._meeting(one, iri) for one in meetings if self._matters(one))

    def _meetings(self, iri: str) -> list[str]:
        query = (
            f"SELECT DISTINCT ?e WHERE {{ {{ ?e <{LG}considers> <{iri}> }} UNION {{ <{iri}> <{RICO}documents> ?e }} "
            f"UNION {{ <{iri}> <{RICO}resultsOrResultedFrom> ?e }} "
            f"UNION {{ ?outer <{LG}conveys> <{iri}> . ?outer <{RICO}resultsOrResultedFrom> ?e }} "
            f"UNION {{ ?r <{RICO}documents> <{iri}> BIND(<{iri}> AS ?e) }} "
            f"UNION {{ ?d <{RICO}resultsOrResultedFrom> <{iri}> BIND(<{iri}> AS ?e) }} "
            f"UNION {{ <{iri}> <{LG}considers> ?x BIND(<{iri}> AS ?e) }} }} ORDER BY ?e LIMIT {_MOST}"
        )
        return [row["e"].value for row in self._lookup.select(query) if row["e"].is_iri]

    def _matters(self, event: str) -> bool:
        """Whether more is known of an event than that it was: something considered, resolved or ordered."""
        return bool(
            self._lookup.objects(event, LG + "considers")
            or self._subjects(event, RICO + "documents")
            or self._subjects(event, RICO + "resultsOrResultedFrom")
        )

    def _meeting(self, iri: str, current: str) -> Meeting:
        resolutions = self._subjects(iri, RICO + "documents")
        directives = self._subjects(iri, RICO + "resultsOrResultedFrom")
        expressed = {
            one for resolution in resolutions for one in self._lookup.objects(resolution, RICO + "expressesOrExpressed")
        }
        return Meeting(
            thing=self._lookup.link(iri),
            performers=self._lookup.links(self._lookup.objects(iri, RICO + "isOrWasPerformedBy")),
            dates=self.dates(iri),
            considered=self._considered(iri),
            told_in=tuple(self._lookup.short_link(one) for one in self._subjects(iri, RICO + "describesOrDescribed")),
            resolutions=tuple(self._resolution(one, current) for one in resolutions),
            directives=self._items([one for one in directives if one not in expressed], current),
            current=iri == current,
        )

    def dates(self, iri: str) -> tuple[DateLine, ...]:
        """Give the dates of an event."""
        return tuple(
            self._lookup.date(node, role=DATE_ROLES[role])
            for role, property_ in _DATES
            for node in self._lookup.objects(iri, property_)
        )

    def _considered(self, iri: str) -> tuple[Party, ...]:
        query = f"SELECT ?d ?g WHERE {{ GRAPH ?g {{ <{iri}> <{LG}considers> ?d }} }} ORDER BY ?d ?g"
        rows = self._lookup.select(query)
        return tuple(
            Party(self._lookup.link(row["d"].value), BASIS_OF_KIND[self._lookup.graph_kind(row["g"].value)])
            for row in rows
            if row["d"].is_iri
        )

    def _resolution(self, iri: str, current: str) -> Resolution:
        flaws = self._flaws(iri)
        return Resolution(
            thing=self._lookup.link(iri),
            form=self._lookup.concept(iri, RICO + "hasDocumentaryFormType") or "Document",
            omission="editorial-omission" in flaws,
            breaks_off="ends-abruptly" in flaws,
            directives=self._items(self._lookup.objects(iri, RICO + "expressesOrExpressed"), current),
            current=iri == current,
        )

    def _items(self, iris: Sequence[str], current: str, *, depth: int = 0) -> tuple[DirectiveItem, ...]:
        self._lookup.describe(iris)
        directives = [one for one in iris if LG + "Directive" in self._lookup.objects(one, RDF + "type")]
        conveyed = {inner for one in directives for inner in self._lookup.objects(one, LG + "conveys")}
        ordered = sorted((self._position(one), one) for one in directives if depth or one not in conveyed)
        return tuple(self._item(one, current, depth) for _, one in ordered)

    def _item(self, iri: str, current: str, depth: int) -> DirectiveItem:
        look = self._lookup
        letter = look.literal(iri, RICO + "identifier")
        flaws = self._flaws(iri)
        inner = look.objects(iri, LG + "conveys") if depth < _DEEPEST else []
        return DirectiveItem(
            thing=look.link(iri),
            letter=letter.text if letter else "",
            title=look.literal(iri, RICO + "title"),
            text=look.literal(iri, SCHEMA + "text"),
            issuers=look.links(look.objects(iri, RICO + "issuedBy")),
            executors=look.links(look.objects(iri, LG + "hasExecutor")),
            recipients=look.links(look.objects(iri, LG + "hasOnwardRecipient")),
            on_behalf_of=look.links(look.objects(iri, LG + "onBehalfOf")),
            concerns=look.links(look.objects(iri, LG + "concerns")),
            conveys=self._items(inner, current, depth=depth + 1),
            omission="editorial-omission" in flaws,
            breaks_off="ends-abruptly" in flaws,
            current=iri == current,
        )

    def _position(self, iri: str) -> int:
        position = self._lookup.literal(iri, SCHEMA + "position")
        return int(position.text) if position is not None and position.text.isdecimal() else 0

    def _flaws(self, iri: str) -> set[str]:
        return {one.removeprefix(LGV) for one in self._lookup.objects(iri, LG + "completeness")}

    def _subjects(self, iri: str, property_: str) -> list[str]:
        query = f"SELECT DISTINCT ?s WHERE {{ ?s <{property_}> <{iri}> }} ORDER BY ?s LIMIT 100"
        return _iris(row["s"].value for row in self._lookup.select(query))


def _iris(values: Iterable[str]) -> list[str]:
    return [value for value in values if ":" in value]
