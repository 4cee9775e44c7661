"""Run SPARQL suites over HTTP against the real endpoint. Every graph of a suite is a named graph of one release.

A case asks its own graphs by ``default-graph-uri`` and ``named-graph-uri``, which tries the protocol as well. What
changes data in the Graph Store Protocol's cases is re-enacted: a read is sent to a release that holds what was written.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urljoin

import pyoxigraph

from tests.conformance import sparql_results as results
from tests.conformance.sparql_endpoint import FORMATS, Endpoint, endpoint, quads_of
from tests.conformance.sparql_exceptions import reason_to_leave_out
from tests.conformance.sparql_http import run_graph_store_case, run_protocol_case
from tests.conformance.sparql_suite import Case, Suite

SPELLING = "the same values in another spelling"
NOTHING = "urn:lettergraph:no-graph"
JSON = "application/sparql-results+json"
CSV = "text/csv"
N_TRIPLES = "application/n-triples"
SD = "http://www.w3.org/ns/sparql-service-description#"
_FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a case; ``detail`` says why it failed."""

    name: str
    detail: str = ""

    @property
    def passed(self) -> bool:
        return not self.detail


def run_suite(suite: Suite) -> Iterator[Verdict]:
    """Run all cases of a suite but those that there is a reason to leave out."""
    cases = [case for case in suite.cases if reason_to_leave_out(case) is None]
    _add_graphs_of_queries(suite, cases)
    with tempfile.TemporaryDirectory() as temporary:
        with endpoint(Path(temporary, "suite"), lambda _: _lines(suite)) as served:
            for case in cases:
                if case.type != "GraphStoreProtocolTest":
                    yield _verdict(case, partial(_run, case, served))
        for case in cases:
            if case.type == "GraphStoreProtocolTest":
                yield _verdict(case, partial(run_graph_store_case, case, Path(temporary)))


def _verdict(case: Case, run: Callable[[], str]) -> Verdict:
    try:
        return Verdict(case.name, run())
    except (OSError, ValueError, SyntaxError, KeyError, LookupError) as error:
        return Verdict(case.name, f"{type(error).__name__}: {error}")


def _run(case: Case, served: Endpoint) -> str:
    if case.type == "ProtocolTest":
        return run_protocol_case(case, served)
    if case.type == "ServiceDescriptionTest":
        return _description(case, served)
    if case.type.startswith(("PositiveSyntax", "NegativeSyntax")):
        return _syntax(case, served)
    return _evaluation(case, served)


def _syntax(case: Case, served: Endpoint) -> str:
    status, _, body = _asked(case, served, accept="*/*")
    wanted = 200 if case.type.startswith("Positive") else 400
    return "" if status == wanted else f"{status} for {wanted}: {body.decode(errors='replace')[:200]}"


def _evaluation(case: Case, served: Endpoint) -> str:
    if case.result is None:
        return "there is no result to compare with"
    if case.result.suffix == ".csv":
        status, _, body = _asked(case, served, accept=CSV)
        same = status == 200 and results.same_csv(case.result.read_bytes(), body)
        return "" if same else f"{status}: {body.decode(errors='replace')[:300]}"
    expected = results.read_table(case.result, case.base)
    accept = N_TRIPLES if expected is None else JSON
    if case.result.suffix == ".tsv":
        accept = "text/tab-separated-values"
    status, type_, body = _asked(case, served, accept=accept)
    if status != 200:
        return f"{status}: {body.decode(errors='replace')[:200]}"
    if expected is None:
        wanted = results.parsed_graph(case.result.read_bytes(), FORMATS[case.result.suffix], case.base)
        given = results.parsed_graph(body, FORMATS[".nt"], case.base)
        return "" if results.same_graphs(wanted, given) else f"another graph: {body.decode()[:300]}"
    actual = results.parsed_table(body, results.SYNTAXES[type_])
    if results.same_tables(expected, actual, lax=case.lax):
        return ""
    if results.same_tables(results.respelled(expected), results.respelled(actual), lax=case.lax):
        return f"{SPELLING}: {body.decode()[:300]}"
    return f"another table: {body.decode()[:300]}"


