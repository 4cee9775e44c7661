"""One annotation of the evidence, and those that documents, events and entities share: see `kg.records.evidence`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.records.agent import Party
from kg.records.certainty import Certainty
from kg.records.date import DateRecord
from kg.records.locator import Basis, Locator
from kg.records.reference import EntityType, Reference


@dataclass(frozen=True, slots=True)
class Evidence:
    """One annotation: the words at ``locator`` speak of ``body``.

    ``key`` is unique within the collection and starts with the letter's key. ``field`` is the JSONPath of the element
    of the mapping record that was read from these words, e.g. ``$.signatures[1]``. A form claim has a ``concept``
    (of the documentary forms) in place of a body and says with ``about`` which document it speaks of.
    """

    key: str
    label: str
    motivation: str
    basis: Basis
    locator: Locator
    field: str
    body: Reference | None = None
    concept: str | None = None
    about: Reference | None = None
    certainty: tuple[Certainty, ...] = ()
    """What the source reserves of a party or place."""
    order: int | None = None
    """Of a sender or addressee among those of the document, from 1."""


Span = tuple[Reference | None, str, int, int]


def list_of_party(party: Party, role: str) -> str:
    """Name the list of the mapping record that holds a party: what is inferred or left open stands apart."""
    if party.basis is Basis.INFERRED:
        return f"inferred_{role}s"
    return f"possible_{role}s" if Certainty.ALTERNATIVE in party.certainty else f"{role}s"


def span(one: Evidence) -> Span:
    return one.body, one.locator.source, one.locator.start, one.locator.end


def describe(
    key: str, label: str, body: Reference, locator: Locator, field: str, basis: Basis = Basis.STATED
) -> Evidence:
    return Evidence(key, label, "describing", basis, locator, field, body=body)


def identify(
    key: str,
    label: str,
    body: Reference,
    locator: Locator,
    field: str,
    basis: Basis = Basis.STATED,
    *,
    certainty: tuple[Certainty, ...] = (),
) -> Evidence:
    return Evidence(key, label, "identifying", basis, locator, field, body=body, certainty=certainty)


def of_dates(dates: tuple[DateRecord, ...], field: str, *, scope: str = "") -> Iterator[Evidence]:
    """Annotate dates; ``scope`` goes before keys that do not begin with the letter's own."""
    counts: dict[str, int] = {}
    for date in dates:
        index = counts.get(date.role, 0)
        counts[date.role] = index + 1
        body = Reference(EntityType.DATE, date.key)
        place = f"{field}.dates.{date.role.value}[{index}]"
        yield describe(f"{scope}{date.key}-words", "Date as expressed", body, date.locator, place)
        if date.bounds_basis is Basis.INFERRED and (date.earliest or date.latest or date.edtf):
            yield describe(
                f"{scope}{date.key}-bounds", "Bounds by convention", body, date.locator, place, Basis.INFERRED
            )
