"""From files to the ``[[sources]]`` of a new ``collection.toml``: formats, globs, and the columns of tables.

What is drafted is text for people: every line may be changed, and says what it was made from. Nothing is guessed: a
file that no reader knows is listed and left out, and a column that is not known stands in a comment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from kg.authorities import slug
from kg.config import CollectionDraft
from kg.config.columns import ROLE_NAMES
from kg.errors import ConfigurationError, LettergraphError, MalformedSource, Where
from kg.sources import reader_for
from kg.sources.rows.layout import TableLayout, read_layout
from kg.sources.rows.scanning import Cell
from kg.sources.rows.values import SEPARATORS
from kg.sources.text import Source, SourceSettings, decode

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is looked into; a build would refuse a larger one."""

_TABLE = "table"
_PAGE = "edition_page"
_SAMPLED_ROWS = 200
_EXAMPLES = 3
_WIDTH = 40
_NEVER = (".git", "site", "__pycache__", "node_modules")
_OURS = ("collection.toml", "keys.tsv", "README.md", "README.txt", "LICENSE.txt", "LICENSE")


@dataclass(frozen=True, slots=True)
class _Found:
    """A file that a reader knows: ``place`` is its path in the new collection."""

    path: Path
    place: str
    format: str
    headings: tuple[str, ...] = ()
    block: str = ""
    """For tables what stands below ``path`` and ``format``."""


def draft_collection(origin: Path, folder: Path, *, encoding: str | None = None) -> CollectionDraft:
    """Look into a file, or all files of a folder, and draft the sources of a new collection.

    Args:
        origin: a table, a page, a TEI or CMIF file, or a folder of such files.
        folder: the collection to be; files that lie in it already stay where they are, others are to be copied into
            ``sources/``.
        encoding: of the files, where they are not UTF-8 and do not say so.

    Returns:
        The text of the ``[[sources]]``, the files to copy, and remarks for people.

    Raises:
        ConfigurationError: there is nothing, or nothing that a reader knows; says why for each file.
    """
    if not origin.exists():
        remedy = "Name a table (.csv, .tsv, .xlsx), another file of letters, or a folder of them."
        raise ConfigurationError("There is no such file or folder.", where=Where(str(origin)), remedy=remedy)
    found: list[_Found] = []
    reasons: list[str] = []
    for path in _files(origin):
        place = _place(path, origin, folder)
        try:
            found.append(_look_into(path, place, encoding))
        except LettergraphError as error:
            reasons.append(f"{_shown(path, origin)}: {error.what} {error.remedy or ''}".strip())
        except OSError as error:
            reasons.append(f"{_shown(path, origin)}: {error.strerror or error}.")
    if not found:
        what = "No file was found." if not reasons else f"No file can be read as letters. {' '.join(reasons[:5])}"
        remedy = "See docs/reference/index.md for the formats; say --encoding for files that are not UTF-8."
        raise ConfigurationError(what, where=Where(str(origin)), remedy=remedy)
    groups = _groups(found)
    blocks = [_block(pattern, group[0], encoding, several=len(group) > 1) for pattern, group in groups]
    copies = tuple((one.place, one.path) for one in found if not _is_inside(one.path, folder))
    counts = [f"{len(group)} × {group[0].format}: {pattern}" for pattern, group in groups]
    return CollectionDraft("\n".join(blocks), copies, (*counts, *(f"left out: {reason}" for reason in reasons)))


def _files(origin: Path) -> list[Path]:
    """The files to look into, sorted; hidden ones, built sites and our own are left out."""
    if origin.is_file():
        return [origin]
    files = []
    for path in origin.rglob("*"):
        parts = path.relative_to(origin).parts
        hidden = any(part.startswith(".") or part in _NEVER for part in parts)
        if path.is_file() and not hidden and path.name not in _OURS:
            files.append(path)
    return sorted(files)


def _is_inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _place(path: Path, origin: Path, folder: Path) -> str:
    """The path in the collection, with ``/``."""
    if _is_inside(path, folder):
        return path.resolve().relative_to(folder.resolve()).as_posix()
    relative = PurePosixPath(path.name) if origin.is_file() else PurePosixPath(path.relative_to(origin).as_posix())
    return (PurePosixPath("sources") / relative).as_posix()


def _shown(path: Path, origin: Path) -> str:
    return path.name if origin.is_file() else path.relative_to(origin).as_posix()


def _look_into(path: Path, place: str, encoding: str | None) -> _Found:
    """Find the reader of a file, and of a table its columns.

    Raises:
        LettergraphError: no reader knows it, or it cannot be read.
    """
    size = path.stat().st_size
    if size > LARGEST:
        raise MalformedSource(f"The file has {size} bytes.", where=Where(place), remedy="Split it.")
    source = Source(place, path.read_bytes(), SourceSettings("draft", encoding=encoding))
    text = decode(source)
    reader = reader_for(source, text)
    if isinstance(reader, tuple):
        raise MalformedSource(f"No reader knows it ({'; '.join(reader)}).", where=Where(place))
    if reader.name == _PAGE and not reader.identify(source, text):
        # Any text may be a page; a licence or a list of files is none.
        raise MalformedSource("No letter is found in it.", where=Where(place), remedy="Leave it out.")
    if reader.name != _TABLE:
        return _Found(path, place, reader.name)
    try:
        layout = read_layout(source, text)
    except MalformedSource:
        # The heading says nothing that we know: whoever drafts will say what the columns hold.
        layout = read_layout(replace(source, settings=replace(source.settings, columns=None)), text, known=False)
    return _Found(path, place, _TABLE, layout.headings, _columns(layout))


