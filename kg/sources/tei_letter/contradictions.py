"""Where the parts of one file contradict each other: title and ``correspDesc``, file name and date, id and file name.

It is said with both places. What the parts agree on stays certain; what only one of them says becomes uncertain, and
of swapped roles neither is chosen.
"""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Sequence
from dataclasses import replace

from kg.records.agent import EntityKind, NamedEntity, Party
from kg.records.certainty import Certainty
from kg.records.date import DateRecord, DateRole
from kg.records.reference import Reference
from kg.sources.names import read_names
from kg.sources.nothing_words import says_unknown
from kg.sources.tei_letter.agreement import agree
from kg.sources.tei_letter.letter import Letter
from kg.sources.tei_letter.older import Parties
from kg.sources.tei_letter.titles import TitleReading
from kg.sources.text import Span
from kg.sources.xml import attribute

_DAY = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_NUMBER = re.compile(r"(\d{3,})$")
_REMEDY = "Look which of the two is right, and correct the other."
_CODE = "parts-disagree"


def check_parties(letter: Letter, parties: Parties, title: TitleReading | None) -> None:
    """Compare the stated parties with the title; where they differ, both places are reported."""
    if title is None or letter.header.title is None:
        return
    names = {one.reference: one for one in letter.book.entities()}
    wrong = {
        role: _differing(letter, parties.of(role), span, names)
        for role, span in (("sender", title.sender), ("addressee", title.addressee))
    }
    if wrong["sender"] and wrong["addressee"] and _swapped(letter, parties, title, names):
        _report(letter, parties.senders[0], "The title has the roles the other way round than the header")
        both = [*parties.senders, *parties.addressees]
        parties.senders[:], parties.addressees[:] = _alternatives(both), _alternatives(both)
        return
    for role, differing in wrong.items():
        for index in differing:
            party = parties.of(role)[index]
            _report(letter, party, f"The title names another {role} than the header")
            parties.of(role)[index] = _doubted(party)


def check_one_person(letter: Letter, parties: Parties) -> None:
    """Report whoever is both the only sender and the only addressee."""
    if len(parties.senders) == 1 and [one.agent for one in parties.addressees] == [parties.senders[0].agent]:
        letter.note(
            "sender-is-addressee",
            f"“{parties.senders[0].locator.exact}” is sender and addressee.",
            "Nothing need be done if it is so.",
            parties.addressees[0].locator,
        )


def check_dates(letter: Letter, dates: Sequence[DateRecord], *, path: str) -> list[DateRecord]:
    """Compare the dates with a day in the file name and in the title, and the day of writing with that of sending.

    Returns:
        The dates; those of which only one part of the file knows are uncertain.
    """
    own = [one for one in dates if one.role in (DateRole.SENT, DateRole.WRITTEN)]
    bounded = [one for one in own if one.earliest is not None or one.latest is not None]
    doubtful: set[str] = set()
    stem = posixpath.basename(path)
    for printed, where in ((stem, "file name"), (letter.header.title or "", "title")):
        day = _day(printed)
        if day is not None and bounded and not any(_holds(one, day) for one in bounded):
            date = bounded[0]
            what = f"The {where} has the day {day.isoformat()}, the header the date “{date.expressed}”."
            letter.note(_CODE, what, _REMEDY, date.locator)
            doubtful |= {one.key for one in bounded}
    written = [one for one in bounded if one.role is DateRole.WRITTEN and one.earliest is not None]
    sent = [one for one in bounded if one.role is DateRole.SENT and one.latest is not None]
    # Later datelines beside a fitting one are additions, or other people's words on the same sheet.
    for one in sorted(written, key=lambda date: date.earliest or datetime.date.min)[:1]:
        for other in sent:
            if one.earliest and other.latest and one.earliest > other.latest:
                what = f"It was written on “{one.expressed}” and sent before that, on “{other.expressed}”."
                letter.note(_CODE, f"{what} The other date is in line {other.locator.line}.", _REMEDY, one.locator)
                doubtful |= {one.key, other.key}
    return [_uncertain(one) if one.key in doubtful else one for one in dates]


def check_id(letter: Letter, *, path: str) -> None:
    """Compare the number at the end of the file's name with that of its own id."""
    own_id = attribute(letter.elements.tei, "xml:id")
    if own_id is None or not letter.elements.alone:
        return
    named = _NUMBER.search(re.sub(r"\.xml$", "", posixpath.basename(path)))
    known = _NUMBER.search(re.sub(r"\.xml$", "", own_id))
    if named and known and len(named[1]) == len(known[1]) and named[1] != known[1]:
        locator = letter.document.locate_attribute(letter.elements.tei, "xml:id")
        what = f'The file is called {posixpath.basename(path)}, but its id is "{own_id}".'
        letter.note(_CODE, what, _REMEDY, locator)


def _differing(
    letter: Letter, parties: Sequence[Party], span: Span | None, names: dict[Reference, NamedEntity]
) -> list[int]:
    """The parties whom the title does not name, where it names somebody else instead."""
    if span is None or not parties:
        return []
    printed = str(letter.header.title)[slice(*span)]
    read = read_names(printed, letter.language, name_order=letter.name_order)
    if not read or says_unknown(printed) or any(one.and_others for one in read):
        return []
    agreeing = [_named(party, printed, [one.text for one in read], names) for party in parties]
    if any(agreeing):
        # The title may shorten a list; whom it names must be there.
        return []
    return list(range(len(parties)))


def _named(party: Party, printed: str, read: Sequence[str], names: dict[Reference, NamedEntity]) -> bool:
    entity = names.get(party.agent)
    known = [] if entity is None else [one.text for one in entity.names]
    # Bodies are called by many names: one word in common is enough.
    loosely = entity is not None and entity.kind is not EntityKind.PERSON
    return any(
        agree(name, title, loosely=loosely) for name in (*known, party.locator.exact) for title in (printed, *read)
    )


def _swapped(letter: Letter, parties: Parties, title: TitleReading, names: dict[Reference, NamedEntity]) -> bool:
    return not _differing(letter, parties.senders, title.addressee, names) and not _differing(
        letter, parties.addressees, title.sender, names
    )


def _alternatives(parties: Sequence[Party]) -> list[Party]:
    unique = {one.agent: one for one in parties}
    return [
        replace(one, order=order, certainty=tuple(dict.fromkeys((*one.certainty, Certainty.ALTERNATIVE))))
        for order, one in enumerate(unique.values(), start=1)
    ]


def _doubted(party: Party) -> Party:
    return replace(party, certainty=tuple(dict.fromkeys((*party.certainty, Certainty.UNCERTAIN))))


def _uncertain(date: DateRecord) -> DateRecord:
    return replace(date, certainty=tuple(dict.fromkeys((*date.certainty, Certainty.UNCERTAIN))))


def _report(letter: Letter, party: Party, what: str) -> None:
    element = letter.header.title_element
    line = letter.document.locate(element).line if element is not None else 1
    words = f"{what}: “{letter.header.title}” in line {line}, “{party.locator.exact}” in line {party.locator.line}."
    letter.note(_CODE, words, _REMEDY, party.locator)


def _day(text: str) -> datetime.date | None:
    found = _DAY.search(text)
    if found is None or _DAY.search(text, found.end()):
        return None
    try:
        return datetime.date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def _holds(date: DateRecord, day: datetime.date) -> bool:
    """Bounds are Gregorian; a day of the old style agrees with the normal form, which keeps it."""
    if day.isoformat() in (date.edtf or ""):
        return True
    return (date.earliest is None or date.earliest <= day) and (date.latest is None or day <= date.latest)
