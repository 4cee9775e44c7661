"""Two built sites: the demonstration, and the real page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.pipeline.collections import build_quietly


def _demonstration(project: Path, folder: Path) -> Path:
    return shutil.copytree(
        project / "collections" / "southern-front-1919", folder, ignore=shutil.ignore_patterns("site")
    )


@pytest.fixture(scope="session")
def demonstration(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration collection, built."""
    folder = _demonstration(project, tmp_path_factory.mktemp("demonstration") / "sf")
    assert build_quietly(folder, processes=2).exit_status == 0
    return folder


@pytest.fixture(scope="session")
def seed(project: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real page with the authority files of the demonstration, built."""
    folder = _demonstration(project, tmp_path_factory.mktemp("seed") / "bl")
    shutil.rmtree(folder / "sources")
    (folder / "sources").mkdir()
    (folder / "keys.tsv").unlink()
    shutil.copyfile(shared / "seed" / "page.txt", folder / "sources" / "page.txt")
    settings = (folder / "collection.toml").read_text(encoding="utf-8").replace('id = "sf"', 'id = "bl"')
    (folder / "collection.toml").write_text(settings, encoding="utf-8")
    assert build_quietly(folder).exit_status == 0
    return folder
