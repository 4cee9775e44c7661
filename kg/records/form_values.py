"""Values of a record as JSON: what every part of the mapping record is made with."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
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


_Maker = Callable[[Any], Any]


def value_of(value: object, name: str = "") -> object:
    """Turn a record value into JSON; what is absent becomes ``None`` and is left out by the caller.

    Items of a tuple or list of the member ``name`` are turned into objects, so that they can carry their parent.
    """
    kind = type(value)
    if value is None or kind in _AS_THEY_ARE:  # most of them
        return value
    if kind is tuple or kind is list:
        return [_item(item, name) for item in value]  # type: ignore[attr-defined]  # it is a tuple or list
    return (_MAKERS.get(kind) or _maker_of(kind))(value)


def members_of(value: object, without: frozenset[str] = frozenset()) -> Members:
    """Turn a dataclass instance into an object; members that are absent, empty or ``False`` are left out.

    Args:
        value: e.g. a `Document`.
        without: fields that are left out, for those that the caller gives in another form.
    """
    kind: Any = type(value)
    if without:
        return _partial_maker(kind, without)(value)
    members: Members = (_MAKERS.get(kind) or _maker_of(kind))(value)
    return members


_AS_THEY_ARE = frozenset({str, int, bool})
_MAKERS: dict[type[Any], _Maker] = {}
"""How a value of a class becomes JSON, made when the class is first met."""


def _maker_of(kind: type[Any]) -> _Maker:
    make: _Maker
    if issubclass(kind, Reference):
        make = _reference
    elif issubclass(kind, Enum):
        make = attrgetter("_value_")
    elif issubclass(kind, datetime.date):
        make = kind.isoformat
    else:
        make = _members_maker(kind) if is_dataclass(kind) else _same
    _MAKERS[kind] = make
    return make


@cache
def _partial_maker(kind: type[Any], without: frozenset[str]) -> Callable[[object], Members]:
    return _members_maker(kind, without)


def _members_maker(kind: type[Any], without: frozenset[str] = frozenset()) -> _Maker:
    """Write a function of one class: a loop over names of fields took most of the time of a mapping record."""
    source = ["def make(value):", " members = {}"]
    for field in fields(kind):
        if field.name in without:
            continue
        source += [
            f" given = value.{field.name}",
            " if given.__class__ is str:",
            f"  if given: members[{field.name!r}] = given",
            " elif given.__class__ is int:",
            f"  members[{field.name!r}] = given",
            " elif given is not None and given is not False and given != ():",
            f"  member = value_of(given, {field.name!r})",
            f"  if member is not None and member != '' and member != []: members[{field.name!r}] = member",
        ]
    namespace: dict[str, Any] = {"value_of": value_of}
    exec("\n".join([*source, " return members"]), namespace)  # noqa: S102 - names of fields of our own classes
    make: _Maker = namespace["make"]
    return make


def _reference(value: Reference) -> Members:
    return {"type": value.type._value_, "key": value.key}


def _same(value: object) -> object:
    return value


def _item(item: object, name: str) -> object:
    if isinstance(item, Reference):
        return {_NAME_OF_REFERENCE.get(name, "entity"): _reference(item)}
    if isinstance(item, str):  # words of a closed list too
        return {"value": value_of(item)}
    return value_of(item, name)
