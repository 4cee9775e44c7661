"""Documents, events and their dates, places, parties and links in the mapping record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.records import labels
from kg.records.agent import Party
from kg.records.certainty import Certainty
from kg.records.date import DateRecord, Precision
from kg.records.document import Document, DocumentPlace, DocumentRecord, LetterLink, PlaceOfWriting, PlaceRole
from kg.records.event import Event
from kg.records.evidence_pieces import list_of_party
from kg.records.form_copies import deepest_units
from kg.records.form_values import Members, members_of, value_of
from kg.records.iris import address_iri
from kg.records.locator import Basis
from kg.records.reference import Reference

_ACTIVITY_AT = {PlaceRole.SENT: "sending", PlaceRole.RECEIVED: "receiving"}
"""Concepts of ``ontology/concepts/activity-types.ttl``."""


_REGROUPED = frozenset({"senders", "addressees", "dates", "places", "links", "parts", "pages", "addresses"})
"""Fields of a document that its form has otherwise."""


def document_form(document: Document, record: DocumentRecord, label: labels.Label) -> Members:
    """Give the members of one document; pages and addresses of the main one stand on the entry, see `entry_form`."""
    members = members_of(document, _REGROUPED)
    members |= {"label": label.text, "label_language": label.language}
    if document is record.main:
        members["main"] = True
        members["units"] = [{"key": key} for key in deepest_units(record)]
    for role, parties in (("sender", document.senders), ("addressee", document.addressees)):
        for party in parties:
            _append(members, list_of_party(party, role), members_of(party))
    members |= _regrouped(document, label.text)
    if document is not record.main:
        members["addresses"] = addresses(document)
    return {name: value for name, value in members.items() if value not in ([], {})}


def _regrouped(document: Document, label: str) -> Members:
    return {
        "dates": dates_form(document.dates, label),
        "places": _by_role(document.places),
        "links": _by_kind(document.links),
        # Lists, not objects: a text of many parts would carry the letter's label with each.
        "parts": [[part.kind, part.start, part.end] for part in document.parts],
    }


def _append(members: Members, name: str, item: object) -> None:
    items = members.setdefault(name, [])
    assert isinstance(items, list)  # noqa: S101 - made here; said for the type checker
    items.append(item)


def _by_role(places: Sequence[DocumentPlace]) -> Members:
    by_role: Members = {}
    for place in places:
        _append(by_role, place.role.value, members_of(place))
    return by_role


def _by_kind(links: Sequence[LetterLink]) -> Members:
    by_kind: Members = {}
    for link in links:
        _append(by_kind, link.kind.value.replace("-", "_"), members_of(link))
    return by_kind


def addresses(document: Document) -> list[Members]:
    """List where a document stands on the web; what is no IRI is left out."""
    return [{"value": iri} for address in document.addresses if (iri := address_iri(address)) is not None]


def entry_form(record: DocumentRecord) -> Members:
    """Give the letter's entry in the edition: its key, pages and addresses."""
    main = record.main
    members: Members = {
        "key": f"{record.key}-entry",
        "locator": value_of(main.heading_locator or main.locator),
        "pages": main.pages,
        "addresses": addresses(main),
    }
    return {name: value for name, value in members.items() if value not in (None, [])}


def dates_form(dates: Sequence[DateRecord], label: str) -> Members:
    """Group dates by role; bounds by our convention get names of their own, for they leave the stated graph."""
    by_role: Members = {}
    for date in dates:
        members = members_of(date) | {"label": labels.of_date(date, label)}
        if date.bounds_basis is Basis.INFERRED:
            # A season has a normal form of its own; only its days are our convention.
            own = date.precision is Precision.SEASON or date.expressed == date.edtf
            for name in ("earliest", "latest") if own else ("edtf", "earliest", "latest"):
                if name in members:
                    members[f"inferred_{name}"] = members.pop(name)
        _append(by_role, date.role.value, members)
    return by_role


def event_form(event: Event) -> Members:
    """Give the members of one event; of what is only told, everybody named takes part."""
    members = members_of(event) | {"label": labels.of_event(event)}
    if event.dates:
        members["dates"] = dates_form(event.dates, event.name)
    if event.activity_type is None:
        members["told"] = True
        # Only a rico:Activity is performed.
        taking_part = [*_list(members.pop("performers", [])), *_list(members.pop("participants", []))]
        if taking_part:
            members["participants"] = taking_part
    return members


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def reservations_form(
    named_documents: Sequence[tuple[Document, labels.Label]], names: labels.Names
) -> Mapping[str, list[Members]]:
    """List what the source reserves of parties and places: each has a relation node that says how certain it is.

    Of several that the source leaves open (``A or B``) none is *the* sender; that says `lg:hasPossibleSender` alone.
    """
    found: dict[str, list[Members]] = {"reserved_parties": [], "reserved_places": []}
    for document, (label, _) in named_documents:
        for role, parties in (("sender", document.senders), ("addressee", document.addressees)):
            for party in parties:
                if _is_reserved(party):
                    key = f"{document.reference.key}-{role}{party.order}"
                    found["reserved_parties"].append(
                        _reservation(key, document, party.agent, role, party.certainty)
                        | {"label": labels.of_reservation(_name(party.agent, names), role, label)}
                    )
        for key, role, place in _places(document):
            if place.certainty:
                found["reserved_places"].append(
                    _reservation(key, document, place.place, role, place.certainty)
                    | {
                        "label": labels.of_reservation(
                            _name(place.place, names), f"place of {role}".replace("receiving", "arrival"), label
                        )
                    }
                )
    return found


def _is_reserved(party: Party) -> bool:
    left_open = Certainty.ALTERNATIVE in party.certainty
    return bool(party.certainty) and not left_open and party.basis is not Basis.INFERRED


def _reservation(
    key: str, document: Document, target: Reference, role: str, certainty: tuple[Certainty, ...]
) -> Members:
    return {
        "key": key,
        "document": value_of(document.reference),
        "target": value_of(target),
        "role": role,
        "certainty": value_of(certainty),
    }


def _name(reference: Reference, names: labels.Names) -> str:
    return names.get(reference, reference.key)


def _places(document: Document) -> Iterator[tuple[str, str, PlaceOfWriting | DocumentPlace]]:
    key = document.reference.key
    for index, written in enumerate(document.places_of_writing):
        yield f"{key}-place{index + 1}", "writing", written
    counts: dict[PlaceRole, int] = {}
    for place in document.places:
        counts[place.role] = counts.get(place.role, 0) + 1
        yield f"{key}-place-{place.role}{counts[place.role]}", _ACTIVITY_AT[place.role], place
