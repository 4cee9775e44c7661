"""Dates outside of ``correspDesc``: of writing, of lives, of events, kept as printed with what their attributes say."""

from __future__ import annotations

import copy
import re

from kg.records.calendars import CalendarRule
from kg.records.date import DateRecord, DateRole
from kg.records.document import Finding
from kg.records.locator import Locator
from kg.sources.correspondence.dating import DATING_ATTRIBUTES, dates_of, printed_date
from kg.sources.xml import Element, XmlDocument, find_all

_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}")


def is_dated(element: Element) -> bool:
    """Does an attribute give the date?"""
    return any((element.get(name) or "").strip() for name in DATING_ATTRIBUTES)


def date_records(
    document: XmlDocument,
    element: Element,
    *,
    key: str,
    role: DateRole,
    rule: CalendarRule,
    own_words: bool = True,
) -> tuple[list[DateRecord], list[Finding]]:
    """Make the records of the dates of one element.

    Args:
        document: the document.
        element: ``date``, ``origDate``, ``birth`` or the like; an empty one has no date.
        key: of the first record; the second gets ``-2``.
        role: what happened then.
        rule: the calendar of the collection.
        own_words: the words of the element are those of the date (not so of an ``event`` with dates of its own).

    Returns:
        The records and what was wrong with them.
    """
    values = dates_of(_with_old_attributes(element) if own_words else _without_words(element), rule)
    if not values:
        return [], []
    printed, locator = printed_date(element, document) if own_words else _attribute(element, document)
    records = []
    findings = []
    for number, value in enumerate(values, start=1):
        records.append(value.record(key if number == 1 else f"{key}-{number}", role, printed, locator))
        findings += [Finding(one.code, one.what, one.remedy, locator) for one in value.problems]
    return records, findings


def _with_old_attributes(element: Element) -> Element:
    """TEI P4 has ``value`` for ``when``."""
    if element.get("value") is None or is_dated(element):
        return element
    dated = copy.deepcopy(element)
    dated.set("when", str(element.get("value")))
    return dated


def _without_words(element: Element) -> Element:
    return element.makeelement(element.tag, dict(element.attrib))


def first_day(tei: Element, rule: CalendarRule) -> str | None:
    """The first dated date of writing of a letter as far as a key needs it: year, month, day."""
    for house in find_all(tei, "origin", "creation", "dateLet", "dateline"):
        for element in find_all(house, "date", "origDate"):
            for value in dates_of(_with_old_attributes(element), rule):
                day = day_of(value.edtf)
                if day is not None:
                    return day
    return None


def day_of(edtf: str | None) -> str | None:
    """The first year, month and day of a normal form, as far as a key needs them."""
    match = _DAY.search(edtf or "")
    return None if match is None else match[0]


def _attribute(element: Element, document: XmlDocument) -> tuple[str, Locator]:
    name = next(name for name in DATING_ATTRIBUTES if (element.get(name) or "").strip())
    return " ".join(str(element.get(name)).split()), document.locate_attribute(element, name)
