"""A small SPARQL endpoint that stands for Wikidata's: its identifiers and properties, a handful of statements.

It is Oxigraph behind the standard library's server: another engine than ours in front of the client, and one that calls
us by itself when a query has a ``SERVICE``.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph

STATEMENTS = """\
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
wd:Q855 wdt:P31 wd:Q5 ; wdt:P569 "1878-12-18T00:00:00Z"^^xsd:dateTime .
wd:Q1394 wdt:P31 wd:Q5 ; wdt:P569 "1870-04-22T00:00:00Z"^^xsd:dateTime .
wd:Q33391 wdt:P31 wd:Q5 ; wdt:P569 "1879-11-07T00:00:00Z"^^xsd:dateTime .
"""
JSON = "application/sparql-results+json"


class _Handler(BaseHTTPRequestHandler):
    """Answers SELECT and ASK by GET and by POST of a form, in JSON."""

    def do_GET(self) -> None:  # the name that http.server calls
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:  # the name that http.server calls
        self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the name of the method's parameter
        """Say nothing: a request is no news."""

    def _answer(self, form: str) -> None:
        query = parse_qs(form).get("query", [""])[0]
        try:
            results = _store().query(query)
            assert isinstance(results, pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean)
            status, body = 200, results.serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b""
        except (SyntaxError, ValueError, OSError, AssertionError) as error:
            status, body = 400, str(error).encode()
        self.send_response(status)
        self.send_header("Content-Type", JSON if status == 200 else "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def foreign_endpoint() -> Iterator[str]:
    """Serve the statements at a free port until the block ends; gives the address of the endpoint."""
    with HTTPServer(("127.0.0.1", 0), _Handler) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{http.server_port}/sparql"
        finally:
            http.shutdown()
            thread.join()


def _store() -> pyoxigraph.Store:
    store = pyoxigraph.Store()  # a new one for each query: it must not be used by another thread
    store.load(STATEMENTS.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return store
