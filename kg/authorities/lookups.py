"""What a letter asked the authorities, and what they answered: so that a changed file is seen by whoever asked for it.

A look-up is a short text: ``n:`` and a printed name in normal form, ``k:`` and a key (of an IRI, of an authority, of
an edition's own id), ``o:`` and the key of a node that only this letter has, unless others lead to it by a decision,
``d:`` and the key of a letter about which there may be decisions, ``a:`` the names of all entities (a page is searched
for them), ``*:`` everything. The order of look-ups says nothing.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence

from kg.authorities.authorities import ALL_KINDS, Authorities
from kg.authorities.authority import Authority, Identification, Tie
from kg.authorities.decisions import KINDS
from kg.authorities.iris import iri_identity
from kg.authorities.names import normal_name
from kg.records.agent import EntityKind
from kg.records.reference import EntityType, Reference

_TYPES = tuple(dict.fromkeys(KINDS.values()))


class Recording(Authorities):
    """The same authorities, which note every question under the key of the letter that asked."""

    __slots__ = ("_authorities", "_letter", "_noted")

    def __init__(self, authorities: Authorities) -> None:
        # Not a second index: everything is shared with the authorities that are asked.
        for name in Authorities.__slots__:
            setattr(self, name, getattr(authorities, name))
        self._authorities = authorities
        self._letter: dict[str, None] = {}
        self._noted: dict[str, dict[str, None]] = {"": self._letter}

    def take(self) -> dict[str, list[str]]:
        """Give the look-ups since the last time, sorted, by letter; those of no letter stand under an empty key."""
        taken = {letter: sorted(noted) for letter, noted in self._noted.items() if noted}
        self._letter = {}
        self._noted.clear()
        self._noted[""] = self._letter
        return taken

    def for_letter(self, key: str) -> Recording:
        """Give a view that notes under the key of a letter."""
        view = Recording.__new__(Recording)
        for name in Authorities.__slots__:
            setattr(view, name, getattr(self, name))
        view._authorities = self._authorities
        view._noted = self._noted
        view._letter = self._noted.setdefault(key, {})
        return view

    def __iter__(self) -> Iterator[Authority]:
        self._letter["*:"] = None
        return super().__iter__()

    def for_names(self) -> Authorities:
        """Note that all names are looked at; give the authorities themselves, so that what is made of them is kept."""
        self._letter["a:"] = None
        return self._authorities

    def get(self, type: EntityType, key: str) -> Authority | None:  # noqa: A002 - the field's word
        self._letter["k:" + key] = None
        return super().get(type, key)

    def redirected(self, reference: Reference, document: str | None = None) -> Reference:
        self._letter["k:" + reference.key] = None
        if document is not None and reference.key.startswith(f"{document}-"):
            self._letter["o:" + reference.key] = None
        return super().redirected(reference, document)

    def named(self, name: str) -> tuple[Authority, ...]:
        self._letter["n:" + normal_name(name)] = None
        return super().named(name)

    def linked(self, key: str) -> tuple[Authority, ...]:
        self._letter["k:" + key] = None
        return super().linked(key)

    def find_by_iri(self, iri: str, *, kinds: Collection[EntityKind] = ALL_KINDS) -> Authority | None:
        self._letter["k:" + iri_identity(iri)] = None
        return super().find_by_iri(iri, kinds=kinds)

    def identifications_for(self, document: str) -> tuple[Identification, ...]:
        self._letter["d:" + document] = None
        return super().identifications_for(document)


def answers(lookups: Sequence[object], authorities: Authorities) -> str:
    """Give a digest of all that the authorities say to these look-ups, as far as anything read, mapped or validated
    can depend on it: entities with whatever their relations lead to, decisions, splits.

    Args:
        lookups: of one letter, as `Recording.take` gives them.
        authorities: as they are now.

    Returns:
        Equal for equal answers; empty if nothing is known of any of them.
    """
    known = authorities._digests
    said = []
    for lookup in lookups:
        digest = known.get(lookup)  # type: ignore[call-overload]  # texts, though JSON cannot say so
        if digest is None:
            digest = known[str(lookup)] = _answer(str(lookup), authorities)
        if digest:
            said.append(f"{lookup}={digest}")
    return _digest(sorted(said)) if said else ""


def authorities_digest(authorities: Authorities) -> str:
    """Give a digest of everything that the authority files and the decisions say."""
    return answers(["*:"], authorities)


def _answer(lookup: str, authorities: Authorities) -> str:
    kind, _, text = lookup.partition(":")
    if kind == "n":
        said = [_entity(each, authorities) for each in authorities._by_name.get(text, ())]
    elif kind == "k":
        said = [*_about_key(text, authorities)]
    elif kind == "o":
        said = ["shared" for type_ in _TYPES if f"{type_}/{text}" in authorities.shared]
    elif kind == "d":
        said = [_identification(each, authorities) for each in Authorities.identifications_for(authorities, text)]
    elif kind == "a":
        said = [repr((each.names, each.kind)) for each in authorities._entities]
    else:
        said = [*_everything(authorities)]
    return _digest(said) if said else ""


def _about_key(key: str, authorities: Authorities) -> Iterator[str]:
    decisions = authorities.decisions
    for entity in authorities._by_iri.get(key, ()):
        yield _entity(entity, authorities)
    for type_ in _TYPES:
        reference = Reference(type_, key)
        kept = decisions.redirected(reference)
        split = decisions.splits.get(kept, {})
        if kept != reference or split:
            yield repr((kept.type, kept.key, sorted((letter, each.key) for letter, each in split.items())))
        for one in (reference, kept, *sorted(set(split.values()))):
            entity = authorities._by_reference.get(one)  # type: ignore[assignment]
            if entity is not None:
                yield _entity(entity, authorities)


def _identification(one: Identification, authorities: Authorities) -> str:
    target = authorities._by_reference[one.target]
    return repr(_values(one)) + _entity(target, authorities)


def _everything(authorities: Authorities) -> Iterator[str]:
    for entity in authorities._entities:
        yield repr(_values(entity))
    for identification in authorities._identifications:
        yield repr(_values(identification))
    for decision in authorities.decisions.entries:
        yield repr(_values(decision))


def _entity(entity: Authority, authorities: Authorities) -> str:
    """Digest an entity with everything that its relations lead to, for all of it goes into a validation."""
    lookup = f"{entity.reference.type}/{entity.key}"
    known = authorities._digests.get(lookup)
    if known is None:
        reached = {entity.reference: entity}
        waiting = [entity]
        while waiting:
            for tie in _ties(waiting.pop()):
                other = authorities._by_reference.get(tie.target)
                if other is not None and other.reference not in reached:
                    reached[other.reference] = other
                    waiting.append(other)
        known = _digest(repr(_values(reached[each])) for each in (entity.reference, *sorted(reached)))
        authorities._digests[lookup] = known
    return known


def _ties(entity: Authority) -> Iterable[Tie]:
    return (*entity.member_of, *entity.holds, *entity.part_of, *entity.exists_in, *entity.successors)


def _values(one: object) -> tuple[object, ...]:
    """Give all that an entry says, but not where: a line further down says nothing else."""
    fields = dataclasses.fields(one)  # type: ignore[arg-type]  # frozen dataclasses all of them
    return tuple(getattr(one, each.name) for each in fields if each.name != "where")


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
