"""Dates of an action: attributes and words, kept as printed, read by `kg.records.date_attributes`."""

from __future__ import annotations

from functools import lru_cache

from kg.records.calendars import CalendarRule
from kg.records.date import DateValue
from kg.records.date_attributes import date_from_attributes
from kg.records.locator import Locator
from kg.sources.xml import Element, XmlDocument, words

_DATING = ("when", "notBefore", "notAfter", "from", "to", "when-iso", "notBefore-iso", "notAfter-iso", "from-iso")
DATING_ATTRIBUTES = (
    *_DATING,
    "to-iso",
    "when-custom",
    "notBefore-custom",
    "notAfter-custom",
    "from-custom",
    "to-custom",
)


def dates_of(element: Element, rule: CalendarRule) -> tuple[DateValue, ...]:
    """Read one date element; it may hold several dates, or none."""
    return _read(tuple(element.attrib.items()), words(element), rule)


@lru_cache(maxsize=1 << 15)
def _read(
    attributes: tuple[tuple[str | bytes, str | bytes], ...], printed: str, rule: CalendarRule
) -> tuple[DateValue, ...]:
    """Read a date that was not read before: those of letters come again, and a letter is read in two steps."""
    given = {str(name): str(value) for name, value in attributes if "}" not in str(name)}
    if not printed and not any(given.get(name, "").strip() for name in DATING_ATTRIBUTES):
        return ()
    return date_from_attributes(given, printed or None, rule=rule)


def printed_date(element: Element, xml: XmlDocument) -> tuple[str, Locator]:
    """What a source prints as the date and where: its words, else the one attribute, else all of its attributes."""
    printed = words(element)
    if printed:
        return printed, xml.locate(element)
    given = [name for name in DATING_ATTRIBUTES if (element.get(name) or "").strip()]
    if len(given) == 1:
        return " ".join(str(element.get(given[0])).split()), xml.locate_attribute(element, given[0])
    places = [xml.locate_attribute(element, name) for name in given]
    text = xml.text.text
    start = min(text.rfind(name, 0, one.start) for name, one in zip(given, places, strict=True))
    locator = xml.locate_span(start, max(one.end for one in places) + 1, element)
    return " ".join(locator.exact.split()), locator
