"""Explain statements: which rule made them from which field, where the words stand, which shapes look at them.

The mapping is deterministic and the release keeps the records, the mappings and the shapes that it was made with, so
mapping the one record again with tracing on gives the reason of every statement; nothing is stored beside them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from kg.errors import ReleaseDamaged, UnknownEntity, Where
from kg.graphs import GraphKind, GraphNames
from kg.mapping import Plan, TracedQuad, compile_mapping, load_mapping
from kg.namespaces import PREFIXES
from kg.records.places import Place, place_of_field
from kg.release import RecordsReader, read_manifest
from kg.release.contents import STORE
from kg.release.records import RECORDS
from kg.store import ReadOnlyStore, Store
from kg.validation import ShapeInfo, Shapes, load_shapes

MODEL = "model"
"""The folder of a release with ``mappings/`` and ``shapes/`` as they were."""

_KEPT_TRACES = 4
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_IRI = re.compile(r'[^\x00-\x20<>"{}|^`\\\ud800-\udfff]+')


_BASES = {GraphKind.STATED: "stated", GraphKind.INFERRED: "inferred", GraphKind.CURATED: "curated"}

_ORDER = (
    GraphKind.STATED,
    GraphKind.INFERRED,
    GraphKind.CURATED,
    GraphKind.AUTHORITY,
    GraphKind.LABELS,
    GraphKind.EVIDENCE,
    GraphKind.META,
    GraphKind.VOCABULARY,
    GraphKind.ALIGNMENT,
    GraphKind.OTHER,
)
"""What the source says comes first, what is only the same in other words last."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one statement stands in the release. Terms are as N-Triples writes them."""

    subject: str
    predicate: str
    object: str
    graph: str
    basis: str
    """``stated``, ``editorial-note``, ``inferred``, ``curated``, ``unresolved``; ``derived`` for labels and such."""
    rule: str | None
    """Name of the mapping rule; ``None`` for what authority files and alignments say."""
    mapping: Where
    field: str | None
    """The record field, a JSONPath."""
    where: Where
    """Source, line and column of the words."""
    words: str | None
    shapes: tuple[str, ...]
    """Short names of the shapes that look at such statements."""
    decision: str | None = None
    """Who decided an identity, when and why."""


def explain(release: Path, iri: str, predicate: str | None = None) -> tuple[Explanation, ...]:
    """Explain all statements about an IRI.

    Args:
        release: the folder of a release.
        iri: an IRI of the release, whole or from ``id/`` on, e.g. ``id/person/stalin``.
        predicate: only statements with this predicate: an IRI, or the last part of one (``hasSender``).

    Returns:
        One explanation a statement and rule, the source's own statements first, then by graph, predicate and object.

    Raises:
        UnknownEntity: the release says nothing about the IRI.
        ReleaseDamaged: a part of the release is missing.
    """
    return Explainer(release).explain(iri, predicate)


