"""Read the manifests of the W3C's SPARQL suites (https://github.com/w3c/rdf-tests): Turtle files, one entry a case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
BASE = "https://w3c.github.io/rdf-tests/"
"""Where the suite says that its files are."""

Node = pyoxigraph.NamedNode | pyoxigraph.BlankNode


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request of a protocol test and what is expected of its answer."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    statuses: tuple[str, ...]
    """Names such as ``StatusCode2xx`` or ``NotFound``."""
    boolean: bool | None = None
    format: str | None = None
    expected_type: str | None = None
    expected_body: str | None = None
    location: str | None = None
    """The name of the variable that stands for the answer's ``Location``."""


@dataclass(frozen=True, slots=True)
class Case:
    """One entry of a manifest. ``name`` is the folder and the end of its IRI: ``sparql11/bind/bind01``."""

    name: str
    type: str
    """The end of the IRI of its class, e.g. ``QueryEvaluationTest``."""
    query: Path | None = None
    base: str = ""
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    result: Path | None = None
    lax: bool = False
    requests: tuple[HttpRequest, ...] = ()


@dataclass(slots=True)
class Suite:
    """All cases below a folder, and the graphs that they ask: IRI to file."""

    folder: Path
    cases: list[Case] = field(default_factory=list)
    graphs: dict[str, Path] = field(default_factory=dict)

    def iri_of(self, path: Path) -> str:
        """Give the IRI that a file of the suite has."""
        return BASE + path.resolve().relative_to(_root(self.folder)).as_posix()

    def path_of(self, iri: str) -> Path:
        """Give the file of an IRI of the suite."""
        return _root(self.folder) / iri.removeprefix(BASE)


def _root(folder: Path) -> Path:
    """The folder of the whole suite, which holds ``sparql/sparql11``; without one, the folder itself."""
    resolved = folder.resolve()
    return next((one for one in resolved.parents if (one / "sparql" / "sparql11").is_dir()), resolved)


def read_suite(folder: Path) -> Suite:
    """Read every manifest below a folder; a case counts if a list of entries names it."""
    suite = Suite(folder)
    for path in sorted(folder.rglob("manifest*.ttl")):
        manifest = _Manifest(path, suite)
        for entry in manifest.entries():
            suite.cases.append(manifest.case(entry))
    return suite


