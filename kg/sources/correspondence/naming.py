"""Agents and places of an action as entities: names as printed, whom references mean, how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kg.authorities.names import Order
from kg.records.agent import EntityKind, PrintedName
from kg.records.calendars import CalendarRule
from kg.records.certainty import Certainty
from kg.records.document import Finding
from kg.records.locator import Locator
from kg.records.reference import Reference
from kg.sources.correspondence.certainty import certainty_of, odd_certainty
from kg.sources.correspondence.content import NamedElement
from kg.sources.entities import EntityBook
from kg.sources.names import NameReading, read_names, says_unknown
from kg.sources.references import read_references
from kg.sources.registers import PrintedReference
from kg.sources.xml import Element, XmlDocument, children, words
from kg.sources.xml.elements import NOT_PRINTED

REFERENCE_ATTRIBUTES = ("ref", "key", "corresp", "sameAs", "target")
_PSEUDONYMS = frozenset(("pseudonym", "pseudonyme", "pseudo", "alias", "pen-name", "penname", "псевдоним"))
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(slots=True)
class Reading:
    """The reading of one letter: what it needs, and what was found wrong on the way."""

    xml: XmlDocument
    book: EntityBook
    key: str
    rule: CalendarRule
    language: str
    name_order: Order = "given-first"
    letters: Mapping[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def note(self, code: str, what: str, remedy: str, locator: Locator, *, severity: str = "warning") -> None:
        """Report something with its place."""
        self.findings.append(Finding(code, what, remedy, locator, severity))


@dataclass(frozen=True, slots=True)
class Entered:
    """An entity that an element names, where, and with which reservations."""

    entity: Reference
    locator: Locator
    certainty: tuple[Certainty, ...]


def enter(named: NamedElement, action: Element, reading: Reading, *, role: str) -> tuple[Entered, ...]:
    """Enter what one element names: mostly one; several where it says *A or B*; none where nobody is known.

    Args:
        named: the element.
        action: its action, whose reservations hold for all that is in it.
        reading: takes the findings.
        role: for findings: ``sender``, ``addressee``, ``agent`` or ``place``.
    """
    reading.findings += odd_certainty(named.chain, reading.xml)
    sure = certainty_of((action, *named.chain))
    printed, others = _printed(named.name)
    references = _references(named, reading.xml)
    if says_unknown(printed) and printed:
        what = f"The {role} is not known: “{printed}”."
        locator = reading.xml.locate(named.name)
        reading.note(f"{role}-unknown", what, "Nothing need be done.", locator, severity="information")
        return ()
    names = _readings(printed, named, references, reading, role=role)
    if not names and not references:
        locator = reading.xml.locate_tag(named.name)
        what, remedy = f"An element for the {role} is empty.", "Give a name, or remove the element."
        reading.note(f"{role}-empty", what, remedy, locator, severity="information")
        return ()
    pseudonyms = [PrintedName(words(one), _language(named, reading), reading.xml.locate(one)) for one in others]
    return tuple(_entered(names, references, named, sure, reading, pseudonyms=pseudonyms))


def _printed(element: Element) -> tuple[str, list[Element]]:
    """The name as printed, and the pseudonyms that stand beside it: further names of the same person."""
    others = [one for one in children(element, "addName") if (one.get("type") or "").casefold() in _PSEUDONYMS]
    name = words(element, without=NOT_PRINTED | {"addName"}) if others else ""
    return (name, [one for one in others if words(one)]) if name else (words(element), [])


def _readings(
    printed: str, named: NamedElement, references: list[PrintedReference], reading: Reading, *, role: str
) -> tuple[NameReading, ...]:
    """The names of an element. Its tags say that it names one; only alternatives are several."""
    if named.kind is EntityKind.PLACE and not printed:
        return ()
    names = _names(printed, named.name.get(_LANGUAGE) or reading.language, reading.name_order)
    if len(names) > 1 and _is_one(names, named, references):
        marked = set(names[0].certainty).intersection(*(one.certainty for one in names))
        plain = printed.strip("[]? ") if marked - {Certainty.ALTERNATIVE} else printed
        names = (NameReading(plain, tuple(one for one in Certainty if one in marked)),)
    for one in names:
        _note_others(one, named, reading, role=role)
    return names


@lru_cache(maxsize=1 << 15)
def _names(printed: str, language: str, name_order: Order) -> tuple[NameReading, ...]:
    """Read a name once: it comes again from letter to letter."""
    return read_names(printed, language, name_order=name_order)


def _is_one(names: tuple[NameReading, ...], named: NamedElement, references: list[PrintedReference]) -> bool:
    """Tell whether several names are one entity: one reference makes it one, and so does one element without *or*."""
    usable = [found for one in references if (found := read_references(one.text)).links or found.local]
    if usable and len(_pieces(references)) != len(names):
        return True
    return not any(Certainty.ALTERNATIVE in one.certainty for one in names) and (named.kind is not None or bool(usable))


def _note_others(name: NameReading, named: NamedElement, reading: Reading, *, role: str) -> None:
    if not name.and_others and name.on_behalf_of is None:
        return
    locator = reading.xml.locate(named.name)
    if name.and_others:
        what = f"Beside “{name.text}” there are others, whom the source does not name."
        reading.note(f"{role}-others-unnamed", what, "Nothing need be done.", locator, severity="information")
    if name.on_behalf_of is not None:
        what = f"“{name.text}” acts for “{name.on_behalf_of}”, who is not entered as {role}."
        remedy = "Add an element of its own where both belong there."
        reading.note(f"{role}-for-another", what, remedy, locator, severity="information")


def _entered(
    names: tuple[NameReading, ...],
    references: list[PrintedReference],
    named: NamedElement,
    sure: tuple[Certainty, ...],
    reading: Reading,
    *,
    pseudonyms: list[PrintedName],
) -> Iterator[Entered]:
    whole = reading.xml.locate(named.name)
    for number, name in enumerate(names or (None,)):
        locator = whole if name is None else _place_of(name.text, whole, named.name, reading.xml)
        certainty = tuple(dict.fromkeys((*sure, *(name.certainty if name is not None else ()))))
        printed = [] if name is None else [PrintedName(name.text, _language(named, reading), locator)]
        printed += pseudonyms if len(names) <= 1 else []
        kind = named.kind or (name.kind_hint if name is not None else None)
        entity = reading.book.enter(kind, printed, _references_of(number, len(names), references), certainty=certainty)
        if entity is not None:
            yield Entered(entity, locator, certainty)


def _references_of(number: int, names: int, references: list[PrintedReference]) -> list[PrintedReference]:
    """Which references belong to one of several names: one for each, else to none."""
    if names <= 1:
        return references
    pieces = _pieces(references)
    return [pieces[number]] if len(pieces) == names else []


def _pieces(references: list[PrintedReference]) -> list[PrintedReference]:
    return [PrintedReference(piece, one.locator) for one in references for piece in one.text.split()]


def _references(named: NamedElement, xml: XmlDocument) -> list[PrintedReference]:
    """The attributes that say who is meant, in the order of the table, of the inner element before the outer."""
    return [
        PrintedReference(str(element.get(name)), xml.locate_attribute(element, name))
        for element in reversed(named.chain)
        for name in REFERENCE_ATTRIBUTES
        if (element.get(name) or "").strip()
    ]


def _place_of(name: str, whole: Locator, element: Element, xml: XmlDocument) -> Locator:
    """Where one of several names, or a name within brackets, stands; the whole where markup stands inside of it."""
    at = whole.exact.find(name)
    if at < 0 or name == whole.exact:
        return whole
    return xml.locate_span(whole.start + at, whole.start + at + len(name), element)


def _language(named: NamedElement, reading: Reading) -> str:
    return named.name.get(_LANGUAGE) or reading.language
