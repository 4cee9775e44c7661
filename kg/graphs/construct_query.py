"""Read the SPARQL subset that the queries of ``ontology/alignments`` are written in.

A CONSTRUCT of triples with constant predicates from a UNION of groups; a group holds triple patterns (a predicate may
be an alternative ``p|q``), ``VALUES`` of one variable, ``BIND`` and ``OPTIONAL`` of triple patterns. The grammar is
that of https://www.w3.org/TR/sparql11-query/; everything else is `NotCompiled`. The text must be known to be SPARQL:
this module tells what a query means, not whether it is sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.graphs.terms import RDF_TYPE

_TOKEN = re.compile(
    r"""\s+|\#[^\n]*
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<variable>\?[A-Za-z_][A-Za-z0-9_]*)
    |(?P<text>"[^"\\\n]*")
    |(?P<name>[A-Za-z][A-Za-z0-9-]*)?(?P<local>:(?:[A-Za-z0-9_][A-Za-z0-9_-]*)?)
    |(?P<word>[A-Za-z]+)
    |(?P<mark>[{}().;,|])""",
    re.VERBOSE,
)


class NotCompiled(Exception):
    """The query holds something outside the subset: it is run by the SPARQL engine instead."""


@dataclass(frozen=True, slots=True)
class Variable:
    name: str


@dataclass(frozen=True, slots=True)
class Iri:
    """An IRI as a term, with its angle brackets."""

    term: str


@dataclass(frozen=True, slots=True)
class Text:
    """A string in an expression."""

    value: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function or form with its arguments, the name in capitals, e.g. ``CONCAT``."""

    name: str
    arguments: tuple[Variable | Iri | Text | Call, ...]


Node = Variable | Iri
Expression = Variable | Iri | Text | Call


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern or a triple to make; ``predicates`` are alternatives."""

    subject: Node
    predicates: tuple[str, ...]
    object: Node


@dataclass(frozen=True, slots=True)
class Optional:
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Values:
    variable: Variable
    values: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class Bind:
    expression: Expression
    variable: Variable


Step = Pattern | Optional | Values | Bind
Branch = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """Triples to make for each solution of each branch."""

    template: tuple[Pattern, ...]
    branches: tuple[Branch, ...]


def read_query(text: str) -> Query:
    """Read a CONSTRUCT query.

    Args:
        text: a query that the SPARQL engine accepts.

    Raises:
        NotCompiled: it holds something outside the subset.
    """
    return _Parser(text).query()


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._at = 0
        self._prefixes: dict[str, str] = {}

    def query(self) -> Query:
        while self._word("PREFIX"):
            name = self._take()
            self._prefixes[name.removesuffix(":")] = self._take()[1:-1]
        if not self._word("CONSTRUCT"):
            raise NotCompiled
        self._expect("{")
        template = tuple(self._triples())
        self._expect("}")
        self._word("WHERE")
        branches = self._where()
        if self._at != len(self._tokens):
            raise NotCompiled
        return Query(template, branches)

    def _where(self) -> tuple[Branch, ...]:
        self._expect("{")
        if self._peek() != "{":
            branch = tuple(self._steps())
            self._expect("}")
            return (branch,)
        branches = [self._group()]
        while self._word("UNION"):
            branches.append(self._group())
        self._expect("}")
        return tuple(branches)

    def _group(self) -> Branch:
        self._expect("{")
        steps = tuple(self._steps())
        self._expect("}")
        return steps

    def _steps(self) -> Iterator[Step]:
        while self._peek() != "}":
            if self._word("VALUES"):
                variable = self._variable()
                self._expect("{")
                yield Values(variable, tuple(self._iris()))
                self._expect("}")
            elif self._word("BIND"):
                self._expect("(")
                expression = self._expression()
                if not self._word("AS"):
                    raise NotCompiled
                yield Bind(expression, self._variable())
                self._expect(")")
            elif self._word("OPTIONAL"):
                self._expect("{")
                yield Optional(tuple(self._triples()))
                self._expect("}")
            else:
                yield from self._subject()
            self._mark(".")

    def _triples(self) -> Iterator[Pattern]:
        while self._peek() != "}":
            yield from self._subject()
            if not self._mark("."):
                return

    def _subject(self) -> Iterator[Pattern]:
        """Read one subject with its predicates and objects."""
        subject = self._node()
        while True:
            predicates = self._predicates()
            yield Pattern(subject, predicates, self._node())
            while self._mark(","):
                yield Pattern(subject, predicates, self._node())
            if not self._mark(";"):
                return
            if self._peek() in (".", "}"):
                return

    def _predicates(self) -> tuple[str, ...]:
        found = [self._predicate()]
        while self._mark("|"):
            found.append(self._predicate())
        return tuple(found)

    def _predicate(self) -> str:
        if self._peek() == "a":
            self._at += 1
            return f"<{RDF_TYPE}>"
        return self._iri().term

    def _node(self) -> Node:
        return self._variable() if self._peek().startswith("?") else self._iri()

    def _iris(self) -> Iterator[Iri]:
        while self._peek() != "}":
            yield self._iri()

    def _expression(self) -> Expression:
        token = self._peek()
        if token.startswith("?"):
            return self._variable()
        if token.startswith('"'):
            return Text(self._take()[1:-1])
        if not token.isalpha():
            return self._iri()
        name = self._take().upper()
        self._expect("(")
        arguments = [self._expression()]
        while self._mark(","):
            arguments.append(self._expression())
        self._expect(")")
        return Call(name, tuple(arguments))

    # --- tokens ---------------------------------------------------------------------------------------

    def _iri(self) -> Iri:
        token = self._take()
        if token.startswith("<"):
            return Iri(token)
        name, colon, local = token.partition(":")
        if not colon or name not in self._prefixes:
            raise NotCompiled
        return Iri(f"<{self._prefixes[name]}{local}>")

    def _variable(self) -> Variable:
        token = self._take()
        if not token.startswith("?"):
            raise NotCompiled
        return Variable(token[1:])

    def _peek(self) -> str:
        if self._at == len(self._tokens):
            raise NotCompiled
        return self._tokens[self._at]

    def _take(self) -> str:
        token = self._peek()
        self._at += 1
        return token

    def _word(self, word: str) -> bool:
        """Step over a keyword, if it is the next token."""
        found = self._at < len(self._tokens) and self._tokens[self._at].upper() == word
        self._at += found
        return found

    def _mark(self, mark: str) -> bool:
        return self._word(mark)

    def _expect(self, mark: str) -> None:
        if not self._word(mark):
            raise NotCompiled


def _tokens(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise NotCompiled
        if match.lastgroup is not None:
            yield match.group()
        at = match.end()
