"""Fair use: one client cannot have everything, and the others notice nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from werkzeug.test import Client

from kg.publication.site import Site
from kg.workers import PoolSettings
from server.app import create_app
from server.budget import Budget, BudgetSettings, is_local
from server.settings import ServerSettings
from tests.server.running import Running

STRANGER = "203.0.113.5"
OTHER = "203.0.113.6"


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def spend(budget: Budget, client: str, *, seconds: float = 0.0, failed: bool = False, times: int = 1) -> None:
    for _ in range(times):
        assert budget.enter(client) is None
        budget.leave(client, seconds=seconds, failed=failed)


def test_a_client_over_its_seconds_waits_and_then_goes_on(clock: Clock) -> None:
    budget = Budget(BudgetSettings(), clock=clock)
    spend(budget, STRANGER, seconds=30.25, times=4)

    assert budget.enter(STRANGER) == 1
    assert budget.enter(OTHER) is None
    clock.now += 1
    assert budget.enter(STRANGER) is None


def test_who_spent_more_than_there_was_waits_for_longer(clock: Clock) -> None:
    budget = Budget(BudgetSettings(), clock=clock)
    spend(budget, STRANGER, seconds=150)

    assert budget.enter(STRANGER) == 30


def test_a_client_with_too_many_errors_waits(clock: Clock) -> None:
    budget = Budget(BudgetSettings(), clock=clock)
    spend(budget, STRANGER, failed=True, times=60)

    assert budget.enter(STRANGER) == 2
    clock.now += 2
    assert budget.enter(STRANGER) is None


def test_a_federating_client_may_have_twenty_queries_in_flight(clock: Clock) -> None:
    budget = Budget(BudgetSettings(), clock=clock)

    assert [budget.enter(STRANGER) for _ in range(25)] == [None] * 24 + [1]
    budget.leave(STRANGER, seconds=0, failed=False)
    assert budget.enter(STRANGER) is None


def test_a_bucket_never_holds_more_than_its_size(clock: Clock) -> None:
    budget = Budget(BudgetSettings(), clock=clock)
    spend(budget, STRANGER)
    clock.now += 10_000
    spend(budget, STRANGER, seconds=121)

    assert budget.enter(STRANGER) is not None


def test_clients_of_this_machine_have_no_budget_unless_they_shall(clock: Clock) -> None:
    free = Budget(BudgetSettings(), clock=clock)
    bound = Budget(BudgetSettings(local_clients=True), clock=clock)
    spend(free, "127.0.0.1", seconds=1000, times=3)
    spend(bound, "127.0.0.1", seconds=1000)

    assert bound.enter("127.0.0.1") is not None


def test_only_so_many_clients_are_remembered(clock: Clock) -> None:
    budget = Budget(BudgetSettings(clients=2), clock=clock)
    spend(budget, STRANGER, seconds=1000)
    spend(budget, OTHER)
    spend(budget, "203.0.113.7")

    assert budget.enter(STRANGER) is None


def test_all_addresses_of_an_ipv6_network_are_one_client(clock: Clock) -> None:
    budget = Budget(BudgetSettings(), clock=clock)
    spend(budget, "2001:db8:1:2::1", seconds=150)

    assert budget.enter("2001:db8:1:2:ffff::9") == 30
    assert budget.enter("2001:db8:1:3::1") is None


def test_only_the_address_of_this_machine_itself_is_local() -> None:
    assert [is_local(one) for one in ("127.0.0.9", "::1", "::1234", "12.7.0.0", STRANGER)] == [
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.fixture(scope="module")
def site(server: Running) -> Iterator[Site]:
    settings = PoolSettings(public_workers=1, page_workers=1)
    with Site(server.collection / "site", settings=settings, interval=None) as found:
        yield found


@pytest.fixture
def client_of(site: Site) -> Callable[[BudgetSettings], Client]:
    def make(budget: BudgetSettings) -> Client:
        return Client(create_app(site, settings=ServerSettings(budget=budget)))

    return make


def test_the_endpoint_asks_who_is_over_the_budget_to_wait(client_of: Callable[[BudgetSettings], Client]) -> None:
    client = client_of(BudgetSettings(errors_burst=2, errors_per_minute=1))
    asked = [
        client.get("/sparql?query=nonsense", environ_overrides={"REMOTE_ADDR": STRANGER}, buffered=True).status_code
        for _ in range(3)
    ]
    refused = client.get("/sparql?query=ASK{}", environ_overrides={"REMOTE_ADDR": STRANGER}, buffered=True)
    other = client.get("/sparql?query=ASK{}", environ_overrides={"REMOTE_ADDR": OTHER}, buffered=True)

    assert asked == [400, 400, 429]
    assert (refused.status_code, other.status_code) == (429, 200)
    assert int(refused.headers["Retry-After"]) >= 1
    assert refused.json is None or refused.json["type"] == "/problems/too-many-requests"


def test_an_error_of_the_engine_counts_and_is_answered(client_of: Callable[[BudgetSettings], Client]) -> None:
    client = client_of(BudgetSettings(errors_burst=1, errors_per_minute=1))
    path = "/sparql?query=SELECT%20(xsd:nothing(1)%20AS%20%3Fx)%20%7B%7D"
    statuses = [
        client.get(path, environ_overrides={"REMOTE_ADDR": STRANGER}, buffered=True).status_code for _ in range(2)
    ]

    assert statuses == [400, 429]


def test_pages_are_not_of_the_budget(client_of: Callable[[BudgetSettings], Client]) -> None:
    client = client_of(BudgetSettings(errors_burst=0))

    assert client.get("/void", environ_overrides={"REMOTE_ADDR": STRANGER}, buffered=True).status_code == 200


def test_a_browser_over_the_budget_sees_a_page(client_of: Callable[[BudgetSettings], Client]) -> None:
    client = client_of(BudgetSettings(errors_burst=0))
    reply = client.get(
        "/sparql", headers={"Accept": "text/html"}, environ_overrides={"REMOTE_ADDR": STRANGER}, buffered=True
    )

    assert (reply.status_code, reply.mimetype) == (429, "text/html")


def test_a_full_house_is_told_from_a_slow_query(site: Site) -> None:
    client = Client(create_app(site, settings=ServerSettings(queries_at_once=0)))
    reply = client.get("/sparql?query=ASK{}", buffered=True)

    assert (reply.status_code, reply.headers["Retry-After"]) == (503, "5")
    assert reply.json is None or reply.json["type"] == "/problems/busy"


def test_no_page_makes_absolute_addresses(project: Path) -> None:
    sources = [*(project / "server").rglob("*.py"), *(project / "server" / "templates").glob("*.html")]

    assert [str(path) for path in sources if "url_for" in path.read_text(encoding="utf-8")] == []
