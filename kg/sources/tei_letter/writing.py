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
from kg.sources.correspondence.content import NamedElement
from kg.sources.correspondence.naming import Reading, enter
from kg.sources.page.dates import Years
from kg.sources.tei_letter.dates import date_records, is_dated
from kg.sources.tei_letter.header import descend
from kg.sources.tei_letter.kinds import kind_of
from kg.sources.tei_letter.letter import Letter
from kg.sources.tei_letter.references_of import meant_inside
from kg.sources.tei_letter.tables import DIRECTIONS, vocabulary, word
from kg.sources.tei_letter.text import kind_of_part
from kg.sources.tei_letter.titles import TitleReading
from kg.sources.tei_letter.worded import date_of_words, date_within, known_years, words_of_date
from kg.sources.xml import Element, attribute, find_all, local, words

_PLACES = ("placeName", "settlement", "geogName", "rs", "name", "origPlace")
_OTHER_DATES = vocabulary("received receipt postmark stamp sent forwarded archived printed eingang empfang")
"""``date/@type`` of a date that is not that of writing."""
_TOWARDS = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(one) for one in DIRECTIONS)})[\s\[(]*$")


@dataclass(slots=True)
class Writing:
    years: Years | None = None
    dates: list[DateRecord] = field(default_factory=list)
    places: dict[Reference, PlaceOfWriting] = field(default_factory=dict)


def read_writing(
    letter: Letter,
    elements: Sequence[Element],
    *,
    key: str,
    beside: Sequence[DateRecord] = (),
    header: bool = True,
) -> Writing:
    """Read dates and places of writing.

    Args:
        letter: the letter; places are entered in its book.
        elements: of its text.
        key: of the letter or the enclosure.
        beside: its other dates; they say which century a short year is of.
        header: the header speaks of it, too.

    Returns:
        Each date once, those of the text first; each place once.
    """
    writing = Writing(known_years(beside))
    reading = reading_of(letter)
    for dateline in (one for one in elements if kind_of_part(one) == "dateline"):
        for date in _dates_of(dateline, elements):
            _add_date(letter, writing, date, key)
        for place in _places_of(letter, dateline):
            _add_place(reading, writing, place, dateline)
    if header:
        for parent in _header_parts(letter):
            for date in _header_dates(parent):
                _add_date(letter, writing, date, key)
            for place in _outermost_places(parent):
                _add_place(reading, writing, place, parent)
    letter.findings += reading.findings
    return writing


def reading_of(letter: Letter) -> Reading:
    """What `kg.sources.correspondence` needs to enter a name of the letter."""
    return Reading(
        letter.document, letter.book, letter.key, letter.rule, letter.language, letter.name_order, letter.letters
    )


def _outermost_places(parent: Element) -> Iterator[Element]:
    """The places that a part of the header names; a ``placeLet`` without a name in it is one itself."""
    found = [
        one
        for one in find_all(parent, *_PLACES)
        if local(one) == "origPlace" or (kind_of(one) is EntityKind.PLACE and one.getparent() is parent)
    ]
    if not found and local(parent) == "placeLet" and words(parent):
        yield parent
    yield from (one for one in found if not any(around in found for around in one.iterancestors()))


def _header_parts(letter: Letter) -> Iterator[Element]:
    if not letter.elements.alone:
        return
    header = descend(letter.elements.tei, "teiHeader")
    source_desc = descend(header, "fileDesc", "sourceDesc")
    yield from () if source_desc is None else find_all(source_desc, "origin", "dateLet", "placeLet")
    creation = descend(header, "profileDesc", "creation")
    if creation is not None:
        yield creation


def _header_dates(parent: Element) -> Iterator[Element]:
    """The dates of origin, creation or letter heading; in running words only ``origDate`` is that of writing."""
    for date in find_all(parent, "origDate", "date"):
        if local(date) == "origDate" or date.getparent() is parent:
            yield date


def _dates_of(dateline: Element, elements: Sequence[Element]) -> list[Element]:
    """The dates of a dateline; of several that no attribute explains, or of none, the dateline as a whole."""
    own = [one for one in find_all(dateline, "date") if one in elements]
    own = [one for one in own if word(attribute(one, "type")) not in _OTHER_DATES]
    dated = [one for one in own if is_dated(one)]
    if dated or len(own) == 1:
        return dated or own
    return [dateline] if own or re.search(r"\d", words(dateline)) else []


def _add_date(letter: Letter, writing: Writing, element: Element, key: str) -> None:
    number = len(writing.dates) + 1
    one_key = f"{key}-written" if number == 1 else f"{key}-written-{number}"
    records, problems = _in_words(letter, writing, element, one_key) or date_records(
        letter.document, element, key=one_key, role=DateRole.WRITTEN, rule=letter.rule
    )
    known = {(one.edtf, one.expressed) for one in writing.dates}
    for one in records:
        same = one.edtf is not None and any(one.edtf == other.edtf for other in writing.dates)
        if not same and (one.edtf, one.expressed) not in known:
            writing.dates.append(one)
    # The words of a dateline need no normal form: mostly correspDesc gives one.
    mild = not is_dated(element) and local(element) != "origDate"
    letter.findings += [replace(one, severity="information") if mild else one for one in problems]


def _in_words(
    letter: Letter, writing: Writing, element: Element, key: str
) -> tuple[list[DateRecord], list[Finding]] | None:
    """A date that no attribute explains, if its words are understood."""
    printed, locator = words(element), letter.document.locate(element)
    if is_dated(element) or not printed:
        return None
    if kind_of_part(element) != "dateline":
        value = date_of_words(printed, letter.text_language, letter.rule, years=writing.years)
        return None if value is None else ([value.record(key, DateRole.WRITTEN, printed, locator)], [])
    found = date_within(printed, letter.text_language, letter.rule, years=writing.years)
    if found is None:
        return None
    at = locator.exact.find(found[0])
    if at >= 0:
        start = locator.start + at
        locator = letter.document.locate_span(start, start + len(found[0]), element)
    return [found[1].record(key, DateRole.WRITTEN, found[0], locator)], []


def date_of_title(letter: Letter, title: TitleReading | None) -> list[DateRecord]:
    """The editors' date in the title, for letters of which nothing else gives one: role *heading*."""
    element = letter.header.title_element
    if title is None or title.rest is None or element is None or letter.header.title is None:
        return []
    printed = words_of_date(letter.header.title[slice(*title.rest)])
    if not re.search(r"\d", printed):
        return []
    value = date_of_words(printed, title.language, letter.rule)
    locator = letter.document.locate(element)
    at = locator.exact.find(printed)
    if at >= 0:
        locator = letter.document.locate_span(locator.start + at, locator.start + at + len(printed), element)
    key = f"{letter.key}-{DateRole.HEADING.value}"
    if value is None:
        letter.note(
            "date-not-understood",
            f"The date of the title, “{printed}”, was not understood.",
            "It is kept as printed. Add a date with when.",
            locator,
            severity="information",
        )
        return [DateRecord(key, DateRole.HEADING, printed, locator)]
    return [value.record(key, DateRole.HEADING, printed, locator)]


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
    inner = meant_inside(place)
    chain = (place,) if inner is None else (place, inner)
    bracketed = re.fullmatch(r"\[.*\][.,]?", words(around), re.DOTALL) is not None
    for one in enter(NamedElement(chain, EntityKind.PLACE), around, reading, role="place"):
        certainty = (*one.certainty, *((Certainty.CONJECTURED,) if bracketed else ()))
        writing.places.setdefault(one.entity, PlaceOfWriting(one.entity, one.locator, tuple(dict.fromkeys(certainty))))
