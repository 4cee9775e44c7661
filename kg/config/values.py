"""What a single value of a configuration may be: identifiers, IRIs, language tags, encodings, relative paths.

Each function gives ``None`` for a good value and a `Problem` for a bad one. Nothing here reads a file.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# RFC 3987, section 2.2: these never stand in an IRI unescaped.
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f]')

# RFC 5646, section 2.1: ``langtag``, without grandfathered tags. "a language subtag of 5 to 8 characters" and one of
# 4 could exist, but none is registered: refusing them catches ``english``.
_LANGUAGE_TAG = re.compile(
    r"""
    [a-z]{2,3}(?:-[a-z]{3}){0,3}
    (?:-(?P<script>[a-z]{4}))?
    (?:-(?P<region>[a-z]{2}|[0-9]{3}))?
    (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*
    (?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*
    (?:-x(?:-[a-z0-9]{1,8})+)?
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a value cannot be used, and what to write instead."""

    what: str
    remedy: str


def slug_problem(text: str) -> Problem | None:
    """Say why ``text`` cannot be part of a key; ``bl`` and ``southern-front-1919`` can."""
    if _SLUG.fullmatch(text):
        return None
    return Problem(
        f'"{text}" cannot be part of an IRI as it stands.',
        'Use ASCII lower-case letters, digits and single hyphens, e.g. "southern-front".',
    )


def iri_problem(text: str) -> Problem | None:
    """Say why ``text`` is not an absolute http or https IRI."""
    remedy = 'Write an absolute IRI, e.g. "https://creativecommons.org/publicdomain/zero/1.0/".'
    if _NOT_IN_IRI.search(text):
        return Problem(f'"{text}" holds a character that no IRI may hold.', remedy)
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return Problem(f'"{text}" is not an IRI: {error}.', remedy)
    if parts.scheme not in {"http", "https"} or not host:
        return Problem(f'"{text}" is not an http or https IRI.', remedy)
    return None


def base_iri_problem(text: str) -> Problem | None:
    """Say why ``text`` cannot be what all IRIs of a collection begin with."""
    problem = iri_problem(text)
    if problem is not None:
        return Problem(problem.what, 'Write the address of the future site, e.g. "https://letters.example.org/".')
    if "?" in text or "#" in text:
        return Problem(f'The base IRI "{text}" has a query or a fragment.', "Cut it off before ? or #.")
    if "@" in urlsplit(text).netloc:
        return Problem(f'The base IRI "{text}" names a user.', "Leave out everything before the @.")
    return None


def normal_base_iri(text: str) -> str:
    """Give the base IRI with its one closing slash."""
    return text.rstrip("/") + "/"


def language_problem(text: str) -> Problem | None:
    """Say why ``text`` is not a well-formed language tag (BCP 47, RFC 5646)."""
    if _LANGUAGE_TAG.fullmatch(text):
        return None
    return Problem(f'"{text}" is not a language tag of BCP 47.', 'Write e.g. "en", "de-AT" or "ru-Latn".')


def encoding_problem(text: str) -> Problem | None:
    """Say why ``text`` is not the name of a character encoding that Python knows."""
    remedy = 'Write e.g. "utf-8", "windows-1251" or "koi8-r".'
    try:
        # Not every codec of Python is a character encoding ("base64", "rot13").
        b"a".decode(codecs.lookup(text).name)
    except (LookupError, UnicodeError, ValueError):
        return Problem(f'No character encoding is called "{text}".', remedy)
    return None


def path_problem(text: str) -> Problem | None:
    """Say why ``text`` is not a path inside the collection, with ``/`` between its parts."""
    remedy = 'Write a path relative to the collection, e.g. "sources/*.txt".'
    path = PurePosixPath(text)
    if not text.strip() or "\x00" in text:
        return Problem("The path is empty.", remedy)
    if path.is_absolute() or ".." in path.parts or "\\" in text:
        return Problem(f'The path "{text}" leads out of the collection.', remedy)
    if any("**" in part and part != "**" for part in path.parts):
        return Problem(f'In the path "{text}", ** stands beside other characters.', 'Write e.g. "sources/**/*.xml".')
    return None
