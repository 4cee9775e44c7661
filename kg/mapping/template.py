r"""Templates: text with references in it, in the two notations.

RML writes ``id/doc/{key}`` (``\{``, ``\}`` and ``\\`` are the characters themselves), YARRRML writes
``id/doc/$(key)`` (``\$``, ``\)`` and ``\\``; a backslash before anything else is a backslash).
"""

from __future__ import annotations

import re

from kg.errors import MappingError
from kg.mapping.jsonpath import parse_path, path_text
from kg.mapping.model import Constant, Expression, Reference, Template

_RML_PIECE = re.compile(r"(?P<text>(?:[^{}\\]|\\[{}\\])+)|\{(?P<reference>(?:[^{}\\]|\\[{}\\])+)\}", re.DOTALL)
_RML_ESCAPE = re.compile(r"\\([{}\\])")
_YARRRML_PIECE = re.compile(r"\$\((?P<reference>(?:[^)\\]|\\.)+)\)|(?P<text>(?:\\.|[^$\\]|\$(?!\()|\\\Z)+)", re.DOTALL)
_YARRRML_TEXT_ESCAPE = re.compile(r"\\([$\\])")
_YARRRML_REFERENCE_ESCAPE = re.compile(r"\\([)(\\])")


def parse_rml_template(text: str) -> Template:
    """Read an ``rml:template``, e.g. ``"http://example.com/{$.ID}"``.

    Raises:
        MappingError: a brace is open, empty or nested, or a backslash escapes nothing.
    """
    parts: list[str | Reference] = []
    position = 0
    while position < len(text):
        match = _RML_PIECE.match(text, position)
        if match is None:
            raise MappingError(
                f"The template {text!r} cannot be read at {text[position:]!r}.",
                remedy="Write references as {name}; write \\{ and \\} for the braces themselves.",
            )
        if match["text"] is not None:
            parts.append(_RML_ESCAPE.sub(r"\1", match["text"]))
        else:
            parts.append(Reference(parse_path(_RML_ESCAPE.sub(r"\1", match["reference"]))))
        position = match.end()
    return Template(tuple(parts))


def parse_yarrrml_value(text: str) -> Expression:
    """Read a YARRRML value: a constant, one reference (``$(title)``) or a template (``id/doc/$(key)``).

    Raises:
        MappingError: ``$(`` is not closed or its path cannot be read.
    """
    parts: list[str | Reference] = []
    position = 0
    while position < len(text):
        match = _YARRRML_PIECE.match(text, position)
        if match is None:
            raise MappingError(
                f"The value {text!r} cannot be read at {text[position:]!r}.",
                remedy="Close every $( with ); write \\$ for the dollar sign itself.",
            )
        if match["reference"] is not None:
            parts.append(Reference(parse_path(_YARRRML_REFERENCE_ESCAPE.sub(r"\1", match["reference"]))))
        else:
            parts.append(_YARRRML_TEXT_ESCAPE.sub(r"\1", match["text"]))
        position = match.end()
    if all(isinstance(part, str) for part in parts):
        return Constant("".join(part for part in parts if isinstance(part, str)))
    if len(parts) == 1 and isinstance(parts[0], Reference):
        return parts[0]
    return Template(tuple(parts))


def rml_template_text(template: Template) -> str:
    """Write a template in RML's notation, with its escapes."""
    return "".join(
        _rml_escaped(part) if isinstance(part, str) else "{" + _rml_escaped(path_text(part.path)) + "}"
        for part in template.parts
    )


def _rml_escaped(text: str) -> str:
    return re.sub(r"[{}\\]", r"\\\g<0>", text)
