"""The demonstration, built once; servers over it; and the table of figures at the end of the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from benchmarks.letters import write_collection
from tests.pipeline.collections import build_quietly
from tests.reliability.figures import Figure, figures_of, recorder
from tests.reliability.serving import served
from tests.security.conftest import secret_file
from tests.server.running import Running, built_demonstration

__all__ = ["secret_file"]

FOLDER = "tests/reliability/"
Serve = Callable[..., Running]
"""`served` without the collection and the log; it is stopped at the end of the test."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that share the collection in one process of xdist."""
    for item in items:
        if item.nodeid.startswith(FOLDER):
            item.add_marker(pytest.mark.xdist_group("reliability"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the figure of each row that was run."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, ())]
    lines = figures_of(reports)
    if lines:
        terminalreporter.section("figures")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """``figure("A1", "hostile queries: 64 of 64 documented")`` shows a line at the end of the run."""
    return recorder(request.node)


@pytest.fixture(scope="session")
def collection(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, built; copy it before anything is published into it."""
    return built_demonstration(project, tmp_path_factory.mktemp("reliability") / "sf")


@pytest.fixture(scope="session")
def server(collection: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server for all rows that only read, and whose clients mean no harm."""
    with served(collection, log=tmp_path_factory.mktemp("served") / "log") as found:
        yield found


@pytest.fixture
def serve(collection: Path, tmp_path: Path) -> Iterator[Serve]:
    """Start servers: ``serve("--unsafe-no-sandbox", query_seconds=2)``; ``.log`` is what they write."""
    with ExitStack() as servers:

        def start(*arguments: str, **settings: Any) -> Running:
            number = sum(1 for _ in tmp_path.glob("serve-*.log")) + 1
            log = tmp_path / f"serve-{number}.log"
            return servers.enter_context(served(collection, *arguments, log=log, **settings))

        yield start


@pytest.fixture(scope="session")
def large_collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two thousand invented letters, built: a cross product over them is beyond any limit."""
    folder = write_collection(tmp_path_factory.mktemp("large") / "letters", "cmif", 2_000, dirty=False)
    assert build_quietly(folder, processes=2).release is not None
    return folder
