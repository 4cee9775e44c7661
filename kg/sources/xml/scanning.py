"""A linear walk over the tags of an XML text that lxml has found well-formed.

It knows tags, comments, CDATA sections and processing instructions, and nothing else: what is well-formed is lxml's
business. On a text that is not, the walk ends early and never takes longer than the text is long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What stands between two pieces of character data."""

    START = "start tag"
    EMPTY = "tag of an empty element"
    END = "end tag"
    CDATA = "CDATA section"
    OTHER = "comment, processing instruction or declaration"


class Markup(NamedTuple):
    """A piece of markup, by offsets in the text; ``name`` is the local name of a tag, otherwise empty."""

    kind: Kind
    name: str
    start: int
    end: int


# Possessive: a tag is matched in one way or not at all, in the time that its length asks for.
_TAG = re.compile(r"""<([^\s/<>!?"'=]++)((?:[^"'<>]++|"[^"<]*+"|'[^'<]*+')*+)>""")
_END_TAG = re.compile(r"</([^\s<>]++)\s*+>")
_ATTRIBUTE = re.compile(r"""([^\s"'=<>/]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")

_CLOSED_BY = (("<!--", "-->", Kind.OTHER), ("<![CDATA[", "]]>", Kind.CDATA), ("<?", "?>", Kind.OTHER))


def markup(text: str, start: int = 0, end: int | None = None) -> Iterator[Markup]:
    """Go through the markup of a text, or of a part of it that begins and ends between tags."""
    at = start
    end = len(text) if end is None else end
    while True:
        at = text.find("<", at, end)
        if at < 0:
            return
        found = _tag_at(text, at) or _other_at(text, at)
        if found is None:
            return
        yield found
        at = found.end


def _tag_at(text: str, at: int) -> Markup | None:
    found = _TAG.match(text, at)
    if found is not None:
        kind = Kind.EMPTY if found[2].endswith("/") else Kind.START
        name = found[1]
        return Markup(kind, name[name.find(":") + 1 :], at, found.end())
    found = _END_TAG.match(text, at)
    if found is not None:
        name = found[1]
        return Markup(Kind.END, name[name.find(":") + 1 :], at, found.end())
    return None


def _other_at(text: str, at: int) -> Markup | None:
    for opening, closing, kind in _CLOSED_BY:
        if text.startswith(opening, at):
            end = text.find(closing, at + len(opening))
            return None if end < 0 else Markup(kind, "", at, end + len(closing))
    return None


def attribute_spans(text: str, start: int, end: int) -> dict[str, tuple[int, int]]:
    """List the attributes of the tag at these offsets: names as written, and where their values stand."""
    name_end = _TAG.match(text, start)
    at = start if name_end is None else name_end.end(1)
    found = {}
    for match in _ATTRIBUTE.finditer(text, at, end):
        group = 2 if match[2] is not None else 3
        found[match[1]] = match.span(group)
    return found
