"""A parsed document whose elements and attributes know where they stand in the decoded text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from kg.errors import MalformedSource, Where
from kg.records.locator import Locator
from kg.sources.text import SourceText
from kg.sources.xml.elements import Element, local, words
from kg.sources.xml.places import ElementPlaces, Span
from kg.sources.xml.scanning import Kind, Markup, attribute_spans, markup

_REFERENCE = re.compile(r"&(?:#[0-9]{1,9}|#x[0-9A-Fa-f]{1,8}|amp|lt|gt|quot|apos);")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters between two pieces of markup: offsets in the decoded text, and the words with references resolved."""

    start: int
    end: int
    words: str


class XmlDocument:
    """A tree and its places.

    ``tags`` are the tags of the text in the order of the tree's elements. Of the tree of a part of a larger document
    ``within`` says where in the text that stands, and ``root_path`` what the path of its root is.
    """

    def __init__(
        self,
        text: SourceText,
        root: Element,
        *,
        tags: tuple[Markup, ...] | None = None,
        within: tuple[int, int] | None = None,
        root_path: str | None = None,
    ) -> None:
        self.text = text
        self.root = root
        self._tags = tags
        self._within = (0, len(text.text)) if within is None else within
        self._root_path = root_path

    @cached_property
    def places(self) -> ElementPlaces:
        """The places of all elements in document order."""
        return ElementPlaces(markup(self.text.text, *self._within) if self._tags is None else self._tags)

    @cached_property
    def _numbers(self) -> dict[Element, int]:
        numbers = {}
        for number, element in enumerate(self.root.iter("*")):
            if number >= len(self.places) or self.places.name(number) != local(element):
                raise MalformedSource(
                    f"The tags of the text and the elements of its tree differ at <{local(element)}>.",
                    where=Where(self.text.path),
                    remedy="Report this file: it is an error of Lettergraph.",
                )
            numbers[element] = number
        return numbers

    def span(self, element: Element) -> Span:
        """Where an element stands: start tag, content, end tag."""
        return self.places.span(self._numbers[element])

    def start(self, element: Element) -> int:
        """Where its start tag begins: of one near the beginning of the text found without a look at the rest."""
        if "places" in self.__dict__:
            return self.span(element).start
        number = next(number for number, one in enumerate(self.root.iter("*")) if one is element)
        tags = markup(self.text.text, *self._within) if self._tags is None else iter(self._tags)
        starts = (tag.start for tag in tags if tag.kind in (Kind.START, Kind.EMPTY))
        return next(islice(starts, number, None))

    def path(self, element: Element) -> str:
        """Its path, e.g. ``/TEI/teiHeader/profileDesc/correspDesc[12]/correspAction[1]/date``."""
        path = self.places.path(self._numbers[element])
        return path if self._root_path is None else self._root_path + path[1 + len(self.places.name(0)) :]

    def words(self, element: Element) -> str:
        """The words of an element as printed; see `kg.sources.xml.words`."""
        return words(element)

    def locate(self, element: Element) -> Locator:
        """The place of an element's words, from its first printed character to its last; of an empty one its tag."""
        span = self.span(element)
        start = end = None
        if len(element) == 0:
            raw = self.text.text[span.content : span.content_end]
            if raw.strip() and "<" not in raw and "&" not in raw:  # words, and nothing else
                return self._locator(span.content, span.content_end, self.path(element))
        for piece in self._pieces(span.content, span.content_end):
            if piece.words.strip():
                start = piece.start if start is None else start
                end = piece.end
        if start is None or end is None:
            return self.locate_tag(element)
        return self._locator(start, end, self.path(element))

    def locate_tag(self, element: Element) -> Locator:
        """The place of an element's start tag."""
        span = self.span(element)
        return self._locator(span.start, span.content, self.path(element))

    def locate_attribute(self, element: Element, name: str) -> Locator:
        """The place of an attribute's value, ``xml:id`` by this name; of an empty or missing one the start tag."""
        span = self.span(element)
        value = attribute_spans(self.text.text, span.start, span.content).get(name)
        path = f"{self.path(element)}/@{name}"
        if value is None or not self.text.text[slice(*value)].strip():
            return self._locator(span.start, span.content, path)
        return self._locator(*value, path)

    def locate_span(self, start: int, end: int, element: Element | None = None) -> Locator:
        """The place of any span of the text, the blanks at its ends left out, with the path of an element around it."""
        return self._locator(start, end, None if element is None else self.path(element))

    def pieces(self, element: Element) -> Iterator[Piece]:
        """Go through the characters of an element's content with their places, comments and the like left out."""
        span = self.span(element)
        yield from self._pieces(span.content, span.content_end)

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        at = start
        for one in markup(self.text.text, start, end):
            yield from self._piece(at, one.start)
            if one.kind is Kind.CDATA:
                inside = (one.start + len("<![CDATA["), one.end - len("]]>"))
                yield Piece(*inside, self.text.text[slice(*inside)])
            at = one.end
        yield from self._piece(at, end)

    def _piece(self, start: int, end: int) -> Iterator[Piece]:
        if start < end:
            raw = self.text.text[start:end]
            yield Piece(start, end, raw if "&" not in raw else _REFERENCE.sub(lambda one: html.unescape(one[0]), raw))

    def _locator(self, start: int, end: int, path: str | None) -> Locator:
        return self.text.locate(start, end, path)
