"""What is counted in the statements of a member of the dumps, so that nobody has to ask the finished store.

Everything but the objects can be added up, for a subject of the default graph is in one member only. Objects come in
several members: each is known by a 64-bit hash, with the set of properties that it is the object of.
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
_Shape = tuple[tuple[str, ...], tuple[str, ...], bool]
"""Classes and predicates of a subject (terms, in order, with repetitions), and whether it is an entity."""


@dataclass(frozen=True, slots=True)
class Group:
    """The subjects of the default graph that have exactly the same classes; IRIs are without brackets.

    ``entities`` are the subjects ``{base}id/…`` without fragment; ``example`` is the subject that stands for all, see
    `rank`. The other three belong together: ``properties``, in order, how many ``triples`` each has, and how many
    subjects are its ``holders``.
    """

    classes: tuple[str, ...]
    subjects: int
    entities: int
    example: str
    properties: tuple[str, ...]
    triples: tuple[int, ...]
    holders: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Objects:
    """The objects of the default graph: sorted ``hashes``, and of each, in ``marks``, its place in ``sets``.

    ``sets`` are the sets of properties that an object is one of.
    """

    hashes: array[int] = field(default_factory=lambda: array("Q"))
    marks: array[int] = field(default_factory=lambda: array("I"))
    sets: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted in the lines of one member.

    ``quads`` by kind of graph; ``graphs`` is the number of graphs of the kinds `OF_DOCUMENTS`, ``named`` the quads of
    each of the others; ``namespaces`` are those of all predicates and classes in any graph. The rest describes the
    triples of the default graph: ``groups`` of subjects, ``links`` by property and target (`target_of`), ``objects``.
    """

    quads: Mapping[str, int] = field(default_factory=dict)
    graphs: Mapping[str, int] = field(default_factory=dict)
    named: Mapping[str, int] = field(default_factory=dict)
    namespaces: Sequence[str] = ()
    groups: Sequence[Group] = ()
    links: Mapping[tuple[str, str], int] = field(default_factory=dict)
    objects: Objects = field(default_factory=Objects)

    def values(self) -> dict[str, object]:
        """Give all but hashes and marks of the objects as JSON values, see `read`."""
        numbers: dict[str, int] = {}

        def numbered(names: Iterable[str]) -> list[int]:
            return [numbers.setdefault(name, len(numbers)) for name in names]

        groups = []
        for one in self.groups:
            classes, properties = numbered(one.classes), numbered(one.properties)
            groups.append((classes, one.subjects, one.entities, one.example, properties, one.triples, one.holders))
        sets = [numbered(one) for one in self.objects.sets]
        return {
            "quads": self.quads,
            "graphs": self.graphs,
            "named": self.named,
            "namespaces": self.namespaces,
            "links": [(*link, number) for link, number in self.links.items()],
            "groups": groups,
            "sets": sets,
            "names": list(numbers),
        }

    @classmethod
    def read(cls, values: Mapping[str, object], *, hashes: array[int], marks: array[int]) -> Tally:
        """Make a tally of what `values` gave."""
        # The same names come again in every member: each is held once.
        names = [sys.intern(name) for name in cast("list[str]", values["names"])]

        def named(numbers: Iterable[int]) -> tuple[str, ...]:
            return tuple([names[number] for number in numbers])

        groups = cast("list[tuple[list[int], int, int, str, list[int], list[int], list[int]]]", values["groups"])
        quads, graphs, named_graphs = (cast("Mapping[str, int]", values[key]) for key in ("quads", "graphs", "named"))
        return cls(
            quads,
            graphs,
            named_graphs,
            cast("list[str]", values["namespaces"]),
            [Group(named(one[0]), *one[1:4], named(one[4]), tuple(one[5]), tuple(one[6])) for one in groups],
            {(one[0], one[1]): one[2] for one in cast("list[tuple[str, str, int]]", values["links"])},
            Objects(hashes, marks, tuple(map(named, cast("list[list[int]]", values["sets"])))),
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
    groups, objects = _subjects_and_objects(rows, thing=f"{base_iri}id/")
    return Tally(
        dict(sorted(quads.items())),
        dict(sorted(number.items())),
        dict(sorted(named.items())),
        sorted({namespace_of(term[1:-1]) for term in terms}),
        groups,
        _links(rows, base_iri),
        objects,
    )


def _subjects_and_objects(rows: Iterable[Row], *, thing: str) -> tuple[list[Group], Objects]:
    """Look at each row once; subjects of the same shape are counted together, and so are equal objects."""
    shapes: Counter[_Shape] = Counter()
    examples: dict[tuple[str, ...], tuple[int, str]] = {}
    masks: dict[str, int] = {}
    bits = _Bits()
    for subject, run in groupby(rows, itemgetter(0)):
        _, predicates, values = zip(*run, strict=True)
        classes: tuple[str, ...] = ()
        if _TYPE in predicates:
            start = predicates.index(_TYPE)
            classes = values[start : start + predicates.count(_TYPE)]
        ranked = rank(subject[1:-1], thing)
        shapes[classes, predicates, ranked[0] < 2] += 1
        if classes not in examples or ranked < examples[classes]:
            examples[classes] = ranked
        for predicate, value in zip(predicates, values, strict=True):
            masks[value] = masks.get(value, 0) | bits[predicate]
    return _groups(shapes, examples), _objects(masks, bits)


def _groups(shapes: Mapping[_Shape, int], examples: Mapping[tuple[str, ...], tuple[int, str]]) -> list[Group]:
    counted: dict[tuple[str, ...], tuple[Counter[str], Counter[str], Counter[bool]]] = {}
    for (classes, predicates, entity), number in shapes.items():
        triples, holders, subjects = counted.setdefault(classes, (Counter(), Counter(), Counter()))
        subjects[entity] += number
        for predicate, times in Counter(predicates).items():
            triples[predicate] += times * number
            holders[predicate] += number
    groups = []
    for classes, (triples, holders, subjects) in sorted(counted.items()):
        predicates = tuple(sorted(triples))
        groups.append(
            Group(
                _bare(one for one in classes if one[0] == "<"),
                subjects.total(),
                subjects[True],
                examples[classes][1],
                _bare(predicates),
                tuple([triples[one] for one in predicates]),
                tuple([holders[one] for one in predicates]),
            )
        )
    return groups


class _Bits(dict[str, int]):
    """A power of two for each predicate."""

    def __missing__(self, predicate: str) -> int:
        bit = self[predicate] = 1 << len(self)
        return bit


def _objects(masks: Mapping[str, int], bits: Mapping[str, int]) -> Objects:
    hashed = dict(zip(map(_hash, masks), masks.values(), strict=True))
    hashes = sorted(hashed)
    places: dict[int, int] = {}
    marks = array("I", [places.setdefault(hashed[one], len(places)) for one in hashes])
    sets = tuple(_bare(predicate for predicate, bit in bits.items() if mask & bit) for mask in places)
    return Objects(array("Q", hashes), marks, sets)


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
