"""What the operator of a server may set, as the web process needs it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from kg.config import ServerConfiguration
from kg.store.lexical import GUARD, QueryGuard
from server.budget import BudgetSettings

_MEGABYTE = 1024 * 1024
THREADS = 64
"""Requests that are worked on at once; most of them wait for a worker or for nothing at all."""

WITHOUT_THREAD = 4
"""So many times as many queries may wait for a worker where they need no thread for that."""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Settings of the web process; the workers have their own (``kg.workers.PoolSettings``)."""

    queries_at_once: int = 48
    """SPARQL requests that may hold a thread at once: the other threads stay free for pages."""
    budget: BudgetSettings = field(default_factory=BudgetSettings)
    """What one client may use of the endpoint."""
    sandboxed: bool = True
    """Whether the workers are locked in; every page and the health say so if not."""
    cached_answers: int = 64 * _MEGABYTE
    """Bytes of answers that are kept; 0 keeps none."""
    cached_responses: int = 32 * _MEGABYTE
    """Bytes of whole responses that are kept; 0 keeps none."""
    guard: QueryGuard = GUARD
    """What the text of a query may have."""
    configuration: ServerConfiguration = field(default_factory=ServerConfiguration)
    """All values in force; those that are not repeated above concern proxies, names, metrics and logs."""
    stopping: threading.Event = field(default_factory=threading.Event)
    """Set once the server is being stopped; it is no longer ready then, though it answers."""


def settings_of(configuration: ServerConfiguration, *, sandboxed: bool = True) -> ServerSettings:
    """Take what the web process needs from the configuration of a collection."""
    chosen = configuration
    return ServerSettings(
        queries_at_once=chosen.queries_at_once,
        budget=BudgetSettings(
            seconds_per_minute=chosen.client_seconds_per_minute,
            seconds_burst=chosen.client_seconds_at_most,
            errors_per_minute=chosen.client_errors_per_minute,
            errors_burst=chosen.client_errors_at_most,
            in_flight=chosen.client_queries_at_once,
            clients=chosen.clients_remembered,
            local_clients=chosen.limit_local_clients,
        ),
        sandboxed=sandboxed,
        cached_answers=chosen.cached_answers_mb * _MEGABYTE,
        cached_responses=chosen.cached_responses_mb * _MEGABYTE,
        guard=QueryGuard(chosen.query_bytes, chosen.query_nesting, chosen.query_words, chosen.query_operators),
        configuration=chosen,
    )
