"""Read RML written in Turtle: RML-Core (w3id.org/rml) and its older form (R2RML and semweb.mmlab.be).

Logical sources are read as JSONPath over the record; functions, logical views and other formulations are
refused. Turtle keeps no line numbers, so an origin has the file only, and an error names the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from kg.errors import MappingError, Where
from kg.mapping.jsonpath import Path, parse_path
from kg.mapping.model import (
    RDF_TYPE,
    Constant,
    Expression,
    Fresh,
    Join,
    JoinCondition,
    Mapping,
    Origin,
    PredicateObject,
    Reference,
    TermMap,
    TermType,
    TriplesMap,
)
from kg.mapping.template import parse_rml_template

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

RML = "http://w3id.org/rml/"
_VOCABULARIES = (
    RML,
    "http://www.w3.org/ns/r2rml#",
    "http://semweb.mmlab.be/ns/rml#",
    "http://semweb.mmlab.be/ns/ql#",
)
Role = Literal["subject", "predicate", "object", "graph", "datatype", "language"]


def load_rml(data: bytes | str, *, base: str, file: str | None = None) -> Mapping:
    """Read an RML mapping in Turtle.

    Args:
        data: the document; bytes are UTF-8.
        base: the IRI against which relative IRIs of the *document* are resolved.
        file: the name for messages and traces.

    Raises:
        MappingError: it is not Turtle, or not RML as far as we support it; ``where.field`` names the rule.
    """
    import rdflib  # lazily: it costs a quarter of a second, and most collections have YARRRML only

    graph = rdflib.Graph(bind_namespaces="none")
    try:
        graph.parse(data=data, format="turtle", publicID=base)
    except (SyntaxError, ValueError, AssertionError, IndexError, RecursionError) as error:
        line = getattr(error, "lines", None)  # rdflib's BadSyntax counts them from 0
        reason = getattr(error, "_why", None) or str(error) or type(error).__name__
        where = Where(file=file, line=line + 1 if isinstance(line, int) else None)
        raise MappingError(f"This is not Turtle: {reason}.", where=where) from error
    return _Reader(graph, file).read()


class _Reader:
    def __init__(self, graph: rdflib.Graph, file: str | None) -> None:
        self._graph = graph
        self._origin = Origin(file)
        self._rule: str | None = None
        self._names = self._rule_names()

    def read(self) -> Mapping:
        rules = tuple(self._triples_map(node, name) for node, name in self._names.items())
        prefixes = tuple((prefix, str(namespace)) for prefix, namespace in self._graph.namespaces())
        return Mapping(rules, tuple(sorted(prefixes)))

    def _rule_names(self) -> dict[Node, str]:
        """Name each triples map by the last part of its IRI, or by the IRI where two would be equal."""
        import rdflib  # lazily, as above

        nodes: dict[Node, str] = {}
        for vocabulary in _VOCABULARIES:
            typed = self._graph.subjects(rdflib.URIRef(RDF_TYPE), rdflib.URIRef(f"{vocabulary}TriplesMap"))
            used = self._graph.subjects(rdflib.URIRef(f"{vocabulary}logicalSource"))
            for node in (*used, *typed):
                nodes[node] = str(node).rstrip("/#").replace("#", "/").rpartition("/")[2]
        names = list(nodes.values())
        return {node: name if names.count(name) == 1 else str(node) for node, name in nodes.items()}

    # --- rules ----------------------------------------------------------------------------------------

    def _triples_map(self, node: Node, name: str) -> TriplesMap:
        self._rule = name
        source, iterator = self._logical_source(node)
        subjects = self._values(node, "subjectMap")
        constants = self._values(node, "subject")
        if len(subjects) + len(constants) != 1:
            raise self._fault(f"The rule has {len(subjects) + len(constants)} subject maps; it needs one.")
        base = self._value(node, "baseIRI")
        classes = tuple(
            PredicateObject((TermMap(Constant(RDF_TYPE), TermType.IRI),), (self._constant(each),), origin=self._origin)
            for subject in subjects
            for each in self._values(subject, "class")
        )
        statements = (self._statement(each) for each in self._values(node, "predicateObjectMap"))
        return TriplesMap(
            name=name,
            source=source,
            iterator=iterator,
            subject=self._term_map(subjects[0], "subject") if subjects else self._constant(constants[0]),
            graphs=tuple(graph for subject in subjects for graph in self._terms(subject, "graph")),
            statements=(*classes, *statements),
            base_iri=None if base is None else str(base),
            origin=self._origin,
        )

    def _logical_source(self, node: Node) -> tuple[str, Path]:
        source = self._value(node, "logicalSource")
        if source is None:
            raise self._fault("The rule has no logical source.")
        formulation = self._value(source, "referenceFormulation")
        if formulation is None or str(formulation) not in [f"{known}JSONPath" for known in _VOCABULARIES]:
            raise self._fault(
                f"The reference formulation {formulation} is not supported.",
                remedy="Records are read by rml:JSONPath.",
            )
        described = self._value(source, "source")
        path = described
        if described is not None and self._value(described, "path") is not None:
            path = self._value(described, "path")
        if path is None:
            raise self._fault("The logical source has no source.")
        iterator = self._value(source, "iterator")
        return str(path), self._path("$" if iterator is None else str(iterator))

    def _statement(self, node: Node) -> PredicateObject:
        predicates = self._terms(node, "predicate")
        objects: list[TermMap | Join] = [self._constant(each) for each in self._values(node, "object")]
        for each in self._values(node, "objectMap"):
            parent = self._value(each, "parentTriplesMap")
            objects.append(self._term_map(each, "object") if parent is None else self._join(each, parent))
        if not predicates or not objects:
            raise self._fault("A predicate-object map needs a predicate and an object.")
        return PredicateObject(predicates, tuple(objects), self._terms(node, "graph"), self._origin)

    def _join(self, node: Node, parent: Node) -> Join:
        if parent not in self._names:
            raise self._fault(f"The parent triples map {parent} does not exist.")
        conditions = (
            JoinCondition(self._side(condition, "child"), self._side(condition, "parent"))
            for condition in self._values(node, "joinCondition")
        )
        return Join(self._names[parent], tuple(conditions), self._origin)

    def _side(self, condition: Node, side: str) -> Expression:
        reference = self._value(condition, side)
        if reference is not None:
            return Reference(self._path(str(reference)))
        described = self._value(condition, f"{side}Map")
        if described is None:
            raise self._fault(f"A join condition has no {side}.")
        return self._expression(described)

    # --- terms ----------------------------------------------------------------------------------------

    def _terms(self, node: Node, role: Role) -> tuple[TermMap, ...]:
        """Read the term maps of a role in both spellings: ``rml:graphMap`` and the shortcut ``rml:graph``."""
        described = (self._term_map(each, role) for each in self._values(node, f"{role}Map"))
        return (*described, *(self._constant(each) for each in self._values(node, role)))

    def _term_map(self, node: Node, role: Role) -> TermMap:
        qualifiers: dict[str, TermMap | None] = {"datatype": None, "language": None}
        for name in ("datatype", "language"):
            found = self._terms(node, "datatype" if name == "datatype" else "language")
            if len(found) > 1:
                raise self._fault(f"A term map has {len(found)} {name}s.")
            qualifiers[name] = found[0] if found else None
        expression = self._expression(node)
        declared = self._value(node, "termType")
        kind = None if declared is None else self._term_type(declared)
        if isinstance(expression, Constant):
            constant = self._constant(next(iter(self._values(node, "constant"))))
            if kind not in (None, constant.term_type):
                natural, asked = constant.term_type.value, kind.value if kind else ""
                raise self._fault(f"The constant {expression.value!r} is a {natural}, not a {asked}.")
            return TermMap(
                expression,
                constant.term_type,
                datatype=qualifiers["datatype"] or constant.datatype,
                language=qualifiers["language"] or constant.language,
                origin=self._origin,
            )
        if kind is None:
            literal = role == "language" or (
                role == "object" and (isinstance(expression, Reference) or any(qualifiers.values()))
            )
            kind = TermType.LITERAL if literal else TermType.IRI
        return TermMap(expression, kind, qualifiers["datatype"], qualifiers["language"], self._origin)

    def _term_type(self, node: Node) -> TermType:
        name = self._local(node)
        if name not in [kind.value for kind in TermType]:
            raise self._fault(f"The term type {node} is unknown.")
        return TermType(name)

    def _expression(self, node: Node) -> Expression:
        found: list[Expression] = [Constant(str(each)) for each in self._values(node, "constant")]
        found += [Reference(self._path(str(each))) for each in self._values(node, "reference")]
        for each in self._values(node, "template"):
            try:
                found.append(parse_rml_template(str(each)))
            except MappingError as error:
                raise self._fault(error.what, remedy=error.remedy) from error
        if len(found) > 1:
            raise self._fault("A term map has more than one constant, reference or template.")
        return found[0] if found else Fresh()

    def _constant(self, node: Node) -> TermMap:
        import rdflib  # lazily, as above

        if isinstance(node, rdflib.URIRef):
            value = f"{RML}defaultGraph" if self._local(node) == "defaultGraph" else str(node)
            return TermMap(Constant(value), TermType.IRI, origin=self._origin)
        if not isinstance(node, rdflib.Literal):
            return TermMap(Constant(str(node)), TermType.BLANK_NODE, origin=self._origin)
        datatype = TermMap(Constant(str(node.datatype)), TermType.IRI) if node.datatype else None
        language = TermMap(Constant(node.language), TermType.LITERAL) if node.language else None
        return TermMap(Constant(str(node)), TermType.LITERAL, datatype, language, self._origin)

    # --- the graph ------------------------------------------------------------------------------------

    def _values(self, node: Node, name: str) -> list[Node]:
        return list(self._objects(node, name))

    def _objects(self, node: Node, name: str) -> Iterator[Node]:
        import rdflib  # lazily, as above

        for vocabulary in _VOCABULARIES:
            yield from self._graph.objects(node, rdflib.URIRef(vocabulary + name))

    def _value(self, node: Node, name: str) -> Node | None:
        found = self._values(node, name)
        if len(found) > 1:
            raise self._fault(f"There is more than one rml:{name}.")
        return found[0] if found else None

    def _local(self, node: Node) -> str | None:
        """Give the name of a term of the RML vocabularies, or ``None``."""
        for vocabulary in _VOCABULARIES:
            if str(node).startswith(vocabulary):
                return str(node).removeprefix(vocabulary)
        return None

    def _path(self, text: str) -> Path:
        try:
            return parse_path(text)
        except MappingError as error:
            raise self._fault(error.what, remedy=error.remedy) from error

    def _fault(self, what: str, *, remedy: str | None = None) -> MappingError:
        field = f"rule {self._rule}" if self._rule else None
        return MappingError(what, where=Where(file=self._origin.file, field=field), remedy=remedy)
