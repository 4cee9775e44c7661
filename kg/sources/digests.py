"""Digests of what a letter's record is made from: equal digests mean equal records, but for the hash of the file.

A reader takes into the digest of a letter its words as they stand in the file, with the characters beside them that
locators quote; where it begins, for locators say so; and what of the file around it is read for it. The letters beside
it are left out, so that one changed letter changes one digest. What the collection says of the file is not of the file:
see `settings_digest`. The version of the reader is the caller's business, too.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields

from kg.sources.text import BESIDE, Source, SourceText

_DIGITS = 32


def digest_of(*parts: object) -> str:
    """Hash parts, their borders included: 32 hexadecimal digits.

    Args:
        parts: texts, numbers, ``None``, and tuples and records of these: what is equal must print equally.
    """
    digest = hashlib.sha256()
    for part in parts:
        data = (part if isinstance(part, str) else repr(part)).encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()[:_DIGITS]


def words_in_place(text: SourceText, start: int, end: int) -> tuple[object, ...]:
    """Give all that locators within a span can say: its words and those beside it, and where it begins."""
    replaced = tuple(one for one in text.replaced if start <= one < end) if text.replaced else ()
    return (
        *text.line_and_column(start),
        start,
        text.text[max(0, start - BESIDE) : end + BESIDE],
        end - start,
        replaced,
    )


def text_digest(text: SourceText) -> str:
    """Hash the text of a source as a whole: the digest of its only letter."""
    return text.keep("digest", lambda: digest_of(text.text, text.replaced, text.remarks))


def settings_digest(source: Source) -> str:
    """Hash all that reading a source takes from elsewhere than its bytes: its path and what the collection says of it.

    The order of settings in ``collection.toml`` makes no difference.
    """
    settings = source.settings
    return digest_of(source.path, *((one.name, getattr(settings, one.name)) for one in fields(settings)))
