"""The texts of the sources that a release keeps, from one release to the next."""

from __future__ import annotations

from pathlib import Path

from kg.release.texts import TEXTS, TextsReader
from tests.pipeline.collections import build_quietly, make_collection, page, served


def texts_of(folder: Path) -> dict[str, str]:
    with TextsReader(served(folder).path / TEXTS) as texts:
        return {path: texts.text(key)[:] for path, key in texts.paths().items()}


def test_texts_that_did_not_change_are_taken_over(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": page(), "b.txt": page(date="1920")})
    build_quietly(folder)
    first = texts_of(folder)
    (folder / "sources" / "b.txt").write_text(page(date="1921"), encoding="utf-8")
    build_quietly(folder, minutes=1)

    assert texts_of(folder) == first | {"sources/b.txt": page(date="1921")}


def test_the_same_bytes_in_another_encoding_are_another_text(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": ""}, settings='encoding = "windows-1252"')
    (folder / "sources" / "a.txt").write_bytes(page(body="Das \u00d6l ist aus.").encode())
    build_quietly(folder)
    wrong = texts_of(folder)
    configuration = folder / "collection.toml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("windows-1252", "utf-8"), encoding="utf-8")
    build_quietly(folder, minutes=1)

    assert "Das \u00d6l" not in wrong["sources/a.txt"]
    assert "Das \u00d6l" in texts_of(folder)["sources/a.txt"]
