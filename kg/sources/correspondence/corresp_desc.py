"""Read one ``correspDesc``: senders, addressees, dates, places, the letter's way, and the letters beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.authorities import slug
from kg.authorities.names import Order
from kg.errors import did_you_mean
from kg.records.agent import Party
from kg.records.calendars import CalendarRule
from kg.records.date import DateRecord, DateRole
from kg.records.document import DocumentPlace, Finding, LetterLink, PlaceRole
from kg.records.event import Event
from kg.records.note import EditorialNote
from kg.records.reference import EntityType, Reference
from kg.sources.correspondence.action_types import ACTIVITY, Action, action_type
from kg.sources.correspondence.certainty import certainty_of
from kg.sources.correspondence.content import ActionContent, action_content, actions
from kg.sources.correspondence.context import letter_links
from kg.sources.correspondence.dating import dates_of, printed_date
from kg.sources.correspondence.naming import Entered, Reading, enter
from kg.sources.entities import EntityBook
from kg.sources.xml import Element, XmlDocument, children, local, words

_KNOWN = frozenset(("correspAction", "correspContext", "note", "p", "ab", "list", "item", "listEvent"))
_LONGEST_TYPE = 40
_DATE_ROLES = {Action.SENT: DateRole.SENT, Action.RECEIVED: DateRole.RECEIVED}
_PLACE_ROLES = {Action.SENT: PlaceRole.SENT, Action.RECEIVED: PlaceRole.RECEIVED}
_PARTY_ROLES = {Action.SENT: "sender", Action.RECEIVED: "addressee"}


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What a ``correspDesc`` says. Its entities, and findings about them, are in the book."""

    senders: tuple[Party, ...] = ()
    addressees: tuple[Party, ...] = ()
    dates: tuple[DateRecord, ...] = ()
    places: tuple[DocumentPlace, ...] = ()
    events: tuple[Event, ...] = ()
    links: tuple[LetterLink, ...] = ()
    notes: tuple[EditorialNote, ...] = ()
    findings: tuple[Finding, ...] = ()


