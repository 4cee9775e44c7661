"""The canonical form of a release: its N-Quads lines in byte order, each once, the default graph included.

Two releases say the same exactly when these bytes are equal: published data has no blank nodes, so there is nothing
to relabel (the sorted form of section 4 of https://www.w3.org/TR/rdf-canon/ is then all of it). Sorting is an external
merge sort: memory is bounded by ``chunk_lines``, the rest lies in temporary files of a folder the caller names.
"""

from __future__ import annotations

import heapq
import itertools
import tempfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from kg.errors import ReleaseError
from kg.graphs.naming import GraphNames
from kg.graphs.terms import lower_language, quad_line, split_line

DEFAULT_CHUNK_LINES = 500_000
"""About 150 MB of typical lines."""
MERGE_WIDTH = 64
"""How many sorted files are merged at once; more are merged in several rounds, for the sake of open files."""


def sorted_unique(
    lines: Iterable[str], *, directory: Path, chunk_lines: int = DEFAULT_CHUNK_LINES
) -> Generator[str, None, None]:
    r"""Sort lines by the bytes of their UTF-8 form, and drop repetitions.

    Code points sort like their UTF-8 bytes, so text is compared. Up to ``chunk_lines`` lines nothing is written to
    disk. The temporary files are gone when the iterator is exhausted or closed.

    Args:
        lines: each ends with ``"\n"`` and has no other line feed.
        directory: where the temporary files go; it exists, and is best on the disk of the release.
        chunk_lines: how many lines are held in memory at once.

    Raises:
        ReleaseError: a line does not end with a line feed.
        OSError: the disk is full.
    """
    source = iter(lines)
    first = _sorted_chunk(source, chunk_lines)
    ahead = next(source, None)
    if ahead is None:
        yield from first
        return
    source = itertools.chain((ahead,), source)
    with tempfile.TemporaryDirectory(prefix="sort-", dir=directory) as name:
        folder = Path(name)
        runs = [write_run(folder / "0.nq", first)]
        del first
        while chunk := _sorted_chunk(source, chunk_lines):
            runs.append(write_run(folder / f"{len(runs)}.nq", chunk))
        number = len(runs)
        while len(runs) > MERGE_WIDTH:
            with closing(merged(runs[:MERGE_WIDTH])) as lines_of_runs:
                run_of_all = write_run(folder / f"{number}.nq", lines_of_runs)
            for run in runs[:MERGE_WIDTH]:
                run.unlink()
            runs = [*runs[MERGE_WIDTH:], run_of_all]
            number += 1
        yield from merged(runs)


def default_graph_lines(lines: Iterable[str], *, base_iri: str) -> Iterator[str]:
    """Give the triples that the default graph repeats, in the order of the input, repetitions included.

    The default graph is the merge of all stated, inferred, curated, authority, labels, alignment and vocabulary
    graphs; evidence, meta and graphs that no rule names are reached by ``GRAPH`` only. Each triple once is the work
    of ``sorted_unique``.

    Raises:
        ReleaseError: a line is not a canonical N-Quads line.
    """
    repeats = _Repeats(base_iri)
    for line in lines:
        terms = split_line(line)
        if repeats[terms.graph]:
            yield quad_line(terms.subject, terms.predicate, terms.object)


def release_lines(
    lines: Iterable[str], *, base_iri: str, directory: Path, chunk_lines: int = DEFAULT_CHUNK_LINES
) -> Generator[str, None, None]:
    """Give the canonical form of a release: named graphs and default graph, sorted, each line once.

    Args:
        lines: canonical N-Quads lines of named graphs, in any order, repetitions allowed.
        base_iri: the collection's, with its closing slash.
        directory: where temporary files go.
        chunk_lines: how many lines are held in memory at once.

    Raises:
        ReleaseError: a line is not canonical, or has a blank node: the order would not be reproducible.
    """
    return sorted_unique(_with_default_graph(lines, base_iri=base_iri), directory=directory, chunk_lines=chunk_lines)


def _with_default_graph(lines: Iterable[str], *, base_iri: str) -> Iterator[str]:
    repeats = _Repeats(base_iri)
    for line in _checked(lines):
        yield line
        terms = split_line(line)
        if repeats[terms.graph]:
            yield quad_line(terms.subject, terms.predicate, terms.object)


class _Repeats(dict[str, bool]):
    """Which graphs (as terms) the default graph repeats; computed once for each run of documents."""

    def __init__(self, base_iri: str) -> None:
        super().__init__()
        self._names = GraphNames(base_iri)

    def __missing__(self, graph: str) -> bool:
        if len(self) > 10_000:  # a hundred thousand letters have as many graphs each of three kinds
            self.clear()
        known = self[graph] = graph != "" and self._names.in_default_graph(graph[1:-1])
        return known


def _checked(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if line.startswith("_:") or " _:" in line:
            terms = split_line(line)
            if any(term.startswith("_:") for term in terms):
                raise ReleaseError(
                    f"{line!r} has a blank node.", remedy="Mint an IRI for it: published data has no blank nodes."
                )
        yield lower_language(line)


def _sorted_chunk(lines: Iterator[str], size: int) -> list[str]:
    chunk = list(itertools.islice(lines, size))
    for line in chunk:
        if not line.endswith("\n"):
            raise ReleaseError(f"{line!r} does not end with a line feed.")
    return sorted(set(chunk))


def write_run(path: Path, lines: Iterable[str]) -> Path:
    """Write sorted lines to a file, to be `merged` with others."""
    with path.open("w", encoding="utf-8", newline="\n") as output:
        output.writelines(lines)
    return path


def merged(runs: Sequence[Path]) -> Generator[str, None, None]:
    """Merge files of sorted lines, each line once."""
    with ExitStack() as stack:
        opened = [stack.enter_context(run.open(encoding="utf-8", newline="\n")) for run in runs]
        last = ""
        for line in heapq.merge(*opened):
            if line != last:
                yield line
                last = line
