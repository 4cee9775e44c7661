"""What one document adds to a release: lines that only it can state, and lines that others may state as well.

Lines of the document's own graphs are its own, and so are all lines about what belongs to it: the document itself,
what has the document's key or a key that begins with it, its graphs and its run. All other lines (about persons,
places, registers, sources …) may be stated by other documents too, and stand once in a release: so may those about a
node with the document's key that others are joined to, and identities that an editor has added.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import ReleaseError
from kg.graphs.naming import GraphNames
from kg.graphs.terms import lower_language, split_line
from kg.namespaces import OWL, SCHEMA, SKOS

Aligner = Callable[[Sequence[str]], Sequence[str]]
"""Says what the lines of one document say in other vocabularies, see `kg.graphs.alignment.Aligner`."""

_LABEL = f"<{SKOS}prefLabel>"
_IDENTITIES = frozenset((f"<{OWL}sameAs>", f"<{SKOS}exactMatch>", f"<{SCHEMA}sameAs>"))
_NO_TAG = '>"'
"""How terms end that have no language tag."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one document adds; each sorted, each line once.

    ``own`` and ``shared`` hold the lines of named graphs, of the alignments and of the default graph. ``labels`` are
    lines of the labels graph about shared nodes: of these one is chosen when all documents are known
    (`kg.graphs.shared_section`), and nothing is made of them before.
    """

    own: tuple[str, ...]
    shared: tuple[str, ...]
    labels: tuple[str, ...]


def part_of(
    lines: Sequence[str],
    *,
    key: str,
    base_iri: str,
    aligner: Aligner,
    letter: str | None = None,
    shared: Container[str] = (),
) -> Part:
    """Part the lines of one document.

    Args:
        lines: canonical N-Quads lines of named graphs, in any order, repetitions allowed.
        key: the document's.
        base_iri: the collection's, with its closing slash.
        aligner: gives the alignments; it sees all lines but ``labels``.
        letter: the key of the letter of which this document is one of several texts; lines about the letter are
            shared then.
        shared: nodes that are nobody's own, e.g. ``person/x-a-lind`` if others lead to it by a decision; lines about
            them are shared, whatever their key begins with.

    Raises:
        ReleaseError: a line is not canonical, is of the default graph, or has a blank node.
    """
    parting = _Parting(key, base_iri, letter, shared)
    named: list[str] = []
    _refuse_blank_nodes(lines)
    parting.add(lines, named)
    parting.add(aligner(named), [])
    if parting.curated:
        parting.share_identities()
    return Part(tuple(sorted(parting.own)), tuple(sorted(parting.shared)), tuple(sorted(parting.labels)))


class _Parting:
    """The parting of one document's lines."""

    def __init__(self, key: str, base_iri: str, letter: str | None, shared: Container[str]) -> None:
        names = GraphNames(base_iri)
        own = (names.stated(key), names.evidence(key), names.inferred(key))
        stated, evidence, inferred = (f"<{name}>" for name in own)
        self.own: set[str] = set()
        self.shared: set[str] = set()
        self.labels: set[str] = set()
        self._names = names
        self._own_graphs = frozenset((stated, evidence, inferred))
        self._labels_graph = f"<{names.labels}>"
        self.curated = False
        """Whether editors have added to the document."""
        self._repeated = {**_common(base_iri), stated: True, evidence: False, inferred: True}
        """Whether the default graph repeats a graph."""
        self._owned = Ownership(key, base_iri, letter, shared)

    def add(self, lines: Iterable[str], named: list[str]) -> None:
        """Part some lines, and add all but labels of shared nodes to ``named``."""
        owned, repeated, own_graphs = self._owned, self._repeated, self._own_graphs
        labels_graph = self._labels_graph
        own, shared = self.own.add, self.shared.add
        for line in lines:
            head, _, graph = line[:-3].rpartition(" ")
            if head[-1] not in _NO_TAG:
                line = lower_language(line)  # mostly the same
                head = line[: len(head)]
            repeat = repeated.get(graph)
            if repeat is None:
                repeat = repeated[graph] = self._unknown(line)
            mine = owned[head[: head.index(" ")]]
            if graph == labels_graph and not mine and self._is_vote(head):
                self.labels.add(line)
                continue
            named.append(line)
            (own if mine or graph in own_graphs else shared)(line)
            if repeat:
                (own if mine else shared)(f"{head} .\n")

    def share_identities(self) -> None:
        """Share what the default graph and the alignments say of identities.

        An editor may add to a letter what a decision says anyway, in the authority graph.
        """
        ends = (*self._own_graphs, f"<{self._names.curated}>")
        for line in list(self.own):
            _, predicate, rest = line[:-3].split(" ", 2)
            if predicate in _IDENTITIES and not rest.endswith(ends):
                self.own.discard(line)
                self.shared.add(line)

    def _is_vote(self, head: str) -> bool:
        subject, predicate, label = head.split(" ", 2)
        return predicate == _LABEL and subject.startswith(self._owned.thing) and "^" not in label[label.rindex('"') :]

    def _unknown(self, line: str) -> bool:
        graph = split_line(line).graph
        if not graph:
            raise ReleaseError(f"{line!r} is in no named graph.", remedy="The default graph is made of the others.")
        self.curated = self.curated or graph[1:-1] == self._names.curated
        return self._names.in_default_graph(graph[1:-1])


class Ownership(dict[str, bool]):
    """Which subjects (as terms) belong to one document; each is looked at once."""

    def __init__(self, key: str, base_iri: str, letter: str | None = None, shared: Container[str] = ()) -> None:
        """Begin for the document of this key; for ``letter`` and ``shared`` see `part_of`."""
        super().__init__()
        names = GraphNames(base_iri)
        self.thing = f"<{base_iri}id/"
        """How the IRIs of all things of the collection begin."""
        self._key = key
        self._begins = f"{key}-"
        self._others = {names.stated(key), names.evidence(key), names.inferred(key), f"{base_iri}run/{key}"}
        self._letter = None if letter is None else f"doc/{letter}"
        self._shared = shared

    def __missing__(self, subject: str) -> bool:
        mine = self[subject] = self._is_mine(subject)
        return mine

    def _is_mine(self, subject: str) -> bool:
        name = subject[1:-1].partition("#")[0]
        if name in self._others:
            return True
        if not subject.startswith(self.thing):
            return False
        thing = name[len(self.thing) - 1 :]
        key = thing.partition("/")[2]
        if thing == self._letter or thing in self._shared:
            return False
        return key == self._key or key.startswith(self._begins)


@lru_cache(maxsize=8)
def _common(base_iri: str) -> dict[str, bool]:
    names = GraphNames(base_iri)
    known = (names.authority, names.labels, names.meta, names.vocabulary)
    aligned = (names.alignment("cidoc-crm"), names.alignment("schema-org"))
    return {f"<{name}>": names.in_default_graph(name) for name in (*known, *aligned)}


def _refuse_blank_nodes(lines: Sequence[str]) -> None:
    text = "".join(lines)
    if " _:" not in text and "\n_:" not in text and not text.startswith("_:"):
        return
    for line in lines:
        if any(term.startswith("_:") for term in split_line(line)):
            raise ReleaseError(f"{line!r} has a blank node.", remedy="Mint an IRI for it: published data has none.")
