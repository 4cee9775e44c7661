"""What must not be reached: a server of this machine that counts who calls, and files that hold a secret."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

SECRET = "the-secret-of-the-canary"  # noqa: S105 - nothing is protected by it
_PATIENCE = 0.5

_FILES = {
    "secret.txt": f"{SECRET}\n",
    "secret.xml": f"<p>{SECRET}</p>",
    "secret.dtd": f'<!ENTITY stolen "{SECRET}">',
    "secret.ttl": f'<e:a> <e:b> "{SECRET}" .',
    "secret.jsonld": f'{{"@context": {{"stolen": "https://example.org/{SECRET}"}}}}',
    "secret.csv": f"sender,date\n{SECRET},1919-11-12\n",
}


@dataclass(slots=True)
class Canary:
    """Counts connections; whoever asks by HTTP is sent on to another address here, and the second time refused."""

    files: str
    """The IRI of a folder, without a slash at its end, with `_FILES`."""
    port: int = 0
    connections: int = 0
    _listeners: list[socket.socket] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def place(self, text: str) -> str:
        """Put address, port and files for ``CANARY``, ``HOSTPORT``, ``:PORT`` and ``FILES`` into a text."""
        text = text.replace("HOSTPORT", f"127.0.0.1:{self.port}").replace(":PORT", f":{self.port}")
        return text.replace("CANARY", self.address).replace("FILES", self.files)

    def listen(self) -> None:
        """Take a free port of 127.0.0.1, and the same one of ::1 where there is one."""
        first = socket.create_server(("127.0.0.1", 0))
        self.port = int(first.getsockname()[1])
        self._listeners.append(first)
        with suppress(OSError):
            self._listeners.append(socket.create_server(("::1", self.port), family=socket.AF_INET6))

    def answer(self, listener: socket.socket) -> None:
        """Accept until the listener is shut down."""
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                self.connections += 1
                with connection, suppress(OSError):
                    connection.settimeout(_PATIENCE)
                    asked = connection.recv(65536)
                    where = b"404 Not Found\r\n" if b"/again" in asked else b"302 Found\r\nLocation: /again\r\n"
                    connection.sendall(b"HTTP/1.1 " + where + b"Connection: close\r\nContent-Length: 0\r\n\r\n")

    def shut(self) -> None:
        """Accept nothing any more."""
        for one in self._listeners:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    @property
    def listeners(self) -> list[socket.socket]:
        return self._listeners


@contextmanager
def canary(folder: Path) -> Iterator[Canary]:
    """A canary that lives as long as the block; its files are written into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _FILES.items():
        (folder / name).write_text(text, encoding="ascii")
    one = Canary(folder.resolve().as_uri())
    one.listen()
    threads = [threading.Thread(target=one.answer, args=(listener,)) for listener in one.listeners]
    for thread in threads:
        thread.start()
    try:
        yield one
    finally:
        one.shut()
        for thread in threads:
            thread.join()
