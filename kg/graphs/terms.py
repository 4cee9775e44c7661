"""N-Quads lines and their terms, as text.

A *line* is one quad in the canonical form of RDF 1.1 N-Quads (https://www.w3.org/TR/n-quads/, and section 4 of
https://www.w3.org/TR/rdf-canon/): one space between terms, `` .`` and a line feed at the end, control characters
escaped, UTF-8. Our own stages write that form, so splitting needs no parser; text from elsewhere comes in by
``canonical_lines``. A *term* is the N-Triples text of an IRI (with its angle brackets), literal or blank node.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import pyoxigraph

from kg.errors import ReleaseError, Where

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

_ESCAPES = {ord("\\"): "\\\\", ord('"'): '\\"', 0x08: "\\b", 0x09: "\\t", 0x0A: "\\n", 0x0C: "\\f", 0x0D: "\\r"}
_ESCAPES |= {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF) if code not in _ESCAPES}


class QuadTerms(NamedTuple):
    """The terms of one line; ``graph`` is ``""`` for the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str


def iri(value: str) -> str:
    """Write an IRI as a term: ``https://example.org/a`` becomes ``<https://example.org/a>``.

    Raises:
        ReleaseError: the text holds a character that no IRI may hold; nothing is escaped silently.
    """
    if any(character in '<>"{}|^`\\' or character <= " " for character in value):
        raise ReleaseError(
            f"{value!r} is not an IRI.", remedy="Percent-encode spaces, quotes, braces and backslashes in it."
        )
    return f"<{value}>"


def literal(text: str, *, language: str | None = None, datatype: str | None = None) -> str:
    """Write a literal as a term; the language tag in lower case, as the store keeps it.

    Args:
        text: any text; control characters are escaped.
        language: a BCP 47 tag, e.g. ``"ru-Latn"``; excludes ``datatype``.
        datatype: an IRI without brackets; ``xsd:string`` is left out, as the canonical form wants.
    """
    quoted = f'"{text.translate(_ESCAPES)}"'
    if language is not None:
        return f"{quoted}@{language.lower()}"
    if datatype is None or datatype == XSD_STRING:
        return quoted
    return f"{quoted}^^{iri(datatype)}"


def quad_line(subject: str, predicate: str, object_: str, graph: str = "") -> str:
    """Join terms to a line; ``graph`` is a term, or ``""`` for the default graph."""
    if graph:
        return f"{subject} {predicate} {object_} {graph} .\n"
    return f"{subject} {predicate} {object_} .\n"


def split_line(line: str) -> QuadTerms:
    r"""Split a canonical line into its terms.

    Raises:
        ReleaseError: the line is not in canonical form, e.g. has two spaces between terms or no ``" .\n"``.
    """
    if not line.endswith(" .\n"):
        raise _not_canonical(line)
    try:
        subject, predicate, rest = line[:-3].split(" ", 2)
        # No IRI and no language tag holds a quotation mark: the last one closes the literal.
        end = rest.index(" ", rest.rindex('"')) if rest[0] == '"' else rest.index(" ")
    except IndexError:
        raise _not_canonical(line) from None
    except ValueError:
        if line.count(" ") < 3:
            raise _not_canonical(line) from None
        return QuadTerms(subject, predicate, rest, "")
    graph = rest[end + 1 :]
    if graph[:1] not in ("<", "_") or " " in graph:
        raise _not_canonical(line)
    return QuadTerms(subject, predicate, rest[:end], graph)


def lower_language(line: str) -> str:
    """Lower the language tag of a line's literal, if it has one with capitals.

    Language tags are the same in any case (RDF 1.1 Concepts, section 3.3) and the store keeps them lowered: a dump
    that kept ``ru-Latn`` would differ from the answers of the store it came from.
    """
    close = line.rfind('"') + 1
    if close == 0 or line[close] != "@":
        return line
    end = line.index(" ", close)
    tag = line[close:end]
    lowered = tag.lower()
    return line if tag == lowered else line[:close] + lowered + line[end:]


def canonical_lines(data: BinaryIO | bytes, *, media_type: str = "application/n-quads") -> Iterator[str]:
    """Parse RDF of any syntax into canonical lines, in the order of the input.

    Args:
        data: N-Quads, TriG, Turtle or N-Triples.
        media_type: e.g. ``"application/trig"``.

    Raises:
        ReleaseError: the data cannot be parsed; ``where`` has line and column.
    """
    format_ = pyoxigraph.RdfFormat.from_media_type(media_type)
    if format_ is None:
        raise ReleaseError(f"{media_type!r} is not a media type of RDF.")
    try:
        for quad in pyoxigraph.parse(data, format=format_):
            graph = "" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else str(quad.graph_name)
            yield quad_line(str(quad.subject), str(quad.predicate), str(quad.object), graph)
    except SyntaxError as error:
        where = Where(line=error.lineno, column=error.offset)
        raise ReleaseError(f"The data is not {media_type}: {error.msg}.", where=where) from error


def _not_canonical(line: str) -> ReleaseError:
    shown = line if len(line) <= 200 else line[:200] + "…"
    return ReleaseError(
        f"{shown!r} is not a canonical N-Quads line.",
        remedy="Read foreign N-Quads by kg.graphs.canonical_lines.",
    )
