"""What an attribute or a cell of a source refers to: IRIs of registers, local ids, and what cannot be used.

The grammar of what projects write, not of what the TEI Guidelines allow (``teidata.pointer`` separated by blanks):
schemes missing or misspelt, blanks inside and around, several IRIs joined by any separator or by none. IRIs are brought
into their owners' form by `kg.authorities.iris`. Nothing is guessed: what is not understood is given back as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from kg.authorities.iris import OWN, PAGE, AuthorityIri, UnusableIri, from_prefix, has_check_digit, read_iri
from kg.sources.nothing_words import says_nothing

__all__ = ["AuthorityIri", "References", "RefusedReference", "read_references"]


@dataclass(frozen=True, slots=True)
class RefusedReference:
    """A piece that refers to nothing we can use.

    ``text`` is the piece, blanks collapsed; ``code`` is ``placeholder`` (it says that there is nothing),
    ``check-digit``, ``no-record`` (a register's address without a record) or ``not-an-iri``.
    """

    text: str
    why: str
    code: str


@dataclass(frozen=True, slots=True)
class References:
    """What one attribute refers to, each thing once, in the printed order.

    ``local`` are ids within the edition, without ``#`` at the beginning (``p2121``, ``persons.xml#p12``, or a key in
    words: ``Jean Dupont``).
    """

    links: tuple[AuthorityIri, ...] = ()
    local: tuple[str, ...] = ()
    refused: tuple[RefusedReference, ...] = ()


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_UNRESERVED_ESCAPE = re.compile(r"%(?:2[DE]|3[0-9]|[46][1-9A-F]|5[0-9AF]|7[0-9AE])", re.IGNORECASE)
_HTML_AND = re.compile("&(?:amp;)+")
_QUOTATION_MARKS = re.compile('[<>"“”„«»‘’]+')
_REPEATED_SCHEME = re.compile("(?:https?://)+(?=https?://)")
_DIGITS = re.compile("[0-9Xx-]+/?|Q[0-9]+")
_MOST_PARTED = 4
_LONGEST = 20_000
_PASSES = 8

# "hhttp://", "htp://", "http:/", "http//:", "http:\\", "https: //" and the like.
_SCHEME = re.compile(
    r"(?<![A-Za-z])h{0,2}t{1,3}ps?(?<=[htps]{3})(?:\s*[:;]\s*/{1,3}|\s*//:?|:?///)\s*(?=[^\s/])", re.IGNORECASE
)
_GLUED = re.compile(r"(?<=\S)(?=https?://)")
_OPEN_END = re.compile(r".*[/=?&:#(+]", re.DOTALL)
_BETWEEN = re.compile(r"[\s|]+|(?<![,;])[,;]++(?=\s|$|#|https?://|www\.)")
_IRI = re.compile(r"https?://.*", re.DOTALL)
_SCHEMELESS = re.compile(
    r"(?://)?(?P<rest>(?:www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}(?::[0-9]{1,5})?/).+)", re.IGNORECASE | re.DOTALL
)
_OTHER_SCHEME = re.compile(
    r"(?:urn|doi|geo|tag|isbn|mailto|ftp|file|javascript|data|info|tel|about|blob):.*", re.IGNORECASE | re.DOTALL
)
_ID_LIKE = re.compile(r".*[0-9_@/:].*|[A-Za-z]+\.[A-Za-z]+.*", re.DOTALL)


@lru_cache(maxsize=65536)
def read_references(printed: str) -> References:
    """Read what a ``@ref``, ``@key`` or ``@corresp`` or a cell refers to.

    Args:
        printed: as in the source, e.g. ``" http://d-nb.info/gnd/118609807 , #p2121"``. Any text at all.

    Returns:
        Every piece as link, local id or refused; nothing for a blank text. Never raises.
    """
    text = _cleaned(printed) if len(printed) <= _LONGEST else None
    if text is None:
        why = f"It is longer than {_LONGEST} characters, or nothing but escapes of escapes."
        return References(refused=(RefusedReference(" ".join(printed[:80].split()) + "…", why, "not-an-iri"),))
    if not text:
        return References()
    if says_nothing(text):
        return References(refused=(RefusedReference(text, "It says that there is nothing.", "placeholder"),))
    links: dict[str, AuthorityIri] = {}
    local: dict[str, None] = {}
    refused: dict[str, RefusedReference] = {}
    for piece in _pieces(text):
        found = _read_piece(piece)
        if isinstance(found, AuthorityIri):
            links.setdefault(found.iri, found)
        elif isinstance(found, UnusableIri):
            refused.setdefault(piece, RefusedReference(piece, found.why, found.code))
        else:
            local.setdefault(found)
    return References(tuple(links.values()), tuple(local), tuple(refused.values()))


def _cleaned(printed: str) -> str | None:
    """Undo what no reference means: invisible characters, HTML escapes within text, backslashes, misspelt schemes.

    Applied until nothing changes, so that a cleaned text is clean; ``None`` for a text that has no end of it.
    """
    text = printed
    for _ in range(_PASSES):
        before = text
        text = _HTML_AND.sub("&", _INVISIBLE.sub("", text)).replace("\\.", ".").replace("\\", "/")
        text = _UNRESERVED_ESCAPE.sub(lambda match: chr(int(match[0][1:], 16)), text)
        text = " ".join(_QUOTATION_MARKS.sub(" ", text).split())
        text = _REPEATED_SCHEME.sub("", text)
        text = _SCHEME.sub(lambda match: "https://" if "s" in match[0].lower() else "http://", text)
        if text == before:
            return text
    return None


def _pieces(text: str) -> Iterator[str]:
    """Take a text apart at blanks, separators, and where one IRI is glued to another; join what belongs together."""
    text = text.strip(",; ")
    if _is_one_key(text):
        yield text
        return
    parts = [part.strip(",;") for word in _BETWEEN.split(text) for part in _unglued(word)]
    parts = [part for part in parts if part]
    while parts:
        # Words beside an IRI ("… (Goethe, Johann Wolfgang)") are one key in words.
        number = sum(1 for _ in takewhile(_is_word, parts))
        if number == 0:
            number = 1 + _belonging(parts)
            yield "".join(parts[:number])
        else:
            yield " ".join(parts[:number])
        parts = parts[number:]


def _unglued(word: str) -> list[str]:
    """Take IRIs apart that follow each other without a blank; an address that holds another stays whole."""
    parts: list[str] = []
    for part in _GLUED.split(word):
        holds = parts and _OPEN_END.fullmatch(parts[-1]) and not _is_known_record(parts[-1])
        if holds:
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def _is_known_record(text: str) -> bool:
    found = read_iri(text)
    return isinstance(found, AuthorityIri) and found.register not in {OWN, PAGE}


def _is_one_key(text: str) -> bool:
    """Tell a key in words (``Jean Dupont II``, ``Anhang 5``) from a list of ids (``p1 p2``) or of IRIs."""
    if isinstance(from_prefix(text), AuthorityIri):
        return True
    words = text.split(" ")
    if len(words) == 1 or "#" in text or "://" in text:
        return False
    if any(_SCHEMELESS.fullmatch(word) or from_prefix(word) is not None for word in words):
        return False
    return not all(_ID_LIKE.fullmatch(word) for word in words)


def _is_word(part: str) -> bool:
    if "#" in part or _IRI.fullmatch(part) or _SCHEMELESS.fullmatch(part) or from_prefix(part) is not None:
        return False
    return _ID_LIKE.fullmatch(part) is None


def _belonging(parts: list[str]) -> int:
    """Count the pieces that a blank has parted from the first: only digits, which cannot stand alone.

    Where the number has a check digit, as many as make it right; else one, if the address before it ends openly.
    """
    digits = list(takewhile(_DIGITS.fullmatch, parts[1 : 1 + _MOST_PARTED]))
    piece = parts[0]
    if not digits or not isinstance(_read_piece(piece), UnusableIri | str):
        return 0
    if piece.startswith("#"):
        return int(piece.endswith(("_", "-", ".")))
    for number in range(1, len(digits) + 1):
        found = _read_piece(piece + "".join(digits[:number]))
        if isinstance(found, AuthorityIri) and has_check_digit(found.register):
            return number
    found = _read_piece(piece + digits[0])
    known = isinstance(found, AuthorityIri) and found.register != OWN
    return int(known and len(digits) == 1 and piece.endswith(("/", ":", "=")))


def _read_piece(piece: str) -> AuthorityIri | UnusableIri | str:
    """Read one piece; a text is a local id."""
    if piece[0] in "([{" and _IRI.fullmatch(piece[1:]):
        piece = piece[1:].rstrip(")]}")
    if _IRI.fullmatch(piece):
        return _read_http(piece)
    if says_nothing(piece):
        return UnusableIri("It says that there is nothing.", "placeholder")
    short = from_prefix(piece)
    if short is not None:
        return short
    if piece.startswith("#"):
        return _read_local(piece)
    schemeless = _SCHEMELESS.fullmatch(piece)
    if schemeless is not None:
        found = read_iri("http://" + schemeless["rest"])
        known = not isinstance(found, AuthorityIri) or found.register != OWN
        if known or piece.lower().startswith(("www.", "//")):
            return found
    if _OTHER_SCHEME.fullmatch(piece):
        return UnusableIri("This is no http or https IRI.", "not-an-iri")
    return _read_local(piece)


def _read_http(piece: str) -> AuthorityIri | UnusableIri:
    """Read an IRI; of a known register also with the marks of a sentence behind it."""
    found = read_iri(piece)
    bare = piece.rstrip(".,;:!?)]}'*")
    if isinstance(found, UnusableIri) and bare != piece and _is_known_record(bare):
        return read_iri(bare)
    return found


def _read_local(piece: str) -> UnusableIri | str:
    """Give a local id without the ``#`` before it."""
    name = piece.lstrip("#")
    if not any(character.isalnum() for character in name):
        return UnusableIri("It says that there is nothing.", "placeholder")
    return name
