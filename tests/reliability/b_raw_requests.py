"""Requests that no library sends, and the judge of what comes back. Each case stands with the answers it should have.

Behind every case stands a second, decent request that closes the connection (`PROBE`). Where the first is refused, the
probe must never be answered; where the first is complete, it must be answered as itself. More answers than that mean
that a part of a request was taken for a request of its own.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

from tests.server.test_raw_requests import CHUNKS, CLOSE, FORM, HOST, QUERY, REFUSED, TE

PATIENCE = 5.0
"""Seconds until a connection counts as hanging."""
EVIL = b"evil.example"
PROBE = b"GET /behind HTTP/1.1\r\n" + HOST + CLOSE + b"\r\n"
HIDDEN = b"GET /hidden HTTP/1.1\r\n" + HOST + b"\r\n"
ANSWERED = 404
"""How probes are answered: there is no such page."""


@dataclass(frozen=True, slots=True)
class Case:
    """A request as bytes, and the statuses of what comes back, those of the probe included."""

    name: str
    data: bytes
    statuses: tuple[int, ...]
    ends: bool = False
    """The client then says that it sends no more; there is no probe."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What came back, and whether the connection was ended in time."""

    case: Case
    received: bytes
    hangs: bool

    @property
    def statuses(self) -> tuple[int, ...]:
        """Of the answers, one after the other, each as long as it says; 0 for what is none."""
        found, rest = list[int](), self.received
        while rest:
            head, _, rest = rest.partition(b"\r\n\r\n")
            line = re.match(rb"HTTP/1\.[01] (\d{3}) ", head)
            found.append(int(line[1]) if line else 0)
            length = re.search(rb"(?mi)^content-length: (\d+)\r?$", head)
            rest = rest[int(length[1]) if length else 0 :]
        return tuple(found)


