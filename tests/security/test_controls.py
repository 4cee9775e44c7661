"""Each protection is switched off once: then the attack succeeds, so it is the protection that stops it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.errors import QueryCancelled, QueryForbidden, QueryTimeout, QueryTooBig, WorkerCrashed
from kg.workers import Lane, WorkerPool
from tests.security.conftest import Canary
from tests.security.hostile import CORPUS, Hostile, place
from tests.security.test_hostile import outcome, settings
from tests.workers.test_life import children

MEBIBYTE = 1024 * 1024
CALLS = [one for one in CORPUS if one.attack == "calls"]
PATIENT = dict.fromkeys(Lane, 60.0)
BOUNDED_BOMB = "SELECT (STRLEN(?v24) AS ?n) { BIND('xxxxxxxx' AS ?v0) " + "".join(
    f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1}) " for i in range(24)
)
"""128 MiB of text, and as much again while the last step is made."""
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@contextmanager
def unguarded(store: Path, **changes: object) -> Iterator[WorkerPool]:
    with WorkerPool("tests.security.handler:unguarded", str(store), settings=settings(**changes)) as pool:
        yield pool


def called(pool: WorkerPool, canary: Canary, hostile: list[Hostile]) -> list[str]:
    """The queries that reach the canary."""
    reached = []
    for one in hostile:
        before = canary.connections
        outcome(pool, place(one.query, address=canary.address, file_iri="file:///etc/hostname"))
        if canary.connections > before:
            reached.append(one.name)
    return reached


def test_without_the_sandbox_the_engine_calls_out(store: Path, canary: Canary) -> None:
    with unguarded(store, sandbox=False, seconds=PATIENT) as pool:
        reached = called(pool, canary, CALLS)

    assert len(reached) > 15
    assert {"SERVICE", "SERVICE behind a number in a triple", "SERVICE by number"} <= {*reached}


def test_with_the_sandbox_nothing_gets_out(store: Path, canary: Canary) -> None:
    with unguarded(store, seconds=PATIENT) as pool:
        assert called(pool, canary, CALLS) == []


def test_the_guard_alone_finds_every_spelling_we_know(store: Path, canary: Canary) -> None:
    """Courtesy, not security: it is good enough that people are told why."""
    forbidden = [one for one in CALLS if one.name in ("SERVICE", "LOAD", "SERVICE behind a number in a triple")]

    with WorkerPool(
        "tests.security.handler:guarded", str(store), settings=settings(sandbox=False, seconds=PATIENT)
    ) as pool:
        assert called(pool, canary, CALLS) == []
        for one in forbidden:
            result = outcome(pool, place(one.query, address=canary.address, file_iri="file:///etc/hostname"))
            assert isinstance(result, QueryForbidden)


def test_without_a_memory_budget_the_bomb_goes_off(store: Path) -> None:
    query = f"{BOUNDED_BOMB} }}"

    with unguarded(store, seconds=PATIENT, memory_budget=128 * MEBIBYTE) as pool:
        limited = outcome(pool, query)
    with unguarded(store, seconds=PATIENT, memory_budget=None) as pool:
        unlimited = outcome(pool, query)

    assert isinstance(limited, QueryTooBig)
    assert isinstance(unlimited, bytes)
    assert unlimited.split()[-1] == b"134217728"


def test_without_a_deadline_the_runaway_runs(store: Path) -> None:
    with unguarded(store) as pool, pytest.raises(QueryTimeout):
        pool.run({"query": ENDLESS})

    started = time.monotonic()
    with unguarded(store, seconds=dict.fromkeys(Lane, 3600.0)) as pool, pytest.raises(QueryCancelled):
        pool.run({"query": ENDLESS}, cancelled=lambda: time.monotonic() - started > 2.0)


def test_without_the_cap_the_large_answer_is_served(store: Path) -> None:
    query = "SELECT * { ?s ?p ?o }"

    with unguarded(store, seconds=PATIENT, largest_answer=MEBIBYTE) as pool:
        capped = outcome(pool, query)
    with unguarded(store, seconds=PATIENT, largest_answer=1 << 40) as pool:
        whole = outcome(pool, query)

    assert isinstance(capped, QueryTooBig)
    assert isinstance(whole, bytes)
    assert len(whole) > MEBIBYTE


def test_in_one_process_the_deep_query_takes_everybody_along(store: Path) -> None:
    """What the workers are for: the process that evaluates this query ends, whatever it else does."""
    deep = next(one.query for one in CORPUS if one.name == "open braces")

    with unguarded(store) as pool:
        before = children()
        result = outcome(pool, deep)

        assert isinstance(result, WorkerCrashed)
        assert len(before - children()) == 1
