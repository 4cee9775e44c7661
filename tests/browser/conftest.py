"""One browser, and one hostile release."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Browser, opened_browser
from tests.browser.hostile import hostile_release
from tests.pipeline.collections import build_quietly


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of this folder in one process: they share the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened_browser() as found:
        yield found


@pytest.fixture(scope="module")
def hostile(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release in which everything is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    source = project / "collections" / "southern-front-1919"
    collection = shutil.copytree(source, folder / "sf", ignore=shutil.ignore_patterns("site"))
    result = build_quietly(collection)
    assert result.exit_status == 0, [str(one.error) for one in result.outcomes]
    return hostile_release((collection / "site" / "current").resolve(), folder / "site")
