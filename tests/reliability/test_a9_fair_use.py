"""Fair use, with a clock that moves when it is told to: who has used up a share waits, and only they (A9).

Queries come to an answer by three ways (the application, the short way before it, and the memory of responses), and
each has to ask the budget by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from kg.publication.site import Site
from kg.workers import PoolSettings
from kg.workers.conversation import Conversation
from server import app as application
from server.budget import Budget, BudgetSettings
from server.memory import MEMORY, Memory
from server.settings import ServerSettings
from tests.reliability.asking import fresh
from tests.reliability.figures import Figure

STRANGER, OTHER = "203.0.113.5", "203.0.113.6"
SHARE = BudgetSettings(seconds_per_minute=60, seconds_burst=120, errors_per_minute=30, errors_burst=60, in_flight=2)
HTML, CSV = "text/html", "text/csv"


@dataclass(slots=True)
class House:
    """An application whose clock stands still, and the tasks that its workers were given."""

    client: Client
    budget: Budget
    memory: Memory
    clock: list[float]
    """One value: the seconds that have passed."""
    tasks: list[object]

    def ask(self, query: str, *, of: str = STRANGER, accept: str = CSV, path: str = "/sparql") -> TestResponse:
        return self.client.get(
            path,
            query_string={"query": query} if path == "/sparql" else None,
            headers={"Accept": accept},
            environ_overrides={"REMOTE_ADDR": of},
            buffered=True,
        )


@pytest.fixture(scope="module")
def site(collection: Path) -> Iterator[Site]:
    settings = PoolSettings(public_workers=1, page_workers=1)
    with Site(collection / "site", settings=settings, interval=None) as found:
        yield found


@pytest.fixture
def house(site: Site, monkeypatch: pytest.MonkeyPatch) -> House:
    clock: list[float] = [0.0]
    budgets: list[Budget] = []
    tasks: list[object] = []
    tell = Conversation.tell

    def timed(settings: BudgetSettings) -> Budget:
        budgets.append(Budget(settings, clock=lambda: clock[0]))
        return budgets[-1]

    def counted(self: Conversation, given: object) -> None:
        tasks.append(given)
        tell(self, given)  # type: ignore[arg-type] # as it came

    monkeypatch.setattr(application, "Budget", timed)
    monkeypatch.setattr(Conversation, "tell", counted)
    app = application.create_app(site, settings=ServerSettings(budget=SHARE))
    return House(Client(app), budgets[0], app.extensions[MEMORY], clock, tasks)


def spend(house: House, client: str, *, seconds: float = 0.0, errors: int = 0) -> None:
    """Charge a client for what would take long to ask for."""
    for failed in [False] if seconds else [True] * errors:
        assert house.budget.enter(client) is None
        house.budget.leave(client, seconds=seconds, failed=failed)


WAYS = {
    "the application": ("/sparql", HTML),
    "the short way": ("/sparql", CSV),
    "graphs": ("/data?default", "text/turtle"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("spent", ["seconds", "errors"])
def test_who_is_over_the_share_is_told_at_once_and_nothing_is_run(way: str, spent: str, house: House) -> None:
    path, accept = WAYS[way]
    before = house.ask(fresh("ASK {}"), path=path, accept=accept)
    spend(house, STRANGER, **({"seconds": 150.0} if spent == "seconds" else {"errors": 60}))
    house.tasks.clear()

    refused = house.ask(fresh("ASK {}"), path=path, accept=accept)
    nothing = house.tasks[:]
    other = house.ask(fresh("ASK {}"), path=path, accept=accept, of=OTHER)
    house.clock[0] += int(refused.headers["Retry-After"])
    again = house.ask(fresh("ASK {}"), path=path, accept=accept)

    assert [one.status_code for one in (before, refused, other, again)] == [200, 429, 200, 200]
    assert nothing == []
    assert house.tasks


def test_what_was_answered_before_is_not_answered_beyond_the_share(house: House) -> None:
    query = fresh("ASK {}")
    spend(house, STRANGER, seconds=110.0)
    assert [house.ask(query).status_code for _ in range(2)] == [200, 200]
    spend(house, STRANGER, seconds=40.0)

    assert house.ask(query).status_code == 429


def test_a_response_in_memory_is_not_given_beyond_the_share(house: House) -> None:
    response = house.ask("ASK {}")
    lines = [f"{name}: {value}" for name, value in response.headers.items()]
    header = "\r\n".join(["HTTP/1.1 200 OK", "Date: Sun, 06 Nov 1994 08:49:37 GMT", *lines, "", ""]).encode()
    house.memory.keep(b"asked", STRANGER, header=header, body=response.data, environ={"REMOTE_ADDR": STRANGER})
    remembered = house.memory.find(b"asked", STRANGER)
    spend(house, STRANGER, seconds=150.0)

    assert remembered is not None
    assert house.memory.find(b"asked", STRANGER) is None


def test_the_share_ends_by_what_queries_really_take_and_get_wrong(house: House, figure: Figure) -> None:
    statuses: list[int] = []
    while not statuses or statuses[-1] != 429:
        statuses.append(house.ask("nonsense").status_code)
    house.tasks.clear()
    refused = house.ask(fresh("ASK {}"))
    nothing = house.tasks[:]
    wait = int(refused.headers["Retry-After"])
    house.clock[0] += wait - 0.5
    early = house.ask(fresh("ASK {}")).status_code
    house.clock[0] += 0.5
    late = house.ask(fresh("ASK {}")).status_code
    figure(
        "A9",
        f"fair use: {statuses.count(400)} errors answered, then {statuses[-1]} with Retry-After: {wait}, "
        f"{len(nothing)} queries run for it, another client {house.ask(fresh('ASK {}'), of=OTHER).status_code}; "
        f"{early} half a second early, {late} in time",
    )

    assert statuses == [400] * int(SHARE.errors_burst) + [429]
    assert nothing == []
    assert (refused.status_code, early, late) == (429, 429, 200)


def test_no_more_than_so_many_queries_of_one_client_are_in_flight(house: House) -> None:
    for _ in range(SHARE.in_flight):
        assert house.budget.enter(STRANGER) is None
    house.tasks.clear()
    refused, other = house.ask(fresh("ASK {}")), house.ask(fresh("ASK {}"), of=OTHER)

    assert (refused.status_code, other.status_code) == (429, 200)
    assert len(house.tasks) == 1
