"""Words of cells that name a documentary form or a language. Data by language; other words are reported."""

from __future__ import annotations

import re

from kg.config.values import language_problem
from kg.sources.form_words import FORM_WORDS

_FORMS: dict[str, tuple[str, ...]] = {
    "letter": ("letter draft", "ms letter"),
    "postcard": ("post card", "karte", "carte", "card"),
    "telegram": ("telegraph",),
    "note": ("zettel", "billett", "записка", "biglietto", "nota"),
    "draft": ("draft", "entwurf", "konzept", "brouillon", "черновик", "minuta", "borrador", "briefentwurf", "minute"),
    "report": ("bericht", "rapport", "доклад", "relazione", "informe"),
    "memorandum": ("memo", "mémoire", "докладная записка", "mémorandum"),
    "circular": ("circular letter", "zirkular", "циркуляр"),
    "dedication": ("посвящение", "dedica", "widmungsbrief", "dedicatory letter"),
    "certificate": ("certificate", "bescheinigung", "zeugnis", "certificat", "удостоверение", "attest"),
    "declaration": ("declaration", "erklärung", "déclaration", "декларация"),
    "appeal": ("appeal", "aufruf", "appel", "обращение"),
    "order": ("order", "befehl", "ordre", "приказ", "anordnung"),
    "resolution": ("resolution", "beschluss", "résolution", "постановление", "резолюция"),
    "minutes": ("minutes", "protokoll", "procès-verbal", "протокол"),
    "statement": ("statement", "stellungnahme", "заявление"),
    "document": ("document", "dokument", "документ"),
}
"""Further words that are forms only where a column says that it holds the form; see `kg.sources.form_words`."""

_LANGUAGES: dict[str, tuple[str, ...]] = {
    "de": ("german", "deutsch", "allemand", "немецкий", "duits", "tedesco", "ger", "deu"),
    "en": ("english", "englisch", "anglais", "английский", "engels", "inglese", "eng"),
    "fr": ("french", "französisch", "français", "французский", "frans", "francese", "fre", "fra"),
    "la": ("latin", "latein", "lateinisch", "латинский", "latijn", "latino", "lat"),
    "grc": ("ancient greek", "altgriechisch", "grec ancien", "griechisch (alt)"),
    "el": ("greek", "griechisch", "grec", "греческий", "gre", "ell"),
    "it": ("italian", "italienisch", "italien", "итальянский", "italiano", "ita"),
    "es": ("spanish", "spanisch", "espagnol", "испанский", "español", "spa"),
    "pt": ("portuguese", "portugiesisch", "portugais", "português", "por"),
    "nl": ("dutch", "niederländisch", "holländisch", "néerlandais", "нидерландский", "nederlands", "dut", "nld"),
    "ru": ("russian", "russisch", "russe", "русский", "rus"),
    "uk": ("ukrainian", "ukrainisch", "ukrainien", "украинский", "українська", "ukr"),
    "pl": ("polish", "polnisch", "polonais", "польский", "polski", "pol"),
    "cs": ("czech", "tschechisch", "tchèque", "чешский", "čeština", "cze", "ces"),
    "hu": ("hungarian", "ungarisch", "hongrois", "венгерский", "magyar", "hun"),
    "he": ("hebrew", "hebräisch", "hébreu", "еврейский", "heb"),
    "yi": ("yiddish", "jiddisch", "идиш", "yid"),
    "da": ("danish", "dänisch", "danois", "dansk", "dan"),
    "sv": ("swedish", "schwedisch", "suédois", "svenska", "swe"),
    "no": ("norwegian", "norwegisch", "norvégien", "norsk", "nor"),
    "fi": ("finnish", "finnisch", "finnois", "suomi", "fin"),
    "ja": ("japanese", "japanisch", "japonais", "日本語", "jpn"),
    "zh": ("chinese", "chinesisch", "chinois", "中文", "chi", "zho"),
    "ar": ("arabic", "arabisch", "arabe", "العربية", "ara"),
    "tr": ("turkish", "türkisch", "turc", "türkçe", "tur"),
}

_FORM_OF = {word: form for form, words in _FORMS.items() for word in words} | FORM_WORDS
_TAG_OF = {word: tag for tag, words in _LANGUAGES.items() for word in words}
_NO = frozenset(("", "no", "nein", "non", "false", "falsch", "faux", "0", "n", "f", "-"))


def form_of(words: str) -> str | None:
    """Give the concept of a documentary form, e.g. ``postcard`` for ``Ansichtskarte``; ``None``: not known."""
    return _FORM_OF.get(" ".join(words.casefold().split()).strip("[]()? ."))


def language_of(words: str) -> str | None:
    """Give the language tag for a tag or a name of a language; ``None``: not known."""
    known = _TAG_OF.get(" ".join(words.casefold().split()))
    if known is not None:
        return known
    tag = words.strip().replace("_", "-")
    plausible = re.match(r"[a-zA-Z]{2,3}(?:-|$)", tag) is not None
    return tag if plausible and language_problem(tag) is None else None


def is_yes(words: str) -> bool:
    """Tell whether a cell of a column of marks is marked."""
    return words.casefold().strip() not in _NO