class _Letter:
    """Collects what the actions of one letter say."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.parties: dict[Action, list[Party]] = {Action.SENT: [], Action.RECEIVED: []}
        self.dates: list[DateRecord] = []
        self.places: list[DocumentPlace] = []
        self.events: list[Event] = []
        self.notes: list[Element] = []
        self._keys: dict[str, int] = {}

    def read(self, action: Element) -> None:
        """Read one action."""
        content = action_content(action)
        kind = action_type(action.get("type"))
        self.notes += content.notes
        for stray in content.strays:
            self.reading.note(
                "words-without-markup",
                f"“{stray}” stands in an action without an element that says what it is; it is not read.",
                "Put it into persName, orgName, placeName, date or note.",
                self.reading.xml.locate(action),
            )
        if kind in _PARTY_ROLES:
            self._read_end(kind, action, content)
        else:
            self._read_way(kind, action, content)

    def _read_end(self, kind: Action, action: Element, content: ActionContent) -> None:
        """Read where a letter comes from or arrives."""
        parties = self.parties[kind]
        for named in content.agents:
            for one in enter(named, action, self.reading, role=_PARTY_ROLES[kind]):
                if any(one.entity == party.agent for party in parties):
                    what = f"“{one.locator.exact}” stands here twice."
                    remedy = "Remove one of the two."
                    self.reading.note("party-repeated", what, remedy, one.locator, severity="information")
                    continue
                parties.append(Party(one.entity, len(parties) + 1, one.locator, certainty=one.certainty))
        for one in self._entered_places(action, content):
            self.places.append(DocumentPlace(one.entity, _PLACE_ROLES[kind], one.locator, one.certainty))
        self.dates += self._dates(content, action, _DATE_ROLES[kind], f"{self.reading.key}-{kind.value}")

    def _read_way(self, kind: Action | None, action: Element, content: ActionContent) -> None:
        """Read what befell a letter on its way, or an action of which it is not said what it is."""
        written = " ".join((action.get("type") or "").split())
        if kind is None:
            self._note_type(action, written)
        key = self._key(f"{self.reading.key}-{slug(written)[:_LONGEST_TYPE] if written else 'action'}")
        agents = [one for named in content.agents for one in enter(named, action, self.reading, role="agent")]
        places = self._entered_places(action, content)
        self._note_doubt((*agents, *places))
        named = written or "correspAction"
        self.events.append(
            Event(
                key=key,
                name=named,
                language="en",
                locator=self.reading.xml.locate_attribute(action, "type"),
                activity_type=None if kind is None else ACTIVITY[kind],
                performers=tuple(dict.fromkeys(one.entity for one in agents)),
                places=tuple(dict.fromkeys(one.entity for one in places)),
                dates=tuple(self._dates(content, action, DateRole.OCCURRED, f"{key}-occurred")),
                affects=(Reference(EntityType.DOC, self.reading.key),),
            )
        )

    def _note_type(self, action: Element, written: str) -> None:
        locator = self.reading.xml.locate_attribute(action, "type")
        known = ", ".join(Action)
        if not written:
            what = "An action has no type: who sent and who received is not said. It is kept as an event."
            self.reading.note("action-type-missing", what, f"Give it a type: {known}.", locator)
            return
        guess = did_you_mean(written.casefold(), [str(one) for one in Action])
        what = f'The action type "{written}" is not known. It is kept as an event.'
        self.reading.note("action-type-unknown", what, f"Use one of {known}." + (f" {guess}" if guess else ""), locator)

    def _note_doubt(self, entered: tuple[Entered, ...]) -> None:
        """An event cannot hold the reservations about those who take part: they are reported."""
        for one in entered:
            if one.certainty:
                what = f"“{one.locator.exact}” is {' and '.join(one.certainty)}; of an event this is not kept."
                self.reading.note("doubt-not-kept", what, "Nothing need be done.", one.locator, severity="information")

    def _entered_places(self, action: Element, content: ActionContent) -> tuple[Entered, ...]:
        found: dict[Reference, Entered] = {}
        for named in content.places:
            for one in enter(named, action, self.reading, role="place"):
                found.setdefault(one.entity, one)
        return tuple(found.values())

    def _dates(self, content: ActionContent, action: Element, role: DateRole, stem: str) -> list[DateRecord]:
        """Read the dates of an action; each keeps its words, understood or not."""
        records = []
        around = certainty_of((action,))
        for element in content.dates:
            values = dates_of(element, self.reading.rule)
            if not values:
                what, remedy = "A date is empty.", "Give it attributes or words, or remove the element."
                locator = self.reading.xml.locate_tag(element)
                self.reading.note("date-empty", what, remedy, locator, severity="information")
                continue
            printed, locator = printed_date(element, self.reading.xml)
            for value in values:
                for problem in value.problems:
                    self.reading.note(problem.code, problem.what, problem.remedy, locator)
                records.append(value.with_certainty(*around).record(self._key(stem), role, printed, locator))
        return records

    def _key(self, stem: str) -> str:
        """A key for each of several dates or events of a kind: ``…-sent``, ``…-sent-2``."""
        number = self._keys.get(stem, 0) + 1
        self._keys[stem] = number
        return stem if number == 1 else f"{stem}-{number}"


def read_correspondence(
    desc: Element,
    xml: XmlDocument,
    book: EntityBook,
    *,
    key: str,
    rule: CalendarRule,
    language: str,
    name_order: Order = "given-first",
    letters: Mapping[str, str] | None = None,
) -> Correspondence:
    """Read a ``correspDesc``.

    Args:
        desc: the element.
        xml: its document, for places.
        book: the entities of the letter; those of the ``correspDesc`` are entered.
        key: of the letter; keys of dates and events begin with it.
        rule: the calendar of dates that are not marked.
        language: BCP 47, of the names.
        name_order: how persons are printed.
        letters: keys of letters of the collection by own id, for ``correspContext`` (see `points_to`).

    Returns:
        What it says. Whatever is odd is a finding, with its place; nothing raises.
    """
    reading = Reading(xml, book, key, rule, language, name_order, letters or {})
    letter = _Letter(reading)
    for action in actions(desc):
        letter.read(action)
    _note_missing(desc, letter)
    _note_same(letter)
    _note_unexpected(desc, reading)
    notes = [*children(desc, "note", "p", "ab"), *letter.notes]
    return Correspondence(
        senders=tuple(letter.parties[Action.SENT]),
        addressees=tuple(letter.parties[Action.RECEIVED]),
        dates=tuple(letter.dates),
        places=tuple(letter.places),
        events=tuple(letter.events),
        links=letter_links(desc, xml, reading.letters),
        notes=_notes(notes, reading),
        findings=tuple(reading.findings),
    )


def _note_missing(desc: Element, letter: _Letter) -> None:
    """Say which of the two ends is not there; who is said to be unknown was reported already."""
    types = [action_type(one.get("type")) for one in actions(desc)]
    told = {finding.code for finding in letter.reading.findings}
    for kind, role in _PARTY_ROLES.items():
        if letter.parties[kind] or f"{role}-unknown" in told:
            continue
        there = kind in types
        what = f"No {role} is given." if there else f'There is no correspAction type="{kind.value}", so no {role}.'
        letter.reading.note(
            f"{role}-missing",
            what,
            "Give the name, or [unknown].",
            letter.reading.xml.locate_tag(desc),
            severity="information",
        )


def _note_same(letter: _Letter) -> None:
    """Report a reference that stands for two names; that somebody writes to himself is seen by the shapes."""
    senders = {one.agent: one.locator.exact for one in letter.parties[Action.SENT]}
    for addressee in letter.parties[Action.RECEIVED]:
        sender, name = senders.get(addressee.agent), addressee.locator.exact
        if sender is not None and sender != name:
            what = f"Sender (“{sender}”) and addressee (“{name}”) are one by reference."
            remedy = "Correct the reference of one of them, if they are two."
            letter.reading.note("sender-is-addressee", what, remedy, addressee.locator)


def _note_unexpected(desc: Element, reading: Reading) -> None:
    for child in children(desc):
        if local(child) not in _KNOWN:
            what = f"<{local(child)}> is not expected in correspDesc; it is not read."
            remedy = "Put it into a correspAction, a correspContext or a note."
            reading.note("element-not-read", what, remedy, reading.xml.locate_tag(child))


def _notes(elements: list[Element], reading: Reading) -> tuple[EditorialNote, ...]:
    """The remarks of the index about the letter; notes that only hold typed references are no remarks."""
    notes: list[EditorialNote] = []
    for element in elements:
        text = words(element, without=frozenset())
        if not text or (all(local(one) == "ref" and one.get("type") for one in children(element)) and len(element)):
            continue
        order = len(notes) + 1
        notes.append(
            EditorialNote(
                key=f"{reading.key}-index-note-{order}",
                document=Reference(EntityType.DOC, reading.key),
                order=order,
                text=text,
                language=reading.language,
                locator=reading.xml.locate(element),
            )
        )
    return tuple(notes)


__all__ = ["Correspondence", "Reading", "read_correspondence"]
