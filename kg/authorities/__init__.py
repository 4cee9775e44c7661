"""Identity: who is who in a collection, which names say so, which keys are frozen, who decided."""

from __future__ import annotations

from kg.authorities.authorities import Authorities
from kg.authorities.authority import (
    ENTITY_TYPES,
    Authority,
    AuthorityDate,
    Coordinates,
    Identification,
    Tie,
)
from kg.authorities.names import NameParts, initials_agree, normal_name, scoped_key, slug, split_name
from kg.authorities.reading import check_authorities, load_authorities
from kg.authorities.registry import KeyRegistry, RegistryEntry

__all__ = [
    "ENTITY_TYPES",
    "Authorities",
    "Authority",
    "AuthorityDate",
    "Coordinates",
    "Identification",
    "KeyRegistry",
    "NameParts",
    "RegistryEntry",
    "Tie",
    "check_authorities",
    "initials_agree",
    "load_authorities",
    "normal_name",
    "scoped_key",
    "slug",
    "split_name",
]
