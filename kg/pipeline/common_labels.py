"""One label for what several letters name: of a person with an authority IRI each letter knows its own printed form.

Every letter's mapping gives the node a ``skos:prefLabel``. In the release one stands for each language: the form that
most letters print, of equally frequent ones the longest, then the first by code points. All forms stay as names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kg.graphs.naming import GraphNames
from kg.namespaces import SKOS


class CommonLabels:
    """Counts the labels of nodes that do not belong to one letter alone, and leaves one of each language."""

    def __init__(self, base_iri: str) -> None:
        graph = re.escape(GraphNames(base_iri).labels)
        thing = re.escape(f"{base_iri}id/")
        self._line = re.compile(
            rf"<{thing}[^/>]+/(?P<key>[^>]+)> <{re.escape(SKOS)}prefLabel> "
            rf'(?P<label>".*")(?P<language>@[\w-]+)? <{graph}> \.\n'
        )
        self._end = f" <{GraphNames(base_iri).labels}> .\n"
        self._counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._chosen: dict[tuple[str, str], str] | None = None

    def add(self, document: str, lines: Iterable[str]) -> None:
        """Count the labels of one letter."""
        self._count(document, lines, 1)

    def remove(self, document: str, lines: Iterable[str]) -> None:
        """Take back a letter that is held back after all."""
        self._count(document, lines, -1)

    def _count(self, document: str, lines: Iterable[str], number: int) -> None:
        self._chosen = None
        for line in lines:
            found = self._common(line)
            if found is not None and not _belongs(found["key"], document):
                self._counts[_node(line), found["language"] or ""][found["label"]] += number

    def without_rivals(self, lines: Iterable[str]) -> Iterator[str]:
        """Leave out every label but the one that was chosen."""
        chosen = self._choice()
        for line in lines:
            found = self._common(line)
            if found is not None:
                label = chosen.get((_node(line), found["language"] or ""))
                if label is not None and label != found["label"]:
                    continue
            yield line

    def _common(self, line: str) -> re.Match[str] | None:
        return self._line.fullmatch(line) if line.endswith(self._end) else None

    def _choice(self) -> dict[tuple[str, str], str]:
        if self._chosen is None:
            self._chosen = {
                node: min(counts, key=lambda label: (-counts[label], -len(label), label))
                for node, found in self._counts.items()
                if len(counts := +found) > 1  # the unary plus leaves out what was taken back
            }
        return self._chosen


def _node(line: str) -> str:
    return line[: line.index(">")]


def _belongs(key: str, document: str) -> bool:
    """A key that begins with the letter's names something of this letter only."""
    return key == document or key.startswith(f"{document}-")
