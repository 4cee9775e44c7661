"""What every test may use: the real documents beside the project, and one way to draw examples.

Tests that need more (a built release, a compiled mapping) find it in the ``conftest.py`` of their own folder.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that asks for the real documents, so that ``-m "not shared"`` leaves them out."""
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.shared)


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's root folder."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the project.

    Where it is missing the test is skipped; with ``LETTERGRAPH_SHARED=required``, as in CI, it fails.
    """
    return find_shared(SHARED, required=os.environ.get("LETTERGRAPH_SHARED") == "required")


def find_shared(folder: Path, *, required: bool) -> Path:
    """Return the folder, or skip or fail the test that asked for it."""
    if folder.is_dir():
        return folder
    reason = "there is no folder `shared` with real documents beside the project"
    if required:
        pytest.fail(f"{reason}, and LETTERGRAPH_SHARED=required asks for it")
    pytest.skip(reason)
