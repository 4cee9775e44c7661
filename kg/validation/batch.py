"""Validate many documents at once, with the results of each as if it had been validated alone.

Validating a document at a time costs ten times as much, so a hundred go together, joined with the curated triples
that they refer to. A result belongs to the document that states its focus node. Documents of a batch meet in shared
nodes (an archival unit, a person of the authority file), where one could hide or cause a result of another. So

* only documents go together that say the same of every node of which they speak, as far as shapes ask; one that refers
  to a node without describing it does not go with one that describes it; and
* where a result stands at a node that several of them state, or that none states, each is validated again alone.

A document's results therefore never depend on what else is in its batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from kg.validation.closure import SUBCLASS, TYPE, Closure, closure_from, triple_of_literal
from kg.validation.engines import DEFAULT_ENGINE
from kg.validation.result import Result
from kg.validation.shapes import Shapes

Document = tuple[str, Sequence[str]]
"""The key of a document and the N-Quads lines of its stated, inferred, evidence and label graphs."""

BATCH_SIZE = 100
"""Measured: from 30 to 300 documents the engine is at its best."""

_CHECKED_ALONE = frozenset({"<https://www.ica.org/standards/RiC/ontology#name>"})
"""Predicates of which no shape asks more than the form of each value: other values beside it change no result."""

_OF_ONE_DOCUMENT = frozenset({"<http://www.w3.org/ns/oa#hasBody>"})
"""Predicates by which shapes ask back only from what belongs to one document (a note, an event), or from what every
document that states it annotates (a life date): that others annotate a person, too, changes no result."""

_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
"""Of labels shapes ask how many there are in a language. Each letter labels a person as it prints the name."""


def validate_batch(
    documents: Iterable[Document],
    closure: Closure | str,
    *,
    shapes: Shapes,
    engine: str = DEFAULT_ENGINE,
    batch_size: int = BATCH_SIZE,
) -> dict[str, tuple[Result, ...]]:
    """Validate documents; every document has its entry, in the order given, empty where nothing was found.

    Args:
        documents: read once, in batches; keys are unique.
        closure: ontology, concepts and authority; as `Closure` only what is referred to is sent with each batch.
            What is wrong with it alone is left out here: ask `Closure.results`.
        batch_size: documents validated in one call.

    Raises:
        ValidationFailure: shapes or data cannot be read, or the engine gave up.
    """
    curated = closure if isinstance(closure, Closure) else Closure(closure, {})
    known = frozenset(curated.results(shapes, engine=engine))
    rest = iter(documents)
    results: dict[str, tuple[Result, ...]] = {}
    while batch := list(islice(rest, batch_size)):
        results.update(_validate_one_batch(batch, curated, known, shapes, engine))
    return results


def _validate_one_batch(
    batch: Sequence[Document], curated: Closure, known: frozenset[Result], shapes: Shapes, engine: str
) -> Iterator[tuple[str, tuple[Result, ...]]]:
    documents = [_Document(key, lines) for key, lines in batch if lines]
    shared, sight = _shared(documents), _sight(documents, curated, shapes)
    for document in documents:
        document.look(shared, sight)
    found: dict[str, Sequence[Result]] = {}
    for group in _agreeing(documents):
        results = _validate(group, curated, known, shapes, engine)
        if len(group) == 1:
            found[group[0].key] = results
            continue
        owned, disputed = _attribute(results, group)
        found.update(owned)
        for document in group:
            if document.key in disputed:
                found[document.key] = _validate([document], curated, known, shapes, engine)
    for key, _ in batch:
        yield key, tuple(found.get(key, ()))


@dataclass(frozen=True, slots=True)
class _Sight:
    """What the shapes can see: predicates, those from the object's side, and classes (``None``: all)."""

    predicates: frozenset[str]
    compared: frozenset[str]
    inverse: frozenset[str]
    classes: frozenset[str] | None


def _sight(documents: Sequence[_Document], curated: Closure, shapes: Shapes) -> _Sight:
    # A document that speaks of classes may put any class below one that shapes ask for.
    speaks_of_classes = any(SUBCLASS in document.predicates for document in documents)
    return _Sight(
        predicates=shapes.watched,
        compared=shapes.watched - _CHECKED_ALONE,
        inverse=shapes.watched_inverse - _OF_ONE_DOCUMENT,
        classes=None if speaks_of_classes else curated.watched_classes(shapes),
    )


