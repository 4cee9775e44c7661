"""Elements by their local names, and the words that they print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias, cast

from lxml import etree

Element: TypeAlias = etree._Element
"""An element of a tree; comments and processing instructions are none."""

ATTRIBUTE_OF_ID = "{http://www.w3.org/XML/1998/namespace}id"

NOT_PRINTED = frozenset({"note", "del", "fw", "figDesc", "desc", "graphic", "teiHeader"})
"""What stands inside of printed words without belonging to them; what was deleted and restored (``restore``) does."""

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
        *("settlement", "country", "region", "district", "bloc", "geogName", "date", "title", "bibl", "email", "space"),
    )
)
"""Elements that are words of their own, though no blank may stand between their tags."""

_READINGS = {"choice": ("orig", "sic", "abbr", "unclear"), "app": ("lem",)}
"""Elements of which one child is printed, the first that there is of these, else the first of all."""

_ONLY_ELEMENTS = frozenset((*_READINGS, "subst"))
"""Characters directly inside of these are the blanks of a pretty printer."""

_NOT_THEIR_TEXT = _ONLY_ELEMENTS | {"gap"}
"""Elements that print something else than their text."""

_GAP = "[…]"
_SEPARATOR = "\x1f"
"""Stands for the blank around a separate element until the words are whole; no XML text holds it."""
_BEFORE_PUNCTUATION = re.compile(f"(?<!{_SEPARATOR}){_SEPARATOR}++([,.;:!?)\\]»”’])|{_SEPARATOR}")


def local(element: Element) -> str:
    """The name of an element without its namespace; of a comment or processing instruction the empty text."""
    return _local_name(element.tag)


@lru_cache(maxsize=1 << 12)
def _local_name(tag: object) -> str:
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


@lru_cache(maxsize=1 << 12)
def _in_any_namespace(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names as lxml wants them; ``*`` is any element, and no comment."""
    return tuple(f"{{*}}{name}" for name in names) or ("*",)


def children(element: Element, *names: str) -> Iterator[Element]:
    """The child elements with one of these names, or all, in their order."""
    found: Iterator[Element] = element.iterchildren(*_in_any_namespace(names))
    return found


def find_all(element: Element, *names: str) -> Iterator[Element]:
    """The descendants with one of these names in document order, the element itself not included."""
    found: Iterator[Element] = element.iterdescendants(*_in_any_namespace(names))
    return found


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
    if len(element) == 0 and local(element) not in _NOT_THEIR_TEXT:
        return " ".join((element.text or "").split())
    parts: list[str] = []
    _collect(element, parts, without)
    return " ".join(_BEFORE_PUNCTUATION.sub(lambda one: one[1] or " ", "".join(parts)).split())


def _collect(element: Element, parts: list[str], without: frozenset[str]) -> None:
    name = local(element)
    if name == "gap":
        parts.append(_GAP)
        return
    if name == "restore":
        without = without - {"del"}
    chosen = _reading(element, _READINGS[name]) if name in _READINGS else None
    has_words = name not in _ONLY_ELEMENTS
    parts.append(element.text or "" if has_words else "")
    for child in element:
        called = local(child)
        if called and called not in without and (chosen is None or child is chosen):
            separate = called in _SEPARATE and child.get("break") != "no"
            if called == "lb" and not separate:
                parts[-1] = parts[-1].rstrip().removesuffix("-")  # the hyphen is the line's, not the word's
            parts.append(_SEPARATOR if separate else "")
            _collect(child, parts, without)
            parts.append(_SEPARATOR if separate else "")
        parts.append(child.tail or "" if has_words else "")


def _reading(element: Element, names: tuple[str, ...]) -> Element | None:
    for name in names:
        for child in children(element, name):
            return child
    return next(children(element), None)
