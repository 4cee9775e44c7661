"""Documents and notes to be read: text with notes at their anchors, parties, dates, copies, demands, what notes tell.

Read from the record of the letter, where order and places in the source are known; labels come from the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.namespaces import LGV
from kg.publication.pages.letters import Json, Letter, Letters, Span, elements, members, span_of
from kg.publication.pages.lookup import Lookup
from kg.publication.pages.models import (
    Block,
    Claim,
    Copy,
    DateLine,
    Demand,
    Link,
    Note,
    Party,
    Reading,
    Text,
    Told,
)
from kg.publication.pages.plain_text import PlainText, text_blocks
from kg.publication.pages.running_text import Anchor, Mark, segments
from kg.publication.pages.ways import Ways, certainty_words
from kg.publication.pages.words import COMPLETENESS, DATE_ROLES, WAYS
from kg.release.source_text import Characters

_MEETING = "meeting"
_LEVELS = {"fonds": "F.", "inventory": "Op.", "file": "D."}
_LINE_ROLES = frozenset({"signature", "capacity", "date", "place", "shelf-mark"})
_NEAR = 20_000
"""Characters behind a heading in which the line with the addressee is looked for."""
"""Blocks that are shown as their whole printed line, full stop and all."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A letter with what its texts link to."""

    letter: Letter
    marks: tuple[Mark, ...]
    anchors: tuple[Anchor, ...]


