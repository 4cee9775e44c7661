"""Points on the earth as registers print them: ``48,208333 16,373056``, ``48.208, 16.373``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.records.agent import Coordinates
from kg.records.document import Finding
from kg.sources.tei_letter.tables import word
from kg.sources.xml import Element, XmlDocument, attribute, children, local, words

_NUMBER = re.compile(r"[+\-−]?\d{1,3}(?:[.,]\d+)?")
_ABOVE = frozenset({"located_in_place", "located-in-place", "located-in", "part-of", "partof", "within"})
"""``location/@type``: the place above, not the place itself."""


def read_coordinates(
    document: XmlDocument, place: Element | None, *, everywhere: bool = False
) -> tuple[Coordinates | None, list[Finding]]:
    """Read where a place lies.

    Args:
        document: the document.
        place: its entry, or a ``location``.
        everywhere: take any ``geo`` below; else that of the place itself, not of the place above it.

    Returns:
        Decimal degrees, and what was not understood. Where several points are given, the first counts.
    """
    for geo in _points(place, everywhere=everywhere):
        printed = words(geo)
        if not printed:
            continue
        locator = document.locate(geo)
        pair = _pair(printed)
        if pair is None:
            remedy = "Write latitude and longitude as decimal degrees: 48.208 16.373."
            what = f"“{printed}” is no point on the earth that is understood."
            return None, [Finding("coordinates-not-understood", what, remedy, locator)]
        return Coordinates(*pair, locator), []
    return None, []


def _points(place: Element | None, *, everywhere: bool) -> Iterator[Element]:
    if place is None:
        return
    yield from children(place, "geo")
    for location in children(place, "location"):
        if everywhere or word(attribute(location, "type")) not in _ABOVE:
            yield from children(location, "geo")
    if everywhere and local(place) == "location":
        yield from children(place, "geo")


def _pair(printed: str) -> tuple[str, str] | None:
    tokens = printed.replace("°", " ").split()
    if len(tokens) == 1 and printed.count(",") == 3:
        # Three commas in one word: two of them are decimal, the middle one stands between.
        pieces = printed.split(",")
        tokens = [",".join(pieces[:2]), ",".join(pieces[2:])]
    elif len(tokens) == 1:
        tokens = re.split(r"[;,/]", printed)
    numbers = [token.strip(";,") for token in tokens]
    if len(numbers) != 2 or not all(_NUMBER.fullmatch(one) for one in numbers):
        return None
    latitude, longitude = (_plain(one) for one in numbers)
    if abs(float(latitude)) > 90 or abs(float(longitude)) > 180:
        return None
    return latitude, longitude


def _plain(number: str) -> str:
    text = number.replace(",", ".").replace("−", "-").lstrip("+")
    return text.rstrip("0").rstrip(".") if "." in text else text
