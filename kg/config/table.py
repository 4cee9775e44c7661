"""One TOML table while it is read: typed access to its keys, and every problem noted with its line.

The reading never stops at the first problem: a bad value is noted and a stand-in returned, and the caller throws
the result away if there are problems.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from kg.config.keys import Key
from kg.config.values import Problem
from kg.errors import ConfigurationError, Where, did_you_mean

_Choice = TypeVar("_Choice", bound=StrEnum)

Check = Callable[[str], Problem | None]


@dataclass(slots=True)
class Problems:
    """The problems of one file, in the order of its lines when read out."""

    file: str
    lines: Mapping[str, int]
    errors: list[ConfigurationError] = field(default_factory=list)

    def where(self, path: str) -> Where:
        """Give the place of a key; a key that is not there is looked for where its table begins."""
        line = self.lines.get(path)
        parent = path
        while line is None and "." in parent:
            parent = parent.rpartition(".")[0]
            line = self.lines.get(parent)
        return Where(file=self.file, line=line or 1, field=path)

    def note(self, path: str, what: str, remedy: str | None) -> None:
        """Add a problem of the key at ``path``."""
        self.errors.append(ConfigurationError(what, where=self.where(path), remedy=remedy))


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", str: "a text", list: "an array", dict: "a table"}
    return names.get(type(value), f"a value of type {type(value).__name__}")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file; ``path`` is empty for the top of the file."""

    values: Mapping[str, object]
    path: str
    problems: Problems

    def place(self, key: str) -> str:
        """Give the path of a key for messages."""
        return f"{self.path}.{key}" if self.path else key

    def check_keys(self, known: tuple[Key, ...]) -> None:
        """Note unknown keys and missing ones."""
        names = [key.name for key in known]
        remedies = []
        for name in self.values:
            if name not in names:
                remedy = did_you_mean(name, names) or "Known keys: " + ", ".join(names) + "."
                self.problems.note(self.place(name), f'Unknown key "{name}".', remedy)
                remedies.append(remedy)
        for key in known:
            # A misspelt key is one problem, not two.
            misspelt = did_you_mean(key.name, [key.name]) in remedies
            if key.default is None and key.name not in self.values and not misspelt:
                remedy = f"Add it ({key.value}). {key.meaning}"
                self.problems.note(self.place(key.name), f'The key "{key.name}" is missing.', remedy)

    def text(self, key: str, check: Check | None = None) -> str | None:
        """Read a text that is not blank."""
        value = self.values.get(key)
        if value is None:
            return None
        return self._text(value, self.place(key), check)

    def _text(self, value: object, place: str, check: Check | None) -> str | None:
        if not isinstance(value, str):
            self.problems.note(place, f"Expected a text, found {_kind(value)}.", "Write it in quotation marks.")
            return None
        if not value.strip():
            self.problems.note(place, "The text is empty.", "Write a value or leave the key out.")
            return None
        problem = check(value) if check else None
        if problem is not None:
            self.problems.note(place, problem.what, problem.remedy)
            return None
        return value

    def choice(self, key: str, choices: type[_Choice]) -> _Choice | None:
        """Read one of the values of an enumeration."""
        text = self.text(key)
        if text is None:
            return None
        known = [choice.value for choice in choices]
        if text not in known:
            remedy = did_you_mean(text, known) or "Write one of: " + ", ".join(known) + "."
            self.problems.note(self.place(key), f'"{text}" is not a value of "{key}".', remedy)
            return None
        return choices(text)

    def texts(self, key: str, check: Check | None = None) -> tuple[str, ...]:
        """Read an array of different texts; good elements are returned though others are bad."""
        found: dict[str, None] = {}
        for number, value in enumerate(self.array(key)):
            place = f"{self.place(key)}[{number}]"
            text = self._text(value, place, check)
            if text in found:
                self.problems.note(place, f'"{text}" stands twice in "{key}".', "Remove one of them.")
            if text is not None:
                found[text] = None
        return tuple(found)

    def array(self, key: str) -> list[object]:
        """Read an array of anything."""
        value = self.values.get(key, [])
        if isinstance(value, list):
            return value
        self.problems.note(self.place(key), f"Expected an array, found {_kind(value)}.", "Put it in [ and ].")
        return []

    def table(self, key: str) -> Table | None:
        """Read one table, ``[key]``."""
        value = self.values.get(key)
        if value is None or isinstance(value, dict):
            return None if value is None else Table(value, self.place(key), self.problems)
        self.problems.note(self.place(key), f"Expected a table, found {_kind(value)}.", "Put it in { and }.")
        return None

    def tables(self, key: str) -> tuple[Table, ...]:
        """Read an array of tables, ``[[key]]``."""
        if isinstance(self.values.get(key), dict):
            self.problems.note(self.place(key), "Expected several tables, found one.", f"Write it as [[{key}]].")
            return ()
        tables = []
        for number, value in enumerate(self.array(key)):
            place = f"{self.place(key)}[{number}]"
            if isinstance(value, dict):
                tables.append(Table(value, place, self.problems))
            else:
                self.problems.note(place, f"Expected a table, found {_kind(value)}.", f"Write it as [[{key}]].")
        return tuple(tables)
