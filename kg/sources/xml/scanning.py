"""A linear walk over the tags of an XML text that lxml has found well-formed.

It knows tags, comments, CDATA sections and processing instructions, and nothing else: what is well-formed is lxml's
business. On a text that is not, the walk ends early and never takes longer than the text is long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
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
_START_TAG = r"""<([^\s/<>!?"'=]++)(?:[^"'<>]++|"[^"<]*+"|'[^'<]*+')*+>"""
_END_TAG = r"</([^\s<>]++)\s*+>"
_TAG = re.compile(_START_TAG)
_MARKUP = re.compile(rf"{_START_TAG}|{_END_TAG}|(<!\[CDATA\[.*?\]\]>)|(<!--.*?-->|<\?.*?\?>)", re.DOTALL)
_IN_START_TAG, _IN_END_TAG, _IN_CDATA = 1, 2, 3
"""The groups of `_MARKUP`; the last is that of comments and processing instructions."""

_START, _EMPTY, _END = Kind.START, Kind.EMPTY, Kind.END  # an attribute of an enumeration takes longer than a name

_ATTRIBUTE = re.compile(r"""(?<![^\s"'=<>/])([^\s"'=<>/]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")


def markup(text: str, start: int = 0, end: int | None = None) -> Iterator[Markup]:
    """Go through the markup of a text, or of a part of it that begins and ends between tags."""
    at = start
    end = len(text) if end is None else end
    while True:
        at = text.find("<", at, end)
        if at < 0:
            return
        found = _MARKUP.match(text, at)
        if found is None:
            return
        group, behind = found.lastindex, found.end()
        if group == _IN_START_TAG:
            name = found[1]
            yield Markup(_EMPTY if text[behind - 2] == "/" else _START, name[name.find(":") + 1 :], at, behind)
        elif group == _IN_END_TAG:
            name = found[2]
            yield Markup(_END, name[name.find(":") + 1 :], at, behind)
        else:
            yield Markup(Kind.CDATA if group == _IN_CDATA else Kind.OTHER, "", at, behind)
        at = behind


@cache
def _tags_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Tags by their local names. What hides tags is matched as well, to the end of the text where nothing closes it."""
    named = "|".join(map(re.escape, names))
    attributes = r"""(?:[^"'<>]++|"[^"<]*+"|'[^'<]*+')*+"""
    return re.compile(
        r"<!--(?:.*?-->|.*)|<!\[CDATA\[(?:.*?\]\]>|.*)|<\?(?:.*?\?>|.*)"
        rf"""|<(/)?(?:[^\s/<>!?"'=:]++:)?({named})(?=[\s/>]){attributes}>""",
        re.DOTALL,
    )


def tags_named(text: str, *names: str, start: int = 0) -> Iterator[Markup]:
    """Go through the tags with one of these local names, and no others: much faster than through all `markup`."""
    for found in _tags_pattern(names).finditer(text, start):
        name = found[2]
        if name is not None:
            kind = _END if found[1] else _EMPTY if text[found.end() - 2] == "/" else _START
            yield Markup(kind, name, *found.span())


def attribute_spans(text: str, start: int, end: int) -> dict[str, tuple[int, int]]:
    """List the attributes of the tag at these offsets: names as written, and where their values stand."""
    name_end = _TAG.match(text, start)
    at = start if name_end is None else name_end.end(1)
    found = {}
    for match in _ATTRIBUTE.finditer(text, at, end):
        group = 2 if match[2] is not None else 3
        found[match[1]] = match.span(group)
    return found
