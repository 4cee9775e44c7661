"""Pools of misbehaving handlers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from kg.workers import Lane, PoolSettings, WorkerPool

HANDLERS = "tests.workers.handlers"
MakePool = Callable[..., WorkerPool]


def settings(**changes: object) -> PoolSettings:
    """Settings of a small pool: one worker for everybody, one for pages, half a second."""
    given: dict[str, object] = {
        "public_workers": 1,
        "page_workers": 0,
        "seconds": dict.fromkeys(Lane, 10.0),
        "wait_seconds": 10.0,
        "memory_budget": 128 * 1024 * 1024,
        **changes,
    }
    return PoolSettings(**given)  # type: ignore[arg-type]  # the names are those of the settings


@pytest.fixture
def make_pool() -> Iterator[MakePool]:
    """Start pools that are closed at the end of the test."""
    with ExitStack() as pools:

        def make(handler: str = "obey", setup: object = None, **changes: object) -> WorkerPool:
            return pools.enter_context(WorkerPool(f"{HANDLERS}:{handler}", setup, settings=settings(**changes)))

        yield make


@pytest.fixture
def pool(make_pool: MakePool) -> WorkerPool:
    """A pool of one worker."""
    return make_pool()
