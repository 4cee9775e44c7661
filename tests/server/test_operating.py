"""Health, figures, limits and logs of a whole server, in process: what the operator and clients are told."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from werkzeug.test import Client, TestResponse

from kg.config import LogFormat, ServerConfiguration
from kg.config.server import SERVER_KEYS
from kg.errors import WorkersBusy
from kg.publication.site import Serving, Site
from kg.workers import PoolSettings, landlock
from server.app import create_app
from server.logs import REQUESTS, query_hash
from server.settings import ServerSettings, settings_of
from tests.server.running import Running

STRANGER = "203.0.113.5"
Ask = Callable[..., TestResponse]


@pytest.fixture(scope="module")
def site(server: Running) -> Iterator[Site]:
    settings = PoolSettings(public_workers=1, page_workers=1)
    with Site(server.collection / "site", settings=settings, interval=None) as found:
        yield found


def client_of(site: Site, settings: ServerSettings | None = None, **values: object) -> Ask:
    configuration = ServerConfiguration(**values)  # type: ignore[arg-type] # tests know their types
    client = Client(create_app(site, settings=settings or settings_of(configuration)))

    def ask(path: str, *, client_address: str = "127.0.0.1", **headers: str) -> TestResponse:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(path, headers=names, environ_overrides={"REMOTE_ADDR": client_address}, buffered=True)

    return ask


def figure(text: str, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return 0.0 if found is None else float(found[1])


def test_metrics_count_queries_by_form_and_outcome(site: Site) -> None:
    ask = client_of(site)
    ask("/sparql?query=ASK{}")
    ask("/sparql?query=nonsense")
    ask("/health/live")
    reply = ask("/metrics")
    text = reply.text

    assert reply.mimetype == "text/plain"
    assert figure(text, 'lettergraph_queries_total{form="ASK",outcome="ok"}') == 1
    assert figure(text, 'lettergraph_queries_total{form="none",outcome="malformed-query"}') == 1
    assert figure(text, 'lettergraph_query_duration_seconds_count{form="ASK"}') == 1
    assert figure(text, 'lettergraph_http_requests_total{method="GET",status="200"}') == 2
    assert figure(text, 'lettergraph_workers{state="idle"}') == 2
    assert f'lettergraph_release_info{{release="{site.release.id}"' in text


def test_graphs_are_counted_as_queries_of_a_form_of_their_own(site: Site) -> None:
    ask = client_of(site, client_errors_at_most=1.0, client_errors_per_minute=1.0)
    paths = ("/data?default", "/data", "/data?default")  # the second uses the stranger's share up
    statuses = [ask(path, client_address=STRANGER, Accept="text/turtle").status_code for path in paths]
    text = ask("/metrics").text

    assert statuses == [200, 400, 429]
    for outcome in ("ok", "one-graph", "too-many-requests"):
        assert figure(text, f'lettergraph_queries_total{{form="graph-store",outcome="{outcome}"}}') == 1
    assert figure(text, 'lettergraph_query_duration_seconds_count{form="graph-store"}') == 3
    assert figure(text, 'lettergraph_query_duration_seconds_sum{form="graph-store"}') > 0


def test_a_graph_is_logged_with_its_form(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    ask = client_of(site, log_format=LogFormat.JSON)
    with caplog.at_level(logging.INFO, logger=REQUESTS.name):
        ask("/data?graph=http%3A%2F%2Fa.example%2F", Accept="text/turtle")
    (line,) = (record.fields for record in caplog.records if record.name == REQUESTS.name)  # type: ignore[attr-defined]

    assert (line["form"], line["outcome"], line["status"]) == ("graph-store", "not-found", 404)
    assert line["query"] == query_hash("graph=http://a.example/")


def test_what_the_parser_refuses_is_counted_as_the_query_that_it_was_meant_to_be(server: Running) -> None:
    names = (
        'lettergraph_queries_total{form="none",outcome="length-required"}',
        'lettergraph_http_requests_total{method="POST",status="411"}',
        'lettergraph_http_requests_total{method="GET",status="431"}',
    )
    before = server.ask("/metrics").text
    server.raw(b"POST /sparql?query=x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
    server.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 70_000 + b"\r\n\r\n")
    after = server.ask("/metrics").text

    assert [figure(after, name) - figure(before, name) for name in names] == [1, 1, 1]


def test_an_answer_from_memory_is_counted_and_logged_as_one(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    ask = client_of(site, log_format=LogFormat.JSON)
    with caplog.at_level(logging.INFO, logger=REQUESTS.name):
        for _ in range(2):
            ask("/sparql?query=ASK{?once%20?twice%20?thrice}")
    text = ask("/metrics").text
    lines = [record.fields for record in caplog.records if record.name == REQUESTS.name]  # type: ignore[attr-defined]

    assert figure(text, "lettergraph_cached_answers_total") == 1
    assert figure(text, 'lettergraph_queries_total{form="ASK",outcome="ok"}') == 2
    assert [line.get("cached") for line in lines[:2]] == [None, True]


def test_metrics_name_no_client_and_no_query(site: Site) -> None:
    ask = client_of(site, public_metrics=True)
    ask("/sparql?query=ASK{<http://a.example/b>%20?p%20?o}", client_address=STRANGER)
    text = ask("/metrics", client_address=STRANGER).text

    assert STRANGER not in text
    assert "a.example" not in text


@pytest.mark.parametrize(
    ("address", "forwarded", "status"), [("127.0.0.1", None, 200), (STRANGER, None, 403), ("127.0.0.1", STRANGER, 403)]
)
def test_metrics_are_for_this_machine(site: Site, address: str, forwarded: str | None, status: int) -> None:
    headers = {} if forwarded is None else {"X_Forwarded_For": forwarded}

    assert client_of(site)("/metrics", client_address=address, **headers).status_code == status
    assert client_of(site, public_metrics=True)("/metrics", client_address=address, **headers).status_code == 200


def test_a_declared_proxy_on_this_machine_does_not_open_the_metrics(site: Site) -> None:
    ask = client_of(site, trusted_proxies=("127.0.0.1",))

    assert ask("/metrics", X_Forwarded_For=STRANGER).status_code == 403
    assert ask("/metrics").status_code == 200


def test_the_limits_in_force_are_shown_to_programs_and_people(site: Site) -> None:
    ask = client_of(site, query_seconds=7.5)
    values = json.loads(ask("/about/limits").data)
    page = ask("/about/limits", Accept="text/html")

    assert values["query_seconds"] == 7.5
    assert set(values) == {"walls", *(key.name for key in SERVER_KEYS if key.shown)}
    assert page.mimetype == "text/html"
    assert "7.5 s" in page.text
    assert ask("/about/limits", Accept="image/png").status_code == 406
    assert "Accept" in [one.strip() for one in page.headers["Vary"].split(",")]


def test_the_walls_around_the_workers_are_told(site: Site) -> None:
    ask = client_of(site)
    walls = json.loads(ask("/health").data)["walls"]

    assert walls == {"seccomp": True, "landlock": landlock.version()}
    assert json.loads(ask("/about/limits").data)["walls"] == walls
    assert ("Landlock" in ask("/about/limits", Accept="text/html").text) == bool(walls["landlock"])


def test_nobody_knows_the_walls_while_no_worker_answers(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*arguments: object, **named: object) -> object:
        raise WorkersBusy("All workers are busy.")

    monkeypatch.setattr(Serving, "run", busy)
    ask = client_of(site)

    assert (ask("/health").status_code, "walls" in json.loads(ask("/health").data)) == (503, False)
    assert json.loads(ask("/about/limits").data)["walls"] is None
    assert ask("/about/limits", Accept="text/html").status_code == 200


@pytest.mark.parametrize("path", ["/sparql", "/void"])
def test_the_description_is_made_once_for_each_format(site: Site, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = client_of(site)
    first = ask(path, Accept="text/turtle")
    monkeypatch.setattr(Serving, "run", None)  # nobody is asked again
    again = ask(path, Accept="text/turtle")
    unchanged = ask(path, Accept="text/turtle", If_None_Match=first.headers["ETag"])

    assert first.data.startswith(b"PREFIX") or b"@prefix" in first.data
    assert (again.data, again.headers["ETag"]) == (first.data, first.headers["ETag"])
    assert (unchanged.status_code, unchanged.data) == (304, b"")


@pytest.mark.parametrize(("configured", "cached"), [({}, 1), ({"cached_answers_mb": 0, "cached_responses_mb": 0}, 0)])
def test_answers_are_kept_unless_the_operator_leaves_no_memory_for_them(
    site: Site, configured: dict[str, int], cached: int
) -> None:
    ask = client_of(site, settings_of(ServerConfiguration(**configured)))  # type: ignore[arg-type] # numbers of bytes
    for _ in range(2):
        ask("/sparql?query=ASK{?kept%20?or%20?not}")

    assert figure(ask("/metrics").text, "lettergraph_cached_answers_total") == cached


def test_a_server_is_ready_until_it_is_stopped_and_lives_to_the_end(site: Site) -> None:
    settings = ServerSettings()
    ask = client_of(site, settings)
    before = ask("/health/ready").status_code
    settings.stopping.set()

    assert before == 200
    assert ask("/health/ready").status_code == 503
    assert ask("/health/live").status_code == 200
    assert ask("/sparql?query=ASK{}").status_code == 200


def test_a_server_without_sandbox_says_so_on_every_page_and_in_its_health(site: Site) -> None:
    unsafe, safe = client_of(site, ServerSettings(sandboxed=False)), client_of(site)
    pages = ("/", "/persons", "/about", "/sparql", "/about/limits", "/nowhere")

    for path in pages:
        assert "--unsafe-no-sandbox" in unsafe(path, Accept="text/html").text
        assert "--unsafe-no-sandbox" not in safe(path, Accept="text/html").text
    assert json.loads(unsafe("/health").data)["sandbox"] is False
    assert "--unsafe-no-sandbox" in json.loads(unsafe("/health").data)["warning"]
    assert "warning" not in json.loads(safe("/health").data)


def test_without_the_sandbox_no_wall_stands(server: Running) -> None:
    settings = PoolSettings(public_workers=0, page_workers=1, sandbox=False)
    with Site(server.collection / "site", settings=settings, interval=None) as site:
        health = json.loads(client_of(site)("/health").data)

    assert health["walls"] == {"seccomp": False, "landlock": 0}


def test_a_browser_that_knows_a_page_is_warned_too(site: Site) -> None:
    tag = client_of(site)("/persons", Accept="text/html").headers["ETag"]
    reply = client_of(site, ServerSettings(sandboxed=False))("/persons", Accept="text/html", If_None_Match=tag)

    assert client_of(site)("/persons", Accept="text/html", If_None_Match=tag).status_code == 304
    assert (reply.status_code, "--unsafe-no-sandbox" in reply.text) == (200, True)
    assert (reply.headers["Cache-Control"], reply.headers.get("ETag")) == ("no-store", None)


def test_a_tighter_guard_is_in_force(site: Site) -> None:
    ask = client_of(site, query_words=100)
    query = "ASK {" + "?s ?p ?o . " * 30 + "}"

    assert ask(f"/sparql?query={query}").status_code == 400
    assert client_of(site)(f"/sparql?query={query}").status_code == 200


@pytest.mark.parametrize("accept", ["text/csv", "text/html"])
def test_a_wider_guard_is_in_force(site: Site, accept: str) -> None:
    ask = client_of(site, query_nesting=256, query_operators=256)
    deep = "SELECT * {" + "{" * 250 + "}" * 250 + "}"
    long = "SELECT * { ?s " + "|".join(["<a:b>"] * 100) + " ?o }"

    for query in (deep, long):
        path = f"/sparql?query={quote(query)}"
        assert ask(path, Accept=accept).status_code == 200
        assert client_of(site)(path, Accept=accept).status_code == 400


def test_the_widest_guard_keeps_the_engine_alive(site: Site) -> None:
    widest = {key.name: key.most for key in SERVER_KEYS if key.why_most}
    query = "ASK {" + ("FILTER(" + "!" * 20 + "EXISTS {") * 127 + "})" * 127 + "}"

    wide = settings_of(ServerConfiguration(**widest))  # type: ignore[arg-type] # numbers
    assert client_of(site, wide)(f"/sparql?query={quote(query, safe='{}()!')}").status_code == 200
    assert client_of(site)(f"/sparql?query={quote(query, safe='{}()!')}").status_code == 400


def test_the_log_names_a_query_by_its_hash_and_no_client(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    ask = client_of(site, log_format=LogFormat.JSON)
    with caplog.at_level(logging.INFO, logger=REQUESTS.name):
        ask("/sparql?query=ASK{}", client_address=STRANGER)
        ask("/sparql?query=nonsense", client_address=STRANGER)
    lines = [record.fields for record in caplog.records if record.name == REQUESTS.name]  # type: ignore[attr-defined]

    assert [one["outcome"] for one in lines] == ["ok", "malformed-query"]
    assert lines[0]["query"] == query_hash("ASK{}")
    assert lines[0]["release"] == site.release.id
    assert STRANGER not in str(lines)


def test_the_log_names_clients_if_the_operator_wants_it(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    ask = client_of(site, log_format=LogFormat.JSON, log_clients=True, trusted_proxies=("127.0.0.1",))
    with caplog.at_level(logging.INFO, logger=REQUESTS.name):
        ask("/health/live", X_Forwarded_For=STRANGER)
    (record,) = (record for record in caplog.records if record.name == REQUESTS.name)

    assert record.fields["client"] == STRANGER  # type: ignore[attr-defined]


def test_only_the_list_of_names_keeps_other_names_out(site: Site) -> None:
    assert client_of(site)("/void", Host="evil.example").status_code == 421
    assert client_of(site, hosts=("*",))("/void", Host="evil.example").status_code == 200


def test_a_trusted_proxy_names_who_is_over_the_budget(site: Site) -> None:
    ask = client_of(site, trusted_proxies=("127.0.0.1",), client_errors_at_most=1.0, client_errors_per_minute=1.0)
    statuses = [ask("/sparql?query=x", X_Forwarded_For=STRANGER).status_code for _ in range(2)]
    pretended = ask("/sparql?query=ASK{}", X_Forwarded_For=f"192.0.2.1, {STRANGER}")
    other = ask("/sparql?query=ASK{}", X_Forwarded_For="203.0.113.6")

    assert statuses == [400, 429]
    assert (pretended.status_code, other.status_code) == (429, 200)