class Explainer:
    """Explain one IRI after the other: mappings and shapes of the release are read once."""

    def __init__(self, release: Path, *, store: Store | None = None) -> None:
        """Read what the release was made by.

        Args:
            release: the folder of a release.
            store: its opened store; without it the store is opened for each question.

        Raises:
            ReleaseDamaged: a part of the release is missing.
        """
        self.release = release
        self._store = store
        self._traces: dict[str, tuple[Mapping[str, object], tuple[TracedQuad, ...]]] = {}
        metadata = read_manifest(release).metadata.get("collection")
        if not isinstance(metadata, Mapping):
            raise ReleaseDamaged("The manifest does not name the collection.", where=Where(str(release)))
        self.names = GraphNames(str(metadata["base_iri"]))
        self.plan: Plan = compile_mapping(load_mapping(release / MODEL / "mappings"), base_iri=self.names.base_iri)
        self.shapes: Shapes = load_shapes(release / MODEL / "shapes")

    def explain(
        self, iri: str, predicate: str | None = None, *, graphs: Collection[str] | None = None
    ) -> tuple[Explanation, ...]:
        """Explain the statements about an IRI, or only those in some graphs; see the function of this name."""
        subject = self._subject(iri)
        stated = [one for one in self._statements(subject) if graphs is None or one[3].strip("<>") in graphs]
        wanted = [one for one in stated if predicate is None or _matches(one[1], predicate)]
        if not wanted:
            known = sorted({one[1].strip("<>") for one in stated})
            what = f"The release says nothing about <{subject}>"
            if not known:
                raise UnknownEntity(f"{what}.", where=Where(field=subject), remedy="Look it up with a query.")
            raise UnknownEntity(
                f"{what} with {predicate}.", where=Where(field=subject), remedy=f"It does with: {', '.join(known)}."
            )
        types = [value.strip("<>") for _, name, value, _ in stated if name == _TYPE]
        traced = self._traced(f"<{subject}>", {graph for *_, graph in wanted})
        wanted.sort(key=lambda one: (_ORDER.index(self.names.kind(one[3].strip("<>"))), one[3], one[1], one[2]))
        found = [self._explanation(one, traced, types) for one in wanted]
        return tuple(explanation for group in found for explanation in group)

    def _subject(self, iri: str) -> str:
        whole = iri.strip("<>")
        if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", whole):
            whole = self.names.base_iri + whole.lstrip("/")
        if not _IRI.fullmatch(whole):
            raise UnknownEntity(f"{iri!r} is not an IRI.", remedy="Give an IRI, whole or from id/ on.")
        return whole

    def _select(self, query: str) -> list[dict[str, str]]:
        if self._store is not None:
            return self._store.select(query)
        store = ReadOnlyStore(self.release / STORE)
        try:
            return store.select(query)
        finally:
            store.close()

    def _statements(self, subject: str) -> list[tuple[str, str, str, str]]:
        """Subject, predicate, object and graph of every quad in a named graph."""
        rows = self._select(f"SELECT ?p ?o ?g WHERE {{ GRAPH ?g {{ <{subject}> ?p ?o }} }} ORDER BY ?g ?p ?o")
        return [(f"<{subject}>", row["p"], row["o"], row["g"]) for row in rows]

    def _traced(self, subject: str, graphs: set[str]) -> list[tuple[Mapping[str, object], TracedQuad]]:
        """Trace the records of the documents that say something about the subject; for labels, of all that name it."""
        found: list[tuple[Mapping[str, object], TracedQuad]] = []
        for key in sorted(self._documents(subject, graphs)):
            record, quads = self._trace(key)
            found += [(record, quad) for quad in quads if quad.subject == subject]
        return found

    def _trace(self, key: str) -> tuple[Mapping[str, object], tuple[TracedQuad, ...]]:
        """Map one record again; a few are kept, for whoever reads the pages of one letter."""
        if key not in self._traces:
            with RecordsReader(self.release / RECORDS) as records:
                record = records.record(key)
            while len(self._traces) >= _KEPT_TRACES:
                self._traces.pop(next(iter(self._traces)))
            self._traces[key] = (record or {}, tuple(self.plan.trace(record)) if record else ())
        return self._traces[key]

    def _documents(self, subject: str, graphs: set[str]) -> set[str]:
        prefix = f"{self.names.base_iri}graph/doc/"
        keys = {graph[1:-1].removeprefix(prefix).split("/")[0] for graph in graphs if graph[1:].startswith(prefix)}
        if keys:
            return keys
        rows = self._select(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p {subject} }} }} LIMIT 50")
        named = {row["g"][1:-1].removeprefix(prefix).split("/")[0] for row in rows if row["g"][1:].startswith(prefix)}
        # A run or snapshot is named after its document or reached through the meta graph only.
        return named | {subject.strip("<>").rsplit("/", 1)[-1]}

    def _explanation(
        self,
        statement: tuple[str, str, str, str],
        traced: Sequence[tuple[Mapping[str, object], TracedQuad]],
        types: Sequence[str],
    ) -> list[Explanation]:
        subject, predicate, value, graph = statement
        shapes = tuple(info.code for info in self._shapes(types, predicate))
        kind = self.names.kind(graph.strip("<>"))
        bare = Explanation(subject, predicate, value, graph, "derived", None, Where(), None, Where(), None, shapes)
        found: dict[tuple[str | None, str], Explanation] = {}
        for record, quad in traced:
            if (quad.predicate, quad.object, quad.graph) == (predicate, value, graph):
                one = _from_trace(bare, record, quad, kind)
                found.setdefault((one.rule, str(one.where) or one.field or ""), one)
        return list(found.values()) or [self._without_trace(bare, kind)]

    def _without_trace(self, bare: Explanation, kind: GraphKind) -> Explanation:
        """Explain what no mapping made: authority files, vocabulary, alignments."""
        if kind in (GraphKind.AUTHORITY, GraphKind.CURATED):
            decision = self._decision(bare.subject) if kind is GraphKind.AUTHORITY else None
            return replace(bare, basis="curated", decision=decision)
        rule = f"alignment {bare.graph.strip('<>').rpartition('/')[2]}" if kind is GraphKind.ALIGNMENT else None
        return replace(bare, rule=rule)

    def _shapes(self, types: Sequence[str], predicate: str) -> tuple[ShapeInfo, ...]:
        return self.shapes.shapes_for(types, predicate.strip("<>"))

    def _decision(self, subject: str) -> str | None:
        """The decision node that joins a document's own node with an authority entity."""
        query = f"""
            PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX dct: <http://purl.org/dc/terms/>
            PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
            SELECT ?who ?when ?why WHERE {{ GRAPH <{self.names.authority}> {{
              ?decision oa:motivatedBy oa:identifying ; dct:creator ?who ; dct:created ?when ; rdfs:comment ?why .
              {{ ?decision oa:hasTarget {subject} }} UNION {{ ?decision oa:hasBody {subject} }}
            }} }} ORDER BY ?when ?why"""
        rows = self._select(query)
        texts = [[_lexical(row[name]) for name in ("who", "when", "why")] for row in rows]
        return "; ".join(f"{who}, {when}: {why}" for who, when, why in texts) or None


