"""The lines of the keys of a TOML file.

``tomllib`` gives values without places. This scanner runs over a file that ``tomllib`` has already accepted and
records on which line each key and each array element begins. It does not judge the syntax (TOML 1.0.0) again.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\r]+|\#[^\n]*)
    | (?P<newline>\n)
    | (?P<string>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    | (?P<mark>[\[\]{}=,.])
    | (?P<word>[^\s\[\]{}=,.\#"']+)
    """,
    re.VERBOSE | re.DOTALL,
)


class _Scanner:
    """One pass over one file; ``lines`` maps a path such as ``sources[0].path`` to its line."""

    def __init__(self, text: str) -> None:
        self.lines: dict[str, int] = {}
        self._tokens: list[tuple[str, str, int]] = []
        self._at = 0
        self._tables: dict[str, int] = {}
        line = 1
        for match in _TOKEN.finditer(text):
            if match.lastgroup != "space":
                self._tokens.append((match.lastgroup or "", match.group(), line))
            line += match.group().count("\n")

    def scan(self) -> dict[str, int]:
        """Record every key of the file."""
        table = ""
        while self._at < len(self._tokens):
            kind, text, line = self._tokens[self._at]
            if kind == "newline":
                self._at += 1
            elif text == "[":
                table = self._header(line)
            else:
                self._assignment(table)
        return self.lines

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _skip_newlines(self) -> None:
        while self._peek() == "\n":
            self._at += 1

    def _key(self) -> list[str]:
        """Read a dotted key; the scanner stands behind it afterwards."""
        parts: list[str] = []
        while self._at < len(self._tokens):
            kind, text, _ = self._tokens[self._at]
            if kind == "string":
                parts.append(text[1:-1])
            elif kind == "word":
                parts.append(text)
            elif text != ".":
                break
            self._at += 1
        return parts

    def _header(self, line: int) -> str:
        """Read ``[table]`` or ``[[table]]`` and give the path that its keys hang on."""
        self._at += 1
        array = self._peek() == "["
        self._at += 1 if array else 0
        parts = self._key()
        path = ""
        for number, part in enumerate(parts):
            path = _join(path, part)
            last = number == len(parts) - 1
            if last and array:
                self._tables[path] = self._tables.get(path, -1) + 1
            if path in self._tables:
                self.lines.setdefault(path, line)
                path = f"{path}[{self._tables[path]}]"
        self.lines.setdefault(path, line)
        while self._at < len(self._tokens) and self._peek() != "\n":
            self._at += 1
        return path

    def _assignment(self, table: str) -> None:
        """Read ``key = value`` in ``table``."""
        line = self._tokens[self._at][2]
        parts = self._key()
        path = table
        for part in parts:
            path = _join(path, part)
            self.lines.setdefault(path, line)
        self._at += 1  # the equals sign; every pass goes on by one token at least
        self._value(path)

    def _value(self, path: str) -> None:
        opening = self._peek()
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        else:
            while self._at < len(self._tokens) and self._peek() not in {",", "]", "}", "\n"}:
                self._at += 1

    def _array(self, path: str) -> None:
        self._at += 1
        number = 0
        while self._at < len(self._tokens):
            self._skip_newlines()
            if self._peek() == "]":
                self._at += 1
                return
            if self._peek() == ",":
                self._at += 1
                continue
            element = f"{path}[{number}]"
            if self._at < len(self._tokens):
                self.lines.setdefault(element, self._tokens[self._at][2])
            self._value(element)
            number += 1

    def _inline_table(self, path: str) -> None:
        self._at += 1
        while self._at < len(self._tokens):
            self._skip_newlines()
            if self._peek() == "}":
                self._at += 1
                return
            if self._peek() == ",":
                self._at += 1
                continue
            self._assignment(path)


def _join(path: str, part: str) -> str:
    return f"{path}.{part}" if path else part


def key_lines(text: str) -> dict[str, int]:
    """Give the line (from 1) of every key, table and array element of a valid TOML file.

    Args:
        text: the whole file, e.g. ``'[[sources]]\\npath = "a"'``.

    Returns:
        Paths as in messages: ``title``, ``span[1]``, ``sources[0]``, ``sources[0].path``. A key that is written
        twice (which TOML forbids) keeps its first line.
    """
    return _Scanner(text).scan()
