"""Values of a record as JSON: what every part of the mapping record is made with."""

from __future__ import annotations

import datetime
from dataclasses import fields, is_dataclass
from enum import Enum

from kg.records.reference import Reference

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
    "affects": "document",
}
"""Items of a list of references are objects with one member, so that they can carry their parent."""

Members = dict[str, object]


def value_of(value: object, name: str = "") -> object:
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
        return members_of(value)
    return value


def members_of(value: object) -> Members:
    members: Members = {}
    for field in fields(value):  # type: ignore[arg-type] # only called for dataclass instances
        member = value_of(getattr(value, field.name), field.name)
        if member is not False and member not in (None, "", []):
            members[field.name] = member
    return members


def _item(item: object, name: str) -> object:
    if isinstance(item, Reference):
        return {_NAME_OF_REFERENCE.get(name, "entity"): value_of(item)}
    if isinstance(item, str):
        return {"value": value_of(item)}
    return value_of(item, name)
