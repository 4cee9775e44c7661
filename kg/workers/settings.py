"""What a pool is made with: how many workers, whom they serve, and what each may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Lane(StrEnum):
    """Who asks."""

    PUBLIC = "public"
    """SPARQL queries of anybody."""
    PAGES = "pages"
    """Our own pages, descriptions and health."""


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """How many workers, and what each may use. Tests switch single protections off; nobody else should."""

    public_workers: int = 2
    page_workers: int = 1
    seconds: Mapping[Lane, float] = field(default_factory=lambda: {Lane.PUBLIC: 30.0, Lane.PAGES: 15.0})
    """Deadline of a task; a client's own wish can only shorten it."""
    wait_seconds: float = 2.0
    """How long a task waits for a worker before it is told that all are busy."""
    start_seconds: float = 30.0
    """How long a worker may take to open what it needs."""
    memory_budget: int | None = 512 * 1024 * 1024
    """Bytes of address space beyond what an idle worker uses; ``None``: no limit."""
    largest_answer: int = 50 * 1024 * 1024
    largest_rows: int = 1_000_000
    """Rows of a table; counted by the handler, which knows what a row is."""
    sandbox: bool = True
    readable: tuple[str, ...] | None = None
    """Folders that workers read, and no others, where the kernel has Landlock; ``None``: all."""
    nice_after: float | None = 0.5
    """Seconds after which a task yields the processor to the others; ``None``: never."""
