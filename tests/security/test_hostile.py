"""Hostile queries against the engine in its workers, without the courtesy of a look at their words before.

One of each attack runs in every test run; the whole corpus, unguarded and guarded, runs in ``make acceptance``.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.workers import Lane, PoolSettings, WorkerPool
from tests.security.conftest import Canary
from tests.security.hostile import CORPUS, SECRET, Hostile, place
from tests.workers.test_life import children

DEADLINE = 0.5
TEN_TIMES = 10 * DEADLINE
EVERYDAY = {next(one.name for one in CORPUS if one.attack == attack) for attack in {one.attack for one in CORPUS}} | {
    *("EXISTS", "a sum", "a path of 1,000 steps", "3,000 optionals", "an unbound star", "VALUES times VALUES"),
    *("GROUP_CONCAT over a cross product", "doubling by CONCAT", "SERVICE behind a number in a triple"),
    *("SERVICE SILENT", "SERVICE in EXISTS", "a regular expression of each row", "half a pair", "LOAD"),
}
CORPUS_PARAMETERS = [
    pytest.param(one, id=f"{one.attack}-{one.name}", marks=() if one.name in EVERYDAY else pytest.mark.acceptance)
    for one in CORPUS
]


def settings(**changes: object) -> PoolSettings:
    given: dict[str, object] = {
        "public_workers": 1,
        "page_workers": 1,
        "seconds": dict.fromkeys(Lane, DEADLINE),
        "wait_seconds": 30.0,
        "memory_budget": 256 * 1024 * 1024,
        "largest_answer": 5_000_000,
        **changes,
    }
    return PoolSettings(**given)  # type: ignore[arg-type]  # the names are those of the settings


@pytest.fixture(scope="module")
def unguarded(store: Path) -> Iterator[WorkerPool]:
    with WorkerPool("tests.security.handler:unguarded", str(store), settings=settings()) as pool:
        yield pool


@pytest.fixture(scope="module")
def guarded(store: Path) -> Iterator[WorkerPool]:
    with WorkerPool("tests.security.handler:guarded", str(store), settings=settings()) as pool:
        yield pool


def outcome(pool: WorkerPool, query: str) -> bytes | QueryError:
    """The answer or the documented error; anything else is a fault."""
    try:
        return pool.run({"query": query}).read()
    except QueryError as error:
        return error


def withstands(pool: WorkerPool, hostile: Hostile, canary: Canary, secret_file: str) -> None:
    """Ask a hostile query, and look whether anything but its own answer has changed."""
    page = pool.run({"query": "ASK {}"}, lane=Lane.PAGES, seconds=TEN_TIMES).read()
    before = os.getpid(), len(children())
    started = time.monotonic()

    result = outcome(pool, place(hostile.query, address=canary.address, file_iri=secret_file))
    took = time.monotonic() - started
    alive = outcome(pool, "ASK { ?s ?p ?o }")

    assert took < TEN_TIMES, f"{took:.1f} s"
    assert hostile.may_be_answered or isinstance(result, QueryError)
    assert not isinstance(result, bytes) or SECRET.encode() not in result
    assert SECRET not in str(result)
    assert b"true" in page.lower()
    assert isinstance(alive, bytes)
    assert b"true" in alive
    assert canary.connections == 0
    assert (os.getpid(), len(children())) == before


@pytest.mark.parametrize("hostile", CORPUS_PARAMETERS)
def test_the_pool_withstands(hostile: Hostile, unguarded: WorkerPool, canary: Canary, secret_file: str) -> None:
    withstands(unguarded, hostile, canary, secret_file)


@pytest.mark.acceptance
@pytest.mark.parametrize("hostile", CORPUS, ids=lambda one: f"{one.attack}-{one.name}")
def test_the_store_behind_its_guard_withstands(
    hostile: Hostile, guarded: WorkerPool, canary: Canary, secret_file: str
) -> None:
    withstands(guarded, hostile, canary, secret_file)


def test_the_corpus_is_large_and_its_names_are_unique() -> None:
    assert len({(one.attack, one.name) for one in CORPUS}) == len(CORPUS)
    assert len(CORPUS) >= 60
    assert {one.name for one in CORPUS} >= EVERYDAY
