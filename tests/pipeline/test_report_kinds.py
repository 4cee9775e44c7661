"""Every code that anything of ours reports belongs to exactly one kind."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.pipeline.report_kinds import CODES, KINDS, NOT_READ, ROLES, Kind, kind_of

_CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")
_FINDER = re.compile(r"find|note|report|problem|doubt|warn|refus", re.IGNORECASE)
"""Calls whose first argument may be a code; anything may take one as ``code=``."""


def codes_in(tree: ast.AST) -> Iterator[str]:
    """Find the codes that a module reports, as far as they are written out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = [one.value for one in node.keywords if one.arg == "code"]
            given += node.args[:1] if _FINDER.search(name) else []
            for value in given:
                yield from codes_of_roles(value)
                for part in ast.walk(value):
                    if isinstance(part, ast.Constant) and _CODE.fullmatch(str(part.value)):
                        yield str(part.value)


def codes_of_roles(value: ast.expr) -> Iterator[str]:
    """Write out a code that begins with a role: ``f"{role}-unknown"``."""
    if isinstance(value, ast.JoinedStr) and len(value.values) == 2:
        end = getattr(value.values[1], "value", None)
        if isinstance(end, str) and re.fullmatch(r"(-[a-z]+)+", end):
            yield from (f"{role}{end}" for role in ROLES)


def reported(project: Path) -> set[str]:
    folders = (project / "kg" / name for name in ("sources", "records", "config", "pipeline"))
    paths = [path for folder in folders for path in folder.rglob("*.py")]
    return {code for path in paths for code in codes_in(ast.parse(path.read_text(encoding="utf-8")))}


def shapes(project: Path) -> set[str]:
    """Shapes and rules that warn or inform."""
    text = (project / "docs" / "reference" / "shapes.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `(S[^`]+)` \| (?:warning|information) \|", text, re.MULTILINE))


def test_every_code_of_a_reader_has_its_kind(project: Path) -> None:
    found = reported(project)

    assert {"date-not-understood", "letter-vanished"} <= found
    assert sorted(found - CODES.keys()) == [], "add them to kg/pipeline/report_kinds.py"


def test_every_shape_that_warns_or_informs_has_its_kind(project: Path) -> None:
    found = shapes(project)

    assert {"S01-sender", "S29-dangling"} <= found
    assert sorted(found - CODES.keys()) == [], "add them to kg/pipeline/report_kinds.py"


def test_no_code_has_two_kinds_or_is_unknown_to_everything(project: Path) -> None:
    text = (project / "kg" / "pipeline" / "report_kinds.py").read_text(encoding="utf-8")
    everything = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("kg/sources", "kg/records", "kg/config", "kg/pipeline", "ontology")
        for path in (project / folder).rglob("*.*")
        if path.suffix in (".py", ".ttl", ".rq") and path.name != "report_kinds.py"
    )

    codes = sorted(code for code in CODES.keys() - {NOT_READ} if code.partition("-")[0] not in ROLES)
    assert [code for code in codes if len(re.findall(rf"(?<![\w-]){code}(?![\w-])", text)) > 1] == []
    assert [code for code in codes if code not in everything] == []


@pytest.mark.parametrize(
    ("code", "severity", "kind"),
    [
        ("not-read", "violation", Kind.UNREADABLE),
        ("S02-order", "violation", Kind.REJECTED),
        ("S02-order", "warning", Kind.DATE),
        ("S24-unresolved", "information", Kind.NAME),
        ("of-a-reader-that-we-do-not-know", "warning", Kind.OTHER),
        ("of-a-reader-that-we-do-not-know", "violation", Kind.REJECTED),
    ],
)
def test_the_kind_depends_on_the_code_and_on_whether_it_holds_back(code: str, severity: str, kind: Kind) -> None:
    assert kind_of(code, severity) is kind


def test_every_kind_is_described(project: Path) -> None:
    text = (project / "docs" / "reference" / "report.md").read_text(encoding="utf-8")

    assert list(KINDS) == list(Kind)
    assert [kind for kind, words in KINDS.items() if f"| `{kind}` | {words.title} |" not in text] == []
