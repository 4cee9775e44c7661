"""Read authority files (YAML): all their problems with file, line and key, or the `Authorities`.

The files of a collection are read together: references go from one to another, and one register's IRI stands on one
entity only.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.authorities.authorities import Authorities
from kg.authorities.authority import Authority, Identification
from kg.authorities.decision_reading import read_decisions
from kg.authorities.decisions import Decisions
from kg.authorities.entries import read_authority, read_identification
from kg.authorities.iris import iri_identity
from kg.authorities.keys import IDENTIFICATIONS, LISTS
from kg.authorities.names import normal_name
from kg.authorities.resolution import resolve
from kg.authorities.yaml_nodes import Entry, Problems, compose
from kg.config.external import DEFAULT_SAME_AS, external_authority
from kg.errors import ConfigurationError, Where, did_you_mean
from kg.records.agent import EntityKind
from kg.records.reference import EntityType, Reference


def load_authorities(
    paths: Iterable[Path], *, same_as: tuple[str, ...] = DEFAULT_SAME_AS, identities: Iterable[Path] = ()
) -> Authorities:
    """Read authority files and decisions into one look-up.

    Args:
        paths: the files, e.g. ``Collection.authorities``; none make an empty look-up.
        same_as: the registers that may be linked to, e.g. ``Collection.same_as``.
        identities: the files with decisions about who is one, e.g. ``Collection.identities``.

    Raises:
        ConfigurationError: the first problem, file by file; `check_authorities` gives all of them.
    """
    reading = _Reading(same_as)
    reading.read(paths)
    decisions = reading.decide(identities)
    if reading.problems.errors:
        raise reading.problems.errors[0]
    return Authorities(reading.entities.values(), reading.decisions, decisions)


def check_authorities(
    paths: Iterable[Path], *, same_as: tuple[str, ...] = DEFAULT_SAME_AS, identities: Iterable[Path] = ()
) -> tuple[ConfigurationError, ...]:
    """Find every problem of authority files and decisions; empty if there is none."""
    reading = _Reading(same_as)
    reading.read(paths)
    reading.decide(identities)
    return tuple(reading.problems.errors)


class _Reading:
    """The state of reading the files of one collection."""

    def __init__(self, same_as: tuple[str, ...]) -> None:
        self.same_as = same_as
        self.problems = Problems()
        self.entities: dict[Reference, Authority] = {}
        self.decisions: list[Identification] = []
        self._references: list[tuple[Reference, Entry]] = []
        self._iris: dict[str, tuple[Authority, Where, bool]] = {}
        self._decided: dict[tuple[str, str, EntityType], Identification] = {}

    def read(self, paths: Iterable[Path]) -> None:
        """Read the files in the order given, then what they say of one another."""
        for path in paths:
            root = compose(path, self.problems)
            for name, entry in root.fields((*LISTS, IDENTIFICATIONS)).items() if root else ():
                for item in entry.items():
                    if name == IDENTIFICATIONS:
                        self._identification(item)
                    else:
                        self._entity(item, LISTS[name])
        for reference, entry in self._references:
            self._check_reference(reference, entry)

    def decide(self, paths: Iterable[Path]) -> Decisions:
        """Read decision files and bring them together with the entities."""
        decisions, errors = resolve(read_decisions(paths, self.problems), self.entities.values())
        self.problems.errors.extend(errors)
        return decisions

    def _entity(self, entry: Entry, kind: EntityKind) -> None:
        read = read_authority(entry, kind)
        if read is None:
            return
        authority, ties, fields = read
        first = self.entities.get(authority.reference)
        if first is not None:
            what = f'The key "{authority.key}" is already used at {first.where}.'
            fields["key"].note(what, "Give one of the two another key.")
            return
        self.entities[authority.reference] = authority
        for tie, place in ties:
            if tie.target == authority.reference:
                place.note(f'"{authority.key}" refers to itself.', "Name another entity.")
            self._references.append((tie.target, place))
        for name in ("same_as", "exact_match", "close_match"):
            if name in fields and fields[name].is_sequence():
                self._check_iris(authority, fields[name], close=name == "close_match")

    def _check_iris(self, authority: Authority, entry: Entry, *, close: bool) -> None:
        known = {*authority.same_as, *authority.exact_match, *authority.close_match}
        for item in entry.items():
            iri = str(item.node.value)
            if iri not in known:
                continue  # already noted as no IRI
            if external_authority(iri, self.same_as) is None:
                remedy = (
                    "Write the IRI as its register mints it (http or https, with or without a slash at the end); "
                    f"allowed by same_as in collection.toml: {', '.join(self.same_as)}."
                )
                item.note(f"<{iri}> belongs to no register that may be linked to.", remedy)
            other, where, other_close = self._iris.setdefault(iri_identity(iri), (authority, item.where, close))
            # skos:closeMatch does not say that two things are one, so that two entities may share such a link.
            if other is not authority and not (close and other_close):
                item.note(
                    f'<{iri}> stands on "{authority.key}" here and on "{other.key}" at {where}.',
                    "One of the two is somebody else: take the link away from it, or join the two entities.",
                )

    def _identification(self, entry: Entry) -> None:
        read = read_identification(entry)
        if read is None:
            return
        decision, place = read
        subject = (decision.document, normal_name(decision.name), decision.target.type)
        first = self._decided.setdefault(subject, decision)
        if first is not decision:
            what = f'"{decision.name}" in {decision.document} is already decided at {first.where}.'
            entry.note(what, "Keep one of the two decisions.")
            return
        self.decisions.append(decision)
        self._references.append((decision.target, place))

    def _check_reference(self, reference: Reference, entry: Entry) -> None:
        if reference in self.entities:
            return
        keys = [each.key for each in self.entities if each.type is reference.type]
        remedy = did_you_mean(reference.key, keys) or f"Add a {reference.type.value} with this key."
        entry.note(f'No {reference.type.value} has the key "{reference.key}".', remedy)
