"""An edition of the index as a record: the bibliographic reference as printed, and what is marked up in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.authorities import Authorities, slug
from kg.records.agent import EntityKind, NamedEntity, PrintedName
from kg.records.edition import Compiler, Edition
from kg.records.iris import address_iri
from kg.sources.cmif.index import Bibl, CmifIndex
from kg.sources.entities import EntityBook
from kg.sources.registers import PrintedReference
from kg.sources.text import Source
from kg.sources.xml import Element, attribute, find_all, words

_YEAR = re.compile(r"\d{4}")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)]")


def edition_key(bibl: Bibl, index: CmifIndex, source: Source) -> str:
    """A UUID is the same edition in every file; any other id belongs to the file or edition that the source is of."""
    if bibl.is_universal:
        return slug(bibl.id or "")
    if source.settings.edition is not None and len(index.bibls) == 1:
        return slug(source.settings.edition)
    return f"{index.scope}-{slug(bibl.id) if bibl.id is not None else f'bibl-{bibl.number}'}"


def read_edition(
    bibl: Bibl, index: CmifIndex, source: Source, authorities: Authorities
) -> tuple[Edition, tuple[NamedEntity, ...]]:
    """Read a ``bibl`` and the entities that it names. The licence is the edition's own: that of the file is another."""
    frame = index.frame
    key = edition_key(bibl, index, source)
    book = EntityBook(key, authorities=authorities, language=index.language, scope=index.scope)
    edition = Edition(
        key=key,
        title=words(bibl.element, without=frozenset({"note"})) or bibl.id or key,
        language=index.language,
        locator=frame.locate(bibl.element),
        issued=_issued(bibl.element),
        compilers=tuple(_editors(bibl.element, index, book)),
        publisher=next((words(one) for one in find_all(bibl.element, "publisher") if words(one)), None),
        licence=next(
            (iri for one in find_all(bibl.element, "licence") if (iri := address_iri(one.get("target") or ""))), None
        ),
        address=_address(bibl.element),
        online=(attribute(bibl.element, "type") or "").casefold() == "online",
    )
    return edition, book.entities()


def _issued(bibl: Element) -> str | None:
    """The year of ``bibl//date`` as its attribute or words give it; years in running words may be those of letters."""
    for date in find_all(bibl, "date"):
        year = _YEAR.search(date.get("when") or words(date))
        if year is not None:
            return year[0]
    return None


def _address(bibl: Element) -> str | None:
    """Where the edition is on the web: a marked address first, else one among the words."""
    marked = [one.get("target") or "" for one in find_all(bibl, "ref", "ptr")]
    numbers = [words(one) for one in find_all(bibl, "idno")]
    candidates = (*marked, *numbers, *_ADDRESS.findall(words(bibl)))
    return next((iri for one in candidates if (iri := address_iri(one)) and iri.startswith("http")), None)


def _editors(bibl: Element, index: CmifIndex, book: EntityBook) -> Iterator[Compiler]:
    order = 0
    for editor in find_all(bibl, "editor"):
        people = list(find_all(editor, "persName", "name")) or [editor]
        for person in people:
            name = words(person, without=frozenset({"note", "email"}))
            if not name:
                continue
            locator = index.frame.locate(person)
            references = [
                PrintedReference(str(person.get(one)), index.frame.locate_attribute(person, one))
                for one in ("ref", "key")
                if (person.get(one) or "").strip()
            ]
            agent = book.enter(EntityKind.PERSON, [PrintedName(name, index.language, locator)], references)
            if agent is not None:
                order += 1
                yield Compiler(agent, order, locator, role="editor")
