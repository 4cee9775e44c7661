"""A request whose header lines are known is read as if they were not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from server.parsing import StrictParser
from server.quick_parsing import QuickParser

LINES = b"Host: a\r\nAccept: text/csv\r\nX-Two: 1\r\nX-Two: 2\r\n"
FIRST_LINES = [
    b"GET / HTTP/1.1",
    b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1",
    b"HEAD /sparql?query=ASK{}&a=%C3%A9?b&c HTTP/1.1",
    b"GET /caf%C3%A9%2Fa+b;c=d?x HTTP/1.1",
    b"GET /a?b#c HTTP/1.1",
    b"GET //a/b?c HTTP/1.1",
    b"GET /a:b/c@d?e=//f HTTP/1.1",
    b"GET /[a]?b=[c] HTTP/1.1",
    b"GET /%00 HTTP/1.1",
    b"GET /a\tb HTTP/1.1",
    b"GET /\xc3\xa9 HTTP/1.1",
    b"GET * HTTP/1.1",
    b"GET a HTTP/1.1",
    b"GET http://b/ HTTP/1.1",
    b"GET /a HTTP/1.0",
    b"GET /a HTTP/2.0",
    b"GET  /a HTTP/1.1",
    b"GET /a  HTTP/1.1",
    b"get /a HTTP/1.1",
    b"OPTIONS /a HTTP/1.1",
    b"POST /a HTTP/1.1",
]


def parsed(parser: type[StrictParser], data: bytes) -> dict[str, Any]:
    adjustments: Any = SimpleNamespace(
        max_request_header_size=65_536, max_request_body_size=1 << 20, inbuf_overflow=1 << 20, url_scheme="http"
    )
    made = parser(adjustments)
    taken = made.received(data)
    names = {*vars(made), "connection_close", "content_length"} - {"adj", "body_rcv", "asked"}
    found = {name: getattr(made, name) for name in names}
    if made.error:
        found = {"error": (type(made.error), made.error.body)}
    return {**found, "taken": taken, "completed": made.completed}


@pytest.mark.parametrize(
    "lines",
    [
        LINES,
        LINES + b"Connection: close\r\n",
        LINES + b"Connection: keep-alive\r\n",
        LINES + b"Content-Length: 0\r\n",
        LINES + b"Content-Length: 2\r\n",
        LINES + b"Expect: 100-continue\r\n",
        LINES + b"Transfer-Encoding: chunked\r\n",
        LINES + b"Host: b\r\n",
        LINES + b"A_B: c\r\n",
        LINES + b"X: a\r\n b\r\n",
        b"Accept: text/csv\r\n",
        b"",
    ],
)
def test_the_second_time_a_request_is_read_as_the_first_time(lines: bytes) -> None:
    parsed(QuickParser, b"GET /known HTTP/1.1\r\n" + lines + b"\r\n")

    for first in FIRST_LINES:
        data = first + b"\r\n" + lines + b"\r\nGET /next HTTP/1.1\r\n"
        assert parsed(QuickParser, data) == parsed(StrictParser, data), first


def test_what_a_request_makes_of_its_headers_is_its_own() -> None:
    data = b"GET /own HTTP/1.1\r\n" + LINES + b"\r\n"
    parsed(QuickParser, data)["headers"]["HOST"] = "evil"
    parsed(QuickParser, data)["headers"]["HOST"] = "evil"

    assert parsed(QuickParser, data)["headers"]["HOST"] == "a"