class _Manifest:
    def __init__(self, path: Path, suite: Suite) -> None:
        self._suite = suite
        self._folder = path.parent
        self._graph = pyoxigraph.Store()
        self._graph.load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE, base_iri=suite.iri_of(path))

    def entries(self) -> Iterator[Node]:
        for quad in self._graph.quads_for_pattern(None, pyoxigraph.NamedNode(f"{MF}entries"), None):
            yield from self._list(_node(quad.object))

    def case(self, entry: Node) -> Case:
        types = [type_.value.rpartition("#")[2] for type_ in self._all(entry, f"{RDF}type")]
        type_ = next((one for one in types if one.endswith(("Test", "Test11", "Test12"))), types[0] if types else "")
        folder = self._folder.resolve().relative_to(_root(self._suite.folder)).as_posix().removeprefix("sparql/")
        fragment = entry.value.rpartition("#")[2] or entry.value.rpartition("/")[2]
        name = f"{folder}/{fragment}".removeprefix("./")
        action = self._one(entry, f"{MF}action")
        if action is None or type_.endswith("ProtocolTest"):
            self._data(entry, UT)
            return Case(name, type_, requests=tuple(self._requests(action)))
        query = action if isinstance(action, pyoxigraph.NamedNode) else self._one(_node(action), f"{QT}query")
        result = self._one(entry, f"{MF}result")
        default, named = self._data(action, QT) if isinstance(action, pyoxigraph.BlankNode) else ((), ())
        return Case(
            name,
            type_,
            query=None if query is None else self._suite.path_of(query.value),
            base="" if query is None else query.value,
            default=default,
            named=named,
            result=self._suite.path_of(result.value) if isinstance(result, pyoxigraph.NamedNode) else None,
            lax=self._one(entry, f"{MF}resultCardinality") is not None,
        )

    def _data(self, node: object, vocabulary: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        default = tuple(one.value for one in self._all(_node(node), f"{vocabulary}data"))
        named = []
        for one in self._all(_node(node), f"{vocabulary}graphData"):
            file = self._one(one, f"{vocabulary}graph") if isinstance(one, pyoxigraph.BlankNode) else one
            label = self._one(_node(one), f"{RDFS}label")
            if file is None:
                continue
            named.append(file.value if label is None else label.value)
            self._graphs(named[-1], file.value)
        for iri in default:
            self._graphs(iri, iri)
            named += _names_in(self._suite.path_of(iri), iri)
        return default, tuple(named)

    def _graphs(self, name: str, file: str) -> None:
        path = self._suite.path_of(file)
        known = self._suite.graphs.setdefault(name, path)
        if known.read_bytes() != path.read_bytes():
            raise ValueError(f"Two cases have different graphs of the name {name}.")

    def _requests(self, action: object) -> Iterator[HttpRequest]:
        if action is None:
            return
        for one in self._list(_node(self._one(_node(action), f"{HT}requests"))):
            response = _node(self._one(one, f"{HT}resp"))
            boolean = self._text(response, f"{MF}expectedBoolean")
            headers, told = self._headers(one), self._headers(response)
            yield HttpRequest(
                method=self._text(one, f"{HT}methodName") or "GET",
                path=self._text(one, f"{HT}absolutePath") or "/",
                headers=headers,
                body=self._body(one),
                statuses=tuple(
                    status.value.rpartition("#")[2] for status in self._all(response, f"{MF}expectedStatus")
                ),
                boolean=None if boolean is None else boolean in ("true", "1"),
                format=self._text(response, f"{MF}expectedFormat"),
                expected_type=told.get("content-type"),
                expected_body=self._body(response).decode() or None,
                location=self._text(response, f"{MF}expectedLocation"),
            )

    def _headers(self, node: Node) -> dict[str, str]:
        first = self._one(node, f"{HT}headers")
        found = self._list(_node(first)) if first is not None else iter(())
        return {
            (self._text(one, f"{HT}fieldName") or "").lower(): self._text(one, f"{HT}fieldValue") or "" for one in found
        }

    def _body(self, node: Node) -> bytes:
        body = self._one(node, f"{HT}body")
        if body is None:
            return b""
        encoding = self._text(_node(body), f"{CNT}characterEncoding") or "UTF-8"
        return (self._text(_node(body), f"{CNT}chars") or "").encode(encoding)

    def _all(self, node: Node, predicate: str) -> Sequence[pyoxigraph.NamedNode | pyoxigraph.BlankNode]:
        quads = self._graph.quads_for_pattern(node, pyoxigraph.NamedNode(predicate), None)
        return sorted((quad.object for quad in quads), key=str)  # type: ignore[misc] # resources, in these manifests

    def _one(self, node: Node, predicate: str) -> pyoxigraph.NamedNode | pyoxigraph.BlankNode | None:
        return next(iter(self._all(node, predicate)), None)

    def _text(self, node: Node, predicate: str) -> str | None:
        found = self._one(node, predicate)
        return None if found is None else found.value

    def _list(self, node: Node) -> Iterator[Node]:
        while node.value != f"{RDF}nil":
            yield _node(self._one(node, f"{RDF}first"))
            node = _node(self._one(node, f"{RDF}rest"))


def _names_in(path: Path, base: str) -> list[str]:
    """The named graphs of a file of TriG, which is a whole dataset."""
    if path.suffix != ".trig":
        return []
    quads = pyoxigraph.parse(path.read_bytes(), format=pyoxigraph.RdfFormat.TRIG, base_iri=base)
    return sorted({quad.graph_name.value for quad in quads if isinstance(quad.graph_name, pyoxigraph.NamedNode)})


def _node(term: object) -> Node:
    if not isinstance(term, pyoxigraph.NamedNode | pyoxigraph.BlankNode):
        raise TypeError(f"A manifest has {term!r} where a resource belongs.")
    return term
