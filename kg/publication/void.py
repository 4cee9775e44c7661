"""The figures of a dataset as VoID: partitions by class and property, linksets (https://www.w3.org/TR/void/).

Everything is made of the ``statistics`` of a manifest (`kg.release.figures.statistics`) and counts the default graph.
The same partitions belong to the dataset, where harvesters look for them, and to the default graph of the service:
Comunica passes over a default dataset, and takes a property without a partition as one that does not occur. So there
are all of them, or, in a release of before, none.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import cast

from kg.config.external import EXTERNAL_AUTHORITIES
from kg.graphs.tally import namespace_of
from kg.graphs.terms import iri, literal
from kg.namespaces import DCT, FOAF, PREFIXES, RDF, VOID, XSD

_TOTALS = (
    ("triples", "triples"),
    ("entities", "entities"),
    ("distinctSubjects", "subjects"),
    ("distinctObjects", "objects"),
)
"""Properties of VoID, and what the statistics call them."""

Triple = tuple[str, str, str]
"""Subject and object as terms, the predicate as an IRI."""


class Figures:
    """The figures of one release."""

    def __init__(self, statistics: Mapping[str, object], *, base_iri: str) -> None:
        """Take the ``statistics`` of a manifest; those of releases of before lack some, or are empty."""
        self._statistics = statistics
        self._base = base_iri
        self._classes = self._counts("classes")
        self._properties = self._counts("properties")
        partitions = cast("Mapping[str, Mapping[str, object]]", statistics.get("partitions") or {})
        self._by_class = cast("Mapping[str, Mapping[str, object]]", partitions.get("classes") or {})
        self._by_property = cast("Mapping[str, tuple[int, int]]", partitions.get("properties") or {})

    def of(self, node: str) -> Iterator[Triple]:
        """Give the totals of the default graph for a node (a term), and link it to the partitions."""
        for name, key in _TOTALS:
            if key in self._statistics:
                yield node, f"{VOID}{name}", number(self._statistics[key])
        for name, counted in (("classes", self._classes), ("properties", self._properties)):
            if name in self._statistics:
                yield node, f"{VOID}{name}", number(len(counted))
        for class_ in self._by_class:
            yield node, f"{VOID}classPartition", self._node("class", class_)
        for property_ in self._by_property:
            yield node, f"{VOID}propertyPartition", self._node("property", property_)

    def partitions(self) -> Iterator[Triple]:
        """Describe the partitions, subject by subject."""
        for class_, found in self._by_class.items():
            node = self._node("class", class_)
            of_class = cast("Mapping[str, tuple[int, int]]", found["properties"])
            yield node, f"{VOID}class", iri(class_)
            yield node, f"{VOID}entities", number(self._classes[class_])
            yield node, f"{VOID}exampleResource", iri(str(found["example"]))
            for property_ in of_class:
                yield node, f"{VOID}propertyPartition", self._node("class", class_, property_)
            for property_, (triples, subjects) in of_class.items():
                yield from _partition(self._node("class", class_, property_), property_, triples, subjects)
        for property_, (subjects, objects) in self._by_property.items():
            node = self._node("property", property_)
            yield from _partition(node, property_, self._properties[property_], subjects)
            yield node, f"{VOID}distinctObjects", number(objects)

    def linksets(self, dataset: str) -> Iterator[Triple]:
        """Describe what leads out of the dataset (a term), by property and target; then the targets."""
        targets: dict[str, str] = {}
        linksets = cast("list[Mapping[str, object]]", self._statistics.get("linksets") or [])
        nodes = [self._node("linkset", str(one["target"]), str(one["property"])) for one in linksets]
        for node in nodes:
            yield dataset, f"{VOID}subset", node
        for node, one in zip(nodes, linksets, strict=True):
            place = str(one["target"])
            target = targets[place] = self._node("target", place)
            yield node, f"{RDF}type", iri(f"{VOID}Linkset")
            yield node, f"{VOID}linkPredicate", iri(str(one["property"]))
            yield node, f"{VOID}triples", number(one["triples"])
            for name, value in (("target", dataset), ("target", target), ("subjectsTarget", dataset)):
                yield node, f"{VOID}{name}", value
            yield node, f"{VOID}objectsTarget", target
        for place, target in targets.items():
            yield target, f"{RDF}type", iri(f"{VOID}Dataset")
            yield target, f"{DCT}title", literal(_title(place), language="en")
            yield target, f"{VOID}uriSpace", literal(place)
            yield target, f"{FOAF}homepage", iri("/".join(place.split("/")[:3]) + "/")

    def vocabularies(self) -> list[str]:
        """List the namespaces of all predicates and classes.

        A client that is configured to use VoID takes a predicate of a namespace that is not listed as absent.
        """
        listed = cast("list[str] | None", self._statistics.get("vocabularies"))
        return sorted({namespace_of(one) for one in self._properties}) if listed is None else listed

    def examples(self) -> list[str]:
        """List the resources that stand for others: the first for all, then one for each class, each once."""
        found = [self._statistics.get("example"), *(one["example"] for one in self._by_class.values())]
        return list(dict.fromkeys(str(one) for one in found if one))

    def _counts(self, name: str) -> Mapping[str, int]:
        return cast("Mapping[str, int]", self._statistics.get(name) or {})

    def _node(self, *names: str) -> str:
        return iri(f"{self._base}void#" + "-".join((names[0], *map(_short, names[1:]))))


def number(value: object) -> str:
    """Write a number as a term."""
    return literal(str(value), datatype=f"{XSD}integer")


def _partition(node: str, property_: str, triples: int, subjects: int) -> Iterator[Triple]:
    yield node, f"{VOID}property", iri(property_)
    yield node, f"{VOID}triples", number(triples)
    yield node, f"{VOID}distinctSubjects", number(subjects)


def _short(name: str) -> str:
    """Name a term in a fragment, the same in each release: ``rico-hasSender``, or a hash where no prefix is known."""
    for prefix, namespace in PREFIXES.items():
        if name.startswith(namespace) and re.fullmatch(r"[\w-]+", name[len(namespace) :], re.ASCII):
            return f"{prefix}-{name[len(namespace) :]}"
    return _register(name)[0] or hashlib.sha256(name.encode()).hexdigest()[:12]


def _register(target: str) -> tuple[str, str]:
    """Name and label of the register that owns a target's IRIs, if it is a known one."""
    for one in EXTERNAL_AUTHORITIES:
        if one.form.startswith(target):
            return one.name, one.label
    return "", ""


def _title(target: str) -> str:
    return _register(target)[1] or target
