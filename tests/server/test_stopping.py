"""How a server ends, and what its log says: the real command, stopped by a signal."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.server.running import Reply, Running, free_port

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SHORT = ("--set", "query_seconds=2", "--set", "slow_query_seconds=1")


@contextmanager
def serving(collection: Path, *options: str) -> Iterator[tuple[Running, subprocess.Popen[str]]]:
    """Serve with the log in a pipe; whoever uses it ends it."""
    command = [str(Path(sys.executable).with_name("lettergraph")), "serve", "--collection", str(collection)]
    command += ["--port", str(free_port()), "--log-format", "json", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Running(process.stdout.readline().strip(), collection), process
        finally:
            process.kill()


def log_of(process: subprocess.Popen[str]) -> list[dict[str, object]]:
    """End a server, and give the objects of its log."""
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=60)
    return [json.loads(line) for line in log.splitlines()]  # nothing but objects


def test_a_query_at_work_is_finished_and_then_the_server_ends(server: Running) -> None:
    replies: list[Reply] = []
    with serving(server.collection, *SHORT) as (running, process):
        asking = threading.Thread(target=lambda: replies.append(running.query(SLOW, accept="application/json")))
        asking.start()
        while b'"busy": 0' in running.ask("/health").body:
            pass
        log = log_of(process)
        asking.join()

    assert [reply.status for reply in replies] == [503]  # its own deadline, and no broken connection
    assert json.loads(replies[0].body)["type"] == "/problems/query-timeout"
    assert process.returncode == 0
    slow = [line for line in log if "text" in line]
    assert [line["outcome"] for line in slow] == ["query-timeout"]
    assert "127.0.0.1" not in json.dumps([line for line in log if line["logger"] == "lettergraph.requests"])


def test_while_it_drains_a_server_answers_but_is_not_ready(server: Running) -> None:
    with serving(server.collection, "--set", "drain_seconds=60") as (running, process):
        before = running.ask("/health/ready").status
        process.send_signal(signal.SIGTERM)
        statuses = {running.ask("/health/ready").status for _ in range(3)}
        answer = running.query("ASK {}", accept="application/sparql-results+json")
        log = log_of(process)  # the second signal ends the wait

    assert before == 200
    assert 503 in statuses
    assert answer.status == 200
    assert process.returncode == 0
    assert [line["status"] for line in log if line.get("path") == "/sparql"] == [200]


def test_a_server_that_was_started_without_sandbox_tells_everybody(server: Running) -> None:
    with serving(server.collection, "--unsafe-no-sandbox") as (running, process):
        page = running.ask("/", headers={"Accept": "text/html"})
        health = json.loads(running.ask("/health").body)
        log = log_of(process)

    assert "--unsafe-no-sandbox" in page.text
    assert (health["sandbox"], "--unsafe-no-sandbox" in health["warning"]) == (False, True)
    assert any("not locked in" in str(line["message"]) for line in log)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--set", "query_seconds=0"), "Write a number from 0.1 to 3600 (s)."),
        (("--set", "query_secnds=1"), 'Did you mean "query_seconds"?'),
        (("--trusted-proxy", "nginx"), "Write addresses or networks"),
    ],
)
def test_a_wrong_option_is_named_and_nothing_is_served(server: Running, options: tuple[str, ...], said: str) -> None:
    with serving(server.collection, *options) as (running, process):
        _, log = process.communicate(timeout=60)

    assert running.url == ""
    assert process.returncode != 0
    assert said in log
    assert "Traceback" not in log
