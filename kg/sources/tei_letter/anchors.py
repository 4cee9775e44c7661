"""Where a note stands in its text: between an anchor and the note, at a reference, or at the words before it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.records.locator import Locator
from kg.sources.tei_letter.tables import vocabulary, word
from kg.sources.xml import Element, XmlDocument, attribute, children, find_all, local, words

_MARK = re.compile(r"[\[(]?[\d*†‡§a-z]{1,3}[\])]?")
_LAST_WORD = re.compile(r"([^\s<>]*\w[^\s<>]*)[^\w<>]*$")
_BLOCKS = vocabulary("p ab l lg div body opener closer head item note postscript quote text dateline salute")
_LONGEST = 2_000
"""Characters between an anchor and its note; what is longer is no passage that a note speaks of."""


@dataclass(slots=True)
class Anchors:
    """The elements of a text that notes can refer to, and those that refer to notes."""

    document: XmlDocument
    by_id: dict[str, Element] = field(default_factory=dict)
    pointing: dict[str, list[Element]] = field(default_factory=dict)

    def of(self, note: Element) -> tuple[Locator, ...]:
        """The anchors of a note, none where the source says nothing of them."""
        for name in ("target", "corresp", "sameAs", "ref"):
            found = [one for one in self._targets(note, name) if one is not None]
            if found:
                end = next(iter(self._targets(note, "targetEnd")), None)
                return tuple(one for element in found if (one := self._at(element, note, end)) is not None)
        own_id = attribute(note, "xml:id")
        pointing = [] if own_id is None else self.pointing.get(own_id, [])
        if pointing:
            places = [one for element in pointing if (one := self._at_mark(element)) is not None]
            return tuple({one.start: one for one in places}.values())
        if attribute(note, "target") is not None or _is_apart(note):
            return ()
        before = self._before(note)
        return () if before is None else (before,)

    def _targets(self, note: Element, name: str) -> Iterable[Element]:
        for target in (attribute(note, name) or "").split():
            found = self.by_id.get(target.rpartition("#")[2])
            if found is not None and found is not note:
                yield found

    def _at(self, element: Element, note: Element, end: Element | None) -> Locator | None:
        if words(element):
            return self.document.locate(element)
        start = self.document.span(element).end
        stop = self.document.span(note).start if end is None else self.document.span(end).start
        parent = element.getparent()
        within = end is not None or parent in note.iterancestors()
        if within and start < stop <= start + _LONGEST and self.document.text.text[start:stop].strip():
            return self.document.locate_span(start, stop, parent)
        return self._before(element)

    def _at_mark(self, element: Element) -> Locator | None:
        printed = words(element)
        if printed and not _MARK.fullmatch(printed):
            return self.document.locate(element)
        return self._before(element)

    def _before(self, element: Element) -> Locator | None:
        """The last word before an element in its block."""
        previous, parent = element.getprevious(), element.getparent()
        if parent is None:
            return None
        end = self.document.span(element).start
        while previous is not None and not local(previous):
            previous = previous.getprevious()
        start = self.document.span(parent).content if previous is None else self.document.span(previous).end
        last = _LAST_WORD.search(re.sub(r"<[^>]*>", lambda one: " " * len(one[0]), self._raw(start, end)))
        if last is not None:
            return self.document.locate_span(start + last.start(1), start + last.end(1), parent)
        if previous is not None:
            return self.document.locate(previous) if words(previous) else self._before(previous)
        return None if local(parent) in _BLOCKS else self._before(parent)

    def _raw(self, start: int, end: int) -> str:
        return self.document.text.text[start:end]


def find_anchors(document: XmlDocument, tei: Element) -> Anchors:
    """List what in a letter's file has an id or points to something."""
    anchors = Anchors(document)
    for element in tei.iter("*"):
        own_id = attribute(element, "xml:id")
        if own_id is not None:
            anchors.by_id.setdefault(own_id, element)
    for text in children(tei, "text"):
        for element in find_all(text, "ref", "ptr", "seg", "anchor", "hi"):
            for name in ("target", "corresp"):
                for target in (attribute(element, name) or "").split():
                    if target.startswith("#") and len(target) > 1:
                        anchors.pointing.setdefault(target[1:], []).append(element)
    return anchors


def _is_apart(note: Element) -> bool:
    """Does the note stand in a division of notes, and not at its words?"""
    around = note.getparent()
    if around is None or local(around) in ("noteGrp", "back", "standOff", "list", "item", "notesStmt"):
        return True
    return (
        local(around).startswith("div")
        and word(attribute(around, "type")) != "letter"
        and all(local(one) in ("note", "head", "") for one in around)
    )
