"""A small store, and the same store behind a SPARQL endpoint on this machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from kg.errors import QueryError
from kg.store import ReadOnlyStore, ResultFormat, bulk_build

BASE = "https://letters.example.org/"
PREFIXES = {"e": f"{BASE}id/doc/", "rico": "https://www.ica.org/standards/RiC/ontology#"}
LINES = [
    f'<{BASE}id/doc/{key}> <{PREFIXES["rico"]}title> "{title}"@en{graph} .\n'
    for key, title in (("a", "Statement"), ("b", "Telegram"))
    for graph in ("", f" <{BASE}graph/doc/{key}>")
]


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("site") / "store"
    bulk_build(path, LINES)
    return path


class Endpoint:
    """A SPARQL endpoint that answers from a store; ``answer`` can be replaced to misbehave."""

    def __init__(self, store: ReadOnlyStore) -> None:
        self.requests: list[tuple[str, dict[str, str], str]] = []
        self.answer: Callable[[BaseHTTPRequestHandler, str], None] = self._answer
        self._store = store
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # the name is http.server's
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                query = parse_qs(body)["query"][0]
                endpoint.requests.append((self.command, dict(self.headers), query))
                endpoint.answer(self, query)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the name is http.server's
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/sparql"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, handler: BaseHTTPRequestHandler, query: str) -> None:
        accepted = ResultFormat(handler.headers["Accept"])
        try:
            reply(handler, 200, self._store.query(query, format=accepted), accepted.value)
        except QueryError as error:
            reply(handler, 400, str(error).encode())


def reply(handler: BaseHTTPRequestHandler, status: int, data: bytes, media_type: str = "text/plain") -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", media_type)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


@pytest.fixture
def endpoint(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ReadOnlyStore(store_path) as store:
        served = Endpoint(store)
        yield served
        served.close()
