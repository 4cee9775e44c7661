"""The running text of a letter: plain, as printed, with its parts, and the elements that belong to it.

Of ``choice`` the original is taken (``orig``, ``sic``, ``abbr``), deletions are left out, additions kept, an edition's
notes stand outside. Nothing is corrected: a gap is ``[…]``. Sources: TEI P5 chapters 3, 4, 11 and 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.records.document import TextPart
from kg.sources.tei_letter.tables import (
    AUTHORIAL_NOTES,
    BEHIND_THE_LETTER,
    DIVISIONS,
    EDITORIAL,
    ENCLOSURES,
    OMISSIONS,
    OTHER_VERSIONS,
    vocabulary,
    word,
)
from kg.sources.xml import Element, attribute, children, local

GAP = "[…]"

_PARTS = {
    "p": "paragraph",
    "ab": "paragraph",
    "opener": "paragraph",
    "closer": "paragraph",
    "div": "paragraph",
    "item": "paragraph",
    "row": "paragraph",
    "lg": "verse",
    "l": "verse",
    "head": "head",
    "dateline": "dateline",
    "salute": "salute",
    "signed": "signed",
    "postscript": "postscript",
    "address": "address",
    "addrLine": "address",
}
_ONE_PART = frozenset({("verse", "verse")}.union(*({(kind, kind), ("paragraph", kind)} for kind in DIVISIONS.values())))
"""A part within a part that it is no part of its own of: the lines of a stanza, the paragraphs of a postscript."""
_ELEMENTS_ONLY = frozenset({"choice", "app", "subst"})
"""What stands between their children is no text."""
_BLOCKS = vocabulary(
    "text body front back group floatingText div div0 div1 div2 div3 div4 div5 p ab head opener closer postscript lg "
    "list table figure trailer byline epigraph argument sp speaker stage listBibl"
)
_LINES = vocabulary("l addrLine item row address")
_LINES_BY_PLACE = vocabulary("dateline salute signed")
_LETTER_PARTS = vocabulary("opener closer postscript div body text floatingText front back")
_BREAKS = vocabulary("lb pb cb gb milestone")
_SILENT = vocabulary(
    "del fw figDesc graphic certainty respons interp interpGrp index metamark teiHeader rdg addSpan delSpan desc "
    "listPerson listPlace listOrg listEvent listWit standOff spanGrp linkGrp witDetail"
)
_PRINTED = ("orig", "sic", "abbr", "unclear", "seg")
_PRINTED_OMISSION = re.compile(r"\[ ?(?:\.\.\.|…) ?\]")
_HYPHENS = re.compile("[-\u00ad\u2010\u00ac\u2e17]\\s*$")


@dataclass(frozen=True, slots=True)
class LetterText:
    """``elements`` are those whose words are in ``text``, in their order; ``notes`` stand outside of it."""

    text: str
    parts: tuple[TextPart, ...] = ()
    elements: tuple[Element, ...] = ()
    notes: tuple[Element, ...] = ()
    enclosures: tuple[Element, ...] = ()
    left_out: tuple[Element, ...] = ()
    """Divisions of the edition: abstracts, commentaries, translations."""
    omission: bool = False
    illegible: bool = False
    """Words are missing that the edition could not read, or that are lost."""


def read_text(element: Element, *, marks: frozenset[str] = frozenset()) -> LetterText:
    """Write out an element of a text.

    Args:
        element: ``text``, ``body``, ``div``, ``floatingText`` or ``note``.
        marks: the ids of notes; a reference to one of them is its mark and no text.

    Returns:
        The text. Blocks are separated by an empty line, lines of verses and addresses by a line end; blanks are
        collapsed.
    """
    writer = _Writer(marks=marks)
    writer.inside(element)
    text, parts = writer.written()
    return LetterText(
        text=text,
        parts=parts,
        elements=tuple(writer.elements),
        notes=tuple(writer.notes),
        enclosures=tuple(writer.enclosures),
        left_out=tuple(writer.left_out),
        omission=writer.omission,
        illegible=writer.illegible,
    )


def is_enclosure(element: Element) -> bool:
    """Is the text or division one that was sent with the letter?"""
    return local(element) in ("div", "text", "floatingText", "group") and bool(
        {word(attribute(element, "type")), word(attribute(element, "subtype"))} & ENCLOSURES
    )


def kind_of_part(element: Element) -> str | None:
    """What part of a letter an element is, by its name or as a division by its type; ``None`` for others."""
    name = local(element)
    if name.startswith("div"):
        return DIVISIONS.get(word(attribute(element, "type")), _PARTS["div"])
    return _PARTS.get(name)


def is_authorial(note: Element) -> bool:
    """Did the writer of the letter make the note?"""
    return bool({word(attribute(note, "type")), word(attribute(note, "resp"))} & AUTHORIAL_NOTES)


def _is_the_edition_s(element: Element) -> bool:
    """An abstract or commentary; a translation only beside the text itself."""
    kind = word(attribute(element, "type"))
    parent = element.getparent()
    if kind in EDITORIAL or kind not in OTHER_VERSIONS or parent is None:
        return kind in EDITORIAL
    others = [word(attribute(one, "type")) for one in children(parent, local(element)) if one is not element]
    return any(one not in EDITORIAL and one not in OTHER_VERSIONS for one in others)


@dataclass(slots=True)
class _Writer:
    marks: frozenset[str]
    elements: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    enclosures: list[Element] = field(default_factory=list)
    left_out: list[Element] = field(default_factory=list)
    omission: bool = False
    illegible: bool = False
    _runs: list[tuple[str, str | None, int]] = field(default_factory=list)
    """Words, kind of part, number of part; line ends are runs without a kind."""
    _kind: str | None = None
    _part: int = 0
    _parts: int = 0
    _restored: int = 0
    _join: bool = False

    def inside(self, element: Element) -> None:
        """Write the content of an element, then what follows its children."""
        mixed = local(element) not in _ELEMENTS_ONLY
        self._say(element.text if mixed else None)
        for child in _readings(element):
            if local(child):
                self._element(child)
            self._say(child.tail if mixed else None)

    def _element(self, element: Element) -> None:
        name = local(element)
        if name in ("note", "noteGrp") and not is_authorial(element):
            self.notes.extend([element] if name == "note" else children(element, "note"))
        elif name in _SILENT and not (name == "del" and self._restored):
            return
        elif is_enclosure(element):
            self.enclosures.append(element)
        elif name in ("div", "text") and _is_the_edition_s(element):
            self._leave_out(element)
        elif name == "back":
            self._back(element)
        elif name in _BREAKS:
            self._break(element)
        elif name == "gap":
            editorial = word(attribute(element, "reason")) in OMISSIONS
            self.omission = self.omission or editorial
            self.illegible = self.illegible or not editorial
            self._runs.append((GAP, self._kind or "", self._part))
        elif name == "space":
            self._say(" ")
        elif not self._is_mark(element):
            self._written_out(element, name)

    def _written_out(self, element: Element, name: str) -> None:
        self.elements.append(element)
        before = self._kind, self._part
        kind = kind_of_part(element)
        if kind is not None and (kind, self._kind) not in _ONE_PART:
            self._open(kind)
        self._restored += name == "restore"
        lines = _lines(element, name)
        self._end_line(lines)
        self.inside(element)
        self._end_line(lines)
        self._restored -= name == "restore"
        if before[1] != self._part:
            self._kind = before[0]
            self._part = before[1] if before[0] is None else self._next()

    def _back(self, element: Element) -> None:
        for child in children(element):
            name = local(child)
            kind = word(attribute(child, "type"))
            if is_enclosure(child):
                self.enclosures.append(child)
            elif name in ("note", "noteGrp", "postscript") or (name.startswith("div") and kind in BEHIND_THE_LETTER):
                self._element(child)
            else:
                self._leave_out(child)

    def _leave_out(self, element: Element) -> None:
        """Notes of a division that is the edition's belong to the letter all the same."""
        if local(element) == "div":
            self.left_out.append(element)
            self.notes.extend(note for note in element.iter("{*}note") if _outermost(note, element))

    def _is_mark(self, element: Element) -> bool:
        targets = (attribute(element, "target") or "").split()
        return local(element) in ("ref", "ptr") and any(target.lstrip("#") in self.marks for target in targets)

    def _break(self, element: Element) -> None:
        if element.get("break") == "no":
            self._join = True
            if self._runs and self._runs[-1][1] is not None:
                text, kind, part = self._runs[-1]
                self._runs[-1] = (_HYPHENS.sub("", text.rstrip()), kind, part)
        else:
            self._say(" ")

    def _say(self, words: str | None) -> None:
        if not words:
            return
        if self._join:
            words = words.lstrip()
            self._join = not words
        if words:
            self.omission = self.omission or _PRINTED_OMISSION.search(words) is not None
            self._runs.append((words, self._kind or "", self._part))

    def _open(self, kind: str) -> None:
        self._kind = kind
        self._part = self._next()

    def _next(self) -> int:
        self._parts += 1
        return self._parts

    def _end_line(self, lines: int) -> None:
        if lines:
            self._join = False
            self._runs.append(("\n" * lines, None, 0))

    def written(self) -> tuple[str, tuple[TextPart, ...]]:
        """Join the runs: blanks collapsed, none at the ends of lines; parts where there are words."""
        text: list[str] = []
        length = 0
        pending = ""
        spans: dict[int, tuple[str, int, int]] = {}
        for words, kind, part in self._runs:
            if kind is None:
                pending = max(pending.replace(" ", ""), words, key=len) if text else ""
                continue
            printed = " ".join(words.split())
            if words[:1].isspace():
                pending = pending or (" " if text else "")
            if not printed:
                continue
            text += [pending, printed]
            start = length + len(pending)
            length = start + len(printed)
            pending = " " if words[-1].isspace() else ""
            if kind:
                spans[part] = (kind, spans[part][1] if part in spans else start, length)
        ordered = sorted(spans.values(), key=lambda one: one[1])
        return "".join(text), tuple(TextPart(*one) for one in ordered)


