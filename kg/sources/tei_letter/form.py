"""The documentary form of a letter, from whichever part of its file says it."""

from __future__ import annotations

from kg.records.locator import Locator
from kg.sources.tei_letter.forms import form_of
from kg.sources.tei_letter.header import descend
from kg.sources.tei_letter.letter import Letter
from kg.sources.tei_letter.titles import TitleReading
from kg.sources.tei_letter.witnesses import Witnesses
from kg.sources.xml import attribute, find_all, words


def read_form(letter: Letter, witnesses: Witnesses, title: TitleReading | None) -> tuple[str | None, Locator | None]:
    """Say what a letter is: by its witness, by the keywords, by its title, by the type of its text.

    Returns:
        The concept of ``ontology/concepts/documentary-forms.ttl`` and where it is said; the first that is known.
    """
    if not letter.elements.alone:
        return _by_type(letter)
    if witnesses.form is not None:
        return witnesses.form, witnesses.form_locator
    keywords = descend(letter.elements.tei, "teiHeader", "profileDesc", "textClass")
    for element in () if keywords is None else find_all(keywords, "term", "item", "catRef"):
        form = form_of(words(element)) or form_of(attribute(element, "target"))
        if form is not None:
            return form, letter.document.locate(element)
    if title is not None and title.form is not None and letter.header.title_element is not None:
        return title.form, letter.document.locate(letter.header.title_element)
    return _by_type(letter)


def _by_type(letter: Letter) -> tuple[str | None, Locator | None]:
    text = letter.elements.text
    for element in () if text is None else (text, *find_all(text, "div", "text")):
        form = form_of(attribute(element, "type")) or form_of(attribute(element, "subtype"))
        if form is not None:
            return form, letter.document.locate_attribute(element, "type")
    return None, None
