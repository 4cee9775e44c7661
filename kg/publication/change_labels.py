"""What things are called on one side of a comparison: asked of the store of a release, or looked for in a dump."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from kg.graphs import split_line
from kg.graphs.diff import read_dump
from kg.namespaces import SKOS
from kg.publication.pages.terms import is_iri, read_term
from kg.publication.pages.words import local_name
from kg.release.contents import STORE
from kg.release.differences import Compared
from kg.store import ReadOnlyStore

_LABEL = f"<{SKOS}prefLabel>"
_AT_ONCE = 200


class Labels:
    """The labels of some things; others are called by the last part of their IRI."""

    def __init__(self, side: Compared) -> None:
        self._side = side
        self._labels: dict[str, str] = {}
        self._letters: dict[str, str] = {}

    def find(self, terms: Iterable[str]) -> None:
        """Look things up, each an IRI with its brackets."""
        wanted = {term for term in terms if is_iri(term[1:-1])}
        rows = self._from_dump(wanted) if self._side.release is None else self._from_store(sorted(wanted))
        best: dict[str, tuple[bool, str]] = {}
        for subject, label in rows:
            term = read_term(label)
            rank = (term.language not in (None, "en"), term.value)
            best[subject] = min(rank, best.get(subject, rank))
        self._labels = {subject: rank[1] for subject, rank in best.items()}
        for subject, label in self._labels.items():
            match = re.fullmatch(r"<.*/id/doc/([^/>]+)>", subject)
            if match:
                self._letters[match[1]] = label

    def known(self, term: str) -> str | None:
        """Give the label of a thing, if it has one."""
        return self._labels.get(term)

    def of_letter(self, key: str) -> str | None:
        """Give the label of a letter by its key, if it has one."""
        return self._letters.get(key)

    def value(self, term: str) -> str:
        """Write a value in words: the label of a thing, or the text of a literal."""
        if term.startswith("<"):
            return self._labels.get(term) or local_name(term[1:-1])
        return read_term(term).value

    def _from_store(self, wanted: Sequence[str]) -> Iterator[tuple[str, str]]:
        release = self._side.release
        assert release is not None  # noqa: S101 - for the type checker
        with ReadOnlyStore(release / STORE) as store:
            left = iter(wanted)
            while part := list(islice(left, _AT_ONCE)):
                query = f"SELECT ?s ?label WHERE {{ VALUES ?s {{ {' '.join(part)} }} ?s {_LABEL} ?label }}"
                for row in store.select(query):
                    yield row["s"], row["label"]

    def _from_dump(self, wanted: set[str]) -> Iterator[tuple[str, str]]:
        for line in read_dump(self._side.dump):
            if _LABEL in line:
                quad = split_line(line)
                if quad.predicate == _LABEL and quad.subject in wanted:
                    yield quad.subject, quad.object
