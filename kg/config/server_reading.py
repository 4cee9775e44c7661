"""Read the table ``[server]``: every value of another kind, or out of its range, is noted with its line."""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.config.keys import Key
from kg.config.server import SERVER_KEYS, LogFormat, ServerConfiguration, ServerKey, written
from kg.config.table import Problems, Table
from kg.config.toml_lines import key_lines
from kg.config.values import Problem
from kg.errors import ConfigurationError, Where, did_you_mean

_HOST = re.compile(r"(?:\*\.)?[a-z0-9_](?:[a-z0-9_.\-]*[a-z0-9])?|\*|[0-9a-f:]+", re.IGNORECASE)
_OPTION = "--set"


def read_server(table: Table | None) -> ServerConfiguration:
    """Make the configuration of a table; where there are problems, defaults stand in."""
    if table is None:
        return ServerConfiguration()
    table.check_keys(tuple(Key(key.name, key.allowed, key.meaning, written(key.default)) for key in SERVER_KEYS))
    values = {key.name: _value(table, key) for key in SERVER_KEYS if key.name in table.values}
    found = ServerConfiguration(**values)  # type: ignore[arg-type] # each was checked against its key
    _check_together(table, found)
    return found


def load_server(file: Path, overrides: Sequence[str] = ()) -> ServerConfiguration:
    """Read what a collection says about its server, and nothing else of the file.

    A site can be served without its sources, so neither the file nor the rest of it need be there.

    Args:
        file: ``collection.toml``.
        overrides: of the command line, e.g. ``query_seconds=5``; the value is one of TOML. They come last.

    Raises:
        ConfigurationError: the first problem, with file, line and key.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
        values: Mapping[str, object] = tomllib.loads(text)
    except FileNotFoundError:
        text, values = "", {}
    except (OSError, ValueError, RecursionError) as error:
        what, remedy = f"The configuration cannot be read: {error}.", "`lettergraph check` tells more."
        raise ConfigurationError(what, where=Where(str(file)), remedy=remedy) from error
    problems = Problems(str(file), key_lines(text))
    configured = Table(values, "", problems).table("server")
    read_server(configured)
    _raise_first(problems)
    of_file = {} if configured is None else dict(configured.values)
    option = Problems(_OPTION, {})
    changed = Table({**of_file, **_overrides(overrides)}, "", option)
    found = read_server(changed)
    _raise_first(option)
    return found


def _raise_first(problems: Problems) -> None:
    if problems.errors:
        raise min(problems.errors, key=lambda error: error.where.line or 0)


def _overrides(given: Sequence[str]) -> dict[str, object]:
    """Read ``KEY=VALUE``; a value that is none of TOML is a text, so that names need no quotation marks."""
    found: dict[str, object] = {}
    names = [key.name for key in SERVER_KEYS]
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or name not in names:
            remedy = did_you_mean(name, names) or f"Write KEY=VALUE; the keys are {', '.join(names)}."
            raise ConfigurationError(f"{one!r} sets nothing.", where=Where(_OPTION), remedy=remedy)
        try:
            found[name] = tomllib.loads(f"value = {value}")["value"]
        except tomllib.TOMLDecodeError:
            found[name] = value
    return found


def _value(table: Table, key: ServerKey) -> object:
    if isinstance(key.default, bool):
        return _truth(table, key)
    if isinstance(key.default, LogFormat):
        return table.choice(key.name, LogFormat) or key.default
    if isinstance(key.default, tuple):
        return table.texts(key.name, _network_problem if key.name == "trusted_proxies" else _host_problem)
    return _number(table, key)


def _truth(table: Table, key: ServerKey) -> object:
    value = table.values[key.name]
    if not isinstance(value, bool):
        table.problems.note(table.place(key.name), f'"{key.name}" is not true or false.', "Write true or false.")
        return key.default
    return value


def _number(table: Table, key: ServerKey) -> object:
    value = table.values[key.name]
    kind = int if key.whole else (int, float)
    assert key.least is not None, "the list of keys gives each number its range"  # noqa: S101 # for mypy
    assert key.most is not None, "as above"  # noqa: S101 # for mypy
    if not isinstance(value, kind) or isinstance(value, bool) or not key.least <= value <= key.most:
        what = f'{written(value)} is not a value of "{key.name}".'
        remedy = f"Write {key.allowed}{f' ({key.unit})' if key.unit else ''}."
        table.problems.note(table.place(key.name), what, f"{remedy} {why}" if (why := _why(key, value)) else remedy)
        return key.default
    return value if key.whole else float(value)


def _why(key: ServerKey, value: object) -> str:
    """Say why there is no more, to whoever wants more."""
    return key.why_most if isinstance(value, int | float) and key.most is not None and value > key.most else ""


def _network_problem(text: str) -> Problem | None:
    try:
        ipaddress.ip_network(text)
    except ValueError as error:
        return Problem(f"{error}.", 'Write addresses or networks, e.g. ["127.0.0.1", "10.0.0.0/8"].')
    return None


def _host_problem(text: str) -> Problem | None:
    if _HOST.fullmatch(text):
        return None
    return Problem(f'"{text}" is no name of a host.', 'Write names without scheme and port, e.g. ["www.example.org"].')


def _check_together(table: Table, found: ServerConfiguration) -> None:
    """Note what each value allows, and both together do not."""
    for small, large in (
        ("client_seconds_per_minute", "client_seconds_at_most"),
        ("client_errors_per_minute", "client_errors_at_most"),
        ("query_workers", "queries_at_once"),
    ):
        if getattr(found, small) > getattr(found, large):
            place = small if small in table.values else large
            what = f'"{small}" is {written(getattr(found, small))}, "{large}" only {written(getattr(found, large))}.'
            table.problems.note(table.place(place), what, f'Raise "{large}", or lower "{small}".')
