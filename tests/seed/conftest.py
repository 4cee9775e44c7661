"""The seed page, built once with the demonstration's authority files and once with none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.seed.building import Seed, build_seed
from tests.seed.corrections import Corrected, correct
from tests.seed.example import read_example
from tests.seed.facts import Facts
from tests.seed.report import Correspondence, load_correspondence


@pytest.fixture(scope="session")
def page_file(shared: Path) -> Path:
    return shared / "seed" / "page.txt"


@pytest.fixture(scope="session")
def page(page_file: Path) -> str:
    return page_file.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def seed(page_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Seed:
    return build_seed(tmp_path_factory.mktemp("seed") / "with", page_file)


@pytest.fixture(scope="session")
def alone(page_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Seed:
    """Without authority files."""
    return build_seed(tmp_path_factory.mktemp("seed") / "without", page_file, authorities=False)


@pytest.fixture(scope="session")
def stated(seed: Seed) -> Facts:
    return Facts(seed.stated)


@pytest.fixture(scope="session")
def inferred(seed: Seed) -> Facts:
    return Facts(seed.inferred)


@pytest.fixture(scope="session")
def corrected(shared: Path, page: str) -> Corrected:
    return correct(read_example(shared), page)


@pytest.fixture(scope="session")
def names() -> Correspondence:
    return load_correspondence()
