"""A proxy that spoils answers: it passes half of the body on, then cuts the connection."""

from __future__ import annotations

import http.client
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingMixIn
from typing import Any


class Fault(StrEnum):
    """How the half is sent."""

    CUT = "cut"
    """With the length of the whole, as our server declares it."""
    STREAMED = "streamed"
    """With no length, as HTTP/1.0 sends what it does not know the end of: the end of the connection is the end."""


class _Server(ThreadingMixIn, socketserver.TCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def fault_proxy(address: tuple[str, int], fault: Fault) -> Iterator[str]:
    """Stand before a server on this machine; give the URL of the proxy, with a slash at its end."""
    handler = type("Handler", (_Spoiler,), {"upstream": address, "fault": fault})
    with _Server(("127.0.0.1", 0), handler) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{proxy.server_address[1]}/"
        finally:
            proxy.shutdown()
            thread.join()


class _Spoiler(BaseHTTPRequestHandler):
    upstream: tuple[str, int]
    fault: Fault

    def do_GET(self) -> None:
        self._pass_on(None)

    def do_POST(self) -> None:
        self._pass_on(self.rfile.read(int(self.headers["Content-Length"])))

    def _pass_on(self, body: bytes | None) -> None:
        connection = http.client.HTTPConnection(*self.upstream, timeout=60)
        passed = ("Accept", "Content-Type")  # no coding: the half is to end with a whole row
        headers = {name: self.headers[name] for name in passed if name in self.headers}
        connection.request(self.command, self.path, body=body, headers=headers)
        response = connection.getresponse()
        data = response.read()
        connection.close()
        half = data[: data.rfind(b"\n", 0, len(data) // 2) + 1]
        self.send_response(response.status)
        self.send_header("Content-Type", response.headers["Content-Type"])
        if self.fault is Fault.CUT:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(half)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
