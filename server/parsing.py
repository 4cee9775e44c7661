"""What waitress accepts as a request of HTTP, made stricter (RFC 9112), and how it says no.

Refused are: a body in chunks (411), with or without a Content-Length beside it; two ``Host`` or two ``Content-Length``
headers; header lines that end in a bare line feed; names of headers with an underscore; HTTP/0.9 and versions other
than 1.0 and 1.1; absolute request targets; headers of 64 KB or more. Two programs that read such a request differently
can be played off against each other (request smuggling).
"""

from __future__ import annotations

import json
from collections import Counter

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import BadRequest, Error, RequestEntityTooLarge

from server.headers import CONTENT_SECURITY_POLICY

MAX_HEADERS = 64 * 1024
MAX_BODY = 1024 * 1024
"""The endpoint allows less, and says so in its own words; beyond this, the body is not even read."""
_BARE_LINE_FEEDS = 2
_TITLES = {400: "bad-request", 411: "length-required", 413: "body-too-large", 431: "bad-request", 501: "bad-request"}


class LengthRequired(BadRequest):
    """411."""

    code = 411
    reason = "Length Required"


class StrictParser(HTTPRequestParser):
    """The parser of waitress, with the refusals of this module."""

    raw: bytes = b""
    """The whole request as it came, if it has no body."""

    def received(self, data: bytes) -> int:
        """Take bytes of a request; a header block that hangs on bare line feeds is refused at once."""
        taken: int = super().received(data)
        if not self.completed and self.body_rcv is None and b"\n\n" in self.header_plus:
            self._refuse(BadRequest("A line of the header ends without a carriage return."))
        if isinstance(self.error, Error) and not isinstance(self.error, Refused):
            self.error = Refused(self.error)
        return taken

    def parse_header(self, header_plus: bytes) -> None:
        """Parse the header block, after a look at what waitress would let pass."""
        lines = header_plus.split(b"\r\n")
        names = Counter(line.partition(b":")[0].strip().lower() for line in lines[1:] if line)
        first = lines[0].rstrip()
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

    # The stubs say that the body is text; waitress itself gives bytes, and measures them.
    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:  # type: ignore[override]
        """Give status, headers and body."""
        problem = {
            "type": f"/problems/{_TITLES.get(self.code, 'internal-error')}",
            "title": self.reason,
            "status": self.code,
            "detail": str(self.body),
        }
        headers = [
            ("Content-Type", "application/problem+json"),
            ("Access-Control-Allow-Origin", "*"),
            ("X-Content-Type-Options", "nosniff"),
            ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
            ("Cache-Control", "no-store"),
            ("Vary", "Accept"),
        ]
        return f"{self.code} {self.reason}", headers, (json.dumps(problem, indent=1) + "\n").encode()


class StrictChannel(HTTPChannel):
    """A connection whose requests are parsed strictly."""

    parser_class = StrictParser


__all__ = ["MAX_BODY", "MAX_HEADERS", "LengthRequired", "RequestEntityTooLarge", "StrictChannel", "StrictParser"]
