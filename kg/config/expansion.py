"""From the globs of a collection to its source files, in a fixed order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from kg.config.collection import Collection, Source, SourceFile

ADDRESS_PLACEHOLDERS = ("name", "stem")

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def is_glob(pattern: str) -> bool:
    """Tell whether ``pattern`` can match several files."""
    return any(mark in pattern for mark in "*?[")


def matching_files(folder: Path, pattern: str) -> Iterator[Path]:
    """Find the files of ``folder`` that ``pattern`` names, in no order.

    Hidden files and everything below ``site/`` are no sources, whatever the pattern says: a release holds copies
    of the sources.
    """
    for path in folder.glob(pattern):
        parts = path.relative_to(folder).parts
        if path.is_file() and parts[0] != "site" and not any(part.startswith(".") for part in parts):
            yield path


def unknown_placeholders(address: str) -> tuple[str, ...]:
    """Name the placeholders of ``address`` that nothing fills."""
    return tuple(name for name in _PLACEHOLDER.findall(address) if name not in ADDRESS_PLACEHOLDERS)


def filled_address(address: str, path: PurePosixPath) -> str:
    """Fill ``{name}`` and ``{stem}`` of an address, percent-encoded for the path of a URL.

    Example: ``https://example.org/{stem}.htm`` and ``sources/may 1.txt`` make ``https://example.org/may%201.htm``.
    """
    values = {"name": path.name, "stem": path.stem}

    def fill(match: re.Match[str]) -> str:
        value = values.get(match[1])
        return match[0] if value is None else quote(value, safe="")

    return _PLACEHOLDER.sub(fill, address)


def expand_sources(collection: Collection) -> tuple[SourceFile, ...]:
    """List the source files of a collection, sorted by their path.

    A file that two ``[[sources]]`` tables match belongs to the first of them. The files of the configuration itself
    (``collection.toml``, authorities, decisions, curations, ``keys.tsv``) are never sources.
    """
    ours = {
        *(collection.file, collection.key_registry),
        *(*collection.authorities, *collection.identities, *collection.curations),
    }
    found: dict[str, tuple[Path, Source]] = {}
    for source in collection.sources:
        for path in matching_files(collection.folder, source.path):
            if path not in ours:
                found.setdefault(path.relative_to(collection.folder).as_posix(), (path, source))
    return tuple(_source_file(relative, *found[relative]) for relative in sorted(found))


def _source_file(relative: str, path: Path, setting: Source) -> SourceFile:
    address = None if setting.address is None else filled_address(setting.address, PurePosixPath(relative))
    return SourceFile(path=path, relative=relative, setting=setting, address=address)
