"""One document of a page -> one `DocumentRecord`: the layout's spans read by the grammars, joined by the register."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.authorities import Authorities, initials_agree, split_name
from kg.records.agent import EntityKind, Equation, Membership, Mention, PartOf, Party
from kg.records.archival_unit import ArchivalReference, Instantiation
from kg.records.date import DateRecord, DateRole
from kg.records.document import Document, DocumentRecord, Finding, PlaceOfWriting
from kg.records.edition import Edition, Snapshot
from kg.records.locator import Basis
from kg.records.reference import EntityType, Reference
from kg.records.signature import Signature
from kg.sources.page import notes as page_notes
from kg.sources.page.annotated import ReadNote, read_note
from kg.sources.page.dates import DateReading
from kg.sources.page.demands import find_demands
from kg.sources.page.heading import PartyName
from kg.sources.page.layout import LayoutRules, Section
from kg.sources.page.lines import Line
from kg.sources.page.names import Named, NameFinder, surnames_in
from kg.sources.page.passage import Passage
from kg.sources.page.patterns import any_of
from kg.sources.page.register import EntityRegister
from kg.sources.page.shelfmark import normalize, read_copy_note
from kg.sources.text import SourceText, Span


@dataclass(frozen=True, slots=True)
class PageContext:
    """What the documents of one page share."""

    source: SourceText
    rules: LayoutRules
    authorities: Authorities
    collection: str
    snapshot: Snapshot
    edition: Edition | None
    edition_entities: EntityRegister | None


@dataclass(slots=True)
class SectionAssembler:
    """Builds the record of one section; used once."""

    context: PageContext
    section: Section
    key: str
    register: EntityRegister = field(init=False)
    itself: Reference = field(init=False)
    findings: list[Finding] = field(init=False, default_factory=list)
    passages: list[Passage] = field(init=False, default_factory=list)
    parties_by_name: list[tuple[PartyName, Reference]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        context = self.context
        self.itself = Reference(EntityType.DOC, self.key)
        self.register = EntityRegister(
            self.key,
            authorities=context.authorities,
            text=context.source,
            language=context.rules.language.tag,
        )

    def assemble(self) -> DocumentRecord:
        """Read every part of the section; the order decides the order of entities in the record."""
        section = self.section
        notes = page_notes.split_notes(section.notes, self.context.rules.language) if section.notes else []
        finder = self._finder(notes)
        senders, addressees = self._parties(finder)
        signatures, memberships = self._signatures(finder)
        body = self._passage(section.body, finder, self.itself)
        anchors = self._anchors(notes, body)
        read_notes = [self._note(note, anchors, finder, signatures) for note in notes]
        signatories = tuple(dict.fromkeys(one.signatory for one in signatures))
        demands = find_demands(
            body,
            document=self.itself,
            proposed_by=signatories or tuple(one.agent for one in senders),
            proposed_to=tuple(one.agent for one in addressees),
        )
        main = self._document(senders, addressees)
        self._report_layout(notes, anchors)
        parts, equations = self._structure()
        events = [event for note in read_notes for event in note.events]
        entities = self.register.entities()
        if self.context.edition_entities is not None:
            entities += self.context.edition_entities.entities()
        return DocumentRecord(
            key=self.key,
            collection=self.context.collection,
            snapshot=self.context.snapshot,
            language=self.context.rules.language.tag,
            main=main,
            edition=self.context.edition,
            other_documents=tuple(one for note in read_notes for one in note.documents),
            instantiations=self._instantiations(),
            signatures=signatures,
            notes=tuple(note.note for note in read_notes),
            entities=entities,
            mentions=self._mentions(read_notes),
            events=tuple(events),
            directives=tuple(one for note in read_notes for one in note.directives),
            demands=(*demands, *(one for note in read_notes for one in note.demands)),
            citations=tuple(one for note in read_notes for one in note.citations),
            office_holdings=tuple(one for note in read_notes for one in note.holdings),
            memberships=(*memberships, *(one for note in read_notes for one in note.memberships)),
            parts=parts,
            equations=equations,
            form_claims=tuple(one for note in read_notes for one in note.claims),
            findings=tuple(self.findings),
        )

    # ---- names -------------------------------------------------------------------------------------------------

    def _finder(self, notes: Sequence[page_notes.PrintedNote]) -> NameFinder:
        section, context = self.section, self.context
        known = [one.text for one in section.closing.signatures]
        if section.heading is not None:
            parties = (*section.heading.senders, *section.heading.recipients)
            known += [
                split_name(one.text, "inverted" if context.rules.name_order == "inverted" else "given-first").surname
                for one in parties
                if one.kind is EntityKind.PERSON
            ]
        spans = [section.body, *(note.span for note in notes)]
        surnames = surnames_in(context.source.text, spans, context.rules.language, known)
        places = frozenset({self._words(section.closing.place)} if section.closing.place else ())
        return NameFinder(context.source.text, context.rules.language, context.authorities, surnames, places)

    def _passage(self, span: Span, finder: NameFinder, itself: Reference, *, without: Sequence[Span] = ()) -> Passage:
        passage = Passage(
            source=self.context.source,
            span=span,
            names=tuple(finder.find(span, without=without)),
            register=self.register,
            language=self.context.rules.language,
            dates=self.context.rules.dates,
            itself=itself,
            letter=self.key,
        )
        self.passages.append(passage)
        return passage

    def _words(self, span: Span) -> str:
        return self.context.source.text[span.start : span.end]

    # ---- parties and signatures --------------------------------------------------------------------------------

    def _parties(self, finder: NameFinder) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        heading = self.section.heading
        senders = self._enter_parties(heading.senders if heading else ())
        addressees = self._enter_parties(heading.recipients if heading else ())
        if self.section.address is not None:
            line = self.section.address
            passage = self._passage(Span(line.start, line.end), finder, self.itself)
            named = passage.outermost(passage.span)
            references = [self.register.enter(one) for one in named]
            if not addressees:
                addressees = tuple(
                    Party(reference, order, passage.locate(one.span))
                    for order, (one, reference) in enumerate(zip(named, references, strict=True), start=1)
                )
        return senders, addressees

    def _enter_parties(self, names: Sequence[PartyName]) -> tuple[Party, ...]:
        parties = []
        for order, name in enumerate(names, start=1):
            reference = self.register.enter(Named(name.span, name.text, name.kind))
            self.parties_by_name.append((name, reference))
            parties.append(Party(reference, order, self.context.source.locate(*name.span)))
        return tuple(parties)

    def _signatures(self, finder: NameFinder) -> tuple[tuple[Signature, ...], list[Membership]]:
        closing = self.section.closing
        capacities, bodies = self._capacities(closing.capacity, finder)
        signatures: list[Signature] = []
        memberships: list[Membership] = []
        for order, printed in enumerate(closing.signatures, start=1):
            signatory = self._signatory(printed.text, printed.span)
            key = f"{self.key}-signature{order}"
            signatures.append(
                Signature(
                    key=key,
                    document=self.itself,
                    signatory=signatory,
                    order=order,
                    as_printed=printed.text,
                    locator=self.context.source.locate(*printed.span),
                    capacities=capacities,
                    capacity_locator=self.context.source.locate(*closing.capacity) if closing.capacity else None,
                )
            )
            if closing.capacity is None:
                continue
            memberships += [
                Membership(
                    key=f"{key}-member{index}",
                    person=signatory,
                    body=body,
                    evidence=self.itself,
                    locator=self.context.source.locate(*closing.capacity),
                    basis=Basis.STATED,
                )
                for index, body in enumerate(bodies, start=1)
            ]
        return tuple(signatures), memberships

    def _signatory(self, name: str, span: Span) -> Reference:
        """Join a signature with the heading's fuller form: one surname there, and initials that agree."""
        parts = split_name(name)
        matching = {
            reference
            for party, reference in self.parties_by_name
            if party.kind is EntityKind.PERSON
            and (full := split_name(party.text)).surname == parts.surname
            and initials_agree(full, parts)
        }
        if len(matching) == 1:
            reference = matching.pop()
            return self.register.add_name(
                reference, span, name, EntityKind.PERSON, basis=self.register.basis_of(reference)
            )
        return self.register.enter(Named(span, name, EntityKind.PERSON))

    def _capacities(self, span: Span | None, finder: NameFinder) -> tuple[tuple[Reference, ...], tuple[Reference, ...]]:
        """``Members of X and Y`` -> one office in each body, and the bodies whose members are meant."""
        if span is None:
            return (), ()
        passage = self._passage(span, finder, self.itself)
        bodies = [one for one in passage.outermost(span) if one.kind is EntityKind.CORPORATE_BODY]
        offices = any_of(self.context.rules.language.offices)
        word = re.match(rf"({offices})s?\b", self._words(span))
        if word is None or not bodies:
            reference = self.register.enter_span(span, EntityKind.POSITION)
            return (reference,), ()
        positions = []
        entered = [self.register.enter(one) for one in bodies]
        for index, (body, reference) in enumerate(zip(bodies, entered, strict=True)):
            printed = Span(span.start, bodies[0].span.end) if index == 0 else span
            form = f"{word[1]} of the {body.text}"
            position = self.register.enter_span(printed, EntityKind.POSITION, form)
            self.register.set_existed_in(position, reference)
            positions.append(position)
        members = tuple(entered) if word[1] == "Member" else ()
        return tuple(positions), members

    # ---- notes -------------------------------------------------------------------------------------------------

    def _anchors(self, notes: Sequence[page_notes.PrintedNote], body: Passage) -> dict[int, page_notes.Anchor]:
        section = self.section
        regions = [section.heading.span] if section.heading else []
        regions += [Span(line.start, line.end) for line in (section.address, section.form) if line]
        regions.append(body.span)
        last = section.shelfmark_line or section.printed_source
        end = last.start if last else (section.notes[0].start if section.notes else section.span.end)
        if section.closing.signatures or section.closing.capacity:
            regions.append(Span(body.span.end, max(body.span.end, end)))
        names = [one.span for one in body.names] + [one.span for one in section.closing.signatures]
        found = page_notes.find_anchors(self.context.source.text, regions, notes, names, self.context.rules.language)
        return {anchor.order: anchor for anchor in found}

    def _note(
        self,
        note: page_notes.PrintedNote,
        anchors: dict[int, page_notes.Anchor],
        finder: NameFinder,
        signatures: Sequence[Signature],
    ) -> ReadNote:
        anchor = anchors.get(note.order)
        office = None
        if anchor is not None:
            for passage in self.passages:
                for named in passage.names:
                    if named.span == anchor.words and named.kind is EntityKind.POSITION:
                        office = self.register.enter(named)
        reference = Reference(EntityType.DOC, f"{self.key}-n{note.order}")
        return read_note(
            note,
            anchor,
            reference=reference,
            letter=self.itself,
            letter_form=self._form()[0],
            office=office,
            make_passage=lambda span, without: self._passage(span, finder, reference, without=without),
            source=self.context.source,
        )

    def _mentions(self, notes: Sequence[ReadNote]) -> tuple[Mention, ...]:
        seen: dict[tuple[Reference, Reference], Mention] = {}
        resolutions = [(one, note) for note in notes for one in note.documents if one.text_locator is not None]
        for passage in self.passages:
            for named in passage.names:
                entity = self.register.enter(named)
                locator = passage.locate(named.span)
                seen.setdefault((passage.itself, entity), Mention(passage.itself, entity, locator))
                for document, note in resolutions:
                    inside = document.text_locator
                    if note.note.key == passage.itself.key and inside and inside.start <= named.span.start < inside.end:
                        seen.setdefault((document.reference, entity), Mention(document.reference, entity, locator))
        return tuple(seen.values())

    # ---- the document itself -----------------------------------------------------------------------------------

    def _form(self) -> tuple[str | None, Span | None]:
        section = self.section
        if section.form is not None:
            word = section.form.text.lower().strip(" .:")
            return self.context.rules.language.forms[word], Span(section.form.start, section.form.end)
        if section.heading is not None:
            return section.heading.form, section.heading.form_span
        return None, None

    def _document(self, senders: tuple[Party, ...], addressees: tuple[Party, ...]) -> Document:
        section, source = self.section, self.context.source
        form, form_span = self._form()
        text = self._words(section.body) or None
        places: tuple[PlaceOfWriting, ...] = ()
        if section.closing.place is not None:
            place = self.register.enter_span(section.closing.place, EntityKind.PLACE)
            places = (PlaceOfWriting(place, source.locate(*section.closing.place)),)
        ends = text is not None and not section.closing.signatures and not re.search(r"[.!?…)\]][”\"»\s\d]*$", text)
        return Document(
            reference=self.itself,
            language=self.context.rules.language.tag,
            locator=source.locate(*section.span),
            title=section.form.text.strip(" .:") if section.form else None,
            heading=self._words(section.heading.span) if section.heading else None,
            heading_locator=source.locate(*section.heading.span) if section.heading else None,
            number=section.number,
            form=form,
            form_locator=source.locate(*form_span) if form_span else None,
            address_line=section.address.text if section.address else None,
            text=text,
            text_locator=source.locate(*section.body) if text else None,
            senders=senders,
            addressees=addressees,
            dates=self._dates(),
            places_of_writing=places,
            completeness=("editorial-omission",) if text and re.search(r"\[\s*(?:\.\.\.|…)\s*\]", text) else (),
            observed=("ends-abruptly",) if ends else (),
        )

    def _dates(self) -> tuple[DateRecord, ...]:
        """The document's own date is that at its foot; the heading's stands beside it as the editors'."""
        section = self.section
        dates: list[DateRecord] = []
        foot = section.closing.date
        if foot is not None:
            reading: DateReading | None = foot.reading
            if section.date is not None and section.date.reading is not None and reading is not None:
                if _disagree(reading, section.date.reading):
                    self._find(
                        "dates-disagree",
                        f"The date at the foot, “{self._words(foot.span)}”, is not the heading's, “{section.date.line.text}”.",
                        "The heading's date is used; the one at the foot is kept as printed. Correct the page or curate.",
                        foot.span,
                    )
                    reading = None
            dates.append(self._date(DateRole.WRITTEN, foot.span, reading))
        if section.date is not None:
            line = section.date.line
            role = section.date.role or (DateRole.HEADING if foot is not None else DateRole.WRITTEN)
            span = Span(section.date.start, line.end)
            dates.append(self._date(role, span, section.date.reading))
            if section.date.reading is None:
                self._find(
                    "date-not-understood",
                    f"The date line “{line.text}” was not understood.",
                    "It is kept as printed, without bounds. Write the date out, or correct an impossible day.",
                    span,
                )
        return tuple(dates)

    def _date(self, role: DateRole, span: Span, reading: DateReading | None) -> DateRecord:
        locator = self.context.source.locate(*span)
        expressed = " ".join(locator.exact.rstrip(".").split())
        key = f"{self.key}-{role.value}"
        if reading is None:
            return DateRecord(key, role, expressed, locator)
        return DateRecord(
            key=key,
            role=role,
            expressed=expressed,
            locator=locator,
            edtf=reading.edtf,
            earliest=reading.earliest,
            latest=reading.latest,
            calendar=reading.calendar,
            qualifier=reading.qualifier,
            bounds_basis=reading.bounds_basis,
        )

    def _instantiations(self) -> tuple[Instantiation, ...]:
        mark, line = self.section.shelfmark, self.section.shelfmark_line
        if mark is None or line is None:
            return ()
        source = self.context.source
        holder = self.register.enter(Named(mark.holder_span, mark.holder, EntityKind.CORPORATE_BODY))
        authority = self.context.authorities.get(holder.type, holder.key)
        labels = dict(authority.labels) if authority else {}
        name = labels.get(self.context.rules.language.tag) or next(iter(labels.values()), mark.holder)
        short = next(
            (one for one in (authority.names if authority else ()) if " " not in one and not one.isupper()), None
        )
        copy = read_copy_note(line.text[mark.span.end - line.start :], mark.span.end, self.context.rules.language)
        reference = ArchivalReference(
            as_printed=" ".join(self._words(mark.span).split()),
            holder=holder,
            fonds=mark.fonds,
            inventory=mark.inventory,
            file=mark.file,
            leaf=mark.leaf,
            normalized=normalize(mark, short or (name if " " not in name else mark.holder)),
            locator=source.locate(*mark.span),
        )
        technique = source.locate(*copy.technique_span) if copy and copy.technique_span else None
        authenticity = source.locate(*copy.authenticity_span) if copy and copy.authenticity_span else None
        return (
            Instantiation(
                key=f"{self.key}-1",
                document=self.itself,
                reference=reference,
                techniques=copy.techniques if copy else (),
                technique_note=technique.exact if technique else None,
                technique_locator=technique,
                authenticity_note=authenticity.exact if authenticity else None,
                authenticity_locator=authenticity,
                state=copy.state if copy else None,
            ),
        )

    def _structure(self) -> tuple[tuple[PartOf, ...], tuple[Equation, ...]]:
        """Genitives and parentheses between bodies: what is read out of them is inferred."""
        parts: dict[tuple[Reference, Reference], PartOf] = {}
        equations: dict[tuple[Reference, Reference], Equation] = {}
        source = self.context.source
        bodies = EntityKind.CORPORATE_BODY
        for passage in self._all_passages():
            named = [one for one in passage.names if one.kind in (bodies, EntityKind.POSITION)]
            for one in named:
                reference = passage.enter(one)
                inner = [two for two in named if two is not one and two.within(one.span) and two.kind is bodies]
                nearest = max(inner, key=lambda two: two.span.end - two.span.start, default=None)
                if nearest is not None and one.kind is bodies and nearest.span.end == one.span.end:
                    whole = passage.enter(nearest)
                    if whole != reference:
                        parts.setdefault((reference, whole), PartOf(reference, whole, source.locate(*one.span)))
                if one.kind is EntityKind.POSITION:
                    self._place_office(passage, one, reference, nearest)
                equal = re.compile(r"\s*\(\s*(?:the\s+)?").match(source.text, one.span.end, passage.span.end)
                if equal is None or one.kind is not bodies:
                    continue
                for two in named:
                    closes = re.compile(r"\s*\)").match(source.text, two.span.end)
                    if two.kind is bodies and two.span.start == equal.end() and closes:
                        other = passage.enter(two)
                        located = source.locate(one.span.start, closes.end())
                        equations.setdefault((reference, other), Equation(reference, other, located))
        return tuple(parts.values()), tuple(equations.values())

    def _all_passages(self) -> list[Passage]:
        """The passages, and the heading as one more: its parties are bodies with genitives, too."""
        heading = self.section.heading
        if heading is None:
            return self.passages
        finder = NameFinder(self.context.source.text, self.context.rules.language, self.context.authorities)
        names = finder.find(heading.span)
        own = [one for one in names if one.kind is EntityKind.CORPORATE_BODY]
        return [
            *self.passages,
            Passage(
                self.context.source,
                heading.span,
                tuple(own),
                self.register,
                self.context.rules.language,
                self.context.rules.dates,
                self.itself,
                self.key,
            ),
        ]

    def _place_office(self, passage: Passage, one: Named, reference: Reference, body: Named | None) -> None:
        """``Commander of X``: the office existed in X; where X is no name by its form, its words are entered as one."""
        link = re.search(r"\s+of\s+(?:the\s+)?(?=\S)", one.text)
        if link is None:
            return
        if body is not None:
            self.register.set_existed_in(reference, passage.enter(body))
            return
        span = Span(one.span.start + link.end(), one.span.end)
        self.register.set_existed_in(reference, self.register.enter_span(span, EntityKind.CORPORATE_BODY))

    # ---- what could not be read --------------------------------------------------------------------------------

    def _find(self, code: str, what: str, remedy: str, span: Span, severity: str = "warning") -> None:
        self.findings.append(Finding(code, what, remedy, self.context.source.locate(*span), severity))

    def _report_layout(self, notes: Sequence[page_notes.PrintedNote], anchors: dict[int, page_notes.Anchor]) -> None:
        section = self.section
        if section.heading is None:
            self._find(
                "no-heading",
                "No heading names sender and recipient.",
                "Nothing is taken from the page's title. Add a heading, or curate sender and addressee.",
                Span(section.span.start, min(section.span.start + 60, section.span.end)),
            )
        for line in section.unread:
            self._find_line("line-not-read", "This line between shelf mark and notes was not understood.", line)
        for note in notes:
            if note.order not in anchors:
                self._find(
                    "note-without-anchor",
                    f"Note {note.number or note.order} has no marker in the text that stands in its order.",
                    "The note is published without an anchor. Add its number to the text.",
                    Span(note.span.start, min(note.span.start + 60, note.span.end)),
                )
            if note.number is None:
                self._find(
                    "note-without-number",
                    f"Note {note.order} has no number.",
                    "It is joined to the marker that its place among the notes gives. Add its number.",
                    Span(note.span.start, min(note.span.start + 60, note.span.end)),
                    "information",
                )
        for offset in self.context.source.replaced:
            if section.span.start <= offset < section.span.end:
                self._find(
                    "character-replaced",
                    "A character that XML does not allow was replaced by U+FFFD.",
                    "Remove it from the source.",
                    Span(offset, offset + 1),
                )

    def _find_line(self, code: str, what: str, line: Line) -> None:
        self._find(
            code,
            what,
            "It is kept in the source's text and makes no statement. Move it, or curate what it says.",
            Span(line.start, line.end),
        )


def _disagree(one: DateReading, other: DateReading) -> bool:
    """No day is possible for both."""
    starts = [date for date in (one.earliest, other.earliest) if date]
    ends = [date for date in (one.latest, other.latest) if date]
    return bool(starts and ends) and max(starts) > min(ends)
