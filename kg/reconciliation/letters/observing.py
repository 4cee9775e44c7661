"""What a release says of each letter that can tell it from others: one pass over its records, a few facts a letter."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from kg.reconciliation.agents.observing import folded

Record = Mapping[str, object]

INCIPIT_WORDS = 8
_WRITTEN = ("written", "sent", "heading")
"""Roles of dates that say when a letter came into being, the surest first."""
_WORD = re.compile(r"\w+")
_SCHEME = re.compile(r"^https?://(www\.)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """Days between which a letter was written, both of them included."""

    first: datetime.date
    last: datetime.date

    @property
    def day(self) -> datetime.date | None:
        return self.first if self.first == self.last else None

    def meets(self, other: Span) -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Parties:
    """Whom a letter is from, or to: by node, and by name where names are all that is known."""

    nodes: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    """Folded; those of the nodes, too."""

    def __bool__(self) -> bool:
        return bool(self.nodes or self.names)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as one edition knows it."""

    key: str
    label: str
    source: str
    edition: str
    """An index, or all files of an edition that have a letter each: it lists a letter once."""
    senders: Parties = Parties()
    addressees: Parties = Parties()
    spans: tuple[Span, ...] = ()
    places: Parties = Parties()
    identifiers: frozenset[str] = frozenset()
    """Addresses and shelf marks, in one spelling."""
    incipit: tuple[str, ...] = ()

    @property
    def days(self) -> frozenset[datetime.date]:
        return frozenset(span.day for span in self.spans if span.day is not None)


def observe_letters(records: Iterable[tuple[str, Record]]) -> list[Letter]:
    """Gather the letters, sorted by key.

    Args:
        records: key and mapping record (`kg.records.mapping_form`) of each letter, in any order.
    """
    letters = [_letter(key, record) for key, record in records]
    sizes = Counter(one.source for one in letters)
    listed = [replace(one, edition=one.edition if sizes[one.source] == 1 else one.source) for one in letters]
    return sorted(listed, key=lambda one: one.key)


def _path(record: Record) -> str:
    snapshot = cast("Record", record["snapshot"])
    return str(snapshot["path"])


def _letter(key: str, record: Record) -> Letter:
    documents = _items(record, "documents")
    main = next((one for one in documents if one.get("main")), documents[0])
    names = _names(record)
    places = [one.get("place") for one in (*_in(main, "places", "sent"), *_items(main, "places_of_writing"))]
    return Letter(
        key,
        str(record["doc_label"]),
        _path(record),
        str(cast("Record", record.get("edition") or {}).get("key") or _path(record)),
        _parties([one.get("agent") for one in _items(main, "senders")], names),
        _parties([one.get("agent") for one in _items(main, "addressees")], names),
        tuple(_spans(main)),
        _parties(places, names),
        frozenset(_identifiers(record)),
        _incipit(main),
    )


def _names(record: Record) -> dict[str, tuple[bool, frozenset[str]]]:
    """Of each entity whether something says who it is, and its folded names."""
    found = {}
    for name in ("persons", "corporate_bodies", "groups", "positions", "places"):
        for entity in _items(record, name):
            reference = cast("Record", entity["reference"])
            texts = frozenset(folded(str(one["text"])) for one in _items(entity, "names"))
            found[_node(reference)] = (entity.get("basis") != "unresolved", texts - {""})
    return found


def _node(reference: Record) -> str:
    return f"{reference['type']}/{reference['key']}"


def _parties(references: Iterable[object], names: Mapping[str, tuple[bool, frozenset[str]]]) -> Parties:
    nodes: set[str] = set()
    texts: set[str] = set()
    for reference in references:
        if not isinstance(reference, Mapping):
            continue
        node = _node(reference)
        known, own = names.get(node, (True, frozenset[str]()))
        nodes.update([node] if known else [])
        texts |= own
    return Parties(frozenset(nodes), frozenset(texts))


def _spans(main: Record) -> Iterator[Span]:
    """Give the days of the surest date that the letter has; one that is open on a side tells letters apart badly."""
    for role in _WRITTEN:
        found = []
        for date in _in(main, "dates", role):
            first, last = (_day(date, name) for name in ("earliest", "latest"))
            if first is not None and last is not None and first <= last:
                found.append(Span(first, last))
        if found:
            yield from found
            return


def _day(date: Record, name: str) -> datetime.date | None:
    text = date.get(name, date.get(f"inferred_{name}"))
    try:
        return None if text is None else datetime.date.fromisoformat(str(text))
    except ValueError:
        return None


def _identifiers(record: Record) -> Iterator[str]:
    entry = cast("Record", record.get("entry") or {})
    for address in _items(entry, "addresses"):
        yield _SCHEME.sub("", str(address["value"]).strip()).rstrip("/")
    for copy in _items(record, "instantiations"):
        mark = copy.get("reference")
        if isinstance(mark, Mapping):
            words = " ".join(_WORD.findall(str(mark.get("normalized") or mark.get("as_printed") or "").casefold()))
            # A mark without a leaf or number is that of a file with many letters.
            if mark.get("leaf") or mark.get("leaves") or len(re.findall(r"\d+", words)) > 1:
                yield f"mark {words}"


def _incipit(main: Record) -> tuple[str, ...]:
    """Give the first words of the text itself, not of its date line."""
    text = str(main.get("text") or "")
    for part in cast("Sequence[Sequence[object]]", main.get("parts") or ()):
        kind, start, end = part
        if kind == "paragraph":
            text = text[int(str(start)) : int(str(end))]
            break
    return tuple(_WORD.findall(folded(text[:400])))[:INCIPIT_WORDS]


def _in(members: Record, name: str, role: str) -> Sequence[Record]:
    found = members.get(name)
    return _items(found, role) if isinstance(found, Mapping) else ()


def _items(members: Record, name: str) -> Sequence[Record]:
    found = members.get(name)
    return cast("Sequence[Record]", found) if isinstance(found, list) else ()
