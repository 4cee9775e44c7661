"""RDF terms as pages need them: read from the N-Triples text that stores and explanations give."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')


@dataclass(frozen=True, slots=True)
class Term:
    """An IRI (``value`` without brackets) or a literal (``value`` is its text, not escaped)."""

    value: str
    is_iri: bool
    language: str | None = None
    datatype: str | None = None


def read_term(text: str) -> Term:
    """Read one term, e.g. ``"Statement"@en`` or ``<https://example.org/id/doc/a>``."""
    if text.startswith("<"):
        return Term(text[1:-1], True)
    match = _LITERAL.fullmatch(text)
    if match is None:  # a blank node: never published, but shown rather than hidden
        return Term(text, False)
    return Term(_ESCAPE.sub(_unescaped, match[1]), False, match[2], match[3])


def is_iri(text: str) -> bool:
    """Say whether a text can stand between ``<`` and ``>`` of a query: nothing in it can end the IRI."""
    return _IRI.fullmatch(text) is not None


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code is not None:
        return chr(int(code, 16))
    return _SHORT.get(match[3], match[3])
