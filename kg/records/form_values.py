"""Values of a record as JSON: what every part of the mapping record is made with."""

from __future__ import annotations

import datetime
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

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


_ABSENT: tuple[object, ...] = (None, "", [])


def value_of(value: object, name: str = "") -> object:
    """Turn a record value into JSON; what is absent becomes ``None`` and is left out by the caller."""
    kind = type(value)
    if value is None or kind in (str, int, bool):  # most of them, and as they are
        return value
    if isinstance(value, Reference):
        return {"type": value.type.value, "key": value.key}
    if isinstance(value, (tuple, list)):
        return [_item(item, name) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime.date):
        return value.isoformat()
    return members_of(value) if is_dataclass(value) else value


def members_of(value: object) -> Members:
    """Turn a dataclass instance into an object; members that are absent, empty or ``False`` are left out."""
    members: Members = {}
    kind: Any = type(value)
    for name in _fields_of(kind):
        given = getattr(value, name)
        if given is None or given is False or given == ():
            continue
        member = value_of(given, name)
        if member not in _ABSENT:
            members[name] = member
    return members


@cache
def _fields_of(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _item(item: object, name: str) -> object:
    if isinstance(item, Reference):
        return {_NAME_OF_REFERENCE.get(name, "entity"): value_of(item)}
    if isinstance(item, str):
        return {"value": value_of(item)}
    return value_of(item, name)
