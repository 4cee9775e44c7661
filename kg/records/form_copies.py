"""Copies of a document and their shelf marks in the mapping record."""

from __future__ import annotations

from kg.records import labels
from kg.records.archival_unit import Instantiation
from kg.records.document import DocumentRecord
from kg.records.form_values import Members, members_of, value_of


def instantiation_form(copy: Instantiation, label: str) -> Members:
    members = members_of(copy) | {"label": labels.of_instantiation(copy, label)}
    if copy.reference is not None:
        members["locator"] = value_of(copy.reference.locator)
        units = unit_keys(copy)
        if units:
            members["unit"] = {"key": units[-1][0]}
    return members


def unit_keys(copy: Instantiation) -> list[tuple[str, str, str]]:
    """List fonds, inventory and file of a shelf mark from the top: key, level, identifier as printed."""
    reference = copy.reference
    if reference is None or reference.holder is None:
        return []
    key = reference.holder.key
    units = []
    for level, letter, identifier in (
        ("fonds", "f", reference.fonds),
        ("inventory", "op", reference.inventory),
        ("file", "d", reference.file),
    ):
        if identifier is None:
            break
        key = f"{key}-{letter}{labels.slug(identifier)}"
        units.append((key, level, identifier))
    return units


def deepest_units(record: DocumentRecord) -> list[str]:
    deepest = [units[-1][0] for copy in record.instantiations if (units := unit_keys(copy))]
    return sorted(set(deepest))


def unit_forms(record: DocumentRecord) -> list[Members]:
    units: dict[str, Members] = {}
    for copy in record.instantiations:
        parent: str | None = None
        for key, level, identifier in unit_keys(copy):
            assert copy.reference is not None  # noqa: S101 - unit_keys is empty without one; said for the type checker
            members: Members = {
                "key": key,
                "level": level,
                "identifier": identifier,
                "label": labels.of_unit(copy.reference, level),
                "locator": value_of(copy.reference.locator),
            }
            if parent is None:
                members["holder"] = value_of(copy.reference.holder)
            else:
                members["parent"] = {"key": parent}
            units.setdefault(key, members)
            parent = key
    return list(units.values())
