"""Patterns that may grow with the square of a text, and why their texts are short or of our own making (row C5)."""

from __future__ import annotations

from dataclasses import dataclass

from tests.reliability.c_patterns import Pattern

_WORDS = 4_000
"""Characters of the longest sentence that is read as one (`kg.sources.page.passage`)."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """Files whose patterns are tried on texts of ``size`` characters, instead of 100 KB."""

    path: str
    """A file, or the beginning of the paths of several."""
    size: int
    reason: str


BOUNDED = (
    Bounded(
        "kg/sources/page/", _WORDS, "lines and sentences of a page; one made longer ends with the time of its child"
    ),
    Bounded("kg/sources/tei_letter/", _WORDS, "the words of one element; as above"),
    Bounded("kg/sources/name_words.py", _WORDS, "one name; as above"),
    Bounded("kg/sources/names.py", _WORDS, "one name; as above"),
    Bounded("kg/sources/spreadsheet.py", _WORDS, "the format of a number; as above"),
    Bounded("kg/sources/edition_page.py", _WORDS, "a title or a first line; as above"),
    Bounded("kg/authorities/", _WORDS, "one name or address, of the operator's files or of one element"),
    Bounded("kg/publication/", _WORDS, "lines of N-Quads, which we wrote, and headers, of which 4,096 are looked at"),
    Bounded("kg/validation/", _WORDS, "paths of the shapes, and lines of N-Triples, which we wrote"),
    Bounded("kg/graphs/", _WORDS, "what the serialiser wrote"),
    Bounded("kg/pipeline/", _WORDS, "paths of the shapes"),
    Bounded("kg/reconciliation/", _WORDS, "one name"),
    Bounded("kg/config/", _WORDS, "the operator's own file, and messages about it"),
    Bounded("server/endpoints/listings.py", _WORDS, "lines of N-Quads, which we wrote"),
)


def bound_of(pattern: Pattern) -> int | None:
    """Give the characters of the longest text that a pattern is tried on; ``None``: 100 KB."""
    return next((one.size for one in BOUNDED if pattern.where.startswith(one.path)), None)
