"""Events that a letter names and a register of its edition describes: a performance, a journey, a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.authorities import slug
from kg.records.agent import EntityKind, PrintedName
from kg.records.date import DateRecord, DateRole
from kg.records.event import Event
from kg.records.reference import EntityType, Reference
from kg.sources.references import read_references
from kg.sources.registers import PrintedReference
from kg.sources.tei_letter.dates import date_records, is_dated
from kg.sources.tei_letter.header import own_language
from kg.sources.tei_letter.kinds import kind_of
from kg.sources.tei_letter.letter import Letter
from kg.sources.tei_letter.references_of import references_of
from kg.sources.tei_letter.registers import Listed
from kg.sources.xml import Element, attribute, children, find_all, local, words

_NAMES = ("eventName", "label", "head")
_INVOLVED = ("persName", "orgName", "personGrp")
_PLACES = ("placeName", "settlement")


@dataclass(slots=True)
class EventBook:
    """The events of one letter, each once."""

    letter: Letter
    events: dict[str, Event] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)

    def enter_each(self, element: Element, references: Sequence[PrintedReference]) -> Iterator[Reference]:
        """Enter the events that words refer to; one that no register describes is reported."""
        for reference in references:
            for local_id in read_references(reference.text).local:
                listed = self.letter.register.find(local_id)
                if listed is None or local(listed.element) != "event":
                    self.letter.note(
                        "reference-without-entry",
                        f'No register of the edition describes the event "{local_id}".',
                        "Add the entry to the register, or the register to the collection.",
                        reference.locator,
                        severity="information",
                    )
                    continue
                own_id = attribute(listed.element, "xml:id") or local_id
                if own_id not in self._keys:
                    self._keys[own_id] = f"{self.letter.key}-event-{slug(own_id)}"
                    event = self._event(listed, self._keys[own_id])
                    if event is not None:
                        self.events[own_id] = event
                if own_id in self.events:
                    yield Reference(EntityType.EVENT, self._keys[own_id])

    def _event(self, listed: Listed, key: str) -> Event | None:
        document, element = listed.document, listed.element
        name = next((one for one in children(element, *_NAMES, "desc", "p") if words(one)), None)
        if name is None:
            return None
        language = own_language(element) or self.letter.language
        involved = [*find_all(element, *_INVOLVED)]
        entered = [self._enter(listed, one, language) for one in involved]
        places = [self._enter(listed, one, language) for one in find_all(element, *_PLACES)]
        return Event(
            key=key,
            name=words(name),
            language=language,
            locator=document.locate(name),
            participants=tuple(dict.fromkeys(one for one in entered if one is not None)),
            places=tuple(dict.fromkeys(one for one in places if one is not None)),
            dates=tuple(self._dates(listed, key)),
        )

    def _enter(self, listed: Listed, element: Element, language: str) -> Reference | None:
        document = listed.document
        printed = words(element)
        names = (PrintedName(printed, language, document.locate(element)),) if printed else ()
        return self.letter.book.enter(kind_of(element) or EntityKind.PERSON, names, references_of(document, element))

    def _dates(self, listed: Listed, key: str) -> list[DateRecord]:
        elements = [listed.element] if is_dated(listed.element) else list(children(listed.element, "date"))
        found: list[DateRecord] = []
        for element in elements[:1]:
            records, wrong = date_records(
                listed.document,
                element,
                key=f"{key}-occurred",
                role=DateRole.OCCURRED,
                rule=self.letter.rule,
                own_words=element is not listed.element,
            )
            found += records
            self.letter.findings += wrong
        return found
