"""Read from shapes what they check and say: a static reading of their graph, by rdflib.

Only shapes with an IRI are read that have a target or are a property of one that has (SHACL, section 2.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import ValidationFailure, Where
from kg.outcome import Severity
from kg.validation.result import SEVERITY_OF_IRI, SHACL

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ANY_CLASS = "*"
_REPETITIONS = {"zeroOrOnePath": "?", "zeroOrMorePath": "*", "oneOrMorePath": "+"}
_PAIRS = ("lessThan", "lessThanOrEquals", "equals", "disjoint")


@dataclass(frozen=True, slots=True)
class ShapeInfo:
    """What is known of a shape that reports: its words, where it looks, and the file that it stands in.

    IRIs have no brackets; ``predicates`` are all that its path and constraints name, ``rdf:type`` included where it
    asks for a class. ``path`` is in SPARQL syntax, ``None`` for a shape of the node as a whole.
    """

    iri: str
    label: str
    path: str | None
    severity: Severity
    message: str
    description: str
    remedy: str
    target_classes: frozenset[str]
    target_subjects_of: frozenset[str]
    target_objects_of: frozenset[str]
    predicates: frozenset[str]
    inverse_predicates: frozenset[str]
    """Those of them that are followed against their direction, so that what points to a node matters for it."""
    classes: frozenset[str]
    """The classes that it asks for or has as targets, and `ANY_CLASS` if it may look at every class."""
    file: str

    @property
    def code(self) -> str:
        """The short name, e.g. ``S01-addressee``."""
        return self.iri.rpartition("#")[2]


def read_infos(files: Iterable[tuple[str, str]]) -> dict[str, ShapeInfo]:
    """Read every shape that can report, by IRI.

    Raises:
        ValidationFailure: a file is not Turtle; ``where`` names it.
    """
    import rdflib

    whole = rdflib.Graph()
    file_of: dict[Node, str] = {}
    for name, text in files:
        try:
            part = rdflib.Graph().parse(data=text, format="turtle")
        except Exception as error:
            raise ValidationFailure(
                f"The shapes are not Turtle: {error}", where=Where(file=name), remedy="Correct the file."
            ) from error
        for subject in set(part.subjects()):
            file_of.setdefault(subject, name)
        whole += part
    return {
        info.iri: info
        for info in sorted(
            (_info(whole, shape, targets, file_of[shape]) for shape, targets in _reporting(whole)),
            key=lambda info: (info.file, info.iri),
        )
    }


def _reporting(graph: Graph) -> Iterator[tuple[Node, Node]]:
    """Yield each shape that can report with the shape that holds its targets."""
    from rdflib import Namespace, URIRef

    shacl = Namespace(SHACL)
    targets = (shacl.targetClass, shacl.targetSubjectsOf, shacl.targetObjectsOf, shacl.targetNode)
    for shape in sorted({shape for target in targets for shape in graph.subjects(target)}, key=str):
        if isinstance(shape, URIRef):
            if _constrains(graph, shape):
                yield shape, shape
            for part in graph.objects(shape, shacl.property):
                if isinstance(part, URIRef):
                    yield part, shape


def _constrains(graph: Graph, shape: Node) -> bool:
    """Tell whether a node shape has constraints of its own, beside its property shapes."""
    bare = {"property", "targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode", "message", "severity"}
    return any(
        str(predicate).startswith(SHACL) and str(predicate)[len(SHACL) :] not in bare | {"description"}
        for predicate in graph.predicates(shape)
    )


def _info(graph: Graph, shape: Node, holder: Node, file: str) -> ShapeInfo:
    from rdflib import RDFS, Namespace

    shacl = Namespace(SHACL)

    def words(predicate: Node) -> str:
        return str(graph.value(shape, predicate) or "")

    def targets(predicate: Node) -> frozenset[str]:
        return frozenset(str(node) for node in graph.objects(holder, predicate))

    path = graph.value(shape, shacl.path)
    named = set(_predicates(graph, shape, set())) | {f"^{one}" for one in targets(shacl.targetObjectsOf)}
    return ShapeInfo(
        iri=str(shape),
        label=str(graph.value(shape, RDFS.label) or graph.value(holder, RDFS.label) or ""),
        path=None if path is None else render_path(graph, path),
        severity=SEVERITY_OF_IRI.get(words(shacl.severity), Severity.VIOLATION),
        message=words(shacl.message),
        description=words(shacl.description),
        remedy=words(RDFS.comment),
        target_classes=targets(shacl.targetClass),
        target_subjects_of=targets(shacl.targetSubjectsOf),
        target_objects_of=targets(shacl.targetObjectsOf),
        predicates=frozenset(one.removeprefix("^") for one in named if not one.startswith("a ")),
        inverse_predicates=frozenset(one[1:] for one in named if one.startswith("^")),
        classes=frozenset(one[2:] for one in named if one.startswith("a ")) | targets(shacl.targetClass),
        file=file,
    )


def render_path(graph: Graph, path: Node, *, inner: bool = False) -> str:
    """Write a path (SHACL, section 2.3.1) as a SPARQL property path, e.g. ``^<…#hasBody>/<…#motivatedBy>``."""
    from rdflib import RDF, Namespace, URIRef
    from rdflib.collection import Collection

    shacl = Namespace(SHACL)
    if isinstance(path, URIRef):
        return f"<{path}>"
    inverse = graph.value(path, shacl.inversePath)
    if inverse is not None:
        return f"^{render_path(graph, inverse, inner=True)}"
    for name, sign in _REPETITIONS.items():
        repeated = graph.value(path, shacl[name])
        if repeated is not None:
            return render_path(graph, repeated, inner=True) + sign
    alternative = graph.value(path, shacl.alternativePath)
    items = Collection(graph, alternative if alternative is not None else path)
    if alternative is None and (path, RDF.first, None) not in graph:
        raise ValidationFailure("A shape has a path that SHACL does not know.")
    text = ("/" if alternative is None else "|").join(render_path(graph, item, inner=True) for item in items)
    return f"({text})" if inner else text


