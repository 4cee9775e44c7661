"""The part of a release that no document states alone: authority, vocabulary, and what documents say of shared nodes.

Of a person with an authority IRI each letter knows its own printed form. Every letter's mapping gives the node a
``skos:prefLabel``; in a release one stands for each language: the form that most letters print, of equally frequent
ones the longest, then the first by code points. All forms stay as names.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from kg.graphs.alignment import Aligner, align
from kg.graphs.canonical import merged, write_run
from kg.graphs.naming import GraphNames
from kg.graphs.terms import RDF_TYPE

CHUNK_LINES = 500_000
"""How many distinct lines are held in memory: about 150 MB."""
_NODES = 2_000
"""How many nodes are aligned at once."""
_TYPE = f" <{RDF_TYPE}> "


class SharedSection:
    """Takes what the documents share, block by block, and gives the lines of the section, each once.

    What is held in memory: up to ``chunk_lines`` lines, and the labels and classes of shared nodes.
    """

    def __init__(self, *, base_iri: str, directory: Path, chunk_lines: int = CHUNK_LINES) -> None:
        """Begin a section.

        Args:
            base_iri: the collection's, with its closing slash.
            directory: where temporary files go; whoever made it removes it.
            chunk_lines: how many lines are held in memory at once.
        """
        self._base_iri = base_iri
        self._directory = directory
        self._chunk_lines = chunk_lines
        self._lines: set[str] = set()
        self._runs: list[Path] = []
        self._votes: Counter[str] = Counter()
        self._classes: dict[str, set[str]] = {}
        self._names: dict[str, str] = {}
        self._aligner = Aligner(base_iri)

    def add(self, shared: Iterable[str], labels: Mapping[str, int]) -> None:
        """Add what the documents of a block share, and the labels they give, with the number of documents."""
        given = shared if isinstance(shared, list | tuple) else list(shared)
        self._lines.update(given)
        for line in given:
            if _TYPE in line and line.count(" ") == 3:
                subject, _, class_, _ = line.split(" ")
                self._classes.setdefault(subject, set()).add(self._names.setdefault(class_, class_))
        for line, number in labels.items():
            self._votes[line] += number
        if len(self._lines) >= self._chunk_lines:
            self._spill()

    def lines(self, fixed: Iterable[str]) -> Generator[str, None, None]:
        """Give the section as canonical lines, sorted, each once, the default graph included.

        Args:
            fixed: the lines of the authority and vocabulary graphs.
        """
        lines = set(fixed)
        lines.update(self._aligned_fixed(lines))
        winners = self._winners()
        lines.update(winners)
        for start in range(0, len(winners), _NODES):
            lines.update(self._aligned_nodes(winners[start : start + _NODES]))
        lines.update(self._repeated(lines))
        if not self._runs:
            yield from sorted(lines | self._lines)
            return
        self._spill()
        with closing(merged(self._runs)) as spilled:
            yield from _unique(heapq.merge(spilled, sorted(lines)))

    def _spill(self) -> None:
        if self._lines:
            path = self._directory / f"shared-{id(self)}-{len(self._runs)}.nq"
            write_run(path, sorted(self._lines))
            self._runs.append(path)
            self._lines.clear()

    def _winners(self) -> list[str]:
        """One label for each node and language."""
        best: dict[tuple[str, str], tuple[int, int, str, str]] = {}
        for line, number in self._votes.items():
            head = line[:-3].rpartition(" ")[0]
            subject, _, term = head.split(" ", 2)
            label, _, language = term.rpartition('"')
            rank = (-number, -len(label), f'{label}"', line)
            node = (subject, language)
            if number > 0 and (node not in best or rank < best[node]):
                best[node] = rank
        return sorted(rank[3] for rank in best.values())

    def _aligned_fixed(self, fixed: Iterable[str]) -> list[str]:
        return align([], sorted(fixed), base_iri=self._base_iri)

    def _aligned_nodes(self, labels: Iterable[str]) -> list[str]:
        """What follows from the classes of some nodes and the labels that were chosen for them."""
        graph = f"<{GraphNames(self._base_iri).authority}>"
        lines = list(labels)
        for subject in {line[: line.index(" ")] for line in lines}:
            lines += [f"{subject}{_TYPE}{class_} {graph} .\n" for class_ in self._classes.get(subject, ())]
        return self._aligner(lines)

    def _repeated(self, lines: Iterable[str]) -> list[str]:
        """What the default graph repeats."""
        names = GraphNames(self._base_iri)
        known: dict[str, bool] = {}
        repeated = []
        for line in lines:
            head, _, graph = line[:-3].rpartition(" ")
            if graph not in known:
                known[graph] = names.in_default_graph(graph[1:-1])
            if known[graph]:
                repeated.append(f"{head} .\n")
        return repeated


def _unique(lines: Iterable[str]) -> Iterator[str]:
    last = ""
    for line in lines:
        if line != last:
            yield line
            last = line
