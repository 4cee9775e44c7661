"""The server is killed: nothing of it stays behind, and it starts again at once (A6)."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.reliability.asking import is_well, runaways
from tests.reliability.checks import await_computing, happens
from tests.reliability.figures import Figure
from tests.reliability.processes import children, is_running, server_pid
from tests.reliability.serving import served

ORPHAN_SECONDS, START_SECONDS = 1.0, 3.0


def murder(collection: Path) -> tuple[int, float]:
    """Kill a server at work; gives how many of its workers live on, and the seconds until another one answers."""
    with served(collection) as server:
        with runaways(server, 2):
            await_computing(server, 2)
            workers = children(server_pid(server))
            assert server.process is not None
            server.process.kill()
            server.process.wait()
        happens(lambda: not any(map(is_running, workers)), within=ORPHAN_SECONDS)
        orphans = sum(map(is_running, workers))
    began = time.monotonic()
    with served(collection) as again:
        assert is_well(again, within=60.0)
        return orphans, time.monotonic() - began


def test_a_murdered_server_leaves_no_orphan_and_starts_again(collection: Path) -> None:
    orphans, _ = murder(collection)

    assert orphans == 0


@pytest.mark.acceptance
def test_a_murdered_server_starts_again_at_once(large_collection: Path, figure: Figure) -> None:
    orphans, seconds = murder(large_collection)
    figure("A6", f"murdered server: {orphans} orphans after {ORPHAN_SECONDS:g} s, serves again after {seconds:.2f} s")

    assert orphans == 0
    assert seconds < START_SECONDS
