"""What waitress accepts as a request of HTTP, made stricter (RFC 9112), and how it says no.

Refused are: a body in chunks (411), with or without a Content-Length beside it; two ``Host`` or two ``Content-Length``
headers; header lines that end in a bare line feed; names of headers with an underscore; HTTP/0.9 and versions other
than 1.0 and 1.1; absolute request targets; headers of 64 KB or more. Two programs that read such a request differently
can be played off against each other (request smuggling).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Protocol, cast

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask
from waitress.utilities import BadRequest, Error

from kg.publication.site import Site
from server.environment import OUTCOME
from server.headers import COMMON
from server.problems import problem_type

MAX_HEADERS = 64 * 1024
MAX_BODY = 1024 * 1024
"""The endpoint allows less, and says so in its own words; beyond this, the body is not even read."""
_TITLES = {400: "bad-request", 411: "length-required", 413: "body-too-large", 431: "bad-request", 501: "bad-request"}
_REQUEST_LINE = re.compile(r"([A-Z]{1,20}) (/[^\s?#]{0,200})")
REFUSALS = "lettergraph-refusals"
"""Extension of the application: its `Refusals`."""


class LengthRequired(BadRequest):
    """411."""

    code = 411
    reason = "Length Required"


def _asked(first: bytes) -> tuple[str, str]:
    """Read method and path of a request line, without what stands behind them."""
    found = _REQUEST_LINE.match(first.decode("latin-1"))
    return (found[1], found[2]) if found else ("", "")


class StrictParser(HTTPRequestParser):
    """The parser of waitress, with the refusals of this module."""

    raw: bytes = b""
    """The whole request as it came, if it has no body."""
    asked: tuple[str, str] = ("", "")
    """Method and path, as far as they can be told of a request that is refused."""

    def received(self, data: bytes) -> int:
        """Take bytes of a request; a header block that hangs on bare line feeds is refused at once."""
        taken: int = super().received(data)
        if not self.completed and self.body_rcv is None and b"\n\n" in self.header_plus:
            self._refuse(BadRequest("A line of the header ends without a carriage return."))
        if isinstance(self.error, Error) and not isinstance(self.error, Refused):
            self.error = Refused(self.error)
        if self.error is not None or self.body_rcv is None:
            # Whoever waits to be asked for a body is answered: waitress would ask, and take what follows for the rest.
            self.expect_continue = False
        return taken

    def parse_header(self, header_plus: bytes) -> None:
        """Parse the header block, after a look at what waitress would let pass."""
        lines = header_plus.split(b"\r\n")
        names = Counter(line.partition(b":")[0].strip().lower() for line in lines[1:] if line)
        first = lines[0].rstrip()
        self.asked = _asked(first)
        if not first.endswith((b" HTTP/1.1", b" HTTP/1.0")):
            raise ParsingError("The version of HTTP is neither 1.1 nor 1.0")
        target = first.split(b" ")[1:2]
        if target and not target[0].startswith(b"/") and target[0] != b"*":
            raise ParsingError("The request target is not a path")
        for name in (b"host", b"content-length", b"transfer-encoding", b"content-type"):
            if names[name] > 1:
                raise ParsingError(f"The header {name.decode()} occurs twice")
        if first.endswith(b"1.1") and names[b"host"] != 1:
            raise ParsingError("The header host is missing")
        if any(b"_" in name for name in names):
            raise ParsingError("The name of a header has an underscore")
        if any(line.startswith((b" ", b"\t")) for line in lines[1:]):
            raise ParsingError("A header is folded over two lines")
        super().parse_header(header_plus)
        if self.body_rcv is None:
            self.raw = header_plus
        if names[b"transfer-encoding"]:
            self._refuse(LengthRequired("Bodies in chunks are not accepted; send a Content-Length."))
            self.body_rcv = None
            self.chunked = False

    def _refuse(self, error: Error) -> None:
        self.error = Refused(error)
        self.completed = True
        self.connection_close = True


class Refused(Error):
    """An error of the parser in the shape of all our errors, with the headers that every answer has."""

    def __init__(self, error: Error) -> None:
        super().__init__(error.body)
        self.code = error.code
        self.reason = error.reason
        self.type = _TITLES.get(self.code, "internal-error")

    # The stubs say that the body is text; waitress itself gives bytes, and measures them.
    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:  # type: ignore[override]
        """Give status, headers and body."""
        return self.answer()

    def answer(self, site: Site | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Give status, headers and body as those of a site, if it is known."""
        release = None if site is None else site.release
        problem = {
            "type": problem_type(self.type, "" if release is None else release.base_iri),
            "title": self.reason,
            "status": self.code,
            "detail": str(self.body),
        }
        headers = [
            ("Content-Type", "application/problem+json"),
            *COMMON,
            ("Cache-Control", "no-store"),
            ("Vary", "Accept"),
            *(() if release is None else (("X-Release", release.id),)),
        ]
        return f"{self.code} {self.reason}", headers, (json.dumps(problem, indent=1) + "\n").encode()


class Observer(Protocol):
    """Who is told of every answer."""

    def observe(self, environ: dict[str, Any], status: str, headers: list[tuple[str, str]]) -> None:
        """Count and log an answer."""
        ...


@dataclass(frozen=True, slots=True)
class Refusals:
    """What `RefusedTask` needs to know."""

    site: Site
    """Whose release the answers name."""
    observer: Observer


class RefusedTask(ErrorTask):
    """Answers what the parser refused, or what failed outside of the application; it is counted and logged."""

    def execute(self) -> None:
        """Answer, and tell the observer."""
        request: Any = self.request  # the stubs say that it is the error itself
        error, told = request.error, cast("StrictChannel", self.channel).refusals
        refused = error if isinstance(error, Refused) else Refused(error)
        self.status, headers, body = refused.answer(None if told is None else told.site)
        self.response_headers = [*self.response_headers, *headers]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)
        if told is not None:
            method, path = getattr(request, "asked", ("", ""))
            peer = self.channel.addr[0]
            environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "REMOTE_ADDR": peer, OUTCOME: refused.type}
            told.observer.observe(environ, self.status, [*headers, ("Content-Length", str(len(body)))])


class StrictChannel(HTTPChannel):
    """A connection whose requests are parsed strictly."""

    parser_class = StrictParser
    error_task_class = RefusedTask
    refusals: Refusals | None = None
