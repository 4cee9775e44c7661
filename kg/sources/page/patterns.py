"""Patterns of names that the tables of a language give: persons, bodies, offices.

All patterns are linear: what repeats is bounded, or begins only where nothing like it stands before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.sources.page.language import PageLanguage

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽЀ-Я"
LETTER = r"[^\W\d_]"
WORD = rf"[{UPPER}]{LETTER}+(?:(?:-|[’'](?!s(?!\w))){LETTER}+){{0,3}}"
"""A capitalised word of at least two letters, e.g. ``Antonov-Ovseenko``; ``'s`` is no part of it."""
OWNER = rf"{WORD}(?:[’']s(?!\w))?"
"""The same with ``'s``, as it stands in names of bodies (``People's Commissariat``)."""
INITIAL = rf"(?!(?:St|No|Nr|Mt|Ft|Bd)\.)[{UPPER}](?:[a-zß-öø-ÿа-яё]|[a-zа-я]h)?\."
INITIALS = rf"(?:{INITIAL}\s*){{1,3}}"
FULL_NAME = rf"{INITIALS}{WORD}"
INVERTED_NAME = rf"{WORD},?\s+(?:{INITIAL}\s?){{1,3}}"
ORDINAL = r"\d+(?:st|nd|rd|th)"
ACRONYM = rf"[{UPPER}]{{2,}}(?:\s?\({LETTER}\))?(?!{LETTER})"


def any_of(words: Iterable[str]) -> str:
    """An alternation, longest first, blanks matching any white space; of no words it matches nothing."""
    return _alternation(tuple(words))


@lru_cache(maxsize=1024)
def _alternation(words: tuple[str, ...]) -> str:
    if not words:
        return "(?!)"
    escaped = (
        re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]")
        for word in sorted(words, key=lambda one: (-len(one), one))
    )
    return "(?:" + "|".join(escaped) + ")"


def honorific(language: PageLanguage) -> str:
    """The honorifics of a language; an abbreviation of one letter is one in lower case only (``T.`` is an initial)."""
    short = [one for one in language.honorifics if len(one.rstrip(".")) == 1]
    return f"(?:(?i:{any_of(one for one in language.honorifics if one not in short)})|{any_of(short)})"


@dataclass(frozen=True, slots=True)
class NamePatterns:
    """Compiled once a language; see the properties' names."""

    body: re.Pattern[str]
    """A body with its genitives: ``Politburo of the Central Committee of the RCP (b)``."""
    body_core: re.Pattern[str]
    office: re.Pattern[str]
    """An office word, with the body that it belongs to where that follows."""
    lower_body: re.Pattern[str]
    """``eastern and Turkestan fronts``, ``Budyonny's cavalry corps``, ``the headquarters``."""
    group: re.Pattern[str]
    full_name: re.Pattern[str]
    inverted_name: re.Pattern[str]
    """``Surname, N. N.`` in a sentence; the initials are of nobody who follows."""
    honoured: re.Pattern[str]
    """``comrade Lenin``: the name is group ``name``."""
    patronymic: re.Pattern[str]
    of_the: re.Pattern[str]


@cache
def name_patterns(language: PageLanguage) -> NamePatterns:
    """Build the patterns of a language."""
    head = any_of(language.body_heads)
    core = rf"(?:(?:{OWNER}|{ORDINAL}|{ACRONYM})\s+){{0,6}}?{head}(?!\w)"
    words = rf"{WORD}(?:\s+{WORD}){{0,3}}"
    ranks = rf"(?:{any_of(language.ranks)}\s+)?"
    office_word = ranks + any_of(language.offices)
    small = any_of(office.lower() for office in language.offices if " " not in office and office != "Member")
    small_office = rf"(?i:{ranks}){small}"
    abbreviated = rf"{any_of(language.office_prefixes)}[a-z]+"
    months = any_of(month.capitalize() for month in language.months)
    link = rf"\s+of\s+(?:the\s+|all\s+the\s+)?(?!{months}(?!\w))"
    lower = r"(?:armed\s+forces|republic|troops)"
    linked = rf"(?:{link}(?:{core}|{ACRONYM}|{office_word}(?![\w-])|{words}|{lower}))"
    body = rf"(?:{core}|{ACRONYM}){linked}{{0,5}}"
    modifier = rf"(?:{OWNER}|{ORDINAL}|{any_of(language.body_modifiers)})"
    coordinated = (
        rf"(?:{modifier}(?:\s*,\s*|\s+and\s+)){{0,4}}{modifier}(?:\s+{any_of(language.body_modifiers)}){{0,2}}"
    )
    lower_head = any_of(language.lower_body_heads)
    bare = any_of(language.bare_bodies)
    return NamePatterns(
        body=re.compile(rf"(?<![\w.]){body}"),
        body_core=re.compile(rf"(?<!\w)(?:{core}|{ACRONYM})"),
        office=re.compile(
            rf"(?<![\w-])(?:{office_word}{linked}{{0,5}}|{small_office}{linked}{{1,5}}|{abbreviated})(?![\w-])"
        ),
        lower_body=re.compile(
            rf"(?<!\w)(?:(?P<modifiers>{coordinated})\s+(?P<head>{lower_head})|the\s+(?P<bare>{bare}))(?!\w)"
        ),
        group=re.compile(rf"(?<!\w){WORD}\s+{any_of(language.group_heads)}(?!\w|\s+{lower_head}(?!\w))"),
        full_name=re.compile(rf"(?<!\w){FULL_NAME}(?!\w)"),
        inverted_name=re.compile(rf"(?<!\w){WORD},\s+(?:{INITIAL}\s?){{1,2}}{INITIAL}(?!\s*{WORD})"),
        honoured=re.compile(rf"(?<!\w){honorific(language)}\s+(?P<name>{FULL_NAME}|{WORD}(?:\s+and\s+{WORD})?)(?!\w)"),
        patronymic=re.compile(rf"(?<!\w){WORD}\s+[{UPPER}]{LETTER}+{any_of(language.patronymic_endings)}(?!\w)"),
        of_the=re.compile(r"\s+of\s+(?:the\s+|all\s+the\s+)?"),
    )
