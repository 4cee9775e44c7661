"""The authorities of a collection: look-up by key, by printed name, and by decision. The index is built once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kg.authorities.authority import Authority, Identification
from kg.authorities.decisions import Decisions
from kg.authorities.iris import iri_identity
from kg.authorities.names import normal_name
from kg.records.agent import EntityKind
from kg.records.reference import EntityType, Reference

ALL_KINDS = frozenset(EntityKind)


class Authorities:
    """All entities and decisions of a collection's authority files.

    A value: it never changes after it is made. ``Authorities()`` knows nobody, so that every name stays unresolved.
    """

    __slots__ = (
        "_by_iri",
        "_by_name",
        "_by_reference",
        "_decisions",
        "_digests",
        "_entities",
        "_identifications",
        "decisions",
        "shared",
    )

    def __init__(
        self,
        entities: Iterable[Authority] = (),
        identifications: Iterable[Identification] = (),
        decisions: Decisions | None = None,
    ) -> None:
        self.decisions = Decisions() if decisions is None else decisions
        """Which keys are one, and which are several."""
        self._digests: dict[str, str] = {}
        self._entities = tuple(sorted(entities, key=lambda each: (each.reference.type.value, each.key)))
        self._identifications = tuple(
            sorted(identifications, key=lambda each: (each.document, normal_name(each.name), each.target))
        )
        self._by_reference = {each.reference: each for each in self._entities}
        nodes = (*self._by_reference, *self.decisions.staying())
        self.shared = frozenset(f"{one.type}/{one.key}" for one in nodes)
        """Entities, and nodes that others lead to by a decision, e.g. ``person/bl-1919-11-12-1-gusev``: they are no
        letter's own, though their key may begin with a letter's."""
        self._by_name: dict[str, tuple[Authority, ...]] = {}
        for each in self._entities:
            for name in dict.fromkeys(normal_name(text) for text in _identifying_names(each)):
                self._by_name[name] = (*self._by_name.get(name, ()), each)
        self._by_iri: dict[str, tuple[Authority, ...]] = {}
        for each in self._entities:
            for iri in dict.fromkeys(_identifying_iris(each)):
                self._by_iri[iri] = (*self._by_iri.get(iri, ()), each)
        self._decisions: dict[str, tuple[Identification, ...]] = {}
        for decision in self._identifications:
            self._decisions[decision.document] = (*self._decisions.get(decision.document, ()), decision)

    def __iter__(self) -> Iterator[Authority]:
        """Go through the entities, sorted by type and key."""
        return iter(self._entities)

    def __len__(self) -> int:
        return len(self._entities)

    @property
    def identifications(self) -> tuple[Identification, ...]:
        """All decisions, sorted by document and name."""
        return self._identifications

    def get(self, type: EntityType, key: str) -> Authority | None:  # noqa: A002 - the field's word
        """Give the entity with this type and key."""
        return self._by_reference.get(Reference(type, key))

    def for_letter(self, key: str) -> Authorities:
        """Give the authorities as one letter asks them; whoever reads a letter asks these."""
        return self

    def for_names(self) -> Authorities:
        """Give the authorities to go through the ``names`` of all entities; nothing else of them may be used."""
        return self

    def redirected(self, reference: Reference, document: str | None = None) -> Reference:
        """Give the node that is meant by a reference in a letter, as the editors have decided.

        Args:
            reference: made of an authority's key, of the IRI of a register, or of an edition's own id.
            document: the key of the letter; without it no reference is split.
        """
        return self.decisions.redirected(reference, document)

    def named(self, name: str) -> tuple[Authority, ...]:
        """Give all entities that list a printed name under ``names`` or ``misprints``."""
        return self._by_name.get(normal_name(name), ())

    def linked(self, key: str) -> tuple[Authority, ...]:
        """Give all entities that list an IRI with this key (`kg.authorities.iris.AuthorityIri`)."""
        return self._by_iri.get(key, ())

    def find(
        self, name: str, *, kinds: Collection[EntityKind] = ALL_KINDS, document: str | None = None
    ) -> Authority | None:
        """Find whom a printed name means by itself.

        Args:
            name: as printed, without honorifics; compared as `kg.authorities.names.normal_name` says.
            kinds: what it may be.
            document: the key of the letter; where a decision about this name in this letter exists, the answer is
                ``None``, for the letter then keeps its own node (`identification` gives the decision).

        Returns:
            The one entity that lists the name under ``names`` or ``misprints``; ``None`` where none does, or several
            (see `ambiguous`). Labels and ``also`` identify nobody.
        """
        if document is not None and self.identification(document, name, kinds=kinds) is not None:
            return None
        found = self._candidates(name, kinds)
        return found[0] if len(found) == 1 else None

    def find_by_iri(self, iri: str, *, kinds: Collection[EntityKind] = ALL_KINDS) -> Authority | None:
        """Find whom an IRI of a register means.

        Args:
            iri: in any form that `kg.authorities.iris.read_iri` understands.
            kinds: what it may be.

        Returns:
            The one entity that lists the IRI, in whatever form, under ``same_as`` or ``exact_match``; ``None`` where
            none does, or several. A ``close_match`` identifies nobody.
        """
        found = [each for each in self.linked(iri_identity(iri)) if each.kind in kinds]
        return found[0] if len(found) == 1 else None

    def ambiguous(self, name: str, *, kinds: Collection[EntityKind] = ALL_KINDS) -> tuple[Authority, ...]:
        """Give the entities between which a printed name does not decide; empty if it names one or none."""
        found = self._candidates(name, kinds)
        return found if len(found) > 1 else ()

    def _candidates(self, name: str, kinds: Collection[EntityKind]) -> tuple[Authority, ...]:
        return tuple(each for each in self.named(name) if each.kind in kinds)

    def identifications_for(self, document: str) -> tuple[Identification, ...]:
        """Give the decisions about one letter, sorted by name."""
        return self._decisions.get(document, ())

    def identification(
        self, document: str, name: str, *, kinds: Collection[EntityKind] = ALL_KINDS
    ) -> Identification | None:
        """Give the decision about one printed name in one letter."""
        decisions = self.identifications_for(document)
        wanted = normal_name(name) if decisions else ""
        for decision in decisions:
            target = self._by_reference[decision.target]
            if normal_name(decision.name) == wanted and target.kind in kinds:
                return decision
        return None


def _identifying_names(authority: Authority) -> Iterator[str]:
    yield from authority.names
    for _, text in authority.misprints:
        yield text


def _identifying_iris(authority: Authority) -> Iterator[str]:
    yield from map(iri_identity, (*authority.same_as, *authority.exact_match))
