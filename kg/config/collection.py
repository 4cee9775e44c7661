"""The configuration of a collection as values; ``kg.config.reading`` reads them from ``collection.toml``."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from kg.config.columns import ColumnDescription
from kg.config.external import DEFAULT_SAME_AS
from kg.config.server import ServerConfiguration
from kg.errors import Where

FORMATS = ("tei", "cmif", "table", "edition_page")
"""The names of the readers in `kg.sources.READERS` (a test compares them); without one, each reader is asked."""


class CalendarDefault(StrEnum):
    """The calendar of dates that do not name one."""

    GREGORIAN = "gregorian"
    JULIAN = "julian"
    JULIAN_UNTIL_1918 = "julian-until-1918"
    """Russia: Julian up to 31 January 1918, the next day was 14 February 1918 (Gregorian)."""


class NameOrder(StrEnum):
    """How the sources print the names of persons."""

    GIVEN_FIRST = "given-first"
    INVERTED = "inverted"


class PublishText(StrEnum):
    """How much of the wording of a source the site may show."""

    FULL = "full"
    QUOTES = "quotes"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Source:
    """One ``[[sources]]`` table, with what it leaves out taken from the collection."""

    path: str
    """A file or a glob, relative to the collection, e.g. ``sources/*.txt``."""
    language: str
    name_order: NameOrder
    separator: str
    format: str | None = None
    encoding: str | None = None
    """``None``: as the file declares it, otherwise UTF-8."""
    address: str | None = None
    """May hold ``{name}`` or ``{stem}``."""
    rights: str | None = None
    publish_text: PublishText = PublishText.FULL
    calendar: CalendarDefault = CalendarDefault.GREGORIAN
    edition: str | None = None
    """The edition whose ids these sources use; ``None`` where neither they nor the collection name one."""
    sheet: str | None = None
    """Of a workbook, by name."""
    columns: ColumnDescription | None = None
    """Of a table; ``None`` where its headings are to speak for themselves."""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ConfigurationFinding:
    """Something odd in a configuration that does not hinder a build."""

    code: str
    what: str
    where: Where
    remedy: str


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder of letters, as its ``collection.toml`` describes it. All paths are inside ``folder``."""

    folder: Path
    file: Path
    id: str
    title: str
    base_iri: str
    """Ends with one slash."""
    publisher: str
    licence: str
    languages: tuple[str, ...]
    """BCP 47; the first is the default."""
    sources: tuple[Source, ...]
    description: str | None = None
    span: tuple[int, int] | None = None
    """First and last year of the letters, both included."""
    calendar: CalendarDefault = CalendarDefault.GREGORIAN
    name_order: NameOrder = NameOrder.GIVEN_FIRST
    separator: str = ","
    authorities: tuple[Path, ...] = ()
    identities: tuple[Path, ...] = ()
    """The files with decisions about who and what is one."""
    curations: tuple[Path, ...] = ()
    same_as: tuple[str, ...] = DEFAULT_SAME_AS
    edition: str | None = None
    server: ServerConfiguration = field(default_factory=ServerConfiguration)
    findings: tuple[ConfigurationFinding, ...] = ()

    @property
    def language(self) -> str:
        """The default language of the collection."""
        return self.languages[0]

    @property
    def site(self) -> Path:
        """The folder that the built site goes into."""
        return self.folder / "site"

    @property
    def key_registry(self) -> Path:
        """The file of the frozen keys."""
        return self.folder / "keys.tsv"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the collection and the ``[[sources]]`` table that it belongs to."""

    path: Path
    relative: str
    """Relative to the collection, with ``/``: what locators and the key registry hold."""
    setting: Source
    address: str | None
    """Where on the web the file was taken from, its placeholders filled."""
