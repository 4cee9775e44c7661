"""A mapping as values: what YARRRML and RML Turtle are read into, and what is compiled.

The words are those of RML-Core (https://w3id.org/rml/core/spec): a triples map ("rule" to an editor) has a
logical iterator, a subject map, graph maps and predicate-object maps. ``rml:class`` and YARRRML's ``a``
become a predicate-object map of rdf:type. Where a value was written (``origin``) does not count when two
values are compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from kg.errors import MappingError, Where
from kg.mapping.jsonpath import Path, path_text

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a part of a mapping was written; lines count from 1."""

    file: str | None = None
    line: int | None = None


class TermType(Enum):
    """``rml:termType``; the value is the local name in the RML vocabulary."""

    IRI = "IRI"
    URI = "URI"
    UNSAFE_IRI = "UnsafeIRI"
    UNSAFE_URI = "UnsafeURI"
    BLANK_NODE = "BlankNode"
    LITERAL = "Literal"


@dataclass(frozen=True, slots=True)
class Constant:
    """The same value for every record: an IRI, a blank node label or the text of a literal."""

    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The values at a path below the current element."""

    path: Path


@dataclass(frozen=True, slots=True)
class Template:
    """Text with references in it, e.g. ``("id/doc/", Reference(("key",)))``."""

    parts: tuple[str | Reference, ...]


@dataclass(frozen=True, slots=True)
class Fresh:
    """No expression: a new blank node for every element."""


Expression = Constant | Reference | Template | Fresh


@dataclass(frozen=True, slots=True)
class TermMap:
    """How one term is made; ``datatype`` and ``language`` only for literals, never both."""

    expression: Expression
    term_type: TermType
    datatype: TermMap | None = None
    language: TermMap | None = None
    origin: Origin = field(default=Origin(), compare=False)


@dataclass(frozen=True, slots=True)
class JoinCondition:
    """Both expressions give the same text: ``child`` in this rule's element, ``parent`` in the other's."""

    child: Expression
    parent: Expression


@dataclass(frozen=True, slots=True)
class Join:
    """The subjects of another rule, for the elements that meet all conditions."""

    rule: str
    conditions: tuple[JoinCondition, ...] = ()
    origin: Origin = field(default=Origin(), compare=False)


@dataclass(frozen=True, slots=True)
class PredicateObject:
    """Every predicate with every object, in the rule's graphs and in these."""

    predicates: tuple[TermMap, ...]
    objects: tuple[TermMap | Join, ...]
    graphs: tuple[TermMap, ...] = ()
    origin: Origin = field(default=Origin(), compare=False)


@dataclass(frozen=True, slots=True)
class TriplesMap:
    """One rule. ``base_iri`` (rml:baseIRI) replaces the base the plan is compiled with."""

    name: str
    source: str
    iterator: Path
    subject: TermMap
    graphs: tuple[TermMap, ...] = ()
    statements: tuple[PredicateObject, ...] = ()
    base_iri: str | None = None
    origin: Origin = field(default=Origin(), compare=False)


@dataclass(frozen=True, slots=True)
class Mapping:
    """All rules, in the order of the files; ``prefixes`` are kept for writing RML Turtle."""

    rules: tuple[TriplesMap, ...]
    prefixes: tuple[tuple[str, str], ...] = ()

    def rule(self, name: str) -> TriplesMap:
        """Find a rule by name; readers have made sure that joins name existing rules."""
        return next(rule for rule in self.rules if rule.name == name)


def fault(
    what: str, *, origin: Origin, rule: str | None, part: str | None = None, remedy: str | None = None
) -> MappingError:
    """Make the error for a place in a mapping: ``where.field`` is ``rule`` or ``rule, part``."""
    place = ", ".join(name for name in (rule and f"rule {rule}", part) if name)
    where = Where(file=origin.file, line=origin.line, field=place or None)
    return MappingError(what, where=where, remedy=remedy)


def is_constant(term: TermMap) -> bool:
    """Tell whether a term map gives the same term for every record."""
    expressions = (term.expression, *(each.expression for each in (term.datatype, term.language) if each))
    return all(
        isinstance(each, Constant) or (isinstance(each, Template) and all(isinstance(part, str) for part in each.parts))
        for each in expressions
    )


def expression_text(expression: Expression) -> str:
    """Write an expression for people, in YARRRML's form: ``id/doc/$(key)``."""
    if isinstance(expression, Constant):
        return expression.value
    if isinstance(expression, Reference):
        return f"$({path_text(expression.path).removeprefix('$').removeprefix('.') or '$'})"
    if isinstance(expression, Template):
        return "".join(part if isinstance(part, str) else expression_text(part) for part in expression.parts)
    return "(a new blank node)"
