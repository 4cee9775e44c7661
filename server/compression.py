"""Content coding (RFC 9110, section 8.4) of answers: zstd (RFC 8878) or gzip, for clients that ask for it.

It stands around the whole application. Text and RDF are compressed, whole, so that their length is known; what is
small, a part (206), an error, or compressed already (dumps) is sent as it is. Coded and plain answers are two
representations, and each has its own entity tag, which ends in the coding. HEAD tells of the plain representation.

Weak tags end in it, too, though they only speak of the content: a cache may offer the tags of all that it keeps and
give its client what a 304 names (RFC 9111, section 4.3.4), and that must be something which the client can read.
"""

from __future__ import annotations

import io
import json
import logging
import tempfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import IO, Protocol
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment
from wsgiref.util import FileWrapper

import zstandard

from kg.publication.negotiation import choose_coding
from server.environment import OUTCOME
from server.headers import COMMON

_LOG = logging.getLogger(__name__)
SMALLEST = 1_024
"""Bytes from which on it pays."""
_IN_MEMORY = 1 << 20
_BLOCK = 1 << 16
_MEDIA_TYPES = frozenset(
    {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "application/json",
        "application/ld+json",
        "application/rdf+xml",
        "application/xml",
        "application/n-triples",
        "application/n-quads",
        "application/trig",
        "image/svg+xml",
    }
)
"""And every ``text/…``."""

Headers = list[tuple[str, str]]
ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]


