"""Where names stand, and what a register of the source says of an entity: see `kg.records.evidence`."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kg.records.agent import NamedEntity
from kg.records.document import DocumentRecord
from kg.records.evidence_pieces import Evidence, Span, describe, identify, of_dates, span

_LIST_OF_ENTITY = {
    "person": "persons",
    "corporate-body": "corporate_bodies",
    "group": "groups",
    "position": "positions",
    "place": "places",
}


def of_entities(record: DocumentRecord, annotated: Collection[Span]) -> Iterator[Evidence]:
    counts: dict[str, int] = {}
    bodies = {body for body, *_ in annotated}
    for entity in record.entities:
        name = _LIST_OF_ENTITY[entity.kind.value]
        index = counts.get(name, 0)
        counts[name] = index + 1
        reference = entity.reference
        key = f"{record.key}-{reference.type.value}-{reference.key.removeprefix(f'{record.key}-')}"
        field = f"$.{name}[{index}]"
        for number, printed in enumerate(entity.names, start=1):
            one = identify(
                f"{key}-name{number}",
                f"“{printed.text}”",
                reference,
                printed.locator,
                f"{field}.names[{number - 1}]",
                entity.basis,
            )
            if span(one) not in annotated:
                yield one
        if reference not in bodies:
            yield from _of_references(entity, key, field)
        yield from _of_description(record, entity, key, field)


def _of_references(entity: NamedEntity, key: str, field: str) -> Iterator[Evidence]:
    for number, link in enumerate(entity.links, start=1):
        place = f"{field}.links[{number - 1}]"
        yield identify(f"{key}-link{number}", "Reference to a register", entity.reference, link.locator, place)


def _of_description(record: DocumentRecord, entity: NamedEntity, key: str, field: str) -> Iterator[Evidence]:
    """Annotate what a register of the source says of an entity."""
    yield from of_dates(entity.dates, field, scope=f"{record.key}-")
    for number, occupation in enumerate(entity.occupations, start=1):
        place = f"{field}.occupations[{number - 1}]"
        yield describe(f"{key}-occupation{number}", "Occupation", entity.reference, occupation.locator, place)
    if entity.coordinates is not None:
        place = f"{field}.coordinates"
        yield describe(f"{key}-coordinates", "Coordinates", entity.reference, entity.coordinates.locator, place)
