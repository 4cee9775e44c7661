"""Documentary forms: what projects call a letter, a card, a telegram -> ``ontology/concepts/documentary-forms.ttl``."""

from __future__ import annotations

import re

FORM_WORDS = {
    # German
    "brief": "letter",
    "briefe": "letter",
    "schreiben": "letter",
    "billet": "letter",
    "kartenbrief": "letter-card",
    "visitenkarte": "visiting-card",
    "grußkarte": "greeting-card",
    "glückwunschkarte": "greeting-card",
    "briefumschlag": "envelope",
    "umschlag": "envelope",
    "kuvert": "envelope",
    "rohrpost": "pneumatic-letter",
    "rohrpostkarte": "pneumatic-letter",
    "briefkarte": "letter",
    "rohrpostbrief": "pneumatic-letter",
    "feldpostbrief": "letter",
    "geschäftsbrief": "letter",
    "brieffragment": "letter",
    "rundbrief": "circular",
    "rundschreiben": "circular",
    "postkarte": "postcard",
    "bildpostkarte": "postcard",
    "ansichtskarte": "postcard",
    "korrespondenzkarte": "postcard",
    "feldpostkarte": "postcard",
    "telegramm": "telegram",
    "depesche": "telegram",
    "widmung": "dedication",
    "notiz": "note",
    "denkschrift": "memorandum",
    # English
    "letter": "letter",
    "letters": "letter",
    "missive": "letter",
    "als": "letter",
    "tls": "letter",
    "lettercard": "letter-card",
    "letter-card": "letter-card",
    "visiting card": "visiting-card",
    "calling card": "visiting-card",
    "greeting card": "greeting-card",
    "envelope": "envelope",
    "picture postcard": "postcard",
    "postcard": "postcard",
    "telegram": "telegram",
    "cable": "telegram",
    "wire": "telegram",
    "circular": "circular",
    "dedication": "dedication",
    "note": "note",
    "memorandum": "memorandum",
    "report": "report",
    # French
    "lettre": "letter",
    "billet à": "letter",
    "carte postale": "postcard",
    "carte-postale": "postcard",
    "carte-lettre": "letter-card",
    "carte de visite": "visiting-card",
    "carte de vœux": "greeting-card",
    "enveloppe": "envelope",
    "pneumatique": "pneumatic-letter",
    "télégramme": "telegram",
    "dépêche": "telegram",
    "circulaire": "circular",
    "dédicace": "dedication",
    # Dutch, Italian, Spanish, Latin, Polish, Russian
    "briefkaart": "postcard",
    "prentbriefkaart": "postcard",
    "telegram aan": "telegram",
    "lettera": "letter",
    "cartolina": "postcard",
    "cartolina postale": "postcard",
    "telegramma": "telegram",
    "carta": "letter",
    "tarjeta postal": "postcard",
    "telegrama": "telegram",
    "epistola": "letter",
    "epistula": "letter",
    "litterae": "letter",
    "list": "letter",
    "pocztówka": "postcard",
    "письмо": "letter",
    "открытка": "postcard",
    "телеграмма": "telegram",
}
"""In lower case; the words of one language never contradict those of another."""

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
