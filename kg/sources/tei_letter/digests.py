"""Digests of the letters of a TEI file: of what in the file their records depend on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.sources.digests import digest_of, text_digest, words_in_place
from kg.sources.tei_letter.letter import LetterElements
from kg.sources.tei_letter.locating import teis_of
from kg.sources.tei_letter.registers import houses_of
from kg.sources.xml import Element, Span, XmlDocument, find_all


def letter_digests(document: XmlDocument, letters: Sequence[LetterElements]) -> tuple[str, ...]:
    """Hash each letter in its place with what stands around it.

    The digest of an only letter is that of the file. In a corpus it is that of its ``TEI``, of what is in none, and of
    the registers in the others: ids are looked for everywhere. Letters of one ``TEI`` share its header, its notes and
    its anchors, so that every one of them changes with it.
    """
    if len(letters) == 1:
        return (text_digest(document.text),)
    around = _around(document)
    own = {tei: _of_tei(document, tei, around) for tei in dict.fromkeys(one.tei for one in letters)}
    return tuple(own[one.tei] for one in letters)


def _of_tei(document: XmlDocument, tei: Element, around: str) -> str:
    span = document.span(tei)
    return digest_of(around, document.path(tei), *words_in_place(document.text, span.start, span.end))


def _around(document: XmlDocument) -> str:
    """Hash what no letter has for itself: everything outside of its ``TEI``, and every register."""
    text = document.text
    quoted = [document.span(one) for one in _read_by_all(document.root)]
    return digest_of(
        tuple(_outside(text.text, [document.span(one) for one in teis_of(document.root)])),
        *(words_in_place(text, one.start, one.end) for one in quoted),
    )


def _read_by_all(root: Element) -> Iterator[Element]:
    """The parts of a corpus that are read for letters of any ``TEI`` in it."""
    yield from houses_of(root)
    yield from find_all(root, "prefixDef")
    teis = set(teis_of(root))
    for header in find_all(root, "teiHeader"):
        if header.getparent() not in teis:
            yield header


def _outside(text: str, spans: Sequence[Span]) -> Iterator[str]:
    at = 0
    for span in spans:
        piece = text[at : span.start].strip()
        if piece:
            yield piece
        at = span.end
    yield text[at:].strip()
