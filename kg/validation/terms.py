"""RDF terms as N-Triples strings, without an RDF library.

The engines write terms each in their own way; `canonical` brings them to one spelling, so that results of different
engines can be compared and found again among the lines of a document. Follows RDF 1.1 N-Triples, section 2.

Not here: parsing of whole documents (an engine does that) and blank nodes (published data has none).
"""

from __future__ import annotations

import re

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_NAMED_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_LINE = re.compile(r"(<[^>]*>|_:\S+) (<[^>]*>) (.*?) ?\.\s*$", re.DOTALL)


def unescape(text: str) -> str:
    """Replace the escapes of N-Triples (``\\n``, ``\\u0416``) by what they stand for."""

    def replacement(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        if code:
            return chr(int(code, 16))
        return _NAMED_ESCAPES.get(match[3], match[3])

    return _ESCAPE.sub(replacement, text) if "\\" in text else text


def escape(text: str) -> str:
    """Escape what must be escaped inside a literal of canonical N-Triples, and nothing else."""
    if not any(character in text for character in '\\"\n\r'):
        return text
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")


def literal(text: str, *, datatype: str | None = None, language: str | None = None) -> str:
    """Write a literal, e.g. ``"1919-11-12"^^<http://www.w3.org/2001/XMLSchema#date>``."""
    if language:
        return f'"{escape(text)}"@{language}'
    if datatype and datatype != XSD_STRING:
        return f'"{escape(text)}"^^<{datatype}>'
    return f'"{escape(text)}"'


def canonical(term: str) -> str:
    """Bring a term in N-Triples syntax to the one spelling used here; other strings stay as they are."""
    match = _LITERAL.fullmatch(term) if term.startswith('"') else None
    if match is None:
        return term
    return literal(unescape(match[1]), language=match[2], datatype=match[3])


def plain(term: str) -> str:
    """Return what a term holds: the IRI without brackets, the text of a literal."""
    match = _LITERAL.fullmatch(term)
    if match is not None:
        return unescape(match[1])
    return term[1:-1] if term.startswith("<") and term.endswith(">") else term


def parse_line(line: str) -> tuple[str, str, str] | None:
    """Split one line of N-Triples into subject, predicate and object; ``None`` for blank lines and comments."""
    match = _LINE.match(line)
    return (match[1], match[2], match[3]) if match else None
