"""The server and the releases: it follows the current one, under load, without a failed or a mixed answer."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kg.release import current_release, releases, rollback
from tests.pipeline.collections import build_quietly
from tests.server.running import Running, built_demonstration, free_port, running

CLIENTS = 8
PATIENCE = 60.0
QUERY = "SELECT (COUNT(*) AS ?n) WHERE { ?letter a rico:Record ; rico:hasSender ?sender }"


@pytest.fixture(scope="module")
def two_releases(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection with two releases that say different things: the second lacks a letter."""
    collection = built_demonstration(project, tmp_path_factory.mktemp("swapped") / "sf")
    removed = sorted((collection / "sources").glob("*.txt"))[-1]
    removed.unlink()
    build_quietly(collection, processes=2)
    assert len(releases(collection / "site")) == 2
    return collection


def wait_for(server: Running, release: str) -> None:
    end = time.monotonic() + PATIENCE
    while server.ask("/robots.txt").headers["x-release"] != release:
        assert time.monotonic() < end, f"{release} was not served"
        time.sleep(0.02)


class Load:
    """Clients that ask without a pause; every answer is noted with its release."""

    def __init__(self, server: Running) -> None:
        self._server = server
        self._stop = threading.Event()
        self.answers: Counter[tuple[str, str]] = Counter()
        self.failures: list[str] = []
        self._threads = [threading.Thread(target=self._ask, args=(number,)) for number in range(CLIENTS)]

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, number: int) -> None:
        while not self._stop.is_set():
            try:
                reply = (
                    self._server.query(QUERY)
                    if number % 2
                    else self._server.ask("/doc/person/stalin", headers={"Accept": "text/turtle"})
                )
            except OSError as error:
                self.failures.append(repr(error))
                continue
            if reply.status != 200:
                self.failures.append(f"{reply.status} {reply.text[:200]}")
            elif number % 2:
                self.answers[reply.headers["x-release"], reply.text] += 1


@pytest.mark.parametrize("swaps", [4, pytest.param(20, marks=pytest.mark.acceptance)])
def test_swaps_under_load_fail_no_request_and_mix_no_answer(two_releases: Path, swaps: int) -> None:
    site = two_releases / "site"
    names = [one.id for one in releases(site)]
    with running(two_releases) as server, Load(server) as load:
        for number in range(swaps):
            wanted = names[(number + 1) % 2]
            rollback(site, wanted)
            wait_for(server, wanted)
        assert server.process is not None
        assert server.process.poll() is None

    assert load.failures == []
    assert {release for release, _ in load.answers} == set(names)
    assert len(load.answers) == 2, "a release gave two answers, or both the same"
    assert sum(load.answers.values()) > swaps


def test_the_description_is_that_of_the_release_that_is_served(two_releases: Path) -> None:
    site = two_releases / "site"
    found = set()
    with running(two_releases) as server:
        for wanted in [one.id for one in releases(site)]:
            rollback(site, wanted)
            wait_for(server, wanted)
            for _ in range(2):
                reply = server.ask("/void", headers={"Accept": "text/turtle"})
                found.add((wanted, reply.headers["x-release"], reply.headers["etag"], reply.body))

    assert len(found) == 2
    assert all(wanted == told for wanted, told, _, _ in found)


def test_a_release_that_was_asked_for_is_served_whatever_is_current(two_releases: Path) -> None:
    site = two_releases / "site"
    newest, oldest = (one.id for one in releases(site))
    rollback(site, newest)
    with running(two_releases, "--release", oldest) as server:
        assert oldest == server.ask("/health").headers["x-release"]


def test_a_damaged_release_is_refused_and_the_one_before_is_served(two_releases: Path, tmp_path: Path) -> None:
    collection = shutil.copytree(two_releases, tmp_path / "damaged", symlinks=True)
    site = collection / "site"
    newest, oldest = (one.id for one in releases(site))
    rollback(site, newest)
    with (site / "current" / "report.json").open("ab") as file:
        file.write(b" ")
    with running(collection, "--port", str(free_port())) as server:
        assert oldest == server.ask("/health").headers["x-release"]


def lettergraph(*arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lettergraph")), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, env={**os.environ, **(environment or {})}
    )


def test_a_port_that_is_taken_is_named(server: Running) -> None:
    port = server.address[1]
    done = lettergraph("serve", "--collection", str(server.collection), "--port", str(port))

    assert done.returncode == 2
    assert f"Port {port} of 127.0.0.1 is taken" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_release_there_is_nothing_to_serve(tmp_path: Path) -> None:
    done = lettergraph("serve", "--collection", str(tmp_path))

    assert done.returncode == 2
    assert "lettergraph build" in done.stderr


def test_a_release_that_is_not_there_is_named_with_those_that_are(server: Running) -> None:
    current = current_release(server.collection / "site")
    done = lettergraph("serve", "--collection", str(server.collection), "--release", "19000101T000000Z")

    assert done.returncode == 2
    assert current is not None
    assert current.id in done.stderr


def test_any_wsgi_server_can_serve_the_site(server: Running) -> None:
    code = """
import kg.wsgi
from werkzeug.test import Client
client = Client(kg.wsgi.application)
print(client.get("/health").status_code, client.get("/sparql?query=ASK{}").text)
import sys
print(sorted({"pyoxigraph", "rdflib", "pyshacl"} & {name.partition(".")[0] for name in sys.modules}))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "LETTERGRAPH_COLLECTION": str(server.collection)},
    )

    assert done.stdout.split() == ["200", '{"head":{},"boolean":true}', "[]"]


def test_a_module_of_the_user_that_shadows_ours_is_named(server: Running, tmp_path: Path) -> None:
    (tmp_path / "server.py").write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "import kg.wsgi; kg.wsgi.application"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "LETTERGRAPH_COLLECTION": str(server.collection)},
    )

    assert "Another module called `server` is imported" in done.stderr
    assert str(tmp_path / "server.py") in done.stderr


def test_a_request_at_work_is_finished_when_the_server_is_told_to_end(server: Running) -> None:
    """The client's own limit ends its query a second after the server was told; its answer comes all the same."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    path = f"/sparql?{urlencode({'timeout': 2, 'query': endless})}"
    with ThreadPoolExecutor() as threads, running(server.collection, "--port", "0") as other:
        answer = threads.submit(other.ask, path)
        end = time.monotonic() + PATIENCE
        while json.loads(other.ask("/health").body)["workers"]["busy"] == 0:
            assert time.monotonic() < end
        assert other.process is not None
        other.process.send_signal(signal.SIGTERM)

        assert (answer.result(PATIENCE).status, other.process.wait(PATIENCE)) == (503, 0)
