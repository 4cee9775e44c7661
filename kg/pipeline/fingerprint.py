"""What results depend on besides the sources: the code that makes them, mappings, shapes, vocabulary, settings.

A result is kept in the cache under a digest of all this. Whoever changes one line of a reader gets what it reads, and
not what the line before read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

_MADE_BY = (
    "kg.authorities", "kg.config", "kg.curations", "kg.graphs", "kg.mapping", "kg.pipeline", "kg.records", "kg.release",
    "kg.sources", "kg.validation",
)  # fmt: skip
"""The packages whose code a result is made by."""


def digest_of(*parts: object) -> str:
    """Hash values by their form as text, each kept apart from the next: 32 hexadecimal digits."""
    digest = hashlib.sha256()
    for part in parts:
        text = str(part).encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(text) + text)
    return digest.hexdigest()[:32]


def folder_hash(paths: Sequence[Path]) -> str:
    """Hash names and bytes of files, in the order given: the version of mappings or shapes."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def model_digest(*, mappings: Path, ontology: Path) -> str:
    """Hash the mappings and everything in the ontology's folder that a letter's statements or verdict come from."""
    return digest_of(folder_hash(sorted(mappings.glob("*.yaml"))), folder_hash(_files(ontology)))


@cache
def code_digest() -> str:
    """Hash the modules that results are made by."""
    folders = [Path(str(import_module(name).__file__)).parent for name in _MADE_BY]
    return folder_hash([path for folder in folders for path in _files(folder, "*.py")])


def _files(folder: Path, pattern: str = "*") -> list[Path]:
    def found() -> Iterable[Path]:
        return (path for path in folder.rglob(pattern) if path.is_file() and "__pycache__" not in path.parts)

    return sorted(found())
