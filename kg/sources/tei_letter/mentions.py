"""Whom and what a text names: ``persName``, ``placeName``, ``rs`` and the like -> entities, events, mentions.

Works are no entities of the record: ``rs type="work"`` and ``title`` are not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.records.agent import Mention, PrintedName
from kg.records.reference import Reference
from kg.sources.nothing_words import says_unknown
from kg.sources.references import read_references
from kg.sources.registers import PrintedReference
from kg.sources.tei_letter.events import EventBook
from kg.sources.tei_letter.header import own_language
from kg.sources.tei_letter.kinds import kind_of
from kg.sources.tei_letter.letter import Letter
from kg.sources.tei_letter.references_of import meant_inside, references_of
from kg.sources.tei_letter.tables import EVENTS, vocabulary, word
from kg.sources.xml import Element, attribute, local, words

_NAMES = vocabulary(
    "persName orgName placeName settlement geogName country region district bloc personGrp rs name eventName"
)
_TYPED = frozenset({"rs", "name"})
_PARTS = frozenset({"settlement", "geogName", "country", "region", "district", "bloc", "name"})
"""Parts of a longer name, unless they say themselves what they mean."""


def read_mentions(letter: Letter, elements: Sequence[Element], of: Reference, events: EventBook) -> list[Mention]:
    """Enter what a text names.

    Args:
        letter: the letter; its book gets the entities.
        elements: of the text, in their order.
        of: the letter, an enclosure or a note.
        events: gets the events that are named.

    Returns:
        One mention for each entity, at the first place where the text names it.
    """
    found: dict[Reference, Mention] = {}
    for element in elements:
        if local(element) in _NAMES:
            for entity in _entities(letter, element, events):
                found.setdefault(entity, Mention(of, entity, letter.document.locate(element)))
    return list(found.values())


def _entities(letter: Letter, element: Element, events: EventBook) -> Iterator[Reference]:
    if meant_inside(element) is not None:
        return
    references = references_of(letter.document, element)
    type_ = word(attribute(element, "type"))
    if type_ in EVENTS or local(element) == "eventName":
        yield from events.enter_each(element, references)
        return
    kind = kind_of(element)
    if local(element) in _TYPED and kind is None and (type_ or not _is_known(letter, references)):
        return
    if not references and (local(element) in _PARTS or _is_part(element)):
        return
    printed = words(element)
    names = () if _says_no_name(printed, element) else (_name(letter, element, printed),)
    yield from letter.book.enter_each(kind, names, references)


def _is_known(letter: Letter, references: Sequence[PrintedReference]) -> bool:
    """Does something say what kind of thing an untyped name means?"""
    for reference in references:
        read = read_references(reference.text)
        if read.links or any(letter.register.get(local_id) for local_id in read.local):
            return True
    return False


def _is_part(element: Element) -> bool:
    """Does it stand within a name of the same kind that already says who is meant?"""
    around = element.getparent()
    while around is not None and local(around) in ("hi", "seg", "choice", "orig", "sic", "abbr", "unclear"):
        around = around.getparent()
    return around is not None and local(around) in _NAMES and kind_of(around) is kind_of(element)


def _says_no_name(printed: str, element: Element) -> bool:
    """An empty element, an unknown name, or words that only point to somebody (``rs subtype="implied"``)."""
    return not printed or says_unknown(printed) or word(attribute(element, "subtype")) == "implied"


def _name(letter: Letter, element: Element, printed: str) -> PrintedName:
    return PrintedName(printed, own_language(element) or letter.text_language, letter.document.locate(element))
