"""Values of SPARQL expressions over terms as text: what compiled alignments call.

``None`` is an error or an unbound variable, which in SPARQL makes the variable of a ``BIND`` unbound. A *term* is
N-Triples text, a *string* is the text itself.
"""

from __future__ import annotations

import re

import pyoxigraph

from kg.graphs.construct_query import NotCompiled
from kg.graphs.terms import literal

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_CHARACTERS = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
_SIMPLE_PATTERN = re.compile(
    r"\^?(?:(?:[A-Za-z0-9_/:#@ -]|\.|\[\^?[A-Za-z0-9_/:#-]+\])(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})?)*\$?\Z"
)


def string_of(term: str | None) -> str | None:
    """``STR``: an IRI without brackets, or the text of a literal without its escapes."""
    if term is None or term[0] == "_":
        return None
    if term[0] == "<":
        return term[1:-1]
    text = term[1 : term.rindex('"')]
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _CHARACTERS.get(match[3], match[3])


def concatenated(*texts: str | None) -> str | None:
    """``CONCAT``."""
    known = [text for text in texts if text is not None]
    return "".join(known) if len(known) == len(texts) else None


def iri_of(text: str | None) -> str | None:
    """``IRI``: a term, or ``None`` where the text is no absolute IRI."""
    if text is None:
        return None
    try:
        pyoxigraph.NamedNode(text)
    except ValueError:
        return None
    return f"<{text}>"


def typed_literal(text: str | None, datatype: str) -> str | None:
    """``STRDT`` with a constant datatype, given as a term."""
    return None if text is None else literal(text, datatype=datatype[1:-1])


def plain_literal(text: str | None) -> str | None:
    """A string as a term."""
    return None if text is None else literal(text)


def replaced(text: str | None, pattern: re.Pattern[str], replacement: str) -> str | None:
    """``REPLACE`` with a constant pattern, see `compiled_pattern`, and a replacement without references."""
    return None if text is None else pattern.sub(replacement, text)


def matches(text: str | None, pattern: re.Pattern[str]) -> bool | None:
    """``REGEX`` with a constant pattern."""
    return None if text is None else pattern.search(text) is not None


def compiled_pattern(text: str) -> re.Pattern[str]:
    """Compile a regular expression that means the same in XPath and in Python.

    Raises:
        NotCompiled: it is not of the simple kind for which that is certain.
    """
    if _SIMPLE_PATTERN.match(text) is None:
        raise NotCompiled
    # In Python ``$`` also stands before a line feed at the end.
    return re.compile(re.sub(r"\$\Z", r"\\Z", text))


__all__ = [
    "compiled_pattern",
    "concatenated",
    "iri_of",
    "matches",
    "plain_literal",
    "replaced",
    "string_of",
    "typed_literal",
]
