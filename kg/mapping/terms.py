"""Terms at run time: a JSON value becomes the N-Quads text of an IRI, a blank node or a literal.

Both the compiled plan and the interpreter that traces call these functions. They know neither rule nor
record: a fault is a bare ``MappingError``, and the plan adds where it happened.

Specifications: RML-Core (IRI-safe and URI-safe values, natural mapping of JSON types, base IRI), RFC 3987
(``iunreserved``), RFC 5646 (well-formed language tags), N-Quads (the canonical form's escapes).
"""

from __future__ import annotations

import ipaddress
import math
import re
from collections.abc import Callable
from urllib.parse import quote

from kg.errors import MappingError
from kg.mapping.model import XSD

DOUBLE = XSD + "double"
STRING = XSD + "string"
_CACHED_VALUES = 1 << 16
_LARGEST_PLAIN_FLOAT = 1e15
_UCSCHAR = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 0xE)
).replace("\U000e0000", "\U000e1000")
_NOT_IRI_SAFE = re.compile(f"[^A-Za-z0-9._~{_UCSCHAR}-]")
_NOT_URI_SAFE = re.compile(r"[^A-Za-z0-9._~-]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x7f": "\\u007F"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PCHAR = f"(?:[A-Za-z0-9._~{_UCSCHAR}!$&'()*+,;=:@-]|%[0-9A-Fa-f]{{2}})"
_IRI = re.compile(
    rf"""[A-Za-z][A-Za-z0-9+.-]*:
        (?://(?:{_PCHAR}*@)?(?:\[(?P<address>[0-9A-Fa-f:.]+)\]|(?:(?!:|@){_PCHAR})*)(?::[0-9]*)?(?:/{_PCHAR}*)*
          |(?!//)(?:{_PCHAR}|/)*)
        (?:\?(?:{_PCHAR}|[/?])*)?(?:\#(?:{_PCHAR}|[/?])*)?\Z""",
    re.VERBOSE,
)
_NOT_IN_IRI = re.compile(rf"[^A-Za-z0-9._~{_UCSCHAR}:/?\#\[\]@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{{2}})")
_BREAKS_LINE = re.compile('[\x00-\x1f<>"\\\\\ud800-\udfff\ufffe\uffff]')
_NOT_IN_LABEL = re.compile(r"[^A-Za-z0-9]")
_LANGUAGE_TAG = re.compile(
    r"""(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})   # language, extlang
        (?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?                    # script, region
        (?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*                     # variants
        (?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*                       # extensions
        (?:-x(?:-[a-z0-9]{1,8})+)?                                # private use
      | x(?:-[a-z0-9]{1,8})+)\Z""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def shown(value: object) -> str:
    """Show a value in an error, shortened to one line of at most 60 characters."""
    text = repr(value) if isinstance(value, str) else f"{type(value).__name__} {value!r}"
    return text if len(text) <= 60 else text[:57] + "..."


def illegal_character(text: str) -> MappingError:
    """Make the error for a character that XML 1.0 (and so RDF/XML and our pages) cannot hold."""
    match = _ILLEGAL.search(text)
    code = f"U+{ord(match.group()):04X}" if match else "a control character"
    return MappingError(
        f"{shown(text)} holds the illegal character {code}.",
        remedy="Mend the source or the reader: no control character may reach the graph.",
    )


def value_text(value: object) -> str:
    """Give the text of a JSON scalar: ``true``, ``7``, ``30`` for 30.0, ``0.5``, or the string itself.

    Raises:
        MappingError: the value is an object, an array or nothing that JSON knows.
    """
    kind = type(value)
    if kind is str:
        return str(value)
    if kind is bool:
        return "true" if value else "false"
    if isinstance(value, int) or (isinstance(value, float) and _is_plain_integer(value)):
        try:
            return str(int(value))
        except ValueError as error:
            raise MappingError("An integer has too many digits.", remedy="Give it as a string.") from error
    if isinstance(value, float):
        return _double_text(value) if math.isnan(value) or math.isinf(value) else repr(value)
    raise MappingError(
        f"{shown(value)} is not one value.",
        remedy="Refer to the members of an array with [*], to a member of an object by its name.",
    )


def _is_plain_integer(value: float) -> bool:
    return value.is_integer() and abs(value) < _LARGEST_PLAIN_FLOAT


def _double_text(value: float) -> str:
    """Write a double in XML Schema's canonical form, e.g. ``3.0E1``."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "INF" if value > 0 else "-INF"
    mantissa, exponent = f"{value:.16e}".split("e")
    if float(f"{value:.15e}") == value:
        mantissa, exponent = f"{value:.15e}".split("e")
    digits = mantissa.rstrip("0")
    return f"{digits}0E{int(exponent)}" if digits.endswith(".") else f"{digits}E{int(exponent)}"


def quoted(text: str) -> str:
    """Write text as an N-Quads string, with the escapes of the canonical form."""
    # What is printable holds no control character; a line of text is soon known to be so.
    if (text.isprintable() and '"' not in text and "\\" not in text) or _SPECIAL.search(text) is None:
        return f'"{text}"'
    if _ILLEGAL.search(text) is not None:
        raise illegal_character(text)
    return '"' + _SPECIAL.sub(lambda match: _ESCAPES[match.group()], text) + '"'


def literal(value: object) -> str:
    """Write a literal with the natural datatype of its JSON type; strings are plain."""
    kind = type(value)
    if kind is str:
        return quoted(str(value))
    if kind is bool:
        return f'"{value_text(value)}"^^<{XSD}boolean>'
    if kind is int:
        return f'"{value_text(value)}"^^<{XSD}integer>'
    if isinstance(value, float):
        return f'"{_double_text(value)}"^^<{DOUBLE}>'
    return quoted(value_text(value))


def typed(value: object, datatype: str) -> str:
    """Write a literal with a datatype, given as ``<IRI>``; numbers get the canonical form of a double."""
    if datatype == f"<{DOUBLE}>" and isinstance(value, int | float) and not isinstance(value, bool):
        return f'"{_double_value(value)}"^^{datatype}'
    text = quoted(value if type(value) is str else value_text(value))
    return text if datatype == f"<{STRING}>" else f"{text}^^{datatype}"


def _double_value(value: float) -> str:
    try:
        return _double_text(float(value))
    except OverflowError as error:
        raise MappingError("An integer is too large for xsd:double.") from error


def tagged(value: object, suffix: str) -> str:
    """Write a literal with a language tag, given as ``@tag`` or empty."""
    return quoted(value if type(value) is str else value_text(value)) + suffix


def language_suffix(language: object) -> str:
    """Write a language tag for the end of a literal, in lower case as RDF compares tags; ``None`` is empty.

    RML-Core makes no term where a language map gives nothing. Here the literal stays, without a tag: a
    document whose language is not known must not lose its text.

    Raises:
        MappingError: the tag is not well-formed (RFC 5646, section 2.2.9).
    """
    if language is None:
        return ""
    tag = value_text(language)
    if _LANGUAGE_TAG.match(tag) is None:
        raise MappingError(
            f"{shown(tag)} is not a language tag.", remedy="Use a tag of BCP 47 such as en, ru or sr-Latn."
        )
    return f"@{tag.lower()}"


class SafeValues(dict[str, str]):
    """Remember percent-encoded values: the same keys of people and places come again and again."""

    def __init__(self, encode: Callable[[str], str]) -> None:
        super().__init__()
        self._encode = encode

    def __missing__(self, text: str) -> str:
        safe = self._encode(text)
        if len(self) < _CACHED_VALUES:
            self[text] = safe
        return safe


def iri_safe(text: str) -> str:
    """Percent-encode everything that is not ``iunreserved``; Cyrillic stays (RML-Core, IRI-safe).

    The result is a part of a path, query or fragment whatever the text was.
    """
    return _percent_encoded(text, _NOT_IRI_SAFE)


def uri_safe(text: str) -> str:
    """Percent-encode everything that is not ``unreserved``, Cyrillic too (RML-Core, URI-safe)."""
    return _percent_encoded(text, _NOT_URI_SAFE)


def _percent_encoded(text: str, unsafe: re.Pattern[str]) -> str:
    if _ILLEGAL.search(text) is not None:
        raise illegal_character(text)
    return unsafe.sub(lambda match: quote(match.group(), safe=""), text)


def is_absolute(text: str) -> bool:
    """Tell whether the text begins with a scheme."""
    return _SCHEME.match(text) is not None


def iri(value: object, base: str) -> str:
    """Write an IRI; a relative one is put behind the base, as RML-Core says (no ``..`` is resolved).

    Raises:
        MappingError: the result is not an IRI (RFC 3987).
    """
    text = _absolute(value, base)
    if not is_iri(text):
        bad = _NOT_IN_IRI.search(text)
        raise MappingError(
            f"{shown(text)} is not an IRI" + (f": {shown(bad.group())} may not stand in one." if bad else "."),
            remedy="Build IRIs with a template, which percent-encodes the values.",
        )
    return f"<{text}>"


def uri(value: object, base: str) -> str:
    """Write an IRI that must be a URI: ASCII only."""
    text = _absolute(value, base)
    if not text.isascii():
        raise MappingError(f"{shown(text)} is not a URI.", remedy="Use the term type IRI, or a template.")
    return iri(text, base)


def unsafe_iri(value: object, base: str) -> str:
    """Write an ``rml:UnsafeIRI``: unchecked, except for what would break the line or the file."""
    text = _absolute(value, base)
    if _BREAKS_LINE.search(text) is not None:
        raise MappingError(f"{shown(text)} cannot be written in N-Quads.")
    return f"<{text}>"


def _absolute(value: object, base: str) -> str:
    text = value if isinstance(value, str) else value_text(value)
    return text if is_absolute(text) else base + text


def is_iri(text: str) -> bool:
    """Tell whether a text is an absolute IRI (RFC 3987, section 2.2; private-use characters are refused)."""
    match = _IRI.match(text)
    if match is None or match["address"] is None:
        return match is not None
    try:
        ipaddress.IPv6Address(match["address"])
    except ValueError:
        return False
    return True


def blank_node(value: object) -> str:
    """Write a blank node whose label keeps different values apart."""
    text = value_text(value)
    return "_:b" + _NOT_IN_LABEL.sub(lambda match: f"_{ord(match.group()):X}_", text)
