"""Short forms of terms: ``rico:name``, ``person/stalin`` for a thing of ours, ``"…"@en``, ``"1"^^xsd:integer``."""

from __future__ import annotations

import hashlib
import json
import re
from typing import NamedTuple

from kg.namespaces import PREFIXES, RDF

_LITERAL = re.compile(r'(?P<value>"(?:[^"\\]|\\.)*")(?:@(?P<language>[\w-]+)|\^\^<(?P<datatype>[^>]*)>)?', re.DOTALL)
_LONGEST = 50


class Triple(NamedTuple):
    """A statement in short form."""

    subject: str
    predicate: str
    object: str

    def __str__(self) -> str:
        return f"{self.subject}  {self.predicate}  {shown(self.object)}"


def compact(term: str, base: str) -> str:
    """Shorten an N-Triples term; things below ``{base}id/`` lose that, so that they read ``person/stalin``."""
    if term.startswith("<"):
        return compact_iri(term[1:-1], base)
    literal = _LITERAL.fullmatch(term)
    if literal is None:
        return term
    if literal["language"]:
        return f"{literal['value']}@{literal['language'].lower()}"
    if literal["datatype"]:
        return f"{literal['value']}^^{compact_iri(literal['datatype'], base)}"
    return literal["value"]


def compact_iri(iri: str, base: str, *, prefixes: dict[str, str] | None = None) -> str:
    """Shorten an IRI; ``prefixes`` stand before the usual ones."""
    if iri == f"{RDF}type":
        return "a"
    for prefix, namespace in {**(prefixes or {}), **PREFIXES}.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    if iri.startswith(f"{base}id/"):
        return iri[len(base) + 3 :]
    return iri


def text(value: str, language: str = "en") -> str:
    """Write a text as a literal in short form."""
    return f'"{_escaped(value)}"@{language}' if language else f'"{_escaped(value)}"'


def _escaped(value: str) -> str:
    for raw, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        value = value.replace(raw, escape)
    return value


def value_of(literal: str) -> str:
    """Give the text of a literal in short form."""
    match = _LITERAL.match(literal)
    assert match is not None, literal
    value = json.loads(match["value"])
    assert isinstance(value, str)
    return value


def shown(term: str) -> str:
    """Show a term in few words: a long text by its first three words and a digest."""
    if not term.startswith('"') or len(term) <= _LONGEST:
        return term
    words = " ".join(value_of(term).split()[:3])
    return f"“{words} …” sha256:{hashlib.sha256(term.encode()).hexdigest()[:12]}"
