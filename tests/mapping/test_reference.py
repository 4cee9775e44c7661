"""The reference page names every key of the notation, and its examples work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.mapping import compile_mapping, read_yarrrml, yarrrml, yarrrml_terms

TABLES = {
    "file": yarrrml.TOP_KEYS,
    "rule": yarrrml.RULE_KEYS,
    "statement": yarrrml.STATEMENT_KEYS,
    "source": yarrrml.SOURCE_KEYS,
    "object": yarrrml_terms.OBJECT_KEYS,
    "condition": yarrrml_terms.CONDITION_KEYS,
}


@pytest.fixture(scope="module")
def page(project: Path) -> str:
    """The reference page."""
    return (project / "docs" / "reference" / "mappings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", TABLES)
def test_every_key_is_documented(table: str, page: str) -> None:
    assert [key for key in TABLES[table] if f"`{key}`" not in page] == []


def test_the_yaml_examples_compile(page: str) -> None:
    examples = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)

    assert len(examples) == 2
    for example in examples:
        compile_mapping(read_yarrrml([("mappings.md", example)]), base_iri="https://letters.example/")
