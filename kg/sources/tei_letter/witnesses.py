"""Where a letter is kept and what it looks like: ``msDesc``, ``witness``, and the printed sources of the text.

Sources: TEI P5, chapters 10 (Manuscript Description) and 12.1.4.2 (Witness Information).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.authorities import slug
from kg.records.agent import EntityKind, PrintedName
from kg.records.archival_unit import ArchivalReference, Instantiation
from kg.records.document import Finding
from kg.records.locator import Locator
from kg.records.note import Citation
from kg.records.reference import Reference
from kg.sources.entities import EntityBook
from kg.sources.nothing_words import says_nothing
from kg.sources.tei_letter.forms import form_of
from kg.sources.tei_letter.header import descend, filled
from kg.sources.tei_letter.references_of import references_of
from kg.sources.tei_letter.tables import word
from kg.sources.xml import Element, XmlDocument, attribute, find_all, local, words

_STATES = {
    "copy": "copy|kopie|abschrift|transkript|transcript|copie|transcription|durchschlag|carbon|durchschrift|afschrift|"
    "copia|kopia|копия|apograph",
    "draft": "draft|entwurf|konzept|brouillon|minute|ébauche|kladde|concept|minuta|bozza|borrador|черновик|brulion",
    "original": "original|originale|ausfertigung|оригинал|oryginał|origineel",
}
_TECHNIQUES = {
    "autograph": "autograph|autographe|eigenhändig|autografo|autógrafo|autograf|автограф|eigenhandig",
    "handwritten": "handwritten|handschriftlich|manuscrite?|handgeschreven|manoscritto|рукописн",
    "typewritten": "typewritten|typed|typescript|typoskript|maschinenschriftlich|maschinschriftlich|"
    "schreibmaschine|dactylographi|tapuscrit|machineschrift|dattiloscritto|машинопис|maszynopis",
    "printed": "printed|gedruckt|druck|imprimée?|gedrukt|stampato|печатн",
}
_ORDER = ("settlement", "repository", "collection", "idno")


@dataclass(frozen=True, slots=True)
class Witnesses:
    copies: tuple[Instantiation, ...] = ()
    citations: tuple[Citation, ...] = ()
    form: str | None = None
    form_locator: Locator | None = None
    findings: tuple[Finding, ...] = ()


def read_witnesses(
    document: XmlDocument, source_desc: Element | None, *, letter: Reference, book: EntityBook, language: str
) -> Witnesses:
    """Read the copies of a letter and the prints that its text was taken from.

    Args:
        document: the document.
        source_desc: its ``sourceDesc``.
        letter: the letter.
        book: where the archives are entered.
        language: of the header, BCP 47.

    Returns:
        One copy for each ``witness`` and each ``msDesc`` outside of one; ``as_printed`` of a shelf mark is settlement,
        repository, collection and number joined by a full stop.
    """
    if source_desc is None:
        return Witnesses()
    copies: list[Instantiation] = []
    findings: list[Finding] = []
    for element in _copies(source_desc):
        copy, found = _copy(document, element, f"{letter.key}-{len(copies) + 1}", letter, book, language)
        findings += found
        if copy is not None:
            copies.append(copy)
    form, locator, unknown = _form(document, source_desc)
    return Witnesses(
        copies=tuple(copies),
        citations=tuple(_citations(document, source_desc, letter, language)),
        form=form,
        form_locator=locator,
        findings=(*findings, *unknown),
    )


def _copies(source_desc: Element) -> Iterator[Element]:
    for element in find_all(source_desc, "witness", "msDesc", "object"):
        if not any(local(one) in ("witness", "msDesc", "additional", "msPart") for one in element.iterancestors()):
            yield element


def _copy(
    document: XmlDocument, element: Element, key: str, letter: Reference, book: EntityBook, language: str
) -> tuple[Instantiation | None, list[Finding]]:
    description = element if local(element) == "msDesc" else next(find_all(element, "msDesc"), None)
    identifier = None if description is None else descend(description, "msIdentifier")
    reference, findings = _reference(document, identifier, book, language)
    physical = None if description is None else descend(description, "physDesc")
    told = words(physical) if physical is not None else ""
    if description is None:
        physical, told = element, words(element)
    attributes = " ".join(_technical_words(element)).strip()
    note = told if told and not says_nothing(told) else None
    if reference is None and note is None and not attributes:
        return None, findings
    said = f"{told} {attributes}"
    techniques = tuple(_found(_TECHNIQUES, said)) or tuple(_by_description(physical))
    states = tuple(_found(_STATES, said)) or (("copy",) if attribute(element, "copyOf") else ())
    locator = None if note is None or physical is None else document.locate(physical)
    return (
        Instantiation(
            key=key,
            document=letter,
            reference=reference,
            techniques=techniques,
            technique_note=note,
            technique_locator=locator,
            state=states[0] if len(states) == 1 else None,
        ),
        findings,
    )


def _reference(
    document: XmlDocument, identifier: Element | None, book: EntityBook, language: str
) -> tuple[ArchivalReference | None, list[Finding]]:
    if identifier is None:
        return None, []
    findings = []
    parts = []
    for name in _ORDER:
        for part in _own_parts(identifier, name):
            printed = words(part)
            if not says_nothing(printed):
                parts.append((part, printed))
            elif printed:
                findings.append(_placeholder(document, part, printed))
    if not parts:
        return None, findings
    holder = next(filled(identifier, "repository"), None)
    holder = next(filled(identifier, "institution"), None) if holder is None else holder
    shelf_mark = next((part for part, _ in parts if local(part) == "idno"), None)
    reference = ArchivalReference(
        as_printed=". ".join(printed for _, printed in parts),
        holder=None if holder is None else _holder(document, holder, book, language),
        fonds=None,
        inventory=None,
        file=None,
        leaf=None,
        normalized=None,
        locator=document.locate(identifier if shelf_mark is None else shelf_mark),
    )
    return reference, findings


def _own_parts(identifier: Element, name: str) -> Iterator[Element]:
    """The parts of one name, the settlement also of an address; those of other shelf marks are not meant."""
    for part in find_all(identifier, name):
        around = {local(one) for one in part.iterancestors()}
        if not around & {"altIdentifier", "msFrag", "msPart"}:
            yield part


def _holder(document: XmlDocument, element: Element, book: EntityBook, language: str) -> Reference | None:
    name = PrintedName(words(element), language, document.locate(element))
    return book.enter(EntityKind.CORPORATE_BODY, (name,), references_of(document, element))


def _placeholder(document: XmlDocument, element: Element, printed: str) -> Finding:
    return Finding(
        "placeholder",
        f"“{printed}” in {local(element)} says that there is nothing.",
        "Leave the element out.",
        document.locate(element),
        "information",
    )


def _technical_words(element: Element) -> Iterator[str]:
    """The values of attributes that say how a copy was made."""
    yield from (attribute(element, name) or "" for name in ("type", "rend", "n") if local(element) == "witness")
    for one in (element, *find_all(element, "msDesc", "objectDesc", "typeNote", "typeDesc", "objectType", "support")):
        for name in ("form", "type", "ana", "corresp", "medium"):
            value = attribute(one, name)
            # "manuscript" is what projects write of every msDesc.
            if value is not None and word(value) not in ("manuscript", "manuskript", "ms"):
                yield re.sub(r"[_#.]", " ", value)


def _by_description(physical: Element | None) -> Iterator[str]:
    if physical is None:
        return
    if next(find_all(physical, "typeDesc", "typeNote"), None) is not None:
        yield "typewritten"
    elif next(find_all(physical, "handNote"), None) is not None:
        yield "handwritten"


def _found(table: dict[str, str], said: str) -> Iterator[str]:
    for concept, pattern in table.items():
        if _beginning_with(pattern).search(said):
            yield concept


@cache
def _beginning_with(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:\w*[-])?(?:{pattern})", re.IGNORECASE)


def _form(document: XmlDocument, source_desc: Element) -> tuple[str | None, Locator | None, list[Finding]]:
    """The form that the first copy is said to have; a value that is not known is reported."""
    unknown: list[Finding] = []
    for element in find_all(source_desc, "objectType"):
        printed = [(attribute(element, name), name) for name in ("ana", "corresp", "key", "type")]
        for value, name in printed:
            if value and (form := form_of(value)):
                return form, document.locate_attribute(element, name), []
        if form := form_of(words(element)):
            return form, document.locate(element), []
        known = next(((value, name) for value, name in printed if value), None)
        if known is not None:
            unknown.append(_unknown_form(document.locate_attribute(element, known[1]), known[0] or ""))
    for element in find_all(source_desc, "physDesc", "objectDesc"):
        form = form_of(attribute(element, "form")) or form_of(words(element))
        if form is not None:
            return form, document.locate(element), []
    return None, None, unknown


def _unknown_form(locator: Locator, printed: str) -> Finding:
    return Finding(
        "form-not-known",
        f"“{printed}” is no documentary form that is known.",
        "The letter is published without a form; docs/reference/tei.md lists the words that are read.",
        locator,
        "information",
    )


def _citations(document: XmlDocument, source_desc: Element, letter: Reference, language: str) -> Iterator[Citation]:
    number = 0
    for element in find_all(source_desc, "bibl", "biblStruct", "biblFull"):
        if any(
            local(one) in ("bibl", "biblStruct", "msDesc", "biblFull") for one in element.iterancestors()
        ) and not any(local(one) == "listBibl" for one in element.iterancestors()):
            continue
        title = next((one for one in find_all(element, "title") if words(one)), None)
        printed = words(element)
        if title is None and not printed:
            continue
        number += 1
        name = printed if title is None else words(title)
        yield Citation(
            key=f"{letter.key}-source{number}",
            cited_by=letter,
            as_printed=printed,
            title=name,
            language=language,
            locator=document.locate(element),
            work_key=f"{letter.key}-source{number}-{slug(name)[:40].strip('-')}",
            volume=_scope(element, "vol", "volume", "band"),
            pages=_scope(element, "pp", "page", "pages", "s", "p"),
        )


def _scope(element: Element, *units: str) -> str | None:
    for one in find_all(element, "biblScope", "citedRange"):
        if word(attribute(one, "unit") or attribute(one, "type")) in units:
            return words(one) or None
    return None