def _asked(case: Case, served: Endpoint, *, accept: str) -> tuple[int, str, bytes]:
    assert case.query is not None, case.name
    # The base is that of the suite, which the endpoint cannot know; on the same line, so that places stay.
    query = f"BASE <{case.base}> " + case.query.read_bytes().decode()
    parameters = [("query", query)]
    if not _FROM.search(query):
        parameters += [("default-graph-uri", graph) for graph in case.default]
        parameters += [("named-graph-uri", graph) for graph in case.named]
        if not case.default and not case.named:
            parameters.append(("default-graph-uri", NOTHING))
    headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
    reply = served.ask("/sparql", method="POST", headers=headers, body=urlencode(parameters).encode())
    return reply.status, reply.media_type, reply.body


def _description(case: Case, served: Endpoint) -> str:
    reply = served.ask("/sparql", headers={"Accept": "text/turtle"})
    url = f"{served.base_iri}sparql"
    if reply.status != 200 or reply.media_type != "text/turtle":
        return f"{reply.status} {reply.media_type}"
    graph = pyoxigraph.Store()
    graph.load(input=reply.body, format=FORMATS[".ttl"], base_iri=url)
    if case.name.endswith("has-endpoint-triple"):
        found = graph.query(f"ASK {{ ?s <{SD}endpoint> <{url}> }}")
        return "" if found else "there is no triple sd:endpoint with this endpoint"
    if case.name.endswith("conforms-to-schema"):
        return "; ".join(_schema_faults(graph))
    return ""


def _schema_faults(graph: pyoxigraph.Store) -> Iterator[str]:
    """The ranges and cardinalities of the vocabulary (SPARQL 1.1 Service Description, section 3)."""
    if not graph.query(f"ASK {{ ?s a <{SD}Service> ; <{SD}endpoint> ?e FILTER(isIRI(?e)) }}"):
        yield "nothing is an sd:Service with an sd:endpoint"
    for name in ("defaultEntailmentRegime", "supportedLanguage", "feature", "inputFormat", "resultFormat", "name"):
        if graph.query(f"ASK {{ ?s <{SD}{name}> ?o FILTER(!isIRI(?o)) }}"):
            yield f"an sd:{name} is no IRI"
    for name, type_ in (("defaultDataset", "Dataset"), ("defaultGraph", "Graph"), ("namedGraph", "NamedGraph")):
        if graph.query(f"ASK {{ ?s <{SD}{name}> ?o FILTER NOT EXISTS {{ ?o a <{SD}{type_}> }} }}"):
            yield f"an sd:{name} is no sd:{type_}"
    if graph.query(f"ASK {{ ?d <{SD}defaultGraph> ?a, ?b FILTER(?a != ?b) }}"):
        yield "a dataset has two default graphs"
    if graph.query(f"ASK {{ ?g a <{SD}NamedGraph> FILTER NOT EXISTS {{ ?g <{SD}name> ?n }} }}"):
        yield "a named graph has no name"


def _add_graphs_of_queries(suite: Suite, cases: list[Case]) -> None:
    for case in cases:
        if case.query is not None and case.query.exists():
            for name in _FROM.findall(case.query.read_bytes().decode(errors="replace")):
                iri = urljoin(case.base, name)
                path = suite.path_of(iri)
                if path.suffix in FORMATS and path.exists():
                    suite.graphs.setdefault(iri, path)


def _lines(suite: Suite) -> Iterator[str]:
    for name, path in suite.graphs.items():
        # A file of TriG is a dataset: its default graph has the name of the file, its named graphs have their own.
        yield from quads_of(path.read_bytes(), format=FORMATS[path.suffix], base=suite.iri_of(path), graph=name)
