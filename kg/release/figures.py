"""The figures of a release, added up from what was counted in its members: nothing reads the store to describe it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.graphs.tally import Marked, Shape, Tally, namespace_of, rank

HASHES = 250_000
"""About so many hashes are united at a time, for the sake of memory: some 25 MB."""


def quads_by_kind(tallies: Iterable[Tally]) -> dict[str, int]:
    """Add up the quads of all members, by kind of graph."""
    return _added(one.quads for one in tallies)


def statistics(tallies: Sequence[Tally], *, base_iri: str) -> dict[str, object]:
    """Give the figures of a release as the manifest has them.

    Args:
        tallies: those of all members; a triple of the default graph is in one member only.
        base_iri: the collection's, with its closing slash.

    Returns:
        Of the default graph ``triples``, ``entities``, ``subjects``, ``objects`` (both different ones), ``example``,
        ``classes`` (subjects by class), ``properties`` (triples by property), ``partitions`` (`_partitions`) and
        ``linksets`` (triples by property and target); ``vocabularies``, the namespaces of all predicates and classes in
        any graph; ``graphs``, their number by kind for kinds of which each document has its own; ``named``, the
        quads of each other graph.
    """
    shapes = _shapes(tallies)
    holders, classes = _holders(shapes), _by_class(shapes, _examples(tallies, base_iri))
    properties = _added(dict(zip(one.properties, _times(one.triples, n), strict=True)) for one, n in shapes.items())
    objects, different = _objects_by_property(tallies)
    namespaces = {name for one in tallies for name in one.namespaces}
    namespaces.update(map(namespace_of, (*properties, *classes)))
    return {
        "triples": sum(properties.values()),
        "entities": sum(number for one, number in shapes.items() if one.is_entity),
        "subjects": shapes.total(),
        "objects": different,
        "example": _example(tallies, base_iri),
        "classes": {name: one.subjects for name, one in classes.items()},
        "properties": properties,
        "partitions": _partitions(holders, objects, classes),
        "linksets": _linksets(tallies),
        "vocabularies": sorted(namespaces),
        "graphs": _added(one.graphs for one in tallies),
        "named": _added(one.named for one in tallies),
    }


@dataclass(slots=True)
class _Class:
    """The subjects of one class; ``holders`` counts subjects by property."""

    example: str
    subjects: int = 0
    triples: Counter[str] = field(default_factory=Counter)
    holders: Counter[str] = field(default_factory=Counter)


def _shapes(tallies: Sequence[Tally]) -> Counter[Shape]:
    """Count different subjects by shape.

    Few subjects are in several members (one that an editor decided to be somebody else, for example): what each says of
    it is then put together.
    """
    shapes: Counter[Shape] = Counter()
    for tally in tallies:
        for mark, number in Counter(tally.subjects.marks).items():
            shapes[tally.shapes[mark]] += number
    subjects = [one.subjects for one in tallies]
    for part in _parts(subjects):
        for found in _repeated(tallies, part).values():
            for shape in found:
                shapes[shape] -= 1
            shapes[_joined(found)] += 1
    return +shapes


def _repeated(tallies: Sequence[Tally], part: tuple[int, int]) -> dict[int, list[Shape]]:
    """Give the shapes of the subjects that are in several members."""
    seen: set[int] = set()
    several: set[int] = set()
    for tally in tallies:
        hashes = _within(tally.subjects, part)[0]
        several.update(seen.intersection(hashes))
        seen.update(hashes)
    found: defaultdict[int, list[Shape]] = defaultdict(list)
    for tally in tallies if several else ():
        hashes, marks = _within(tally.subjects, part)
        for one in several.intersection(hashes):
            found[one].append(tally.shapes[marks[bisect_left(hashes, one)]])
    return found


def _joined(shapes: Sequence[Shape]) -> Shape:
    triples = _added(dict(zip(one.properties, one.triples, strict=True)) for one in shapes)
    classes = sorted({name for one in shapes for name in one.classes})
    return Shape(tuple(classes), shapes[0].is_entity, tuple(triples), tuple(triples.values()))


def _examples(tallies: Iterable[Tally], base_iri: str) -> dict[str, str]:
    """Choose a subject of each class that stands for it."""
    thing = f"{base_iri}id/"
    best: dict[str, tuple[int, str]] = {}
    for tally in tallies:
        for shape, example in zip(tally.shapes, tally.examples, strict=True):
            ranked = rank(example, thing)
            for name in shape.classes:
                if name not in best or ranked < best[name]:
                    best[name] = ranked
    return {name: one[1] for name, one in best.items()}


def _example(tallies: Iterable[Tally], base_iri: str) -> str | None:
    """Choose the entity that stands for all."""
    ranked = (rank(example, f"{base_iri}id/") for tally in tallies for example in tally.examples)
    place, iri = min(ranked, default=(2, ""))
    return iri if place < 2 else None


def _holders(shapes: Mapping[Shape, int]) -> dict[str, int]:
    """Count different subjects by property."""
    return _added(dict.fromkeys(shape.properties, number) for shape, number in shapes.items())


def _by_class(shapes: Mapping[Shape, int], examples: Mapping[str, str]) -> dict[str, _Class]:
    """Sort the shapes by class; one with several is in each of them."""
    classes = {name: _Class(example) for name, example in sorted(examples.items())}
    for shape, number in shapes.items():
        triples = dict(zip(shape.properties, _times(shape.triples, number), strict=True))
        holders = dict.fromkeys(shape.properties, number)
        for name in shape.classes:
            one = classes[name]
            one.subjects += number
            one.triples.update(triples)
            one.holders.update(holders)
    return classes


def _partitions(
    holders: Mapping[str, int], objects: Mapping[str, int], classes: Mapping[str, _Class]
) -> dict[str, object]:
    """Give by property its different subjects and objects, by class an example, and triples and subjects by property.

    What is counted there already is not repeated: triples of a property, subjects of a class.
    """
    return {
        "properties": {name: [number, objects[name]] for name, number in holders.items()},
        "classes": {
            name: {
                "example": one.example,
                "properties": {key: [number, one.holders[key]] for key, number in sorted(one.triples.items())},
            }
            for name, one in classes.items()
        },
    }


def _linksets(tallies: Iterable[Tally]) -> list[dict[str, object]]:
    total: Counter[tuple[str, str]] = Counter()
    for tally in tallies:
        total.update(tally.links)
    return [
        {"property": property_, "target": target, "triples": number}
        for (property_, target), number in sorted(total.items())
    ]


def _objects_by_property(tallies: Sequence[Tally]) -> tuple[dict[str, int], int]:
    """Count different objects of each property, and of all."""
    bits: dict[str, int] = {}
    tables = [_table(one.sets, bits) for one in tallies]
    objects = [one.objects for one in tallies]
    by_mask: Counter[int] = Counter()
    for part in _parts(objects):
        by_mask.update(_united(objects, tables, part).values())
    counted = {name: sum(number for mask, number in by_mask.items() if mask & bit) for name, bit in bits.items()}
    return counted, by_mask.total()


def _table(sets: Iterable[tuple[str, ...]], bits: dict[str, int]) -> list[int]:
    """Say for each set of properties of a member which bits they have in the release."""
    table = []
    for one in sets:
        mask = 0
        for property_ in one:
            mask |= bits.setdefault(property_, 1 << len(bits))
        table.append(mask)
    return table


def _united(members: Sequence[Marked], tables: Sequence[list[int]], part: tuple[int, int]) -> dict[int, int]:
    """Give the properties (as bits) of each object in a part of the range."""
    found: dict[int, int] = {}
    for objects, table in zip(members, tables, strict=True):
        hashes, marks = _within(objects, part)
        fresh = dict(zip(hashes, map(table.__getitem__, marks), strict=True))
        for common in found.keys() & fresh.keys():
            fresh[common] |= found[common]
        found.update(fresh)
    return found


def _parts(members: Sequence[Marked]) -> Iterator[tuple[int, int]]:
    """Cut the range of hashes: first, and the one behind the last."""
    number = 1 + sum(len(one.hashes) for one in members) // HASHES
    yield from pairwise(place * (1 << 64) // number for place in range(number + 1))


def _within(marked: Marked, part: tuple[int, int]) -> tuple[Sequence[int], Sequence[int]]:
    """Give hashes and marks of a part of the range."""
    start, end = (bisect_left(marked.hashes, edge) for edge in part)
    return marked.hashes[start:end], marked.marks[start:end]


def _times(numbers: Iterable[int], times: int) -> list[int]:
    return [number * times for number in numbers]


def _added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return dict(sorted(total.items()))
