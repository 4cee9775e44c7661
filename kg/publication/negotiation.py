"""Content negotiation by ``Accept`` (RFC 9110, section 12.5.1), as real clients use it. Values only; no HTTP here.

Where we are more tolerant than the specification, and why:

* Parameters other than ``q`` are passed over: ``text/turtle;version=1.2`` and ``application/ld+json;profile="…"`` ask
  for the syntax, and a server that takes them literally answers 406 to clients of SPARQL 1.2 and of JSON-LD.
* A weight that is no number counts as 1, and one outside of 0 to 1 as the nearer end: a header with a slip still says
  what its client can read.
* A part that is no media range is passed over; a header in which nothing is one is as good as none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"  # noqa: S105 # the grammar's word, no secret
_RANGE = re.compile(rf"\s*({_TOKEN})\s*/\s*({_TOKEN})\s*")
_PARTS = re.compile(r'((?:[^,"]|"(?:[^"\\]|\\.)*"?)+)')
_PARAMETERS = re.compile(r'((?:[^;"]|"(?:[^"\\]|\\.)*"?)+)')
LONGEST = 4_096
"""Characters of a header that are looked at; the longest of a known client has 700."""


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One part of an ``Accept`` header, e.g. ``text/*;q=0.5``; ``type`` and ``subtype`` are in lower case."""

    type: str
    subtype: str
    quality: float = 1.0


@dataclass(frozen=True, slots=True)
class Offer:
    """What a URL can be answered with: a media type, and other names by which clients ask for it.

    An alias is matched by its exact name only: a client that accepts ``application/*`` means the type itself.
    """

    media_type: str
    aliases: tuple[str, ...] = ()


def parse_accept(header: str | None) -> tuple[MediaRange, ...]:
    """Read an ``Accept`` header, e.g. ``text/turtle, application/rdf+xml;q=0.9, */*;q=0.1``, in its order.

    Returns:
        Its media ranges; none for an absent or empty header and for one that has no media range in it.
    """
    ranges = []
    for part in _PARTS.findall((header or "")[:LONGEST]):
        name, *parameters = _PARAMETERS.findall(part) or [""]
        match = _RANGE.fullmatch("*/*" if name.strip() == "*" else name)  # Java's URLConnection sends a lone star
        if match is not None:
            ranges.append(MediaRange(match[1].lower(), match[2].lower(), _quality(parameters)))
    return tuple(ranges)


def negotiate(accept: str | None, offers: Sequence[Offer]) -> Offer | None:
    """Choose what fits best.

    Args:
        accept: the header; without it the client takes anything (RFC 9110, section 12.5.1).
        offers: what there is, the one that we like best first: it decides between equal weights.

    Returns:
        The offer with the highest weight; ``None`` if the client accepts none.
    """
    ranges = parse_accept(accept)
    if not ranges:
        return offers[0] if offers else None
    best: Offer | None = None
    highest = 0.0
    for offer in offers:
        quality = _quality_of(offer, ranges)
        if quality > highest:
            best, highest = offer, quality
    return best


def accepts(accept: str | None, media_type: str) -> bool:
    """Say whether a client names a media type itself, with a weight above 0; ``*/*`` does not count."""
    return _exact(parse_accept(accept), media_type) > 0


def choose_coding(accept_encoding: str | None, codings: Sequence[str]) -> str | None:
    """Choose a content coding by ``Accept-Encoding`` (RFC 9110, section 12.5.3), e.g. ``gzip, deflate;q=0.5``.

    Returns:
        One of ``codings``, of equal weights the first; ``None`` if none is accepted, or the plain content is liked
        better. A client that sends no header gets no coding: some that send none could not read it.
    """
    weights = {}
    for part in (accept_encoding or "")[:LONGEST].split(","):
        name, *parameters = part.split(";")
        weights[name.strip().lower().removeprefix("x-")] = _quality(parameters)
    best, highest = None, weights.get("identity", 0.0)
    for coding in codings:
        quality = weights.get(coding, weights.get("*", 0.0))
        if quality > highest or (best is None and 0 < quality == highest):
            best, highest = coding, quality
    return best


def parse_options(header: str | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Read a header such as ``application/sparql-query; charset=UTF-8;version="1.2"``.

    Returns:
        The value before the parameters, and the parameters in their order; names and the value are in lower case,
        quotation marks are taken off.
    """
    first, *rest = _PARAMETERS.findall((header or "")[:LONGEST]) or [""]
    parameters = (part.partition("=") for part in rest)
    return first.strip().lower(), tuple(
        (name.strip().lower(), _unquoted(value.strip())) for name, _, value in parameters
    )


def bare_media_type(content_type: str | None) -> str:
    """Give the media type of a ``Content-Type`` header in lower case, without parameters; ``""`` if there is none."""
    return parse_options(content_type)[0]


def _unquoted(value: str) -> str:
    if len(value) > 1 and value.startswith('"') and value.endswith('"'):
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    return value


def _quality_of(offer: Offer, ranges: Sequence[MediaRange]) -> float:
    """The weight of the most specific range that matches; 0 if none does or the client excludes it."""
    named = _exact(ranges, offer.media_type)
    if named == 0:
        return 0.0
    known = max([named, *(_exact(ranges, alias) for alias in offer.aliases)])
    if known > 0:
        return known
    type_ = offer.media_type.partition("/")[0]
    for wanted in ((type_, "*"), ("*", "*")):
        found = [one.quality for one in ranges if (one.type, one.subtype) == wanted]
        if found:
            return max(found)
    return 0.0


def _exact(ranges: Sequence[MediaRange], media_type: str) -> float:
    """The weight of the range that names a type; -1 if none does."""
    return max((one.quality for one in ranges if f"{one.type}/{one.subtype}" == media_type), default=-1.0)


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                quality = float(value.strip().strip('"'))
            except ValueError:
                return 1.0
            return 1.0 if math.isnan(quality) else min(1.0, max(0.0, quality))
    return 1.0
