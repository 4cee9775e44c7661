"""Documentary forms: what projects call a letter, a card, a telegram -> ``ontology/concepts/documentary-forms.ttl``."""

from __future__ import annotations

import re

from kg.sources.form_words import FORM_WORDS

_AMBIGUOUS = frozenset({"list", "wire", "note", "report", "schreiben", "carta", "notiz"})
"""Words that are forms only where nothing else is said."""

_ENDINGS = ("brief", "letter", "postkarte", "postcard", "telegramm", "telegram", "visitenkarte")
"""A compound ends with its form: ``Trauerbrief``, ``Bildpostkarte``."""


def form_of(words: str | None) -> str | None:
    """Read a documentary form.

    Args:
        words: a value of an attribute (``bildpostkarte``, ``#letter``), a keyword, or words such as ``"Brief,
            eigenhändig"`` and ``"Autograph Letter Signed"``.

    Returns:
        The concept, or ``None`` where no word, or words of several forms, are known.
    """
    if not words:
        return None
    folded = " ".join(re.split(r"[\s_#./:]+", words.casefold())).strip()
    if folded in FORM_WORDS:
        return FORM_WORDS[folded]
    first = re.split(r"[,;(\[]", folded, maxsplit=1)[0]
    found = {form for word in re.findall(r"[\w-]+", first) if (form := _of_word(word)) is not None}
    phrases = {form for phrase, form in FORM_WORDS.items() if " " in phrase and phrase in first}
    found = phrases or found
    return found.pop() if len(found) == 1 else None


def _of_word(word: str) -> str | None:
    if word in FORM_WORDS and word not in _AMBIGUOUS:
        return FORM_WORDS[word]
    return next((FORM_WORDS[ending] for ending in _ENDINGS if word.endswith(ending) and word != ending), None)
