"""Authority files to read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.authorities import Authorities, check_authorities, load_authorities
from kg.errors import ConfigurationError

Load = Callable[..., Authorities]
Check = Callable[..., tuple[ConfigurationError, ...]]


def write(folder: Path, texts: tuple[str, ...]) -> list[Path]:
    paths = []
    for number, text in enumerate(texts):
        paths.append(folder / f"{number}.yaml")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Read texts as authority files."""
    return lambda *texts: load_authorities(write(tmp_path, texts))


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Find the problems of texts as authority files."""
    return lambda *texts: check_authorities(write(tmp_path, texts))
