"""Where a letter was sent from and to, by which way, between which others it stands, and where it is printed."""

from __future__ import annotations

from collections.abc import Iterator

from kg.publication.pages.letters import Json, elements, members
from kg.publication.pages.lookup import Lookup
from kg.publication.pages.models import DateLine, Neighbour, Printed, Way, Where
from kg.publication.pages.words import CERTAINTY, DATE_ROLES, WAYS

_LINKS = {
    "reply_to": "Reply to",
    "previous": "Before it",
    "next": "After it",
    "related": "See also",
}


def certainty_words(value: Json) -> str:
    """Say what the source reserves of a party or place; empty where it reserves nothing."""
    names = [str(one.get("value")) for one in elements(value.get("certainty"))]
    return ", ".join(CERTAINTY.get(name, name) for name in names)


class Ways:
    """Read them from the record of a letter."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    def places(self, document: Json) -> Iterator[Where]:
        """List places of writing, sending and arrival, in this order."""
        by_role = members(document.get("places"))
        for role, group in (
            ("Written at", document.get("places_of_writing")),
            ("Sent from", by_role.get("sent")),
            ("Received at", by_role.get("received")),
        ):
            for one in elements(group):
                yield Where(role, self._lookup.link(self._iri(one.get("place"))), certainty_words(one))

    def stages(self, record: Json, key: str) -> Iterator[Way]:
        """List what befell a document on its way, in the order of the source."""
        for event in elements(record.get("events")):
            if key not in [members(one.get("document")).get("key") for one in elements(event.get("affects"))]:
                continue
            yield Way(
                kind=WAYS.get(str(event.get("activity_type")), "On its way"),
                thing=self._lookup.link(self._lookup.thing("event", str(event["key"]))),
                who=self._lookup.links(self._iri(one.get("agent")) for one in self._taking_part(event)),
                places=self._lookup.links(self._iri(one.get("place")) for one in elements(event.get("places"))),
                dates=tuple(self._dates(event)),
            )

    def _taking_part(self, event: Json) -> list[Json]:
        return [*elements(event.get("performers")), *elements(event.get("participants"))]

    def _dates(self, event: Json) -> Iterator[DateLine]:
        by_role = members(event.get("dates"))
        for role, words in DATE_ROLES.items():
            for date in elements(by_role.get(role)):
                yield self._lookup.date(self._lookup.thing("date", str(date["key"])), role=words)

    def neighbours(self, record: Json, document: Json) -> Iterator[Neighbour]:
        """List the letters that the source sets before, after and beside this one, and what was enclosed."""
        by_kind = members(document.get("links"))
        for kind, words in _LINKS.items():
            for one in elements(by_kind.get(kind)):
                target = one.get("target")
                link = self._lookup.link(self._iri(target)) if target is not None else None
                yield Neighbour(words, link, str(one.get("as_printed", "")))
        if "enclosed_in" in document:
            yield Neighbour("Enclosed with", self._lookup.link(self._iri(document["enclosed_in"])))
        key = members(document.get("reference")).get("key")
        for other in elements(record.get("documents")):
            if members(other.get("enclosed_in")).get("key") == key:
                yield Neighbour("Enclosed", self._lookup.link(self._iri(other.get("reference"))))

    def printed(self, record: Json) -> Printed | None:
        """Say where the letter is printed; ``None`` where its source says nothing of it."""
        edition, entry = members(record.get("edition")), members(record.get("entry"))
        addresses = tuple(str(one.get("value")) for one in elements(entry.get("addresses")))
        if not edition and not addresses:
            return None
        return Printed(
            edition=self._lookup.link(self._lookup.thing("work", str(edition["key"]))) if edition else None,
            section=str(edition.get("section", "")),
            pages=str(entry.get("pages", "")),
            addresses=addresses,
            licence=str(edition.get("licence") or edition.get("licence_words") or ""),
        )

    def _iri(self, reference: object) -> str:
        value = members(reference)
        return self._lookup.thing(str(value.get("type")), str(value.get("key")))
