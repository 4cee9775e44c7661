"""What must hold of a mapping before it is compiled, whatever notation it was read from.

Term types by role (RML-Core, term maps), constants that are terms, joins that lead somewhere. Everything
that can be found without a record is found here, with file, line and rule.
"""

from __future__ import annotations

from kg.errors import MappingError, did_you_mean
from kg.mapping import terms
from kg.mapping.evaluation import Element, evaluate
from kg.mapping.jsonpath import path_text
from kg.mapping.model import (
    Constant,
    Fresh,
    Join,
    Mapping,
    Origin,
    Template,
    TermMap,
    TermType,
    TriplesMap,
    fault,
)

_IRIS = frozenset({TermType.IRI, TermType.URI, TermType.UNSAFE_IRI, TermType.UNSAFE_URI})
_ALLOWED = {
    "subject": _IRIS | {TermType.BLANK_NODE},
    "predicate": _IRIS,
    "object": frozenset(TermType),
    "graph": _IRIS | {TermType.BLANK_NODE},
    "datatype": _IRIS,
}


def check_mapping(mapping: Mapping, *, base_iri: str, unsafe_iris: bool) -> None:
    """Refuse a mapping that cannot be compiled.

    Raises:
        MappingError: ``where`` names file, line, rule and part.
    """
    for base in (base_iri, *(rule.base_iri for rule in mapping.rules if rule.base_iri)):
        if not terms.is_iri(base):
            raise MappingError(f"The base IRI {base!r} is not an absolute IRI.")
    if not mapping.rules:
        raise MappingError("The mapping has no rules.", remedy="Write at least one triples map.")
    names = [rule.name for rule in mapping.rules]
    for rule in mapping.rules:
        if names.count(rule.name) > 1:
            raise fault("Two rules have this name.", origin=rule.origin, rule=rule.name)
        _check_rule(rule, mapping, names, base_iri=rule.base_iri or base_iri, unsafe_iris=unsafe_iris)


def _check_rule(rule: TriplesMap, mapping: Mapping, names: list[str], *, base_iri: str, unsafe_iris: bool) -> None:
    roles: list[tuple[str, TermMap, Origin]] = [("subject", rule.subject, rule.origin)]
    roles += [("graph", term, rule.origin) for term in rule.graphs]
    for statement in rule.statements:
        roles += [("predicate", term, statement.origin) for term in statement.predicates]
        roles += [("graph", term, statement.origin) for term in statement.graphs]
        for target in statement.objects:
            if isinstance(target, TermMap):
                roles.append(("object", target, statement.origin))
            else:
                _check_join(target, rule, mapping, names)
    for role, term, origin in roles:
        try:
            _check_term(term, role, unsafe_iris)
            _check_text(term, base_iri)
        except MappingError as error:
            raise fault(
                error.what, origin=_best(term.origin, origin), rule=rule.name, part=role, remedy=error.remedy
            ) from error


def _best(origin: Origin, other: Origin) -> Origin:
    return origin if origin.line is not None else other


def _check_term(term: TermMap, role: str, unsafe_iris: bool) -> None:
    kind = term.term_type
    if kind not in _ALLOWED[role]:
        raise MappingError(f"A {role} cannot have the term type {kind.value}.")
    if kind in (TermType.UNSAFE_IRI, TermType.UNSAFE_URI) and not unsafe_iris:
        raise MappingError(
            f"The term type {kind.value} is switched off: its output may not be readable N-Quads.",
            remedy="Use a template with the term type IRI, which percent-encodes the values.",
        )
    if term.datatype is not None and term.language is not None:
        raise MappingError("A literal has a datatype or a language, not both.")
    if kind is not TermType.LITERAL and (term.datatype is not None or term.language is not None):
        raise MappingError("Only a literal has a datatype or a language.")
    if isinstance(term.expression, Fresh) and kind is not TermType.BLANK_NODE:
        raise MappingError(f"The {role} has no value.", remedy="Give a constant, a reference or a template.")
    if term.datatype is not None:
        _check_term(term.datatype, "datatype", unsafe_iris)
    if term.language is not None and isinstance(term.language.expression, Constant):
        terms.language_suffix(term.language.expression.value)


def _check_text(term: TermMap, base_iri: str) -> None:
    """Refuse text in the mapping itself that could never become a term: every reference is given an ``x``."""
    constant: TermMap | None = None
    if isinstance(term.expression, Template):
        parts = (part if isinstance(part, str) else "x" for part in term.expression.parts)
        constant = TermMap(Constant("".join(parts)), term.term_type)
    elif isinstance(term.expression, Constant):
        constant = TermMap(term.expression, term.term_type)
    if constant is not None:
        list(evaluate(constant, Element(None, ()), base=base_iri))
    if term.datatype is not None:
        _check_text(term.datatype, base_iri)


def _check_join(join: Join, rule: TriplesMap, mapping: Mapping, names: list[str]) -> None:
    if join.rule not in names:
        raise fault(
            f"The join leads to {join.rule!r}, which is not a rule.",
            origin=join.origin,
            rule=rule.name,
            part="object",
            remedy=did_you_mean(join.rule, names) or "Name a rule of this mapping.",
        )
    parent = mapping.rule(join.rule)
    if isinstance(parent.subject.expression, Fresh):
        what = f"The join leads to {join.rule!r}, whose subject is a new blank node each time."
        raise fault(what, origin=join.origin, rule=rule.name, part="object")
    if not join.conditions and (parent.iterator, parent.source) != (rule.iterator, rule.source):
        raise fault(
            f"The join to {join.rule!r} has no condition, but its iterator {path_text(parent.iterator)} is not "
            f"{path_text(rule.iterator)}.",
            origin=join.origin,
            rule=rule.name,
            part="object",
            remedy="Add a condition, or write the other rule's subject template here.",
        )
