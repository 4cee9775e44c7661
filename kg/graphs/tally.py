"""What is counted in the statements of a member of the dumps, so that nobody has to ask the finished store.

Subjects and objects may come in several members. Each is known by a 64-bit hash, and with what it is: a subject by its
shape (classes, and how many triples of which properties), an object by the properties that it is the object of. There
are few shapes and few such sets, so that a subject or an object takes twelve bytes.
"""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import cast

from kg.graphs.naming import DEFAULT_GRAPH_KINDS, GraphKind, GraphNames
from kg.graphs.terms import RDF_TYPE
from kg.namespaces import OWL, SCHEMA, SKOS

DEFAULT = "default"
"""The name of the default graph among the kinds of graph that are counted."""
LINKS = frozenset(
    (
        f"{OWL}sameAs",
        f"{SCHEMA}sameAs",
        *(f"{SKOS}{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")),
    )
)
"""The properties that link to the same or a like thing in another dataset."""
OF_DOCUMENTS = frozenset((GraphKind.STATED, GraphKind.EVIDENCE, GraphKind.INFERRED))
"""The kinds of which each document has a graph of its own: those are counted, all others named."""
_TYPE = f"<{RDF_TYPE}>"
_LINKS = frozenset(f"<{one}>" for one in LINKS)

Row = tuple[str, str, str]
"""Subject, predicate and object, as N-Triples terms."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What subjects of the default graph have in common; IRIs are without brackets.

    ``is_entity``: ``{base}id/…`` without fragment. ``triples`` says how many each of the ``properties`` has; they are
    sorted, and so are ``classes``.
    """

    classes: tuple[str, ...]
    is_entity: bool
    properties: tuple[str, ...]
    triples: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """Subjects or objects: their sorted ``hashes``, and in ``marks``, in the same order, where in a table each is."""

    hashes: array[int] = field(default_factory=lambda: array("Q"))
    marks: array[int] = field(default_factory=lambda: array("I"))


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted in the lines of one member.

    ``quads`` by kind of graph; ``graphs`` is the number of graphs of the kinds `OF_DOCUMENTS`, ``named`` the quads of
    each of the others; ``namespaces`` are those of all predicates and classes in any graph. The rest describes the
    triples of the default graph: ``links`` by property and target (`target_of`); the ``subjects``, whose table are the
    ``shapes``, with an example of each (the best by `rank`); the ``objects``, whose table are ``sets`` of properties.
    """

    quads: Mapping[str, int] = field(default_factory=dict)
    graphs: Mapping[str, int] = field(default_factory=dict)
    named: Mapping[str, int] = field(default_factory=dict)
    namespaces: Sequence[str] = ()
    links: Mapping[tuple[str, str], int] = field(default_factory=dict)
    shapes: Sequence[Shape] = ()
    examples: Sequence[str] = ()
    subjects: Marked = field(default_factory=Marked)
    sets: Sequence[tuple[str, ...]] = ()
    objects: Marked = field(default_factory=Marked)

    def values(self) -> dict[str, object]:
        """Give all but hashes and marks as JSON values, see `read`."""
        numbers: dict[str, int] = {}

        def numbered(names: Iterable[str]) -> list[int]:
            return [numbers.setdefault(name, len(numbers)) for name in names]

        return {
            "quads": self.quads,
            "graphs": self.graphs,
            "named": self.named,
            "namespaces": self.namespaces,
            "links": [(*link, number) for link, number in self.links.items()],
            "shapes": [
                (numbered(one.classes), one.is_entity, numbered(one.properties), one.triples) for one in self.shapes
            ],
            "examples": self.examples,
            "sets": [numbered(one) for one in self.sets],
            "names": list(numbers),
        }

    @classmethod
    def read(cls, values: Mapping[str, object], *, subjects: Marked, objects: Marked) -> Tally:
        """Make a tally of what `values` gave."""
        # The same names come again in every member: each is held once.
        names = [sys.intern(name) for name in cast("list[str]", values["names"])]

        def named(numbers: Iterable[int]) -> tuple[str, ...]:
            return tuple([names[number] for number in numbers])

        shapes = cast("list[tuple[list[int], bool, list[int], list[int]]]", values["shapes"])
        quads, graphs, named_graphs = (cast("Mapping[str, int]", values[key]) for key in ("quads", "graphs", "named"))
        return cls(
            quads,
            graphs,
            named_graphs,
            cast("list[str]", values["namespaces"]),
            {(one[0], one[1]): one[2] for one in cast("list[tuple[str, str, int]]", values["links"])},
            [Shape(named(one[0]), one[1], named(one[2]), tuple(one[3])) for one in shapes],
            cast("list[str]", values["examples"]),
            subjects,
            list(map(named, cast("list[list[int]]", values["sets"]))),
            objects,
        )


def rank(iri: str, thing: str) -> tuple[int, str]:
    """Say how well a subject stands for others, the least is best: a document, an entity, anything; by code points.

    Args:
        iri: of the subject.
        thing: how the IRIs of entities begin, ``{base}id/``.
    """
    if not iri.startswith(thing) or "#" in iri:
        return 2, iri
    return (0 if iri.startswith("doc/", len(thing)) else 1), iri


def namespace_of(iri: str) -> str:
    """Cut the local name off the IRI of a property or class."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def target_of(iri: str) -> str:
    """Say what dataset a link leads to: ``https://sws.geonames.org/`` for ``https://sws.geonames.org/2700063/``."""
    place = iri.partition("#")[0].removesuffix("/")
    return place[: place.rfind("/") + 1]


