"""A document with very many parts of one kind: checked as a whole, read part by part, in bounded memory.

An index of a hundred thousand letters makes a tree of a gigabyte. Here the text is checked once without keeping a tree,
its parts (``correspDesc``) are listed by their offsets, and each is parsed when it is asked for. What stands around the
parts, the *frame*, is a small document of its own. All places are offsets in the whole text.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from lxml import etree

from kg.sources.digests import digest_of, words_in_place
from kg.sources.text import SourceText
from kg.sources.xml.document import XmlDocument
from kg.sources.xml.elements import Element, find_all
from kg.sources.xml.parsing import SAFE, check_well_formed, encoded
from kg.sources.xml.scanning import Kind, Markup, markup, tags_named


class CutDocument:
    """The frame, and the parts by their number from 0. A part inside another belongs to the outer one."""

    def __init__(self, text: SourceText, *, part: str) -> None:
        self._text = text
        self._part = part
        self._start, self._tag_end, self._end = array("q"), array("q"), array("q")
        tags = tuple(self._tags_of_frame())
        self.frame = XmlDocument(text, self._tree_of_frame(), tags=tags)
        self._places = list(find_all(self.frame.root, part)) or [self.frame.root]
        self._parser = etree.XMLParser(**SAFE)
        self._names: dict[Element | None, dict[str | None, str]] = {}

    def __len__(self) -> int:
        return len(self._start)

    def _tags_of_frame(self) -> Iterator[Markup]:
        """The tags outside of all parts, and of each part its own tag as that of an empty element."""
        text = self._text.text
        self._find_parts()
        at = 0
        for start, tag_end, end in zip(self._start, self._tag_end, self._end, strict=True):
            yield from markup(text, at, start)
            yield Markup(Kind.EMPTY, self._part, start, tag_end)
            at = end
        yield from markup(text, at)

    def _find_parts(self) -> None:
        depth = 0
        for tag in tags_named(self._text.text, self._part):
            if depth == 0 and tag.kind is not Kind.END:
                self._start.append(tag.start)
                self._tag_end.append(tag.end)
                self._end.append(tag.end)
            if tag.kind is Kind.START:
                depth += 1
            elif tag.kind is Kind.END:
                depth -= 1
                if depth == 0:
                    self._end[-1] = tag.end

    def _tree_of_frame(self) -> etree._Element:
        """The frame as a tree: each part is there with its attributes, but empty."""
        whole = self._text.text
        pieces = []
        at = 0
        for tag_end, end in zip(self._tag_end, self._end, strict=True):
            pieces += [whole[at : tag_end - 1].removesuffix("/"), "/>"]
            at = end
        pieces.append(whole[at:])
        framed = SourceText(self._text.path, "".join(pieces))
        return etree.fromstring(encoded(framed), etree.XMLParser(**SAFE))

    def part(self, number: int) -> XmlDocument:
        """Parse one part; its places and paths are those in the whole document."""
        start, end = self._start[number], self._end[number]
        place = self._places[number]
        declared = "".join(
            f" {f'xmlns:{prefix}' if prefix else 'xmlns'}={quoteattr(iri)}"
            for prefix, iri in self._names_around(place).items()
        )
        wrapped = f"<part{declared}>{self._text.text[start:end]}</part>"
        root = etree.fromstring(wrapped.encode("utf-8"), self._parser)[0]
        return XmlDocument(self._text, root, within=(start, end), root_path=self.frame.path(place))

    def place(self, number: int) -> Element:
        """The element of a part in the frame: its attributes, and nothing in it."""
        return self._places[number]

    def start(self, number: int) -> int:
        """Where in the text a part begins."""
        return self._start[number]

    def _names_around(self, place: Element) -> dict[str | None, str]:
        """The namespaces that are declared around a part, by their prefixes."""
        parent = place.getparent()
        if parent not in self._names:
            self._names[parent] = {} if parent is None else dict(parent.nsmap)
        return self._names[parent]

    def words_around(self) -> tuple[str, ...]:
        """The text of the frame, without blanks between the parts."""
        ends = [0, *self._end]
        starts = [*self._start, len(self._text.text)]
        pieces = (self._text.text[slice(*one)] for one in zip(ends, starts, strict=True))
        return tuple(one.strip() for one in pieces if not one.isspace())

    def part_digest(self, number: int, around: str) -> str:
        """Hash a part in its place, and what is said of the frame around it."""
        place = self._places[number]
        names = tuple(self._names_around(place).items())
        words = words_in_place(self._text, self._start[number], self._end[number])
        return digest_of(around, self.frame.path(place), names, *words)


def cut(text: SourceText, *, part: str) -> CutDocument:
    """Cut a document at its elements of one name.

    Args:
        text: the decoded text; what was cut is kept with it, for a large source is read in several tasks.
        part: the local name, e.g. ``correspDesc``.

    Raises:
        MalformedSource: the document is not well-formed, has a document type, or is a server's error page.
    """

    def make() -> CutDocument:
        check_well_formed(text, part=part)
        return CutDocument(text, part=part)

    return text.keep(f"cut at {part}", make)
