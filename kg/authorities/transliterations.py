"""Names as one finds them: in whatever transliteration, with or without accents, particles, titles, initials.

Keys are coarse on purpose: they serve search and proposals, and never say who somebody is. The key of a word is a
skeleton of its sounds. A Cyrillic word has the key of every romanisation (`kg.authorities.romanisations`); a Latin
word has one for every way of reading its letters (``ch`` is one sound in German, another in French and in English).
So ``Юлия``, ``Iuliia``, ``Yuliya``, ``Julija``, ``Julia`` share one.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.authorities.names import Order, slug, split_name
from kg.authorities.romanisations import SCHEMES

_LONGEST_WORD = 40
_MOST_WORDS = 16

_PARTICLES = (
    "von vom van der den dem de du des di da del della dos das la le les l d zu zum zur af av auf ten ter te y und u "
    "and et i e of the"
)
_TITLES = (
    "freiherr freiherrn freifrau frhr baron baronin baronesse graf grafin comte comtesse count countess furst furstin "
    "prinz prinzessin prince princess herzog herzogin duke duchess ritter edler edle dr prof professor sir lord lady "
    "frau herr herrn fraulein madame mme mlle monsieur mr mrs ms geh hofrat"
)
PARTICLES = frozenset(_PARTICLES.split())
TITLES = frozenset(_TITLES.split())
"""What stands beside a name, folded to ASCII; it is left out of keys and of comparisons."""

# Digits stand for sounds that Latin letters do not tell apart: 1 is č, 2 is š or ž, 3 is c as in Tsar, 4 is kh.
_MARKED = {"š": "2", "ž": "2", "č": "1", "ŝ": "21", "ĉ": "1", "ć": "1", "ě": "e", "ł": "l", "ß": "ss", "ë": "e"}
_SOUNDS = str.maketrans("1234", "qxch")

# Ways of reading Latin letters; what none of them says is read by `_MERGES`.
_READINGS: tuple[tuple[tuple[str, str], ...], ...] = (
    # English, BGN/PCGN, ALA-LC, GOST
    (("shch", "21"), ("shh", "21"), ("sch", "2"), ("sh", "2"), ("zh", "2"), ("ch", "1"), ("kh", "4"), ("tz", "3")),
    # German
    (("schtsch", "21"), ("tsch", "1"), ("sch", "2"), ("sh", "2"), ("ch", "4"), ("kh", "4"), ("tz", "3"), ("z", "3")),
    # French
    (("chtch", "21"), ("tch", "1"), ("ch", "2"), ("kh", "4"), ("ou", "u"), ("gu", "g"), ("j", "2")),
    # Scholarly and GOST: what has marks is read already, x is a sound of its own
    (("sh", "2"), ("ch", "4"), ("x", "4"), ("cz", "3"), ("c", "3")),
)


def _plain(word: str) -> str:
    marked = "".join(_MARKED.get(letter, letter) for letter in unicodedata.normalize("NFC", word).casefold())
    taken = unicodedata.normalize("NFKD", marked)
    letters = "".join(letter for letter in taken if not unicodedata.combining(letter))
    return re.sub(r"[^a-z1-4]", "", slug(letters) if not letters.isascii() else letters)


def _sounds(text: str, reading: tuple[tuple[str, str], ...]) -> str:
    """Write a word in lower-case ASCII as a skeleton of its sounds."""
    out = ""
    at = 0
    while at < len(text):
        pair = next((pair for pair in reading if text.startswith(pair[0], at)), None)
        out += text[at] if pair is None else pair[1]
        at += 1 if pair is None else len(pair[0])
    return _merged(out)


_MERGES = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"cz|ts", "3"),
        (r"ck", "k"),
        (r"c(?=[eiy])", "3"),
        (r"[cq]u?", "k"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dt$", "t"),
        (r"rh", "r"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"z", "s"),
        (r"[jy]", "i"),
        (r"(?<=[aeou])ie|^ie", "e"),
        (r"ae", "a"),
        (r"oe", "o"),
        (r"ue", "u"),
        (r"io", "o"),
        (r"(?<=[aeiou])h(?=[^aeiou]|$)", ""),
    )
)


def _merged(text: str) -> str:
    for pattern, to in _MERGES:
        text = pattern.sub(to, text)
    return re.sub(r"(.)\1+", r"\1", text).translate(_SOUNDS)


@lru_cache(maxsize=1 << 16)
def word_keys(word: str) -> frozenset[str]:
    """Give the keys of one word; words that may be one in some transliteration share one.

    Args:
        word: without blanks, e.g. ``Юлия`` or ``Iuliia``; at most its first 40 letters count.

    Returns:
        ASCII keys; empty for a word without letters that we can write.
    """
    word = unicodedata.normalize("NFC", word).casefold()[:_LONGEST_WORD]
    forms = {word}
    if any("\u0400" <= letter <= "\u04ff" for letter in word):
        forms = {"".join(table.get(letter, letter) for letter in word) for table in SCHEMES.values()}
        forms |= {form[:-1] for form in forms if word.endswith("ъ") and form.endswith("ie")}
    keys = set()
    for form in forms:
        keys |= _latin_keys(form)
    return frozenset(keys)


def _latin_keys(word: str) -> set[str]:
    plain = _plain(word)
    if not plain:
        return set()
    keys = {_sounds(plain, reading) for reading in _READINGS}
    if "û" in word or "â" in word:  # ISO 9 writes one letter for two sounds; in French they are an accent
        iso = _plain(word.replace("û", "iu").replace("â", "ia"))
        keys |= {_sounds(iso, reading) for reading in _READINGS}
    return keys - {""}


def words_of(name: str) -> tuple[str, ...]:
    """Take a name apart into words, without particles and titles; initials stay (one letter, ``Yu.``)."""
    found = re.findall(r"[^\W\d_]+(?:['’ʼʹʺ′″][^\W\d_]*)*", name.replace("-", " "))
    words = [word for word in found if not _is_beside(word)]
    return tuple(words[:_MOST_WORDS])


def _is_beside(word: str) -> bool:
    """Whether a word is a particle or title; a capital alone is an initial (``Y. Ivanova``, ``Ortega y Gasset``)."""
    folded = slug(word)
    return folded in TITLES or (folded in PARTICLES and (len(word) > 1 or word.islower()))


def index_keys(name: str) -> frozenset[str]:
    """Give the keys of all words of a name but particles, titles and initials, whatever their order.

    Example: ``Iuliia Ivanovna`` and ``Иванова, Юлия Ивановна`` share ``iulia`` and ``ivanovna``.
    """
    keys: set[str] = set()
    for word in words_of(name):
        if len(word) > 1:
            keys |= word_keys(word)
    return frozenset(keys)


@dataclass(frozen=True, slots=True)
class IndexedName:
    """A personal name taken apart for comparison: the keys of its surname and of each given name.

    An initial has no keys; ``initials`` has the first sounds of each given name, in order.
    """

    surname: frozenset[str]
    given: tuple[frozenset[str], ...]
    initials: tuple[frozenset[str], ...]

    @property
    def is_full(self) -> bool:
        """Whether a given name is written out."""
        return bool(self.surname) and any(self.given)


@lru_cache(maxsize=1 << 16)
def indexed_name(name: str, order: Order = "given-first") -> IndexedName:
    """Take a personal name apart: ``J. V. Stalin``, ``Stalin, Josif``, ``Graf von Moltke``."""
    name = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", name)
    parts = split_name(" ".join(name.split()) or name, order)
    surname = frozenset(key for word in words_of(parts.surname) for key in word_keys(word))
    given = words_of(parts.given)
    return IndexedName(
        surname,
        tuple(word_keys(word) if len(word) > 2 else frozenset() for word in given),
        tuple(frozenset(key[0] for key in word_keys(word)) for word in given),
    )


class NameIndex:
    """Finds numbers by names; its memory is bounded by the number of names, of which each key keeps at most ``most``.

    Args:
        most: how many numbers a key keeps; a key that has more (``Maria``) selects nobody, and search goes on with
            the other words of the name.
    """

    def __init__(self, *, most: int = 10_000) -> None:
        self._most = most
        self._numbers: dict[str, array[int]] = {}

    def add(self, name: str, number: int) -> None:
        """Enter a name of the thing with this number."""
        for key in index_keys(name):
            numbers = self._numbers.setdefault(key, array("Q"))
            if len(numbers) <= self._most and (not numbers or numbers[-1] != number):
                numbers.append(number)

    def search(self, name: str) -> list[int]:
        """Give the numbers whose names have all words of a name, in some transliteration, in ascending order."""
        found: set[int] | None = None
        for word in (word for word in words_of(name) if len(word) > 1):
            lists = [self._numbers.get(key, ()) for key in word_keys(word)]
            if any(len(numbers) > self._most for numbers in lists):
                continue
            numbers_of_word = {number for numbers in lists for number in numbers}
            found = numbers_of_word if found is None else found & numbers_of_word
        return sorted(found or ())

    def __len__(self) -> int:
        return len(self._numbers)


def share(one: Iterable[str], other: Iterable[str]) -> bool:
    """Tell whether two sets of keys have one in common."""
    return not frozenset(one).isdisjoint(other)
