"""A store of a hundred thousand quads, a server that counts connections, and a file with a secret."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kg.store import bulk_build
from tests.security.hostile import SECRET

SUBJECTS = 20_000
CLASSES = 7
GRAPHS = 50


def lines() -> Iterator[str]:
    """A chain, classes and texts; each quad in the default graph and, of the texts, in a named one, too."""
    for number in range(SUBJECTS):
        subject = f"<e:s{number}>"
        yield f"{subject} <e:next> <e:s{(number + 1) % SUBJECTS}> .\n"
        yield f"{subject} <e:type> <e:T{number % CLASSES}> .\n"
        for graph in ("", f" <e:g{number % GRAPHS}>"):
            yield f'{subject} <e:text> "the telegram number {number} of the southern front"@en{graph} .\n'
        yield f'{subject} <e:number> "{number}"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "store"
    bulk_build(path, lines())
    return path


class Canary:
    """Accepts connections on this machine, counts them, and hangs up."""

    def __init__(self) -> None:
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    @property
    def address(self) -> str:
        host, port = self._listener.getsockname()
        return f"http://{host}:{port}"

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                connection.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    one = Canary()
    yield one
    one.close()


@pytest.fixture(scope="session")
def secret_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The IRI of a Turtle file that no query may read."""
    path = tmp_path_factory.mktemp("secrets") / "secret.ttl"
    path.write_text(f'<e:a> <e:b> "{SECRET}" .', encoding="ascii")
    return path.as_uri()