@dataclass(slots=True)
class Verdict:
    """What was wrong, by the names of the cases."""

    hangs: list[str] = field(default_factory=list)
    smuggled: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    """Answered by 500."""
    reflected: list[str] = field(default_factory=list)
    """A name that the client made up came back."""
    other: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Answered in another way than the corpus says."""


def exchange(address: tuple[str, int], case: Case, *, patience: float = PATIENCE) -> Exchange:
    """Send a case and its probe, and read until the connection ends or patience does."""
    received, hangs = b"", False
    with socket.create_connection(address, timeout=patience) as connection:
        end = time.monotonic() + patience
        with suppress(ConnectionError):  # a refusal may come before everything is sent
            connection.sendall(case.data if case.ends else case.data + PROBE)
            if case.ends:
                connection.shutdown(socket.SHUT_WR)
        try:
            while part := connection.recv(65536):
                received += part
                connection.settimeout(max(0.01, end - time.monotonic()))
        except TimeoutError:
            hangs = True
        except ConnectionError:
            pass
    return Exchange(case, received, hangs)


def attack(address: tuple[str, int], cases: Iterable[Case], *, patience: float = PATIENCE) -> list[Exchange]:
    """Send all cases, some at the same time, each on a connection of its own."""
    send: Callable[[Case], Exchange] = lambda case: exchange(address, case, patience=patience)  # noqa: E731
    with ThreadPoolExecutor(8) as threads:
        return list(threads.map(send, cases))


def judge(exchanges: Iterable[Exchange]) -> Verdict:
    """Say what was wrong."""
    verdict = Verdict()
    for one in exchanges:
        name, statuses = one.case.name, one.statuses
        if one.hangs:
            verdict.hangs.append(name)
        if len([status for status in statuses if status != 100]) > len(one.case.statuses):
            verdict.smuggled.append(name)
        if 500 in statuses:
            verdict.failed.append(name)
        if EVIL in one.received.lower():
            verdict.reflected.append(name)
        if statuses != one.case.statuses:
            verdict.other[name] = statuses
    return verdict


def _get(target: bytes, *headers: bytes, version: bytes = b"HTTP/1.1") -> bytes:
    return b"GET " + target + b" " + version + b"\r\n" + b"".join(one + b"\r\n" for one in headers) + b"\r\n"


def _host(*headers: bytes, target: bytes = b"/health/live") -> bytes:
    return _get(target, HOST.strip(), *headers)


def _post(*headers: bytes, body: bytes = QUERY) -> bytes:
    return b"POST /sparql HTTP/1.1\r\n" + HOST + FORM + b"".join(one + b"\r\n" for one in headers) + b"\r\n" + body


def _line(line: bytes) -> bytes:
    return line + b"\r\n" + HOST + b"\r\n"


_TE = TE.strip()
_LENGTH = b"Content-Length: 18"
_FRAMING: Mapping[str, tuple[tuple[int, ...], bytes]] = {
    "CL.TE: a length, then chunks that end early": ((411,), _post(b"Content-Length: 6", _TE, body=b"0\r\n\r\nG")),
    "TE.CL: chunks with a request in them": ((411,), _post(_TE, b"Content-Length: 4", body=b"48\r\n" + HIDDEN)),
    "TE.TE: a coding nobody has beside chunks": ((501,), _post(b"Transfer-Encoding: chunked, x", body=CHUNKS)),
    "a coding like chunked": ((501,), _post(b"Transfer-Encoding: xchunked", body=CHUNKS)),
    "chunked after a vertical tab": ((400,), _post(b"Transfer-Encoding: \x0bchunked", body=CHUNKS)),
    "chunked in quotation marks": ((501,), _post(b'Transfer-Encoding: "chunked"', body=CHUNKS)),
    "chunked after a space before the colon": ((400,), _post(b"Transfer-Encoding : chunked", _LENGTH)),
    "chunked with an underscore": ((400,), _post(b"Transfer_Encoding: chunked", _LENGTH)),
    "chunked behind a bare line feed": ((400,), _post(b"X: y\nTransfer-Encoding: chunked", _LENGTH)),
    "chunked on a folded line": ((400,), _post(b"Transfer-Encoding:", b" chunked", body=CHUNKS)),
    "an empty coding and a length": ((411,), _post(b"Transfer-Encoding:", _LENGTH)),
    "chunks in HTTP/1.0": ((411,), _post(_TE, body=CHUNKS).replace(b"HTTP/1.1", b"HTTP/1.0")),
    "a bad size of a chunk": ((411,), _post(_TE, body=b"zz\r\n" + QUERY + b"\r\n0\r\n\r\n")),
    "a negative size of a chunk": ((411,), _post(_TE, body=b"-1\r\n" + QUERY + b"\r\n0\r\n\r\n")),
    "a size of a chunk beyond all numbers": ((411,), _post(_TE, body=b"f" * 40 + b"\r\n" + QUERY)),
    "a chunk that waits to be asked for": ((411,), _post(_TE, b"Expect: 100-continue", body=b"0\r\n\r\n" + HIDDEN)),
    "a GET in chunks": ((411,), _host(_TE) + b"0\r\n\r\n"),
    "a length in hexadecimal": ((400,), _post(b"Content-Length: 0x12")),
    "a length with an underscore": ((400,), _post(b"Content-Length: 1_8")),
    "a length with a point": ((400,), _post(b"Content-Length: 18.0")),
    "an empty length": ((400,), _post(b"Content-Length:")),
    "a length in other digits": ((400,), _post("Content-Length: ١٨".encode())),
    "a length beyond all numbers": ((413,), _post(b"Content-Length: " + b"9" * 40)),
    "one length twice": ((400,), _post(_LENGTH, _LENGTH)),
    "two types of a body": ((400,), _post(b"Content-Type: application/sparql-query", _LENGTH)),
    "a body that is longer than its length": ((200, 400), _post(_LENGTH, body=QUERY + b"nonsense\r\n\r\n")),
    "a body that is a request": ((400, ANSWERED), _post(b"Content-Length: %d" % len(HIDDEN), body=HIDDEN)),
    "a GET whose body is a request": ((200, ANSWERED), _host(b"Content-Length: %d" % len(HIDDEN)) + HIDDEN),
    "a GET that waits to be asked for nothing": ((200, ANSWERED), _host(b"Expect: 100-continue")),
    "a GET that expects what nobody knows": ((200, ANSWERED), _host(b"Expect: 200-maybe")),
}
_LINES: Mapping[str, tuple[tuple[int, ...], bytes]] = {
    "empty lines first": ((200, ANSWERED), b"\r\n\r\n" + _host()),
    "spaces first": ((200, ANSWERED), b"  " + _host()),
    "two spaces in the line": ((400,), _line(b"GET  /health HTTP/1.1")),
    "tabs in the line": ((400,), _line(b"GET\t/health\tHTTP/1.1")),
    "words behind the version": ((400,), _line(b"GET /health HTTP/1.1 and more")),
    "a version of two points": ((400,), _line(b"GET /health HTTP/1.1.1")),
    "a version in small letters": ((400,), _line(b"GET /health http/1.1")),
    "a version to come": ((400,), _line(b"GET /health HTTP/1.9")),
    "the beginning of HTTP/2": ((400,), b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    "a method in small letters": ((400,), _line(b"get /health HTTP/1.1")),
    "a method of ten thousand letters": ((405, ANSWERED), _line(b"M" * 10_000 + b" /health HTTP/1.1")),
    "no target": ((400,), _line(b"GET HTTP/1.1")),
    "a target without a slash": ((400,), _line(b"GET health HTTP/1.1")),
    "a star to GET": ((404, ANSWERED), _line(b"GET * HTTP/1.1")),
    "a star to OPTIONS": ((404, ANSWERED), _line(b"OPTIONS * HTTP/1.1")),
    "a target for proxies": ((400,), _line(b"GET https://evil.example/health HTTP/1.1")),
    "a target for tunnels": ((400,), _line(b"CONNECT evil.example:443 HTTP/1.1")),
    "two slashes and a name": ((404, ANSWERED), _host(target=b"//evil.example/id/person/stalin")),
    "two slashes and a way up": ((404, ANSWERED), _host(target=b"//evil.example/..")),
    "a fragment in the target": ((200, ANSWERED), _host(target=b"/health/live#x")),
    "a bad escape": ((404, ANSWERED), _host(target=b"/doc/%zz%")),
    "a null byte, escaped": ((404, ANSWERED), _host(target=b"/doc/person/%00")),
    "bytes that are no UTF-8, escaped": ((404, ANSWERED), _host(target=b"/doc/%ff%fe")),
    "bytes that are no UTF-8": ((400,), _host(target=b"/doc/\xff\xfe")),
    "an overlong slash": ((404, ANSWERED), _host(target=b"/dumps/..%c0%afmanifest.json")),
    "escapes of another kind": ((404, ANSWERED), _host(target=b"/doc/%u0041")),
    "a bad escape in a query": ((400, ANSWERED), _host(target=b"/sparql?query=%zz%")),
    "a query that is no UTF-8": ((400, ANSWERED), _host(target=b"/sparql?query=%ff")),
    "a URL of 60 KB": ((414, ANSWERED), _host(target=b"/sparql?query=" + b"x" * 60_000)),
    "the method TRACE": (
        (405, ANSWERED),
        _line(b"TRACE /health HTTP/1.1").replace(b"\r\n\r\n", b"\r\nX: evil\r\n\r\n"),
    ),
}
_HEADERS: Mapping[str, tuple[tuple[int, ...], bytes]] = {
    "another host": ((421, ANSWERED), _get(b"/id/person/stalin", b"Host: evil.example")),
    "another host, and a slash too many": ((421, ANSWERED), _get(b"/void/", b"Host: evil.example")),
    "an empty host": ((421, ANSWERED), _get(b"/id/person/stalin", b"Host:")),
    "a host with a user": ((421, ANSWERED), _get(b"/id/person/stalin", b"Host: 127.0.0.1@evil.example")),
    "a host with a path": ((421, ANSWERED), _get(b"/id/person/stalin", b"Host: evil.example/127.0.0.1")),
    "two hosts in one header": ((421, ANSWERED), _get(b"/id/person/stalin", b"Host: evil.example, 127.0.0.1")),
    "hosts of proxies": (
        (303, ANSWERED),
        _host(
            *(b"X-Forwarded-Host: evil.example", b"X-Host: evil.example", b"Forwarded: host=evil.example"),
            *(b"X-Original-URL: /evil.example", b"X-Forwarded-Prefix: //evil.example", b"Origin: http://evil.example"),
            target=b"/id/person/stalin",
        ),
    ),
    "ten thousand headers": ((431,), _host(*(b"X-%d: y" % one for one in range(10_000)))),
    "a name of 20 KB": ((200, ANSWERED), _host(b"X" * 20_000 + b": y")),
    "a header without a name": ((400,), _host(b": y")),
    "a header with a delete": ((400,), _host(b"X\x7f: y")),
    "a value with a delete": ((400,), _host(b"X: a\x7fb")),
    "a value of other bytes": ((200, ANSWERED), _host(b"X: \xff\xfe")),
    "a bell in a value": ((400,), _host(b"X: \x07")),
    "an upgrade to HTTP/2": (
        (200, ANSWERED),
        _host(b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c", b"HTTP2-Settings: AAMAAABkAAQ"),
    ),
    "a range of nothing": ((200, ANSWERED), _host(b"Range: bytes=abc")),
    "tags that are none": ((200, ANSWERED), _host(b'If-None-Match: "', b"If-Modified-Since: never")),
    "an Accept of 30 KB": ((200, ANSWERED), _host(b"Accept: " + b"a/b;q=0.1," * 3_000)),
    "an Accept that is none": ((200, ANSWERED), _host(b'Accept: \xff/;;=,,"', b"Accept-Encoding: ;q=,\xff")),
    "a form of many parts without a border": (
        (415, ANSWERED),
        _post(_LENGTH).replace(b"application/x-www-form-urlencoded", b"multipart/form-data"),
    ),
    "a name and password that are none": ((200, ANSWERED), _host(b"Authorization: Basic \xff", b"Cookie: =;;=\xff")),
}
_MIXED: Mapping[str, tuple[tuple[int, ...], bytes]] = {
    "twenty requests at once": ((*[200, 404] * 10, ANSWERED), (_host() + _host(target=b"/nothing")) * 10),
    "a bad one among good ones": ((200, 200, 400), _host() * 2 + _line(b"GET /health HTTP/3.0") + _host()),
    "a query, a page and a refusal": (
        (200, 303, 411),
        _post(_LENGTH) + _host(target=b"/id/person/stalin") + _post(_TE, body=CHUNKS) + _host(),
    ),
    "bytes without sense": ((400,), bytes(range(256)) + b"\r\n\r\n"),
    "another host behind a good one": ((200, 421, ANSWERED), _host() + _get(b"/void", b"Host: evil.example")),
}
_ENDED: Mapping[str, tuple[tuple[int, ...], bytes]] = {
    "nothing at all": ((), b""),
    "half a line": ((), b"GET /hea"),
    "headers without an end": ((), b"GET /health HTTP/1.1\r\n" + HOST),
    "half a body": ((), _post(_LENGTH, body=QUERY[:7])),
    "the first bytes of TLS": ((), b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(32))),
    "only null bytes": ((), bytes(2_000)),
}

CORPUS = (
    *(Case(name, data, (status,)) for name, (status, data) in REFUSED.items()),
    *(
        Case(name, data, statuses)
        for group in (_FRAMING, _LINES, _HEADERS, _MIXED)
        for name, (statuses, data) in group.items()
    ),
    *(Case(name, data, statuses, ends=True) for name, (statuses, data) in _ENDED.items()),
)
