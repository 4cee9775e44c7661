"""The command as users run it, and one built collection that tests only look at."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pipeline.collections import build_quietly, make_collection, page

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def lettergraph() -> Command:
    """Run ``lettergraph`` in a process of its own; standard streams are pipes."""

    def run(*arguments: object, cwd: Path | None = None, given: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kg.cli", *map(str, arguments)],
            cwd=cwd,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built collection of two letters; it is not to be changed."""
    notes = "1 Harbour Master B. F. Tallow."
    folder = make_collection(
        tmp_path_factory.mktemp("cli") / "letters",
        {"a.txt": page(body="The lamp of the Harbour Master 1 is dark.", notes=notes), "b.txt": page(date="1920")},
    )
    assert build_quietly(folder).exit_status == 0
    return folder
