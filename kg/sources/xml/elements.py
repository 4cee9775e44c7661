"""Elements by their local names, and the words that they print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, cast

from lxml import etree

Element: TypeAlias = etree._Element
"""An element of a tree; comments and processing instructions are none."""

ATTRIBUTE_OF_ID = "{http://www.w3.org/XML/1998/namespace}id"

NOT_PRINTED = frozenset({"note", "del", "fw", "figDesc", "desc", "graphic", "teiHeader"})
"""What stands inside of printed words without belonging to them."""

_SEPARATE = frozenset(
    (
        *(
            "lb",
            "pb",
            "cb",
            "gb",
            "milestone",
            "p",
            "ab",
            "l",
            "lg",
            "addrLine",
            "address",
            "row",
            "cell",
            "item",
            "head",
        ),
        *("forename", "surname", "roleName", "addName", "nameLink", "genName", "persName", "orgName", "placeName"),
        *("settlement", "country", "region", "district", "bloc", "geogName", "date", "title", "bibl", "email"),
    )
)
"""Elements that are words of their own, though no blank may stand between their tags."""

_CHOSEN = ("orig", "sic", "abbr", "unclear")
"""What is printed of several readings, the first that there is."""


def local(element: Element) -> str:
    """The name of an element without its namespace; of a comment or processing instruction the empty text."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag[tag.rfind("}") + 1 :]


def children(element: Element, *names: str) -> Iterator[Element]:
    """The child elements with one of these names, or all, in their order."""
    for child in element:
        name = local(child)
        if name and (not names or name in names):
            yield child


def find_all(element: Element, *names: str) -> Iterator[Element]:
    """The descendants with one of these names in document order, the element itself not included."""
    for found in element.iter(*(f"{{*}}{name}" for name in names)):
        if found is not element:
            yield found


def ancestor(element: Element, *names: str) -> Element | None:
    """The nearest element around this one that has one of these names."""
    for around in element.iterancestors():
        if local(around) in names:
            return around
    return None


def attribute(element: Element, name: str) -> str | None:
    """An attribute without the blanks around it; ``None`` where it is missing or blank. ``xml:id`` is named so."""
    value = cast("str | None", element.get(ATTRIBUTE_OF_ID if name == "xml:id" else name))
    return None if value is None else " ".join(value.split()) or None


def words(element: Element, *, without: frozenset[str] = NOT_PRINTED) -> str:
    """The words of an element as printed: blanks collapsed, no notes and deletions, of two readings the printed."""
    parts: list[str] = []
    _collect(element, parts, without)
    return " ".join("".join(parts).split())


def _collect(element: Element, parts: list[str], without: frozenset[str]) -> None:
    parts.append(element.text or "")
    chosen = _choice(element) if local(element) == "choice" else None
    for child in element:
        name = local(child)
        if name and name not in without and (chosen is None or child is chosen):
            joins = child.get("break") == "no"
            separate = name in _SEPARATE and not joins
            parts.append(" " if separate else "")
            _collect(child, parts, without)
            parts.append(" " if separate else "")
        parts.append(child.tail or "")


def _choice(element: Element) -> Element | None:
    for name in _CHOSEN:
        for child in children(element, name):
            return child
    return next(children(element), None)
