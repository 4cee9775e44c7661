"""The part of JSONPath (RFC 9535) that mappings use: member names, indices and ``[*]``.

Not here: filters, slices, unions and ``..``. They are refused, because one path must lead to fields that
an editor can point at. A path may omit the leading ``$.`` (``agent.key``), as RML references usually do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from kg.errors import MappingError


class Wildcard(Enum):
    """The step ``[*]``: every element of an array, every member value of an object."""

    ALL = "[*]"


Step = str | int | Wildcard
Path = tuple[Step, ...]

ALL = Wildcard.ALL
_STEP = re.compile(
    r"""\.\*                                   # .*
      | \[\s*\*\s*\]                           # [*]
      | \[\s*(?P<index>-?(?:0|[1-9]\d{0,8}))\s*\]
      | \[\s*'(?P<single>(?:[^'\\]|\\.)*)'\s*\]
      | \[\s*"(?P<double>(?:[^"\\]|\\.)*)"\s*\]
      | \.?(?P<name>[^.\[\]*'"?@()$,:\s][^.\[\]*'"?@(),:]*)
    """,
    re.VERBOSE | re.DOTALL,
)
_PLAIN_NAME = re.compile(r"[^\W\d]\w*(?:-\w+)*\Z")
_BACKSLASHED = re.compile(r"\\(.)", re.DOTALL)


def parse_path(text: str) -> Path:
    """Read a path such as ``"$.signatures[*].agent.key"``; ``"$"`` is the empty path.

    Raises:
        MappingError: the path uses more of JSONPath than member names, indices and ``[*]``.
    """
    stripped = text.strip()
    position = 1 if stripped.startswith("$") else 0
    steps: list[Step] = []
    while position < len(stripped):
        match = _STEP.match(stripped, position)
        first_needs_no_dot = position == 0
        if match is None or (match["name"] and match.group()[0] != "." and not first_needs_no_dot):
            raise MappingError(
                f"The JSONPath {text!r} cannot be read at {stripped[position:]!r}.",
                remedy="Member names, indices and [*] are supported, e.g. $.notes[*].anchors[0].line.",
            )
        steps.append(_step(match))
        position = match.end()
    if not stripped:
        raise MappingError("The JSONPath is empty.", remedy='Write "$" for the record itself.')
    return tuple(steps)


def _step(match: re.Match[str]) -> Step:
    if match["name"] is not None:
        return match["name"].rstrip()
    if match["index"] is not None:
        return int(match["index"])
    quoted = match["single"] if match["single"] is not None else match["double"]
    return ALL if quoted is None else _BACKSLASHED.sub(r"\1", quoted)


def path_text(path: Path) -> str:
    """Write a path in the normal form, e.g. ``$.signatures[1].order`` or ``$['two words']``."""
    return "$" + "".join(_step_text(step) for step in path)


def _step_text(step: Step) -> str:
    if isinstance(step, Wildcard):
        return "[*]"
    if isinstance(step, int):
        return f"[{step}]"
    if _PLAIN_NAME.match(step):
        return f".{step}"
    escaped = step.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{escaped}']"


def is_single(path: Path) -> bool:
    """Tell whether the path leads to one value at most (it has no ``[*]``)."""
    return ALL not in path


def select(value: object, path: Path) -> Iterator[tuple[object, Path]]:
    """Find the values at a path, each with its concrete path (indices instead of ``[*]``).

    Absent members and JSON ``null`` yield nothing: in RML both make no term.
    """
    found: list[tuple[object, Path]] = [(value, ())]
    for step in path:
        found = [(child, (*place, name)) for parent, place in found for name, child in _children(parent, step)]
    return ((each, place) for each, place in found if each is not None)


def select_values(value: object, path: Path) -> list[object]:
    """Find the values at a path, without their places (the compiled plan calls this)."""
    found = [value]
    for step in path:
        found = [child for parent in found for _, child in _children(parent, step)]
    return [each for each in found if each is not None]


def _children(value: object, step: Step) -> Iterator[tuple[str | int, object]]:
    if isinstance(step, Wildcard):
        if isinstance(value, list):
            yield from enumerate(value)
        elif isinstance(value, dict):
            yield from value.items()
    elif isinstance(step, str):
        if isinstance(value, dict) and step in value:
            yield step, value[step]
    elif isinstance(value, list) and -len(value) <= step < len(value):
        yield step if step >= 0 else len(value) + step, value[step]
