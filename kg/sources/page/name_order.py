"""Is a comma within a name or between two? ``Bach, Emil von - Roth, Karl`` are two persons, not four.

The collection may declare the order; else the page shows it: a semicolon between the parties, a particle or initials
at the end, a common given name after the comma, the same name the other way round elsewhere on the page, signatures of
a word alone. Where nothing decides, the names are not read: neither two nor four persons are invented.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from kg.sources.page.given_names import GIVEN_NAMES
from kg.sources.page.language import PageLanguage
from kg.sources.page.parties import is_body, name_forms
from kg.sources.page.patterns import FULL_NAME, WORD, any_of

_READ_OF_PAGE = 20_000


class NameOrder(StrEnum):
    GIVEN_FIRST = "given-first"
    INVERTED = "inverted"
    PAIRS = "pairs"
    """Inverted, and a comma also between the names."""
    UNCLEAR = "unclear"


def order_of(sides: Sequence[str], words: PageLanguage, page: str) -> NameOrder:
    """Decide how the names of a heading stand.

    Args:
        sides: senders and recipients as printed.
        words: the tables of words.
        page: the page's text, for the same names elsewhere.

    Returns:
        ``UNCLEAR`` where each comma may stand within a name or between two.
    """
    commas = [piece for side in sides for piece in _pieces(side, words) if "," in piece]
    if not commas or any(re.match(FULL_NAME, piece.split(",")[0].strip()) for piece in commas):
        return NameOrder.GIVEN_FIRST
    if all(_is_pairs(side, words) for side in sides if "," in side) and any(side.count(",") > 1 for side in sides):
        return NameOrder.PAIRS
    pieces = [piece for piece in commas if not is_body(piece, words) and not name_forms(words).rank.search(piece)]
    if not pieces:
        return NameOrder.GIVEN_FIRST
    matches = [_inverted(piece, words) for piece in pieces]
    if not all(matches):
        apart = any(";" in side and "," in side for side in sides) and any(matches)
        sure = any(match and _is_sure(match, words, page) for match in matches)
        return NameOrder.UNCLEAR if apart or sure else NameOrder.GIVEN_FIRST
    if any(match and _is_sure(match, words, page) for match in matches):
        return NameOrder.INVERTED
    if any(";" in side for side in sides):
        return NameOrder.INVERTED
    if any(match and _are_two(match, words, page) for match in matches):
        return NameOrder.GIVEN_FIRST
    persons = [piece for side in sides for piece in _pieces(side, words)]
    single = any("," not in piece and re.fullmatch(WORD, piece) for piece in persons)
    return NameOrder.GIVEN_FIRST if single else NameOrder.UNCLEAR


def _pieces(side: str, words: PageLanguage) -> list[str]:
    return [one.strip() for one in re.split(rf"\s*;\s*|\s+{any_of(words.conjunctions)}\s+", side) if one.strip()]


def _inverted(piece: str, words: PageLanguage) -> re.Match[str] | None:
    """``Surname, Given names`` with one comma; two full names in their usual order are none."""
    forms = name_forms(words)
    match = re.fullmatch(rf"(?P<surname>{forms.surname}),\s*(?P<given>{forms.given})", piece)
    if match is None:
        return None
    surname, given = match["surname"].split(), match["given"].split()
    if len([one for one in surname if one[0].isupper()]) > 1 and (surname[0] in GIVEN_NAMES or len(given) > 1):
        return None
    return match


def _is_sure(match: re.Match[str], words: PageLanguage, page: str) -> bool:
    surname, given = match["surname"], match["given"]
    first = re.split(r"[\s-]", given)[0]
    if given.split()[-1].lower() in words.particles or re.search(r"(?:^|\s)\w{1,2}\.$", given):
        return True
    if first in GIVEN_NAMES and surname.split()[0] not in GIVEN_NAMES:
        return True
    reversed_name = re.compile(rf"(?<!\w){re.escape(given)}\s+{re.escape(surname)}(?!\w)")
    return reversed_name.search(page[:_READ_OF_PAGE]) is not None


def _are_two(match: re.Match[str], words: PageLanguage, page: str) -> bool:
    """Both words stand alone on a line, as signatures do."""
    lines = {line.strip(" .,") for line in page[:_READ_OF_PAGE].splitlines()}
    return {match["surname"], match["given"]} <= lines


def _is_pairs(side: str, words: PageLanguage) -> bool:
    """``Brahm, Otto, Hauptmann, Gerhart``: every second word is a given name, and no other one is."""
    parts = [one.strip() for one in side.split(",")]
    firsts = [one.split()[0] if one else "" for one in parts]
    return (
        len(parts) % 2 == 0
        and ";" not in side
        and all(one in GIVEN_NAMES for one in firsts[1::2])
        and not any(one in GIVEN_NAMES for one in firsts[::2])
    )
