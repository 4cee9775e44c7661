"""Row B2: an answer that failed half-way is never taken for the whole one, by any client."""

from __future__ import annotations

import itertools
import os
import random
import re
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.reliability.b_asking import CLIENTS, SECONDS, NoAnswer
from tests.reliability.b_fault_proxy import Fault, fault_proxy
from tests.reliability.figures import Figure
from tests.reliability.processes import children, server_pid
from tests.reliability.serving import served
from tests.server.running import Running

PAIRS = 'SELECT ?a ?f { ?a ?b ?c . ?d ?e ?f FILTER(STRSTARTS(MD5(CONCAT(STR(?a), STR(?f))), "%s")) }'
SLOW = PAIRS % "000"
"""Its rows come one by one, for many seconds."""
LARGE = PAIRS % ""
"""Has more rows than an answer may."""
WHOLE = f"{LARGE} LIMIT 3000"
ROWS = 3_000
KINDS = {
    "worker killed": "engine-crash",
    "deadline": "query-timeout",
    "too large": "query-too-big",
    "connection cut": None,
}
"""Each kind of failure, and what the server says that it was; of the last it knows nothing."""
ALL = [(kind, client) for kind in KINDS for client in CLIENTS]
FEW = [
    *((kind, client) for kind, client in ALL if kind == "connection cut"),
    *(("worker killed", "curl"), ("worker killed", "urllib"), ("deadline", "requests"), ("deadline", "SPARQLWrapper")),
    ("too large", "rdflib"),
]
"""Each client, each kind: for the short form."""
ROUNDS = 10


@pytest.fixture(scope="module")
def limited(collection: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server whose answers have at most a megabyte."""
    if shutil.which("curl") is None and os.environ.get("LETTERGRAPH_CLIENTS") != "required":
        pytest.skip("curl is not installed: apt install curl")
    with served(collection, log=tmp_path_factory.mktemp("limited") / "log", answer_mb=1) as found:
        yield found


def working(server: Running) -> set[int]:
    """The workers that compute at this moment."""
    found = set()
    for pid in children(server_pid(server)):
        with suppress(OSError):
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
            if state == "R" and b"kg.workers" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.add(pid)
    return found


def kill_worker(server: Running, *, after: float) -> None:
    """Have the worker that has the query crash, so many seconds after it began to compute."""
    end = time.monotonic() + SECONDS
    while not working(server):
        assert time.monotonic() < end
        time.sleep(0.01)
    time.sleep(after)
    for pid in working(server):
        os.kill(pid, signal.SIGSEGV)  # SIGKILL is what Linux does to who uses too much memory


def outcomes(server: Running) -> Counter[str]:
    """Count the queries that the server answered by their outcomes, as it tells itself."""
    found: Counter[str] = Counter()
    for line in server.ask("/metrics").text.splitlines():
        match = re.fullmatch(r'lettergraph_queries_total\{.*outcome="([a-z0-9-]+)"\} ([0-9.]+)', line)
        if match is not None:
            found[match[1]] += int(float(match[2]))
    return found


class Failures:
    """Forces failures upon clients, and counts what they make of them."""

    def __init__(self, server: Running, cut: str) -> None:
        self._server = server
        self._cut = cut
        self._chance = random.Random(1919)  # noqa: S311 # moments, no secrets
        self._numbers = itertools.count()
        self.refused: Counter[tuple[str, str]] = Counter()
        self.accepted: list[tuple[str, str, int]] = []

    def force(self, kind: str, client: str) -> None:
        """Force one failure upon one client."""
        endpoint = f"{self._cut}sparql" if kind == "connection cut" else self._server.endpoint
        query = {"too large": LARGE, "connection cut": WHOLE}.get(kind, SLOW)
        moment = self._chance.uniform(0.1, 0.3)
        parameters = {"query": query} | ({"timeout": f"{moment:.3f}"} if kind == "deadline" else {})
        killer = threading.Thread(target=kill_worker, args=(self._server,), kwargs={"after": moment})
        self._wait_for_a_worker()
        if kind == "worker killed":
            killer.start()
        self._ask(kind, client, endpoint, parameters)
        if kind == "worker killed":
            killer.join()

    def _wait_for_a_worker(self) -> None:
        """Ask until a query is answered: the next failure is to strike in the middle of an answer, not in the queue."""
        end = time.monotonic() + SECONDS
        while self._server.query(f"ASK {{ <urn:x:{next(self._numbers)}> ?p ?o }}", accept="*/*").status != 200:
            assert time.monotonic() < end

    def _ask(self, kind: str, client: str, endpoint: str, parameters: Mapping[str, str]) -> None:
        try:
            rows = CLIENTS[client](endpoint, parameters)
        except NoAnswer:
            self.refused[kind, client] += 1
        else:
            self.accepted.append((kind, client, rows))


def check(server: Running, pairs: list[tuple[str, str]], figure: Figure) -> None:
    """Force each failure upon its client; nobody takes a part for the whole, and the server tells the kinds apart."""
    before = outcomes(server)
    with fault_proxy(server.address, Fault.CUT) as cut:
        failures = Failures(server, cut)
        for kind, client in pairs:
            failures.force(kind, client)
    said = outcomes(server) - before

    figure(
        "B2",
        f"partial answers: {len(pairs)} forced failures of {len(CLIENTS)} clients, {len(failures.accepted)} accepted",
    )
    assert failures.accepted == []
    assert failures.refused == Counter(pairs)
    wanted = Counter(outcome for kind, _ in pairs if (outcome := KINDS[kind]) is not None)
    assert {outcome: said[outcome] for outcome in wanted} == wanted


def test_no_client_takes_a_part_for_the_whole(limited: Running, figure: Figure) -> None:
    check(limited, FEW, figure)


@pytest.mark.acceptance
def test_no_client_takes_a_part_for_the_whole_in_two_hundred_failures(limited: Running, figure: Figure) -> None:
    assert len(ALL) * ROUNDS >= 200
    check(limited, ALL * ROUNDS, figure)


def test_every_client_would_take_a_part_that_was_streamed_for_the_whole(limited: Running) -> None:
    """What the spool is for: without the length of the whole, the half is an answer like any other."""
    with ExitStack() as proxies:
        streamed = proxies.enter_context(fault_proxy(limited.address, Fault.STREAMED))
        whole = {name: ask(limited.endpoint, {"query": WHOLE}) for name, ask in CLIENTS.items()}
        half = {name: ask(f"{streamed}sparql", {"query": WHOLE}) for name, ask in CLIENTS.items()}

    assert whole == dict.fromkeys(CLIENTS, ROWS)
    assert all(0 < rows < ROWS for rows in half.values())
