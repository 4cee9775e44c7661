"""Compile a mapping into one Python function from a record to N-Quads lines.

The schedule's tree becomes nested loops; every path is walked and every term made once per element,
however many rules use it. Mapping text enters the source only through ``repr``. What a value becomes is in
``kg.mapping.terms``; what the function has to do is what ``kg.mapping.interpreter`` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import product

from kg.errors import MappingError
from kg.mapping import terms
from kg.mapping.interpreter import is_default_graph, joins
from kg.mapping.jsonpath import ALL, Path, Step, Wildcard, select_values
from kg.mapping.model import Expression, Join, Mapping, PredicateObject, TermMap, TriplesMap, is_constant
from kg.mapping.schedule import Node, schedule
from kg.mapping.source_text import SourceText
from kg.mapping.term_code import Slots, Supply, TermCode, Text, is_single_key

Run = Callable[[object, Callable[[str], None], Callable[[], str]], None]
"""``run(record, out, fresh)``: gives each line to ``out``, takes blank node labels from ``fresh``."""


def compile_run(mapping: Mapping, *, base_iri: str) -> tuple[Run, str]:
    """Compile a checked mapping; give the function and its source."""
    source = _Compiler(mapping, base_iri).compile()
    namespace: dict[str, object] = {
        "ALL": ALL,
        "MappingError": MappingError,
        "blank_node": terms.blank_node,
        "index_subject": _index_subject,
        "iri": terms.iri,
        "iri_safe": terms.SafeValues(terms.iri_safe),
        "joined": _joined,
        "language_suffix": terms.language_suffix,
        "literal": terms.literal,
        "quoted": terms.quoted,
        "select_values": select_values,
        "typed": terms.typed,
        "unsafe_iri": terms.unsafe_iri,
        "uri": terms.uri,
        "uri_safe": terms.SafeValues(terms.uri_safe),
        "value_text": terms.value_text,
    }
    exec(compile(source, "<mapping plan>", "exec"), namespace)  # noqa: S102 - our own source, values by repr
    run: Run = namespace["run"]  # type: ignore[assignment]  # exec gives objects without types
    return run, source


_Index = dict[tuple[str, ...], dict[str, None]]


def _index_subject(index: _Index, keys: tuple[list[str], ...], subject: str) -> None:
    for key in product(*keys):
        index.setdefault(key, {})[subject] = None


def _joined(index: _Index, keys: tuple[list[str], ...]) -> list[str]:
    return list(dict.fromkeys(subject for key in product(*keys) for subject in index.get(key, ())))


class _Compiler:
    def __init__(self, mapping: Mapping, base_iri: str) -> None:
        self._mapping = mapping
        self._base_iri = base_iri
        self._source = SourceText()
        self._terms = TermCode(self._source)
        self._indexes: dict[Join, str] = {}

    def compile(self) -> str:
        with self._source.block("def run(record, out, fresh):"):
            for iterator, joined in self._indexed().items():
                for join in joined:
                    self._indexes[join] = self._source.assign("{}")
                self._elements(iterator, "record", partial(self._index_each, joined))
            self._node(schedule(self._mapping.rules), "record")
        return str(self._source)

    # --- elements -------------------------------------------------------------------------------------

    def _node(self, node: Node, element: str) -> None:
        for rule in node.rules:
            self._rule(rule, element)
        for step, child in node.children.items():
            with self._step(step, element) as inner:
                self._node(child, inner)

    def _elements(self, iterator: Path, element: str, write: Callable[[str], None]) -> None:
        """Open the loops of an iterator and write what is done with each element."""
        if not iterator:
            write(element)
            return
        with self._step(iterator[0], element) as inner:
            self._elements(iterator[1:], inner, write)

    @contextmanager
    def _step(self, step: Step, element: str) -> Iterator[str]:
        """Go to the children of an element that are not ``None``."""
        if isinstance(step, Wildcard):
            child = self._source.variable()
            listed = f"{element} if isinstance({element}, list) else "
            members = f"{element}.values() if isinstance({element}, dict) else ()"
            with self._source.block(f"for {child} in {listed}{members}:"):
                with self._source.block(f"if {child} is None:"):
                    self._source.line("continue")
                yield child
        else:
            child = self._terms.member(element, step)
            with self._source.block(f"if {child} is not None:"):
                yield child

    # --- rules ----------------------------------------------------------------------------------------

    def _rule(self, rule: TriplesMap, element: str) -> None:
        base = rule.base_iri or self._base_iri
        with self._each(self._terms.term(rule.subject, element, base)) as subject:
            graphs = [self._graph(term, element, base) for term in rule.graphs]
            for statement in rule.statements:
                self._statement(statement, rule, element, subject, graphs)

    def _statement(
        self, statement: PredicateObject, rule: TriplesMap, element: str, subject: str, graphs: list[Text]
    ) -> None:
        base = rule.base_iri or self._base_iri
        predicates = [self._terms.term(term, element, base) for term in statement.predicates]
        objects = [self._object(target, rule, element) for target in statement.objects]
        more = [term for term in statement.graphs if term not in rule.graphs]
        for predicate, object_ in product(predicates, objects):
            with ExitStack() as blocks:
                pair = [blocks.enter_context(self._each(text)) for text in (predicate, object_)]
                own = [self._graph(term, element, base) for term in more]
                for graph in [*graphs, *own] or [Text("", Supply.CONSTANT)]:
                    with self._each(graph) as name:
                        line = " ".join(part for part in (subject, *pair, name) if part) + " .\n"
                        self._source.line(f"out(f{line!r})")

    @contextmanager
    def _each(self, text: Text) -> Iterator[str]:
        """Open the block in which a text exists; give its piece of an f-string."""
        if text.supply is Supply.CONSTANT:
            yield text.code.replace("{", "{{").replace("}", "}}")
        elif text.supply is Supply.ONE:
            yield f"{{{text.code}}}"
        elif text.supply is Supply.OPTIONAL:
            with self._source.block(f"if {text.code} is not None:"):
                yield f"{{{text.code}}}"
        else:
            name = self._source.variable()
            with self._source.block(f"for {name} in {text.code}:"):
                yield f"{{{name}}}"

    def _graph(self, term: TermMap, element: str, base: str) -> Text:
        if is_default_graph(term):
            return Text("", Supply.CONSTANT)
        graph = self._terms.term(term, element, base)
        if graph.supply in (Supply.OPTIONAL, Supply.MANY):
            absent = f"{graph.code} is None" if graph.supply is Supply.OPTIONAL else f"not {graph.code}"
            with self._source.block(f"if {absent}:"):
                self._source.line("raise MappingError('a graph name has no value')")
        return graph if graph.supply is not Supply.OPTIONAL else Text(graph.code, Supply.ONE)

    # --- joins ----------------------------------------------------------------------------------------

    def _indexed(self) -> dict[Path, dict[Join, TriplesMap]]:
        """List the joins that need an index, and the rules they lead to, by these rules' iterators."""
        chosen = {
            target
            for rule in self._mapping.rules
            for statement in rule.statements
            for target in statement.objects
            if isinstance(target, Join) and not self._finds_itself(target, rule)
        }
        found: dict[Path, dict[Join, TriplesMap]] = {}
        for join, parent in joins(self._mapping).items():
            if join in chosen:
                found.setdefault(parent.iterator, {})[join] = parent
        return found

    def _finds_itself(self, join: Join, rule: TriplesMap) -> bool:
        """Tell whether a join leads to a constant wherever its keys exist: each element is one that it finds.

        That is how a mapping says "if": RML has no word for it.
        """
        parent = self._mapping.rule(join.rule)
        return (
            is_constant(parent.subject)
            and (parent.source, parent.iterator) == (rule.source, rule.iterator)
            and _has_single_keys(join)
            and all(condition.child == condition.parent for condition in join.conditions)
        )

    def _object(self, target: TermMap | Join, rule: TriplesMap, element: str) -> Text:
        base = rule.base_iri or self._base_iri
        if isinstance(target, TermMap):
            return self._terms.term(target, element, base)
        parent = self._mapping.rule(target.rule)
        if not target.conditions:
            return self._terms.term(parent.subject, element, parent.base_iri or self._base_iri)
        if self._finds_itself(target, rule):
            return self._constant(target, parent, element)
        children = [condition.child for condition in target.conditions]
        if _has_single_keys(target):
            keys = ", ".join(self._terms.key(expression, element) for expression in children)
            code = f"{self._indexes[target]}.get(({keys},), ())"
        else:
            code = f"joined({self._indexes[target]}, {self._keys(children, element)})"
        return Text(self._source.once(code, lambda: self._source.assign(code)), Supply.MANY)

    def _constant(self, join: Join, parent: TriplesMap, element: str) -> Text:
        subject = self._terms.term(parent.subject, element, parent.base_iri or self._base_iri)
        condition = self._existing([condition.child for condition in join.conditions], element)[1]
        code = f"{subject.code!r} if {condition} else None"
        return Text(self._source.once(code, lambda: self._source.assign(code)), Supply.OPTIONAL)

    def _existing(self, expressions: list[Expression], element: str) -> tuple[str, str]:
        """Write a tuple of single keys, and the condition that all exist."""
        keys = [self._terms.key(expression, element) for expression in expressions]
        conditions = [f"{key} is not None" for key in dict.fromkeys(keys) if key.isidentifier()]
        return f"({', '.join(keys)},)", " and ".join(conditions) or "True"

    def _index_each(self, joined: dict[Join, TriplesMap], element: str) -> None:
        for join, parent in joined.items():
            self._index(join, parent, element)

    def _index(self, join: Join, parent: TriplesMap, element: str) -> None:
        parents = [condition.parent for condition in join.conditions]
        single = _has_single_keys(join)
        keys, condition = self._existing(parents, element) if single else (self._keys(parents, element), "True")
        with self._each(self._terms.term(parent.subject, element, parent.base_iri or self._base_iri)) as subject:
            if single:
                self._source.line(
                    f"if {condition}: {self._indexes[join]}.setdefault({keys}, {{}})[f{subject!r}] = None"
                )
            else:
                name = self._source.assign(f"f{subject!r}")
                self._source.line(f"index_subject({self._indexes[join]}, {keys}, {name})")

    def _keys(self, expressions: list[Expression], element: str) -> str:
        """Write a tuple of lists: the texts of each side of a join's conditions."""
        lists = []
        for expression in expressions:
            slots = Slots()
            text = slots.combined(f"value_text({self._terms.value(expression, element, slots)})")
            if not slots.loops:
                name = self._source.assign(text)
                text = f"[] if {name} is None else [{name}]"
            lists.append(self._source.assign(text))
        return f"({', '.join(lists)},)"


def _has_single_keys(join: Join) -> bool:
    return all(is_single_key(side) for condition in join.conditions for side in (condition.child, condition.parent))
