"""Answers of SELECT and ASK as tables for a terminal or a pipe."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence


def table(answer: bytes) -> str:
    """Write SPARQL JSON results as aligned columns; literals without quotes, unbound cells empty."""
    results = json.loads(answer)
    if "boolean" in results:
        return "yes\n" if results["boolean"] else "no\n"
    names = results["head"]["vars"]
    rows = [[_cell(row.get(name)) for name in names] for row in results["results"]["bindings"]]
    widths = [max([len(name), *(len(row[index]) for row in rows)]) for index, name in enumerate(names)]
    lines = [_line(names, widths), _line(["-" * width for width in widths], widths)]
    lines += [_line(row, widths) for row in rows]
    return "\n".join(lines) + "\n"


def _cell(term: Mapping[str, str] | None) -> str:
    return "" if term is None else " ".join(term["value"].split())


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
