"""Where each element of a document stands: start tag, content and end tag by offsets, and its path from the root."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from sys import intern
from typing import NamedTuple

from kg.sources.xml.scanning import Kind, Markup


class Span(NamedTuple):
    """An element in the decoded text: ``start`` of its start tag, its content, ``end`` of its end tag.

    The content of an empty element (``<date/>``) is the empty span behind it.
    """

    start: int
    content: int
    content_end: int
    end: int


class ElementPlaces:
    """The places of elements in document order; the first has number 0."""

    def __init__(self, tags: Iterable[Markup]) -> None:
        self._start, self._content, self._content_end, self._end = (array("q") for _ in range(4))
        self._parent, self._position = array("q"), array("q")
        self._names: list[str] = []
        self._siblings: dict[tuple[int, str], int] = {}
        open_elements: list[int] = []
        for tag in tags:
            if tag.kind in (Kind.START, Kind.EMPTY):
                self._open(tag, open_elements[-1] if open_elements else -1)
                if tag.kind is Kind.START:
                    open_elements.append(len(self._names) - 1)
            elif tag.kind is Kind.END and open_elements:
                number = open_elements.pop()
                self._content_end[number] = tag.start
                self._end[number] = tag.end

    def _open(self, tag: Markup, parent: int) -> None:
        name = intern(tag.name)
        position = self._siblings.get((parent, name), 0) + 1
        self._siblings[parent, name] = position
        self._names.append(name)
        self._parent.append(parent)
        self._position.append(position)
        self._start.append(tag.start)
        for offsets in (self._content, self._content_end, self._end):
            offsets.append(tag.end)

    def __len__(self) -> int:
        return len(self._names)

    def name(self, number: int) -> str:
        """The local name of an element."""
        return self._names[number]

    def span(self, number: int) -> Span:
        """Where an element stands."""
        return Span(self._start[number], self._content[number], self._content_end[number], self._end[number])

    def path(self, number: int) -> str:
        """Its path by local names; a position is given where the parent has several of the name: ``/TEI/text/p[2]``."""
        steps = []
        while number >= 0:
            name = self._names[number]
            several = self._siblings[self._parent[number], name] > 1
            steps.append(f"/{name}[{self._position[number]}]" if several else f"/{name}")
            number = self._parent[number]
        return "".join(reversed(steps))
