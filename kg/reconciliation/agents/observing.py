"""What a release says of each person, body and place, gathered in one pass over the records of its letters.

Unresolved nodes are the letters' own. Those of one name in one edition that share a correspondent (of a place:
somebody who wrote from or to it) are observed as one *bundle*, so that a name in a thousand letters is one thing to
compare. Memory grows with nodes and names, not with letters: of letters only a few keys are kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from kg.authorities import Authorities, Authority
from kg.authorities.authority import AuthorityDate
from kg.authorities.iris import iri_identity
from kg.records.locator import Basis
from kg.records.reference import EntityType, Reference

Record = Mapping[str, object]

TYPES = (EntityType.PERSON, EntityType.BODY, EntityType.PLACE)
_LISTS = ("persons", "corporate_bodies", "groups", "places")
_LETTERS = 4
_NAMES = 24
_OTHERS = 400


@dataclass(slots=True)
class Printed:
    """One printed form: how often, and in which letters it stands first."""

    count: int = 0
    letters: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Node:
    """One node of the graph, or a bundle of unresolved ones."""

    type: EntityType
    keys: list[str]
    identified: bool
    """Whether an IRI, an edition's id or an authority file says who it is."""
    authority: bool = False
    """Whether it stands in the authority files."""
    names: dict[str, Printed] = field(default_factory=dict)
    iris: dict[str, str] = field(default_factory=dict)
    """IRIs by the keys that they make, its own among them."""
    born: tuple[int | None, int | None] = (None, None)
    """Earliest and latest year."""
    died: tuple[int | None, int | None] = (None, None)
    first: tuple[int, str] | None = None
    """Year and key of the first letter that it is a sender or addressee of."""
    last: tuple[int, str] | None = None
    others: set[str] = field(default_factory=set)
    """Correspondents; of a place those who wrote from or to it."""
    places: set[str] = field(default_factory=set)
    editions: set[str] = field(default_factory=set)
    letters: int = 0
    point: tuple[float, float] | None = None

    @property
    def key(self) -> str:
        return self.keys[0]

    @property
    def name(self) -> str:
        """The form that is printed most often."""
        return max(self.names, key=lambda text: (self.names[text].count, text), default=self.key)

    @property
    def shown_letters(self) -> list[str]:
        return list(dict.fromkeys(letter for printed in self.names.values() for letter in printed.letters))[:_LETTERS]


@dataclass(slots=True)
class Observed:
    """All nodes, sorted by type and key; bundles with more than one key are proposals by themselves."""

    nodes: list[Node]

    def of(self, types: Iterable[EntityType]) -> list[Node]:
        wanted = frozenset(types)
        return [node for node in self.nodes if node.type in wanted]


def folded(name: str) -> str:
    """Fold a name for comparison: case, accents, punctuation and the order around a comma do not count."""
    surname, comma, given = name.partition(",")
    text = unicodedata.normalize("NFKD", f"{given} {surname}" if comma else name).casefold()
    letters = "".join(letter if letter.isalnum() else " " for letter in text if not unicodedata.combining(letter))
    return " ".join(letters.split())


def observe(records: Iterable[tuple[str, Record]], authorities: Authorities) -> Observed:
    """Gather nodes.

    Args:
        records: key and mapping record (`kg.records.mapping_form`) of each letter, in any order.
        authorities: of the collection; their entities are nodes, whether a letter names them or not.
    """
    gathering = _Gathering()
    for entity in authorities:
        if entity.reference.type in TYPES:
            gathering.add_authority(entity)
    for key, record in records:
        gathering.add(key, record)
    nodes = [*gathering.nodes.values(), *_bundles(gathering.unresolved)]
    return Observed(sorted(nodes, key=lambda node: (node.type, node.key)))


@dataclass(slots=True)
class _Gathering:
    nodes: dict[Reference, Node] = field(default_factory=dict)
    unresolved: dict[tuple[EntityType, str, str], list[Node]] = field(default_factory=dict)
    """By type, edition and name."""

    def add_authority(self, entity: Authority) -> None:
        node = Node(entity.reference.type, [entity.key], identified=True, authority=True)
        texts = [*(text for _, text in (*entity.labels, *entity.also, *entity.misprints)), *entity.names]
        node.names = {text: Printed() for text in texts[:_NAMES]}
        node.iris = {iri_identity(iri): iri for iri in (*entity.same_as, *entity.exact_match)}
        node.born, node.died = _years(entity.born), _years(entity.died)
        if entity.coordinates is not None:
            node.point = (float(entity.coordinates.latitude), float(entity.coordinates.longitude))
        self.nodes[entity.reference] = node

    def add(self, key: str, record: Record) -> None:
        """Add the entities of one letter, then who wrote to whom, from where, and when."""
        edition = _edition(record)
        found: dict[Reference, Node] = {}
        for entity in (one for name in _LISTS for one in _list(record, name)):
            reference = _reference(entity["reference"])
            found[reference] = self._node(key, reference, entity, edition)
        letter = _Letter(key, found, record)
        for document in _list(record, "documents"):
            if document.get("main") or len(_list(record, "documents")) == 1:
                letter.relate(document)

    def _node(self, letter: str, reference: Reference, entity: Record, edition: str) -> Node:
        node = self.nodes.get(reference)
        if node is None:
            names = [str(name["text"]) for name in _list(entity, "names")]
            identified = entity.get("basis") != Basis.UNRESOLVED.value
            node = Node(reference.type, [reference.key], identified=identified)
            if identified:
                self.nodes[reference] = node
            else:
                group = (reference.type, edition, folded(names[0]) if names else reference.key)
                self.unresolved.setdefault(group, []).append(node)
        _describe(node, letter, entity, edition)
        return node


