"""Every statement about a thing with the reason it is made: what ``lettergraph explain`` says, ready to be shown.

Somebody may be named in ten thousand letters; the statements of the first letters are explained one by one, of the
others it is only counted that they say the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.graphs import GraphKind
from kg.publication.explanation import Explainer, Explanation
from kg.publication.pages.letters import Letters
from kg.publication.pages.lookup import Lookup
from kg.publication.pages.models import Reason, ShapeNote, Text
from kg.publication.pages.terms import Term, read_term
from kg.publication.pages.words import GRAPH_WORDS

EXPLAINED_LETTERS = 12

_BASES = ("stated", "editorial-note", "curated", "inferred", "unresolved", "evidence", "derived")
"""The firmest first: what a statement is marked by where it is made for several reasons."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement: the same property and value, in however many graphs."""

    property_iri: str
    value: Term
    kinds: frozenset[GraphKind]
    basis: str
    reasons: tuple[Reason, ...]
    more: int


class Reasons:
    """Explain things of one release."""

    def __init__(self, lookup: Lookup, letters: Letters, explainer: Explainer) -> None:
        self._lookup = lookup
        self._letters = letters
        self._explainer = explainer

    def statements(self, iri: str, graphs: Sequence[str]) -> list[Stated]:
        """Explain what is said of a thing.

        Args:
            iri: the thing.
            graphs: the graphs that say something of it.
        """
        explained, left = self._choice(graphs)
        found: dict[tuple[str, str], list[Explanation]] = defaultdict(list)
        for one in self._explainer.explain(iri, graphs=explained):
            found[one.predicate, one.object].append(one)
        more = self._more(iri, left) if left else {}
        for pair in more:
            found.setdefault(pair, [])
        return [self._stated(pair, explanations, more.get(pair, 0)) for pair, explanations in found.items()]

    def _choice(self, graphs: Sequence[str]) -> tuple[set[str], set[str]]:
        """Part graphs into those that are explained and those that are only counted."""
        letters: dict[str, set[str]] = defaultdict(set)
        explained = set()
        for graph in graphs:
            key = self._lookup.document_of(graph)
            if key is None:
                explained.add(graph)
            else:
                letters[key].add(graph)
        left: set[str] = set()
        for number, key in enumerate(sorted(letters)):
            (explained if number < EXPLAINED_LETTERS else left).update(letters[key])
        return explained, left

    def _more(self, iri: str, graphs: Iterable[str]) -> Mapping[tuple[str, str], int]:
        names = " ".join(f"<{graph}>" for graph in sorted(graphs))
        query = (
            f"SELECT ?p ?o (COUNT(DISTINCT ?g) AS ?n) WHERE {{ VALUES ?g {{ {names} }} GRAPH ?g {{ <{iri}> ?p ?o }} }} "
            "GROUP BY ?p ?o ORDER BY ?p ?o"
        )
        rows = self._lookup.context.store.select(query)
        return {(row["p"], row["o"]): int(read_term(row["n"]).value) for row in rows}

    def _stated(self, pair: tuple[str, str], explanations: Sequence[Explanation], more: int) -> Stated:
        reasons = tuple(dict.fromkeys(self._reason(one) for one in explanations))
        kinds = {self._lookup.graph_kind(one.graph.strip("<>")) for one in explanations}
        bases = {reason.basis for reason in reasons} or {"stated"}
        return Stated(
            property_iri=pair[0].strip("<>"),
            value=read_term(pair[1]),
            kinds=frozenset(kinds or {GraphKind.STATED}),
            basis=min(bases, key=lambda basis: _BASES.index(basis) if basis in _BASES else len(_BASES)),
            reasons=reasons,
            more=more,
        )

    def _reason(self, one: Explanation) -> Reason:
        graph = one.graph.strip("<>")
        kind = self._lookup.graph_kind(graph)
        key = self._lookup.document_of(graph)
        letter = self._letters.get(key) if key is not None else None
        before = after = ""
        words: Text | None = None
        snapshot = None
        if letter is not None:
            snapshot = f"{self._lookup.base_iri}snapshot/{letter.snapshot['key']}" if letter.snapshot else None
            if one.words is not None and letter.publishes != "none":
                span = letter.spans.get((one.where.line, one.where.column, one.words))
                before, exact, after = letter.around(span) if span is not None else ("", one.words, "")
                language = letter.record.get("language")
                words = Text(exact, str(language) if language else None)
        return Reason(
            basis=one.basis,
            graph=graph,
            graph_words=GRAPH_WORDS[kind],
            words=words,
            before=before,
            after=after,
            source=one.where.file,
            line=one.where.line,
            column=one.where.column,
            snapshot=snapshot,
            rule=one.rule,
            mapping_file=one.mapping.file,
            mapping_line=one.mapping.line,
            field=one.field,
            shapes=self._shapes(one.shapes),
            decision=one.decision,
        )

    def _shapes(self, codes: Sequence[str]) -> tuple[ShapeNote, ...]:
        messages = {info.code: info.message for info in self._explainer.shapes.infos.values()} if codes else {}
        return tuple(ShapeNote(code, messages.get(code, "")) for code in codes)
