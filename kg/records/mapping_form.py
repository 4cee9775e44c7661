"""The mapping record: a `DocumentRecord` as the JSON value that ``mappings/*.yaml`` read.

RML-Core cannot reach a parent from a nested iterator, so every value inside a list carries ``doc`` (the letter's key)
and ``doc_label``, and, where it stands inside something that has an identity, ``of``. What is absent is left out:
there is no ``null``, no empty text and no empty list. The form adds no statement of its own; it only regroups (entities
by kind, dates by role, what is inferred apart from what is stated) and derives labels, see `kg.records.labels`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.records import labels
from kg.records.agent import EntityKind
from kg.records.document import DocumentRecord
from kg.records.evidence import evidence_of
from kg.records.evidence_pieces import Evidence
from kg.records.form_copies import instantiation_form, unit_forms
from kg.records.form_documents import document_form, entry_form, event_form, reservations_form
from kg.records.form_entities import edition_form, entity_form, relations_form
from kg.records.form_letters import about_letter, letter_form
from kg.records.form_values import Members, members_of, value_of
from kg.records.locator import Basis
from kg.records.reference import EntityType

type_of_list: Mapping[str, EntityType] = {
    "instantiations": EntityType.INST,
    "units": EntityType.RECORDSET,
    "signatures": EntityType.RELATION,
    "notes": EntityType.DOC,
    "events": EntityType.EVENT,
    "directives": EntityType.PRESCRIPTION,
    "demands": EntityType.PRESCRIPTION,
    "citations": EntityType.WORK,
    "office_holdings": EntityType.RELATION,
    "memberships": EntityType.RELATION,
    "inferred_memberships": EntityType.RELATION,
    "agent_relations": EntityType.RELATION,
    "mutual_relations": EntityType.RELATION,
    "reserved_parties": EntityType.RELATION,
    "reserved_places": EntityType.RELATION,
}
"""The type of the IRIs of the items of a list; items with a ``reference`` say it themselves."""

_LIST_OF_ENTITY = {
    EntityKind.PERSON: "persons",
    EntityKind.CORPORATE_BODY: "corporate_bodies",
    EntityKind.GROUP: "groups",
    EntityKind.POSITION: "positions",
    EntityKind.PLACE: "places",
}


def mapping_record(record: DocumentRecord) -> dict[str, object]:
    """Turn a record into the JSON value that the mappings read.

    Args:
        record: what one source says about one letter.

    Returns:
        A dictionary of dictionaries, lists, texts, integers and booleans; the members are described in
        ``docs/reference/record.md``. Equal records give equal values, in the same order.
    """
    names = labels.printed_names(record)
    documents = [(one, labels.of_document(one, names)) for one in (record.main, *record.other_documents)]
    label = documents[0][1].text
    form: Members = {
        "doc": record.key,
        "doc_label": label,
        **letter_form(record),
        "language": record.language,
        "collection": record.collection,
        "snapshot": value_of(record.snapshot),
        "registers": value_of(record.registers),
        "edition": edition_form(record),
        "entry": entry_form(record),
        "documents": [document_form(document, record, name) for document, name in documents],
        **reservations_form(documents, names),
        "instantiations": [instantiation_form(copy, label) for copy in record.instantiations],
        "units": unit_forms(record),
        "signatures": _labelled(record.signatures, lambda one: labels.of_signature(one, label)),
        "notes": _labelled(record.notes, lambda one: labels.of_note(one, label)),
        "mentions": value_of(record.mentions),
        "events": [event_form(event) for event in record.events],
        "directives": _labelled(record.directives, labels.of_directive),
        "demands": _labelled(record.demands, labels.of_demand),
        "citations": _labelled(record.citations, labels.of_citation),
        **_relations(record),
        **relations_form(record, names),
        "parts": value_of(record.parts),
        "equations": value_of(record.equations),
        "form_claims": value_of(record.form_claims),
        "annotations": [_annotation(one, record, label) for one in evidence_of(record)],
    }
    for kind, name in _LIST_OF_ENTITY.items():
        form[name] = [entity_form(one) for one in record.entities if one.kind is kind]
    form = about_letter({name: value for name, value in form.items() if value not in (None, "", [], {})}, record)
    for name, value in form.items():
        _stamp(value, name, {"doc": record.key, "doc_label": label, "language": record.language}, None)
    return form


def _relations(record: DocumentRecord) -> Members:
    def labelled(relations: Sequence[object]) -> list[object]:
        return _labelled(relations, lambda one: labels.of_relation(one, record))

    return {
        "office_holdings": labelled(record.office_holdings),
        "memberships": labelled([one for one in record.memberships if one.basis is not Basis.INFERRED]),
        "inferred_memberships": labelled([one for one in record.memberships if one.basis is Basis.INFERRED]),
    }


def _labelled(items: Sequence[object], label: labels.Labeller) -> list[object]:
    return [members_of(item) | {"label": label(item)} for item in items]


def _annotation(one: Evidence, record: DocumentRecord, label: str) -> Members:
    """Give the members of one annotation.

    Quote and characters find the words; in the evidence of a core letter one of characters and element path is
    enough, and the words beside the quote are left out.
    """
    locator, concise = one.locator, record.concise_evidence
    members = members_of(one, _LOCATOR)
    members["label"] = f"{one.label} ({label})"
    members["snapshot"] = _snapshot_of(locator.source, record)
    found = members_of(locator, _BESIDE_THE_WORDS if concise else _SOURCE)
    members |= {name: found[name] for name in _ORDER if name in found}
    if locator.path and not locator.path.startswith("/"):
        members["fragment"] = members.pop("path")
    if not (concise and locator.path):
        members["position"] = {"start": locator.start, "end": locator.end}
    return members


_LOCATOR = frozenset({"locator"})
_SOURCE = frozenset({"source"})
_BESIDE_THE_WORDS = frozenset({"source", "prefix", "suffix"})
_ORDER = ("exact", "start", "end", "line", "column", "path", "prefix", "suffix")


def _snapshot_of(source: str, record: DocumentRecord) -> str:
    """Name the snapshot that a locator points into: the letter's own, unless a register has that path."""
    return next((one.key for one in record.registers if one.path == source), record.snapshot.key)


def _stamp(value: object, name: str, parent: Mapping[str, object], of: object) -> None:
    """Give every object inside a list the letter's key and label and the identity that it stands in."""
    if type(value) is list:
        for item in value:
            if type(item) is dict:
                for key, stamp in parent.items():
                    item.setdefault(key, stamp)
                if of is not None:
                    item.setdefault("of", of)
                _stamp_members(item, name, parent, of)
    elif type(value) is dict and {"type", "key"} != value.keys():
        _stamp_members(value, name, parent, of)


_LEAVES = frozenset({"of", "reference", "locator", "position"})
"""Members that hold no lists: nothing in them is stamped."""


def _stamp_members(item: Members, name: str, parent: Mapping[str, object], of: object) -> None:
    nested = [
        (member_name, member)
        for member_name, member in item.items()
        if (type(member) is list or type(member) is dict) and member_name not in _LEAVES
    ]
    if nested:
        identity = _identity(item, name) or of
        for member_name, member in nested:
            _stamp(member, member_name, parent, identity)


def _identity(item: Mapping[str, object], name: str) -> object:
    if name == "edition":
        return {"type": EntityType.WORK.value, "key": item["key"]}
    reference = item.get("reference")
    if isinstance(reference, dict) and reference.keys() == {"type", "key"}:
        return reference
    if name in type_of_list:
        return {"type": type_of_list[name].value, "key": item["key"]}
    return None
