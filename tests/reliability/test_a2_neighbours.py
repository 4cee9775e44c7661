"""What the neighbours of a client notice whose queries never end (A2): ratios of one run, on one machine."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.reliability.asking import ENDLESS, fresh, post
from tests.reliability.conftest import Serve
from tests.reliability.figures import Figure
from tests.reliability.load import Answers, asking, computed, percentile
from tests.security.hostile import CORPUS
from tests.server.running import Running

pytestmark = pytest.mark.acceptance

SECONDS = 15.0
CLIENTS = 2
BESIDE_A_RUNAWAY, BESIDE_AN_ATTACK = 2.0, 3.0
ATTACKS = [one.query for one in CORPUS if one.attack in ("stack", "planner", "processor", "memory", "copious")]


@contextmanager
def attacker(server: Running, queries: Iterator[str]) -> Iterator[None]:
    """Ask one query after the other until the block ends."""
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            with suppress(ConnectionError):
                post(server, fresh(next(queries)))

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def measured(server: Running) -> Answers:
    with asking(server, computed, clients=CLIENTS) as answers:
        time.sleep(SECONDS)
    return answers


@pytest.mark.parametrize(
    ("words", "queries", "most"),
    [
        ("a runaway", lambda: itertools.repeat(ENDLESS), BESIDE_A_RUNAWAY),
        ("a mixed attack", lambda: itertools.cycle(ATTACKS), BESIDE_AN_ATTACK),
    ],
    ids=["runaway", "mixed"],
)
def test_neighbours_notice_little(
    words: str, queries: Callable[[], Iterator[str]], most: float, serve: Serve, figure: Figure
) -> None:
    server = serve(query_seconds=2.0)
    measured_first = measured(server)
    with attacker(server, queries()):
        beside = measured(server)

    alone, with_it = (percentile(one.seconds, 95) for one in (measured_first, beside))
    figure(
        "A2",
        f"neighbours of {words}: p95 {with_it * 1000:.1f} ms, alone {alone * 1000:.1f} ms, "
        f"ratio {with_it / alone:.2f} of {most:g}; {beside.failed} of {len(beside.seconds)} failed",
    )
    assert measured_first.failed == beside.failed == 0
    assert with_it / alone <= most
