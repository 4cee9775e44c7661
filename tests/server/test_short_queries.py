"""Short queries are answered by the thread that reads, and nobody can tell; whatever takes longer is not."""

from __future__ import annotations

import re
import select
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import quote, urlencode

import pytest
from waitress import wasyncore
from waitress.server import create_server

from kg.errors import QueryCancelled, WorkersBusy
from kg.publication.site import Site
from kg.workers import Lane, Pending, PoolSettings, WorkerPool
from server.budget import Budget, BudgetSettings
from server.channel import channel_class
from server.compression import Compression
from server.fast_path import FAILED, FastPath
from server.listening import Ending, _Loop
from server.metrics import Metrics
from server.outer import OuterLayer
from server.settings import ServerSettings
from server.short_queries import LONGEST, PATIENCE, ShortQueries

PATIENT = 20.0
CLIENT = "127.0.0.1"


class Stage:
    """A loop of waitress that the test turns itself, and workers that obey the query; no Flask."""

    def __init__(self, pool: WorkerPool, *, short: bool = True) -> None:
        self.pool = pool
        self.release = SimpleNamespace(
            id="r1", base_iri="http://127.0.0.1/", manifest=SimpleNamespace(nquads_sha256="0")
        )
        self.uses = 0
        self.failures: list[Exception] = []
        self.observed: list[tuple[str, float]] = []
        self.handed_over = 0
        self.gate = threading.Semaphore(48)
        self.budget = Budget(BudgetSettings(local_clients=True))
        site = cast("Site", self)
        fast = FastPath(self._answer_problem, site=site, budget=self.budget, gate=self.gate, cache_bytes=1 << 20)
        outer = OuterLayer(Compression(fast), site=site, settings=ServerSettings(), metrics=Metrics(site))
        outer.observe = self._observe  # type: ignore[method-assign]
        create: Any = create_server
        self._server = create(
            outer, host=CLIENT, port=0, threads=2, channel_request_lookahead=1, clear_untrusted_proxy_headers=False
        )
        self._server.channel_class = channel_class(None)
        self.loop = _Loop(self._server, [self._server], Ending(), ShortQueries(outer, fast) if short else None)
        self._dispatch = self._server.task_dispatcher.add_task
        self._server.task_dispatcher.add_task = self._count

    def _count(self, channel: Any) -> None:
        self.handed_over += 1
        self._dispatch(channel)

    def enter(self) -> Stage:
        self.uses += 1
        return self

    def leave(self, serving: Stage) -> None:
        serving.uses -= 1

    def begin(self, task: dict[str, object], **options: Any) -> Pending:
        return self.pool.begin(task, **options)

    def _answer_problem(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if FAILED in environ:
            self.failures.append(environ[FAILED])
        start_response("299 A problem", [("Content-Length", "4")])
        return [b"oops"]

    def _observe(self, environ: object, status: str, headers: object, *, seconds: float = 0.0) -> None:
        self.observed.append((status, seconds))

    def connect(self) -> socket.socket:
        connection = socket.create_connection((CLIENT, int(self._server.effective_port)))
        connection.setblocking(False)
        return connection

    def turn_until(self, condition: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENT
        while not condition():
            assert time.monotonic() < end, "it never came true"
            self.loop._turn(0.02)

    def receive(self, connection: socket.socket, answers: int = 1) -> bytes:
        """Turn the loop until so many whole answers came, or the connection is closed."""
        received = b""

        def done() -> bool:
            nonlocal received
            try:
                part = connection.recv(1 << 20)
            except BlockingIOError:
                return False
            received += part
            return not part or _whole(received) >= answers

        self.turn_until(done)
        return received

    def ask(self, request: bytes) -> bytes:
        with self.connect() as connection:
            connection.sendall(request)
            return self.receive(connection)

    @property
    def at_rest(self) -> bool:
        """Whether nothing is held any more."""
        status = self.pool.status()
        held = self.uses or self.gate._value != 48 or self.budget._account(CLIENT).in_flight
        return not held and status.busy == 0 and status.waiting == 0

    def close(self) -> None:
        self._server.task_dispatcher.shutdown()
        wasyncore.close_all(self.loop.map)


def _whole(received: bytes) -> int:
    """Count the answers that are complete."""
    count = 0
    while match := re.match(rb"HTTP/1.\d .*?Content-Length: (\d+).*?\r\n\r\n", received, re.DOTALL):
        end = match.end() + int(match[1])
        if len(received) < end:
            break
        count, received = count + 1, received[end:]
    return count


def get(query: str, *headers: str, method: str = "GET", version: str = "1.1") -> bytes:
    lines = "".join(f"{line}\r\n" for line in ("Host: 127.0.0.1", *headers))
    return f"{method} /sparql?query={quote(query)} HTTP/{version}\r\n{lines}\r\n".encode()


def post(query: str) -> bytes:
    body = urlencode({"query": query}).encode()
    lines = f"Host: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    return f"POST /sparql HTTP/1.1\r\n{lines}\r\n".encode() + body


def bodies(received: bytes) -> list[bytes]:
    """What the queries were that came back, each by the last word of its comment."""
    return re.findall(rb"#(\w+)\.", received)


MakeStage = Callable[..., Stage]


@pytest.fixture
def make_stage() -> Iterator[MakeStage]:
    made: list[Stage] = []

    def make(*, short: bool = True, wait_seconds: float = PATIENT) -> Stage:
        settings = PoolSettings(
            public_workers=1, page_workers=0, seconds=dict.fromkeys(Lane, 10.0), wait_seconds=wait_seconds
        )
        pool = made[0].pool if made else WorkerPool("tests.server.short_handler:obey", None, settings=settings)
        made.append(Stage(pool, short=short))
        return made[-1]

    yield make
    for stage in made:
        stage.close()
    made[0].pool.close()


@pytest.fixture
def stage(make_stage: MakeStage) -> Stage:
    return make_stage()


@pytest.fixture
def long_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a slow machine does, what is short stays where it is."""
    monkeypatch.setattr("server.short_queries.PATIENCE", PATIENT)


@pytest.mark.usefixtures("long_patience")
def test_no_thread_has_a_part_in_a_short_query(stage: Stage) -> None:
    received = stage.ask(get("ASK {} #short."))

    assert bodies(received) == [b"short"]
    assert (stage.handed_over, stage.at_rest) == (0, True)
    [(status, seconds)] = stage.observed
    assert status == "200 OK"
    assert 0 < seconds < PATIENT


REQUESTS = {
    "GET": get("ASK {} #q"),
    "HEAD": get("ASK {} #q", "Connection: close", method="HEAD"),
    "POST": post("ASK {} #q"),
    "HTTP/1.0": get("ASK {} #q", version="1.0"),
    "HTTP/1.0 that stays": get("ASK {} #q", "Connection: Keep-Alive", version="1.0"),
    "the last one": get("ASK {} #q", "Connection: close"),
    "a format": get("ASK {} #q", "Accept: application/sparql-results+xml"),
    "small and compressed": get("ASK {} #size=5000", "Accept-Encoding: gzip"),
    "large and compressed": get("ASK {} #size=50000", "Accept-Encoding: gzip"),
    "large": get("ASK {} #size=400000"),
    "too large for the memory": get("ASK {} #size=2000000"),
    "wrong": get("ASK {} #fail"),
    "no query": get("ASK {"),
    "no query at all": b"GET /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "another site": get("ASK {} #q").replace(b"Host: 127.0.0.1", b"Host: evil.example"),
    "for a page": get("ASK {} #q", "Accept: text/html"),
    "refused": get("ASK {} #q", "Transfer-Encoding: chunked"),
}


def test_every_answer_is_byte_for_byte_that_of_a_thread(make_stage: MakeStage) -> None:
    short, long = make_stage(), make_stage(short=False)
    differing = []
    for name, request in REQUESTS.items():
        for _ in range(2):  # the second one is known
            here, there = (re.sub(rb"Date: [^\r]+", b"", one.ask(request)) for one in (short, long))
            if here != there or not here:
                differing.append((name, here[:600], there[:600]))

    assert differing == []
    assert [status for status, _ in short.observed] == [status for status, _ in long.observed]
    assert short.handed_over < long.handed_over == 2 * len(REQUESTS)
    assert (short.at_rest, long.at_rest) == (True, True)


@pytest.mark.parametrize(
    ("word", "status"), [("work=0.2", b"200"), ("size=2000000", b"200"), ("fail", b"299"), ("die", b"299")]
)
def test_what_is_not_short_is_ended_by_a_thread(stage: Stage, word: str, status: bytes) -> None:
    received = stage.ask(get(f"ASK {{}} #{word}"))

    assert received.startswith(b"HTTP/1.1 " + status)
    assert stage.handed_over == 1
    stage.turn_until(lambda: stage.at_rest)


def test_a_query_that_is_long_is_read_by_a_thread(stage: Stage) -> None:
    stage.ask(post(f"ASK {{}} #{'x' * LONGEST}"))

    assert stage.handed_over == 1


@pytest.mark.usefixtures("long_patience")
def test_who_waits_for_a_worker_is_served_in_order_and_by_no_thread(stage: Stage) -> None:
    connections = [stage.connect() for _ in range(4)]
    done: list[int] = []
    for number, connection in enumerate(connections):
        connection.sendall(get(f"ASK {{}} #{number} work=0.02"))
        stage.turn_until(lambda wanted=number + 1: stage.uses == wanted or stage.observed)  # type: ignore[misc]

    def all_done() -> bool:
        readable, _, _ = select.select(connections, [], [], 0)
        done.extend(number for number, one in enumerate(connections) if one in readable and number not in done)
        return len(done) == len(connections)

    stage.turn_until(all_done)
    for connection in connections:
        connection.close()

    assert done == [0, 1, 2, 3]
    assert stage.handed_over == 0
    assert [status for status, _ in stage.observed] == ["200 OK"] * 4


def test_a_worker_that_a_thread_gives_back_goes_to_who_waits_here(stage: Stage) -> None:
    with stage.connect() as slow, stage.connect() as waiting:
        slow.sendall(get("ASK {} #work=0.3"))
        stage.turn_until(lambda: stage.handed_over == 1)
        waiting.sendall(get("ASK {} #waiting."))
        received = stage.receive(waiting)
        stage.receive(slow)

    assert bodies(received) == [b"waiting"]
    assert stage.handed_over == 1


def test_who_waits_too_long_is_told_so(make_stage: MakeStage) -> None:
    stage = make_stage(wait_seconds=0.1)
    with stage.connect() as hanging, stage.connect() as waiting:
        hanging.sendall(get("ASK {} #hang"))
        stage.turn_until(lambda: stage.pool.status().busy == 1)
        waiting.sendall(get("ASK {} #waiting"))
        received = stage.receive(waiting)

    assert received.startswith(b"HTTP/1.1 299")
    assert [type(error) for error in stage.failures] == [WorkersBusy]
    stage.turn_until(lambda: stage.at_rest)  # the client that hung has gone


def test_a_client_that_leaves_ends_its_query_after_the_patience(stage: Stage) -> None:
    with stage.connect() as leaving:
        leaving.sendall(get("ASK {} #hang"))
        stage.turn_until(lambda: stage.pool.status().busy == 1)
    began = time.monotonic()
    stage.turn_until(lambda: stage.at_rest)

    assert [type(error) for error in stage.failures] == [QueryCancelled]
    assert time.monotonic() - began < 10 * (PATIENCE + 0.5)
    assert stage.pool.status().replaced == 1


@pytest.mark.usefixtures("long_patience")
def test_a_client_that_leaves_in_the_midst_of_a_short_query_costs_no_worker(stage: Stage) -> None:
    with stage.connect() as leaving:
        leaving.sendall(get("ASK {} #work=0.02"))
        stage.turn_until(lambda: stage.pool.status().busy == 1)
    stage.turn_until(lambda: stage.at_rest)

    assert stage.pool.status().replaced == 0


def test_answers_to_requests_that_came_together_keep_their_order(stage: Stage) -> None:
    with stage.connect() as connection:
        connection.sendall(
            b"".join(get(f"ASK {{}} #{word}") for word in ("first. work=0.02", "second.", "fail", "fourth."))
        )
        received = stage.receive(connection, answers=4)

    assert re.findall(rb"HTTP/1.1 (\d+)", received) == [b"200", b"200", b"299", b"200"]
    assert bodies(received) == [b"first", b"second", b"fourth"]
    stage.turn_until(lambda: stage.at_rest)


def test_a_thread_keeps_no_connection_to_itself(stage: Stage) -> None:
    with stage.connect() as connection:
        connection.sendall(get("ASK {} #work=0.2") + get("ASK {} #second.") + get("ASK {} #third."))
        received = stage.receive(connection, answers=3)

    assert bodies(received) == [b"second", b"third"]
    assert stage.handed_over == 1


def test_a_full_house_is_told_by_a_thread(stage: Stage) -> None:
    for _ in range(48):
        stage.gate.acquire()
    received = stage.ask(get("ASK {} #short"))

    assert received.startswith(b"HTTP/1.1 299")
    assert [type(error) for error in stage.failures] == [WorkersBusy]


def test_a_slow_client_keeps_nobody_waiting(stage: Stage) -> None:
    with stage.connect() as slow, stage.connect() as other:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.sendall(b"".join(get(f"ASK {{}} #size=4{number:05}") for number in range(30)))
        stage.turn_until(lambda: len(stage.observed) >= 3)
        other.sendall(get("ASK {} #other."))

        received = stage.receive(other)

    assert bodies(received) == [b"other"]
    stage.turn_until(lambda: stage.at_rest)
