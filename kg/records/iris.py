"""Addresses that a source gives as text, as IRIs that a graph may hold; what is none stays text."""

from __future__ import annotations

import re
from urllib.parse import quote

_ADDRESS = re.compile(
    r"(?P<head>https?://[^\s/?#\[\]@:%<>\"{}|\\^`]+(?::[0-9]+)?)(?P<rest>(?:[/?#].*)?)", re.IGNORECASE
)
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{1,31}:[\w.~!$&'()*+,;=:@/-]+", re.IGNORECASE | re.ASCII)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SAFE = "%/?#:@!$&'()*+,;=-._~"


def address_iri(text: str) -> str | None:
    """Make an IRI of an address as printed.

    Args:
        text: e.g. ``" https://letters.example/no 5.html"``: blanks around it are left out, what may not stand in an
            IRI is percent-encoded, as browsers do it.

    Returns:
        An absolute IRI of the schemes http, https or urn; ``None`` where the text is none of these.
    """
    text = text.strip()
    if _URN.fullmatch(text):
        return text
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return None
    rest, sharp, fragment = match["rest"].partition("#")
    whole = f"{rest}#{quote(fragment, safe=_SAFE.replace('#', ''))}" if sharp else rest
    return match["head"] + _STRAY_PERCENT.sub("%25", quote(whole, safe=_SAFE))