def _matches(predicate: str, wanted: str) -> bool:
    iri = predicate.strip("<>")
    return wanted.strip("<>") == iri or re.split(r"[#/]", iri)[-1] == wanted.rpartition(":")[2]


def _lexical(term: str) -> str:
    match = re.match(r'"((?:[^"\\]|\\.)*)"', term)
    return match[1].replace('\\"', '"').replace("\\n", " ") if match else term


def _from_trace(bare: Explanation, record: Mapping[str, object], quad: TracedQuad, kind: GraphKind) -> Explanation:
    place, basis, field = _reason(record, quad, kind)
    return replace(
        bare,
        basis=basis,
        rule=quad.rule,
        mapping=Where(quad.file, quad.line_number),
        field=field,
        where=place.where if place else Where(),
        words=place.words if place else None,
        decision=_curator(record, quad),
    )


def _curator(record: Mapping[str, object], quad: TracedQuad) -> str | None:
    """Who says a curated statement, when and why."""
    for field in quad.fields:
        match = re.match(r"\$\.curations\[(\d+)\]", field)
        if match is not None:
            one = cast("Sequence[Mapping[str, object]]", record["curations"])[int(match[1])]
            return f"{one['editor']}, {one['date']}: {one['reason']}"
    return None


def _reason(record: Mapping[str, object], quad: TracedQuad, kind: GraphKind) -> tuple[Place | None, str, str | None]:
    """The words, the basis and the field of a traced quad: those of the nearest annotation, else of the locator."""
    default = _BASES.get(kind, "derived")
    # A reference is two fields; its key tells more than its type.
    fields = sorted(quad.fields, key=lambda field: field.endswith(".type"))
    annotations = cast("Sequence[Mapping[str, object]]", record.get("annotations", ()))
    for field in fields:
        # The words of one field may be evidence of what they say and of what we conclude; the graph tells which.
        near = [one for one in annotations if one["basis"] != "inferred" and _covers(str(one["field"]), field)]
        place = place_of_field(record, field)
        if place is not None and near and kind is GraphKind.STATED:
            return place, str(max(near, key=lambda one: len(str(one["field"])))["basis"]), field
        if place is not None and place.where.line is not None:
            return place, default, field
    return None, default, fields[0] if fields else None


def _covers(annotated: str, field: str) -> bool:
    return field == annotated or field.startswith((f"{annotated}.", f"{annotated}["))


def explanation_text(explanations: Sequence[Explanation]) -> str:
    """Write explanations for people, one paragraph a statement; IRIs are shortened by the known prefixes."""
    paragraphs = []
    for one in explanations:
        terms = " ".join(_shortened(term, one.graph) for term in (one.subject, one.predicate, one.object))
        lines = [terms, f"  in {_shortened(one.graph, one.graph)}, basis: {one.basis}"]
        if one.rule is not None:
            made = f"  by the rule {one.rule}"
            made += f" ({one.mapping})" if one.mapping.file else ""
            lines.append(f"{made} from {one.field}" if one.field else made)
        elif one.graph.endswith(("graph/authority>", "vocab>")):
            lines.append(f"  by the {'vocabulary' if one.graph.endswith('vocab>') else 'authority files'}")
        if one.where.line is not None:
            place = replace(one.where, field=None)
            lines.append(f"  {place}: “{_cut(one.words)}”" if one.words else f"  {place} (the words are not published)")
        if one.decision is not None:
            lines.append(f"  decided by {one.decision}")
        if one.shapes:
            lines.append(f"  checked by {', '.join(one.shapes)}")
        paragraphs.append("\n".join(lines))
    return "\n\n".join(paragraphs) + "\n"


def _shortened(term: str, graph: str) -> str:
    """An IRI of the collection from ``id/`` on, others with their prefix; literals as they are."""
    if not term.startswith("<"):
        return term
    iri = term[1:-1]
    base_iri = re.sub(r"(graph/.*|vocab)$", "", graph.strip("<>"))
    if base_iri and iri.startswith(base_iri):
        return iri.removeprefix(base_iri)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return term


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 200 else f"{words[:200]}…"