class Readings:
    """Make readings of the documents and notes of one release."""

    def __init__(self, lookup: Lookup, letters: Letters) -> None:
        self._lookup = lookup
        self._letters = letters

    def of(self, key: str, letter_keys: Iterable[str]) -> Reading | None:
        """Make the reading of a document or note.

        Args:
            key: of the document or note, e.g. ``bl-1919-11-12-1-n4``.
            letter_keys: the letters whose records may hold it.
        """
        for letter_key in letter_keys:
            letter = self._letters.get(letter_key)
            if letter is None:
                continue
            page = self._page(letter)
            for document in elements(letter.record.get("documents")):
                if members(document.get("reference")).get("key") == key:
                    return self._document(page, document, key)
            for note in elements(letter.record.get("notes")):
                if note.get("key") == key:
                    return self._note_reading(page, note)
        return None

    def _page(self, letter: Letter) -> _Page:
        marks = [
            Mark(span.start, span.end, self._iri(one.get("entity")))
            for one in elements(letter.record.get("mentions"))
            if (span := span_of(one.get("locator")))
        ]
        marks += [
            Mark(span.start, span.end, self._iri(one.get("signatory")))
            for one in elements(letter.record.get("signatures"))
            if (span := span_of(one.get("locator")))
        ]
        for document in elements(letter.record.get("documents")):
            marks += [
                Mark(span.start, span.end, self._iri(one.get("place")))
                for one in elements(document.get("places_of_writing"))
                if (span := span_of(one.get("locator")))
            ]
        return _Page(letter, tuple(marks), tuple(self._anchors(letter)))

    def _anchors(self, letter: Letter) -> Iterable[Anchor]:
        for note in elements(letter.record.get("notes")):
            for number, value in enumerate(elements(note.get("anchors")), start=1):
                span = span_of(value)
                if span is not None:
                    name = f"anchor-{note['order']}-{number}"
                    yield Anchor(span.end, _number(note), self._lookup.thing("doc", str(note["key"])), name)

    def _document(self, page: _Page, document: Json, key: str) -> Reading:
        record = page.letter.record
        main = document.get("main") is True
        notes = [note for note in elements(record.get("notes")) if members(note.get("document")).get("key") == key]
        others = [one for one in elements(record.get("documents")) if one is not document] if main else []
        told = [one for one in others if "records_event" not in one and "enclosed_in" not in one]
        ways = Ways(self._lookup)
        return Reading(
            form=self._concept(document.get("form")),
            heading=Text(str(document.get("heading") or document.get("label")), _text_or_none(document, "language")),
            senders=self._parties(document, "senders"),
            addressees=self._parties(document, "addressees"),
            dates=self._dates(document),
            wheres=tuple(ways.places(document)),
            ways=tuple(ways.stages(record, key)),
            neighbours=tuple(ways.neighbours(record, document)),
            languages=tuple(str(one.get("value")) for one in elements(document.get("languages"))),
            blocks=tuple(self._blocks(page, document)),
            notes=tuple(self._note(page, note) for note in notes),
            copies=tuple(self._copies(record, key)),
            demands=tuple(self._demand(one) for one in _of_document(record, "demands", key)),
            told=tuple(map(self._told, told)),
            claims=tuple(self._claims(record, document, key)),
            events=self._events(record) if main else (),
            printed=ways.printed(record) if main else None,
            note_of=self._short_link(document.get("described_by")),
            remarks=_remarks(document),
            text_withheld=page.letter.publishes != "full",
        )

    def _note_reading(self, page: _Page, note: Json) -> Reading:
        made = self._note(page, note)
        remarks = [COMPLETENESS["editorial-omission"]] if note.get("omission") else []
        remarks += [COMPLETENESS["ends-abruptly"]] if note.get("breaks_off") else []
        language = _text_or_none(note, "language")
        return Reading(
            form="Editorial note",
            heading=Text(f"Note {made.number}", "en"),
            blocks=(Block("text", made.segments, language),) if made.segments else (),
            note_of=self._link(note.get("document")),
            number=made.number,
            remarks=tuple(remarks),
            text_withheld=page.letter.publishes == "none",
        )

    def _blocks(self, page: _Page, document: Json) -> Iterable[Block]:
        language = _text_or_none(document, "language")
        text = str(document.get("text") or "")
        own = span_of(document.get("text_locator"))
        if text and (document.get("parts") or own is None or own.exact != text):
            plain = PlainText(text, page.letter.text or "")
            yield from text_blocks(document, [*plain.marks(page.marks)], [*plain.anchors(page.anchors)])
            return
        placed: dict[tuple[int, int], tuple[str, str]] = {}
        unplaced: list[tuple[str, str]] = []
        for role, span, text in self._parts(page.letter, document):
            if span is None:
                unplaced.append((role, text))
                continue
            start, end = _line(page.letter.text, span) if role in _LINE_ROLES else (span.start, span.end)
            words = page.letter.text[start:end] if page.letter.text is not None else span.exact
            placed.setdefault((start, end), (role, words))
        for role, text in unplaced:
            yield Block(role, segments(text, 0, (), ()), language)
        for (start, _), (role, words) in sorted(placed.items()):
            yield Block(role, segments(words, start, page.marks, page.anchors), language)

    def _parts(self, letter: Letter, document: Json) -> Iterable[tuple[str, Span | None, str]]:
        """The printed parts of a document: role, place, and the text for want of a place."""
        text = str(document.get("text") or "")
        span = span_of(document.get("text_locator"))
        if text:
            yield "text", span if span is not None and span.exact == text else None, text
        if document.get("main") is not True:
            return
        address = str(document.get("address_line") or "")
        if address:
            yield "address", _found(letter.text, address, span_of(document.get("heading_locator"))), address
        form = span_of(document.get("form_locator"))
        heading = span_of(document.get("heading_locator"))
        if form is not None and not (heading and heading.start <= form.start < heading.end):
            yield "form", form, form.exact
        for signature in elements(letter.record.get("signatures")):
            capacity = span_of(signature.get("capacity_locator"))
            if capacity is not None:
                yield "capacity", capacity, capacity.exact
            yield "signature", span_of(signature.get("locator")), str(signature.get("as_printed", ""))
        for date in elements(members(document.get("dates")).get("written")):
            yield "date", span_of(date.get("locator")), str(date.get("expressed", ""))
        for place in elements(document.get("places_of_writing")):
            where = span_of(place.get("locator"))
            if where is not None:
                yield "place", where, where.exact
        for copy in elements(letter.record.get("instantiations")):
            mark = span_of(members(copy.get("reference")).get("locator"))
            if mark is not None:
                yield "shelf-mark", mark, mark.exact

    def _note(self, page: _Page, note: Json) -> Note:
        span = span_of(note.get("locator"))
        text = str(note.get("text") or "")
        exact = span is not None and span.exact == text
        pieces = segments(text, span.start if exact and span else 0, page.marks if exact else (), ())
        names = [f"anchor-{note['order']}-{number}" for number, _ in enumerate(elements(note.get("anchors")), start=1)]
        return Note(
            iri=self._lookup.thing("doc", str(note["key"])),
            number=_number(note),
            anchors=tuple(names),
            segments=pieces,
            language=_text_or_none(note, "language"),
            breaks_off=note.get("breaks_off") is True,
        )

    def _copies(self, record: Json, key: str) -> Iterable[Copy]:
        units = {str(unit["key"]): unit for unit in elements(record.get("units"))}
        for copy in elements(record.get("instantiations")):
            if members(copy.get("document")).get("key") != key:
                continue
            reference = members(copy.get("reference"))
            chain: list[Link] = []
            unit = units.get(str(members(copy.get("unit")).get("key")))
            while unit is not None:
                link = self._lookup.link(self._lookup.thing("recordset", str(unit["key"])))
                name = f"{_LEVELS.get(str(unit.get('level')), '')} {unit.get('identifier')}".strip()
                chain.insert(0, replace(link, label=Text(name)))
                if "holder" in unit:
                    chain.insert(0, self._lookup.link(self._iri(unit["holder"])))
                unit = units.get(str(members(unit.get("parent")).get("key")))
            yield Copy(
                iri=self._lookup.thing("inst", str(copy["key"])),
                printed=str(reference.get("as_printed", "")),
                normal=str(reference.get("normalized", "")),
                chain=tuple(chain),
                remarks=tuple(
                    str(copy[name]) for name in ("technique_note", "authenticity_note", "state") if name in copy
                ),
            )

    def _demand(self, demand: Json) -> Demand:
        language = _text_or_none(demand, "language")

        def text(name: str) -> Text | None:
            return Text(str(demand[name]), language) if name in demand else None

        return Demand(
            thing=self._lookup.link(self._lookup.thing("prescription", str(demand["key"]))),
            number=str(demand.get("order", "")),
            text=Text(str(demand.get("text", "")), language),
            concerns=self._links(one.get("entity") for one in elements(demand.get("concerns"))),
            alternatives=self._links(one.get("other") for one in elements(demand.get("alternatives"))),
            condition=text("condition"),
            condition_refers_to=self._links([demand.get("refers_to")]),
            reason=text("reason"),
            by=self._links(one.get("agent") for one in elements(demand.get("proposed_by"))),
            to=self._links(one.get("agent") for one in elements(demand.get("proposed_to"))),
        )

    def _told(self, document: Json) -> Told:
        iri = self._iri(document.get("reference"))
        scope = document.get("scope")
        return Told(
            thing=self._lookup.link(iri),
            form=self._concept(document.get("form")) or "Document",
            senders=self._parties(document, "senders"),
            addressees=self._parties(document, "addressees"),
            dates=self._dates(document),
            told_in=self._short_link(document.get("described_by")),
            scope=Text(str(scope), _text_or_none(document, "language")) if scope else None,
            remarks=_remarks(document),
        )

    def _claims(self, record: Json, document: Json, key: str) -> Iterable[Claim]:
        claims = [one for one in elements(record.get("form_claims")) if members(one.get("document")).get("key") == key]
        if not claims:
            return
        language = _text_or_none(document, "language")
        heading = span_of(document.get("form_locator"))
        own = (self._concept(document.get("form")), "the document's own title", _quoted(heading, language))
        numbers = {str(note["key"]): _number(note) for note in elements(record.get("notes"))}
        others = [
            (
                self._concept(one.get("form")),
                f"note {numbers.get(str(members(one.get('note')).get('key')), '')} of the editors",
                _quoted(span_of(one.get("locator")), language),
            )
            for one in claims
        ]
        about = self._lookup.link(self._lookup.thing("doc", key))
        yield Claim(about, (own, *others) if own[0] else tuple(others))

    def _events(self, record: Json) -> tuple[Link, ...]:
        apart = {_MEETING, *WAYS}
        events = [
            one
            for one in elements(record.get("events"))
            if one.get("activity_type") not in apart and "affects" not in one
        ]
        return self._lookup.links(self._lookup.thing("event", str(one["key"])) for one in events)

    def _parties(self, document: Json, name: str) -> tuple[Party, ...]:
        parties = [
            one for list_ in (name, f"possible_{name}", f"inferred_{name}") for one in elements(document.get(list_))
        ]
        links = self._lookup.links(self._iri(one.get("agent")) for one in parties)
        return tuple(
            Party(
                link,
                str(one.get("basis", "stated")),
                span.exact if (span := span_of(one.get("locator"))) else "",
                certainty_words(one),
            )
            for link, one in zip(links, parties, strict=True)
        )

    def _dates(self, document: Json) -> tuple[DateLine, ...]:
        lines = []
        by_role: Mapping[str, object] = members(document.get("dates"))
        for role in DATE_ROLES:
            for date in elements(by_role.get(role)):
                basis = str(date.get("bounds_basis", "stated"))
                iri = self._lookup.thing("date", str(date["key"]))
                lines.append(self._lookup.date(iri, role=DATE_ROLES[role], basis=basis))
        return tuple(lines)

    def _concept(self, name: object) -> str:
        return self._lookup.label(f"{LGV}{name}").text if isinstance(name, str) else ""

    def _iri(self, reference: object) -> str:
        value = members(reference)
        return self._lookup.thing(str(value.get("type")), str(value.get("key")))

    def _link(self, reference: object) -> Link | None:
        return self._lookup.link(self._iri(reference)) if isinstance(reference, Mapping) else None

    def _short_link(self, reference: object) -> Link | None:
        return self._lookup.short_link(self._iri(reference)) if isinstance(reference, Mapping) else None

    def _links(self, references: Iterable[object]) -> tuple[Link, ...]:
        return self._lookup.links(self._iri(one) for one in references if isinstance(one, Mapping))


