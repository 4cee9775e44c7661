"""What a TEI file holds, told from its tags alone: letters with a text, or an index of letters (CMIF).

The decision is made before anything is parsed, so that a file that is not well-formed still finds its reader, which
then says where it is broken.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.sources.text import SourceText
from kg.sources.xml import begins_like_xml, root_name
from kg.sources.xml.scanning import Kind, Markup, markup, tags_named

TEI_ROOTS = ("TEI", "TEI.2", "teiCorpus")

_PARTS_OF_LETTERS = frozenset(
    ("opener", "closer", "salute", "signed", "dateline", "div", "floatingText", "group", "pb")
)
"""Elements of a text that no remark about an index has."""

_TELLING = ("correspDesc", "text", *sorted(_PARTS_OF_LETTERS))

WORTH_THE_NAME = 200
"""Characters of a text from which on it is more than a remark about the index (``This file lists …``)."""


@dataclass(frozen=True, slots=True)
class TeiOutline:
    """``letters`` are the ``correspDesc``; ``text`` is the number of letters and digits in ``text``, and ``parts`` the
    number of elements in it that only texts of letters have."""

    root: str
    letters: int
    text: int
    parts: int


def tei_outline(text: SourceText) -> TeiOutline | None:
    """Outline a TEI file; ``None`` if its root is another. Counting ends where the text is long enough to be one."""
    return text.keep("outline", lambda: _outline(text))


def _outline(text: SourceText) -> TeiOutline | None:
    root = root_name(text) if begins_like_xml(text) else None
    if root not in TEI_ROOTS:
        return None
    counts = _Counts()
    tags = tags_named(text.text, *_TELLING)
    while (tag := next(tags, None)) is not None:
        counts.tag(tag)
        if counts.is_counting:
            # Every word counts now: all markup is looked at, until it is enough.
            tags = tags_named(text.text, *_TELLING, start=_count_words(text.text, tag.end, counts))
    return TeiOutline(root, counts.letters, counts.characters, counts.parts)


def _count_words(text: str, at: int, counts: _Counts) -> int:
    """Go through all markup as long as words count, and say where that ends."""
    for tag in markup(text, at):
        counts.words(text[at : tag.start])
        counts.tag(tag)
        at = tag.end
        if not counts.is_counting:
            break
    return at


@dataclass(slots=True)
class _Counts:
    letters: int = 0
    characters: int = 0
    parts: int = 0
    depth: int = 0
    """Of ``text`` elements."""

    @property
    def is_counting(self) -> bool:
        """Whether words are those of a text that is not yet known to be long enough."""
        return self.depth > 0 and self.characters < WORTH_THE_NAME

    def words(self, words: str) -> None:
        self.characters += sum(map(str.isalnum, words[: 4 * WORTH_THE_NAME]))

    def tag(self, tag: Markup) -> None:
        if tag.name == "correspDesc" and tag.kind in (Kind.START, Kind.EMPTY):
            self.letters += 1
        elif tag.name == "text" and tag.kind is Kind.START:
            self.depth += 1
        elif tag.name == "text" and tag.kind is Kind.END:
            self.depth -= 1
        elif self.depth and tag.name in _PARTS_OF_LETTERS:
            self.parts += 1


def why_no_index(text: SourceText) -> str | None:
    """Say why a file is no index of letters (CMIF); ``None`` if it is one.

    An index has ``correspDesc`` and no text: with one ``correspDesc`` not a word, with several no more than a remark.
    """
    if not begins_like_xml(text):
        return "it does not begin with a tag; CMIF is XML"
    outline = tei_outline(text)
    if outline is None:
        return f"its root element is <{root_name(text)}>; CMIF is TEI"
    if outline.letters == 0:
        return "it has no correspDesc; an index has one for each letter"
    no_remark = outline.letters == 1 or outline.text >= WORTH_THE_NAME or outline.parts or outline.root == "teiCorpus"
    return "it has a text; an index has none" if outline.text and no_remark else None
