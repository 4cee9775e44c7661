"""The real endpoint over graphs of a test: a small release, the server's application, and HTTP on this machine."""

from __future__ import annotations

import datetime
import hashlib
import http.client
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph
from waitress import wasyncore
from waitress.server import create_server

from kg.publication.site import Site
from kg.release import RecordsWriter, staged
from kg.release.contents import STORE
from kg.release.records import RECORDS
from kg.store.oxigraph import bulk_build
from kg.workers import PoolSettings
from server.app import create_app
from server.parsing import StrictChannel
from tests.server.running import Reply

FORMATS = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".rdf": pyoxigraph.RdfFormat.RDF_XML,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
}


CREATED = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A site at work on this machine; ``base_iri`` is the one it was built for."""

    address: tuple[str, int]
    base_iri: str

    def ask(self, path: str, *, method: str = "GET", headers: Mapping[str, str], body: bytes = b"") -> Reply:
        """Send one request exactly as it is given: no header is added but Host and the length of a body."""
        connection = http.client.HTTPConnection(*self.address, timeout=60)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            if body or method in ("POST", "PUT", "QUERY"):
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            fields = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, fields, response.read())
        finally:
            connection.close()


def quads_of(data: bytes, *, format: pyoxigraph.RdfFormat, base: str, graph: str) -> Iterator[str]:  # noqa: A002
    """Read a file as the N-Quads lines of a graph; its blank nodes are nobody else's."""
    own = pyoxigraph.NamedNode(graph) if graph else pyoxigraph.DefaultGraph()
    for quad in pyoxigraph.parse(data, format=format, base_iri=base, rename_blank_nodes=True, lenient=True):
        name = own if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else quad.graph_name
        yield f"{pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, name)} .\n"


@contextmanager
def endpoint(folder: Path, lines: Callable[[str], Iterable[str]]) -> Iterator[Endpoint]:
    """Publish a release in a new folder, and serve it until the block ends.

    Args:
        folder: where it is made.
        lines: gives the N-Quads of the release for its base IRI, which names the port.
    """
    swap = _Swap()
    sockets: dict[int, Any] = {}
    server: Any = create_server(swap, host="127.0.0.1", port=0, threads=4, map=sockets)
    server.channel_class = StrictChannel
    port = int(server.effective_port)
    base_iri = f"http://127.0.0.1:{port}/"
    ended = threading.Event()

    def serve() -> None:
        while not ended.is_set():
            wasyncore.loop(timeout=0.05, map=sockets, use_poll=True, count=1)

    thread = threading.Thread(target=serve, daemon=True)
    _publish(folder, lines(base_iri), base_iri)
    try:
        with Site(folder / "site", settings=PoolSettings(public_workers=1), interval=None) as site:
            swap.application = create_app(site)
            thread.start()
            yield Endpoint(("127.0.0.1", port), base_iri)
            ended.set()
            thread.join()
    finally:
        ended.set()
        server.task_dispatcher.shutdown(timeout=5)
        wasyncore.close_all(sockets)


class _Swap:
    """The port is known before the site, whose IRIs name it."""

    application: Any = None

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return self.application(environ, start_response)


def _publish(folder: Path, lines: Iterable[str], base_iri: str) -> None:
    kept = list(lines)
    digest = hashlib.sha256("".join(kept).encode()).hexdigest()
    (folder / "site").mkdir(parents=True, exist_ok=True)
    with staged(folder / "site", created=CREATED) as stage:
        bulk_build(stage.place(STORE), kept)
        stage.scratch.mkdir(exist_ok=True)
        with RecordsWriter(stage.place(RECORDS), directory=stage.scratch):
            pass
        collection = {"id": "suite", "title": "A conformance suite", "base_iri": base_iri}
        stage.commit(nquads_sha256=digest, metadata={"collection": collection})