def _of_document(record: Json, name: str, key: str) -> Sequence[Json]:
    return [one for one in elements(record.get(name)) if members(one.get("document")).get("key") == key]


def _number(note: Json) -> str:
    return str(note.get("number") or note.get("order") or "")


def _remarks(document: Json) -> tuple[str, ...]:
    values = [one.get("value") for name in ("completeness", "observed") for one in elements(document.get(name))]
    return tuple(COMPLETENESS.get(str(value), str(value)) for value in dict.fromkeys(values))


def _text_or_none(value: Json, name: str) -> str | None:
    found = value.get(name)
    return str(found) if found else None


def _quoted(span: Span | None, language: str | None) -> Text | None:
    return Text(span.exact, language) if span is not None else None


def _line(text: Characters | None, span: Span) -> tuple[int, int]:
    """Widen a span to the printed lines that it stands in."""
    if text is None:
        return span.start, span.end
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end, len(text))
    end = len(text) if end < 0 else end
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _found(text: Characters | None, words: str, after: Span | None) -> Span | None:
    """Find a line that has no locator, at its first place not far behind another one."""
    if text is None:
        return None
    first = after.end if after is not None else 0
    start = text.find(words, first, first + _NEAR)
    return Span(start, start + len(words), None, None, words, "", "") if start >= 0 else None
