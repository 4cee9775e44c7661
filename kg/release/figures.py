"""The figures of a release, added up from what was counted in its members: nothing reads the store to describe it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from kg.graphs.tally import Group, Objects, Tally, namespace_of, rank

_HASHES = 250_000
"""About so many hashes are united at a time, for the sake of memory: some 25 MB."""


def quads_by_kind(tallies: Iterable[Tally]) -> dict[str, int]:
    """Add up the quads of all members, by kind of graph."""
    return _added(one.quads for one in tallies)


def statistics(tallies: Sequence[Tally], *, base_iri: str) -> dict[str, object]:
    """Give the figures of a release as the manifest has them.

    Args:
        tallies: those of all members; a subject of the default graph is in one member only.
        base_iri: the collection's, with its closing slash.

    Returns:
        Of the default graph ``triples``, ``entities``, ``subjects``, ``objects`` (both different ones), ``example``,
        ``classes`` (subjects by class), ``properties`` (triples by property), ``partitions`` (`_partitions`) and
        ``linksets`` (triples by property and target); ``vocabularies``, the namespaces of all predicates and classes in
        any graph; ``graphs``, their number by kind for kinds of which each document has its own; ``named``, the
        quads of each other graph.
    """
    groups = _Groups(f"{base_iri}id/")
    for tally in tallies:
        for group in tally.groups:
            groups.add(group)
    properties = dict(sorted(groups.triples().items()))
    classes = groups.by_class()
    objects = _objects_by_property([one.objects for one in tallies])
    namespaces = {name for one in tallies for name in one.namespaces}
    namespaces.update(map(namespace_of, (*properties, *classes)))
    links = Counter[tuple[str, str]]()
    for tally in tallies:
        links.update(tally.links)
    return {
        "triples": sum(properties.values()),
        "entities": groups.entities,
        "subjects": groups.subjects,
        "objects": objects.pop(""),
        "example": groups.example(),
        "classes": {name: one.subjects for name, one in classes.items()},
        "properties": properties,
        "partitions": _partitions(groups.holders(), objects, classes),
        "linksets": [
            {"property": property_, "target": target, "triples": number}
            for (property_, target), number in sorted(links.items())
        ],
        "vocabularies": sorted(namespaces),
        "graphs": _added(one.graphs for one in tallies),
        "named": _added(one.named for one in tallies),
    }


class _Class:
    """The subjects of one class."""

    def __init__(self) -> None:
        self.subjects = 0
        self.examples: list[str] = []
        self.triples: Counter[str] = Counter()
        self.holders: Counter[str] = Counter()


class _Groups:
    """What subjects with the same classes have in common, over all members."""

    def __init__(self, thing: str) -> None:
        self._thing = thing
        self._triples: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        self._holders: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        self._subjects: Counter[tuple[str, ...]] = Counter()
        self._examples: dict[tuple[str, ...], str] = {}
        self.entities = 0

    def add(self, group: Group) -> None:
        """Add the group of a member."""
        classes = group.classes
        self._subjects[classes] += group.subjects
        self.entities += group.entities
        triples, holders = self._triples[classes], self._holders[classes]
        for property_, number, held in zip(group.properties, group.triples, group.holders, strict=True):
            triples[property_] += number
            holders[property_] += held
        self._examples[classes] = self._better((self._examples.get(classes, group.example), group.example))

    @property
    def subjects(self) -> int:
        return self._subjects.total()

    def triples(self) -> dict[str, int]:
        """Count by property."""
        return _added(self._triples.values())

    def holders(self) -> dict[str, int]:
        """Count different subjects by property."""
        return _added(self._holders.values())

    def example(self) -> str | None:
        """Choose the entity that stands for all."""
        best = self._better(self._examples.values()) if self._examples else ""
        return best if rank(best, self._thing)[0] < 2 else None

    def by_class(self) -> dict[str, _Class]:
        """Sort the groups by class; a group with several is in each of them."""
        found: defaultdict[str, _Class] = defaultdict(_Class)
        for classes, number in self._subjects.items():
            for name in classes:
                one = found[name]
                one.subjects += number
                one.examples.append(self._examples[classes])
                one.triples.update(self._triples[classes])
                one.holders.update(self._holders[classes])
        for one in found.values():
            one.examples = [self._better(one.examples)]
        return dict(sorted(found.items()))

    def _better(self, examples: Iterable[str]) -> str:
        return min(examples, key=lambda iri: rank(iri, self._thing))


def _partitions(
    holders: Mapping[str, int], objects: Mapping[str, int], classes: Mapping[str, _Class]
) -> dict[str, object]:
    """Give by property its different subjects and objects, by class an example, and triples and subjects by property.

    What is counted there already is not repeated: triples of a property, subjects of a class.
    """
    return {
        "properties": {name: [number, objects[name]] for name, number in sorted(holders.items())},
        "classes": {
            name: {
                "example": one.examples[0],
                "properties": {key: [number, one.holders[key]] for key, number in sorted(one.triples.items())},
            }
            for name, one in classes.items()
        },
    }


def _objects_by_property(members: Sequence[Objects]) -> dict[str, int]:
    """Count different objects of each property, and of all (``""``)."""
    bits: dict[str, int] = {}
    tables = [_table(one, bits) for one in members]
    by_mask: Counter[int] = Counter()
    for part in _parts(members):
        by_mask.update(_united(members, tables, part).values())
    counted = {name: sum(number for mask, number in by_mask.items() if mask & bit) for name, bit in bits.items()}
    return {"": by_mask.total(), **counted}


def _table(objects: Objects, bits: dict[str, int]) -> list[int]:
    """Say for each set of properties of a member which bits they have in the release."""
    table = []
    for one in objects.sets:
        mask = 0
        for property_ in one:
            mask |= bits.setdefault(property_, 1 << len(bits))
        table.append(mask)
    return table


def _parts(members: Sequence[Objects]) -> Iterator[tuple[int, int]]:
    """Cut the range of hashes: first, and the one behind the last."""
    number = 1 + sum(len(one.hashes) for one in members) // _HASHES
    edges = [place * (1 << 64) // number for place in range(number + 1)]
    yield from pairwise(edges)


def _united(members: Sequence[Objects], tables: Sequence[list[int]], part: tuple[int, int]) -> dict[int, int]:
    """Give the properties (as bits) of each object in a part of the range."""
    found: dict[int, int] = {}
    for objects, table in zip(members, tables, strict=True):
        start, end = (bisect_left(objects.hashes, edge) for edge in part)
        hashes = objects.hashes[start:end]
        fresh = dict(zip(hashes, map(table.__getitem__, objects.marks[start:end]), strict=True))
        for common in found.keys() & fresh.keys():
            fresh[common] |= found[common]
        found.update(fresh)
    return found


def _added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return dict(sorted(total.items()))
