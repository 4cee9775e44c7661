"""Write a mapping as RML-Core in Turtle, so that other engines can run it.

A relative IRI becomes a template without references: a Turtle IRI would be resolved against the document,
a template is resolved against the base IRI of the run, which is what the mapping means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from kg.mapping.jsonpath import path_text
from kg.mapping.model import (
    Constant,
    Expression,
    Fresh,
    Join,
    Mapping,
    PredicateObject,
    Reference,
    Template,
    TermMap,
    TermType,
    TriplesMap,
)
from kg.mapping.template import rml_template_text
from kg.mapping.terms import is_absolute, quoted

_LOCAL_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_RML = "http://w3id.org/rml/"


def rml_turtle(mapping: Mapping, *, base_iri: str | None = None) -> str:
    """Write a mapping as Turtle in the vocabulary of RML-Core.

    Args:
        mapping: as ``load_mapping`` read it.
        base_iri: written as ``rml:baseIRI`` of every rule that has none, so that any engine makes the IRIs of
            one collection; by default the engine's base IRI counts.

    Returns:
        A document in which the rules are ``<#name>``; reading it gives the same quads for every record.
    """
    return _Writer(mapping, base_iri).write()


class _Writer:
    def __init__(self, mapping: Mapping, base_iri: str | None) -> None:
        self._mapping = mapping
        self._base_iri = base_iri
        self._prefixes = [pair for pair in mapping.prefixes if _PREFIX.match(pair[0]) and pair[0] != "rml"]

    def write(self) -> str:
        head = [f"@prefix rml: <{_RML}> .", *(f"@prefix {name}: <{iri}> ." for name, iri in self._prefixes)]
        rules = ["\n".join(self._rule(rule)) for rule in self._mapping.rules]
        return "\n".join(head) + "\n\n" + "\n\n".join(rules) + "\n"

    def _rule(self, rule: TriplesMap) -> Iterator[str]:
        yield f"{_rule_iri(rule.name)} a rml:TriplesMap ;"
        base = rule.base_iri or self._base_iri
        if base is not None:
            yield f"  rml:baseIRI <{base}> ;"
        yield (
            f"  rml:logicalSource [ a rml:LogicalSource ; rml:source [ a rml:RelativePathSource ;"
            f" rml:path {quoted(rule.source)} ] ; rml:referenceFormulation rml:JSONPath ;"
            f" rml:iterator {quoted(path_text(rule.iterator))} ] ;"
        )
        graphs = [self._described("graph", graph) for graph in rule.graphs]
        yield f"  rml:subjectMap {self._term_map(rule.subject, graphs)}" + (" ;" if rule.statements else " .")
        for number, statement in enumerate(rule.statements, start=1):
            end = " ." if number == len(rule.statements) else " ;"
            yield f"  rml:predicateObjectMap {self._statement(statement)}{end}"

    def _statement(self, statement: PredicateObject) -> str:
        parts = [self._described("predicate", term) for term in statement.predicates]
        for target in statement.objects:
            described = self._join(target) if isinstance(target, Join) else self._described("object", target)
            parts.append(described)
        parts += [self._described("graph", term) for term in statement.graphs]
        return _node(parts)

    def _join(self, join: Join) -> str:
        parts = ["a rml:RefObjectMap", f"rml:parentTriplesMap {_rule_iri(join.rule)}"]
        for condition in join.conditions:
            child, parent = (
                f"rml:{side}Map {_node([self._expression(expression)])}"
                for side, expression in (("child", condition.child), ("parent", condition.parent))
            )
            parts.append(f"rml:joinCondition {_node([child, parent])}")
        return f"rml:objectMap {_node(parts)}"

    def _described(self, role: str, term: TermMap) -> str:
        """Write a term map as a property of its owner: the shortcut where it is a constant."""
        constant = self._constant(term)
        return f"rml:{role} {constant}" if constant else f"rml:{role}Map {self._term_map(term)}"

    def _term_map(self, term: TermMap, more: list[str] | None = None) -> str:
        constant = self._constant(term)
        parts = [f"rml:constant {constant}"] if constant else [self._expression(term.expression)]
        if not constant:
            parts.append(f"rml:termType rml:{term.term_type.value}")
            if term.datatype is not None:
                parts.append(self._described("datatype", term.datatype))
            if term.language is not None:
                parts.append(self._described("language", term.language))
        return _node([part for part in [*parts, *(more or [])] if part])

    def _constant(self, term: TermMap) -> str | None:
        """Write a constant as a Turtle term, if it can be one."""
        if not isinstance(term.expression, Constant):
            return None
        value = term.expression.value
        if term.term_type is TermType.LITERAL:
            return self._literal(value, term)
        return self._iri(value) if term.term_type is TermType.IRI and is_absolute(value) else None

    def _literal(self, value: str, term: TermMap) -> str | None:
        if term.language is not None:
            tag = term.language.expression
            return f"{quoted(value)}@{tag.value}" if isinstance(tag, Constant) else None
        if term.datatype is not None:
            datatype = self._constant(term.datatype)
            return f"{quoted(value)}^^{datatype}" if datatype else None
        return quoted(value)

    def _iri(self, iri: str) -> str:
        for name, namespace in self._prefixes:
            if iri.startswith(namespace) and _LOCAL_NAME.match(iri.removeprefix(namespace)):
                return f"{name}:{iri.removeprefix(namespace)}"
        return f"<{iri}>"

    def _expression(self, expression: Expression) -> str:
        if isinstance(expression, Fresh):
            return ""
        if isinstance(expression, Reference):
            return f"rml:reference {quoted(path_text(expression.path))}"
        template = expression if isinstance(expression, Template) else Template((expression.value,))
        return f"rml:template {quoted(rml_template_text(template))}"


def _node(parts: list[str]) -> str:
    return f"[ {' ; '.join(parts)} ]"


def _rule_iri(name: str) -> str:
    return f"<#{quote(name, safe='')}>"
