"""Content coding: which answers are compressed, and what their headers say."""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIEnvironment
from wsgiref.util import FileWrapper, setup_testing_defaults

import pytest
import zstandard

from server import compression
from server.compression import Compression
from tests.server.running import Reply, Running

LONG = b"a line of text\n" * 1000
Headers = dict[str, str]


def application(
    body: bytes = LONG, *, status: str = "200 OK", content_type: str = "text/turtle; charset=utf-8", **more: str
) -> Compression:
    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        headers = [("Content-Type", content_type), ("Content-Length", str(len(body))), ("Vary", "Accept")]
        headers += [(name.replace("_", "-"), value) for name, value in more.items()]
        if '"abc"' in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", [("ETag", more.get("ETag", "")), ("Vary", "Accept")])
            return []
        start_response(status, headers)
        return [body[:100], body[100:]]

    return Compression(answer)


def ask(app: Compression, *, method: str = "GET", **headers: str) -> tuple[str, Headers, bytes]:
    environ: WSGIEnvironment = {"REQUEST_METHOD": method}
    setup_testing_defaults(environ)
    environ.update({f"HTTP_{name.upper()}": value for name, value in headers.items()})
    told: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, found: list[tuple[str, str]], exc_info: object = None, /) -> object:
        told.append((status, found))
        return None

    answer = app(environ, start)  # type: ignore[arg-type]  # nobody writes
    body = b"".join(answer)
    close = getattr(answer, "close", None)
    if close is not None:
        close()
    [(status, found)] = told
    assert len({name.lower() for name, _ in found}) == len(found)
    return status, {name.lower(): value for name, value in found}, body


@pytest.mark.parametrize(
    ("accepted", "coding"), [("gzip, deflate, br, zstd", "zstd"), ("gzip, deflate", "gzip"), ("gzip;q=1.0", "gzip")]
)
def test_a_client_that_asks_for_it_gets_the_same_content_in_fewer_bytes(accepted: str, coding: str) -> None:
    status, headers, body = ask(application(ETag='"abc"'), accept_encoding=accepted)
    plain = gzip.decompress(body) if coding == "gzip" else zstandard.ZstdDecompressor().decompressobj().decompress(body)

    assert (status, headers["content-encoding"], plain) == ("200 OK", coding, LONG)
    assert headers["content-length"] == str(len(body))
    assert headers["etag"] == f'"abc-{coding}"'
    assert headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("accepted", [None, "identity", "br", "gzip;q=0"])
def test_a_client_that_does_not_gets_the_plain_content_which_varies_all_the_same(accepted: str | None) -> None:
    headers = {} if accepted is None else {"accept_encoding": accepted}
    _, told, body = ask(application(ETag='"abc"'), **headers)

    assert (body, told["etag"], told["vary"]) == (LONG, '"abc"', "Accept, Accept-Encoding")
    assert "content-encoding" not in told


def test_a_weak_tag_names_the_coding_too_so_that_a_cache_does_not_take_one_for_the_other() -> None:
    _, headers, _ = ask(application(ETag='W/"abc"'), accept_encoding="gzip")
    status, again, _ = ask(application(ETag='W/"abc"'), accept_encoding="gzip", if_none_match='W/"abc-gzip"')

    assert headers["etag"] == again["etag"] == 'W/"abc-gzip"'
    assert status == "304 Not Modified"


@pytest.mark.parametrize(
    "app",
    [
        application(b"short"),
        application(status="206 Partial Content"),
        application(status="404 Not Found"),
        application(content_type="application/n-quads+gzip"),
        application(content_type="image/png"),
        application(Content_Encoding="br"),
        application(Accept_Ranges="bytes"),
    ],
)
def test_what_is_small_or_a_part_or_compressed_already_is_sent_as_it_is(app: Compression) -> None:
    _, headers, body = ask(app, accept_encoding="gzip")

    assert headers.get("content-encoding") in (None, "br")
    assert headers["content-length"] == str(len(body))


