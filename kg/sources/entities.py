"""The entities of one letter of an index or an encoded edition: each identity once, with every printed form.

Who is meant is said by references (`kg.sources.references`), by the registers of the edition, and by the authority
files of the collection. `EntityBook` decides in this order: an entity of the authority files (by a decision about the
letter, by IRI, by printed name), the IRI of an authority, the IRI of somebody's own register, a local id in the scope
of its edition, and else nobody: then the node is the letter's own, with the basis ``unresolved``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Sequence

from kg.authorities import ENTITY_TYPES, Authorities, Authority, scoped_key, slug
from kg.authorities.iris import AuthorityIri, hashed_key, read_iri
from kg.records.agent import AuthorityLink, EntityKind, NamedEntity, PrintedName
from kg.records.certainty import Certainty
from kg.records.date import DateRecord
from kg.records.document import Finding
from kg.records.edition import Snapshot
from kg.records.locator import Basis, Locator
from kg.records.reference import Reference
from kg.sources.identities import BODIES, Identities, identify
from kg.sources.registers import PrintedReference, Register, RegisterEntry
from kg.sources.scopes import edition_scope, local_key

__all__ = ["EntityBook", "PrintedReference", "edition_scope", "kind_of_element"]

_PARENTS = 16
"""How many places or bodies above one are entered."""

_LONGEST_VALUE = 40
_LONGEST_NAME = 80
"""How much of a name its key holds."""

_AGENTS = frozenset(EntityKind) - {EntityKind.PLACE}

_KINDS = {
    "persName": EntityKind.PERSON,
    "forename": EntityKind.PERSON,
    "surname": EntityKind.PERSON,
    "person": EntityKind.PERSON,
    "orgName": EntityKind.CORPORATE_BODY,
    "org": EntityKind.CORPORATE_BODY,
    "personGrp": EntityKind.GROUP,
    **dict.fromkeys(
        ("placeName", "settlement", "country", "region", "district", "bloc", "geogName", "place", "geo"),
        EntityKind.PLACE,
    ),
}
_TYPES = {
    **dict.fromkeys(("person", "pers", "persname", "personal", "people", "per"), EntityKind.PERSON),
    **dict.fromkeys(
        ("org", "orgname", "organisation", "organization", "institution", "corporation", "corporate", "body"),
        EntityKind.CORPORATE_BODY,
    ),
    **dict.fromkeys(("group", "persongrp", "family"), EntityKind.GROUP),
    **dict.fromkeys(
        ("place", "placename", "settlement", "city", "country", "region", "geog", "geogname", "location", "loc"),
        EntityKind.PLACE,
    ),
}


def kind_of_element(name: str, type_: str | None = None) -> EntityKind | None:
    """Say what a TEI element names.

    Args:
        name: local name, e.g. ``persName``, ``rs``, ``name``.
        type_: its ``@type``, which decides for elements that may name anything.

    Returns:
        ``None`` where neither says it (``name`` without type, ``rs type="work"``).
    """
    return _KINDS.get(name) or _TYPES.get((type_ or "").strip().casefold())


@dataclasses.dataclass(slots=True)
class _Page:
    """What the letter says of one entity."""

    kind: EntityKind
    basis: Basis
    shared: bool
    names: dict[tuple[str, int, int, str], PrintedName] = dataclasses.field(default_factory=dict)
    links: dict[str, AuthorityLink] = dataclasses.field(default_factory=dict)
    entry: RegisterEntry | None = None
    part_of: Reference | None = None


class EntityBook:
    """Resolves the names and references of one letter and collects its entities.

    Args:
        key: of the letter.
        authorities: of the collection.
        language: of the letter's names, where a name does not say its own.
        scope: within which local ids are unique, see `kg.sources.scopes.edition_scope`.
        register: what the edition's registers say of local ids.
    """

    def __init__(
        self,
        key: str,
        *,
        authorities: Authorities,
        language: str,
        scope: str,
        register: Register | None = None,
    ) -> None:
        self.language = language
        self._key = key
        self._authorities = authorities.for_letter(key)
        self._scope = scope
        self._register = register
        self._pages: dict[Reference, _Page] = {}
        self._findings: dict[tuple[str, str], Finding] = {}
        self._snapshots: dict[str, Snapshot] = {}
        self._above = 0

    def enter(
        self,
        kind: EntityKind | None,
        names: Sequence[PrintedName],
        references: Sequence[PrintedReference] = (),
        *,
        certainty: Collection[Certainty] = (),
    ) -> Reference | None:
        """Enter one person, body or place where it stands.

        Args:
            kind: by the element; ``None`` where it may be anything: then the register or the IRI decides, else it is
                taken for a person.
            names: printed forms, without brackets and marks (`kg.sources.names.read_names`); may be empty.
            references: all attributes that say who is meant.
            certainty: the source's reservations. Of one of several ``alternative`` names contradicting references are
                no fault of the source.

        Returns:
            The entity's reference; ``None`` without any name and any usable reference: an id alone is one unless the
            edition's registers do not know it.
        """
        found = identify(kind, references, self._register)
        self._note(found.findings)
        if not names and not found.links and not found.entries and self._register is not None:
            # Neither the letter nor the register says anything of such an id.
            return None
        return self._enter(kind, names, found, alternative=Certainty.ALTERNATIVE in certainty)

    def enter_each(
        self,
        kind: EntityKind | None,
        names: Sequence[PrintedName],
        references: Sequence[PrintedReference],
    ) -> tuple[Reference, ...]:
        """Enter words that may speak of several at once, e.g. a mention with ``ref="#p1 #p2"``.

        Words that stand for several are the name of none of them: each is entered without a name.
        """
        found = identify(kind, references, self._register)
        self._note(found.findings)
        if not self._several(kind, found):
            one = self._enter(kind, names, found, alternative=False)
            return () if one is None else (one,)
        parts = [identify(kind, [part], self._register) for part in _single(found)]
        entered = [self._enter(kind, (), part, alternative=False) for part in parts]
        return tuple(dict.fromkeys(one for one in entered if one is not None))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with references, each text once, in the order met."""
        return tuple(self._findings.values())

    @property
    def registers(self) -> tuple[Snapshot, ...]:
        """The register files that entities of the letter are described in."""
        return tuple(self._snapshots.values())

    def basis_of(self, reference: Reference) -> Basis:
        return self._pages[reference].basis

    def kind_of(self, reference: Reference) -> EntityKind:
        return self._pages[reference].kind

    def entities(self) -> tuple[NamedEntity, ...]:
        """Give all entities in the order in which they were entered."""
        return tuple(self._entity(reference, page) for reference, page in self._pages.items())

    def _enter(
        self, kind: EntityKind | None, names: Sequence[PrintedName], found: Identities, *, alternative: bool
    ) -> Reference | None:
        kind = self._kind(kind, found)
        known = self._authorities_by_iri(kind, found)
        contradictory = self._several(kind, found) or len(known) > 1
        if contradictory:
            self._note([_contradiction(found, alternative=alternative)])
            found.links.clear()
        decided = self._decided(kind, names)
        if decided is not None:
            return self._write(decided, kind, Basis.UNRESOLVED, names, found)
        if contradictory:
            # An id of the edition stands; of the IRIs none is chosen.
            return self._enter_key(self._local_key(found), kind, names, found)
        authority = known[0] if known else self._authority_by_name(kind, names, found)
        if authority is not None:
            return self._write_meant(authority.reference, authority.kind, Basis.STATED, names, found)
        key = next((iri.key for iri in found.identifying(kind)), None) or self._local_key(found)
        return self._enter_key(key, kind, names, found)

    def _enter_key(
        self, key: str | None, kind: EntityKind, names: Sequence[PrintedName], found: Identities
    ) -> Reference | None:
        if key is not None:
            reference = Reference(ENTITY_TYPES[kind], key)
            return self._write_meant(reference, kind, Basis.STATED, names, found, shared=True)
        if not names:
            return None
        reference = Reference(ENTITY_TYPES[kind], self._own_key(names[0].text))
        return self._write_meant(reference, kind, Basis.UNRESOLVED, names, found)

    def _write_meant(
        self,
        reference: Reference,
        kind: EntityKind,
        basis: Basis,
        names: Sequence[PrintedName],
        found: Identities,
        *,
        shared: bool = False,
    ) -> Reference:
        """Write to the node that the editors have decided to be meant; whom nobody else knew, they know."""
        meant = self._authorities.redirected(reference, self._key)
        if meant == reference:
            return self._write(reference, kind, basis, names, found, shared=shared)
        entity = self._authorities.get(meant.type, meant.key)
        basis = Basis.CURATED if basis is Basis.UNRESOLVED else basis
        return self._write(meant, entity.kind if entity else kind, basis, names, found, shared=entity is None)

    def _several(self, kind: EntityKind | None, found: Identities) -> bool:
        """Whether references stand for several, after what the editors have decided to be one."""
        if not found.several:
            return False
        if len(found.local) > 1 or kind is None:
            return True
        keys = {iri.key for iri in found.contradictory if iri.key is not None}
        return len({self._authorities.redirected(Reference(ENTITY_TYPES[kind], key), self._key) for key in keys}) > 1

    def _own_key(self, name: str) -> str:
        """Make the key of a name that only this letter has, bounded in length."""
        key = scoped_key(self._key, name)
        longest = len(self._key) + _LONGEST_NAME
        return key if len(key) <= longest else f"{self._key}-{hashed_key(key[len(self._key) + 1 : longest], name)}"

    def _local_key(self, found: Identities) -> str | None:
        return local_key(self._scope, next(iter(found.local))) if len(found.local) == 1 else None

    def _decided(self, kind: EntityKind, names: Sequence[PrintedName]) -> Reference | None:
        """Give the letter's own node, where an editor has decided who is meant by one of the names in this letter."""
        for name in names:
            decision = self._authorities.identification(self._key, name.text, kinds=_like(kind))
            if decision is not None:
                return decision.printed
        return None

    def _kind(self, kind: EntityKind | None, found: Identities) -> EntityKind:
        """Take the kind of the register, for all letters of the edition share the node; then the element's."""
        for entry in found.entries.values():
            if kind is not None and entry.kind is not kind:
                what = f"The letter names a {kind.value}, its register a {entry.kind.value}; the register's is taken."
                locator = next(iter(found.local.values()))
                self._note(
                    [Finding("kind-contradicted", what, "Correct the one or the other.", locator, "information")]
                )
            return entry.kind
        if kind is not None:
            return kind
        links = [link.iri for link in found.links.values()]
        place = any(iri.register in {"geonames", "tgn", "pleiades", "osm", "gov"} for iri in links)
        return EntityKind.PLACE if place else EntityKind.PERSON

    def _authorities_by_iri(self, kind: EntityKind, found: Identities) -> tuple[Authority, ...]:
        """Give the entities of the authority files that list one of the IRIs; the files decide which kind of agent."""
        kinds = frozenset({kind}) if kind is EntityKind.PLACE else _AGENTS
        known = (self._authorities.find_by_iri(iri.iri, kinds=kinds) for iri in found.identifying(kind))
        return tuple({each.reference: each for each in known if each is not None}.values())

    def _authority_by_name(self, kind: EntityKind, names: Sequence[PrintedName], found: Identities) -> Authority | None:
        iris = found.identifying(kind)
        for name in names:
            authority = self._authorities.find(name.text, kinds=_like(kind), document=self._key)
            if authority is None:
                continue
            other = _other_iri(authority, iris)
            if other is None:
                return authority
            what = f'"{name.text}" is {authority.key} in the authority files, but {other} is not; the IRI is taken.'
            remedy = "Correct the reference, or decide in the authority file who is meant in this letter."
            self._note([Finding("name-and-reference-disagree", what, remedy, name.locator)])
        return None

    def _write(
        self,
        reference: Reference,
        kind: EntityKind,
        basis: Basis,
        names: Sequence[PrintedName],
        found: Identities,
        *,
        shared: bool = False,
    ) -> Reference:
        page = self._pages.setdefault(reference, _Page(kind, basis, shared))
        entry = next(iter(found.entries.values()), None) if len(found.local) == 1 else None
        if entry is not None and page.entry is None:
            page.entry = entry
            if entry.snapshot is not None:
                self._snapshots.setdefault(entry.snapshot.path, entry.snapshot)
            page.part_of = self._parent(entry, reference)
        for name in (*(() if entry is None else entry.names), *names):
            place = name.locator
            page.names.setdefault((place.source, place.start, place.end, name.text), name)
        for link in found.links.values():
            page.links.setdefault(link.iri.iri, link.record)
        return reference

    def _parent(self, entry: RegisterEntry, child: Reference) -> Reference | None:
        """Enter the place or body above; a chain that comes back to itself, or is too long, ends."""
        if entry.part_of is None or self._register is None or self._above >= _PARENTS:
            return None
        above = self._register.get(entry.part_of)
        locator = None if above is None else _first_locator(above) or _first_locator(entry)
        if above is None or locator is None or ENTITY_TYPES[above.kind] is not child.type:
            return None
        found = identify(above.kind, [PrintedReference(f"#{entry.part_of}", locator)], self._register)
        self._above += 1
        parent = self._enter(above.kind, (), found, alternative=False)
        self._above -= 1
        return None if parent == child else parent

    def _note(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self._findings.setdefault((finding.code, finding.what), finding)

    def _entity(self, reference: Reference, page: _Page) -> NamedEntity:
        entry = page.entry
        return NamedEntity(
            reference=reference,
            kind=page.kind,
            names=tuple(page.names.values()),
            basis=page.basis,
            shared=page.shared,
            links=tuple(page.links.values()),
            dates=() if entry is None else self._dates(reference, entry.dates),
            occupations=() if entry is None else entry.occupations,
            coordinates=None if entry is None else entry.coordinates,
            part_of=page.part_of,
        )

    def _dates(self, reference: Reference, dates: Sequence[DateRecord]) -> tuple[DateRecord, ...]:
        """Key the dates by entity, role and value: two editions may know other dates of one person."""
        out: dict[str, DateRecord] = {}
        for date in dates:
            value = slug(date.edtf or date.expressed)[:_LONGEST_VALUE].strip("-")
            key = f"{reference.key}-{date.role.value}-{value}"
            out.setdefault(key, dataclasses.replace(date, key=key))
        return tuple(out.values())


def _like(kind: EntityKind) -> frozenset[EntityKind]:
    return BODIES if kind in BODIES else frozenset({kind})


def _other_iri(authority: Authority, iris: Sequence[AuthorityIri]) -> str | None:
    """Give an IRI of a register in which the authority file knows the entity by another IRI."""
    own = [read_iri(iri) for iri in (*authority.same_as, *authority.exact_match)]
    registers = {read.register for read in own if isinstance(read, AuthorityIri) and read.key is not None}
    return next((iri.iri for iri in iris if iri.register in registers and iri.register != "own"), None)


def _contradiction(found: Identities, *, alternative: bool) -> Finding:
    several = [] if len(found.local) < 2 else list(found.local)
    texts = [iri.iri for iri in found.contradictory] or several or [link.iri.iri for link in found.links.values()]
    locator = next(iter((*(link.locator for link in found.links.values()), *found.local.values())))
    what = f"One name refers to several: {', '.join(texts)}; none of them is chosen."
    remedy = "Give each person, body or place an element of its own, or keep one reference."
    severity = "information" if alternative else "warning"
    return Finding("references-contradict", what, remedy, locator, severity)


def _single(found: Identities) -> list[PrintedReference]:
    """Take the references of several apart: each local id, else each contradicting IRI."""
    if len(found.local) > 1:
        return [PrintedReference(f"#{local_id}", locator) for local_id, locator in found.local.items()]
    places = {link.iri.iri: link.locator for link in found.links.values()}
    return [PrintedReference(iri.iri, places[iri.iri]) for iri in found.contradictory]


def _first_locator(entry: RegisterEntry) -> Locator | None:
    if entry.names:
        return entry.names[0].locator
    return entry.references[0].locator if entry.references else None
