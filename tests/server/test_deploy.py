"""What docs/how-to/deploy.md shows is run as it stands: nginx, systemd, and the command of the unit."""

from __future__ import annotations

import http.client
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kg.config import load_server
from tests.docs.markdown import code_blocks
from tests.server.running import Reply, Running, free_port, running

REQUIRED = os.environ.get("LETTERGRAPH_DEPLOYMENT") == "required"
SERVED_AT = "127.0.0.1:8377"
SRV = Path("/srv/letters")
START_SECONDS = 60

_MAIN = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{site}
}}
"""


def block(project: Path, language: str) -> str:
    page = project / "docs" / "how-to" / "deploy.md"
    (found,) = ["\n".join(one.lines) for one in code_blocks(page) if one.language == language]
    return found


def program(name: str) -> str:
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin")
    if found is None:
        if REQUIRED:
            pytest.fail(f"{name} is required here")
        pytest.skip(f"{name} is not installed")
    return found


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    """Wait until somebody listens."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nobody listens")


@contextmanager
def nginx(site: str, folder: Path, *, to: str) -> Iterator[Running]:
    """Run nginx with a site as it is written, but for its port and that of the server behind it."""
    port = free_port()
    assert SERVED_AT in site
    assert "listen 80;" in site
    site = site.replace(SERVED_AT, to).replace("listen 80;", f"listen 127.0.0.1:{port};")
    user = "user root;" if os.geteuid() == 0 else ""
    file = folder / "nginx.conf"
    file.write_text(_MAIN.format(folder=folder, site=site, user=user), encoding="utf-8")
    command = [program("nginx"), "-p", str(folder), "-c", str(file), "-e", str(folder / "error.log")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            wait_for(port, process)
            yield Running(f"http://127.0.0.1:{port}/", folder)
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def behind_nginx(project: Path, server: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The demonstration behind the proxy of the page, with the settings of the page."""
    program("nginx")
    settings = block(project, "toml")
    file = tmp_path_factory.mktemp("settings") / "collection.toml"
    file.write_text(settings, encoding="utf-8")
    assert load_server(file).trusted_proxies == ("127.0.0.1",)
    port = free_port()
    options = ("--port", str(port), "--trusted-proxy", "127.0.0.1", "--set", 'hosts=["letters.example.org"]')
    limits = ("--set", "client_errors_at_most=2", "--set", "client_errors_per_minute=1")
    with (
        running(server.collection, *options, *limits, "--set", "limit_local_clients=true"),
        nginx(block(project, "nginx"), tmp_path_factory.mktemp("nginx"), to=f"127.0.0.1:{port}") as proxy,
    ):
        yield proxy


def ask(proxy: Running, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
    names = {"Host": "letters.example.org"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return proxy.ask(path, method=method, headers=names, body=body)


def test_pages_and_answers_come_through_the_proxy_as_they_are(behind_nginx: Running) -> None:
    page = ask(behind_nginx, "/", Accept="text/html")
    answer = ask(behind_nginx, "/sparql?query=ASK{}", Accept="application/sparql-results+json")

    assert (page.status, page.media_type) == (200, "text/html")
    assert json.loads(answer.body)["boolean"] is True
    assert answer.headers["content-length"] == str(len(answer.body))
    assert {"etag", "vary", "x-release"} <= set(answer.headers)
    assert ask(behind_nginx, "/sparql?query=ASK{}", If_None_Match=answer.headers["etag"]).status == 304


def test_queries_come_by_every_method_and_in_chunks(behind_nginx: Running) -> None:
    for method in ("POST", "QUERY"):
        reply = ask(behind_nginx, "/sparql", method=method, body=b"ASK{}", Content_Type="application/sparql-query")
        assert reply.status == 200
    connection = http.client.HTTPConnection(*behind_nginx.address, timeout=30)
    fields = {"Host": "letters.example.org", "Content-Type": "application/sparql-query"}
    connection.request("POST", "/sparql", body=iter([b"ASK", b"{}"]), headers=fields, encode_chunked=True)

    assert connection.getresponse().status == 200  # the proxy puts the chunks together
    connection.close()


def test_a_large_answer_comes_whole(behind_nginx: Running) -> None:
    query = "SELECT*{{?a%20?b%20?c}UNION{?d%20?b%20?a}UNION{?a%20?e%20?d}}"
    reply = ask(behind_nginx, f"/sparql?query={query}", Accept="text/csv")

    assert reply.status == 200
    assert len(reply.body) == int(reply.headers["content-length"]) > 1_000_000


def test_the_proxy_tells_clients_apart_and_nobody_can_pretend(behind_nginx: Running) -> None:
    def ask_from(address: str, pretended: str) -> int:
        connection = http.client.HTTPConnection(*behind_nginx.address, timeout=30, source_address=(address, 0))
        try:
            fields = {"Host": "letters.example.org", "X-Forwarded-For": pretended}
            connection.request("GET", "/sparql?query=nonsense", headers=fields)
            return connection.getresponse().status
        finally:
            connection.close()

    statuses = [ask_from("127.0.0.2", f"203.0.113.{number}") for number in range(3)]

    assert statuses == [400, 400, 429]
    assert ask_from("127.0.0.3", "203.0.113.0") == 400


def test_the_figures_are_not_for_the_clients_of_the_proxy(behind_nginx: Running) -> None:
    assert ask(behind_nginx, "/metrics", X_Forwarded_For="203.0.113.5").status == 403
    assert ask(behind_nginx, "/health/ready").status == 200


def test_other_names_are_refused_behind_the_proxy(behind_nginx: Running) -> None:
    assert behind_nginx.ask("/", headers={"Host": "evil.example"}).status == 421


def test_systemd_accepts_the_unit_and_its_command_serves(project: Path, server: Running, tmp_path: Path) -> None:
    verify = program("systemd-analyze")
    if os.geteuid() != 0 or SRV.exists() or SRV.is_symlink():
        pytest.skip(f"{SRV} cannot be made here")
    unit = tmp_path / "letters.service"
    unit.write_text(block(project, "ini"), encoding="utf-8")
    (command,) = [line.partition("=")[2] for line in unit.read_text("utf-8").splitlines() if line.startswith("ExecS")]
    with placed(server.collection):
        checked = subprocess.run([verify, "verify", str(unit)], capture_output=True, text=True, check=False)
        assert (checked.returncode, [line for line in checked.stderr.splitlines() if "letters.service" in line]) == (
            0,
            [],
        )
        with subprocess.Popen(shlex.split(command), stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            try:
                url = process.stdout.readline().strip()
                assert urlsplit(url).port == 8377
                assert Running(url, server.collection).ask("/health").status == 200
            finally:
                process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0


@contextmanager
def placed(collection: Path) -> Iterator[None]:
    """Have the folders of the page: links to this installation and to a collection."""
    SRV.mkdir()
    try:
        (SRV / ".venv").symlink_to(sys.prefix)
        (SRV / "collection").symlink_to(collection)
        yield
    finally:
        for name in (".venv", "collection"):
            (SRV / name).unlink(missing_ok=True)
        SRV.rmdir()
