"""What an earlier build made of a letter is taken over, letter by letter, whatever block it stands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipeline.collections import build_quietly, make_collection, page, quads


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = make_collection(tmp_path / "lf", {"a.txt": page(), "b.txt": page(date="1920")})
    build_quietly(made)
    return made


def test_only_the_letter_that_changed_is_read_again(folder: Path) -> None:
    (folder / "sources" / "b.txt").write_text(page(date="1920", body="The lamp is lit."), encoding="utf-8")

    result = build_quietly(folder, minutes=1)

    assert (result.built, result.reused) == (1, 1)
    assert any("The lamp is lit." in line for line in quads(folder))


def test_nothing_is_read_where_nothing_changed(folder: Path) -> None:
    result = build_quietly(folder, minutes=1)

    assert (result.built, result.reused) == (0, 2)


@pytest.mark.parametrize("name", ["plan.jsonl", "identities.jsonl"])
def test_a_damaged_cache_costs_time_and_nothing_else(name: str, folder: Path) -> None:
    before = quads(folder)
    path = folder / "site" / "cache" / name
    path.write_bytes(path.read_bytes().replace(b"lf-", b"xx-"))
    (folder / "sources" / "c.txt").write_text(page(date="1921"), encoding="utf-8")
    build_quietly(folder, minutes=1)
    (folder / "sources" / "c.txt").unlink()
    build_quietly(folder, minutes=2)

    assert quads(folder) == before
