"""Hostile queries over HTTP, one after the other, and the memory that the server needs for them (A1, A3).

Each is answered as documented and soon, each connection ends as it should, and the next honest question is answered at
once. One of each attack is asked in every run of the tests; in `make acceptance` all are, over more letters.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.reliability.asking import Outcome, documented, is_well, outcome_of, post
from tests.reliability.figures import Figure
from tests.reliability.processes import Sampling, is_running, memory, sampled, server_pid
from tests.reliability.serving import served
from tests.security.conftest import Canary
from tests.security.hostile import CORPUS, SECRET, Hostile, place
from tests.server.running import Running

LIMIT = 2.0
GRACE = 1.0
"""Seconds beyond the limit in which the answer must be there, and in which an honest question must be answered."""
TEN_TIMES = 10
MEBIBYTE = 1024 * 1024
WORKERS = 3
BUDGET_MB = 512
CEILING = (250 + WORKERS * BUDGET_MB) * MEBIBYTE
EVERYDAY = (
    *("open braces", "a path of 1,000 steps", "VALUES times VALUES", "doubling by CONCAT", "a repeated alternative"),
    *("a streamed cross product of numbers", "a huge IRI", "half a pair", "SERVICE", "LOAD", "FROM a file"),
)


@dataclass(slots=True)
class Campaign:
    """What came of a number of hostile queries."""

    asked: int = 0
    refused: list[Outcome] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    """Those that did no harm, and were answered."""
    undocumented: list[tuple[str, object]] = field(default_factory=list)
    resets: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    ailing: list[str] = field(default_factory=list)
    """Those after which an honest question was not answered soon."""
    memory: Sampling = field(default_factory=Sampling)
    connections: int = 0
    """To the server that no query may reach."""


def attack(server: Running, corpus: Sequence[Hostile], secret_file: str, *, patience: float) -> Campaign:
    """Ask all queries of a corpus."""
    found, canary = Campaign(), Canary()
    try:
        with sampled(lambda: memory(server_pid(server))) as found.memory:
            for hostile in corpus:
                query = place(hostile.query, address=canary.address, file_iri=secret_file)
                _ask(server, hostile, query, found, patience=patience)
                if not is_well(server, within=GRACE * patience):
                    found.ailing.append(hostile.name)
    finally:
        canary.close()
    found.connections = canary.connections
    return found


def _ask(server: Running, hostile: Hostile, query: str, found: Campaign, *, patience: float) -> None:
    found.asked += 1
    began = time.monotonic()
    try:
        reply = post(server, query, within=(LIMIT + GRACE) * patience)
    except ConnectionError:
        found.resets.append(hostile.name)
        return
    found.slowest = max(found.slowest, (time.monotonic() - began, hostile.name))
    outcome = None if reply is None else outcome_of(reply)
    if outcome in documented():
        found.refused.append(outcome)
    elif reply is not None and reply.status == 200 and hostile.may_be_answered and SECRET.encode() not in reply.body:
        found.answered.append(hostile.name)
    else:
        found.undocumented.append((hostile.name, outcome))


def faults(campaign: Campaign) -> dict[str, object]:
    """What must be empty."""
    found = {
        "undocumented": campaign.undocumented,
        "resets": campaign.resets,
        "ailing": campaign.ailing,
        "connections": campaign.connections,
    }
    return {name: value for name, value in found.items() if value}


def test_one_hostile_query_of_each_kind_does_no_harm(collection: Path, secret_file: str) -> None:
    corpus = [one for one in CORPUS if one.name in EVERYDAY]
    with served(collection, query_seconds=0.5, memory_mb=128) as server:
        campaign = attack(server, corpus, secret_file, patience=TEN_TIMES)

    assert faults(campaign) == {}
    assert campaign.asked == len(EVERYDAY)
    assert len(campaign.refused) >= len(EVERYDAY) - 2


@pytest.fixture(scope="module")
def stood(large_collection: Path, secret_file: str) -> Iterator[tuple[Campaign, bool]]:
    """All hostile queries, and whether the server that was asked still runs."""
    with served(large_collection, query_seconds=LIMIT, memory_mb=BUDGET_MB, query_workers=WORKERS - 1) as server:
        campaign = attack(server, CORPUS, secret_file, patience=1)
        yield campaign, is_running(server_pid(server))


@pytest.mark.acceptance
def test_every_hostile_query_is_answered_as_documented(stood: tuple[Campaign, bool], figure: Figure) -> None:
    campaign, alive = stood
    seconds, name = campaign.slowest
    figure(
        "A1",
        f"hostile queries: {campaign.asked}, of which {len(campaign.refused)} refused as documented and "
        f"{len(campaign.answered)} answered harmlessly; {len(campaign.resets)} resets; "
        f"slowest {seconds:.2f} s of {LIMIT + GRACE:g} ({name}); server {'alive' if alive else 'dead'}",
    )

    assert faults(campaign) == {}
    assert len(campaign.refused) >= 60
    assert alive


@pytest.mark.acceptance
def test_hostile_queries_need_no_more_memory_than_allowed(stood: tuple[Campaign, bool], figure: Figure) -> None:
    found = stood[0].memory
    figure(
        "A3",
        f"memory ceiling: at most {found.largest // MEBIBYTE} MB of {CEILING // MEBIBYTE} MB "
        f"in {len(found.values)} samples, at the beginning {found.values[0] // MEBIBYTE} MB",
    )

    assert found.largest <= CEILING
