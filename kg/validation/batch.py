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
from itertools import islice

from kg.validation.closure import Closure, closure_from, triples
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
    documents = [_Document(key, lines, shapes) for key, lines in batch]
    found: dict[str, list[Result]] = {}
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
    for document in documents:
        yield document.key, tuple(found.get(document.key, ()))


class _Document:
    """A document's triples, and what it says of each node that it describes or refers to."""

    __slots__ = ("key", "lines", "said", "subjects")

    def __init__(self, key: str, lines: Sequence[str], shapes: Shapes) -> None:
        self.key = key
        self.lines = triples(lines)
        self.subjects: set[str] = set()
        self.said: dict[str, set[str]] = {}
        """By node what shapes may ask of it; empty for a node of which they ask nothing."""
        watched = shapes.watched - _CHECKED_ALONE
        inverse = shapes.watched_inverse - _OF_ONE_DOCUMENT
        said = self.said
        for line in self.lines:
            subject, predicate, value = line.split(" ", 2)
            self.subjects.add(subject)
            about = said.setdefault(subject, set())
            if predicate == _LABEL:
                about.add(_numbered(about, f"{_LABEL} {_language(value)}"))
            elif predicate in watched:
                about.add(f"{predicate} {value}")
            if value[0] == "<":
                pointed_to = said.setdefault(value[:-3], set())
                if predicate in inverse:
                    pointed_to.add(f"^{predicate} {subject}")


def _language(value: str) -> str:
    """Give the language of a label in N-Triples, ``@de``; empty without one."""
    return value.rpartition('"')[2].rstrip(" .\n")


def _numbered(known: set[str], said: str) -> str:
    number = 1
    while f"{said} {number}" in known:
        number += 1
    return f"{said} {number}"


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
    terms = sorted(set().union(*(document.said for document in documents)))
    lines = list(_with_one_label(documents))
    data = curated.watched(shapes) + "".join(curated.reached_from(terms)) + "".join(lines)
    return [result for result in shapes.validate(data, engine=engine) if result not in known]


def _with_one_label(documents: Sequence[_Document]) -> Iterator[str]:
    """Give the triples of documents that agree; of a node that several label the labels of the first stand for all."""
    labelled: dict[tuple[str, str], str] = {}
    for document in documents:
        for line in document.lines:
            subject, predicate, value = line.split(" ", 2)
            if predicate == _LABEL and labelled.setdefault((subject, _language(value)), document.key) != document.key:
                continue
            yield line


def _attribute(results: Sequence[Result], documents: Sequence[_Document]) -> tuple[dict[str, list[Result]], set[str]]:
    """Give each result to the one document that states its focus node; name those that must be asked alone."""
    found: dict[str, list[Result]] = defaultdict(list)
    alone: set[str] = set()
    for result in results:
        owners = [document.key for document in documents if result.focus_node in document.subjects]
        if len(owners) == 1:
            found[owners[0]].append(result)
        else:
            alone.update(
                owners
                or [document.key for document in documents if result.focus_node in document.said]
                or [document.key for document in documents]
            )
    return found, alone


def validate_document(
    key: str, lines: Sequence[str], closure: Closure | str, *, shapes: Shapes, engine: str = DEFAULT_ENGINE
) -> tuple[Result, ...]:
    """Validate one document, as `validate_batch` would."""
    return validate_batch([(key, lines)], closure, shapes=shapes, engine=engine)[key]


__all__ = ["BATCH_SIZE", "Closure", "Document", "closure_from", "validate_batch", "validate_document"]
