"""Where each statement of a record stands in its source: locators turned into Web Annotations.

A record carries a `Locator` beside every value that was read. This module lists them as annotations, one per
statement that a reader of the graph may want to check: body, motivation, basis, words. It does not mint IRIs and
does not write RDF: ``mappings/annotation.yaml`` does, after the Web Annotation Data Model
(https://www.w3.org/TR/annotation-model/).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.records.agent import Party
from kg.records.document import Document, DocumentRecord
from kg.records.evidence_entities import of_entities
from kg.records.evidence_pieces import Evidence, describe, identify, list_of_party, of_dates, span
from kg.records.locator import Basis
from kg.records.reference import EntityType, Reference

__all__ = ["Evidence", "evidence_of"]


def evidence_of(record: DocumentRecord) -> Iterator[Evidence]:
    """List the annotations of a record, in the order of its fields; keys are unique (see `Evidence`).

    Of a letter with concise evidence the words of a sender, addressee or place are not annotated once more as a name
    or as a reference to a register: the annotation of the party or place stands for all three. Nor are those of the
    edition, which are the same for all letters of an index; the record keeps all locators.
    """
    told = [
        one
        for index, document in enumerate((record.main, *record.other_documents))
        for one in _of_document(document, f"$.documents[{index}]", concise=record.concise_evidence)
    ]
    if record.concise_evidence:
        unresolved = {entity.reference for entity in record.entities if entity.basis is Basis.UNRESOLVED}
        told = [replace(one, basis=Basis.UNRESOLVED) if _names(one, unresolved) else one for one in told]
    yield from told
    yield from _of_instantiations(record)
    yield from _of_signatures(record)
    yield from _of_notes(record)
    yield from of_entities(record, {span(one) for one in told} if record.concise_evidence else set())
    yield from _of_events(record)
    yield from _of_prescriptions(record)
    yield from _of_relations(record)
    if not record.concise_evidence:
        yield from _of_edition(record)


def _names(one: Evidence, unresolved: set[Reference]) -> bool:
    """Tell whether an annotation stands for the name of somebody who is not known."""
    return one.motivation == "identifying" and one.basis is Basis.STATED and one.body in unresolved


def _of_document(document: Document, field: str, *, concise: bool) -> Iterator[Evidence]:
    key, body = document.reference.key, document.reference
    if document.heading_locator is not None:
        yield describe(f"{key}-heading", "Heading", body, document.heading_locator, field)
    elif document.described_by is not None:
        yield describe(f"{key}-described", "The document as described", body, document.locator, field)
    if document.form_locator is not None:
        yield describe(f"{key}-form", "Documentary form", body, document.form_locator, field)
    yield from _of_parties(document.senders, key, "sender", field, ordered=not concise or len(document.senders) > 1)
    ordered = not concise or len(document.addressees) > 1
    yield from _of_parties(document.addressees, key, "addressee", field, ordered=ordered)
    yield from of_dates(document.dates, field)
    for index, place in enumerate(document.places_of_writing):
        yield identify(
            f"{key}-place{index + 1}",
            "Place of writing",
            place.place,
            place.locator,
            f"{field}.places_of_writing[{index}]",
            certainty=place.certainty,
        )
    yield from _of_places(document, field)
    yield from _of_links(document, field)
    for value in document.observed:
        locator = document.text_locator or document.locator
        yield describe(f"{key}-{value}", f"Observed: {value}", body, locator, field, Basis.INFERRED)


def _of_parties(parties: tuple[Party, ...], key: str, role: str, field: str, *, ordered: bool) -> Iterator[Evidence]:
    counts: dict[str, int] = {}
    for party in parties:
        name = list_of_party(party, role)
        index = counts.get(name, 0)
        counts[name] = index + 1
        one = identify(
            f"{key}-{role}{party.order}",
            f"{role.capitalize()} {party.order}",
            party.agent,
            party.locator,
            f"{field}.{name}[{index}]",
            party.basis,
            certainty=party.certainty,
        )
        yield replace(one, order=party.order) if ordered and party.basis is not Basis.INFERRED else one


def _of_places(document: Document, field: str) -> Iterator[Evidence]:
    counts: dict[str, int] = {}
    for place in document.places:
        role = place.role.value
        index = counts.get(role, 0)
        counts[role] = index + 1
        yield identify(
            f"{document.reference.key}-place-{role}{index + 1}",
            f"Place: {role}",
            place.place,
            place.locator,
            f"{field}.places.{role}[{index}]",
            certainty=place.certainty,
        )


def _of_links(document: Document, field: str) -> Iterator[Evidence]:
    counts: dict[str, int] = {}
    for number, link in enumerate(document.links, start=1):
        name = link.kind.value.replace("-", "_")
        index = counts.get(name, 0)
        counts[name] = index + 1
        yield replace(
            describe(
                f"{document.reference.key}-link{number}",
                f"Another letter: {link.kind.value}",
                document.reference,
                link.locator,
                f"{field}.links.{name}[{index}]",
            ),
            about=link.target,
        )


def _of_instantiations(record: DocumentRecord) -> Iterator[Evidence]:
    for index, copy in enumerate(record.instantiations):
        field = f"$.instantiations[{index}]"
        body = Reference(EntityType.INST, copy.key)
        if copy.reference is not None:
            identifier = Reference(EntityType.IDENTIFIER, copy.key)
            locator = copy.reference.locator
            yield describe(f"{copy.key}-shelfmark", "Shelf mark", identifier, locator, f"{field}.reference")
            if copy.reference.normalized is not None:
                yield describe(
                    f"{copy.key}-normalized",
                    "Normalised shelf mark",
                    identifier,
                    locator,
                    f"{field}.reference",
                    Basis.INFERRED,
                )
        if copy.technique_locator is not None:
            yield describe(f"{copy.key}-technique", "Production technique", body, copy.technique_locator, field)
        if copy.authenticity_locator is not None:
            yield describe(f"{copy.key}-authenticity", "Authenticity", body, copy.authenticity_locator, field)


def _of_signatures(record: DocumentRecord) -> Iterator[Evidence]:
    for index, signature in enumerate(record.signatures):
        field = f"$.signatures[{index}]"
        body = Reference(EntityType.RELATION, signature.key)
        yield describe(f"{signature.key}-words", f"Signature {signature.order}", body, signature.locator, field)
        if signature.capacity_locator is not None:
            yield describe(
                f"{signature.key}-capacity",
                f"Capacity of signature {signature.order}",
                body,
                signature.capacity_locator,
                field,
            )


def _of_notes(record: DocumentRecord) -> Iterator[Evidence]:
    for index, note in enumerate(record.notes):
        field = f"$.notes[{index}]"
        body = Reference(EntityType.DOC, note.key)
        name = f"Note {note.number or note.order}"
        yield describe(f"{note.key}-text", f"Text of {name}", body, note.locator, field)
        for number, anchor in enumerate(note.anchors, start=1):
            yield Evidence(
                f"{note.key}-anchor{number}",
                f"Anchor of {name}",
                "commenting",
                Basis.STATED,
                anchor,
                field,
                body=body,
            )
        if note.breaks_off:
            yield describe(
                f"{note.key}-ends-abruptly",
                f"{name} ends abruptly",
                body,
                note.locator,
                field,
                Basis.INFERRED,
            )


def _of_events(record: DocumentRecord) -> Iterator[Evidence]:
    for index, event in enumerate(record.events):
        field = f"$.events[{index}]"
        body = Reference(EntityType.EVENT, event.key)
        yield describe(f"{event.key}-words", "The event as told", body, event.locator, field)
        yield from of_dates(event.dates, field)
        if event.considered and event.considered_locator is not None:
            yield describe(
                f"{event.key}-considered",
                "What the meeting considered",
                body,
                event.considered_locator,
                f"{field}.considered[0]",
                Basis.INFERRED,
            )


def _of_prescriptions(record: DocumentRecord) -> Iterator[Evidence]:
    for index, directive in enumerate(record.directives):
        body = Reference(EntityType.PRESCRIPTION, directive.key)
        field = f"$.directives[{index}]"
        yield describe(f"{directive.key}-words", "The directive as printed", body, directive.locator, field)
        if directive.breaks_off:
            yield describe(
                f"{directive.key}-ends-abruptly",
                "The directive ends abruptly",
                body,
                directive.locator,
                field,
                Basis.INFERRED,
            )
    for index, demand in enumerate(record.demands):
        body = Reference(EntityType.PRESCRIPTION, demand.key)
        yield describe(f"{demand.key}-words", "The demand as printed", body, demand.locator, f"$.demands[{index}]")


def _of_relations(record: DocumentRecord) -> Iterator[Evidence]:
    for index, holding in enumerate(record.office_holdings):
        body, field = Reference(EntityType.RELATION, holding.key), f"$.office_holdings[{index}]"
        yield describe(f"{holding.key}-words", "Holder of the office", body, holding.locator, field, holding.basis)
    stated = [one for one in record.memberships if one.basis is not Basis.INFERRED]
    inferred = [one for one in record.memberships if one.basis is Basis.INFERRED]
    for name, group in (("memberships", stated), ("inferred_memberships", inferred)):
        for index, member in enumerate(group):
            body, field = Reference(EntityType.RELATION, member.key), f"$.{name}[{index}]"
            yield describe(f"{member.key}-words", "Membership", body, member.locator, field, member.basis)
    for name, joined in (("agent_relations", False), ("mutual_relations", True)):
        for index, relation in enumerate(one for one in record.agent_relations if one.mutual is joined):
            body, field = Reference(EntityType.RELATION, relation.key), f"$.{name}[{index}]"
            yield describe(f"{record.key}-{relation.key}-words", "Relation", body, relation.locator, field)
    yield from _of_conclusions(record)
    yield from _of_claims(record)


def _of_conclusions(record: DocumentRecord) -> Iterator[Evidence]:
    """What joins two bodies by our conclusion: both are spoken of."""
    for index, part in enumerate(record.parts):
        key, field = f"{record.key}-part{index + 1}", f"$.parts[{index}]"
        label = "Part of, read from a genitive"
        yield replace(describe(key, label, part.part, part.locator, field, Basis.INFERRED), about=part.whole)
    for index, equation in enumerate(record.equations):
        key, field = f"{record.key}-equation{index + 1}", f"$.equations[{index}]"
        label = "Set equal by a parenthesis"
        found = describe(key, label, equation.one, equation.locator, field, Basis.INFERRED)
        yield replace(found, about=equation.other)


def _of_claims(record: DocumentRecord) -> Iterator[Evidence]:
    for index, claim in enumerate(record.form_claims):
        yield Evidence(
            f"{record.key}-form-claim{index + 1}",
            "Called by another form",
            "classifying",
            Basis.EDITORIAL_NOTE,
            claim.locator,
            f"$.form_claims[{index}]",
            concept=claim.form,
            about=claim.document,
        )
    for index, citation in enumerate(record.citations):
        body = Reference(EntityType.WORK, citation.key)
        yield describe(f"{citation.key}-words", "Cited source", body, citation.locator, f"$.citations[{index}]")


def _of_edition(record: DocumentRecord) -> Iterator[Evidence]:
    if record.edition is None:
        return
    body = Reference(EntityType.WORK, record.edition.key)
    yield describe(f"{record.key}-edition", "Title of the edition", body, record.edition.locator, "$.edition")
    for index, compiler in enumerate(record.edition.compilers):
        yield identify(
            f"{record.key}-{compiler.role}{compiler.order}",
            f"{compiler.role.capitalize()} {compiler.order}",
            compiler.agent,
            compiler.locator,
            f"$.edition.compilers[{index}]",
        )
