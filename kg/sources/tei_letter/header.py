"""What the header of a TEI file says of its edition and of the letter as a whole: titles, licence, languages.

Sources: TEI P5, chapter 2 (The TEI Header).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.records.iris import address_iri
from kg.records.locator import Locator
from kg.sources.nothing_words import says_nothing
from kg.sources.scopes import edition_scope
from kg.sources.tei_letter.tables import LANGUAGES, word
from kg.sources.text import Source
from kg.sources.xml import Element, XmlDocument, attribute, children, find_all, words

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_YEAR = re.compile(r"\b(1[4-9]\d\d|20\d\d)\b")
_PUBLISHERS = ("publisher", "authority", "distributor")
_SECONDARY = frozenset({"sub", "desc", "iso-date", "short", "alt", "abbreviated", "filing", "translated"})
_EDITORS = re.compile(
    r"\b(?:editor|editors|edited|editing|herausgeber\w*|hrsg|hg|éditeur\w*|éditrice\w*|édité|édition|uitgever|editie|"
    r"redacteur|curatore|editor\w*|wydawca|редактор|издатель)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """``title`` is the letter's; elements are kept where their places and references are read later."""

    title: str | None = None
    title_element: Element | None = None
    edition_title: Element | None = None
    publisher: Element | None = None
    issued: str | None = None
    licence: str | None = None
    licence_printed: str | None = None
    """What stands in the place of a licence's address and is none."""
    licence_locator: Locator | None = None
    editors: tuple[Element, ...] = ()
    authors: tuple[Element, ...] = ()
    addresses: tuple[str, ...] = ()
    edition_address: str | None = None


def read_header(document: XmlDocument, tei: Element) -> Header:
    """Read the header of a ``TEI`` element; what is missing or empty is ``None``."""
    file_desc = descend(tei, "teiHeader", "fileDesc")
    if file_desc is None:
        return Header()
    statement = descend(file_desc, "titleStmt")
    title = _letter_title(statement)
    publication = descend(file_desc, "publicationStmt")
    around = next(tei.iterancestors("{*}teiCorpus"), None)
    corpus = descend(around, "teiHeader", "fileDesc", "publicationStmt")
    licence = _licence(publication) or _licence(corpus)
    return Header(
        title=None if title is None else words(title),
        title_element=title,
        edition_title=_edition_of(tei),
        publisher=next((one for part in (publication, corpus) for one in filled(part, *_PUBLISHERS)), None),
        issued=_year(publication) or _year(corpus),
        licence=licence[1] if licence and licence[1] else None,
        licence_printed=licence[2] if licence and not licence[1] else None,
        licence_locator=None if licence is None else document.locate_attribute(licence[0], "target"),
        editors=tuple(_editors(statement, descend(file_desc, "editionStmt"))),
        authors=() if statement is None else tuple(filled(statement, "author")),
        addresses=tuple(_addresses(publication)),
        edition_address=_edition_address(file_desc),
    )


def read_title_words(tei: Element) -> str | None:
    """The title of a letter, before anything else of it is read."""
    title = _letter_title(descend(tei, "teiHeader", "fileDesc", "titleStmt"))
    return None if title is None else words(title)


def scope_of(source: Source, tei: Element) -> str:
    """The scope of local ids: the collection's edition, the series, the edition, ``@xml:base``, the file."""
    edition = _edition_of(tei)
    return edition_scope(
        source.settings.edition, () if edition is None else (words(edition),), tei.get(_BASE), source.path
    )


def languages_of(tei: Element) -> tuple[str, ...]:
    """The languages of ``langUsage``, BCP 47, those in use first named first."""
    usage = descend(tei, "teiHeader", "profileDesc", "langUsage")
    found: dict[str, None] = {}
    for language in () if usage is None else children(usage, "language"):
        tag = language_tag(attribute(language, "ident") or attribute(language, "id"))
        if tag is not None and attribute(language, "usage") != "0":
            found[tag] = None
    return tuple(found)


def language_tag(ident: str | None) -> str | None:
    """Make a BCP 47 tag of what is printed: ``deu`` -> ``de``, ``de_AT`` -> ``de-AT``; ``None`` if it is none."""
    if ident is None:
        return None
    first, *rest = ident.replace("_", "-").split("-")
    tag = "-".join((LANGUAGES.get(first.casefold(), first.lower()), *rest))
    return tag if _TAG.fullmatch(tag) and tag not in ("und", "mul", "mis", "zxx") else None


def own_language(element: Element) -> str | None:
    """The language that the element or an element around it declares (``xml:lang``)."""
    at: Element | None = element
    while at is not None:
        tag = language_tag(at.get(_LANG) or at.get("lang"))
        if tag is not None:
            return tag
        at = at.getparent()
    return None


def spoken_language(text: Element) -> str | None:
    """The language of a letter's text: that of ``text`` or ``body``, else that of all its divisions."""
    for element in (text, *children(text, "body")):
        tag = language_tag(element.get(_LANG) or element.get("lang"))
        if tag is not None:
            return tag
    inside = {one: tag for one in find_all(text, "div") if (tag := language_tag(one.get(_LANG))) is not None}
    outer = {tag for one, tag in inside.items() if not any(around in inside for around in one.iterancestors())}
    return outer.pop() if len(outer) == 1 else own_language(text)


