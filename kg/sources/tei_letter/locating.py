"""Which letters a TEI file holds, and where: one for a ``TEI``, several in a ``teiCorpus`` or a volume."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.sources.tei_letter.forms import form_of
from kg.sources.tei_letter.header import children_of, descend, own_language, read_title_words
from kg.sources.tei_letter.letter import LetterElements
from kg.sources.tei_letter.tables import vocabulary, word
from kg.sources.tei_letter.titles import read_title
from kg.sources.xml import Element, attribute, find_all, local, words

_LETTER_TYPES = vocabulary(
    "letter letters brief briefe lettre carta lettera list письмо correspondence korrespondenz postcard postkarte "
    "telegram telegramm"
)
_SIGNS = ("opener", "closer", "salute", "signed", "dateline")
"""Elements of which two make a text a letter: poems and essays may be dated or signed."""
_PARTS = ("div", "div1", "div2", "text", "floatingText")
_CALLED = ("letDesc", "letHeading")


def letters_of(root: Element) -> tuple[LetterElements, ...]:
    """List the letters of a document in their order; a ``TEI`` that is no letter is left out."""
    letters: list[LetterElements] = []
    for tei in teis_of(root):
        header = descend(tei, "teiHeader")
        descs = [] if header is None else list(find_all(header, "correspDesc"))
        text = descend(tei, "text")
        if len(descs) > 1:
            for desc, part in zip(descs, _parts(descs, text), strict=True):
                letters.append(LetterElements(str(len(letters) + 1), tei, desc, part, alone=False))
        elif descs or is_letter(tei):
            desc = descs[0] if descs else None
            parts = _own_letters(desc, text)
            for part in parts or (text,):
                letters.append(LetterElements(str(len(letters) + 1), tei, desc, part, alone=not parts))
    return tuple(letters)


def _own_letters(desc: Element | None, text: Element | None) -> list[Element]:
    """The parts of a text that are letters of their own: the one that its only ``correspDesc`` points to, else all of
    several that nothing describes.

    Parts of which each is in another language are a letter and its translation; what else stands with a letter that
    is described as a whole belongs to it (an enclosure).
    """
    if text is None:
        return []
    in_group = [
        one for one in children_of(descend(text, "group"), "text") if next(find_all(one, *_SIGNS), None) is not None
    ]
    parts = max(_letter_parts(text), in_group, key=len)
    if len(parts) < 2:
        return []
    if desc is not None:
        own = {own_id: one for one in find_all(text, *_PARTS) if (own_id := attribute(one, "xml:id")) is not None}
        pointed = _pointed_to(desc, own)
        is_one = pointed is not None and not all(pointed in (one, *one.iterancestors()) for one in parts)
        return [pointed] if pointed is not None and is_one else []
    signed = all(next(find_all(one, *_SIGNS), None) is not None for one in parts)
    languages = [own_language(one) for one in parts]
    translated = len(set(languages)) == len(parts)
    return parts if signed and not translated else []


def parts_without_letter(root: Element, letters: Sequence[LetterElements]) -> Iterator[Element]:
    """What of a corpus or volume is not read as a letter: a ``TEI`` without signs of one, a text without a description.

    A file that is nothing else is declined as a whole, so that there is nothing to list.
    """
    taken = {one.tei for one in letters}
    yield from (tei for tei in teis_of(root) if tei not in taken and letters)
    texts = {one.text for one in letters}
    for tei in {one.tei: one for one in letters if not one.alone}:
        text = descend(tei, "text")
        if text is not None and text not in texts:
            for part in _letter_parts(text) or list(children_of(descend(text, "group"), "text")):
                if not texts.intersection((part, *part.iterancestors())):
                    yield part


def is_letter(tei: Element) -> bool:
    """Is a text without ``correspDesc`` a letter, by its type, its header, its title or its opening and closing?"""
    header, text = descend(tei, "teiHeader"), descend(tei, "text")
    if header is not None and next(find_all(header, *_CALLED), None) is not None:
        return True
    if text is not None:
        divisions = (text, *find_all(text, "div", "div1", "text", "floatingText"))
        if any(word(attribute(one, "type")) in _LETTER_TYPES for one in divisions):
            return True
        signs = {local(one) for one in find_all(text, *_SIGNS) if words(one)}
        if {"salute", "signed"} <= signs or ("opener" in signs and "closer" in signs):
            return True
    keywords = descend(header, "profileDesc", "textClass")
    if keywords is not None and any(form_of(words(one)) for one in find_all(keywords, "term", "item", "catRef")):
        return True
    title = read_title_words(tei)
    read = read_title(title) if title else None
    return read is not None and (read.addressee is not None or read.form is not None)


def teis_of(root: Element) -> Iterator[Element]:
    """Each ``TEI`` that holds no other."""
    for element in root.iter("{*}TEI", "{*}TEI.2"):
        if next(find_all(element, "TEI", "TEI.2"), None) is None:
            yield element


def _parts(descs: Sequence[Element], text: Element | None) -> list[Element | None]:
    """The text of each letter of a volume: by the id that its ``correspDesc`` points to, else one by one in order."""
    if text is None:
        return [None] * len(descs)
    by_id = {own_id: one for one in text.iter("*") if (own_id := attribute(one, "xml:id")) is not None}
    found = [_pointed_to(desc, by_id) for desc in descs]
    if any(one is not None for one in found):
        return found
    for candidates in (_letter_parts(text), list(children_of(descend(text, "group"), "text", "group"))):
        if len(candidates) == len(descs):
            return list(candidates)
    return [None] * len(descs)


def _pointed_to(desc: Element, by_id: dict[str, Element]) -> Element | None:
    for name in ("corresp", "target", "ref", "sameAs", "decls", "key", "n"):
        for target in (attribute(desc, name) or "").split():
            found = by_id.get(target.rpartition("#")[2])
            if found is not None:
                return found
    own_id = attribute(desc, "xml:id")
    for element in by_id.values() if own_id is not None else ():
        if f"#{own_id}" in (attribute(element, "decls") or attribute(element, "corresp") or "").split():
            return element
    return None


def _letter_parts(text: Element) -> list[Element]:
    found = []
    for element in find_all(text, *_PARTS):
        is_one = word(attribute(element, "type")) in _LETTER_TYPES
        if is_one and not any(around in found for around in element.iterancestors()):
            found.append(element)
    return found
