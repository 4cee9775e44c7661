"""Letters a second of a whole build of generated pages, with the share of each stage (``make benchmark-building``).

``python -m benchmarks.building [LETTERS] [PROCESSES]`` writes pages in the layout of an edition into a temporary
folder, each with two senders, a text of 150 words, signatures, a shelf mark and two notes, and builds them as
`lettergraph build` does. Stages are those that a build tells its progress, in wall-clock seconds, beside processor
seconds of this process and of its children. The last line is the whole.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from kg.pipeline import BuildOptions, BuildResult, build

_CONFIGURATION = """\
id = "bench"
title = "Generated letters"
description = "Pages that nobody wrote."
base_iri = "https://letters.example.org/"
publisher = "Nobody"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
languages = ["en"]

[[sources]]
path = "sources/*.txt"
"""
_SURNAMES = ("Wren", "Orlov", "Tallow", "Inkwell", "Quillfeather", "Lind", "Vogel", "Berg", "Sharov", "Gorin")
_WORDS = ("lamp", "pier", "oil", "barrels", "harbour", "ice", "letter", "night", "boat", "council", "spring", "rope")
_MONTHS = ("January", "March", "May", "July", "September", "November")


class Stages:
    """Wall-clock seconds of each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._name = "Preparing"
        self._began = time.perf_counter()

    def stage(self, name: str, total: int | None) -> None:
        """Close the stage before and begin another."""
        now = time.perf_counter()
        self.seconds[self._name] = self.seconds.get(self._name, 0.0) + now - self._began
        self._name, self._began = name, now

    def step(self, count: int = 1) -> None:
        """Count nothing."""


def page(number: int, chance: random.Random) -> str:
    """Make one page."""
    one, two, three = chance.sample(_SURNAMES, 3)
    date = f"{chance.choice(_MONTHS)} {chance.randint(1, 28)}, {chance.randint(1912, 1927)}"
    text = " ".join(chance.choices(_WORDS, k=150))
    return f"""{one} to {three}

Letters of the Harbour Board. 1912-1927
Collection of documents 1996.

A. B. {one}, C. D. {two} - E. F. {three}

{date}

Letter

{text.capitalize()} 1 and {one} 2 .

{one}.

{two}.

{date}

HARCH. F. {number % 20}. Op. 1. D. {number % 500}. L. 2. Typewritten text.

Notes:

1 Harbour Master G. H. {two}.

2 On {date}, {one} wrote to {three} about the {chance.choice(_WORDS)}.
"""


def run(letters: int, processes: int, folder: Path) -> tuple[BuildResult, Stages]:
    """Write the pages and build them."""
    chance = random.Random(1919)  # noqa: S311 - generated pages, no secrets
    (folder / "sources").mkdir()
    (folder / "collection.toml").write_text(_CONFIGURATION, encoding="utf-8")
    for number in range(letters):
        path = folder / "sources" / f"{number:06}.txt"
        path.write_text(page(number, chance), encoding="utf-8")
    stages = Stages()
    result = build(folder, options=BuildOptions(processes=processes), progress=stages)
    stages.stage("", None)
    return result, stages


def main(arguments: list[str]) -> None:
    """Print one line a stage, then the whole."""
    letters = int(arguments[0]) if arguments else 1000
    processes = int(arguments[1]) if len(arguments) > 1 else os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        result, stages = run(letters, processes, Path(folder))
    whole = sum(stages.seconds.values())
    for name, seconds in stages.seconds.items():
        print(f"{name:26} {seconds:7.1f} s {100 * seconds / whole:5.0f} %")
    for name, who in (("here", resource.RUSAGE_SELF), ("in children", resource.RUSAGE_CHILDREN)):
        used = resource.getrusage(who)
        print(f"{name}: {used.ru_utime + used.ru_stime:.1f} s of processor, {used.ru_maxrss / 1024:.0f} MB at most")
    published = sum(outcome.published for outcome in result.outcomes)
    print(f"{published} of {letters} letters, {result.quads} quads, {result.quads / letters:.0f} a letter")
    print(f"{letters / whole:.1f} letters/s, {result.quads / whole:.0f} quads/s with {processes} processes")


if __name__ == "__main__":
    main(sys.argv[1:])
