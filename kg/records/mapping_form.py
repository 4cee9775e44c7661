"""The mapping record: a `DocumentRecord` as the JSON value that ``mappings/*.yaml`` read.

RML-Core cannot reach a parent from a nested iterator, so every value inside a list carries ``doc`` (the letter's key)
and ``doc_label``, and, where it stands inside something that has an identity, ``of``. What is absent is left out:
there is no ``null``, no empty text and no empty list. The form adds no statement of its own; it only regroups (entities
by kind, dates by role, what is inferred apart from what is stated) and derives labels, see `kg.records.labels`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum

from kg.records import labels
from kg.records.agent import EntityKind, NamedEntity, Party
from kg.records.archival_unit import Instantiation
from kg.records.date import DateRecord
from kg.records.document import Document, DocumentRecord
from kg.records.evidence import Evidence, evidence_of
from kg.records.locator import Basis
from kg.records.reference import EntityType, Reference

type_of_list: Mapping[str, EntityType] = {
    "instantiations": EntityType.INST,
    "units": EntityType.RECORDSET,
    "signatures": EntityType.RELATION,
    "notes": EntityType.DOC,
    "events": EntityType.EVENT,
    "directives": EntityType.PRESCRIPTION,
    "demands": EntityType.PRESCRIPTION,
    "citations": EntityType.WORK,
    "office_holdings": EntityType.RELATION,
    "memberships": EntityType.RELATION,
    "inferred_memberships": EntityType.RELATION,
}
"""The type of the IRIs of the items of a list; items with a ``reference`` say it themselves."""

_LIST_OF_ENTITY = {
    EntityKind.PERSON: "persons",
    EntityKind.CORPORATE_BODY: "corporate_bodies",
    EntityKind.GROUP: "groups",
    EntityKind.POSITION: "positions",
    EntityKind.PLACE: "places",
}

_NAME_OF_REFERENCE = {
    "performers": "agent",
    "participants": "agent",
    "issuers": "agent",
    "executors": "agent",
    "onward_recipients": "agent",
    "on_behalf_of": "agent",
    "proposed_by": "agent",
    "proposed_to": "agent",
    "places": "place",
    "concerns": "entity",
    "alternatives": "other",
    "considered": "document",
    "associated": "document",
    "capacities": "capacity",
}
"""Items of a list of references are objects with one member, so that they can carry their parent."""

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None
_Members = dict[str, object]


def mapping_record(record: DocumentRecord) -> dict[str, object]:
    """Turn a record into the JSON value that the mappings read.

    Args:
        record: what one source says about one letter.

    Returns:
        A dictionary of dictionaries, lists, texts, integers and booleans; the members are described in
        ``docs/reference/record.md``. Equal records give equal values, in the same order.
    """
    label = labels.of_document(record.main)
    form: _Members = {
        "doc": record.key,
        "doc_label": label,
        "language": record.language,
        "collection": record.collection,
        "snapshot": _value(record.snapshot),
        "edition": _edition(record),
        "entry": {
            "key": f"{record.key}-entry",
            "locator": _value(record.main.heading_locator or record.main.locator),
        },
        "documents": [_document(document, record) for document in (record.main, *record.other_documents)],
        "instantiations": [_instantiation(copy, label) for copy in record.instantiations],
        "units": _units(record),
        "signatures": _labelled(record.signatures, lambda one: labels.of_signature(one, label)),
        "notes": _labelled(record.notes, lambda one: labels.of_note(one, label)),
        "mentions": _value(record.mentions),
        "events": [_event(event) for event in record.events],
        "directives": _labelled(record.directives, labels.of_directive),
        "demands": _labelled(record.demands, labels.of_demand),
        "citations": _labelled(record.citations, labels.of_citation),
        **_relations(record),
        "parts": _value(record.parts),
        "equations": _value(record.equations),
        "form_claims": _value(record.form_claims),
        "annotations": [_annotation(one, record, label) for one in evidence_of(record)],
    }
    for kind, name in _LIST_OF_ENTITY.items():
        form[name] = [_entity(one) for one in record.entities if one.kind is kind]
    form = {name: value for name, value in form.items() if value not in (None, "", [], {})}
    for name, value in form.items():
        _stamp(value, name, {"doc": record.key, "doc_label": label, "language": record.language}, None)
    return form


def _relations(record: DocumentRecord) -> _Members:
    def labelled(relations: Sequence[object]) -> list[object]:
        return _labelled(relations, lambda one: labels.of_relation(one, record))

    return {
        "office_holdings": labelled(record.office_holdings),
        "memberships": labelled([one for one in record.memberships if one.basis is not Basis.INFERRED]),
        "inferred_memberships": labelled([one for one in record.memberships if one.basis is Basis.INFERRED]),
    }


def _value(value: object, name: str = "") -> object:
    """Turn a record value into JSON; what is absent becomes ``None`` and is left out by the caller."""
    if isinstance(value, Reference):
        return {"type": value.type.value, "key": value.key}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [_item(item, name) for item in value]
    if is_dataclass(value):
        return _members(value)
    return value


def _members(value: object) -> _Members:
    members: _Members = {}
    for field in fields(value):  # type: ignore[arg-type] # only called for dataclass instances
        member = _value(getattr(value, field.name), field.name)
        if member is not False and member not in (None, "", []):
            members[field.name] = member
    return members


def _item(item: object, name: str) -> object:
    if isinstance(item, Reference):
        return {_NAME_OF_REFERENCE.get(name, "entity"): _value(item)}
    if isinstance(item, str):
        return {"value": item}
    return _value(item, name)


def _labelled(items: Sequence[object], label: labels.Labeller) -> list[object]:
    return [_members(item) | {"label": label(item)} for item in items]


def _document(document: Document, record: DocumentRecord) -> _Members:
    members = _members(document)
    members["label"] = labels.of_document(document)
    if document is record.main:
        members["main"] = True
        members["units"] = [{"key": key} for key in _deepest_units(record)]
    _split(members, "senders", document.senders)
    _split(members, "addressees", document.addressees)
    if document.dates:
        members["dates"] = _dates(document.dates, labels.of_document(document))
    return {name: value for name, value in members.items() if value != []}


def _split(members: _Members, name: str, parties: Sequence[Party]) -> None:
    members[name] = [_members(one) for one in parties if one.basis is not Basis.INFERRED]
    members[f"inferred_{name}"] = [_members(one) for one in parties if one.basis is Basis.INFERRED]


def _dates(dates: Sequence[DateRecord], label: str) -> dict[str, list[_Members]]:
    by_role: dict[str, list[_Members]] = {}
    for date in dates:
        members = _members(date) | {"label": labels.of_date(date, label)}
        if date.bounds_basis is Basis.INFERRED:
            for name in ("edtf", "earliest", "latest"):
                if name in members:
                    members[f"inferred_{name}"] = members.pop(name)
        by_role.setdefault(date.role.value, []).append(members)
    return by_role


def _event(event: object) -> _Members:
    members = _members(event)
    dates: Sequence[DateRecord] = event.dates  # type: ignore[attr-defined] # an Event
    name = str(members["name"])
    members["label"] = labels.of_event(event)
    if dates:
        members["dates"] = _dates(dates, name)
    if "activity_type" not in members:
        members["told"] = True
        # Only a rico:Activity is performed; of what is merely told of, everybody named takes part.
        taking_part = [*_list(members.pop("performers", [])), *_list(members.pop("participants", []))]
        if taking_part:
            members["participants"] = taking_part
    return members


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _instantiation(copy: Instantiation, label: str) -> _Members:
    members = _members(copy) | {"label": labels.of_instantiation(copy, label)}
    if copy.reference is not None:
        members["locator"] = _value(copy.reference.locator)
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


def _deepest_units(record: DocumentRecord) -> list[str]:
    deepest = [units[-1][0] for copy in record.instantiations if (units := unit_keys(copy))]
    return sorted(set(deepest))


def _units(record: DocumentRecord) -> list[_Members]:
    units: dict[str, _Members] = {}
    for copy in record.instantiations:
        parent: str | None = None
        for key, level, identifier in unit_keys(copy):
            assert copy.reference is not None  # noqa: S101 - unit_keys is empty without one; said for the type checker
            members: _Members = {
                "key": key,
                "level": level,
                "identifier": identifier,
                "label": labels.of_unit(copy.reference, level),
                "locator": _value(copy.reference.locator),
            }
            if parent is None:
                members["holder"] = _value(copy.reference.holder)
            else:
                members["parent"] = {"key": parent}
            units.setdefault(key, members)
            parent = key
    return list(units.values())


def _entity(entity: NamedEntity) -> _Members:
    members = _members(entity)
    if entity.basis is Basis.UNRESOLVED and entity.names:
        members["label"] = entity.names[0].text
        members["label_language"] = entity.names[0].language
    return members


def _edition(record: DocumentRecord) -> _Members | None:
    if record.edition is None:
        return None
    members = _members(record.edition)
    members.pop("span", None)
    if record.edition.span is not None:
        first, last = record.edition.span
        members["span"] = {
            "key": f"{record.edition.key}-span",
            "expressed": f"{first}-{last}",
            "edtf": f"{first}/{last}",
            "earliest": f"{first}-01-01",
            "latest": f"{last}-12-31",
            "label": f"Span of {record.edition.title}",
        }
    return members


def _annotation(one: Evidence, record: DocumentRecord, label: str) -> _Members:
    members = _members(one)
    locator = members.pop("locator")
    assert isinstance(locator, dict)  # noqa: S101 - a Locator is never empty; said for the type checker
    members["label"] = f"{one.label} ({label})"
    members["snapshot"] = record.snapshot.key
    for name in ("exact", "prefix", "suffix", "start", "end", "line", "column"):
        if name in locator:
            members[name] = locator[name]
    return members


def _stamp(value: object, name: str, parent: Mapping[str, object], of: object) -> None:
    """Give every object inside a list the letter's key and label and the identity that it stands in."""
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                for key, stamp in parent.items():
                    item.setdefault(key, stamp)
                if of is not None:
                    item.setdefault("of", of)
                _stamp_members(item, name, parent, of)
    elif isinstance(value, dict) and {"type", "key"} != value.keys():
        _stamp_members(value, name, parent, of)


def _stamp_members(item: _Members, name: str, parent: Mapping[str, object], of: object) -> None:
    identity = _identity(item, name) or of
    for member_name, member in list(item.items()):
        if member_name not in ("of", "reference"):
            _stamp(member, member_name, parent, identity)


def _identity(item: Mapping[str, object], name: str) -> object:
    if name == "edition":
        return {"type": EntityType.WORK.value, "key": item["key"]}
    reference = item.get("reference")
    if isinstance(reference, dict) and reference.keys() == {"type", "key"}:
        return reference
    if name in type_of_list:
        return {"type": type_of_list[name].value, "key": item["key"]}
    return None
