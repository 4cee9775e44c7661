"""Where each element of a document stands: start tag, content and end tag by offsets, and its path from the root."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from sys import intern
from typing import NamedTuple

from kg.sources.xml.scanning import Kind, Markup

_START, _EMPTY, _END = Kind.START, Kind.EMPTY, Kind.END  # an attribute of an enumeration takes longer than a name


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
        self._paths: dict[int, str] = {}
        open_elements: list[int] = []
        for tag in tags:
            kind, name, start, end = tag
            if kind is _START or kind is _EMPTY:
                self._open(intern(name), open_elements[-1] if open_elements else -1, start, end)
                if kind is _START:
                    open_elements.append(len(self._names) - 1)
            elif kind is _END and open_elements:
                number = open_elements.pop()
                self._content_end[number] = start
                self._end[number] = end

    def _open(self, name: str, parent: int, start: int, end: int) -> None:
        position = self._siblings.get((parent, name), 0) + 1
        self._siblings[parent, name] = position
        self._names.append(name)
        self._parent.append(parent)
        self._position.append(position)
        self._start.append(start)
        self._content.append(end)
        self._content_end.append(end)
        self._end.append(end)

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
        if number < 0:
            return ""
        path = self._paths.get(number)
        if path is None:
            name, parent = self._names[number], self._parent[number]
            several = self._siblings[parent, name] > 1
            path = self.path(parent) + (f"/{name}[{self._position[number]}]" if several else f"/{name}")
            self._paths[number] = path
        return path
