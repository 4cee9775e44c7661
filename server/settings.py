"""What the operator of a server may set."""

from __future__ import annotations

from dataclasses import dataclass, field

from server.budget import BudgetSettings

THREADS = 64
"""Requests that are worked on at once; most of them wait for a worker or for nothing at all."""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Settings of the web process; the workers have their own (``kg.workers.PoolSettings``)."""

    queries_at_once: int = 48
    """SPARQL requests that may be in the house at once: the other threads stay free for pages."""
    budget: BudgetSettings = field(default_factory=BudgetSettings)
    """What one client may use of the endpoint."""
    sandboxed: bool = True
    """Whether the workers are locked in; the health page says so."""