def _describe(node: Node, letter: str, entity: Record, edition: str) -> None:
    node.letters += 1
    node.editions.add(edition)
    for name in _list(entity, "names"):
        text = str(name["text"])
        if text not in node.names and len(node.names) >= _NAMES:
            continue
        printed = node.names.setdefault(text, Printed())
        printed.count += 1
        if len(printed.letters) < _LETTERS and letter not in printed.letters:
            printed.letters.append(letter)
    for link in _list(entity, "links"):
        if "iri" in link:
            node.iris.setdefault(iri_identity(str(link["iri"])), str(link["iri"]))
    for date in _list(entity, "dates"):
        years = (_year(date.get("earliest")), _year(date.get("latest")))
        if date.get("role") == "born" and node.born == (None, None):
            node.born = years
        if date.get("role") == "died" and node.died == (None, None):
            node.died = years
    point = entity.get("coordinates")
    if isinstance(point, Mapping) and node.point is None:
        node.point = (float(str(point["latitude"])), float(str(point["longitude"])))


@dataclass(slots=True)
class _Letter:
    """Relates the nodes of one letter."""

    key: str
    nodes: Mapping[Reference, Node]
    record: Record

    def relate(self, document: Record) -> None:
        senders = self._parties(document, "senders")
        addressees = self._parties(document, "addressees")
        places = document.get("places")
        sent = self._places(places, "sent") + self._places_of(document, "places_of_writing")
        received = self._places(places, "received")
        years = _letter_years(document)
        for ours, theirs, here in ((senders, addressees, sent), (addressees, senders, received)):
            for node in ours:
                _add_all(node.others, (_identity(other) for other in theirs if other is not node))
                _add_all(node.places, (_identity(place) for place in here))
                _date(node, years, self.key)
            for place in here:
                _add_all(place.others, (_identity(node) for node in ours))

    def _parties(self, document: Record, name: str) -> list[Node]:
        return self._known(party["agent"] for party in _list(document, name))

    def _places(self, places: object, name: str) -> list[Node]:
        return self._known(one["place"] for one in _list(places, name)) if isinstance(places, Mapping) else []

    def _places_of(self, document: Record, name: str) -> list[Node]:
        return self._known(one["place"] for one in _list(document, name) if "place" in one)

    def _known(self, references: Iterable[object]) -> list[Node]:
        found = (self.nodes.get(_reference(one)) for one in references)
        return [node for node in found if node is not None]


def _identity(node: Node) -> str:
    """Name a node as another one's correspondent: unresolved ones by their name, for their keys are the letter's."""
    return node.key if node.identified else "=" + folded(node.name)


def _add_all(known: set[str], others: Iterable[str]) -> None:
    if len(known) < _OTHERS:
        known.update(others)


def _date(node: Node, years: tuple[int, int] | None, letter: str) -> None:
    if years is None:
        return
    if node.first is None or (years[0], letter) < node.first:
        node.first = (years[0], letter)
    if node.last is None or (years[1], letter) > node.last:
        node.last = (years[1], letter)


def _letter_years(document: Record) -> tuple[int, int] | None:
    """Give the years between which a letter was surely written; without both bounds nothing is concluded."""
    dates = document.get("dates")
    for role in ("sent", "created", "written"):
        for date in _list(dates, role) if isinstance(dates, Mapping) else ():
            first, last = _year(date.get("earliest")), _year(date.get("latest"))
            if first is not None and last is not None and last - first <= 10:
                return first, last
    return None


def _bundles(groups: Mapping[tuple[EntityType, str, str], list[Node]]) -> Iterator[Node]:
    """Join the nodes of one name in one edition that share a correspondent; the others stay by themselves."""
    for group in groups.values():
        by_other: dict[str, Node] = {}
        for node in sorted(group, key=lambda each: each.key):
            heads = {id(by_other[other]): by_other[other] for other in node.others if other in by_other}
            head = next(iter(heads.values()), node)
            for one in (node, *list(heads.values())[1:]):
                if one is not head:
                    _absorb(head, one)
            by_other.update(dict.fromkeys(head.others, head))
        alone = [node for node in group if not node.others]
        yield from {id(node): node for node in (*by_other.values(), *alone)}.values()


def _absorb(head: Node, other: Node) -> None:
    head.keys = sorted({*head.keys, *other.keys})
    for text, printed in other.names.items():
        mine = head.names.setdefault(text, Printed())
        mine.count += printed.count
        mine.letters = (mine.letters + printed.letters)[:_LETTERS]
    head.others |= other.others
    head.places |= other.places
    head.editions |= other.editions
    head.letters += other.letters
    head.iris |= other.iris
    head.first = min((one for one in (head.first, other.first) if one is not None), default=None)
    head.last = max((one for one in (head.last, other.last) if one is not None), default=None)


def _edition(record: Record) -> str:
    edition, snapshot = record.get("edition"), record.get("snapshot")
    if isinstance(edition, Mapping) and "key" in edition:
        return str(edition["key"])
    return str(snapshot["path"]) if isinstance(snapshot, Mapping) else ""


def _list(owner: object, name: str) -> Sequence[Record]:
    return cast("Sequence[Record]", cast("Record", owner).get(name, ()))


def _reference(value: object) -> Reference:
    members = cast("Mapping[str, str]", value)
    return Reference(EntityType(members["type"]), members["key"])


def _year(value: object) -> int | None:
    text = "" if value is None else str(value)
    return int(text[:4]) if text[:4].isdigit() else None


def _years(date: AuthorityDate | None) -> tuple[int | None, int | None]:
    if date is None:
        return None, None
    return (date.earliest.year if date.earliest else None), (date.latest.year if date.latest else None)
