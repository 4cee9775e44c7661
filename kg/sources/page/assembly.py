"""One document of a page -> one `DocumentRecord`: the layout's spans read by the grammars, joined by the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.authorities import split_name
from kg.authorities.names import Order
from kg.records.agent import EntityKind, Mention
from kg.records.directive import Demand
from kg.records.document import DocumentRecord
from kg.records.reference import EntityType, Reference
from kg.records.signature import Signature
from kg.sources.page import notes as page_notes
from kg.sources.page.annotated import ReadNote, read_note
from kg.sources.page.demands import find_demands
from kg.sources.page.description import describe, form_of, read_copies
from kg.sources.page.doubts import report_layout
from kg.sources.page.layout import Section
from kg.sources.page.letter_text import read_text
from kg.sources.page.names import NameFinder, surnames_in
from kg.sources.page.parties import surname_of
from kg.sources.page.passage import Passage
from kg.sources.page.register import EntityRegister
from kg.sources.page.signing import Parties, read_parties, read_signatures
from kg.sources.page.structure import read_structure
from kg.sources.page.workspace import PageContext, Workspace
from kg.sources.text import Span


def assemble(context: PageContext, section: Section, key: str) -> DocumentRecord:
    """Read every part of a section; the order decides the order of entities in the record.

    Args:
        context: the page.
        section: one document of it.
        key: the document's frozen key.

    Returns:
        The record; what could not be read stands in its findings.
    """
    listed = page_notes.split_notes(section.notes, context.rules.language) if section.notes else []
    notes = [one for one in listed if not one.empty]
    work = _workspace(context, section, key, notes)
    parties = read_parties(work)
    signatures, memberships = read_signatures(work, parties)
    body = work.passage(section.body, work.itself)
    anchors = _anchors(work, notes, body)
    told = [_note(work, note, anchors.get(note.order)) for note in notes]
    demands = _demands(work, body, parties, signatures)
    text = read_text(body, form=form_of(work)[0], senders=parties.senders)
    main = replace(describe(work, parties), records_event=text.records_event)
    report_layout(work, listed, anchors)
    parts, equations = read_structure(work)
    return DocumentRecord(
        key=key,
        collection=context.collection,
        snapshot=context.snapshot,
        language=context.rules.language.tag,
        main=main,
        edition=context.edition,
        other_documents=(*text.documents, *(one for note in told for one in note.documents)),
        instantiations=read_copies(work),
        signatures=signatures,
        notes=tuple(note.note for note in told),
        mentions=_mentions(work, told),
        entities=work.register.entities() + (context.edition_entities.entities() if context.edition_entities else ()),
        events=(*text.events, *(one for note in told for one in note.events)),
        directives=(*text.directives, *(one for note in told for one in note.directives)),
        demands=(*demands, *(one for note in told for one in note.demands)),
        citations=tuple(one for note in told for one in note.citations),
        office_holdings=(*text.holdings, *(one for note in told for one in note.holdings)),
        memberships=(*memberships, *text.memberships, *(one for note in told for one in note.memberships)),
        parts=parts,
        equations=equations,
        form_claims=tuple(one for note in told for one in note.claims),
        findings=tuple(work.findings),
    )


def _demands(work: Workspace, body: Passage, parties: Parties, signatures: Sequence[Signature]) -> list[Demand]:
    """What the letter asks is proposed by who signed it, else by who sent it."""
    signatories = tuple(dict.fromkeys(one.signatory for one in signatures))
    return find_demands(
        body,
        document=work.itself,
        proposed_by=signatories or tuple(one.agent for one in parties.senders),
        proposed_to=tuple(one.agent for one in parties.addressees),
    )


def _workspace(context: PageContext, section: Section, key: str, notes: Sequence[page_notes.PrintedNote]) -> Workspace:
    context = replace(context, authorities=context.authorities.for_letter(key))
    return Workspace(
        context=context,
        section=section,
        key=key,
        finder=_finder(context, section, notes),
        register=EntityRegister(
            key, authorities=context.authorities, text=context.source, language=context.rules.language.tag
        ),
    )


def _finder(context: PageContext, section: Section, notes: Sequence[page_notes.PrintedNote]) -> NameFinder:
    """Collect what the page itself shows to be surnames and places."""
    text, language = context.source.text, context.rules.language
    known = [one.text for one in section.closing.signatures] if language.told else []
    if section.heading is not None:
        order: Order = "inverted" if context.rules.name_order == "inverted" else "given-first"  # a comma always inverts
        parties = (*section.heading.senders, *section.heading.recipients)
        persons = [one.text for one in parties if one.kind is EntityKind.PERSON]
        known += [
            split_name(one, order).surname if language.told else surname_of(one, context.rules.words) for one in persons
        ]
    spans = [section.body, *(note.span for note in notes)]
    place = section.closing.place
    return NameFinder(
        text,
        language,
        context.authorities,
        surnames_in(text, spans, language, known),
        frozenset({text[place.start : place.end]} if place else ()),
    )


def _anchors(work: Workspace, notes: Sequence[page_notes.PrintedNote], body: Passage) -> dict[int, page_notes.Anchor]:
    section = work.section
    regions = [section.heading.span] if section.heading else []
    regions += [Span(line.start, line.end) for line in (section.address, section.form) if line]
    regions.append(body.span)
    last = section.shelfmark_line or section.printed_source
    end = last.start if last else (section.notes[0].start if section.notes else section.span.end)
    if section.closing.signatures or section.closing.capacity:
        regions.append(Span(body.span.end, max(body.span.end, end)))
    names = [one.span for one in body.names] + [one.span for one in section.closing.signatures]
    found = page_notes.find_anchors(work.context.source.text, regions, notes, names, work.language)
    return {anchor.order: anchor for anchor in found}


def _note(work: Workspace, note: page_notes.PrintedNote, anchor: page_notes.Anchor | None) -> ReadNote:
    office = None
    if anchor is not None:
        for passage in work.passages:
            for named in passage.names:
                if named.span == anchor.words and named.kind is EntityKind.POSITION:
                    office = work.register.enter(named)
    reference = Reference(EntityType.DOC, f"{work.key}-n{note.order}")
    return read_note(
        note,
        anchor,
        reference=reference,
        letter=work.itself,
        letter_form=form_of(work)[0],
        office=office,
        make_passage=lambda span, without: work.passage(span, reference, without=without),
        source=work.context.source,
    )


def _mentions(work: Workspace, notes: Sequence[ReadNote]) -> tuple[Mention, ...]:
    """One mention for each entity that a text names, at its first place; a quoted resolution is a text of its own."""
    seen: dict[tuple[Reference, Reference], Mention] = {}
    quoted: Mapping[str, list[tuple[Reference, Span]]] = {
        note.note.key: [
            (one.reference, Span(one.text_locator.start, one.text_locator.end))
            for one in note.documents
            if one.text_locator is not None
        ]
        for note in notes
    }
    for passage in work.passages:
        for named in passage.names:
            entity = work.register.enter(named)
            locator = passage.locate(named.span)
            seen.setdefault((passage.itself, entity), Mention(passage.itself, entity, locator))
            for document, inside in quoted.get(passage.itself.key, []):
                if inside.start <= named.span.start < inside.end:
                    seen.setdefault((document, entity), Mention(document, entity, locator))
    for mention in work.mentions:
        seen.setdefault((mention.text, mention.entity), mention)
    return tuple(seen.values())
