"""The notes of an edition on a letter: commentary, textual notes, bibliography, each with its anchors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.records.note import EditorialNote
from kg.records.reference import EntityType, Reference
from kg.sources.tei_letter.anchors import Anchors
from kg.sources.tei_letter.header import language_tag, own_language
from kg.sources.tei_letter.text import LetterText, read_text
from kg.sources.xml import Element, XmlDocument, attribute

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class ReadNote:
    """``text`` holds the elements whose names are mentions of the note."""

    note: EditorialNote
    text: LetterText

    @property
    def reference(self) -> Reference:
        return Reference(EntityType.DOC, self.note.key)


def read_notes(
    document: XmlDocument,
    notes: Sequence[Element],
    *,
    of: Reference,
    anchors: Anchors,
    language: str,
    first: int = 1,
) -> list[ReadNote]:
    """Read notes in their order; a note within a note follows it, and empty ones are none.

    Args:
        document: the document.
        notes: the ``note`` elements.
        of: the document that they speak of.
        anchors: of the whole letter.
        language: of the edition, where a note does not say its own.
        first: the order of the first note, from 1.
    """
    read: list[ReadNote] = []
    waiting = list(notes)
    while waiting:
        element = waiting.pop(0)
        text = read_text(element)
        waiting[:0] = text.notes
        if not text.text:
            continue
        order = first + len(read)
        read.append(ReadNote(_note(document, element, text, of, order, anchors, language), text))
    return read


def _note(
    document: XmlDocument,
    element: Element,
    text: LetterText,
    of: Reference,
    order: int,
    anchors: Anchors,
    language: str,
) -> EditorialNote:
    return EditorialNote(
        key=f"{of.key}-n{order}",
        document=of,
        order=order,
        text=text.text,
        language=language_tag(element.get(_LANG)) or _edition_language(element) or language,
        locator=document.locate(element),
        number=attribute(element, "n"),
        anchors=anchors.of(element),
        omission=text.omission,
    )


def _edition_language(element: Element) -> str | None:
    """A note within the letter's text is in the language of the edition, not of the text: that of the file."""
    root = element.getroottree().getroot()
    return own_language(root)
