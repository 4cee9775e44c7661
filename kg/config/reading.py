"""Read ``collection.toml``: all its problems with file, line and key, or the `Collection`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from kg.config.collection import (
    FORMATS,
    CalendarDefault,
    Collection,
    ConfigurationFinding,
    NameOrder,
    PublishText,
    Source,
)
from kg.config.columns_reading import read_columns
from kg.config.expansion import ADDRESS_PLACEHOLDERS, is_glob, matching_files, unknown_placeholders
from kg.config.external import DEFAULT_SAME_AS
from kg.config.keys import COLLECTION_KEYS, SOURCE_KEYS
from kg.config.server_reading import read_server
from kg.config.table import Problems, Table
from kg.config.toml_lines import key_lines
from kg.config.values import (
    Problem,
    base_iri_problem,
    encoding_problem,
    iri_problem,
    language_problem,
    normal_base_iri,
    path_problem,
    slug_problem,
)
from kg.errors import ConfigurationError, Where, did_you_mean

CONFIGURATION_FILE = "collection.toml"
IDENTITIES = "identities/*.yaml"
"""Where decisions are looked for if `identities` does not say it."""


def load_collection(folder: Path) -> Collection:
    """Read the configuration of the collection in ``folder``.

    Args:
        folder: holds ``collection.toml``; the sources need not exist yet.

    Returns:
        The collection; what is odd but harmless (a glob that matches nothing) is in its ``findings``.

    Raises:
        ConfigurationError: the first problem in the order of the lines; `check_collection` gives all of them.
    """
    collection, errors = _read(folder)
    if errors:
        raise errors[0]
    if collection is None:  # pragma: no cover - _read gives the one or the other
        raise AssertionError
    return collection


def check_collection(folder: Path) -> tuple[ConfigurationError, ...]:
    """Find every problem of the configuration in ``folder``, in the order of the lines; empty if there is none."""
    return _read(folder)[1]


def _read(folder: Path) -> tuple[Collection | None, tuple[ConfigurationError, ...]]:
    file = folder / CONFIGURATION_FILE
    try:
        text = file.read_text(encoding="utf-8-sig")
        values = tomllib.loads(text)
        lines = key_lines(text)
    except tomllib.TOMLDecodeError as error:
        return None, (_syntax_error(file, error),)
    except UnicodeDecodeError as error:
        where = Where(str(file), line=_line_of_bad_byte(file, error.start))
        return None, (ConfigurationError("The file is not UTF-8.", where=where, remedy="Save it as UTF-8."),)
    except (ValueError, RecursionError) as error:
        # tomllib lets these through for a number of thousands of digits and for thousands of nested arrays.
        what = f"The file holds a value beyond all measure: {error}."
        return None, (ConfigurationError(what, where=Where(str(file)), remedy="Remove the value."),)
    except OSError as error:
        remedy = "Make a collection with `lettergraph init DIR`, or name its folder with --collection DIR."
        what = f"The configuration cannot be read: {error.strerror}."
        return None, (ConfigurationError(what, where=Where(str(file)), remedy=remedy),)
    problems = Problems(str(file), lines)
    collection = _collection(folder, file, Table(values, "", problems))
    errors = sorted(problems.errors, key=lambda error: error.where.line or 0)
    return (None if errors else collection), tuple(errors)


def _syntax_error(file: Path, error: tomllib.TOMLDecodeError) -> ConfigurationError:
    message = str(error)
    place = re.search(r"\(at line (\d+), column (\d+)\)", message)
    where = Where(str(file), line=int(place[1]), column=int(place[2])) if place else Where(str(file))
    what = "Not valid TOML: " + re.sub(r" \(at .*\)$", "", message) + "."
    return ConfigurationError(what, where=where, remedy="Texts stand in quotation marks; see https://toml.io.")


def _line_of_bad_byte(file: Path, offset: int) -> int:
    return file.read_bytes()[:offset].count(b"\n") + 1


def _collection(folder: Path, file: Path, table: Table) -> Collection:
    """Make the collection; where there are problems it is full of stand-ins and must be thrown away."""
    table.check_keys(COLLECTION_KEYS)
    languages = table.texts("languages", language_problem)
    if not languages and "languages" in table.values:
        table.problems.note("languages", "No language is given.", 'Write e.g. languages = ["en"].')
    name_order = table.choice("name_order", NameOrder) or NameOrder.GIVEN_FIRST
    same_as = table.texts("same_as", _same_as_problem) if "same_as" in table.values else DEFAULT_SAME_AS
    calendar = table.choice("calendar", CalendarDefault) or CalendarDefault.GREGORIAN
    edition = table.text("edition", slug_problem)
    defaults = _Defaults(languages[0] if languages else "und", name_order, table.text("separator"), calendar, edition)
    sources = _sources(table, defaults)
    return Collection(
        folder=folder,
        file=file,
        id=table.text("id", slug_problem) or "",
        title=table.text("title") or "",
        base_iri=normal_base_iri(table.text("base_iri", base_iri_problem) or ""),
        publisher=table.text("publisher") or "",
        licence=table.text("licence", iri_problem) or "",
        languages=languages,
        sources=sources,
        description=table.text("description"),
        span=_span(table),
        calendar=calendar,
        name_order=name_order,
        separator=defaults.separator or _default_separator(name_order),
        authorities=_files(folder, table, "authorities"),
        identities=_identities(folder, table),
        curations=_files(folder, table, "curations"),
        same_as=same_as,
        edition=edition,
        server=read_server(table.table("server")),
        findings=_source_findings(folder, table, sources),
    )


def _default_separator(name_order: NameOrder) -> str:
    # An inverted name holds a comma itself.
    return ";" if name_order is NameOrder.INVERTED else ","


def _same_as_problem(text: str) -> Problem | None:
    if text in DEFAULT_SAME_AS:
        return None
    if "://" in text:
        return iri_problem(text)
    known = ", ".join(DEFAULT_SAME_AS)
    remedy = did_you_mean(text, DEFAULT_SAME_AS) or f"Write one of {known}, or the beginning of the register's IRIs."
    return Problem(f'No register is called "{text}".', remedy)


def _span(table: Table) -> tuple[int, int] | None:
    years = table.array("span")
    if "span" not in table.values or not isinstance(table.values["span"], list):
        return None
    numbers = [year for year in years if isinstance(year, int) and not isinstance(year, bool)]
    if len(years) != 2 or len(numbers) != 2:
        table.problems.note("span", "The span is not two years.", "Write e.g. span = [1912, 1927].")
        return None
    first, last = numbers
    if not 1 <= first <= last <= 9999:
        what = f"The span {first} to {last} is empty or out of range."
        table.problems.note("span", what, "Write the earlier year first, both between 1 and 9999.")
        return None
    return first, last


def _files(folder: Path, table: Table, key: str) -> tuple[Path, ...]:
    """Read an array of files that must exist."""
    paths = []
    for relative in table.texts(key, path_problem):
        path = folder / relative
        if path.is_file():
            paths.append(path)
            continue
        values = table.array(key)
        siblings = [each.relative_to(folder).as_posix() for each in sorted(path.parent.glob("*"))]
        remedy = did_you_mean(relative, siblings) or "Make the file, or take it out of the list."
        table.problems.note(f"{key}[{values.index(relative)}]", f'The file "{relative}" does not exist.', remedy)
    return tuple(paths)


def _identities(folder: Path, table: Table) -> tuple[Path, ...]:
    """Read the array, else take every file of the folder that decisions are written into, sorted by name."""
    if "identities" in table.values:
        return _files(folder, table, "identities")
    return tuple(sorted(path for path in folder.glob(IDENTITIES) if path.is_file() and path.name[0] != "."))


@dataclass(frozen=True, slots=True)
class _Defaults:
    """What the collection says for sources that do not say it themselves."""

    language: str
    name_order: NameOrder
    separator: str | None
    calendar: CalendarDefault
    edition: str | None


def _sources(table: Table, defaults: _Defaults) -> tuple[Source, ...]:
    tables = table.tables("sources")
    if not tables and table.values.get("sources") == []:
        table.problems.note("sources", "The collection has no sources.", "Add a table [[sources]] with a path.")
    return tuple(_source(each, defaults) for each in tables)


def _source(table: Table, defaults: _Defaults) -> Source:
    table.check_keys(SOURCE_KEYS)
    name_order = table.choice("name_order", NameOrder) or defaults.name_order
    return Source(
        path=table.text("path", path_problem) or "",
        language=table.text("language", language_problem) or defaults.language,
        name_order=name_order,
        separator=table.text("separator") or defaults.separator or _default_separator(name_order),
        format=table.text("format", _format_problem),
        encoding=table.text("encoding", encoding_problem),
        address=table.text("address", _address_problem),
        rights=table.text("rights"),
        publish_text=table.choice("publish_text", PublishText) or PublishText.FULL,
        calendar=table.choice("calendar", CalendarDefault) or defaults.calendar,
        edition=table.text("edition", slug_problem) or defaults.edition,
        sheet=table.text("sheet"),
        columns=read_columns(table),
        line=table.problems.lines.get(table.path),
    )


def _format_problem(text: str) -> Problem | None:
    if text in FORMATS:
        return None
    remedy = did_you_mean(text, FORMATS) or "Write one of: " + ", ".join(FORMATS) + "."
    return Problem(f'No reader is called "{text}".', remedy)


def _address_problem(text: str) -> Problem | None:
    unknown = unknown_placeholders(text)
    if unknown:
        known = " and ".join(f"{{{name}}}" for name in ADDRESS_PLACEHOLDERS)
        return Problem(f'Nothing fills "{{{unknown[0]}}}" in the address.', f"Known are {known}.")
    return iri_problem(text.replace("{name}", "x").replace("{stem}", "x"))


def _source_findings(folder: Path, table: Table, sources: tuple[Source, ...]) -> tuple[ConfigurationFinding, ...]:
    """Look whether each path matches a file: a missing single file is an error, an idle glob only a finding."""
    findings = []
    for number, source in enumerate(sources):
        place = f"sources[{number}].path"
        if not source.path or any(matching_files(folder, source.path)):
            continue
        if not is_glob(source.path):
            remedy = "Put the file there, or correct the path."
            table.problems.note(place, f'The file "{source.path}" does not exist.', remedy)
            continue
        what = f'No file matches "{source.path}".'
        remedy = "Put sources there, or correct the path."
        findings.append(ConfigurationFinding("sources-empty", what, table.problems.where(place), remedy))
    return tuple(findings)
