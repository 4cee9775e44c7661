"""A collection of letters about a mill, written for these tests, whose dates are exact, vague, open or missing."""

from __future__ import annotations

from pathlib import Path

DATES = ("April 30, 1920", "May 3, 1920", "May 1920", "1920", "after May 10, 1920", "early June 1920", "", "St. No-day")
BASE = "http://example.org/mill/"

_CONFIGURATION = f"""\
id = "mill"
title = "Letters about a mill"
base_iri = "{BASE}"
publisher = "Nobody"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
languages = ["en"]
authorities = ["people.yaml"]

[[sources]]
path = "sources/*.txt"
language = "en"
"""

_PEOPLE = """\
persons:
  - key: tallow
    labels: {en: "Tallow, A. B."}
    names: [A. B. Tallow, Tallow]
"""

_PAGE = """\
Home | Letters | Index

A. B. Tallow - C. D. Reed

{date}

The bridge at the mill has fallen. Send beams.

Tallow.
"""


def write_letters(folder: Path) -> None:
    """Write the collection into a new folder: one letter for each date."""
    (folder / "sources").mkdir(parents=True)
    (folder / "collection.toml").write_text(_CONFIGURATION, encoding="utf-8")
    (folder / "people.yaml").write_text(_PEOPLE, encoding="utf-8")
    for number, date in enumerate(DATES, start=1):
        (folder / "sources" / f"{number}.txt").write_text(_PAGE.format(date=date), encoding="utf-8")
