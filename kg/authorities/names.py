"""Names as character strings: keys made of them, their parts, and when two of them agree.

Nothing here knows who anybody is. Transliteration serves keys only (ASCII, frozen once minted); it is a simplified
BGN/PCGN romanisation and is never shown as a name.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Order = Literal["given-first", "inverted"]

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўђѓјљњќћџѕѣѳѵ",
        [
            *("a", "b", "v", "g", "d", "e", "yo", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t"),
            *("u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya", "i", "yi", "ye", "g", "u"),
            *("dj", "gj", "j", "lj", "nj", "kj", "c", "dz", "dz", "e", "f", "i"),
        ],
        strict=True,
    )
)

_GREEK = dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)) | {
    "θ": "th",
    "χ": "ch",
    "ψ": "ps",
}

# Latin letters that Unicode does not take apart into a letter and a mark.
_LATIN = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ı": "i",
    "ŋ": "ng",
    "ſ": "s",
    "ə": "e",
    "ʼ": "",
}

_TRANSLITERATION = str.maketrans(_CYRILLIC | _GREEK | _LATIN)

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u2032\u00b4`", "'"))
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def slug(text: str) -> str:
    """Make an ASCII, lower-case, hyphenated key part of a name or identifier.

    Example: ``"L. P. Serebryakov"`` makes ``l-p-serebryakov``, ``"Ежовъ"`` makes ``ezhov``.

    A text without any letter or digit that we can write in ASCII (``"李"``) makes ``n-`` and eight hexadecimal digits
    of its SHA-256, so that a key is never empty and always the same.
    """
    folded = unicodedata.normalize("NFC", text).casefold().translate(_TRANSLITERATION)
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(mark))
    plain = plain.translate(_TRANSLITERATION).translate(_APOSTROPHES).replace("'", "")
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return key or "n-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def scoped_key(document: str, name: str) -> str:
    """Give the key of somebody or something that only ``document`` names, e.g. ``bl-1919-11-12-1-gusev``."""
    return f"{document}-{slug(name)}"


@lru_cache(maxsize=65536)
def normal_name(name: str) -> str:
    """Give the form in which two printed names are compared.

    Unicode NFC; runs of white space (no-break spaces too) are one space; initials stand apart (``I.V.Stalin`` is
    ``I. V. Stalin``), as does a parenthesis (``RCP(b)`` is ``RCP (b)``); apostrophes and hyphens are the ASCII ones.
    The case of each word's first letter counts (``eastern`` is not ``Eastern``), that of the others does not
    (``STALIN`` is ``Stalin``). ``J. V.`` is not ``I. V.``: other initials are other names.
    """
    text = unicodedata.normalize("NFC", name).translate(_APOSTROPHES).translate(_DASHES)
    text = re.sub(r"(?<=\w\.)(?=\w)", " ", text)
    text = re.sub(r"\s*\(\s*", " (", text)
    text = re.sub(r"\s+\)", ")", text)
    text = " ".join(text.split())
    return re.sub(r"\w+", lambda match: match[0][0] + match[0][1:].lower(), text)


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of a personal name; ``given`` is empty where only a surname is printed."""

    given: str
    """Given names or initials, as printed."""
    surname: str
    """With its particles: ``von Humboldt``."""

    @property
    def initials(self) -> tuple[str, ...]:
        """The first letters of the given names, e.g. ``("L", "P")``; two letters where printed so (``Yu.``)."""
        return tuple(_initial(word) for word in re.findall(r"\w+", self.given))


def _initial(word: str) -> str:
    # "Yu." and "Kh." abbreviate one Cyrillic letter each; a whole name counts with its first letter.
    return word if len(word) == 2 else word[0]


def split_name(name: str, order: Order = "given-first") -> NameParts:
    """Split a printed personal name into given names and surname.

    Args:
        name: without honorifics, e.g. ``L. P. Serebryakov``, ``I.V.Stalin``, ``Serebryakov, L. P.`` or ``Stalin``.
        order: how the source prints names. A comma is always understood as inversion; ``inverted`` names without a
            comma (``Serebryakov L. P.``) begin with the surname.

    Returns:
        The parts; of a name in one word the surname.
    """
    text = " ".join(re.sub(r"(?<=\w\.)(?=\w)", " ", name).split())
    surname, comma, given = (part.strip() for part in text.partition(","))
    if comma:
        return NameParts(given=given, surname=surname)
    words = text.split(" ")
    if len(words) == 1:
        return NameParts(given="", surname=text)
    if order == "inverted" or _is_initial(words[-1]):
        at = _end_of_inverted_surname(words)
        return NameParts(given=" ".join(words[at:]), surname=" ".join(words[:at]))
    at = len(words) - 1
    while at > 1 and words[at - 1].islower():
        at -= 1
    return NameParts(given=" ".join(words[:at]), surname=" ".join(words[at:]))


def _is_initial(word: str) -> bool:
    return re.fullmatch(r"(?:\w{1,2}\.)+", word) is not None


def _end_of_inverted_surname(words: list[str]) -> int:
    at = 1
    while at < len(words) - 1 and words[at - 1].islower():
        at += 1
    return at


def initials_agree(one: NameParts, other: NameParts) -> bool:
    """Tell whether nothing in the given names speaks against two names being one person's.

    Initials are compared in order as far as both have them: ``L.`` agrees with ``L. P.`` and with ``Leonid``, and a
    name without any agrees with every name. Surnames are not compared.
    """
    return all(
        ours.casefold().startswith(theirs.casefold()) or theirs.casefold().startswith(ours.casefold())
        for ours, theirs in zip(one.initials, other.initials, strict=False)
    )
