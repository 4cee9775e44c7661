"""The references of an element: ``@ref``, ``@key``, ``@corresp``, ``@sameAs``, and what they stand for."""

from __future__ import annotations

from collections.abc import Iterator

from kg.sources.registers import PrintedReference
from kg.sources.xml import Element, XmlDocument, attribute, children, find_all, words

NAME_ELEMENTS = ("persName", "orgName", "placeName", "settlement", "geogName", "rs", "name")
_ATTRIBUTES = ("ref", "key", "corresp", "sameAs", "cRef")


def references_of(
    document: XmlDocument, element: Element, *, inner: tuple[str, ...] = ()
) -> tuple[PrintedReference, ...]:
    """List the references of an element as printed, where they stand.

    Args:
        document: the document.
        element: a name.
        inner: names of child elements whose references count as well if the element has none
            (``<orgName><rs ref="#o1">…``).
    """
    found = tuple(_own(document, element))
    if found:
        return found
    return tuple(one for child in children(element, *inner) for one in _own(document, child)) if inner else ()


def meant_inside(element: Element) -> Element | None:
    """The element inside that says by a reference who is meant, where the outer one says nothing and no more words.

    ``<placeName><seg><rs ref="#l2">Linz</rs></seg></placeName>``: the ``rs``.
    """
    if any(attribute(element, name) is not None for name in _ATTRIBUTES):
        return None
    for inner in find_all(element, *NAME_ELEMENTS):
        if any(attribute(inner, name) is not None for name in _ATTRIBUTES):
            return inner if words(inner) == words(element) else None
    return None


def _own(document: XmlDocument, element: Element) -> Iterator[PrintedReference]:
    for name in _ATTRIBUTES:
        value = attribute(element, name)
        if value is not None:
            yield PrintedReference(value, document.locate_attribute(element, name))
