"""What is different between two releases, in words: letters that are new or gone, and what changed in the others.

Statements that only one side has are sorted by the letter whose graph they stand in. A letter that was added or removed
is named; of one that changed it is told which of its properties had other values. Where only evidence, provenance or
alignments differ, letters are counted and not told. Memory is bounded by the number of letters that are told.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from kg.graphs import split_line
from kg.graphs.canonical import sorted_unique
from kg.graphs.diff import Change, Sign
from kg.namespaces import RDF, SKOS
from kg.publication.change_labels import Labels
from kg.publication.pages.words import DATE_ROLES, ORDER, kind_words, property_words
from kg.release.differences import Compared, differences

_LETTER_GRAPH = re.compile(r"<.*/graph/doc/([^/>]+)(/evidence|/inferred)?>")
_OTHER_GRAPH = re.compile(r"<.*/(graph/[^/>]+|vocab)(?:/[^>]*)?>")
_TYPE = f"<{RDF}type>"
_LABEL = f"<{SKOS}prefLabel>"
_CHUNK = 200_000
_MOST_LINES = 2_000
"""Statements of one letter that are looked at for the words."""


@dataclass(slots=True)
class Fact:
    """A property of a letter, or of something that its graph describes, with other values than before.

    ``thing`` is empty for the letter itself. Values are labels of things, or texts.
    """

    thing: str
    label: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(slots=True)
class LetterChange:
    """A letter that is told: ``change`` is ``added``, ``removed`` or ``changed``."""

    key: str
    label: str
    change: str
    facts: tuple[Fact, ...] = ()


@dataclass(slots=True)
class Difference:
    """Two releases side by side. ``elsewhere`` counts statements in other graphs than those of letters."""

    old: str
    new: str
    removed: int = 0
    added: int = 0
    letters_added: int = 0
    letters_removed: int = 0
    letters_changed: int = 0
    letters_otherwise: int = 0
    """Letters that say the same, but whose evidence or provenance is another."""
    elsewhere: dict[str, int] = field(default_factory=dict)
    letters: list[LetterChange] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """The statements of one letter that only one side has."""

    key: str
    lines: dict[Sign, list[str]] = field(default_factory=lambda: {Sign.REMOVED: [], Sign.ADDED: []})
    said: set[Sign] = field(default_factory=set)
    """The sides that state or conclude something that the other does not."""
    began: set[Sign] = field(default_factory=set)
    """The sides on which the graph of the letter is declared, and not on the other."""

    def add(self, sign: Sign, line: str) -> None:
        """Take a statement of a graph of the letter."""
        quad = split_line(line)
        match = _LETTER_GRAPH.fullmatch(quad.graph)
        if match is None:  # the description of one of its graphs
            if quad.predicate == _TYPE and quad.subject.endswith(f"/{self.key}>"):
                self.began.add(sign)
        elif match[2] != "/evidence":
            self.said.add(sign)
            if len(self.lines[sign]) < _MOST_LINES:
                self.lines[sign].append(line)

    @property
    def change(self) -> str | None:
        if len(self.began) == 1:
            return "added" if Sign.ADDED in self.began else "removed"
        return "changed" if self.said else None


def compare_releases(old: Compared, new: Compared, *, directory: Path, most: int = 50) -> Difference:
    """Compare two releases or dumps.

    Args:
        old: what was before.
        new: what is now.
        directory: where temporary files go.
        most: how many letters are told; all are counted.

    Raises:
        ReleaseError: a dump cannot be read.
    """
    found = Difference(old.name, new.name)
    tagged = _tagged(differences(old, new, directory=directory), found)
    told: list[_Group] = []
    for group in _groups(sorted_unique(tagged, directory=directory, chunk_lines=_CHUNK)):
        _count(found, group.change)
        if group.change is not None and len(told) < most:
            told.append(group)
    labels = {Sign.REMOVED: Labels(old), Sign.ADDED: Labels(new)}
    for sign, one in labels.items():
        one.find(iri for group in told for iri in _iris(group, sign))
    found.letters = [_told(group, labels) for group in told]
    return found


def _tagged(changes: Iterable[Change], found: Difference) -> Iterator[str]:
    """Put the key of the letter before each statement that is about one; count the others."""
    elsewhere: Counter[str] = Counter()
    for change in changes:
        if change.sign is Sign.ADDED:
            found.added += 1
        else:
            found.removed += 1
        quad = split_line(change.line)
        match = _LETTER_GRAPH.fullmatch(quad.graph) or (
            _LETTER_GRAPH.fullmatch(quad.subject) if quad.graph.endswith("/graph/meta>") else None
        )
        if match is not None:
            yield f"{match[1]}\t{change.sign}{change.line}"
        elif quad.graph:
            other = _OTHER_GRAPH.fullmatch(quad.graph)
            elsewhere[other[1].removeprefix("graph/") if other else "other"] += 1
    found.elsewhere = dict(sorted(elsewhere.items()))


def _groups(tagged: Iterable[str]) -> Iterator[_Group]:
    for key, lines in groupby(tagged, key=lambda line: line.partition("\t")[0]):
        group = _Group(key)
        for line in lines:
            rest = line[len(key) + 1 :]
            group.add(Sign(rest[0]), rest[1:])
        yield group


def _count(found: Difference, change: str | None) -> None:
    found.letters_added += change == "added"
    found.letters_removed += change == "removed"
    found.letters_changed += change == "changed"
    found.letters_otherwise += change is None


def _iris(group: _Group, sign: Sign) -> Iterator[str]:
    """The things of a letter whose labels are needed, the letter first."""
    for line in group.lines[sign]:
        quad = split_line(line)
        yield f"{quad.graph.partition('/graph/doc/')[0]}/id/doc/{group.key}>"
        yield quad.subject
        if quad.object.startswith("<"):
            yield quad.object


def _told(group: _Group, labels: Mapping[Sign, Labels]) -> LetterChange:
    change = group.change or "changed"
    label = labels[Sign.ADDED].of_letter(group.key) or labels[Sign.REMOVED].of_letter(group.key) or group.key
    facts = tuple(_facts(group, labels)) if change == "changed" else ()
    return LetterChange(group.key, label, change, facts)


def _facts(group: _Group, labels: Mapping[Sign, Labels]) -> list[Fact]:
    """The properties with other values: those of the letter first, then those of what it describes."""
    values: dict[tuple[str, str], dict[Sign, list[str]]] = defaultdict(lambda: {Sign.REMOVED: [], Sign.ADDED: []})
    whole = _new_or_gone(group)
    for sign, lines in group.lines.items():
        for line in lines:
            quad = split_line(line)
            if quad.subject not in whole and quad.predicate not in (_TYPE, _LABEL):
                values[quad.subject, quad.predicate[1:-1]][sign].append(labels[sign].value(quad.object))
    ending = f"/id/doc/{group.key}>"
    found = []
    for (subject, property_), sides in values.items():
        own = subject.endswith(ending)
        thing = "" if own else _thing(subject, group.key, labels)
        removed, added = (tuple(dict.fromkeys(sides[sign])) for sign in (Sign.REMOVED, Sign.ADDED))
        if removed != added:
            rank = (not own, thing, ORDER.get(property_, len(ORDER)), property_)
            found.append((rank, Fact(thing, property_words(property_).label, *_in_short(removed, added))))
    return [fact for _, fact in sorted(found, key=lambda pair: pair[0])]


def _new_or_gone(group: _Group) -> set[str]:
    """The things that only one side has: they are told by what points to them."""
    typed = {
        sign: {split_line(line).subject for line in lines if f" {_TYPE} " in line}
        for sign, lines in group.lines.items()
    }
    return typed[Sign.REMOVED] ^ typed[Sign.ADDED]


def _thing(subject: str, key: str, labels: Mapping[Sign, Labels]) -> str:
    """Call a thing that a letter's graph describes: by its role in the letter, or by kind and label."""
    match = re.fullmatch(r"<.*/id/([a-z]+)/([^>]*)>", subject)
    type_, own_key = (match[1], match[2]) if match else ("", "")
    if type_ == "date" and own_key.removeprefix(f"{key}-") in DATE_ROLES:
        return DATE_ROLES[own_key.removeprefix(f"{key}-")]
    label = labels[Sign.ADDED].known(subject) or labels[Sign.REMOVED].known(subject) or ""
    # The label of a relation or date names the letter, which stands above already.
    label = re.split(r",? to: | \((?=\w+: )", label)[0]
    kind = kind_words(frozenset(), type_)
    return label if label and type_ == "relation" else f"{kind} {label}".rstrip()


def _in_short(removed: tuple[str, ...], added: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of two long texts only the part that differs is told, with some words around it."""
    if len(removed) == len(added) == 1 and max(len(removed[0]), len(added[0])) > 2 * _AROUND:
        one, other = removed[0], added[0]
        first = _common(one, other)
        last = _common(one[first:][::-1], other[first:][::-1])
        return (_cut(one, first, len(one) - last),), (_cut(other, first, len(other) - last),)
    return tuple(map(_shorten, removed)), tuple(map(_shorten, added))


_AROUND = 60
_LONGEST = 240


def _common(one: str, other: str) -> int:
    return next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return _shorten(f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}")


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"
