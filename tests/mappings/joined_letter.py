"""One invented letter that two editions print: they disagree in the date, and the second has a note of its own."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from kg.records.document import DocumentRecord
from kg.records.joined_letters import JoinedDocument, JoinedLetters
from tests.mappings.index_letter import concise_letter, index_letter

FIRST, SECOND = "kv-7", "rv-7"
WHY = "One letter by decision of M. Lind, 2026-02-03: Same day, same parties."
JOINED = JoinedLetters(
    MappingProxyType({FIRST: JoinedDocument(FIRST, True, WHY), SECOND: JoinedDocument(FIRST, False, WHY)})
)


def unjoined() -> tuple[DocumentRecord, DocumentRecord]:
    return index_letter(), renamed(concise_letter(), SECOND)


def witnesses() -> tuple[DocumentRecord, DocumentRecord]:
    first, second = unjoined()
    return JOINED.enter(first), JOINED.enter(second)


def renamed(record: DocumentRecord, key: str) -> DocumentRecord:
    """Give a letter another key, in everything whose key begins with its own."""
    renewed = _renamed(record, record.key, key)
    assert isinstance(renewed, DocumentRecord)
    return renewed


def _renamed(value: object, old: str, new: str) -> object:
    if isinstance(value, tuple):
        return tuple(_renamed(item, old, new) for item in value)
    if isinstance(value, str):
        return new + value[len(old) :] if value == old or value.startswith(f"{old}-") else value
    fields = getattr(value, "__dataclass_fields__", None)
    if fields is None:
        return value
    return replace(value, **{name: _renamed(getattr(value, name), old, new) for name in fields})  # type: ignore[type-var]
