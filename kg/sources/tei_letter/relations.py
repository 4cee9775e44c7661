"""Relations between persons and bodies that a register states: ``relation active="#a" passive="#b" name="…"``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.authorities import slug
from kg.records.agent import AgentRelation, EntityKind
from kg.records.reference import Reference
from kg.sources.references import read_references
from kg.sources.registers import PrintedReference
from kg.sources.tei_letter.header import own_language
from kg.sources.tei_letter.letter import Letter
from kg.sources.tei_letter.registers import Listed
from kg.sources.xml import Element, attribute, children, words

_AGENTS = frozenset({EntityKind.PERSON, EntityKind.CORPORATE_BODY, EntityKind.GROUP})


def read_relations(letter: Letter) -> tuple[AgentRelation, ...]:
    """Read the relations whose both sides the letter names; of others nothing is published."""
    known = {own_id for own_id, kind in letter.register.asked.items() if kind in _AGENTS}
    found: dict[str, AgentRelation] = {}
    for listed in letter.register.relations:
        for relation in _relations(letter, listed, known):
            found.setdefault(relation.key, relation)
    return tuple(found.values())


def _relations(letter: Letter, listed: Listed, known: set[str]) -> Iterator[AgentRelation]:
    element = listed.element
    name = _name(element)
    if name is None:
        return
    pairs = [(one, other, False) for one in _ids(element, "active") for other in _ids(element, "passive")]
    pairs += [(one, other, True) for one, other in combinations(_ids(element, "mutual"), 2)]
    for one, other, mutual in pairs:
        if one not in known or other not in known:
            continue
        source, target = (_entity(letter, listed, own_id, mutual=mutual) for own_id in (one, other))
        if source is not None and target is not None and source != target:
            yield AgentRelation(
                key=f"{source.key}-{slug(name)}-{target.key}",
                name=name,
                language=own_language(element) or letter.language,
                source=source,
                target=target,
                locator=listed.document.locate_tag(element),
                mutual=mutual,
            )


def _name(element: Element) -> str | None:
    for name in ("name", "type", "n", "ref", "key"):
        value = attribute(element, name)
        if value is not None and not (name == "type" and value in ("personal", "social", "other")):
            return value
    return next((words(one) for one in children(element, "desc") if words(one)), None)


def _ids(element: Element, name: str) -> list[str]:
    return [one.rpartition("#")[2] for one in read_references(attribute(element, name) or "").local]


def _entity(letter: Letter, listed: Listed, own_id: str, *, mutual: bool) -> Reference | None:
    locator = listed.document.locate_attribute(listed.element, "mutual" if mutual else "active")
    kind = letter.register.asked[own_id]
    return letter.book.enter(kind, (), (PrintedReference(f"#{own_id}", locator),))
