"""Requests that would have the server call out or read files, were it careless (row C1).

``CANARY``, ``HOSTPORT``, ``:PORT`` and ``FILES`` are filled in by `tests.reliability.c_canary.Canary.place`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from tests.reliability.c_canary import Canary
from tests.security import hostile

_FORM = "application/x-www-form-urlencoded"
_SERVICE = "SELECT * { SERVICE <CANARY> { ?s ?p ?o } }"


@dataclass(frozen=True, slots=True)
class Vector:
    """One request; ``query`` is sent as a form, anything else as it stands."""

    name: str
    query: str | None = None
    path: str = "/sparql"
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None

    def placed(self, canary: Canary) -> tuple[str, str, dict[str, str], bytes | None]:
        """Give method, path, headers and body as they are sent."""
        headers = {"Accept": "*/*", **{name: canary.place(value) for name, value in self.headers.items()}}
        if self.query is not None:
            body = urlencode({"query": canary.place(self.query), "timeout": 5}, errors="surrogatepass").encode()
            return "POST", "/sparql", {"Content-Type": _FORM, **headers}, body
        path = quote(canary.place(self.path), safe="/?&=%:+")
        return self.method, path, headers, None if self.body is None else canary.place(self.body).encode()


def _service(where: str) -> str:
    return f"SELECT * {{ SERVICE {where} {{ ?s ?p ?o }} }}"


_SPELLINGS = {
    "to ::1": _service("<http://[::1]:PORT/>"),
    "to ::1 in full": _service("<http://[0:0:0:0:0:0:0:1]:PORT/>"),
    "to 0.0.0.0": _service("<http://0.0.0.0:PORT/>"),
    "to a hexadecimal number": _service("<http://0x7f000001:PORT/>"),
    "to an octal number": _service("<http://017700000001:PORT/>"),
    "to octal parts": _service("<http://0177.0.0.01:PORT/>"),
    "to a name with a dot at its end": _service("<http://localhost.:PORT/>"),
    "to ideographic stops": _service("<http://127。0。0。1:PORT/>"),
    "to a percent-encoded host": _service("<http://%31%32%37.0.0.1:PORT/>"),
    "to a name before the host": _service("<http://example.org@HOSTPORT/>"),
    "to a fragment": _service("<http://HOSTPORT#@example.org/>"),
    "to a redirect": _service("<CANARY/redirect>"),
    "by HTTP in capitals": _service("<HTTP://HOSTPORT/>"),
    "by FTP": _service("<ftp://HOSTPORT/>"),
    "by a relative IRI of an authority": "BASE <http://example.org/> SELECT * { SERVICE <//HOSTPORT/> { ?s ?p ?o } }",
    "to a file of the machine": _service("<file:///etc/passwd>"),
    "to a file by a host": _service("<file://localhost/etc/passwd>"),
    "behind a line feed of a comment": "SELECT * { # x\nSERVICE <CANARY> { ?s ?p ?o } }",
    "behind a carriage return of a comment": "SELECT * { # x\rSERVICE <CANARY> { ?s ?p ?o } }",
    "behind a form feed": "SELECT * { \fSERVICE\f<CANARY>\f{ ?s ?p ?o } }",
    "behind a mark of byte order": "\ufeffSELECT * { SERVICE <CANARY> { ?s ?p ?o } }",
    "behind a space without break": "SELECT * {\u00a0SERVICE <CANARY> { ?s ?p ?o } }",
    "with a long s": "SELECT * { \u017fERVICE <CANARY> { ?s ?p ?o } }",
    "with a dotless i": "SELECT * { SERV\u0131CE <CANARY> { ?s ?p ?o } }",
    "behind an exponent": "SELECT * { ?s ?p 1e0SERVICE<CANARY>{ ?s ?p ?o } }",
    "behind a language": "SELECT * { ?s ?p 'x'@enSERVICE<CANARY>{ ?s ?p ?o } }",
    "behind a blank node": "SELECT * { ?s ?p []SERVICE<CANARY>{ ?s ?p ?o } }",
    "behind a variable": "SELECT * { ?s ?p ?o.SERVICE<CANARY>{ ?s ?p ?o } }",
    "behind false": "SELECT * { ?s ?p falseSERVICE<CANARY>{ ?s ?p ?o } }",
    "silent behind a number": "SELECT * { ?s ?p 1.5SERVICE SILENT<CANARY>{ ?s ?p ?o } }",
    "in LATERAL": "SELECT * { ?s ?p ?o LATERAL { SERVICE SILENT <CANARY> { ?s ?p ?o } } } LIMIT 1",
    "in BIND of EXISTS": "SELECT * { BIND(EXISTS { SERVICE SILENT <CANARY> { ?s ?p ?o } } AS ?x) }",
    "in HAVING": "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING(EXISTS { SERVICE SILENT <CANARY> { ?s ?p ?q } }) LIMIT 1",
    "in ORDER BY": "SELECT ?s { ?s ?p ?o } ORDER BY EXISTS { SERVICE SILENT <CANARY> { ?s ?p ?q } } LIMIT 1",
    "in a projection": "SELECT (EXISTS { SERVICE SILENT <CANARY> { ?s ?p ?q } } AS ?x) { ?s ?p ?o } LIMIT 1",
    "in service": "SELECT * { SERVICE <CANARY/a> { SERVICE <CANARY/b> { ?s ?p ?o } } }",
    "by data of the graph": "SELECT * { ?s <http://www.w3.org/2002/07/owl#sameAs> ?w SERVICE SILENT ?w { ?a ?b ?c } }",
    "FROM a file of the machine": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "FROM NAMED over TLS": "SELECT * FROM NAMED <https://HOSTPORT/> { GRAPH ?g { ?s ?p ?o } }",
    "DESCRIBE of an address": "DESCRIBE <CANARY>",
    "DESCRIBE of a file": "DESCRIBE <FILES/secret.ttl>",
    "GRAPH of an address": "SELECT * { GRAPH <CANARY> { ?s ?p ?o } }",
}

_RAW_JSON_LD = '{"@context": "CANARY/context.jsonld", "@id": "e:a", "e:b": "c"}'
_RAW_XML = '<!DOCTYPE r [<!ENTITY x SYSTEM "FILES/secret.txt"><!ENTITY y SYSTEM "CANARY/y">]><r>&x;&y;</r>'
_CONTEXT = '<CANARY/context>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'

_OTHERS = (
    Vector("a query in the URL", path=f"/sparql?query={_SERVICE}"),
    Vector("a query as the body", method="POST", headers={"Content-Type": "application/sparql-query"}, body=_SERVICE),
    Vector("the method QUERY", method="QUERY", headers={"Content-Type": "application/sparql-query"}, body=_SERVICE),
    Vector("the address of a query", path="/sparql?query-uri=CANARY/q.rq"),
    Vector("an update in the URL", path="/sparql?update=LOAD <CANARY>"),
    Vector("an update in a form", method="POST", headers={"Content-Type": _FORM}, body="update=LOAD+<CANARY>"),
    Vector(
        "an update as the body",
        method="POST",
        headers={"Content-Type": "application/sparql-update"},
        body="LOAD <FILES/secret.ttl> INTO GRAPH <e:g>",
    ),
    *(
        Vector(f"{name} {kind}", path=f"/sparql?query=SELECT * {{ GRAPH ?g {{ ?s ?p ?o }} }} LIMIT 9&{name}={iri}")
        for name in ("default-graph-uri", "named-graph-uri", "using-graph-uri")
        for kind, iri in (("an address", "CANARY"), ("a file", "FILES/secret.ttl"))
    ),
    Vector("a graph at an address", path="/data?graph=CANARY"),
    Vector("a graph in a file", path="/data?graph=FILES/secret.ttl"),
    Vector(
        "a graph to be loaded", path="/data?default", method="POST", headers={"Content-Location": "CANARY"}, body=""
    ),
    Vector("a thing at an address", path="/id/CANARY"),
    Vector("the description of an address", path="/doc/CANARY"),
    Vector("the description of a file", path="/doc/FILES/secret.ttl"),
    Vector("the graph of a file", path="/graph/FILES/secret.ttl"),
    Vector("a run at an address", path="/run/CANARY"),
    Vector("a source at an address", path="/snapshot/CANARY"),
    Vector("a context of JSON-LD", method="POST", headers={"Content-Type": "application/ld+json"}, body=_RAW_JSON_LD),
    Vector("a context of JSON-LD by Link", headers={"Link": _CONTEXT, "Accept": "application/ld+json"}, path="/void"),
    Vector("a profile of JSON-LD", headers={"Accept": 'application/ld+json;profile="CANARY"'}, path="/void"),
    Vector("entities in a body", method="POST", headers={"Content-Type": "application/rdf+xml"}, body=_RAW_XML),
    Vector("entities in a body for the graphs", method="PUT", path="/data?graph=e:g", body=_RAW_XML),
    Vector("another host", headers={"Host": "HOSTPORT"}, path="/"),
    Vector("another host by a proxy", headers={"X-Forwarded-Host": "HOSTPORT", "Forwarded": "host=HOSTPORT"}, path="/"),
    Vector("another path by a proxy", headers={"X-Original-URL": "CANARY", "X-Rewrite-URL": "CANARY"}, path="/"),
    Vector("a referrer and an origin", headers={"Referer": "CANARY", "Origin": "CANARY"}, path="/documents"),
    Vector("an address as the path", path="/CANARY"),
)


def vectors() -> Iterator[Vector]:
    """Every request of the row, each name once."""
    for one in hostile.CORPUS:
        if one.attack in ("calls", "reads"):
            yield Vector(one.name, query=one.query.replace(f"<{hostile.FILE}>", "<FILES/secret.ttl>"))
    for name, query in _SPELLINGS.items():
        yield Vector(f"SERVICE {name}" if "SERVICE" in query else name, query=query)
    yield from _OTHERS
