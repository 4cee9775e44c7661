"""Entities, what registers say of them, and the edition in the mapping record."""

from __future__ import annotations

from collections.abc import Mapping

from kg.records import labels
from kg.records.agent import NamedEntity
from kg.records.document import DocumentRecord
from kg.records.form_documents import dates_form
from kg.records.form_values import Members, members_of
from kg.records.iris import address_iri
from kg.records.locator import Basis


def entity_form(entity: NamedEntity) -> Members:
    """Give the members of an entity; a label only where no authority file gives one."""
    members = members_of(entity)
    label = labels.of_entity(entity)
    if entity.shared or (entity.basis is Basis.UNRESOLVED and entity.names):
        members["label"], members["label_language"] = label.text, label.language
    if entity.dates:
        members["dates"] = dates_form(entity.dates, label.text)
    for link in _items(members, "links"):
        iri = address_iri(str(link.pop("iri")))
        if iri is not None:
            # A page that speaks of somebody identifies nobody.
            link["page" if link["register"] == "page" else "iri"] = iri
    return members


def _items(members: Members, name: str) -> list[Members]:
    items = members.get(name)
    return items if isinstance(items, list) else []


def relations_form(record: DocumentRecord, names: labels.Names) -> Mapping[str, list[Members]]:
    """List the relations that registers give, those without an active side apart."""
    found: dict[str, list[Members]] = {"agent_relations": [], "mutual_relations": []}
    for relation in record.agent_relations:
        members = members_of(relation) | {"label": labels.of_agent_relation(relation, names)}
        found["mutual_relations" if relation.mutual else "agent_relations"].append(members)
    return found


def edition_form(record: DocumentRecord) -> Members | None:
    """Give the members of the edition; its licence is an IRI or else words."""
    edition = record.edition
    if edition is None:
        return None
    members = members_of(edition)
    for compiler, each in zip(edition.compilers, _items(members, "compilers"), strict=False):
        each["label"] = labels.of_compiler(compiler, edition.key)
    if edition.licence is not None and address_iri(edition.licence) is None:
        members["licence_words"] = members.pop("licence")
    for name in ("licence", "address"):
        iri = address_iri(str(members.pop(name, "")))
        if iri is not None:
            members[name] = iri
    if not edition.online:
        members["printed"] = True
    members.pop("span", None)
    if edition.span is not None:
        first, last = edition.span
        members["span"] = {
            "key": f"{edition.key}-span",
            "expressed": f"{first}-{last}",
            "edtf": f"{first}/{last}",
            "earliest": f"{first}-01-01",
            "latest": f"{last}-12-31",
            "label": f"Span of {edition.title}",
        }
    return members
