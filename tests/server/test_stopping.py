"""How a server ends, and what its log says: the real command, stopped by a signal."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.server.running import Reply, Running, free_port

SLOW = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 10000000 } }"
"""Some seconds of work that ends."""
SHORT = ("--set", "slow_query_seconds=0.3")


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


def is_refused(running: Running) -> bool:
    try:
        socket.create_connection(running.address, timeout=30).close()
    except (ConnectionRefusedError, ConnectionResetError):  # the latter at the very moment of closing
        return True
    return False


def test_told_to_end_a_server_says_so_finishes_what_is_at_work_and_refuses_all_else(server: Running) -> None:
    """SIGTERM, step by step: not ready, then closed to others, then the running query has its answer, then the end."""
    replies: list[Reply] = []
    with serving(server.collection, *SHORT, "--set", "drain_seconds=0.5") as (running, process):
        asking = threading.Thread(target=lambda: replies.append(running.query(SLOW, accept="application/json")))
        asking.start()
        while b'"busy": 0' in running.ask("/health").body:
            pass
        process.send_signal(signal.SIGTERM)
        ready = running.ask("/health/ready").status
        while not is_refused(running):
            pass
        was_at_work = asking.is_alive()
        _, log = process.communicate(timeout=60)
        asking.join()

    assert ready == 503
    assert was_at_work
    assert [reply.status for reply in replies] == [200]
    assert int(replies[0].headers["content-length"]) == len(replies[0].body) > 0
    assert process.returncode == 0
    lines = [json.loads(line) for line in log.splitlines()]
    slow = [line for line in lines if "text" in line]
    assert [line["outcome"] for line in slow] == ["ok"]
    assert "127.0.0.1" not in json.dumps([line for line in lines if line["logger"] == "lettergraph.requests"])


def test_while_it_drains_a_server_answers_but_is_not_ready(server: Running) -> None:
    with serving(server.collection, "--set", "drain_seconds=60") as (running, process):
        before = running.ask("/health/ready").status
        process.send_signal(signal.SIGTERM)
        statuses = {running.ask("/health/ready").status for _ in range(3)}
        answer = running.query("ASK {}", accept="application/sparql-results+json")
        running.raw(b"POST /sparql?query=x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        log = log_of(process)  # the second signal ends the wait

    assert before == 200
    assert 503 in statuses
    assert answer.status == 200
    assert process.returncode == 0
    # What the parser refuses is logged, too, as far as its path.
    asked = [(line["method"], line["status"], line["outcome"]) for line in log if line.get("path") == "/sparql"]
    assert asked == [("GET", 200, "ok"), ("POST", 411, "length-required")]


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