def _groups(found: Sequence[_Found]) -> list[tuple[str, list[_Found]]]:
    """Bring files of one format, folder and ending together; tables only if their headings are the same."""
    groups: dict[tuple[str, str, str, tuple[str, ...]], list[_Found]] = {}
    for one in found:
        place = PurePosixPath(one.place)
        groups.setdefault((place.parent.as_posix(), place.suffix, one.format, one.headings), []).append(one)
    kinds: dict[tuple[str, str], int] = {}
    for parent, suffix, _, _ in groups:
        kinds[parent, suffix] = kinds.get((parent, suffix), 0) + 1
    patterns: list[tuple[str, list[_Found]]] = []
    for (parent, suffix, _, _), group in groups.items():
        if len(group) > 1 and kinds[parent, suffix] == 1:
            patterns.append((f"{_literal(parent)}/*{suffix}".removeprefix("./"), group))
        else:
            patterns += [(_literal(one.place), [one]) for one in group]
    return patterns


def _literal(path: str) -> str:
    """Write a path so that a glob matches nothing else."""
    return re.sub(r"([*?\[])", r"[\1]", path)


def _block(pattern: str, one: _Found, encoding: str | None, *, several: bool) -> str:
    lines = ["[[sources]]", f"path = {_toml(pattern)}", f"format = {_toml(one.format)}"]
    if encoding is not None:
        lines.append(f"encoding = {_toml(encoding)}")
    lines += [
        '# language = "de"  # of the names and words in it',
        '# rights = "https://creativecommons.org/licenses/by/4.0/"',
    ]
    if one.format == _TABLE:
        stem = slug(PurePosixPath(one.place).parent.name if several else PurePosixPath(one.place).stem)
        lines.append(
            "# The edition that its ids belong to: a part of the letters' keys, so choose before the first build."
        )
        lines.append(f"# edition = {_toml(stem)}")
        lines.append(one.block)
    return "\n".join(lines) + "\n"


def _columns(layout: TableLayout) -> str:
    """Write ``[sources.columns]``: what was recognised, with examples, and in comments what was not."""
    known = {number: role for role, numbers in layout.columns.items() for number in numbers}
    rows = _sample(layout)
    lines = ["", "[sources.columns]"]
    if known:
        lines.append(
            "# Recognised by their headings, with examples. Correct what is wrong; remove what shall not be read."
        )
    for role in ROLE_NAMES:
        numbers = layout.columns.get(role, ())
        headings = [_toml(layout.headings[number]) for number in numbers]
        if headings:
            value = headings[0] if len(headings) == 1 else f"[{', '.join(headings)}]"
            lines.append(f"{role} = {value}  # {_examples(rows, numbers[0])}")
    unknown = [number for number, heading in enumerate(layout.headings) if heading and number not in known]
    if unknown:
        lines.append(
            "# Not recognised. Put a role before those that are wanted; the roles are in docs/reference/table.md."
        )
        lines += [f"# … = {_toml(layout.headings[number])}  # {_examples(rows, number)}" for number in unknown]
    for role in ("sender", "addressee"):
        if role not in layout.columns and f"{role}_org" not in layout.columns:
            lines.append(f"# If all letters have one {role}:")
            lines.append(f'# {role} = {{ value = "…", id = "https://d-nb.info/gnd/…" }}')
    lines.append(_separator_line(layout, rows))
    return "\n".join(lines)


def _separator_line(layout: TableLayout, rows: Sequence[tuple[Cell, ...]]) -> str:
    named = [number for role in ("sender", "addressee") for number in layout.columns.get(role, ())]
    cells = [row[number].value for row in rows for number in named if number < len(row)]
    marks = {match.group() for cell in cells for match in SEPARATORS.finditer(cell.strip())}
    found = [mark for mark in ("|", ";") if mark in marks]
    if found:
        note = "# Cells with several values were found. Without it, | and ; and line ends separate."
        return f"{note}\n# separator = {_toml(found[0])}"
    return '# separator = "|"  # between several values of a cell; without it | and ; and line ends'


def _sample(layout: TableLayout) -> list[tuple[Cell, ...]]:
    first = layout.heading_row + 1
    return [
        layout.rows.cells(number)
        for number in range(first, min(len(layout.rows), first + _SAMPLED_ROWS) + 1)
        if number <= len(layout.rows)
    ]


def _examples(rows: Iterable[tuple[Cell, ...]], column: int) -> str:
    """A few different values of a column, on one line."""
    values: dict[str, None] = {}
    for row in rows:
        text = " ".join(row[column].value.split()) if column < len(row) else ""
        plain = "".join(mark for mark in text if mark.isprintable())
        if plain:
            values.setdefault(plain if len(plain) <= _WIDTH else plain[: _WIDTH - 1] + "…")
        if len(values) == _EXAMPLES:
            break
    return " · ".join(values) if values else "(empty)"


def _toml(text: str) -> str:
    """Write a basic string of TOML 1.0.0; those of JSON are among them."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
