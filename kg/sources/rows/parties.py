"""Senders, addressees and places of a row, and what else it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.records.agent import EntityKind, Mention, Party, PrintedName
from kg.records.certainty import Certainty
from kg.records.document import DocumentPlace, PlaceRole
from kg.records.reference import Reference
from kg.sources.entities import EntityBook, PrintedReference
from kg.sources.rows.pairing import Pair, pairs
from kg.sources.rows.reservations import certainty_of
from kg.sources.rows.row import Given, Row


@dataclass(frozen=True, slots=True)
class Naming:
    """How a table prints names."""

    language: str
    name_order: str


@dataclass(frozen=True, slots=True)
class _Entered:
    reference: Reference
    given: Given
    certainty: tuple[Certainty, ...]


def read_parties(row: Row, role: str, book: EntityBook, naming: Naming) -> tuple[Party, ...]:
    """Read the senders or addressees: persons first, then bodies, each in the order of its cell.

    Somebody who stands there twice is one party.
    """
    reserved = certainty_of(row, f"{role}_certainty")
    parties: dict[Reference, Party] = {}
    for name, kind in ((role, EntityKind.PERSON), (f"{role}_org", EntityKind.CORPORATE_BODY)):
        for one in _entered(row, name, kind, book, naming, unknown=f"{role}-unknown"):
            certainty = tuple(dict.fromkeys((*one.certainty, *reserved)))
            party = Party(one.reference, len(parties) + 1, one.given.locator, one.given.basis, certainty)
            parties.setdefault(one.reference, party)
    return tuple(parties.values())


def read_places(row: Row, book: EntityBook, naming: Naming) -> tuple[DocumentPlace, ...]:
    """Read where the letter was sent from and where it arrived."""
    places: dict[tuple[Reference, PlaceRole], DocumentPlace] = {}
    for who, role in (("sender", PlaceRole.SENT), ("addressee", PlaceRole.RECEIVED)):
        reserved = certainty_of(row, f"{who}_place_certainty")
        for one in _entered(row, f"{who}_place", EntityKind.PLACE, book, naming, unknown="place-unknown"):
            certainty = tuple(dict.fromkeys((*one.certainty, *reserved)))
            place = DocumentPlace(one.reference, role, one.given.locator, certainty)
            places.setdefault((one.reference, role), place)
    return tuple(places.values())


def read_mentions(row: Row, document: Reference, book: EntityBook, naming: Naming) -> tuple[Mention, ...]:
    """Read the persons, bodies and places that the letter mentions."""
    mentions: dict[Reference, Mention] = {}
    kinds = (("person", EntityKind.PERSON), ("org", EntityKind.CORPORATE_BODY), ("place", EntityKind.PLACE))
    for role, kind in kinds:
        for one in _entered(row, role, kind, book, naming, unknown="mention-unknown"):
            mentions.setdefault(one.reference, Mention(document, one.reference, one.given.locator))
    return tuple(mentions.values())


def read_holder(row: Row, book: EntityBook, naming: Naming) -> Reference | None:
    """Read who holds the original."""
    held = _entered(row, "repository", EntityKind.CORPORATE_BODY, book, naming, unknown="repository-unknown")
    return next((one.reference for one in held), None)


def _entered(
    row: Row, role: str, kind: EntityKind, book: EntityBook, naming: Naming, *, unknown: str
) -> Iterator[_Entered]:
    for pair in pairs(row, role, language=naming.language, name_order=naming.name_order):
        given = pair.name or pair.reference
        assert given is not None  # noqa: S101 - a pair has one of them; said for the type checker
        reference = _enter(pair, kind, book, naming)
        certainty = () if pair.reading is None else pair.reading.certainty
        if reference is not None:
            yield _Entered(reference, given, certainty)
        elif pair.name is not None and pair.reading is None:
            what = f"“{pair.name.text[:80]}” says that it is not known ({role})."
            row.note(unknown, what, "Nothing is to be done, if so it is.", given.locator, severity="information")
        if pair.reading is not None and pair.reading.and_others:
            what = f"“{given.text[:80]}” speaks of further persons, who are not named."
            row.note("others-not-named", what, "Name them if they are known.", given.locator, severity="information")


def _enter(pair: Pair, kind: EntityKind, book: EntityBook, naming: Naming) -> Reference | None:
    names = []
    certainty: tuple[Certainty, ...] = ()
    if pair.name is not None and pair.reading is not None:
        names.append(PrintedName(pair.reading.text, naming.language, pair.name.locator))
        certainty = pair.reading.certainty
        if kind is EntityKind.PERSON and pair.reading.kind_hint is not None:
            kind = pair.reading.kind_hint
    references = []
    if pair.reference is not None:
        references.append(PrintedReference(pair.reference.text, pair.reference.locator))
    return book.enter(kind, names, references, certainty=certainty)
