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
from kg.sources.xml.elements import find_all
from kg.sources.xml.parsing import SAFE, check_well_formed, encoded
from kg.sources.xml.scanning import Kind, Markup, markup


class CutDocument:
    """The frame, and the parts by their number from 0. A part inside another belongs to the outer one."""

    def __init__(self, text: SourceText, *, part: str) -> None:
        self._text = text
        self._part = part
        self._start, self._tag_end, self._end = array("q"), array("q"), array("q")
        tags = tuple(self._tags_of_frame())
        self.frame = XmlDocument(text, self._tree_of_frame(), tags=tags)
        self._places = list(find_all(self.frame.root, part)) or [self.frame.root]

    def __len__(self) -> int:
        return len(self._start)

    def _tags_of_frame(self) -> Iterator[Markup]:
        """The tags outside of all parts, and of each part its own tag as that of an empty element."""
        depth = 0
        for tag in markup(self._text.text):
            is_part = tag.name == self._part
            if depth == 0 and is_part and tag.kind in (Kind.START, Kind.EMPTY):
                self._start.append(tag.start)
                self._tag_end.append(tag.end)
                self._end.append(tag.end)
                yield tag._replace(kind=Kind.EMPTY)
            elif depth == 0:
                yield tag
            if is_part and tag.kind is Kind.START:
                depth += 1
            elif is_part and tag.kind is Kind.END:
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
        parent = place.getparent()
        declared = "".join(
            f" {f'xmlns:{prefix}' if prefix else 'xmlns'}={quoteattr(iri)}"
            for prefix, iri in (parent.nsmap if parent is not None else {}).items()
        )
        wrapped = f"<part{declared}>{self._text.text[start:end]}</part>"
        root = etree.fromstring(wrapped.encode("utf-8"), etree.XMLParser(**SAFE))[0]
        tags = tuple(markup(self._text.text, start, end))
        return XmlDocument(self._text, root, tags=tags, root_path=self.frame.path(place))

    def words_around(self) -> tuple[str, ...]:
        """The text of the frame, without blanks between the parts."""
        ends = [0, *self._end]
        starts = [*self._start, len(self._text.text)]
        pieces = (self._text.text[slice(*one)] for one in zip(ends, starts, strict=True))
        return tuple(one.strip() for one in pieces if not one.isspace())

    def part_digest(self, number: int, around: str) -> str:
        """Hash a part in its place, and what is said of the frame around it."""
        place = self._places[number]
        parent = place.getparent()
        names = () if parent is None else tuple(parent.nsmap.items())
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
