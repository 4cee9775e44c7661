"""Build the seed page as a collection of its own, with the demonstration's authority files or with none."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.graphs import GraphNames, split_line
from kg.pipeline import BuildOptions, BuildResult, build
from tests.seed.terms import Triple, compact

BASE = "http://example.org/bl/"
KEY = "bl-1919-11-12-1"
ADDRESS = "https://marxistleninists.org/Stalin/Stalin%20Correspondence/november%2012%201919.htm"
NAMES = GraphNames(BASE)
AUTHORITIES = Path(__file__).parents[2] / "collections" / "southern-front-1919" / "authorities"

_CONFIGURATION = """\
id = "bl"
title = "The seed page"
description = "One page of an edition, as a collection of its own."
base_iri = "{base}"
publisher = "The tests"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
languages = ["en"]
span = [1912, 1927]
calendar = "julian-until-1918"
authorities = [{authorities}]

[[sources]]
path = "sources/page.txt"
format = "edition_page"
language = "en"
address = "{address}"
rights = "The translation belongs to its publisher."
publish_text = "full"
"""


@dataclass(frozen=True, slots=True)
class Seed:
    """A built seed: its release's statements by the name of their graph, and the report of the build."""

    graphs: dict[str, frozenset[Triple]]
    result: BuildResult

    @property
    def stated(self) -> frozenset[Triple]:
        return self.graphs[NAMES.stated(KEY)]

    @property
    def inferred(self) -> frozenset[Triple]:
        return self.graphs[NAMES.inferred(KEY)]

    @property
    def evidence(self) -> frozenset[Triple]:
        return self.graphs[NAMES.evidence(KEY)]

    @property
    def site(self) -> Path:
        release = self.result.release
        assert release is not None
        return release.path


def build_seed(folder: Path, page: Path, *, authorities: bool = True) -> Seed:
    """Build the page in an empty folder.

    Args:
        folder: becomes the collection.
        page: the seed page.
        authorities: use the demonstration's authority files; without them every name is the document's own.
    """
    sources = folder / "sources"
    sources.mkdir(parents=True)
    shutil.copyfile(page, sources / "page.txt")
    names: list[str] = []
    if authorities:
        shutil.copytree(AUTHORITIES, folder / "authorities")
        names = sorted(f"authorities/{path.name}" for path in AUTHORITIES.glob("*.yaml"))
    listed = ", ".join(f'"{name}"' for name in names)
    text = _CONFIGURATION.format(base=BASE, authorities=listed, address=ADDRESS)
    (folder / "collection.toml").write_text(text, encoding="utf-8")
    result = build(folder, options=BuildOptions(processes=1))
    assert result.release is not None, [str(outcome) for outcome in result.outcomes]
    dump = next((result.release.path / "dumps").glob("*.nq.gz"))
    with gzip.open(dump, "rt", encoding="utf-8") as lines:
        return Seed(by_graph(lines), result)


def by_graph(lines: Iterable[str]) -> dict[str, frozenset[Triple]]:
    """Sort N-Quads lines into graphs; terms in their short form."""
    graphs: dict[str, set[Triple]] = {}
    for line in lines:
        quad = split_line(line)
        triple = Triple(compact(quad.subject, BASE), compact(quad.predicate, BASE), compact(quad.object, BASE))
        graphs.setdefault(quad.graph[1:-1], set()).add(triple)
    return {name: frozenset(triples) for name, triples in graphs.items()}