class _Compressor(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


def _zstd() -> _Compressor:
    return zstandard.ZstdCompressor(level=3).compressobj()


def _gzip() -> _Compressor:
    return zlib.compressobj(level=5, wbits=31)


CODINGS: dict[str, Callable[[], _Compressor]] = {"zstd": _zstd, "gzip": _gzip}
"""Name to compressor; the one that we like best first: zstd takes a quarter of the time of gzip."""


class Compression:
    """An application whose answers are compressed."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        coding = choose_coding(environ.get("HTTP_ACCEPT_ENCODING"), tuple(CODINGS))
        known = _plain_tags(environ, coding)
        if environ["REQUEST_METHOD"] == "HEAD":
            coding = None
        answer = _Answer(environ, start_response, coding, known)
        body = self._application(environ, answer.start)
        return answer.finish(body)


class _Answer:
    """One answer on its way out."""

    def __init__(
        self, environ: WSGIEnvironment, start_response: StartResponse, coding: str | None, known: tuple[str, str] | None
    ) -> None:
        self._environ = environ
        self._start_response = start_response
        self._coding = coding
        self._known = known
        self._held: tuple[str, Headers] | None = None

    def start(
        self, status: str, headers: Headers, exc_info: ExceptionInfo | None = None, /
    ) -> Callable[[bytes], object]:
        """Take status and headers: send them on, or hold them back until the body is compressed."""
        fields = {name.lower(): value for name, value in headers}
        if _compressible(status, fields):
            headers = _varying(headers, fields.get("vary"))
            if self._coding is not None and exc_info is None and _worth_it(status, fields.get("content-length")):
                self._held = (status, headers)
                return _no_writing
        if self._known is not None and status.startswith("304"):
            headers = _with_coded_tag(headers, *self._known)
        return self._start_response(status, headers, exc_info)

    def finish(self, body: Iterable[bytes]) -> Iterable[bytes]:
        """Give the body as it is sent."""
        if self._held is None or self._coding is None:
            return body
        status, headers = self._held
        small = int(_value(headers, "content-length") or 0) <= _IN_MEMORY
        try:
            file: IO[bytes] = io.BytesIO() if small else tempfile.TemporaryFile()  # noqa: SIM115 # closed when it is sent
            length = _compress(body, self._coding, file)
        except OSError as error:  # of the disk: nothing was sent yet
            return self._no_room(error)
        finally:
            close = getattr(body, "close", None)
            if close is not None:
                close()
        self._start_response(status, _coded(headers, self._coding, length))
        if small:
            return [file.read()]
        # The wrapper of the server lets go of this thread while a slow client reads.
        wrapped: Iterable[bytes] = self._environ.get("wsgi.file_wrapper", FileWrapper)(file, _BLOCK)
        return wrapped

    def _no_room(self, error: OSError) -> Iterable[bytes]:
        """Tell the client to come back: the coded answer can be kept nowhere."""
        _LOG.error("There is no room for an answer in %s: %s", tempfile.gettempdir(), error)
        self._environ[OUTCOME] = "busy"
        problem = {"type": "/problems/busy", "title": "No room for the answer", "status": 503}
        problem["detail"] = "There is no room to keep so large an answer just now. Ask later, or for less."
        body = json.dumps(problem, indent=1).encode()
        headers = [
            ("Content-Type", "application/problem+json"),
            ("Content-Length", str(len(body))),
            ("Retry-After", "60"),
            ("Cache-Control", "no-store"),
            ("Vary", "Accept, Accept-Encoding"),
            *COMMON,
        ]
        self._start_response("503 Service Unavailable", headers)
        return [body]


def _compress(body: Iterable[bytes], coding: str, file: IO[bytes]) -> int:
    """Write a body into a file that is then read from its beginning; give its length."""
    compressor = CODINGS[coding]()
    for part in body:
        file.write(compressor.compress(part))
    file.write(compressor.flush())
    length = file.tell()
    file.seek(0)
    return length


def _compressible(status: str, fields: Mapping[str, str]) -> bool:
    """Whether the resource has compressed representations at all, so that every answer of it varies by coding."""
    if "content-encoding" in fields or "accept-ranges" in fields:
        return False
    media_type = fields.get("content-type", "").partition(";")[0].strip().lower()
    # A 304 and a redirection have no body, and vary as what they stand for.
    return not media_type or media_type.startswith("text/") or media_type in _MEDIA_TYPES or not status.startswith("2")


def _worth_it(status: str, size: str | None) -> bool:
    return status.startswith("200") and size is not None and int(size) >= SMALLEST


def _varying(headers: Headers, vary: str | None) -> Headers:
    if vary is None:
        return [*headers, ("Vary", "Accept-Encoding")]
    return [(name, f"{value}, Accept-Encoding") if name.lower() == "vary" else (name, value) for name, value in headers]


def _coded(headers: Headers, coding: str, length: int) -> Headers:
    made = [
        (name, f'{value[:-1]}-{coding}"' if name.lower() == "etag" else value)
        for name, value in headers
        if name.lower() != "content-length"
    ]
    return [*made, ("Content-Encoding", coding), ("Content-Length", str(length))]


def _plain_tags(environ: WSGIEnvironment, coding: str | None) -> tuple[str, str] | None:
    """Take the coding off the tags of ``If-None-Match``, for the application knows none.

    Tags of another coding than the one that is chosen for this client stay, and match nothing.

    Returns:
        What the client sent, and the coding, if it has been taken off a tag.
    """
    sent: str | None = environ.get("HTTP_IF_NONE_MATCH")
    if sent is None or coding is None:
        return None
    plain = sent.replace(f'-{coding}"', '"')
    if plain == sent:
        return None
    environ["HTTP_IF_NONE_MATCH"] = plain
    return sent, coding


def _with_coded_tag(headers: Headers, sent: str, coding: str) -> Headers:
    """Give back the tag under which the client has it (RFC 9110, section 15.4.5)."""
    made = []
    for name, value in headers:
        coded = f'{value[:-1]}-{coding}"'
        made.append((name, coded if name.lower() == "etag" and coded in sent else value))
    return made


def _value(headers: Headers, wanted: str) -> str | None:
    return next((value for name, value in headers if name.lower() == wanted), None)


def _no_writing(data: bytes) -> object:
    raise NotImplementedError("answers are iterated, never written")
