"""Run a mapping by the book and remember why: the plain, slow reading of RML that ``Plan.trace`` uses.

The compiled plan is the fast reading of the same schedule; tests hold the two to the same lines. When the
plan fails it says only what is wrong; running the interpreter on the record says where.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product

from kg.errors import MappingError, Where
from kg.mapping.evaluation import DEFAULT_GRAPH, Element, Term, evaluate, evaluate_text
from kg.mapping.jsonpath import Path, path_text, select
from kg.mapping.model import (
    Constant,
    Fresh,
    Join,
    Mapping,
    Origin,
    PredicateObject,
    TermMap,
    TriplesMap,
    expression_text,
    fault,
)
from kg.mapping.schedule import Node, schedule


@dataclass(frozen=True, slots=True)
class TracedQuad:
    """A quad and why it exists.

    ``subject``, ``predicate``, ``object`` and ``graph`` are terms as N-Triples writes them (``graph`` is
    ``None`` for the default graph) and ``line`` is their N-Quads line. ``rule``, ``file`` and
    ``line_number`` name the place in the mapping. ``fields`` are concrete JSONPaths of the record, the
    object's first, e.g. ``("$.signatures[1].order", "$.signatures[1].key")``.
    """

    line: str
    subject: str
    predicate: str
    object: str
    graph: str | None
    rule: str
    file: str | None
    line_number: int | None
    fields: tuple[str, ...]


Index = dict[tuple[str, ...], dict[str, Term]]


def record_label(record: object) -> str:
    """Make the part of fresh blank node labels that keeps records apart; equal records share it."""
    return hashlib.blake2b(repr(record).encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()


def is_default_graph(term: TermMap) -> bool:
    """Tell whether a graph map is the constant ``rml:defaultGraph``."""
    return term.expression == Constant(DEFAULT_GRAPH)


def joins(mapping: Mapping) -> dict[Join, TriplesMap]:
    """List the joins with conditions and the rules they lead to, in the order in which indexes are made."""
    return {
        target: mapping.rule(target.rule)
        for rule in mapping.rules
        for statement in rule.statements
        for target in statement.objects
        if isinstance(target, Join) and target.conditions
    }


class Interpreter:
    """One run over one record; an instance is used once."""

    def __init__(self, mapping: Mapping, record: object, *, base_iri: str) -> None:
        self._mapping = mapping
        self._root = Element(record, ())
        self._base_iri = base_iri
        self._label = record_label(record)
        self._fresh_nodes = 0
        self._indexes: dict[Join, Index] = {}

    def run(self) -> Iterator[TracedQuad]:
        """Make the quads in the order of the compiled plan.

        Raises:
            MappingError: a value does not fit; ``where`` names file, line, rule and field.
        """
        for join, parent in joins(self._mapping).items():
            self._indexes[join] = self._index(join, parent)
        yield from self._node(schedule(self._mapping.rules), self._root)

    def _node(self, node: Node, element: Element) -> Iterator[TracedQuad]:
        for rule in node.rules:
            yield from self._rule(rule, element)
        for step, child in node.children.items():
            for value, place in select(element.value, (step,)):
                yield from self._node(child, Element(value, (*element.path, *place)))

    def _rule(self, rule: TriplesMap, element: Element) -> Iterator[TracedQuad]:
        for subject in self._terms(rule.subject, rule, element, rule.origin):
            graphs = [self._graph(term, rule, element, rule.origin) for term in rule.graphs]
            for statement in rule.statements:
                yield from self._statement(statement, rule, element, subject, graphs)

    def _statement(
        self,
        statement: PredicateObject,
        rule: TriplesMap,
        element: Element,
        subject: Term,
        graphs: list[list[Term]],
    ) -> Iterator[TracedQuad]:
        origin = statement.origin
        predicates = [self._terms(term, rule, element, origin) for term in statement.predicates]
        objects = [self._objects(term, rule, element, origin) for term in statement.objects]
        more = [term for term in statement.graphs if term not in rule.graphs]
        for predicate, object_ in (
            pair for left, right in product(predicates, objects) for pair in product(left, right)
        ):
            for graph in [*graphs, *(self._graph(term, rule, element, origin) for term in more)] or [[Term("")]]:
                for name in graph:
                    yield self._quad((subject, predicate, object_, name), rule, origin)

    def _quad(self, quad: tuple[Term, Term, Term, Term], rule: TriplesMap, origin: Origin) -> TracedQuad:
        subject, predicate, object_, graph = quad
        used = (*object_.fields, *subject.fields, *predicate.fields, *graph.fields)
        return TracedQuad(
            line=" ".join(term.text for term in quad if term.text) + " .\n",
            subject=subject.text,
            predicate=predicate.text,
            object=object_.text,
            graph=graph.text or None,
            rule=rule.name,
            file=origin.file,
            line_number=origin.line,
            fields=tuple(path_text(path) for path in dict.fromkeys(used)),
        )

    def _terms(self, term: TermMap, rule: TriplesMap, element: Element, origin: Origin) -> list[Term]:
        if isinstance(term.expression, Fresh):
            self._fresh_nodes += 1
            return [Term(f"_:r{self._label}x{self._fresh_nodes}")]
        with _located(rule, term.origin if term.origin.line else origin):
            return list(evaluate(term, element, base=rule.base_iri or self._base_iri))

    def _graph(self, term: TermMap, rule: TriplesMap, element: Element, origin: Origin) -> list[Term]:
        if is_default_graph(term):
            return [Term("")]
        found = self._terms(term, rule, element, origin)
        if not found:
            with _located(rule, term.origin if term.origin.line else origin):
                raise missing_graph(term, element.path)
        return found

    def _objects(self, target: TermMap | Join, rule: TriplesMap, element: Element, origin: Origin) -> list[Term]:
        if isinstance(target, TermMap):
            return self._terms(target, rule, element, origin)
        parent = self._mapping.rule(target.rule)
        if not target.conditions:
            return self._terms(parent.subject, parent, element, parent.origin)
        found: dict[str, Term] = {}
        with _located(rule, origin):
            keys = [list(evaluate_text(condition.child, element)) for condition in target.conditions]
        for key in product(*keys):
            for subject in self._indexes[target].get(tuple(part.text for part in key), {}).values():
                fields = (*(path for part in key for path in part.fields), *subject.fields)
                found.setdefault(subject.text, Term(subject.text, fields))
        return list(found.values())

    def _index(self, join: Join, parent: TriplesMap) -> Index:
        """Find the subjects of the other rule by the texts of the conditions' parent sides."""
        index: Index = {}
        for element in _elements(self._root, parent.iterator):
            with _located(parent, parent.origin):
                keys = [list(evaluate_text(condition.parent, element)) for condition in join.conditions]
            subjects = self._terms(parent.subject, parent, element, parent.origin)
            for key in product(*keys):
                for subject in subjects:
                    fields = (*(path for part in key for path in part.fields), *subject.fields)
                    index.setdefault(tuple(part.text for part in key), {}).setdefault(
                        subject.text, Term(subject.text, fields)
                    )
        return index


def missing_graph(term: TermMap, path: Path) -> MappingError:
    """Make the error for a graph map without a value: the quad must not slip into another graph."""
    return MappingError(
        f"The graph name {expression_text(term.expression)} has no value.",
        where=Where(field=path_text(path)),
        remedy="Every element that a rule with graphs iterates over needs the fields of the graph's name.",
    )


def _elements(root: Element, iterator: Path) -> Iterator[Element]:
    for value, place in select(root.value, iterator):
        yield Element(value, place)


@contextmanager
def _located(rule: TriplesMap, origin: Origin) -> Iterator[None]:
    """Add file, line and rule to an error that knows only the record field."""
    try:
        yield
    except MappingError as error:
        raise fault(error.what, origin=origin, rule=rule.name, part=error.where.field, remedy=error.remedy) from error
