"""The pages over built releases, without workers: see `tests.server.pages.in_process`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.pipeline.collections import build_quietly
from tests.server.pages.in_process import open_app


def _copied(project: Path, folder: Path) -> Path:
    return shutil.copytree(
        project / "collections" / "southern-front-1919", folder, ignore=shutil.ignore_patterns("site")
    )


def _client(folder: Path) -> FlaskClient:
    assert build_quietly(folder).exit_status == 0
    return open_app(folder / "site" / "current").test_client()


@pytest.fixture(scope="module")
def demo(project: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The demonstration."""
    return _client(_copied(project, tmp_path_factory.mktemp("pages") / "sf"))


@pytest.fixture(scope="module")
def real(project: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The seed page, under a public base IRI with a path."""
    folder = _copied(project, tmp_path_factory.mktemp("pages") / "bl")
    shutil.rmtree(folder / "sources")
    (folder / "sources").mkdir()
    (folder / "keys.tsv").unlink()
    shutil.copyfile(shared / "seed" / "page.txt", folder / "sources" / "page.txt")
    settings = (folder / "collection.toml").read_text(encoding="utf-8")
    settings = settings.replace('id = "sf"', 'id = "bl"').replace(
        "http://127.0.0.1:8377/", "https://letters.example.org/leadership/"
    )
    (folder / "collection.toml").write_text(settings, encoding="utf-8")
    return _client(folder)
