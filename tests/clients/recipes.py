"""The recipes of the how-to pages as data: the files that a page shows, its commands, and what each prints.

A block whose first line is ``# name.ext`` is a file of that name. In a ``console`` block a line with ``$`` is a
command, and what follows is what it prints.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.docs.markdown import CodeBlock, code_blocks

PAGES = ("docs/how-to/query-from-programs.md", "docs/how-to/federate.md")
FIRST, SECOND, FOREIGN = "http://127.0.0.1:8377/", "http://127.0.0.1:8378/", "https://query.wikidata.org/sparql"
"""The addresses that the pages show."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A command of a page with the files that it may read; ``printed`` is what the page says it prints."""

    place: str
    """Page and line, e.g. ``federate.md:31``."""
    words: tuple[str, ...]
    files: Mapping[str, str]
    printed: tuple[str, ...]

    @property
    def program(self) -> str:
        return self.words[0]

    def __str__(self) -> str:
        return f"{self.place} {self.program}"


def recipes(page: Path) -> list[Recipe]:
    """Read the recipes of a page, in order."""
    blocks = list(code_blocks(page))
    files = {name: "\n".join(block.lines) + "\n" for block in blocks if (name := _file_name(block))}
    return [recipe for block in blocks if block.language == "console" for recipe in _commands(block, files)]


def _file_name(block: CodeBlock) -> str | None:
    match = re.fullmatch(r"# ([\w-]+\.\w+)", block.lines[0]) if block.lines else None
    return match[1] if match else None


def _commands(block: CodeBlock, files: Mapping[str, str]) -> Iterator[Recipe]:
    starts = [number for number, line in enumerate(block.lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        words = tuple(shlex.split(block.lines[start][2:]))
        yield Recipe(f"{block.page.name}:{block.line + start}", words, files, block.lines[start + 1 : end])
