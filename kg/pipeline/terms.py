"""Check the terms of mappings, shapes and JSON-LD context against each other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.errors import ConfigurationError, Where
from kg.mapping import Mapping as Rules
from kg.mapping.model import RDF_TYPE, Join, PredicateObject, TermMap, expression_text, is_constant
from kg.validation import Shapes

_NOT_MAPPED = frozenset(
    {
        # Made by the authority graph and the vocabulary.
        "http://www.w3.org/2002/07/owl#sameAs",
        "https://www.ica.org/standards/RiC/ontology#hasBirthDate",
        "https://www.ica.org/standards/RiC/ontology#hasDeathDate",
        "http://www.w3.org/2004/02/skos/core#Concept",
        # Made by nobody: a shape forbids it, for it says more than any page states.
        "https://www.ica.org/standards/RiC/ontology#hasReceiver",
    }
)
"""Terms that shapes look at though no mapping makes them."""


def uncovered_terms(rules: Rules, context: Path) -> Iterator[tuple[str, Where]]:
    """List what the mappings say and the JSON-LD context does not know, each with one place.

    A predicate needs a term of its own, which tells links from literals; of a class a prefix is enough.

    Raises:
        ConfigurationError: the context cannot be read.
    """
    terms, prefixes = _context(context)
    predicates, classes = _used(rules)
    for iri, where in sorted(predicates.items()):
        if iri not in terms and iri != RDF_TYPE:
            yield iri, where
    for iri, where in sorted(classes.items()):
        if iri not in terms and not iri.startswith(prefixes):
            yield iri, where


def idle_shapes(rules: Rules, shapes: Shapes) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """List shapes whose targets no mapping ever makes: code, targets, file."""
    predicates, classes = _used(rules)
    made = predicates.keys() | classes.keys() | _NOT_MAPPED
    for info in shapes.infos.values():
        targets = info.target_classes | info.target_subjects_of
        if targets and not targets & made:
            yield info.code, tuple(sorted(targets)), info.file


def _used(rules: Rules) -> tuple[dict[str, Where], dict[str, Where]]:
    """Constant predicates and classes of all rules, each with the first place."""
    predicates: dict[str, Where] = {}
    classes: dict[str, Where] = {}
    for rule in rules.rules:
        for statement in rule.statements:
            where = Where(statement.origin.file, statement.origin.line)
            for predicate in statement.predicates:
                if is_constant(predicate):
                    predicates.setdefault(expression_text(predicate.expression), where)
            for iri in _classes_of(statement, rules):
                classes.setdefault(iri, where)
    return predicates, classes


def _classes_of(statement: PredicateObject, rules: Rules) -> Iterator[str]:
    if not any(expression_text(one.expression) == RDF_TYPE for one in statement.predicates):
        return
    for value in statement.objects:
        term: TermMap = rules.rule(value.rule).subject if isinstance(value, Join) else value
        if is_constant(term):
            yield expression_text(term.expression)


def _context(path: Path) -> tuple[frozenset[str], tuple[str, ...]]:
    """The IRIs that have a term, and the namespaces that have a prefix."""
    try:
        context: Mapping[str, object] = dict(json.loads(path.read_text(encoding="utf-8"))["@context"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(
            f"The JSON-LD context cannot be read: {error}.", where=Where(str(path)), remedy="Mend the file."
        ) from error
    prefixes = {name: value for name, value in context.items() if isinstance(value, str) and re.search(r"[/#]$", value)}
    found: set[str] = set()
    for name, value in context.items():
        iri = value.get("@id") if isinstance(value, dict) else value
        if isinstance(iri, str) and not name.startswith("@") and name not in prefixes:
            prefix, colon, local = iri.partition(":")
            found.add(prefixes[prefix] + local if colon and prefix in prefixes else iri)
    return frozenset(found), tuple(prefixes.values())
