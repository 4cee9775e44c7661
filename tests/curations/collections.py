"""A collection with one letter and a curation file, written for these tests."""

from __future__ import annotations

from pathlib import Path

PAGE = """Home | Letters | Index

A. B. Tallow - C. D. Reed

May 3, 1920

The bridge at the mill has fallen. Send beams.

Tallow.
"""

CONFIGURATION = """
id = "mill"
title = "Letters about a mill"
base_iri = "http://example.org/mill"
publisher = "Nobody"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
languages = ["en"]

[[sources]]
path = "sources/*.txt"
"""

ADDITION = """
curations:
  - add:
      subject: id/doc/mill-1920-05-03-1
      predicate: lg:hasPlaceOfWriting
      object: id/place/mill
    words: "The bridge at the mill"
    editor: "E. Ditor"
    date: 2026-11-20
    reason: "The writer stands before the bridge."
"""


def make_collection(folder: Path, curations: str | None = ADDITION, *, page: str = PAGE) -> Path:
    """Write the collection into a folder."""
    (folder / "sources").mkdir(parents=True)
    (folder / "collection.toml").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "sources" / "letter.txt").write_text(page, encoding="utf-8")
    if curations is not None:
        (folder / "sources" / "letter.txt.curation.yaml").write_text(curations, encoding="utf-8")
    return folder
