"""Where in the source a field of a mapping record was read: the nearest locator at or above the field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from kg.errors import Where

_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Place:
    """Words in a source and the record field that was read from them."""

    where: Where
    words: str | None


def place_of_field(record: Mapping[str, object], field: str) -> Place | None:
    """Find the words of a record field.

    Args:
        record: the mapping record.
        field: a concrete JSONPath, e.g. ``$.signatures[1].order``.

    Returns:
        The place of the field's own locator (``form_locator`` beside ``form``), else of the nearest element above
        that has one; ``None`` where none has.
    """
    value: object = record
    trail: list[tuple[object, str | None]] = []
    for match in _STEP.finditer(field):
        trail.append((value, match[1]))
        if match[1] is not None and isinstance(value, Mapping):
            value = value.get(match[1])
        elif match[2] is not None and isinstance(value, Sequence) and int(match[2]) < len(value):
            value = value[int(match[2])]
        else:
            break
    trail.append((value, None))
    for container, name in reversed(trail):
        locator = _locator_in(container, name)
        if locator is not None:
            return _place(locator, field)
    return None


def fields_of_nodes(record: Mapping[str, object]) -> dict[str, str]:
    """Say which element of a record describes which node.

    Returns:
        Fields by the end of the node's IRI, e.g. ``annotation/bl-1919-11-12-1-sender1`` -> ``$.annotations[3]``; the
        documents, entities and annotations of the record.
    """
    fields: dict[str, str] = {}
    for name, items in record.items():
        if not isinstance(items, Sequence) or isinstance(items, str):
            continue
        for index, item in enumerate(items):
            node = _node_of(name, item)
            if node is not None:
                fields.setdefault(node, f"$.{name}[{index}]")
    return fields


def _node_of(name: str, item: object) -> str | None:
    if not isinstance(item, Mapping):
        return None
    if name == "annotations":
        return f"annotation/{item['key']}"
    reference = item.get("reference")
    if isinstance(reference, Mapping) and reference.keys() == {"type", "key"}:
        return f"{reference['type']}/{reference['key']}"
    return None


def _locator_in(container: object, name: str | None) -> Mapping[str, object] | None:
    if not isinstance(container, Mapping):
        return None
    own = []
    if name is not None:  # "technique_locator" is that of "techniques" and of "technique_note"
        own = [f"{name}_locator", f"{name.removesuffix('_note').removesuffix('s')}_locator"]
    if name == "reference":  # the thing itself: of a document the line that names sender and addressee
        own = ["heading_locator"]
    for key in (*own, "locator"):
        locator = container.get(key)
        if isinstance(locator, Mapping):
            return locator
    names = container.get("names")
    if isinstance(names, Sequence) and names and isinstance(names[0], Mapping):
        return _locator_in(names[0], None)
    # Words that may not be shown are left out of a locator, its place is not.
    return container if "start" in container and "line" in container else None


def _place(locator: Mapping[str, object], field: str) -> Place:
    where = Where(
        cast("str | None", locator.get("source")),
        cast("int | None", locator.get("line")),
        cast("int | None", locator.get("column")),
        field,
    )
    return Place(where, cast("str | None", locator.get("exact")))