class _Document:
    """What shapes can see of a document, and what it says of the nodes that others of its batch speak of as well."""

    __slots__ = (
        *("_ends", "_lines", "_subjects", "_values", "common", "key", "labels"),
        *("nodes", "predicates", "said", "subjects", "triples"),
    )

    def __init__(self, key: str, lines: Sequence[str]) -> None:
        self.key = key
        self._lines = lines
        # In columns, for speed. Of a literal with spaces the value is its first word only.
        columns = zip(*[line.split(" ", 3) for line in lines], strict=True)
        self._subjects, self.predicates, self._values, self._ends = columns
        self.subjects = set(self._subjects)
        self.nodes = self.subjects.union([value for value in self._values if value[0] == "<"])
        """All nodes that it describes or refers to."""
        self.said: dict[str, set[str]] = {}
        """By shared node what shapes may ask of it; empty for a node of which they ask nothing."""
        self.labels: list[tuple[str, str, str]] = []
        """Subject, language and triple of the labels of shared nodes."""
        self.common: list[str] = []
        """N-Triples lines of everything else about shared nodes that shapes can see; others may have them, too."""
        self.triples: list[str] = []
        """N-Triples lines about nodes that are its own."""

    def look(self, shared: set[str], sight: _Sight) -> None:
        """Pick what shapes can see, and note what is said of shared nodes."""
        said = self.said = {node: set() for node in self.nodes & shared}
        predicates, classes, inverse = sight.predicates, sight.classes, sight.inverse
        for subject, predicate, value, end, line in zip(
            self._subjects, self.predicates, self._values, self._ends, self._lines, strict=True
        ):
            if predicate not in predicates or (predicate == TYPE and classes is not None and value not in classes):
                continue
            if value[0] == '"':
                visible = triple_of_literal(line)
            else:
                visible = line if end == ".\n" else f"{subject} {predicate} {value} .\n"
                if value in said and predicate in inverse:
                    said[value].add(f"^{predicate} {subject}")
            if subject in said:
                self._of_shared(subject, predicate, visible, sight)
            else:
                self.triples.append(visible)

    def _of_shared(self, subject: str, predicate: str, visible: str, sight: _Sight) -> None:
        about = self.said[subject]
        if predicate == _LABEL:
            language = _language(visible)
            about.add(_numbered(about, f"{_LABEL} {language}"))
            self.labels.append((subject, language, visible))
            return
        if predicate in sight.compared:
            about.add(visible)
        self.common.append(visible)


def _language(value: str) -> str:
    """Give the language of a label in N-Triples, ``@de``; empty without one."""
    return value[value.rfind('"') + 1 :].rstrip(" .\n")


def _numbered(known: set[str], said: str) -> str:
    number = 1
    while f"{said} {number}" in known:
        number += 1
    return f"{said} {number}"


def _shared(documents: Sequence[_Document]) -> set[str]:
    """Find the nodes of which more than one document speaks."""
    seen: set[str] = set()
    shared: set[str] = set()
    for document in documents:
        shared |= seen & document.nodes
        seen |= document.nodes
    return shared


def _agreeing(documents: Sequence[_Document]) -> list[list[_Document]]:
    """Part documents into groups in which all say the same of every node that they share; usually there is one."""
    groups: list[tuple[dict[str, set[str]], list[_Document]]] = []
    for document in documents:
        for agreed, members in groups:
            if all(agreed.get(node, about) == about for node, about in document.said.items()):
                agreed.update(document.said)
                members.append(document)
                break
        else:
            groups.append((dict(document.said), [document]))
    return [members for _, members in groups]


def _validate(
    documents: Sequence[_Document], curated: Closure, known: frozenset[Result], shapes: Shapes, engine: str
) -> list[Result]:
    terms = sorted(set().union(*(curated.lines.keys() & document.nodes for document in documents)))
    lines = chain(
        (curated.watched(shapes),),
        curated.reached_from(terms),
        dict.fromkeys(line for document in documents for line in document.common),
        _with_one_label(documents),
        *(document.triples for document in documents),
    )
    return [result for result in shapes.validate("".join(lines), engine=engine) if result not in known]


def _with_one_label(documents: Sequence[_Document]) -> Iterator[str]:
    """Give the labels of shared nodes of documents that agree; the first document.s stand for all."""
    labelled: dict[tuple[str, str], str] = {}
    for document in documents:
        for subject, language, line in document.labels:
            if labelled.setdefault((subject, language), document.key) == document.key:
                yield line


def _attribute(results: Sequence[Result], documents: Sequence[_Document]) -> tuple[dict[str, list[Result]], set[str]]:
    """Give each result to the one document that states its focus node; name those that must be asked alone."""
    found: dict[str, list[Result]] = defaultdict(list)
    alone: set[str] = set()
    nodes = {result.focus_node for result in results}
    owners: dict[str, list[str]] = {node: [] for node in nodes}
    for document in documents:
        for node in nodes & document.subjects:
            owners[node].append(document.key)
    for result in results:
        stated_by = owners[result.focus_node]
        if len(stated_by) == 1:
            found[stated_by[0]].append(result)
        else:
            alone.update(
                stated_by
                or [document.key for document in documents if result.focus_node in document.nodes]
                or [document.key for document in documents]
            )
    return found, alone


def validate_document(
    key: str, lines: Sequence[str], closure: Closure | str, *, shapes: Shapes, engine: str = DEFAULT_ENGINE
) -> tuple[Result, ...]:
    """Validate one document, as `validate_batch` would."""
    return validate_batch([(key, lines)], closure, shapes=shapes, engine=engine)[key]


__all__ = ["BATCH_SIZE", "Closure", "Document", "closure_from", "validate_batch", "validate_document"]
