"""References from one entity to another: the type and the key that make the IRI ``{base}/id/{type}/{key}``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EntityType(StrEnum):
    """The types of IRIs; they are frozen, see ``docs/design/``."""

    DOC = "doc"
    INST = "inst"
    RECORDSET = "recordset"
    PERSON = "person"
    BODY = "body"
    """Corporate bodies and groups without a constitution (``White armies``)."""
    POSITION = "position"
    PLACE = "place"
    EVENT = "event"
    PRESCRIPTION = "prescription"
    """Directives and demands."""
    RELATION = "relation"
    DATE = "date"
    ANNOTATION = "annotation"
    WORK = "work"
    IDENTIFIER = "identifier"


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """One entity, e.g. ``Reference(EntityType.PERSON, "serebryakov-lp")``.

    The key is ASCII, lower case, words joined by hyphens. It is either an authority's key (shared by all documents)
    or starts with the key of the one document that names the entity (``bl-1919-11-12-1-gusev``).
    """

    type: EntityType
    key: str
