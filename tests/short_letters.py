"""Collections of invented letters of a few lines, written for tests that need no more than who, to whom and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_CONFIGURATION = """\
id = "{id}"
title = "{title}"
description = "Invented letters."
base_iri = "{base_iri}"
publisher = "Nobody"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
languages = ["en"]
authorities = ["people.yaml"]

[[sources]]
path = "sources/*.txt"
language = "en"
"""

_PAGE = """\
Home | Letters | Index

{sender} - {addressee}

{date}

The bridge at the mill has fallen. Send beams.

{signature}.
"""


@dataclass(frozen=True, slots=True)
class ShortLetter:
    """What its heading and its last line say; ``date`` may be empty."""

    sender: str
    addressee: str
    date: str
    signature: str


def write_short_letters(
    folder: Path,
    letters: Iterable[ShortLetter],
    *,
    id: str,  # noqa: A002 # the key of the configuration
    title: str,
    base_iri: str,
    people: str,
    settings: str = "",
) -> None:
    """Write a collection into a new folder, a source for each letter.

    Args:
        folder: does not exist yet.
        letters: in the order of their sources, ``1.txt`` and so on.
        id: of the collection; keys of letters begin with it.
        title: of the collection.
        base_iri: with its closing slash.
        people: the authority file.
        settings: further tables of ``collection.toml``.
    """
    (folder / "sources").mkdir(parents=True)
    configuration = _CONFIGURATION.format(id=id, title=title, base_iri=base_iri)
    (folder / "collection.toml").write_text(configuration + settings, encoding="utf-8")
    (folder / "people.yaml").write_text(people, encoding="utf-8")
    for number, one in enumerate(letters, start=1):
        page = _PAGE.format(sender=one.sender, addressee=one.addressee, date=one.date, signature=one.signature)
        (folder / "sources" / f"{number}.txt").write_text(page, encoding="utf-8")