def _predicates(graph: Graph, node: Node, seen: set[Node]) -> Iterator[str]:
    """Yield every predicate that a shape's paths, pairs, classes and queries name, with ``^`` where it is inverse.

    Classes are yielded with ``a`` before them.
    """
    from rdflib import RDF, Literal, Namespace, URIRef
    from rdflib.collection import Collection

    shacl = Namespace(SHACL)
    if node in seen:
        return
    seen.add(node)
    if (node, shacl["class"], None) in graph or (node, shacl.targetClass, None) in graph:
        yield RDF_TYPE
    for asked in (shacl["class"], shacl.targetClass):
        yield from (f"a {class_}" for class_ in graph.objects(node, asked))
    for path in graph.objects(node, shacl.path):
        yield from _path_predicates(graph, path)
    for name in (*_PAIRS, "targetSubjectsOf"):
        yield from (str(item) for item in graph.objects(node, shacl[name]))
    for query in graph.objects(node, shacl.select):
        yield from _query_predicates(graph, str(query))
    for name in ("property", "node", "not", "qualifiedValueShape", "sparql"):
        for item in graph.objects(node, shacl[name]):
            if not isinstance(item, Literal) and not (name == "property" and isinstance(item, URIRef)):
                yield from _predicates(graph, item, seen)
    for name in ("or", "and", "xone"):
        for head in graph.objects(node, shacl[name]):
            if head != RDF.nil:
                for item in Collection(graph, head):
                    yield from _predicates(graph, item, seen)


_INVERSE = re.compile(r"\^(<[^>]*>|\((?:[^()]|\([^()]*\))*\))")


def _path_predicates(graph: Graph, path: Node) -> Iterator[str]:
    text = render_path(graph, path)
    if RDF_TYPE in text:
        yield f"a {ANY_CLASS}"
    yield from re.findall(r"<([^>]*)>", text)
    for part in _INVERSE.findall(text):
        yield from (f"^{predicate}" for predicate in re.findall(r"<([^>]*)>", part))


def _query_predicates(graph: Graph, query: str) -> Iterator[str]:
    """Yield what the IRIs and prefixed names of a query stand for, both ways; classes among them do no harm."""
    from rdflib import Namespace

    shacl = Namespace(SHACL)
    namespaces = {
        str(graph.value(declaration, shacl.prefix)): str(graph.value(declaration, shacl.namespace))
        for declaration in graph.objects(None, shacl.declare)
    }
    names = re.findall(r"\b(\w+):(\w+)", query)
    named = {namespaces[prefix] + name for prefix, name in names if prefix in namespaces}
    if re.search(r"\ba +\?", query) or RDF_TYPE in named or RDF_TYPE in query:
        yield f"a {ANY_CLASS}"
    for predicate in sorted(named | set(re.findall(r"<([^<>\s]*)>", query))):
        yield predicate
        yield f"a {predicate}"
        # Against their direction only those are followed that a query writes with $this as object.
        if f"{predicate.rpartition('#')[2].rpartition('/')[2]} $this" in query:
            yield f"^{predicate}"