@pytest.mark.parametrize("tag", ['"abc"', '"abc-gzip"'])
@pytest.mark.parametrize("others", ["", ', "abc-zstd"'])
def test_a_client_that_has_it_plain_or_in_its_coding_keeps_it_under_its_own_tag(tag: str, others: str) -> None:
    status, headers, body = ask(application(ETag='"abc"'), accept_encoding="gzip", if_none_match=tag + others)

    assert (status, headers["etag"], body) == ("304 Not Modified", tag, b"")
    assert headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("accepted", [{}, {"accept_encoding": "gzip"}, {"accept_encoding": "gzip", "method": "HEAD"}])
def test_what_was_kept_in_another_coding_is_not_what_this_client_has(accepted: dict[str, str]) -> None:
    """A cache that keeps it for others may offer that tag, and would give this client what it cannot read."""
    status, _, _ = ask(application(ETag='"abc"'), if_none_match='"abc-zstd"', **accepted)

    assert status == "200 OK"


def test_head_tells_of_the_plain_content() -> None:
    _, headers, _ = ask(application(ETag='"abc"'), method="HEAD", accept_encoding="gzip")

    assert (headers["content-length"], headers["etag"]) == (str(len(LONG)), '"abc"')


def test_a_large_answer_is_compressed_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression, "_IN_MEMORY", 100)

    assert gzip.decompress(ask(application(), accept_encoding="gzip")[2]) == LONG


def test_the_body_is_closed_once_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "body"
    path.write_bytes(LONG)
    file = path.open("rb")

    def answer(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/csv"), ("Content-Length", str(len(LONG)))])
        return FileWrapper(file)

    _, headers, body = ask(Compression(answer), accept_encoding="gzip")

    assert file.closed
    assert (gzip.decompress(body), headers["vary"]) == (LONG, "Accept-Encoding")


def coded(server: Running, path: str, *, encoding: str = "gzip", **headers: str) -> Reply:
    sent = {"Accept-Encoding": encoding, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return server.ask(path, headers=sent)


def test_answers_graphs_and_pages_of_a_site_are_compressed(server: Running) -> None:
    select = f"/sparql?query={quote('SELECT * { ?s ?p ?o } LIMIT 100')}"
    for path in (select, "/data?default", "/", "/graph/labels.ttl"):
        plain, small = server.ask(path), coded(server, path)

        assert small.headers.get("content-encoding") == "gzip", path
        assert plain.body == gzip.decompress(small.body)
        assert plain.headers["vary"] == small.headers["vary"]
        assert "Accept-Encoding" in plain.headers["vary"]
        again = coded(server, path, If_None_Match=small.headers["etag"])
        assert (again.status, again.headers["etag"]) == (304, small.headers["etag"])


def test_what_is_asked_again_and_again_has_the_coding_that_each_client_asks_for(server: Running) -> None:
    path = f"/sparql?query={quote('SELECT * { ?s ?p ?o } LIMIT 120')}"
    plain = server.ask(path, headers={"Accept-Encoding": "identity"}).body

    for _ in range(3):
        assert server.ask(path, headers={"Accept-Encoding": "identity"}).body == plain
        assert gzip.decompress(coded(server, path).body) == plain
        assert coded(server, path, encoding="zstd").headers["content-encoding"] == "zstd"


def test_dumps_are_sent_as_they_are_and_in_parts(server: Running) -> None:
    name = next((server.collection / "site" / "current" / "dumps").iterdir()).name
    whole = coded(server, f"/dumps/{name}")
    part = coded(server, f"/dumps/{name}", Range="bytes=0-9")

    assert "content-encoding" not in whole.headers
    assert (part.status, part.body) == (206, whole.body[:10])


def test_a_connection_stays_open_after_a_compressed_answer(server: Running) -> None:
    connection = http.client.HTTPConnection(*server.address, timeout=30)
    try:
        for _ in range(2):
            connection.request("GET", "/data?default", headers={"Accept-Encoding": "zstd"})
            response = connection.getresponse()
            assert response.getheader("Content-Encoding") == "zstd"
            assert len(response.read()) == int(response.getheader("Content-Length") or -1)
            assert not response.will_close
    finally:
        connection.close()
