"""Make the terms of one term map for one element, remembering the fields: RML-Core's reading, step by step.

The compiled plan does the same with generated code; what a *value* becomes is in ``kg.mapping.terms`` for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product

from kg.errors import MappingError, Where
from kg.mapping import terms
from kg.mapping.jsonpath import Path, path_text, select
from kg.mapping.model import Constant, Expression, Reference, Template, TermMap, TermType

DEFAULT_GRAPH = "http://w3id.org/rml/defaultGraph"


@dataclass(frozen=True, slots=True)
class Element:
    """A value of the record and its concrete path."""

    value: object
    path: Path


@dataclass(frozen=True, slots=True)
class Term:
    """A term as N-Quads text (or plain text), and the paths of the fields that it was made of."""

    text: str
    fields: tuple[Path, ...] = ()


def evaluate(term: TermMap, element: Element, *, base: str) -> Iterator[Term]:
    """Make the terms: none, one, or one for each combination of values (the n-ary Cartesian product).

    Not for ``Fresh`` expressions, whose labels need the whole record.

    Raises:
        MappingError: a value cannot be such a term; ``where.field`` holds the paths of the fields.
    """
    qualifiers = _qualifiers(term, element, base)
    for values, fields in _combinations(term.expression, element):
        for qualifier in qualifiers:
            used = (*fields, *qualifier.fields)
            with _naming(used):
                if term.language is not None:
                    text = terms.tagged(_value(term.expression, values), qualifier.text)
                elif term.datatype is not None:
                    text = terms.typed(_value(term.expression, values), qualifier.text)
                else:
                    text = _plain(term, values, base)
            yield Term(text, used)


def _qualifiers(term: TermMap, element: Element, base: str) -> list[Term]:
    """Make the language suffixes or the datatypes; one that is empty where the term has neither."""
    if term.datatype is not None:
        return list(evaluate(term.datatype, element, base=base))
    suffixes: list[Term] = []
    if term.language is not None:
        for language in evaluate_text(term.language.expression, element):
            with _naming(language.fields):
                suffixes.append(Term(terms.language_suffix(language.text), language.fields))
    return suffixes or [Term("")]


def evaluate_text(expression: Expression, element: Element) -> Iterator[Term]:
    """Make plain texts, as join conditions and language maps need them; nothing is encoded."""
    for values, fields in _combinations(expression, element):
        with _naming(fields):
            text = terms.value_text(_value(expression, values))
        yield Term(text, fields)


def _combinations(expression: Expression, element: Element) -> Iterator[tuple[tuple[object, ...], tuple[Path, ...]]]:
    parts = expression.parts if isinstance(expression, Template) else (expression,)
    columns = [list(select(element.value, part.path)) for part in parts if isinstance(part, Reference)]
    for combination in product(*columns):
        values = tuple(value for value, _ in combination)
        yield values, tuple((*element.path, *place) for _, place in combination)


def _value(expression: Expression, values: Sequence[object]) -> object:
    if isinstance(expression, Template):
        texts = iter([terms.value_text(value) for value in values])
        return "".join(part if isinstance(part, str) else next(texts) for part in expression.parts)
    return expression.value if isinstance(expression, Constant) else values[0]


def _plain(term: TermMap, values: Sequence[object], base: str) -> str:
    """Make a term without datatype and language."""
    expression = term.expression
    kind = term.term_type
    if kind is TermType.LITERAL:
        return terms.literal(_value(expression, values))
    if kind is TermType.BLANK_NODE:
        return terms.blank_node(_value(expression, values))
    if kind in (TermType.UNSAFE_IRI, TermType.UNSAFE_URI):
        return terms.unsafe_iri(_value(expression, values), base)
    checked, safe = (terms.iri, terms.iri_safe) if kind is TermType.IRI else (terms.uri, terms.uri_safe)
    if isinstance(expression, Template):
        values = [safe(terms.value_text(value)) for value in values]
    return checked(_value(expression, values), base)


@contextmanager
def _naming(fields: Sequence[Path]) -> Iterator[None]:
    """Add the fields' paths to an error of ``kg.mapping.terms``."""
    try:
        yield
    except MappingError as error:
        paths = ", ".join(path_text(path) for path in fields)
        raise MappingError(error.what, where=Where(field=paths or None), remedy=error.remedy) from error
