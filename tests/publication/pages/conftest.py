"""The built sites, opened for making pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.publication.pages import EntityPages, OpenedRelease, open_release


def _opened(collection: Path) -> Iterator[OpenedRelease]:
    with open_release((collection / "site" / "current").resolve()) as release:
        yield release


@pytest.fixture(scope="module")
def demo(demonstration: Path) -> Iterator[OpenedRelease]:
    yield from _opened(demonstration)


@pytest.fixture(scope="module")
def real(seed: Path) -> Iterator[OpenedRelease]:
    """The release of the seed page."""
    yield from _opened(seed)


@pytest.fixture(scope="module")
def demo_pages(demo: OpenedRelease) -> EntityPages:
    return EntityPages(demo)


@pytest.fixture(scope="module")
def real_pages(real: OpenedRelease) -> EntityPages:
    return EntityPages(real)
