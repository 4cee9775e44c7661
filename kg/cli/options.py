"""Options that several commands share, and how they print."""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TypeVar

import click

from kg.errors import LettergraphError, ReleaseError, Where
from kg.release import Release, current_release

_F = TypeVar("_F", bound=Callable[..., object])


def collection_option(command: _F) -> _F:
    """``--collection DIR``: the folder with collection.toml."""
    return click.option(
        "--collection",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(),
        help="The folder that holds collection.toml. Without it, the current folder.",
    )(command)


def json_option(command: _F) -> _F:
    """``--json``: for machines."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print JSON for machines. Without it, text for people."
    )(command)


def engine_option(command: _F) -> _F:
    """``--engine``: the SHACL engine."""
    return click.option(
        "--engine",
        type=click.Choice(["shacl", "pyshifty", "pyshacl"]),
        default="shacl",
        show_default=True,
        help="The SHACL engine. pyshacl is the reference, and slow; pyshifty takes shacl's place where it is missing.",
    )(command)


def talk(text: str) -> None:
    """Say something to people, on standard error."""
    click.echo(text, err=True)


def print_json(value: object) -> None:
    """Print a value as JSON on standard output."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def json_text(value: object) -> str:
    """Write a value as JSON in one line."""
    return json.dumps(plain(value), ensure_ascii=False)


def plain(value: object) -> object:
    """Turn dataclasses, paths, dates and errors into JSON values."""
    if isinstance(value, LettergraphError):
        return {"what": value.what, "where": plain(value.where), "remedy": value.remedy}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value


def served_release(folder: Path) -> Release:
    """Find the current release of the collection in a folder.

    Raises:
        ReleaseError: there is none.
    """
    release = current_release(folder / "site")
    if release is None:
        raise ReleaseError(
            "There is no release.",
            where=Where(str(folder / "site")),
            remedy="Run `lettergraph build` there first, or name the folder with --collection.",
        )
    return release


def way_to(folder: Path) -> str:
    """Give what stands before a path of a collection, so that it can be opened from the current folder.

    Example: ``letters/`` for ``--collection letters``, nothing for the current folder itself.
    """
    way = os.path.relpath(folder)
    way = str(folder.resolve()) if way.startswith("..") else way
    return "" if way == "." else f"{way}/"
