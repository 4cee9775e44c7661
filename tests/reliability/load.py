"""Clients that ask one request after the other, each over a connection of its own, until they are told to stop."""

from __future__ import annotations

import http.client
import itertools
import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

from tests.reliability.asking import Outcome, outcome_of
from tests.server.running import Reply, Running

PATIENCE = 60.0
BROKEN: Outcome = (0, "connection")
"""The outcome of a request whose connection broke."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request."""

    path: str
    accept: str = "*/*"


@dataclass(slots=True)
class Answers:
    """What a crowd of clients was answered."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def failed(self) -> int:
        """Those that were neither an answer nor a redirection."""
        return sum(count for (status, _), count in self.outcomes.items() if not 200 <= status < 400)

    def add(self, outcome: Outcome, seconds: float) -> None:
        with self.lock:
            self.outcomes[outcome] += 1
            self.seconds.append(seconds)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many in a hundred do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def query_of(query: str, *, accept: str = "text/csv") -> Asked:
    """A query by GET."""
    return Asked(f"/sparql?query={quote(query)}", accept)


def computed() -> Iterator[Asked]:
    """Simple queries without end that are all different, so that a worker must answer each."""
    return (query_of(f"SELECT ?s ?p ?o {{ ?s ?p ?o }} LIMIT 20 # {number}") for number in itertools.count())


@contextmanager
def asking(server: Running, requests: Callable[[], Iterator[Asked]], *, clients: int) -> Iterator[Answers]:
    """Have so many clients ask until the block ends.

    Args:
        server: who is asked.
        requests: called once; its requests are divided among the clients.
        clients: each has one connection.
    """
    answers, stop, source = Answers(), threading.Event(), requests()
    drawing = threading.Lock()

    def work() -> None:
        with closing(http.client.HTTPConnection(*server.address, timeout=PATIENCE)) as connection:
            while not stop.is_set():
                with drawing:
                    asked = next(source, None)
                if asked is None:
                    break
                began = time.perf_counter()
                outcome = _one(connection, asked)
                answers.add(outcome, time.perf_counter() - began)

    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _one(connection: http.client.HTTPConnection, asked: Asked) -> Outcome:
    try:
        connection.request("GET", asked.path, headers={"Accept": asked.accept})
        response = connection.getresponse()
        fields = {name.lower(): value for name, value in response.getheaders()}
        return outcome_of(Reply(response.status, fields, response.read()))
    except (OSError, http.client.HTTPException):
        connection.close()
        return BROKEN
