"""Changelog fragments have the form that docs/changes/README.md asks for."""

from __future__ import annotations

import re
from pathlib import Path


def fragments(project: Path) -> dict[str, str]:
    folder = project / "docs" / "changes"
    return {
        path.name: path.read_text(encoding="utf-8").strip()
        for path in sorted(folder.iterdir())
        if path.name != "README.md"
    }


def test_a_fragment_is_named_after_its_effect(project: Path) -> None:
    odd = [name for name in fragments(project) if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.md", name) is None]

    assert odd == []


def test_a_fragment_is_one_to_three_sentences_without_a_heading(project: Path) -> None:
    sentence_end = re.compile(r"[.!?](?=\s|$)")
    odd = {
        name: text
        for name, text in fragments(project).items()
        if text.startswith("#") or not text.endswith(".") or not 1 <= len(sentence_end.findall(text)) <= 3
    }

    assert odd == {}
