"""Collections to read: a valid one, and a way to change single lines of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

VALID = """\
id = "bl"
title = "Letters"
base_iri = "https://letters.example.org"
publisher = "An Institute"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
languages = ["en", "ru"]

[[sources]]
path = "sources/*.txt"
"""

WriteCollection = Callable[..., Path]


@pytest.fixture
def write_collection(tmp_path: Path) -> WriteCollection:
    """Write ``collection.toml``: the valid one with lines replaced (by key), and more lines at its end or top."""

    def write(text: str = VALID, *, top: str = "", end: str = "", **lines: str | None) -> Path:
        kept = []
        for line in text.splitlines():
            key = line.partition(" = ")[0]
            if key not in lines:
                kept.append(line)
            elif lines[key] is not None:
                kept.append(f"{key} = {lines[key]}")
        (tmp_path / "sources").mkdir(exist_ok=True)
        (tmp_path / "sources" / "a.txt").write_text("a", encoding="utf-8")
        content = "\n".join([*([top] if top else []), *kept, end]) + "\n"
        (tmp_path / "collection.toml").write_text(content, encoding="utf-8")
        return tmp_path

    return write
