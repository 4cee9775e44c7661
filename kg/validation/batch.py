"""Validate many documents at once, with the results of each as if it had been validated alone.

Validating a document at a time costs ten times as much, so a hundred go together, joined with the curated triples
that they refer to. A result belongs to the document that states its focus node. Documents of a batch meet in shared
nodes (an archival unit, a person of the authority file), where one could hide or cause a result of another; so a
document is validated again alone

* if it says something else of a node than another document of its batch that speaks of the node, too, or refers to a
  node that only the other describes; or
* if a result stands at a node that several documents state, or that none states.

A document's results therefore never depend on what else is in its batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    if len(documents) == 1:
        alone = {documents[0].key}
        found: Mapping[str, list[Result]] = {}
    else:
        alone = _at_odds(documents, curated)
        together = [document for document in documents if document.key not in alone]
        found, disputed = _attribute(_validate(together, curated, known, shapes, engine), together)
        alone |= disputed
    for document in documents:
        if document.key in alone:
            yield document.key, tuple(_validate([document], curated, known, shapes, engine))
        else:
            yield document.key, tuple(found.get(document.key, ()))


class _Document:
    """A document's triples, and what it says of each node that it describes or refers to."""

    __slots__ = ("about", "key", "lines", "terms")

    def __init__(self, key: str, lines: Sequence[str], shapes: Shapes) -> None:
        self.key = key
        self.lines = triples(lines)
        self.terms: set[str] = set()
        """All IRIs that are subject or object."""
        self.about: dict[str, set[str]] = {}
        """By subject what shapes may ask of it; empty for a subject of which they ask nothing."""
        watched = shapes.watched
        for line in self.lines:
            subject, predicate, value = line.split(" ", 2)
            about = self.about.get(subject)
            if about is None:
                about = self.about[subject] = set()
                self.terms.add(subject)
            if value[0] == "<":
                self.terms.add(value[:-3])
            if predicate in watched and predicate not in _CHECKED_ALONE:
                about.add(f"{predicate} {value}")


def _at_odds(documents: Sequence[_Document], curated: Closure) -> set[str]:
    """Return the keys of documents that disagree with another about a node, so that they must be validated alone."""
    speakers: dict[str, list[_Document]] = defaultdict(list)
    for document in documents:
        for term in document.terms:
            speakers[term].append(document)
    alone: set[str] = set()
    nothing: set[str] = set()
    for term, speaking in speakers.items():
        if len(speaking) > 1:
            first = speaking[0].about.get(term, nothing)
            if any(document.about.get(term, nothing) != first for document in speaking):
                alone.update(document.key for document in speaking)
    return alone


def _validate(
    documents: Sequence[_Document], curated: Closure, known: frozenset[Result], shapes: Shapes, engine: str
) -> list[Result]:
    if not documents:
        return []
    terms = sorted(set().union(*(document.terms for document in documents)))
    lines = [line for document in documents for line in document.lines]
    data = curated.watched(shapes) + "".join(curated.reached_from(terms)) + "".join(lines)
    return [result for result in shapes.validate(data, engine=engine) if result not in known]


def _attribute(results: Sequence[Result], documents: Sequence[_Document]) -> tuple[dict[str, list[Result]], set[str]]:
    """Give each result to the one document that states its focus node; name those that must be asked alone."""
    found: dict[str, list[Result]] = defaultdict(list)
    alone: set[str] = set()
    for result in results:
        owners = [document.key for document in documents if result.focus_node in document.about]
        if len(owners) == 1:
            found[owners[0]].append(result)
        else:
            alone.update(
                owners
                or [document.key for document in documents if result.focus_node in document.terms]
                or [document.key for document in documents]
            )
    return found, alone


def validate_document(
    key: str, lines: Sequence[str], closure: Closure | str, *, shapes: Shapes, engine: str = DEFAULT_ENGINE
) -> tuple[Result, ...]:
    """Validate one document, as `validate_batch` would."""
    return validate_batch([(key, lines)], closure, shapes=shapes, engine=engine)[key]


__all__ = ["BATCH_SIZE", "Closure", "Document", "closure_from", "validate_batch", "validate_document"]
