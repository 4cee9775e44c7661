"""The samples are built once for all tests of this folder (`make test` keeps a group in one process)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.samples.building import ALL, SMALL, Samples, build_samples


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "samples" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("samples"))


@pytest.fixture(scope="session")
def samples(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """All samples where LETTERGRAPH_SAMPLES=all says so (`make acceptance`), otherwise those that are quickly built."""
    names = ALL if os.environ.get("LETTERGRAPH_SAMPLES") == "all" else SMALL
    return build_samples(shared, tmp_path_factory.mktemp("samples"), names)
