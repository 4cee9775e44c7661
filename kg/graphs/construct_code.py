"""Compile a CONSTRUCT query of the subset into a Python function over the triples of one document.

Each branch becomes nested loops; every triple pattern is a look-up by its predicate, and by its subject or object
where these are known. Text of the query enters the source only through ``repr``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.graphs import construct_values as values
from kg.graphs.construct_query import (
    Bind,
    Branch,
    Call,
    Expression,
    Iri,
    Node,
    NotCompiled,
    Optional,
    Pattern,
    Query,
    Step,
    Text,
    Values,
    Variable,
)

_DEEPEST = 15
"""Loops in a branch: Python allows twenty nested blocks."""


class Triples:
    """The triples of one document, by predicate; subject and object are terms."""

    def __init__(self) -> None:
        self.pairs: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._by_subject: dict[str, dict[str, list[str]]] = {}
        self._by_object: dict[str, dict[str, list[str]]] = {}

    def by_subject(self, predicate: str) -> dict[str, list[str]]:
        """Give the objects of each subject."""
        if predicate not in self._by_subject:
            index = self._by_subject[predicate] = {}
            for subject, object_ in dict.fromkeys(self.pairs.get(predicate, ())):
                index.setdefault(subject, []).append(object_)
        return self._by_subject[predicate]

    def by_object(self, predicate: str) -> dict[str, list[str]]:
        """Give the subjects of each object."""
        if predicate not in self._by_object:
            index = self._by_object[predicate] = {}
            for subject, object_ in dict.fromkeys(self.pairs.get(predicate, ())):
                index.setdefault(object_, []).append(subject)
        return self._by_object[predicate]


Run = Callable[[Triples, set[str]], None]
"""``run(triples, lines)`` adds the lines that a query makes."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled query.

    ``predicates`` are terms of the triples that it reads; of those in ``classes`` it reads only triples with these
    objects. ``source`` is the generated code.
    """

    run: Run
    predicates: frozenset[str]
    objects: dict[str, frozenset[str]]
    source: str


def compile_query(query: Query, graph: str) -> Compiled:
    """Compile a query whose triples go into a graph, given as a term.

    Raises:
        NotCompiled: it holds something that is not compiled.
    """
    branches = [branch for one in query.branches for branch in _expanded(one)]
    source = ["def run(triples, lines):", " pairs, add = triples.pairs, lines.add"]
    constants: dict[str, re.Pattern[str]] = {}
    for branch in branches:
        source += _BranchCode(query.template, graph, constants).lines(branch)
    text = "\n".join(source) + "\n"
    namespace: dict[str, object] = {name: getattr(values, name) for name in values.__all__} | dict(constants)
    exec(compile(text, "<alignment>", "exec"), namespace)  # noqa: S102 - our own source, texts by repr
    run: Run = namespace["run"]  # type: ignore[assignment]  # exec gives objects without types
    patterns = [pattern for branch in branches for pattern in _patterns(branch)]
    return Compiled(run, frozenset(name for one in patterns for name in one.predicates), _objects(patterns), text)


def _objects(patterns: Sequence[Pattern]) -> dict[str, frozenset[str]]:
    """Give the objects of the predicates that are asked for with constant objects only, as classes are."""
    found: dict[str, set[str] | None] = {}
    for pattern in patterns:
        for predicate in pattern.predicates:
            known = found.setdefault(predicate, set())
            if isinstance(pattern.object, Variable):
                found[predicate] = None
            elif known is not None:
                known.add(pattern.object.term)
    return {predicate: frozenset(objects) for predicate, objects in found.items() if objects is not None}


def _patterns(branch: Sequence[Step]) -> Iterator[Pattern]:
    for step in branch:
        if isinstance(step, Pattern):
            yield step
        elif isinstance(step, Optional):
            yield from step.patterns


def _expanded(branch: Branch) -> Iterator[Branch]:
    """Write a branch once for each value of its first ``VALUES``, the value in place of the variable."""
    for index, step in enumerate(branch):
        if isinstance(step, Values):
            for value in step.values:
                rest = tuple(_with(other, step.variable, value) for other in branch[index + 1 :])
                if any(step.variable in _nodes(other) for other in branch[:index]):
                    raise NotCompiled
                yield from _expanded((*branch[:index], *rest))
            return
    if not any(isinstance(step, Pattern) for step in branch):
        raise NotCompiled
    yield branch


def _nodes(step: Step) -> list[Node]:
    if isinstance(step, Pattern):
        return [step.subject, step.object]
    return [node for pattern in _patterns([step]) for node in (pattern.subject, pattern.object)]


def _with(step: Step, variable: Variable, value: Iri) -> Step:
    if isinstance(step, Pattern):
        subject, object_ = (value if node == variable else node for node in (step.subject, step.object))
        return Pattern(subject, step.predicates, object_)
    if variable in _nodes(step) or not isinstance(step, Optional | Values):
        raise NotCompiled
    return step


@dataclass(slots=True)
class _BranchCode:
    """Writes the loops of one branch."""

    template: Sequence[Pattern]
    graph: str
    constants: dict[str, re.Pattern[str]]
    certain: set[str] = field(default_factory=set)
    """Variables that have a value in every solution."""
    open: set[str] = field(default_factory=set)
    """Variables that may have none: ``None`` in the code."""
    resources: set[str] = field(default_factory=set)
    """Variables that are no literals."""

    def lines(self, branch: Branch) -> list[str]:
        clauses = [clause for step in branch for clause in self._clauses(step)]
        made = list(self._made())
        if not made:
            return []
        if len(clauses) > _DEEPEST:
            raise NotCompiled
        indents = [" " * (depth + 1) for depth in range(len(clauses) + 1)]
        return [
            *(f"{indent}{clause}:" for indent, clause in zip(indents, clauses, strict=False)),
            *(f"{indents[-1]}{line}" for line in made),
        ]

    def _clauses(self, step: Step) -> list[str]:
        if isinstance(step, Pattern):
            return self._pattern(step)
        if isinstance(step, Optional):
            return [self._optional(step)]
        if not isinstance(step, Bind):
            raise NotCompiled
        code = self._term(step.expression)
        name = step.variable.name
        if name in self.certain | self.open:
            raise NotCompiled
        self.open.add(name)
        self.resources.update({name} if isinstance(step.expression, Call) and step.expression.name == "IRI" else ())
        return [f"for {_code(name)} in ({code},)"]

    # --- patterns -------------------------------------------------------------------------------------

    def _pattern(self, pattern: Pattern) -> list[str]:
        for node in (pattern.subject, pattern.object):
            if isinstance(node, Variable) and node.name in self.open:
                raise NotCompiled
        if pattern.subject == pattern.object:
            raise NotCompiled
        clauses = []
        predicate = repr(pattern.predicates[0])
        if len(pattern.predicates) > 1:
            predicate = "p" + "_".join(str(len(self.certain)))
            clauses.append(f"for {predicate} in {pattern.predicates!r}")
        clauses.append(self._look_up(pattern, predicate))
        for node in (pattern.subject, pattern.object):
            if isinstance(node, Variable):
                self.certain.add(node.name)
        if isinstance(pattern.subject, Variable):
            self.resources.add(pattern.subject.name)
        return clauses

    def _look_up(self, pattern: Pattern, predicate: str) -> str:
        subject, object_ = self._known(pattern.subject), self._known(pattern.object)
        if subject is not None and object_ is not None:
            return f"if {object_} in triples.by_subject({predicate}).get({subject}, ())"
        if subject is not None:
            return f"for {_node_code(pattern.object)} in triples.by_subject({predicate}).get({subject}, ())"
        if object_ is not None:
            return f"for {_node_code(pattern.subject)} in triples.by_object({predicate}).get({object_}, ())"
        return f"for {_node_code(pattern.subject)}, {_node_code(pattern.object)} in pairs.get({predicate}, ())"

    def _known(self, node: Node) -> str | None:
        if isinstance(node, Variable):
            return _code(node.name) if node.name in self.certain else None
        return repr(node.term)

    def _optional(self, step: Optional) -> str:
        before = set(self.certain)
        clauses = [clause for pattern in step.patterns for clause in self._pattern(pattern)]
        new = sorted(self.certain - before)
        self.certain = before
        self.open.update(new)
        if not new:
            raise NotCompiled
        names = "".join(f"{_code(name)}, " for name in new)
        return f"for {names}in [({names}) {' '.join(clauses)}] or [({'None, ' * len(new)})]"

    # --- expressions ----------------------------------------------------------------------------------

    def _term(self, expression: Expression) -> str:
        """Write the code of a term or ``None``."""
        match expression:
            case Variable(name):
                return _code(name) if name in self.certain | self.open else "None"
            case Iri(term):
                return repr(term)
            case Call("IRI", (text,)):
                return f"iri_of({self._string(text)})"
            case Call("STRDT", (text, Iri(datatype))):
                return f"typed_literal({self._string(text)}, {datatype!r})"
            case Call("IF", (condition, yes, no)):
                known, first, second = self._condition(condition), self._term(yes), self._term(no)
                if known.startswith("matches("):  # may be an error
                    return f"(None if (known := {known}) is None else {first} if known else {second})"
                return f"({first} if {known} else {second})"
        return f"plain_literal({self._string(expression)})"

    def _string(self, expression: Expression) -> str:
        """Write the code of a string or ``None``."""
        match expression:
            case Text(value):
                return repr(value)
            case Call("STR", (Variable() as variable,)):
                return f"string_of({self._term(variable)})"
            case Call("CONCAT", arguments):
                return f"concatenated({', '.join(map(self._string, arguments))})"
            case Call("REPLACE", (text, Text(pattern), Text(replacement))):
                if {"$", "\\"}.intersection(replacement):
                    raise NotCompiled
                constant = self._regex(pattern, may_be_empty=False)
                return f"replaced({self._string(text)}, {constant}, {replacement!r})"
        raise NotCompiled

    def _condition(self, expression: Expression) -> str:
        match expression:
            case Call("BOUND", (Variable() as variable,)):
                return f"{self._term(variable)} is not None"
            case Call("REGEX", (text, Text(pattern))):
                return f"matches({self._string(text)}, {self._regex(pattern, may_be_empty=True)})"
        raise NotCompiled

    def _regex(self, text: str, *, may_be_empty: bool) -> str:
        pattern = values.compiled_pattern(text)
        # Where nothing is matched, engines replace different numbers of times.
        if not may_be_empty and pattern.search("") is not None:
            raise NotCompiled
        name = f"regex{len(self.constants)}"
        self.constants[name] = pattern
        return name

    # --- triples --------------------------------------------------------------------------------------

    def _made(self) -> Iterator[str]:
        for triple in self.template:
            nodes = (triple.subject, triple.object)
            variables = [node.name for node in nodes if isinstance(node, Variable)]
            if len(triple.predicates) != 1:
                raise NotCompiled
            if not self.certain.union(self.open).issuperset(variables):
                continue
            conditions = [f"{_code(name)} is not None" for name in variables if name in self.open]
            subject = triple.subject
            if isinstance(subject, Variable) and subject.name not in self.resources:
                conditions.append(f"{_code(subject.name)}[0] != '\"'")
            texts = [f"{{{_code(node.name)}}}" if isinstance(node, Variable) else _braced(node.term) for node in nodes]
            line = f"{texts[0]} {_braced(triple.predicates[0])} {texts[1]} {_braced(self.graph)} .\n"
            condition = f"if {' and '.join(conditions)}: " if conditions else ""
            yield f"{condition}add(f{line!r})"


def _code(name: str) -> str:
    return f"v_{name}"


def _node_code(node: Node) -> str:
    if not isinstance(node, Variable):
        raise NotCompiled
    return _code(node.name)


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
