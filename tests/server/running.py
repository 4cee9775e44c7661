"""The demonstration, built for a free port of this machine and served by the real command."""

from __future__ import annotations

import http.client
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from tests.pipeline.collections import build_quietly

LETTER = "sf-1919-11-12-1"
FINISH_SECONDS = 60
DEMONSTRATION_IRI = "http://127.0.0.1:8377/"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True, slots=True)
class Running:
    """A server at work. ``url`` ends with a slash and is the base IRI of the collection, too."""

    url: str
    collection: Path
    process: subprocess.Popen[str] | None = field(default=None, compare=False)
    log: Path | None = field(default=None, compare=False)
    """What it writes to its standard error, if that was asked for."""

    @property
    def endpoint(self) -> str:
        return f"{self.url}sparql"

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.url)
        return str(parts.hostname), int(parts.port or 80)

    def ask(
        self, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Reply:
        """Send one request; ``path`` begins with a slash. Redirects are not followed."""
        connection = http.client.HTTPConnection(*self.address, timeout=60)
        try:
            connection.request(method, path, body=body, headers=dict(headers or {}))
            response = connection.getresponse()
            fields = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, fields, response.read())
        finally:
            connection.close()

    def query(self, sparql: str, *, accept: str = "text/csv") -> Reply:
        """Send a query by GET."""
        return self.ask(f"/sparql?query={quote(sparql)}", headers={"Accept": accept})

    def raw(self, data: bytes) -> bytes:
        """Send bytes as they are, and give all that comes back until the server closes the connection."""
        with socket.create_connection(self.address, timeout=30) as connection:
            connection.sendall(data)
            received = b""
            while part := connection.recv(65536):
                received += part
            return received


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def demonstration_at(project: Path, folder: Path, url: str) -> Path:
    """Copy the demonstration and give it a base IRI."""
    shutil.copytree(project / "collections" / "southern-front-1919", folder, ignore=shutil.ignore_patterns("site"))
    file = folder / "collection.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(DEMONSTRATION_IRI, url), encoding="utf-8")
    return folder


def built_demonstration(project: Path, folder: Path) -> Path:
    """Build the demonstration for a free port; its base IRI names the port."""
    demonstration_at(project, folder, f"http://127.0.0.1:{free_port()}/")
    assert build_quietly(folder, processes=2).exit_status == 0
    return folder


@contextmanager
def running(
    collection: Path, *arguments: str, log: Path | None = None, program: Sequence[str] = ()
) -> Iterator[Running]:
    """Serve a collection by the command until the block ends; it must end by itself when it is told to.

    Args:
        collection: a built one.
        arguments: of the command, e.g. ``"--port", "0"``.
        log: a file for what the server writes to its standard error.
        program: what is started instead of ``lettergraph``.
    """
    command = [*(program or [str(Path(sys.executable).with_name("lettergraph"))]), "serve"]
    command += ["--collection", str(collection), *arguments]
    with (
        nullcontext() if log is None else log.open("ab") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
    ):
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        try:
            assert url.startswith("http://"), "the server did not start"
            yield Running(url, collection, process, log)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(FINISH_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
