"""Small collections of invented pages, and what one asks of a site that was built from them."""

from __future__ import annotations

import datetime
import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from kg.pipeline import BuildOptions, BuildResult, build
from kg.pipeline.progress import SILENT, Progress
from kg.processes import Limits
from kg.release import Release, current_release

BASE = "https://letters.example.org/"
START = datetime.datetime(2026, 11, 24, 23, 35, tzinfo=datetime.UTC)

CONFIGURATION = f"""
id = "lf"
title = "Letters of the Lanternfish Society"
description = "Invented letters."
base_iri = "{BASE}"
publisher = "Nobody"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
languages = ["en"]
authorities = [{{authorities}}]

[[sources]]
path = "sources/**/*"
{{settings}}
"""

AUTHORITIES = """
persons:
  - key: quillfeather
    labels: {en: "Quillfeather, M. O."}
    names: ["M. O. Quillfeather", "M. Quillfeather"]
bodies:
  - key: committee
    labels: {en: "Committee of the Lanternfish Society"}
    names: ["Committee of the Lanternfish Society", "Committee"]
"""


def page(
    *,
    sender: str = "M. O. Quillfeather",
    recipient: str = "Committee of the Lanternfish Society",
    date: str = "November 12, 1919",
    number: int | None = None,
    body: str = "The lamp of the lower pier has been dark for nine nights.",
    notes: str = "",
) -> str:
    """Write one page in the layout of an edition."""
    return f"""{sender} to {recipient}

Home | Letters | Index

Letters of the Lanternfish Society. 1912-1927
An invented collection.

Letters
{f"{chr(10)}No. {number}{chr(10)}" if number else ""}
{sender} - {recipient}

{date}

Letter

{body}

{sender}.

ARLS. F. 12. Op. 1. D. 34. L. 5. Typewritten text.
{f"{chr(10)}Notes:{chr(10)}{chr(10)}{notes}{chr(10)}" if notes else ""}"""


def two_documents(*, first: int, second: int) -> str:
    """Write a page with two numbered documents."""
    one = page(number=first)
    other = f"""
No. {second}

T. Inkwell - M. O. Quillfeather

November 14, 1919

Letter

The oil has come.

T. Inkwell.

ARLS. F. 12. Op. 1. D. 34. L. 6. Typewritten text.
"""
    return one + other


def make_collection(
    folder: Path, pages: Mapping[str, str | bytes], *, settings: str = "", authorities: str = AUTHORITIES
) -> Path:
    """Make a collection of pages by file name, in the order given."""
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    for name, content in pages.items():
        path = folder / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "authorities.yaml").write_text(authorities, encoding="utf-8")
    text = CONFIGURATION.format(authorities='"authorities.yaml"' if authorities else "", settings=settings)
    (folder / "collection.toml").write_text(text, encoding="utf-8")
    return folder


def build_quietly(
    folder: Path,
    *,
    dry_run: bool = False,
    processes: int = 1,
    minutes: int = 0,
    progress: Progress = SILENT,
    limits: Limits | None = None,
    mappings: Path | None = None,
    ontology: Path | None = None,
) -> BuildResult:
    """Build at a fixed time."""
    options = BuildOptions(
        processes=processes,
        dry_run=dry_run,
        limits=limits or Limits(),
        mappings=mappings,
        ontology=ontology,
        clock=lambda: START + datetime.timedelta(minutes=minutes),
    )
    return build(folder, options=options, progress=progress)


def served(folder: Path) -> Release:
    release = current_release(folder / "site")
    assert release is not None
    return release


def published_keys(folder: Path) -> list[str]:
    """The keys of the letters with a graph in the release."""
    prefix = f"<{BASE}graph/doc/"
    graphs = {line.rsplit(" ", 2)[1] for line in quads(folder)}
    return sorted(
        graph[len(prefix) : -1] for graph in graphs if graph.startswith(prefix) and "/" not in graph[len(prefix) :]
    )


def quads(folder: Path) -> list[str]:
    [path] = (served(folder).path / "dumps").glob("*.nq.gz")
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        return list(lines)


def report(folder: Path) -> dict[str, object]:
    text = (served(folder).path / "report.json").read_text(encoding="utf-8")
    return cast("dict[str, object]", json.loads(text))


def everything_published(folder: Path) -> dict[str, bytes]:
    """All files of the release but the store, whose bytes promise nothing; dumps and records unpacked."""
    release = served(folder).path
    files = {path.relative_to(release).as_posix(): path for path in sorted(release.rglob("*")) if path.is_file()}
    return {
        name: gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
        for name, path in files.items()
        if not name.startswith("store/")
    }
