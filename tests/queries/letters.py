"""A collection of letters about a mill, written for these tests, whose dates are exact, vague, open or missing."""

from __future__ import annotations

from pathlib import Path

from tests.short_letters import ShortLetter, write_short_letters

DATES = ("April 30, 1920", "May 3, 1920", "May 1920", "1920", "after May 10, 1920", "early June 1920", "", "St. No-day")
BASE = "http://example.org/mill/"

_PEOPLE = """\
persons:
  - key: tallow
    labels: {en: "Tallow, A. B."}
    names: [A. B. Tallow, Tallow]
"""


def write_letters(folder: Path) -> None:
    """Write the collection into a new folder: one letter for each date."""
    letters = [ShortLetter("A. B. Tallow", "C. D. Reed", date, "Tallow") for date in DATES]
    write_short_letters(folder, letters, id="mill", title="Letters about a mill", base_iri=BASE, people=_PEOPLE)
