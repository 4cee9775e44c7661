"""How sources say that there is nothing or that somebody is not known, by language. Data, and whole texts only.

``Unbekannt`` says nothing; ``Unbekannter Geheimrat`` describes somebody and is a name.
"""

from __future__ import annotations

import re
from functools import lru_cache

UNKNOWN: dict[str, tuple[str, ...]] = {
    "de": (
        *("unbekannt", "unbekannte", "unbekannter", "unbekannten", "unbekanntes", "nicht bekannt", "nicht ermittelt"),
        *("nicht identifiziert", "unidentifiziert", "ungenannt", "anonym", "anonymus", "ohne ort", "o. o.", "o. n."),
        *("unbek.", "unbek", "ohne ortsangabe", "ort nicht genannt", "absender unbekannt", "empfänger unbekannt"),
        *("ort unbekannt", "nicht genannt", "nicht angegeben", "keine angabe", "unleserlich", "nicht zu ermitteln"),
    ),
    "en": (
        *("unknown", "not known", "unidentified", "not identified", "anonymous", "anon", "unnamed", "illegible"),
        *(
            "unk.",
            "unkn.",
            "place unknown",
            "sender unknown",
            "recipient unknown",
            "not stated",
            "not given",
            "not specified",
            "no place",
            "n. p.",
            "undetermined",
            "unspecified",
        ),
    ),
    "fr": (
        *("inconnu", "inconnue", "inconnus", "inconnues", "anonyme", "non identifié", "non identifiée", "indéterminé"),
        *("non précisé", "sans lieu", "s. l.", "illisible", "non renseigné", "lieu inconnu"),
    ),
    "ru": (
        *("неизвестный", "неизвестная", "неизвестное", "неизвестные", "неизвестно", "неизвестному", "неизвестного"),
        *("не установлен", "не установлена", "не установлено", "не указан", "не указано", "аноним", "неустановленный"),
        *("неизв.", "неуст.", "б. м.", "без места", "неразборчиво"),
    ),
    "nl": ("onbekend", "onbekende", "onbekenden", "anoniem", "niet bekend", "niet vermeld", "z. p."),
    "it": (*("sconosciuto", "sconosciuta", "ignoto", "ignota", "anonimo", "non identificato", "s. l."),),
    "es": (*("desconocido", "desconocida", "anónimo", "anónima", "no identificado", "sin lugar", "s. l."),),
    "pl": ("nieznany", "nieznana", "nieznane", "nieznani", "anonim", "nieustalony", "b. m."),
    "la": ("ignotus", "ignota", "anonymus", "nomen nescio", "nescio nomen", "sine loco", "s. l."),
}
"""What is not known: a person, a body, or a place."""

ROLES: dict[str, tuple[str, ...]] = {
    "de": (
        *("absender", "absenderin", "empfänger", "empfängerin", "adressat", "adressatin", "person", "verfasser"),
        *("korrespondent", "korrespondentin", "schreiber", "ort"),
    ),
    "en": ("sender", "recipient", "addressee", "person", "author", "correspondent", "writer", "place", "individual"),
    "fr": ("expéditeur", "expéditrice", "destinataire", "personne", "auteur", "correspondant", "lieu"),
    "ru": ("отправитель", "получатель", "адресат", "автор", "лицо", "корреспондент", "место"),
    "nl": ("afzender", "ontvanger", "geadresseerde", "persoon", "auteur", "plaats"),
    "it": ("mittente", "destinatario", "persona", "autore", "luogo"),
    "es": ("remitente", "destinatario", "persona", "autor", "lugar"),
    "pl": ("nadawca", "odbiorca", "adresat", "osoba", "autor", "miejsce"),
    "la": ("auctor", "persona"),
}
"""What may stand beside such a word: ``unbekannter Empfänger``."""

NOTHING: tuple[str, ...] = (
    *("null", "none", "nil", "undefined", "nan", "n/a", "n.a.", "na", "n. a.", "k. a.", "k.a.", "keine", "empty"),
    *("keine treffer", "kein treffer", "kein eintrag", "keine gnd", "keine angabe", "nicht vorhanden", "leer"),
    *(
        "no match",
        "no matches",
        "no results",
        "no result",
        "no hits",
        "not found",
        "no entry",
        "missing",
        "tbd",
        "todo",
    ),
    *("aucun résultat", "pas de résultat", "non trouvé", "néant", "нет", "нет данных", "не найдено", "geen", "niets"),
    *("nessun risultato", "non trovato", "sin resultados", "no encontrado", "brak", "nie znaleziono", "deest"),
)
"""What says in a reference or a cell that it is empty."""

_CACHED = 1 << 15
"""Texts of which the answer is kept: names come again from letter to letter."""

_MARKS = re.compile(r"[\W_]*")
_NN = re.compile(r"n\.?\s?n\.?", re.IGNORECASE)
_WORDS = frozenset(word for words in UNKNOWN.values() for word in words)
_UNKNOWN_WORDS = frozenset(word for word in _WORDS if " " not in word)
_ROLE_WORDS = frozenset(word for words in ROLES.values() for word in words)
_PLACEHOLDERS = frozenset(NOTHING) | _WORDS

# What programs write for an empty cell; in other words of the table a capital makes a name (``Leer`` is a town).
_OF_PROGRAMS = frozenset({"None", "NaN", "Null", "N/A", "Undefined"})


def _plain(text: str) -> str:
    text = " ".join(text.split()).casefold().strip("[](){}<>⟨⟩?!*–—- ").strip()
    return " ".join(re.sub(r"(?<=\w\.)(?=\w)", " ", text).split())


def _is_placeholder(text: str) -> bool:
    """Compare with what says that a cell is empty; of single words only in small letters or capitals."""
    plain = _plain(text)
    if plain in _WORDS:
        return True
    if plain not in _PLACEHOLDERS and text.strip().casefold() not in _PLACEHOLDERS:
        return False
    return " " in plain or text.islower() or text.isupper() or text.strip() in _OF_PROGRAMS


@lru_cache(maxsize=_CACHED)
def says_nothing(text: str) -> bool:
    """Tell whether a whole reference or cell says that there is nothing: ``-``, ``null``, ``Keine Treffer``, ``#``."""
    return _MARKS.fullmatch(text) is not None or _is_placeholder(text)


@lru_cache(maxsize=_CACHED)
def says_unknown(text: str) -> bool:
    """Tell whether a whole name says that nobody is known by it: ``[unknown]``, ``N. N.``, ``неизвестный``, ``[…]``."""
    if says_nothing(text):
        return True
    plain = _plain(text)
    if plain.rstrip(".") in _WORDS or _NN.fullmatch(plain):
        return True
    words = plain.split(" ")
    return (
        len(words) == 2 and any(word in _UNKNOWN_WORDS for word in words) and any(word in _ROLE_WORDS for word in words)
    )
