"""Build the real documents, as they are, into one collection: no format is declared, every reader is asked."""

from __future__ import annotations

import datetime
import gzip
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.pipeline import BuildOptions, BuildResult, build

BASE = "https://samples.example.org/"
START = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)

_HEAD = f"""\
id = "sa"
title = "Samples"
description = "Real letters of several editions, in four formats."
base_iri = "{BASE}"
publisher = "The tests"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
languages = ["de", "en", "fr"]
"""

_SOURCES = {
    "cmif": ('language = "de"', "cmif/*.xml"),
    "cmif-schnitzler": ('language = "de"', "cmif-schnitzler/*.xml"),
    "cmif-spec": ('language = "en"', "cmif-spec/*.xml"),
    "spener": ('language = "de"\nedition = "spener"', "csv/spener/*.csv"),
    "tolkien": ('language = "en"\nedition = "tolkien"', "csv/tolkien/*.csv"),
    "schnitzler-briefe": ('language = "de"', "tei/schnitzler-briefe/**/*.xml"),
    "tillich": ('language = "de"', "tei/tillich/*.xml"),
    "amp": ('language = "en"', "tei/amp/*.xml"),
    "calvin": ('language = "fr"', "tei/calvin/*.xml"),
    "bolshevik": ('language = "en"\ncalendar = "julian-until-1918"', "text/bolshevik/*.txt"),
    "text-schnitzler": ('language = "de"', "text/schnitzler/*.txt"),
    "text-tillich": ('language = "de"', "text/tillich/*.txt"),
    "text-estournelles": ('language = "fr"', "text/estournelles/*.txt"),
}
"""By name what the collection says of the files, and which they are."""

ALL = tuple(_SOURCES)
SMALL = tuple(name for name in ALL if name not in ("cmif-schnitzler", "spener"))
"""What continuous integration has the time for; the others are read by their readers' own tests there."""

_FEW = {"cmif": ("1993_", "cmi__STURM", "cmi__ba79", "cmi__cd0d", "cmi__f27a")}
"""How the files begin of which the small collection consists, where it does not take all."""


@dataclass(frozen=True, slots=True)
class Samples:
    """The collection's folder, and what became of it."""

    folder: Path
    result: BuildResult

    @property
    def lines(self) -> list[str]:
        """The N-Quads of the release."""
        return gzip.decompress(self.nquads.read_bytes()).decode().splitlines(keepends=True)

    @property
    def nquads(self) -> Path:
        release = self.result.release
        assert release is not None
        (path,) = (release.path / "dumps").glob("*.nq.gz")
        return path


def prepare(shared: Path, folder: Path, names: Sequence[str]) -> Path:
    """Copy the files of some samples and write the configuration."""
    few = _FEW if tuple(names) == SMALL else {}
    configuration = _HEAD
    for name in names:
        settings, pattern = _SOURCES[name]
        configuration += f'\n[[sources]]\npath = "sources/{pattern}"\n{settings}\n'
        start = shared / "samples" / pattern.split("/*")[0]
        for path in sorted(path for path in start.rglob("*") if path.is_file()):
            if name in few and not path.name.startswith(few[name]):
                continue
            to = folder / "sources" / path.relative_to(shared / "samples")
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to)
    (folder / "collection.toml").write_text(configuration)
    return folder


def build_samples(shared: Path, folder: Path, names: Sequence[str]) -> Samples:
    """Copy and build."""
    prepare(shared, folder, names)
    return Samples(folder, build(folder, options=BuildOptions(clock=lambda: START)))
