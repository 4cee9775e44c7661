"""Workers are killed while clients ask: whoever was asking that one is told of it, and nobody else notices (A5)."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.reliability.asking import documented, is_well
from tests.reliability.checks import footprint, happens
from tests.reliability.conftest import Serve
from tests.reliability.figures import Figure
from tests.reliability.load import Answers, Asked, asking, computed
from tests.reliability.processes import children, is_running, server_pid
from tests.server.running import LETTER, Running
from tests.workers.test_queue import wait_until

CLIENTS = 4
PATIENCE = 40.0
"""Seconds in which the server closes what clients left open."""


@dataclass(slots=True)
class Murders:
    """What came of killing workers."""

    answers: Answers
    refilled: list[float] = field(default_factory=list)
    """Seconds until the pool was full again, each time."""
    before: tuple[int, int] = (0, 0)
    after: tuple[int, int] = (0, 0)
    """Processes and open descriptors of the server and its workers."""


def mixed() -> Iterator[Asked]:
    """Queries, and one request in four that is for the workers of pages: whoever is dead is found when it is asked."""
    return (Asked(f"/doc/doc/{LETTER}.ttl") if number % 4 == 0 else asked for number, asked in enumerate(computed()))


def murder(server: Running, count: int, *, answers_each: int) -> Murders:
    """Kill so many workers; between two of them, so many requests are answered."""
    assert is_well(server, within=10.0)
    before = footprint(server)
    choice = random.Random(1919)  # noqa: S311 - no secret depends on it
    with asking(server, mixed, clients=CLIENTS) as answers:
        found = Murders(answers, before=before)
        for _ in range(count):
            found.refilled.append(_one(server, choice))
            _await_answers(answers, answers_each)
    happens(lambda: footprint(server) == before, within=PATIENCE)
    found.after = footprint(server)
    return found


def _one(server: Running, choice: random.Random) -> float:
    """Kill one worker; gives the seconds until there are as many as before."""
    workers = children(server_pid(server))
    victim = choice.choice(sorted(workers))
    os.kill(victim, signal.SIGKILL)
    began = time.monotonic()
    wait_until(lambda: victim not in living(server) and len(living(server)) == len(workers))
    return time.monotonic() - began


def _await_answers(answers: Answers, more: int) -> None:
    asked = answers.outcomes.total()
    wait_until(lambda: answers.outcomes.total() >= asked + more)


def living(server: Running) -> set[int]:
    return {pid for pid in children(server_pid(server)) if is_running(pid)}


def test_a_murdered_worker_is_replaced(serve: Serve) -> None:
    found = murder(serve(), 3, answers_each=20)

    assert {*found.answers.outcomes} - {(200, "")} <= documented()
    assert found.answers.failed <= 3
    assert found.before == found.after


@pytest.mark.acceptance
def test_a_hundred_murders_fail_next_to_nobody(serve: Serve, figure: Figure) -> None:
    found = murder(serve(), 100, answers_each=250)
    answers, slowest = found.answers, max(found.refilled)
    total = answers.outcomes.total()
    figure(
        "A5",
        f"murdered workers: {len(found.refilled)}, {total - answers.failed} of {total} answered "
        f"({1 - answers.failed / total:.2%}), pool full after at most {slowest:.2f} s, "
        f"processes and descriptors {found.before} before and {found.after} after",
    )

    assert {*answers.outcomes} - {(200, "")} <= documented()
    assert answers.failed <= 0.005 * total
    assert slowest < 1.0
    assert found.before == found.after
