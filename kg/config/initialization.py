"""Start a collection: a folder with a commented ``collection.toml``, on request with an invented letter in it."""

from __future__ import annotations

import re
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from kg.config.reading import CONFIGURATION_FILE
from kg.errors import ConfigurationError, Where

_TEMPLATES = Path(__file__).parent / "templates"
_FIRST_SOURCE = "[[sources]]\n"
_NO_AUTHORITIES = '# authorities = ["authorities/people.yaml"]'
_EXAMPLE_AUTHORITIES = 'authorities = ["authorities/people.yaml"]'


@dataclass(frozen=True, slots=True)
class CollectionDraft:
    """What a new collection is to begin with, see `kg.sources.drafting`."""

    sources: str
    """The ``[[sources]]`` tables of its ``collection.toml``."""
    copies: tuple[tuple[str, Path], ...] = ()
    """Paths in the collection, with ``/``, and the files that are to be copied there."""
    remarks: tuple[str, ...] = ()
    """What was found, for people."""


def init_collection(folder: Path, *, example: bool, draft: CollectionDraft | None = None) -> tuple[Path, ...]:
    """Write the beginnings of a collection into ``folder``.

    Nothing is ever overwritten: where one of the files exists, nothing is written at all; an existing ``.gitignore``
    is left as it is.

    Args:
        folder: made if it does not exist; its name becomes the collection's id. It may hold sources already.
        example: add an invented letter and an authority file for it.
        draft: sources to describe and to copy.

    Returns:
        The files written, in the order of their writing.

    Raises:
        ConfigurationError: a file is in the way, or the folder cannot be written.
    """
    files = {CONFIGURATION_FILE: _configuration(folder, example=example, draft=draft)}
    if example:
        files["sources/1919-11-12.txt"] = _template("example-letter.txt")
        files["authorities/people.yaml"] = _template("example-people.yaml")
    copies = () if draft is None else draft.copies
    for relative in (*files, *(place for place, _ in copies)):
        if (folder / relative).exists():
            remedy = "Choose another folder, or remove the file; nothing was written."
            raise ConfigurationError("The file exists.", where=Where(str(folder / relative)), remedy=remedy)
    if not (folder / ".gitignore").exists():
        files[".gitignore"] = _template("gitignore.txt")
    try:
        for name in ("sources", "authorities"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for relative, text in files.items():
            with (folder / relative).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        for relative, origin in copies:
            (folder / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(origin, folder / relative)
    except OSError as error:
        place = Where(str(error.filename or folder))
        remedy = "Choose a folder that you may write to."
        raise ConfigurationError(f"Cannot write: {error.strerror}.", where=place, remedy=remedy) from error
    return tuple(folder / relative for relative in (*files, *(place for place, _ in copies)))


def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _configuration(folder: Path, *, example: bool, draft: CollectionDraft | None) -> str:
    authorities = _EXAMPLE_AUTHORITIES if example else _NO_AUTHORITIES
    text = _template(CONFIGURATION_FILE).replace("{{id}}", _identifier(folder))
    text = text.replace("{{authorities}}", authorities)
    if draft is None:
        return text
    return text[: text.index(_FIRST_SOURCE)] + draft.sources


def _identifier(folder: Path) -> str:
    """Make the collection's id of the folder's name; of a name without ASCII letters and digits ``letters``."""
    plain = unicodedata.normalize("NFKD", folder.resolve().name.lower())
    ascii_only = plain.encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "letters"
