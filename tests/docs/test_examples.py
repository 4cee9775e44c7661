"""The reference names every property by which an example query is described, and every address."""

from __future__ import annotations

import re
from pathlib import Path

from kg.publication.example_descriptions import EXAMPLE_PREFIXES, SCHEMA_HTTPS, example_lines


def test_every_property_of_an_example_is_documented(project: Path) -> None:
    text = (project / "docs" / "reference" / "examples.md").read_text(encoding="utf-8")
    properties = {re.findall(r"<([^>]*)>", line)[1] for line in example_lines("http://x.example/")}
    prefixes = {name: prefix for prefix, name in EXAMPLE_PREFIXES.items() if name != SCHEMA_HTTPS}
    names = {
        next((f"{prefix}:{one.removeprefix(name)}" for name, prefix in prefixes.items() if one.startswith(name)), one)
        for one in properties
    }

    assert names - set(re.findall(r"`([^`\s]+)`", text)) == {"sh:prefix", "sh:namespace", "dct:title", "rdfs:seeAlso"}
