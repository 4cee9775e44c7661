"""Nothing in the data is ever run by a browser; a build without the defences shows that the attacks are real."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask, Response

from tests.browser.chromium import Browser
from tests.browser.hostile import TEXTS
from tests.server.pages.in_process import open_app

PAGES = (
    "/",
    "/documents",
    "/persons",
    "/bodies",
    "/offices",
    "/events",
    "/directives",
    "/places",
    "/about",
    "/report",
    "/doc/doc/sf-1919-11-12-1",
    "/doc/doc/sf-1919-11-14-1",
    "/doc/doc/sf-1919-11-12-1-n3",
    "/doc/person/stalin",
    "/doc/person/yegorov-ai",
    "/doc/person/sf-1919-11-12-2-yegorov",
    "/doc/body/politburo",
    "/doc/position/commander-in-chief",
    "/doc/place/serpukhov",
    "/doc/event/sf-1919-11-12-1-n3-event1",
    "/doc/date/sf-1919-11-12-1-n3-event1-suspended",
    "/doc/relation/sf-1919-11-12-1-signature1",
    "/doc/prescription/sf-1919-11-12-1-demand3",
    "/doc/inst/sf-1919-11-12-1-1",
    "/doc/identifier/sf-1919-11-12-1-1",
    "/doc/recordset/rtskhidni-f558",
    "/doc/annotation/sf-1919-11-12-1-form",
    "/doc/work/sf-1919-11-12-1-entry",
    "/run/sf-1919-11-12-1",
    "/graph/authority",
    "/graph/labels",
    "/sparql?query=" + quote("SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } LIMIT 900"),
    "/sparql?query=" + quote("SELECT * { ?s owl:sameAs ?o }"),
    *("/sparql?query=" + quote(f"SELECT {attack}") for attack in TEXTS.values()),
    *("/doc/person/" + quote(attack, safe="") for attack in TEXTS.values()),
)

PROVOKE = """
(async () => {
  const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 5)));
  for (const one of document.querySelectorAll('details')) one.open = true;
  for (const one of document.querySelectorAll('*')) {
    for (const kind of ['mouseover', 'focus', 'error', 'toggle'])
      if (one.getAttribute('on' + kind)) one.dispatchEvent(new Event(kind));
  }
  for (const one of document.querySelectorAll('a[href]'))
    if (!/^(https?|mailto):$/.test(one.protocol)) { one.target = '_self'; one.click(); await frame(); }
  await frame(); await frame();
  return document.querySelectorAll('*').length;
})()
"""
"""Open what is closed, touch what can be touched, click what leads to no ordinary address."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve the pages of an application, made beforehand; each has the headers that the application gave it."""
    client = app.test_client()
    made: dict[str, tuple[int, Mapping[str, str], bytes]] = {}
    for path in (*PAGES, "/static/lettergraph.css"):
        reply = client.get(path, headers={"Accept": "text/html"})
        made[path] = (reply.status_code, dict(reply.headers), reply.get_data())
        reply.close()
    assert sum(status == 200 for status, _, _ in made.values()) > 30

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = made.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *values: object) -> None:  # noqa: A002 # the base class calls it so
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def executed(browser: Browser, url: str) -> dict[str, set[str]]:
    """Open and provoke every page; give the names of the attacks that ran, by page."""
    browser.send("Runtime.addBinding", {"name": "pwned"})
    found: dict[str, set[str]] = {}
    for path in PAGES:
        browser.open(url + path)
        elements = browser.evaluate(PROVOKE)
        assert elements != 0
        ran = {str(event["payload"]) for event in browser.taken("Runtime.bindingCalled")}
        if ran:
            found[path] = ran
    return found


def without_policy(app: Flask) -> None:
    """Switch off the policy; the list of schemes is switched off by the tests themselves."""

    def drop(response: Response) -> Response:
        response.headers.pop("Content-Security-Policy", None)
        response.headers.pop("X-Content-Type-Options", None)
        return response

    app.after_request_funcs.setdefault(None, []).insert(0, drop)


def without_policy_and_escaping(app: Flask) -> None:
    """Switch off what keeps texts texts, too."""
    without_policy(app)
    app.jinja_env.autoescape = False


def test_no_attack_is_executed(browser: Browser, hostile: Path) -> None:
    with served(open_app(hostile)) as url:
        found = executed(browser, url)

    assert found == {}


def test_without_the_defences_attacks_are_executed(
    browser: Browser, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.links.is_safe", lambda _: True)
    with served(open_app(hostile, change=without_policy_and_escaping)) as url:
        found = executed(browser, url)

    assert len({name for names in found.values() for name in names}) >= 10
    assert len(found) >= 10


def test_escaping_alone_does_not_stop_a_scheme(
    browser: Browser, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each defence counts: without the list of schemes and the policy, a link runs."""
    monkeypatch.setattr("server.links.is_safe", lambda _: True)
    with served(open_app(hostile, change=without_policy)) as url:
        found = executed(browser, url)

    assert {name for names in found.values() for name in names} & {"scheme", "case", "slashes"}
