"""The reference page names every finding of the reader, and no other."""

from __future__ import annotations

import ast
import re

from tests.conftest import PROJECT

SOURCES = PROJECT / "kg" / "sources"
MODULES = [SOURCES / "tei.py", *sorted((SOURCES / "tei_letter").glob("*.py"))]


def codes() -> set[str]:
    """The codes in the calls of ``note`` and ``Finding``; a constant stands for its value."""
    found = set()
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in ("note", "Finding") and node.args:
                first = node.args[0]
                value = first.value if isinstance(first, ast.Constant) else constants.get(getattr(first, "id", ""))
                if isinstance(value, str):
                    found.add(value)
    return found


def test_every_code_is_documented_and_no_other() -> None:
    page = (PROJECT / "docs" / "reference" / "tei.md").read_text(encoding="utf-8")

    assert codes() == set(re.findall(r"^\| `([a-z-]+)` \| (?:warning|information) \|", page, re.MULTILINE))
