"""From the table ``[server]`` to what workers and endpoint are made with: no key is without effect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.config import ServerConfiguration
from kg.config.server import SERVER_KEYS
from kg.workers import Lane, PoolSettings
from kg.wsgi import pool_settings
from server.settings import ServerSettings, settings_of

MEGABYTE = 1024 * 1024

OF_WORKERS: dict[str, tuple[float, Callable[[PoolSettings], object], object]] = {
    "query_seconds": (5.0, lambda found: found.seconds[Lane.PUBLIC], 5.0),
    "page_seconds": (5.0, lambda found: found.seconds[Lane.PAGES], 5.0),
    "queue_seconds": (5.0, lambda found: found.wait_seconds, 5.0),
    "renice_seconds": (5.0, lambda found: found.nice_after, 5.0),
    "memory_mb": (100, lambda found: found.memory_budget, 100 * MEGABYTE),
    "answer_mb": (5, lambda found: found.largest_answer, 5 * MEGABYTE),
    "answer_rows": (5, lambda found: found.largest_rows, 5),
    "query_workers": (5, lambda found: found.public_workers, 5),
    "page_workers": (5, lambda found: found.page_workers, 5),
}
OF_ENDPOINT: dict[str, tuple[float, Callable[[ServerSettings], object]]] = {
    "query_bytes": (2000, lambda found: found.guard.largest_bytes),
    "query_nesting": (9, lambda found: found.guard.deepest),
    "query_words": (101, lambda found: found.guard.most_words),
    "query_operators": (9, lambda found: found.guard.longest_run),
    "queries_at_once": (9, lambda found: found.queries_at_once),
    "client_queries_at_once": (9, lambda found: found.budget.in_flight),
    "client_seconds_per_minute": (9.0, lambda found: found.budget.seconds_per_minute),
    "client_seconds_at_most": (9.0, lambda found: found.budget.seconds_burst),
    "client_errors_per_minute": (9.0, lambda found: found.budget.errors_per_minute),
    "client_errors_at_most": (9.0, lambda found: found.budget.errors_burst),
    "clients_remembered": (200, lambda found: found.budget.clients),
    "cached_answers_mb": (5, lambda found: found.cached_answers // MEGABYTE),
    "cached_responses_mb": (0, lambda found: found.cached_responses),
    "limit_local_clients": (True, lambda found: found.budget.local_clients),
}
TRIED_ELSEWHERE = {
    "trusted_proxies": "test_operating",
    "hosts": "test_operating",
    "public_metrics": "test_operating",
    "log_clients": "test_operating",
    "drain_seconds": "test_stopping",
    "log_format": "test_stopping",
    "slow_query_seconds": "test_stopping",
}


@pytest.mark.parametrize("key", OF_WORKERS)
def test_a_limit_of_workers_reaches_the_pool(key: str) -> None:
    value, found, expected = OF_WORKERS[key]

    assert found(pool_settings(replace(ServerConfiguration(), **{key: value}))) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("key", OF_ENDPOINT)
def test_a_limit_of_clients_reaches_the_endpoint(key: str) -> None:
    value, found = OF_ENDPOINT[key]

    assert found(settings_of(replace(ServerConfiguration(), **{key: value}))) == value  # type: ignore[arg-type]


def test_every_key_is_tried() -> None:
    assert {key.name for key in SERVER_KEYS} == {*OF_WORKERS, *OF_ENDPOINT, *TRIED_ELSEWHERE}


def test_the_defaults_are_those_of_workers_and_endpoint() -> None:
    configured, own = settings_of(ServerConfiguration()), ServerSettings()

    assert pool_settings(ServerConfiguration()) == PoolSettings()
    for name in ("budget", "guard", "queries_at_once", "cached_answers", "cached_responses"):
        assert getattr(configured, name) == getattr(own, name)


def test_without_the_sandbox_workers_are_not_locked_in_and_the_site_knows() -> None:
    assert not pool_settings(ServerConfiguration(), sandboxed=False).sandbox
    assert not settings_of(ServerConfiguration(), sandboxed=False).sandboxed
