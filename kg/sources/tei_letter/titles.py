"""Letter titles: ``Brief von X an Y vom …``, ``X an Y, 18. 9. 1893``, ``Lettre de X à Y``, ``Autograph Letter X to Y``.

Who wrote to whom can be read from a title only by its wording, so it is our conclusion (basis inferred), and only of
languages in which names stand unchanged: Polish and Russian titles inflect them and are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.sources.form_words import FORM_WORDS
from kg.sources.tei_letter.forms import form_of
from kg.sources.tei_letter.tables import vocabulary
from kg.sources.text import Span

_LINKS = (
    # language, "from" words after a form word, "to" words
    ("de", ("von", "von dem", "von der", "vom", "der", "des"), ("an den", "an die", "an das", "an", "ans")),
    ("en", ("from", "by", "of"), ("to the", "to")),
    ("fr", ("de la", "de l'", "de l’", "du", "des", "de", "d'", "d’"), ("à la", "à l'", "à l’", "au", "aux", "à")),
    ("nl", ("van de", "van het", "van"), ("aan de", "aan het", "aan")),
    ("it", ("della", "del", "di", "da"), ("alla", "al", "ai", "a")),
    ("es", ("de la", "del", "de"), ("a la", "al", "a")),
    ("la", ("ab", "a"), ("ad",)),
)
_PLAIN = frozenset({"de", "en", "fr", "nl"})
"""In these languages the word for the goal is rare enough that ``X to Y`` needs no word for the form before it."""
_QUALITIES = (
    "autograph|typed|typescript|handwritten|manuscript|signed|unsigned|draft|copy|carbon|picture|printed|private|open|"
    "eigenhändiger?|maschinenschriftlicher?|handschriftlicher?|offener?|privater?|"
    "autographe|dactylographiée?|signée?|manuscrite?"
)
_BEHIND = re.compile(
    r"""(?<!\s)(?:
        (?:\s*+[,;:.(\[]\s*+|\s++)(?:(?:vom|von|am|dated|on|du|le|van|del|datiert|undatiert|ohne\s+Datum|undated|without\s+date|
        sans\s+date|s\.\s*d\.|o\.\s*D\.)\b\s*+,?+\s*+)*
        (?=[\[(]?(?:\d|(?:January|February|March|April|May|June|July|August|September|October|November|December|
        Januar|Jänner|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|mai|juin|juillet|août|
        septembre|octobre|novembre|décembre)\b)).*
      | (?:\s*+[,;(\[]\s*+|\s++)(?:ohne\s+Datum|undatiert|undated|sans\s+date|s\.\s*d\.|o\.\s*D\.).*
      | \s++(?:vom|von)\s+(?:Anfang|Mitte|Ende|Frühjahr|Sommer|Herbst|Winter)\b.*
    )$""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_NAME = re.compile(r"[\[(\"“„«]*(?:[\w.’'\-]+\s+){0,3}[\[(]?[^\W\d_a-zà-öø-ÿа-я]", re.UNICODE)
_SENTENCE_END = re.compile(r"(?<=\w{4})\.\s")
"""A full stop behind a word too long for an abbreviation: what follows is no name."""
_AND = re.compile(r"\s(?:und|and|et|en|e|y|u\.|&)\s")
_TOO_LONG = 90
_SMALL = vocabulary(
    "von van vom zu zum zur der des und et and y e en og und u i a. u. andere others autres altri de du della "
    "di da del dos la le les lo d' l' al el ter ten op af av o'"
)
"""Words of names that begin with a small letter."""


@dataclass(frozen=True, slots=True)
class TitleReading:
    """What a title says; the spans are offsets in it. ``form`` is a documentary form, ``rest`` mostly a date."""

    language: str
    form: str | None
    sender: Span | None
    addressee: Span | None
    rest: Span | None = None


def read_title(title: str, *, languages: tuple[str, ...] = ()) -> TitleReading | None:
    """Read who wrote to whom out of a title.

    Args:
        title: with blanks collapsed, e.g. ``"Postkarte von Anna und Karl Vogel an Paul Meier vom 19. August 1907"``.
        languages: BCP 47 tags of the header and the letter; their wording is tried first.

    Returns:
        ``None`` where the title does not read like that of a letter.
    """
    primary = tuple(tag.split("-")[0] for tag in languages)
    ordered = sorted(_LINKS, key=lambda one: primary.index(one[0]) if one[0] in primary else len(primary))
    start = _form_words(title)
    form = form_of(title[: start.end].strip()) if start.end else None
    for language, origins, goals in ordered:
        if not start.end and language not in _PLAIN:
            continue
        found = _parties(title, start.end, origins, goals)
        if found is not None:
            sender, addressee, rest = found
            return TitleReading(language, form, sender, addressee, rest)
    return TitleReading("und", form, None, None) if form else None


def _form_words(title: str) -> Span:
    """The words for the form at the beginning: ``Autograph Letter Signed ``, ``Brief ``, ``Lettre ``."""
    match = _form_pattern().match(title)
    return Span(0, match.end()) if match else Span(0, 0)


@cache
def _form_pattern() -> re.Pattern[str]:
    nouns = "|".join(re.escape(noun) for noun in sorted(FORM_WORDS, key=len, reverse=True))
    return re.compile(
        rf"\s*(?:(?:{_QUALITIES})\s+)*\w{{0,12}}?(?:{nouns})(?:\s+(?:{_QUALITIES}))*"
        r"(?:\s+(?:Nr\.?|No\.?|N°|n°|#)?\s*\d+\w?\s*[:.,])?(?=\s|$)",
        re.IGNORECASE,
    )


def _parties(
    title: str, start: int, origins: tuple[str, ...], goals: tuple[str, ...]
) -> tuple[Span | None, Span | None, Span | None] | None:
    behind = _BEHIND.search(title, start)
    end = behind.start() if behind else len(title)
    rest = Span(end, len(title)) if behind else None
    goal = next(_words(title, start, end, goals), None)
    if goal is None:
        return None
    addressee = _name(title, goal.end(), _end_of_names(title, goal.end(), end))
    origin = next(_words(title, start, goal.start(), origins), None) if start else None
    at_once = origin is not None and not title[start : origin.start()].strip()
    sender = _name(title, origin.end() if origin is not None and at_once else start, goal.start())
    if sender is not None and not at_once and not _is_plain(title[slice(*sender)]):
        return None
    between = title[start : goal.start()].strip()
    # "An Karl Lind, 3. Mai 1790": without a word for the form it is the date that makes it a letter's title.
    may_lack_sender = bool(start) or (not between and behind is not None)
    if addressee is None or (sender is None and (not may_lack_sender or (between and not at_once))):
        return None
    return sender, addressee, rest


def _end_of_names(title: str, start: int, end: int) -> int:
    """The end of the addressee before a place or weekday: ``Karl Lind, Graz, Sonntag`` ends at the first comma.

    ``Lind, Karl, Graz`` ends at the second one; a list that ends with *and* is one of names.
    """
    parts = title[start:end].split(",")
    if len(parts) == 1 or _AND.search(title, start + len(parts[0]), end):
        return end
    inverted = len(parts[0].split()) == 1
    return start + len(",".join(parts[: 2 if inverted else 1]))


def _is_plain(words: str) -> bool:
    """Without a word before it a name is recognised by its capital letters alone."""
    first, *others = words.split()
    return not first[0].islower() and all(not one[0].islower() or one.casefold() in _SMALL for one in others)


def _words(title: str, start: int, end: int, words: tuple[str, ...]) -> Iterator[re.Match[str]]:
    yield from _any_of(words).finditer(title, start, end)


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\S)(?:{longest})(?:(?<=['’])|(?=\s))\s*", re.IGNORECASE)


def _name(title: str, start: int, end: int) -> Span | None:
    """What looks like names: short, beginning with a capital letter at most three words in, no sentence."""
    while start < end and title[start] in " ,;:":
        start += 1
    while end > start and title[end - 1] in " ,;:":
        end -= 1
    sentence = _SENTENCE_END.search(title, start, end)
    end = sentence.start() if sentence else end
    aside = title.find(" (", start, end)
    end = aside if aside > 0 else end
    words = title[start:end]
    if not words or len(words) > _TOO_LONG or not _NAME.match(words):
        return None
    return Span(start, end)
