"""Every key of an authority file: the reading refuses others, docs/reference/authority-files.md is checked with it."""

from __future__ import annotations

from kg.records.agent import EntityKind

LISTS = {
    "persons": EntityKind.PERSON,
    "bodies": EntityKind.CORPORATE_BODY,
    "groups": EntityKind.GROUP,
    "positions": EntityKind.POSITION,
    "places": EntityKind.PLACE,
}
"""The lists at the top of a file and what their entries are."""

IDENTIFICATIONS = "identifications"

_COMMON = (
    "key",
    "labels",
    "names",
    "also",
    "misprints",
    "same_as",
    "exact_match",
    "close_match",
    "note",
    "sources",
)

ENTITY_KEYS = {
    EntityKind.PERSON: (*_COMMON, "born", "died", "member_of", "holds"),
    EntityKind.CORPORATE_BODY: (*_COMMON, "part_of", "begun", "ended", "successors"),
    EntityKind.GROUP: (*_COMMON, "part_of"),
    EntityKind.POSITION: (*_COMMON, "exists_in"),
    EntityKind.PLACE: (*_COMMON, "part_of", "coordinates"),
}

TARGETS = {
    "person": EntityKind.PERSON,
    "body": EntityKind.CORPORATE_BODY,
    "group": EntityKind.GROUP,
    "position": EntityKind.POSITION,
    "place": EntityKind.PLACE,
}
"""The keys of an identification that name its entity."""

IDENTIFICATION_KEYS = ("document", "name", *TARGETS, "by", "on", "why")
DATE_KEYS = ("edtf", "earliest", "latest", "note", "source")
COORDINATE_KEYS = ("latitude", "longitude", "source")
TIE_KEYS = ("from", "to", "source")
"""Beside the key that names the other entity: ``body``, ``position`` or ``place``."""
