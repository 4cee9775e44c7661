"""Mapping records with those fields that a mapping refers to, each of them present.

Morph-KGC loses quads of optional fields: a field that one letter has and another lacks costs the second its siblings
too (https://github.com/morph-kgc/morph-kgc/issues/393). So engines are compared where nothing is absent, and then
every rule makes something.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator

from kg.mapping import Mapping
from kg.mapping.jsonpath import ALL, Path, Step, Wildcard, select_values
from kg.mapping.model import Expression, Join, Reference, Template, TermMap, TermType, TriplesMap


def padded(record: dict[str, object], mapping: Mapping) -> dict[str, object]:
    """Give a copy of a record with all fields that rules refer to; padded ones hold the letter's key."""
    result = copy.deepcopy(record)
    for _ in range(2):  # what the first round makes may be an element of another rule
        for rule in sorted(mapping.rules, key=lambda rule: rule.iterator.count(ALL)):
            _ensure(result, (*rule.iterator, "doc"), str(record["doc"]))
            for element in select_values(result, rule.iterator):
                for path, text in _references(rule, mapping):
                    _ensure(element, path, text.format(record["doc"]))
    kept = Tree()
    for rule in mapping.rules:
        for path in ((), *(path for path, _ in _references(rule, mapping))):
            node = kept
            for step in (*rule.iterator, *path):
                node = node.setdefault(step, Tree())
    pruned = _pruned(result, kept)
    assert isinstance(pruned, dict)
    return pruned


class Tree(dict[Step, "Tree"]):
    """Fields that are referred to, by name, as far as they go."""


def _pruned(value: object, kept: Tree) -> object:
    if isinstance(value, dict) and kept:
        below = {name: _joined(kept.get(name), kept.get(ALL)) for name in value if name in kept or ALL in kept}
        return {name: _pruned(value[name], tree) for name, tree in below.items()}
    if isinstance(value, list):
        return [_pruned(item, kept.get(ALL, Tree())) for item in value]
    return value


def _joined(one: Tree | None, other: Tree | None) -> Tree:
    if one is None or other is None:
        return one or other or Tree()
    return Tree({step: _joined(one.get(step), other.get(step)) for step in (*one, *other)})


def _references(rule: TriplesMap, mapping: Mapping) -> Iterator[tuple[Path, str]]:
    """List the paths that a rule and the joins to it refer to, and what to put there; the longest first."""
    found = [pair for term in _terms(rule) for pair in _of_term(term)]
    for other in mapping.rules:
        for join in (one for statement in other.statements for one in statement.objects if isinstance(one, Join)):
            for condition in join.conditions:
                sides = [condition.child] if other is rule else []
                sides += [condition.parent] if join.rule == rule.name else []
                found += [(path, "padded-{}") for side in sides for path in _paths(side)]
    yield from sorted(found, key=lambda pair: -len(pair[0]))


def _terms(rule: TriplesMap) -> Iterator[TermMap]:
    yield rule.subject
    yield from rule.graphs
    for statement in rule.statements:
        yield from (*statement.predicates, *statement.graphs)
        yield from (one for one in statement.objects if isinstance(one, TermMap))


def _of_term(term: TermMap) -> Iterator[tuple[Path, str]]:
    is_iri = term.term_type is TermType.IRI and isinstance(term.expression, Reference)
    yield from ((path, "https://padded.example/{}" if is_iri else "padded-{}") for path in _paths(term.expression))
    if term.datatype is not None:
        yield from _of_term(term.datatype)
    if term.language is not None:
        yield from ((path, "en") for path in _paths(term.language.expression))


def _paths(expression: Expression) -> list[Path]:
    parts = expression.parts if isinstance(expression, Template) else (expression,)
    return [part.path for part in parts if isinstance(part, Reference)]


def _ensure(value: object, path: Path, text: str) -> None:
    """Make sure that a path leads to something from everywhere; what is there stays."""
    if not path:
        return
    step, rest = path[0], path[1:]
    if isinstance(step, Wildcard):
        if value == [] and isinstance(value, list):
            value.append(_new(rest) if rest else text)
        members = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
        for member in members:
            _ensure(member, rest, text)
    elif isinstance(value, dict):
        if value.get(str(step)) is None:
            value[str(step)] = _new(rest) if rest else text
        _ensure(value[str(step)], rest, text)


def _new(rest: tuple[Step, ...]) -> object:
    return [] if rest[0] == ALL else {}