def descend(element: Element | None, *names: str) -> Element | None:
    """The first child by each of the names in turn."""
    for name in names:
        element = None if element is None else next(children(element, name), None)
    return element


def filled(element: Element | None, *names: str) -> Iterator[Element]:
    """The children with one of these names that print something; none of nothing."""
    for child in () if element is None else children(element, *names):
        if not says_nothing(words(child)):
            yield child


def web_address(text: str | None) -> str | None:
    """The IRI of an address on the web; ``None`` where the text is none."""
    if text is None or not text.lower().startswith("http") or " " in text:
        return None
    return address_iri(text)


def _letter_title(statement: Element | None) -> Element | None:
    titles = list(filled(statement, "title"))
    for wanted in (
        lambda one: attribute(one, "level") == "a" and word(attribute(one, "type")) not in _SECONDARY,
        lambda one: word(attribute(one, "type")) == "main",
        lambda one: attribute(one, "level") != "s" and word(attribute(one, "type")) not in _SECONDARY,
    ):
        found = next(filter(wanted, titles), None)
        if found is not None:
            return found
    return next((one for one in titles if word(attribute(one, "type")) not in _SECONDARY), None)


def _edition_of(tei: Element) -> Element | None:
    """The title of the edition: the letter's own header says it, else that of the corpus around it."""
    file_desc = descend(tei, "teiHeader", "fileDesc")
    title = _letter_title(descend(file_desc, "titleStmt"))
    found = None if file_desc is None else _edition_title(file_desc, title)
    for corpus in tei.iterancestors("{*}teiCorpus") if found is None else ():
        around = descend(corpus, "teiHeader", "fileDesc")
        if around is not None:
            whole = _letter_title(descend(around, "titleStmt"))
            found = _edition_title(around, None)
            found = whole if found is None else found
        if found is not None:
            return found
    return found


def _edition_title(file_desc: Element, letter: Element | None) -> Element | None:
    letter_words = None if letter is None else words(letter)
    statement = descend(file_desc, "titleStmt")
    edition = descend(file_desc, "editionStmt", "edition")
    series = [one for one in filled(statement, "title") if attribute(one, "level") == "s"]
    series += filled(descend(file_desc, "seriesStmt"), "title")
    # Many repeat the letter's title as that of the edition.
    editions = [*filled(edition, "title"), *([] if edition is None else [edition])]
    candidates = [*series, *(one for one in editions if words(one) != letter_words)]
    return next((one for one in candidates if any(mark.isalpha() for mark in words(one))), None)


def _licence(publication: Element | None) -> tuple[Element, str | None, str] | None:
    """The element, its address if it is one, and what stands there."""
    for licence in () if publication is None else find_all(publication, "licence"):
        for element in (licence, *find_all(licence, "ref", "ptr")):
            address = web_address(attribute(element, "target"))
            if address is not None:
                return element, address, address
        printed = attribute(licence, "target") or words(licence)
        found = re.search(r"https?://[^\s<>\"]+[^\s<>\".,;:)]", words(licence))
        if found is not None:
            return licence, web_address(found[0]), found[0]
        if printed:
            return licence, None, printed
    availability = descend(publication, "availability")
    for element in () if availability is None else find_all(availability, "ref", "ptr"):
        address = web_address(attribute(element, "target"))
        if address is not None and "licen" in address:
            return element, address, address
    return None


def _year(publication: Element | None) -> str | None:
    for date in () if publication is None else find_all(publication, "date"):
        for printed in (attribute(date, "when"), attribute(date, "when-iso"), words(date)):
            found = _YEAR.search(printed or "")
            if found is not None:
                return found[1]
    return None


def _editors(statement: Element | None, edition: Element | None) -> Iterator[Element]:
    """Elements that name one editor each; who transcribed or encoded is not listed."""
    for editor in filled(statement, "editor"):
        yield from list(filled(editor, "name", "persName", "orgName")) or [editor]
    for responsible in (*children_of(statement, "respStmt"), *children_of(edition, "respStmt")):
        what = " ".join(words(one) for one in children(responsible, "resp"))
        if _EDITORS.search(what):
            yield from filled(responsible, "name", "persName", "orgName")


def children_of(element: Element | None, *names: str) -> Iterator[Element]:
    """The children of an element that may be missing."""
    yield from () if element is None else children(element, *names)


def _addresses(publication: Element | None) -> Iterator[str]:
    for idno in () if publication is None else find_all(publication, "idno"):
        address = web_address(words(idno))
        if address is not None:
            yield address


def _edition_address(file_desc: Element) -> str | None:
    for name in ("seriesStmt", "editionStmt"):
        part = descend(file_desc, name)
        for element in () if part is None else find_all(part, "ref", "ptr", "idno"):
            address = web_address(attribute(element, "target") or words(element))
            if address is not None:
                return address
    return None
