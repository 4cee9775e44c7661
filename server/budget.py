"""Fair use: how much of the endpoint one client may have. Values and a clock; no HTTP.

Each client has a bucket of query seconds and one of errors, which fill up again as time goes by (after the Wikidata
Query Service), and may have some queries in flight at once. Whoever has used up a bucket is asked to wait; a query that
is refused for that is not run. Programs that federate queries send about twenty short ones at a time, and that is fine.
"""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

_NETWORK = 64
"""Bits that tell IPv6 clients apart: a client has a whole network of that size, and any address in it."""


def is_local(client: str) -> bool:
    """Say whether an address is one of this machine.

    Then the queries are one's own, or those of a proxy that was not declared, whose clients all look alike.
    """
    return client.startswith("127.") or client in ("::1", "::ffff:127.0.0.1")


@dataclass(frozen=True, slots=True)
class BudgetSettings:
    """What one client may use."""

    seconds_per_minute: float = 60.0
    seconds_burst: float = 120.0
    errors_per_minute: float = 30.0
    errors_burst: float = 60.0
    in_flight: int = 24
    clients: int = 10_000
    """So many clients are remembered; the one that was not seen for the longest time is forgotten first."""
    local_clients: bool = False
    """Whether clients of this machine have a budget, too."""


@dataclass(slots=True)
class _Client:
    seconds: float
    errors: float
    seen: float
    in_flight: int = 0


class Budget:
    """The accounts of all clients; any thread may use it.

    Args:
        settings: see `BudgetSettings`.
        clock: seconds that never go back.
    """

    def __init__(self, settings: BudgetSettings, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = threading.Lock()
        self._clients: OrderedDict[str, _Client] = OrderedDict()

    def enter(self, client: str) -> int | None:
        """Begin a query.

        Returns:
            ``None``: go on, and `leave` afterwards; else the seconds after which to ask again, and nothing is to be
            left.
        """
        if self._is_free(client):
            return None
        with self._lock:
            account = self._account(client)
            if account.in_flight >= self._settings.in_flight:
                return 1
            wait = max(
                _wait(account.seconds, self._settings.seconds_per_minute),
                _wait(account.errors - 1, self._settings.errors_per_minute),
            )
            if wait:
                return wait
            account.in_flight += 1
            return None

    def leave(self, client: str, *, seconds: float, failed: bool) -> None:
        """End a query that was begun.

        Args:
            client: as for `enter`.
            seconds: how long it took.
            failed: whether the client was told of an error.
        """
        if self._is_free(client):
            return
        with self._lock:
            account = self._account(client)
            account.in_flight = max(0, account.in_flight - 1)
            account.seconds -= seconds
            account.errors -= failed

    def _is_free(self, client: str) -> bool:
        return not self._settings.local_clients and (not client or is_local(client))

    def _account(self, client: str) -> _Client:
        settings, now = self._settings, self._clock()
        client = _account_name(client)
        account = self._clients.get(client)
        if account is None:
            account = self._clients[client] = _Client(settings.seconds_burst, settings.errors_burst, now)
            if len(self._clients) > settings.clients:
                self._clients.popitem(last=False)
        passed = now - account.seen
        account.seen = now
        account.seconds = min(settings.seconds_burst, account.seconds + passed * settings.seconds_per_minute / 60)
        account.errors = min(settings.errors_burst, account.errors + passed * settings.errors_per_minute / 60)
        self._clients.move_to_end(client)
        return account


def _account_name(client: str) -> str:
    """Give one name to all addresses of an IPv6 client."""
    if ":" not in client:
        return client
    try:
        return str(ipaddress.ip_network(f"{client.partition('%')[0]}/{_NETWORK}", strict=False))
    except ValueError:
        return client


def _wait(left: float, per_minute: float) -> int:
    """The seconds until nothing is wanting any more."""
    return 0 if left >= 0 else max(1, math.ceil(-left * 60 / per_minute))