def tally_of(graphs: Mapping[str, Sequence[Row]], *, base_iri: str) -> Tally:
    """Count statements.

    Args:
        graphs: the rows of each graph by its name as a term, ``""`` for the default graph. There, rows of a subject
            stand together, those of one predicate next to each other.
        base_iri: the collection's, with its closing slash.
    """
    names = GraphNames(base_iri)
    quads: Counter[str] = Counter()
    number: Counter[str] = Counter()
    named: Counter[str] = Counter()
    terms: set[str] = set()
    for graph, rows in graphs.items():
        kind = names.kind(graph[1:-1]) if graph else None
        quads[DEFAULT if kind is None else kind.value] += len(rows)
        if kind in OF_DOCUMENTS:
            number[kind.value] += 1
        elif graph:
            named[graph[1:-1]] += len(rows)
        if kind not in DEFAULT_GRAPH_KINDS:  # what those say, the default graph says as well
            terms.update(map(itemgetter(1), rows))
            terms.update([value for _, predicate, value in rows if predicate == _TYPE])
    rows = graphs.get("", ())
    members = _Members(f"{base_iri}id/")
    members.look(rows)
    return Tally(
        dict(sorted(quads.items())),
        dict(sorted(number.items())),
        dict(sorted(named.items())),
        sorted({namespace_of(term[1:-1]) for term in terms}),
        _links(rows, base_iri),
        *members.subjects(),
        *members.objects(),
    )


class _Members:
    """Subjects and objects of the default graph; each row is looked at once."""

    def __init__(self, thing: str) -> None:
        self._thing = thing
        self._subjects: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        """Of each its classes and its predicates, both with repetitions."""
        self._objects: dict[str, int] = {}
        """Of each the bits of its predicates."""
        self._bits = _Bits()

    def look(self, rows: Iterable[Row]) -> None:
        """Look at the rows."""
        subjects, masks, bits = self._subjects, self._objects, self._bits
        for subject, run in groupby(rows, itemgetter(0)):
            _, predicates, values = zip(*run, strict=True)
            classes: tuple[str, ...] = ()
            if _TYPE in predicates:
                start = predicates.index(_TYPE)
                classes = values[start : start + predicates.count(_TYPE)]
            for predicate, value in zip(predicates, values, strict=True):
                masks[value] = masks.get(value, 0) | bits[predicate]
            if subject in subjects:  # two letters say something of it
                before = subjects[subject]
                classes, predicates = (*before[0], *classes), tuple(sorted((*before[1], *predicates)))
            subjects[subject] = classes, predicates

    def subjects(self) -> tuple[list[Shape], list[str], Marked]:
        """Give shapes, an example of each, and the subjects."""
        thing = self._thing
        places: dict[tuple[tuple[str, ...], tuple[str, ...], bool], int] = {}
        best: list[tuple[int, str]] = []
        marks: dict[str, int] = {}
        for subject, (classes, predicates) in self._subjects.items():
            ranked = rank(subject[1:-1], thing)
            place = marks[subject] = places.setdefault((classes, predicates, ranked[0] < 2), len(places))
            if place == len(best):
                best.append(ranked)
            elif ranked < best[place]:
                best[place] = ranked
        return [_shape(*one) for one in places], [one[1] for one in best], _marked(marks)

    def objects(self) -> tuple[list[tuple[str, ...]], Marked]:
        """Give the sets of properties, and the objects."""
        places: dict[int, int] = {}
        marks = {value: places.setdefault(mask, len(places)) for value, mask in self._objects.items()}
        bits = self._bits.items()
        return [_bare(predicate for predicate, bit in bits if mask & bit) for mask in places], _marked(marks)


class _Bits(dict[str, int]):
    """A power of two for each predicate."""

    def __missing__(self, predicate: str) -> int:
        bit = self[predicate] = 1 << len(self)
        return bit


def _shape(classes: tuple[str, ...], predicates: tuple[str, ...], is_entity: bool) -> Shape:
    triples = sorted(Counter(predicates).items())
    names = tuple(sorted({one for one in classes if one[0] == "<"}))
    return Shape(_bare(names), is_entity, _bare(one for one, _ in triples), tuple([number for _, number in triples]))


def _marked(marks: Mapping[str, int]) -> Marked:
    hashed = sorted(zip(map(_hash, marks), marks.values(), strict=True))
    return Marked(array("Q", [one for one, _ in hashed]), array("I", [mark for _, mark in hashed]))


def _hash(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


def _links(rows: Iterable[Row], base_iri: str) -> dict[tuple[str, str], int]:
    own = f"<{base_iri}"
    found = Counter(
        (predicate[1:-1], target_of(value[1:-1]))
        for _, predicate, value in rows
        if predicate in _LINKS and value[0] == "<" and not value.startswith(own)
    )
    return dict(sorted(found.items()))


def _bare(terms: Iterable[str]) -> tuple[str, ...]:
    """Take the brackets off IRIs."""
    return tuple([term[1:-1] for term in terms])
