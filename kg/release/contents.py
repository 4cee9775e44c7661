"""Write the statements of a release: the dumps, and the store loaded from them.

``dumps/<name>.nq.gz`` is the release in its canonical form; the store is loaded from that file and the TriG dump is
another order of it, so the three cannot disagree.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kg.graphs.canonical import DEFAULT_CHUNK_LINES, release_lines
from kg.graphs.naming import GraphNames
from kg.graphs.serialisation import write_nquads, write_trig
from kg.graphs.terms import split_line
from kg.release.staging import Stage
from kg.store.oxigraph import bulk_build

STORE = "store"
DUMPS = "dumps"


@dataclass(frozen=True, slots=True)
class Contents:
    """What was written. ``quads`` counts by kind of graph (``stated``, ``evidence``, …) and ``default``."""

    nquads_sha256: str
    quads: Mapping[str, int]


def write_contents(
    stage: Stage,
    lines: Iterable[str],
    *,
    base_iri: str,
    name: str,
    prefixes: Mapping[str, str],
    chunk_lines: int = DEFAULT_CHUNK_LINES,
) -> Contents:
    """Write dumps and store of a release.

    Args:
        stage: the release that is being built.
        lines: canonical N-Quads lines of all named graphs, in any order, repetitions allowed; the default graph is
            made here.
        base_iri: the collection's, with its closing slash.
        name: of the dumps, best the collection's id.
        prefixes: prefix to namespace, for the TriG dump.
        chunk_lines: how many lines are held in memory at once.

    Raises:
        ReleaseError: a line is not canonical, has a blank node, or is refused by the store.
        DiskSpaceError: the disk is full.
    """
    counts: Counter[str] = Counter()
    nquads = stage.place(f"{DUMPS}/{name}.nq.gz")
    ordered = release_lines(lines, base_iri=base_iri, directory=stage.scratch, chunk_lines=chunk_lines)
    with closing(ordered), stage.create(f"{DUMPS}/{name}.nq.gz") as output:
        summary = write_nquads(_counted(ordered, GraphNames(base_iri), counts), output)
    bulk_build(stage.place(STORE), nquads)
    with closing(_lines(nquads)) as written, stage.create(f"{DUMPS}/{name}.trig.gz") as output:
        write_trig(written, output, prefixes=prefixes, directory=stage.scratch, chunk_lines=chunk_lines)
    return Contents(summary.sha256, dict(sorted(counts.items())))


def _counted(lines: Iterable[str], names: GraphNames, counts: Counter[str]) -> Iterator[str]:
    for line in lines:
        graph = split_line(line).graph
        counts[names.kind(graph[1:-1]).value if graph else "default"] += 1
        yield line


def _lines(path: Path) -> Generator[str, None, None]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as text:
        yield from text
