"""Who or what the references of one element mean: one identity, none, or several that contradict each other.

Nothing is chosen silently: where two IRIs of one register stand for one element, it has no identity by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.authorities.iris import OWN, AuthorityIri, kinds_of
from kg.authorities.known_registers import AGENT_PREFERENCE, PLACE_PREFERENCE
from kg.records.agent import AuthorityLink, EntityKind
from kg.records.document import Finding
from kg.records.locator import Locator
from kg.sources.references import RefusedReference, read_references
from kg.sources.registers import PrintedReference, Register, RegisterEntry

BODIES = frozenset({EntityKind.CORPORATE_BODY, EntityKind.GROUP})


@dataclass(frozen=True, slots=True)
class Link:
    """An IRI and where it is printed."""

    iri: AuthorityIri
    locator: Locator

    @property
    def record(self) -> AuthorityLink:
        return AuthorityLink(self.iri.iri, self.locator, self.iri.register)


@dataclass(slots=True)
class Identities:
    """What the references of one element say: links by IRI, local ids with their entries, findings."""

    links: dict[str, Link] = field(default_factory=dict)
    local: dict[str, Locator] = field(default_factory=dict)
    """The ids as the register keeps them, else as printed."""
    entries: dict[str, RegisterEntry] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def identifying(self, kind: EntityKind) -> tuple[AuthorityIri, ...]:
        """Give the identifying IRIs, those of the preferred register first, everybody's own last."""
        iris = [link.iri for link in self.links.values() if link.iri.key is not None]
        if len(iris) > 1:
            order = _preference(kind is EntityKind.PLACE)
            iris.sort(key=lambda iri: order.get(iri.register, len(order) + (iri.register == OWN)))
        return tuple(iris)

    @property
    def contradictory(self) -> tuple[AuthorityIri, ...]:
        """The IRIs of which one register has several (of unknown registers: one host), in the printed order."""
        if len(self.links) < 2:
            return ()
        by_register: dict[str, list[AuthorityIri]] = {}
        for link in self.links.values():
            if link.iri.key is not None:
                by_register.setdefault(_register(link.iri), []).append(link.iri)
        return tuple(iri for iris in by_register.values() if len({each.key for each in iris}) > 1 for iri in iris)

    @property
    def several(self) -> bool:
        """Whether the references stand for several: two IRIs of one register, or two ids in one attribute.

        Two ids that a register gives one IRI are one.
        """
        return bool(self.contradictory) or len({self._identity(local_id) for local_id in self.local}) > 1

    def _identity(self, local_id: str) -> str:
        entry = self.entries.get(local_id)
        links = () if entry is None else _links_of(entry)
        return next((iri.key for iri in links if iri.key is not None), local_id)


@cache
def _preference(place: bool) -> dict[str, int]:
    names = (*(PLACE_PREFERENCE if place else AGENT_PREFERENCE), *AGENT_PREFERENCE, *PLACE_PREFERENCE)
    return {name: at for at, name in enumerate(dict.fromkeys(names))}


def _links_of(entry: RegisterEntry) -> tuple[AuthorityIri, ...]:
    return tuple(iri for printed in entry.references for iri in read_references(printed.text).links)


def _register(iri: AuthorityIri) -> str:
    return iri.iri.split("/")[2] if iri.register == OWN else iri.register


def identify(kind: EntityKind | None, references: Sequence[PrintedReference], register: Register | None) -> Identities:
    """Read the references of one element, with what the register says of local ids."""
    found = Identities()
    attributes: list[dict[str, RegisterEntry | None]] = []
    for printed in references:
        read = read_references(printed.text)
        found.findings.extend(_refused(refused, printed.locator) for refused in read.refused)
        for iri in read.links:
            _add_link(found, iri, kind, printed.locator)
        ids = dict(_look_up(local_id, register) for local_id in read.local)
        for local_id in [each for each, entry in ids.items() if entry is not None and not _may_be(kind, entry.kind)]:
            found.findings.append(_of_another_kind(f'"{local_id}"', ids.pop(local_id), kind, printed.locator))
        attributes.append(ids)
    # Several attributes name one thing in several ways: the one that a register knows counts, else a pointer (a key
    # may be a name in words), else the first.
    known = [at for at, ids in enumerate(attributes) if any(ids.values())]
    pointers = [at for at, ids in enumerate(attributes) if ids and "#" in references[at].text]
    given = [at for at, ids in enumerate(attributes) if ids]
    for at in (known or pointers or given)[:1]:
        found.local = dict.fromkeys(attributes[at], references[at].locator)
        found.entries = {local_id: entry for local_id, entry in attributes[at].items() if entry is not None}
    for entry in found.entries.values():
        for printed in entry.references:
            for iri in read_references(printed.text).links:
                _add_link(found, iri, entry.kind, printed.locator)
    if register is not None and not any(link.iri.key for link in found.links.values()):
        found.findings.extend(_without_entry(found))
    return found


def _look_up(local_id: str, register: Register | None) -> tuple[str, RegisterEntry | None]:
    """Find the entry of an id, also by what follows the ``#`` (``persons.xml#p12``); give it its id in the register."""
    if register is None:
        return local_id, None
    entry = register.get(local_id)
    if entry is None and "#" in local_id:
        fragment = local_id.rpartition("#")[2]
        entry = register.get(fragment)
        local_id = fragment if entry is not None else local_id
    return (local_id, None) if entry is None else (entry.local_id or local_id, entry)


def _without_entry(found: Identities) -> Iterator[Finding]:
    remedy = "Add the entry to the register, or the register to the collection."
    for local_id, locator in found.local.items():
        if local_id not in found.entries:
            what = f'No register of the edition describes "{local_id}".'
            yield Finding("reference-without-entry", what, remedy, locator, "information")


def _add_link(found: Identities, iri: AuthorityIri, kind: EntityKind | None, locator: Locator) -> None:
    kinds = kinds_of(iri.register)
    if kind is not None and kind not in kinds and not (kind is EntityKind.GROUP and BODIES & kinds):
        what = f"{iri.iri} stands for a {_words(kind)}; {iri.register} has none."
        remedy = "Correct the reference in the source."
        found.findings.append(Finding("reference-of-another-kind", what, remedy, locator))
        return
    found.links.setdefault(iri.iri, Link(iri, locator))


def _may_be(kind: EntityKind | None, registered: EntityKind) -> bool:
    """Tell whether a register may know somebody as another kind: agents among themselves, but no agent is a place."""
    return kind is None or (kind is EntityKind.PLACE) is (registered is EntityKind.PLACE)


def _of_another_kind(what: str, entry: RegisterEntry | None, kind: EntityKind | None, locator: Locator) -> Finding:
    there = "" if entry is None else f" of a {_words(entry.kind)}"
    stands = "" if kind is None else f" stands for a {_words(kind)}, but"
    text = f"{what}{stands} is the id{there} in the register; it is not used."
    return Finding("reference-of-another-kind", text, "Correct the reference in the source.", locator)


def _refused(refused: RefusedReference, locator: Locator) -> Finding:
    what = f'The reference "{refused.text}" is not used. {refused.why}'
    if refused.code == "placeholder":
        return Finding("reference-empty", what, "Leave the attribute out.", locator, "information")
    return Finding("reference-not-understood", what, "Correct the reference in the source.", locator)


def _words(kind: EntityKind) -> str:
    return kind.value.replace("-", " ")