def _readings(element: Element) -> Iterator[Element]:
    """The children that are printed: of ``choice`` and ``app`` one, else all (comments too, for what follows them)."""
    name = local(element)
    if name == "choice":
        found = next((one for wanted in _PRINTED for one in children(element, wanted)), None)
        found = found if found is not None else next(children(element), None)
        yield from () if found is None else (found,)
    elif name == "app":
        found = next(children(element, "lem"), None)
        found = found if found is not None else next(children(element, "rdg"), None)
        yield from () if found is None else (found,)
    else:
        yield from element


def _lines(element: Element, name: str) -> int:
    """How many line ends stand around an element."""
    if name in _BLOCKS or (name == "quote" and any(local(one) in ("p", "lg", "floatingText") for one in element)):
        return 2
    parent = element.getparent()
    around = "" if parent is None else local(parent)
    if name == "address":
        return 1 if around in _LETTER_PARTS else 0
    if name in _LINES:
        return 1
    if name == "seg":
        return int(around in ("opener", "closer") or (around == "seg" and _in_letterhead(parent)))
    if name in _LINES_BY_PLACE:
        return 2 if around.startswith("div") or around in ("body", "text") else int(around in _LETTER_PARTS)
    return 0


def _in_letterhead(seg: Element | None) -> bool:
    around = None if seg is None else seg.getparent()
    return around is not None and local(around) in ("opener", "closer")


def _outermost(note: Element, within: Element) -> bool:
    for around in note.iterancestors():
        if around is within:
            return True
        if local(around) == "note":
            return False
    return True
