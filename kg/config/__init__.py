"""The configuration of a collection: reading and checking ``collection.toml``, and starting a new collection."""

from __future__ import annotations

from kg.config.collection import (
    FORMATS,
    CalendarDefault,
    Collection,
    ConfigurationFinding,
    NameOrder,
    PublishText,
    Source,
    SourceFile,
)
from kg.config.expansion import expand_sources
from kg.config.external import DEFAULT_SAME_AS, EXTERNAL_AUTHORITIES, ExternalAuthority, external_authority
from kg.config.initialization import CollectionDraft, init_collection
from kg.config.reading import CONFIGURATION_FILE, check_collection, load_collection
from kg.config.server import LogFormat, ServerConfiguration
from kg.config.server_reading import load_server

__all__ = [
    "CONFIGURATION_FILE",
    "DEFAULT_SAME_AS",
    "EXTERNAL_AUTHORITIES",
    "FORMATS",
    "CalendarDefault",
    "Collection",
    "CollectionDraft",
    "ConfigurationFinding",
    "ExternalAuthority",
    "LogFormat",
    "NameOrder",
    "PublishText",
    "ServerConfiguration",
    "Source",
    "SourceFile",
    "check_collection",
    "expand_sources",
    "external_authority",
    "init_collection",
    "load_collection",
    "load_server",
]
