"""What a TEI file holds, told from its tags alone: letters with a text, or an index of letters (CMIF).

The decision is made before anything is parsed, so that a file that is not well-formed still finds its reader, which
then says where it is broken.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.sources.text import SourceText
from kg.sources.xml import begins_like_xml, root_name
from kg.sources.xml.scanning import Kind, markup

TEI_ROOTS = ("TEI", "TEI.2", "teiCorpus")

_PARTS_OF_LETTERS = frozenset(
    ("opener", "closer", "salute", "signed", "dateline", "div", "floatingText", "group", "pb")
)
"""Elements of a text that no remark about an index has."""

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
    letters = characters = parts = depth = at = 0
    for one in markup(text.text):
        if depth and characters < WORTH_THE_NAME:
            characters += sum(map(str.isalnum, text.text[at : one.start][: 4 * WORTH_THE_NAME]))
        at = one.end
        if one.name == "correspDesc" and one.kind in (Kind.START, Kind.EMPTY):
            letters += 1
        elif one.name == "text" and one.kind is Kind.START:
            depth += 1
        elif one.name == "text" and one.kind is Kind.END:
            depth -= 1
        elif depth and one.name in _PARTS_OF_LETTERS:
            parts += 1
    return TeiOutline(root, letters, characters, parts)


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
