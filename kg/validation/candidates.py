"""The nodes of which the rules across documents must be asked: the facts of all documents, brought together.

`Candidates` takes the facts of every document (`kg.validation.facts`) and the lines that documents share. Its memory is
bounded: facts go to a file, are sorted there, and what belongs together is met in one pass:

* two nodes of which the same is said that only one may have (an entry of a register);
* what a document refers to and no document and no shared line describes;
* shared nodes, and documents, whose name begins with the key of another document: their IRIs seem to belong to it.
"""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import IO

from kg.graphs.canonical import sorted_unique
from kg.validation.facts import (
    DATE_VALUES,
    DATES,
    IDENTITIES,
    LABEL,
    LABELS,
    MATCH,
    MATCHES,
    REFERENCES,
    SAME_AS,
    TYPE,
    is_default,
)

RIVALS = "rivals"
"""Pairs of keys, the one of which begins with the other: what the shorter states may belong to the longer."""

_SEEN = frozenset((TYPE, LABEL, MATCH, SAME_AS)) | DATE_VALUES
CHUNK_LINES = 200_000
"""About 30 MB of facts."""


class Candidates:
    """First `add` the facts of every document, then `see` the shared lines in their order, then ask with `of`.

    Args:
        directory: where temporary files go; it exists.
        chunk_lines: how many facts are held in memory at once.
    """

    def __init__(self, *, directory: Path, chunk_lines: int = CHUNK_LINES) -> None:
        self._directory = directory
        self._chunk_lines = chunk_lines
        self._facts = self._file()
        self._found: IO[str] | None = None
        self._beginnings: set[str] = set()
        """The first words of all keys: a node whose name begins with none of them seems to belong to no document."""
        self._any_reference = False
        self._subject = ""
        self._values: dict[str, str] = {}
        """What was seen of the subject, by predicate or language."""

    def add(self, facts: Iterable[str]) -> None:
        """Take the facts of one document, or of several."""
        for fact in facts:
            kind, rest = fact.split("\t", 1)
            if kind == "k":
                self._beginnings.add(rest.split("-", 1)[0])
                self._write(f"n\t{rest}-\t")
            elif kind in "?!":
                # Sorted, the description of a node comes before the references to it.
                self._any_reference = self._any_reference or kind == "?"
                self._write(f"r\t{rest}\t{'' if kind == '!' else kind}")
            else:
                self._write(fact)

    def see(self, line: str) -> None:
        r"""Look at a line that belongs to no document alone; they come sorted, after the facts of all documents.

        Args:
            line: canonical N-Quads with its line feed.
        """
        subject, predicate, value, rest = line.split(" ", 3)
        if predicate not in _SEEN:
            return
        if predicate == TYPE:
            if self._any_reference:
                self._write(f"r\t{subject}\t")
        elif predicate == SAME_AS:
            self._write(f"=\t{IDENTITIES}\t{value}\t{subject}")
        elif predicate == MATCH:
            if rest == ".\n":
                self._write(f"=\t{MATCHES}\t{value}\t{subject}")
        elif is_default(line):
            self._one_value(subject, predicate, line)

    def _one_value(self, subject: str, predicate: str, line: str) -> None:
        """Compare what may be said once of a node: a label in one language, a date."""
        name = LABELS if predicate == LABEL else DATES
        if subject != self._subject:
            self._subject, self._values = subject, {}
        of = _language(line) if name == LABELS else predicate
        if self._values.setdefault(of, line) != line:
            self._write(f"+\t{name}\t{subject}")
        own_name = subject[subject.rfind("/") + 1 : -1]
        if own_name.split("-", 1)[0] in self._beginnings:
            self._write(f"n\t{own_name}-\t{name}\t{subject}")

    def of(self, name: str) -> Iterator[str]:
        """Give the candidates of that name, sorted, each once: IRIs with brackets; of `RIVALS` two keys and a tab."""
        if self._found is None:
            self._found = self._file()
            with closing(sorted_unique(self._bring_together(), directory=self._directory)) as lines:
                self._found.writelines(lines)
        self._found.seek(0)
        start = f"{name}\t"
        for line in self._found:
            if line.startswith(start):
                yield line[len(start) : -1]

    def _bring_together(self) -> Iterator[str]:
        self._facts.seek(0)
        facts = sorted_unique(self._facts, directory=self._directory, chunk_lines=self._chunk_lines)
        with closing(facts):
            for kind, lines in groupby(facts, key=lambda line: line[0]):
                if kind == "+":
                    yield from (line.split("\t", 1)[1] for line in lines)
                elif kind == "=":
                    yield from _claimed_by_two(lines)
                elif kind == "n":
                    yield from _that_begin_with_a_key(lines)
                else:
                    yield from _not_described(lines)

    def _write(self, fact: str) -> None:
        self._facts.write(fact + "\n")

    def _file(self) -> IO[str]:
        file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=self._directory)  # noqa: SIM115 # kept open
        weakref.finalize(self, file.close)  # it lives as long as the candidates
        return file


def _language(line: str) -> str:
    suffix = line[line.rfind('"') + 1 :]
    return suffix.split(" ", 1)[0] if suffix.startswith("@") else ""


def _claimed_by_two(lines: Iterable[str]) -> Iterator[str]:
    """Give the nodes of which the same is said; lines are ``=``, name, what is said, node."""
    for (name, _), group in groupby((line.split("\t")[1:] for line in lines), key=lambda fields: fields[:2]):
        nodes = [fields[2] for fields in group]
        if len(nodes) > 1:
            yield from (f"{name}\t{node}" for node in nodes)


def _not_described(lines: Iterable[str]) -> Iterator[str]:
    """Give what is referred to and described nowhere; lines are ``r``, node, ``?`` or nothing."""
    described = ""
    for line in lines:
        _, node, mark = line.rstrip("\n").split("\t")
        if not mark:
            described = node
        elif node != described:
            yield f"{REFERENCES}\t{node}\n"


def _that_begin_with_a_key(lines: Iterable[str]) -> Iterator[str]:
    """Give nodes and documents whose names begin with the key of a document.

    Lines are ``n``, the name with ``-`` after it, and nothing (for the key of a document) or the candidate.
    """
    keys: list[str] = []
    for line in lines:
        _, name, candidate = line.rstrip("\n").split("\t", 2)
        while keys and not name.startswith(keys[-1]):
            keys.pop()
        if candidate:
            if keys:
                yield f"{candidate}\n"
        else:
            yield from (f"{RIVALS}\t{key[:-1]}\t{name[:-1]}\n" for key in keys)
            keys.append(name)
