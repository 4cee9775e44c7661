"""Minutes of everything at once, a hostile query among a hundred: nothing grows, nothing unexpected is heard (A8)."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

import pytest

from tests.reliability.asking import Outcome, documented
from tests.reliability.checks import footprint, happens
from tests.reliability.conftest import Serve
from tests.reliability.figures import Figure
from tests.reliability.load import Answers, Asked, asking, query_of
from tests.reliability.processes import Sampling, memory, sampled, server_pid
from tests.security.hostile import CORPUS
from tests.server.running import LETTER, Running

SECONDS = 300.0
LAST = 180.0
"""Seconds at the end in which memory may hardly grow; before, caches fill."""
GROWTH = 0.05
CLIENTS = 6
PATIENCE = 40.0
"""Seconds in which the server closes what clients left open."""
DISTINCT = 1_500
"""Different queries: so many that caches matter, and so few that they are full before the last minutes."""
SHORTEST_URL = 6_000
HOSTILE = [one.query for one in CORPUS if len(one.query.encode("utf-8", "replace")) < SHORTEST_URL]
PAGES = [
    *(Asked(path, "text/html") for path in ("/", "/documents", "/about/limits", f"/doc/doc/{LETTER}", "/sparql")),
    *(Asked(f"/id/doc/{LETTER}", accept) for accept in ("text/html", "text/turtle")),
    *(Asked(f"/doc/doc/{LETTER}", accept) for accept in ("text/turtle", "application/ld+json", "application/trig")),
    *(Asked(path) for path in ("/void", "/health/live", "/data?default")),
]


def mixture(*, hostile_every: int) -> Iterator[Asked]:
    """Requests without end: queries that are repeated and queries that are not, pages, and some that mean harm."""
    chance = random.Random(1919)  # noqa: S311 - no secret depends on it
    attacks = itertools.cycle(HOSTILE)
    for number in itertools.count(1):
        if number % hostile_every == 0:
            query = next(attacks).encode("utf-8", "replace").decode()
            yield query_of(f"{query}\n# {number}")
        elif number % 4 == 0:
            yield chance.choice(PAGES)
        elif number % 4 == 1:
            yield query_of(f"SELECT * {{ ?s ?p ?o BIND(RAND() AS ?x) }} LIMIT {chance.randrange(1, 50)}")
        else:
            yield query_of(f"SELECT * {{ ?s ?p ?o }} LIMIT {chance.randrange(1, DISTINCT)}")


def unexpected(answers: Answers) -> dict[Outcome, int]:
    """Those that no page promises; a query that finds all workers busy with hostile ones is among what is promised."""
    fine = {*documented(), (200, ""), (303, "")}
    return {outcome: count for outcome, count in answers.outcomes.items() if outcome not in fine}


def soak(
    server: Running, seconds: float, *, hostile_every: int, clients: int, interval: float
) -> tuple[Answers, Sampling]:
    """Ask for some time; gives the answers, and the memory of server and workers."""
    with (
        sampled(lambda: memory(server_pid(server)), seconds=interval) as used,
        asking(server, lambda: mixture(hostile_every=hostile_every), clients=clients) as answers,
    ):
        time.sleep(seconds)
    return answers, used


def is_as_before(server: Running, before: tuple[int, int]) -> bool:
    """Wait until a server has no more processes and descriptors than before, and say whether that came about."""
    return happens(lambda: footprint(server) <= before, within=PATIENCE)


def test_a_mixture_of_everything_is_answered_as_documented(serve: Serve) -> None:
    server = serve(query_seconds=0.3, memory_mb=64)
    before = footprint(server)
    answers, _ = soak(server, 2.0, hostile_every=10, clients=3, interval=1.0)

    assert unexpected(answers) == {}
    assert answers.outcomes[200, ""] > 20
    assert is_as_before(server, before)


@pytest.mark.acceptance
def test_five_minutes_of_everything_leave_no_trace(serve: Serve, figure: Figure, tmp_path: Path) -> None:
    server = serve(query_seconds=1.0)
    before = footprint(server)
    answers, used = soak(server, SECONDS, hostile_every=100, clients=CLIENTS, interval=1.0)
    restored = is_as_before(server, before)

    last = used.values[-int(len(used.values) * LAST / SECONDS) :]
    tenth = len(last) // 6
    growth = fmean(last[-tenth:]) / fmean(last[:tenth]) - 1
    answered, odd = answers.outcomes[200, ""] + answers.outcomes[303, ""], unexpected(answers)
    figure(
        "A8",
        f"soak of {SECONDS:g} s: {answers.outcomes.total()} requests, {answered} answered, "
        f"{sum(odd.values())} unexpected; memory {used.values[0] >> 20} MB, then {fmean(last[:tenth]) / 2**20:.0f} MB, "
        f"{growth:+.1%} in the last {LAST:g} s; processes, descriptors {before}, then {footprint(server)}",
    )
    assert odd == {}
    assert growth < GROWTH
    assert restored
