"""One server for all tests of this folder: the demonstration at a free port."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.running import Running, built_demonstration, running

FOLDERS = ("tests/server/", "tests/clients/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that share the server in one process of xdist."""
    for item in items:
        if item.nodeid.startswith(FOLDERS):
            item.add_marker(pytest.mark.xdist_group("server"))


@pytest.fixture(scope="session")
def server(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The demonstration, built and served."""
    collection = built_demonstration(project, tmp_path_factory.mktemp("served") / "sf")
    with running(collection) as found:
        yield found
