"""When and where a letter was written: its datelines, ``origDate`` and ``origPlace``, ``creation``.

Never when it was sent: that says `kg.sources.correspondence`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.records.agent import EntityKind
from kg.records.certainty import Certainty
from kg.records.date import DateRecord, DateRole
from kg.records.document import Finding, PlaceOfWriting
from kg.records.reference import Reference
from kg.sources.correspondence.content import NamedElement, kind_of
from kg.sources.correspondence.naming import Reading, enter
from kg.sources.tei_letter.dates import date_records, is_dated
from kg.sources.tei_letter.header import descend
from kg.sources.tei_letter.letter import Letter
from kg.sources.tei_letter.tables import DIRECTIONS, vocabulary, word
from kg.sources.xml import Element, attribute, children, find_all, local, words

_PLACES = ("placeName", "settlement", "geogName", "rs", "name", "origPlace")
_OTHER_DATES = vocabulary("received receipt postmark stamp sent forwarded archived printed eingang empfang")
"""``date/@type`` of a date that is not that of writing."""
_TOWARDS = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(one) for one in DIRECTIONS)})[\s\[(]*$")


@dataclass(slots=True)
class Writing:
    dates: list[DateRecord] = field(default_factory=list)
    places: dict[Reference, PlaceOfWriting] = field(default_factory=dict)


def read_writing(letter: Letter, elements: Sequence[Element], *, key: str, header: bool = True) -> Writing:
    """Read dates and places of writing.

    Args:
        letter: the letter; places are entered in its book.
        elements: of its text.
        key: of the letter or the enclosure.
        header: the header speaks of it, too.

    Returns:
        Each date once, those of the text first; each place once.
    """
    writing = Writing()
    reading = reading_of(letter)
    for dateline in (one for one in elements if local(one) == "dateline"):
        for date in _dates_of(dateline, elements):
            _add_date(letter, writing, date, key, undated="information")
        for place in _places_of(letter, dateline):
            _add_place(reading, writing, place, dateline)
    if header:
        for parent, date_names in _header_parts(letter):
            for date in find_all(parent, *date_names):
                _add_date(letter, writing, date, key, undated="warning")
            for place in find_all(parent, *_PLACES):
                if kind_of(place) is EntityKind.PLACE or local(place) == "origPlace":
                    _add_place(reading, writing, place, parent)
    letter.findings += reading.findings
    return writing


def reading_of(letter: Letter) -> Reading:
    """What `kg.sources.correspondence` needs to enter a name of the letter."""
    return Reading(
        letter.document, letter.book, letter.key, letter.rule, letter.language, letter.name_order, letter.letters
    )


def _header_parts(letter: Letter) -> Iterator[tuple[Element, tuple[str, ...]]]:
    if not letter.elements.alone:
        return
    header = descend(letter.elements.tei, "teiHeader")
    source_desc = descend(header, "fileDesc", "sourceDesc")
    for origin in () if source_desc is None else find_all(source_desc, "origin"):
        yield origin, ("origDate", "date")
    creation = descend(header, "profileDesc", "creation")
    if creation is not None:
        yield creation, ("date", "origDate")


def _dates_of(dateline: Element, elements: Sequence[Element]) -> list[Element]:
    """The dates of a dateline; of several that no attribute explains, the dateline as a whole."""
    own = [one for one in find_all(dateline, "date") if one in elements]
    own = [one for one in own if word(attribute(one, "type")) not in _OTHER_DATES]
    dated = [one for one in own if is_dated(one)]
    if dated or len(own) == 1:
        return dated or own
    return [dateline] if own or re.search(r"\d", words(dateline)) else []


def _add_date(letter: Letter, writing: Writing, element: Element, key: str, *, undated: str) -> None:
    number = len(writing.dates) + 1
    records, problems = date_records(
        letter.document,
        element,
        key=f"{key}-written" if number == 1 else f"{key}-written-{number}",
        role=DateRole.WRITTEN,
        rule=letter.rule,
    )
    known = {(one.edtf, one.expressed) for one in writing.dates}
    new = [one for one in records if (one.edtf, one.expressed) not in known]
    same = [one for one in new if one.edtf is not None and any(one.edtf == other.edtf for other in writing.dates)]
    writing.dates += [one for one in new if one not in same]
    letter.findings += [_mild(one) if undated == "information" and not is_dated(element) else one for one in problems]


def _mild(finding: Finding) -> Finding:
    """The words of a dateline need no normal form: mostly ``correspDesc`` gives one."""
    return replace(finding, severity="information")


def _places_of(letter: Letter, dateline: Element) -> Iterator[Element]:
    """The outermost names of places in a dateline, unless the words before them say that the letter goes there."""
    found = [one for one in find_all(dateline, *_PLACES) if kind_of(one) is EntityKind.PLACE and words(one)]
    inside = letter.document.span(dateline).content
    for place in found:
        if any(around in found for around in place.iterancestors()):
            continue
        if any(local(around) in ("note", "del", "reg", "corr") for around in place.iterancestors()):
            continue
        raw = letter.document.text.text[inside : letter.document.span(place).start]
        if not _TOWARDS.search(re.sub(r"<[^>]*>", " ", raw).casefold()):
            yield place


def _add_place(reading: Reading, writing: Writing, place: Element, around: Element) -> None:
    chain: tuple[Element, ...] = (place,)
    inner = list(children(place))
    if len(inner) == 1 and local(inner[0]) in _PLACES and words(inner[0]) == words(place):
        chain = (place, inner[0])
    bracketed = re.fullmatch(r"\[.*\][.,]?", words(around), re.DOTALL) is not None
    for one in enter(NamedElement(chain, EntityKind.PLACE), around, reading, role="place"):
        certainty = (*one.certainty, *((Certainty.CONJECTURED,) if bracketed else ()))
        writing.places.setdefault(one.entity, PlaceOfWriting(one.entity, one.locator, tuple(dict.fromkeys(certainty))))
