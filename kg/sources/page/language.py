"""The languages of pages. A language is a value, a table of words; rules read it and hold no words of their own.

Two tables serve a page: that of its language for names and for what texts tell, and a wider one for its lines: months,
headings of notes, numbers, genres stand there in the page's language first and in every other beside it, because an
edition sets its headings in one language and prints letters in another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache

from kg.sources.page.english import ENGLISH
from kg.sources.page.french import FRENCH
from kg.sources.page.german import GERMAN
from kg.sources.page.more_languages import DUTCH, ITALIAN, LATIN, POLISH, SPANISH
from kg.sources.page.russian import RUSSIAN
from kg.sources.page.tables import PageLanguage

__all__ = ["ENGLISH", "LANGUAGES", "PageLanguage", "language_of", "line_words", "observed_language"]

LANGUAGES: Mapping[str, PageLanguage] = {
    one.tag: one for one in (ENGLISH, GERMAN, FRENCH, RUSSIAN, ITALIAN, SPANISH, DUTCH, POLISH, LATIN)
}
"""By primary language subtag."""

_WIDENED = (
    *(
        "months",
        "parts_of_month",
        "not_after",
        "not_before",
        "about",
        "date_roles",
        "seasons",
        "between",
        "range_words",
    ),
    *(
        "day_words",
        "weekdays",
        "ordinals",
        "genitives",
        "year_words",
        "forms",
        "notes_titles",
        "compiler_words",
        "number_titles",
    ),
    *(
        "closings",
        "sender_words",
        "recipient_words",
        "people",
        "offices",
        "body_heads",
        "body_endings",
        "subject_bodies",
        "particles",
        "titles",
    ),
    *(
        "unknown_words",
        "alternatives",
        "articles",
        "collection_words",
        "institution_words",
        "copy_words",
        "copy_endings",
        "extent_words",
        "mark_words",
        "mark_titles",
    ),
    *("techniques", "states", "printed_words"),
)
"""What the lines of a page need in every language; words of other tables mean too much in other languages."""

_OWN = frozenset({"tag", "told", "conjunctions", "function_words"})
_LEAST = 4
_TIMES = 4
_SAMPLE = 20_000
"""A page shows its language by so many common words, so many times as many as of the declared one, within so much."""


@cache
def language_of(tag: str) -> PageLanguage:
    """Choose the table for a language tag (``en-GB`` -> English words, tag ``en-GB``).

    A language without a table of its own has no words: names are read by their form, lines by all languages' words.
    """
    table = LANGUAGES.get(tag.split("-")[0].lower())
    return replace(table, tag=tag) if table is not None else PageLanguage(tag=tag)


@cache
def line_words(tag: str) -> PageLanguage:
    """Give the words for the lines of a page: the language's own, and those of all others where its own say nothing."""
    own = language_of(tag)
    others = [one for one in LANGUAGES.values() if one.tag != tag.split("-")[0].lower()]
    names = _WIDENED if own.months else tuple(one.name for one in fields(PageLanguage) if one.name not in _OWN)
    widened = {name: _widened(name, own, others) for name in names}
    refused = frozenset().union(*(one.not_names for one in (own, *others))) - set(map(str.capitalize, own.months))
    return replace(
        own,
        **widened,  # type: ignore[arg-type] # each value has its field's type
        conjunctions=tuple(dict.fromkeys((*own.conjunctions, "and", "und", "et", "и"))),
        function_words=tuple(sorted(refused)),
    )


def _widened(name: str, own: PageLanguage, others: list[PageLanguage]) -> object:
    values = [getattr(one, name) for one in (own, *others)]
    if isinstance(values[0], frozenset):
        return frozenset().union(*values)
    if isinstance(values[0], Mapping):
        return {word: value[word] for value in reversed(values) for word in value} | dict(values[0])
    return tuple(dict.fromkeys(word for value in values for word in value or ()))


def observed_language(text: str, declared: str) -> str | None:
    """Give the language that a page's commonest words show where they overwhelmingly are not of the declared one.

    Args:
        text: the page.
        declared: the tag that the collection gives.

    Returns:
        The primary subtag of another language, ``None`` where the declared one is not refuted.
    """
    found = Counter(re.findall(r"[^\W\d_]+", text[:_SAMPLE].lower()))
    counts = {tag: sum(found[word] for word in one.common_words) for tag, one in LANGUAGES.items() if one.common_words}
    own = declared.split("-")[0].lower()
    best = max(counts, key=lambda tag: counts[tag])
    if (
        best == own
        or (own not in LANGUAGES and own != "und")
        or counts[best] < max(_LEAST, _TIMES * counts.get(own, 0))
    ):
        return None
    second = max((count for tag, count in counts.items() if tag != best), default=0)
    return best if counts[best] >= 2 * second else None
