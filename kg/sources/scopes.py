"""The scope of an edition's ids, and keys of local ids: two editions never share one."""

from __future__ import annotations

from collections.abc import Sequence

from kg.authorities import slug
from kg.authorities.iris import hashed_key
from kg.authorities.known_registers import REGISTERS

_LONGEST = 48
_RESERVED = frozenset(register.name for register in REGISTERS) | {"file", "edition"}


def edition_scope(configured: str | None, titles: Sequence[str], base: str | None, path: str) -> str:
    """Say within which edition the local ids of a file are unique.

    Args:
        configured: ``edition`` of the source in ``collection.toml``.
        titles: of the series and the edition, as the file gives them (``titleStmt/title[@level='s']``,
            ``editionStmt/edition``); the first that is not blank counts.
        base: ``@xml:base``.
        path: of the file, relative to the collection.

    Returns:
        A key part: ASCII, lower case, at most 57 characters. Without edition, title and base it is the file's own.
    """
    for text in (configured, *titles, base):
        if text is not None and any(character.isalnum() for character in text):
            return _bounded(slug(text), " ".join(text.split()))
    return hashed_key(f"file-{slug(path)}"[:_LONGEST], path)


def _bounded(key: str, exact: str) -> str:
    """Cut a long key, and keep it apart from the keys of known registers and of files."""
    if len(key) > _LONGEST:
        return hashed_key(key[:_LONGEST], exact)
    return f"edition-{key}" if key.partition("-")[0] in _RESERVED else key


def local_key(scope: str, local_id: str) -> str:
    """Make the key of a local id, e.g. ``roe-letters`` and ``p12`` make ``roe-letters-p12``.

    An id that is long or has anything but ASCII letters in lower case and digits gets eight hexadecimal digits of a
    hash of scope and id: ``P.1``, ``p-1`` and ``P_1`` are three ids, and where a hyphen stands, scope and id could be
    divided otherwise.
    """
    plain = local_id.isascii() and local_id.isalnum() and local_id == local_id.lower()
    if plain and len(local_id) <= _LONGEST:
        return f"{scope}-{local_id}"
    return f"{scope}-{hashed_key(slug(local_id)[:_LONGEST], f'{scope} {local_id}')}"
