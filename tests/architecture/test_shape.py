"""The measures of docs: modules up to 400 lines, functions up to 40 lines of code, a docstring for every module."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

MODULE_LINES = 400
FUNCTION_LINES = 40

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def modules(project: Path) -> list[Path]:
    return sorted(path for folder in ("kg", "server") for path in (project / folder).rglob("*.py"))


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    docstring = function.body[0]
    return lines - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def test_no_module_is_longer_than_400_lines(project: Path) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules(project)}

    too_long = {str(path.relative_to(project)): n for path, n in lengths.items() if n > MODULE_LINES}

    assert too_long == {}


def test_no_function_has_more_than_40_lines_of_code(project: Path) -> None:
    too_long = {
        f"{path.relative_to(project)}:{node.lineno} {node.name}": code_lines(node)
        for path in modules(project)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, FUNCTIONS) and code_lines(node) > FUNCTION_LINES
    }

    assert too_long == {}


def test_every_module_says_what_it_is(project: Path) -> None:
    silent = [
        str(path.relative_to(project))
        for path in modules(project)
        if ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    ]

    assert silent == []


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc"])
def test_no_module_is_named_after_nothing(name: str, project: Path) -> None:
    assert [path for path in modules(project) if path.stem == name or path.parent.name == name] == []
