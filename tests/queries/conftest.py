"""Releases to ask: the demonstration, the seed page, and letters with inexact dates. Each is built once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.letters import write_collection
from kg.pipeline import BuildOptions, build
from kg.release.contents import STORE
from kg.resources import collections_folder
from tests.queries.asking import Release
from tests.queries.letters import BASE as MILL
from tests.queries.letters import write_letters
from tests.seed.building import BASE as SEED_BASE
from tests.seed.building import build_seed


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of this folder in one process: the releases are built once."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("queries"))


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    """The demonstration collection."""
    folder = tmp_path_factory.mktemp("queries") / "demonstration"
    shutil.copytree(collections_folder() / "southern-front-1919", folder)
    yield from _opened(folder, base="http://127.0.0.1:8377/")


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    """Letters of one writer with dates of every exactness."""
    folder = tmp_path_factory.mktemp("queries") / "letters"
    write_letters(folder)
    yield from _opened(folder, base=MILL)


@pytest.fixture(scope="session")
def index_of_letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    """Invented letters as an index (CMIF) lists them, in German, with the troubles of real data."""
    folder = write_collection(tmp_path_factory.mktemp("queries") / "index", "cmif", 60)
    yield from _opened(folder, base="https://letters.example.org/")


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Release]:
    """The seed page, with the demonstration's authority files."""
    folder = tmp_path_factory.mktemp("queries") / "seed"
    built = build_seed(folder, shared / "seed" / "page.txt")
    release = Release(folder, built.site / STORE, base=SEED_BASE)
    yield release
    release.close()


def _opened(folder: Path, *, base: str) -> Iterator[Release]:
    result = build(folder, options=BuildOptions(processes=1))
    assert result.release is not None, [str(outcome) for outcome in result.outcomes]
    release = Release(folder, result.release.path / STORE, base=base)
    yield release
    release.close()
