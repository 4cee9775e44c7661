"""The figures of the rows: a test says its own, and the end of the run shows all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest

PROPERTY = "figure"
"""Under which the report of a test carries its figure; reports cross the border between processes of xdist."""

Figure = Callable[[str, str], None]
"""Takes the row, e.g. ``A1``, and what was found, e.g. ``hostile queries: 64 of 64 documented``."""


def recorder(item: pytest.Item) -> Figure:
    """Give what notes figures in the report of a test."""

    def figure(row: str, text: str) -> None:
        item.user_properties.append((PROPERTY, f"{row} {text}"))

    return figure


def figures_of(reports: Iterable[object]) -> list[str]:
    """Collect the lines of all tests, in the order of the rows: A2 comes before A10."""
    found = {
        str(value)
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == PROPERTY and getattr(report, "when", None) == "call"
    }
    return sorted(found, key=_place)


def _place(line: str) -> tuple[str, int, str]:
    match = re.match(r"([A-Z]+)(\d+)", line)
    return (match[1], int(match[2]), line) if match else ("", 0, line)
