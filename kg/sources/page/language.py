"""The languages of pages. A language is a value, a table of words; rules read it and hold no words of their own."""

from __future__ import annotations

from collections.abc import Mapping

from kg.sources.page.english import ENGLISH
from kg.sources.page.tables import PageLanguage

__all__ = ["ENGLISH", "LANGUAGES", "PageLanguage", "language_of"]

LANGUAGES: Mapping[str, PageLanguage] = {"en": ENGLISH}
"""By primary language subtag."""


def language_of(tag: str) -> PageLanguage:
    """Choose the table for a language tag (``en-GB`` -> English); English serves where there is none of its own."""
    return LANGUAGES.get(tag.split("-")[0].lower(), ENGLISH)
