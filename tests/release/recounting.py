"""The figures of a release, asked of its store: what was counted in the blocks is compared with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from kg.graphs.naming import GraphKind, GraphNames
from kg.graphs.tally import LINKS, OF_DOCUMENTS, namespace_of
from kg.store import ReadOnlyStore

PROPERTIES = """SELECT ?p (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)
WHERE { ?s ?p ?o } GROUP BY ?p"""
CLASSES = "SELECT ?c (COUNT(DISTINCT ?s) AS ?subjects) WHERE { ?s a ?c } GROUP BY ?c"
OF_CLASSES = """SELECT ?c ?p (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects)
WHERE { ?s a ?c ; ?p ?o } GROUP BY ?c ?p"""
TOTALS = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)
WHERE { ?s ?p ?o }"""
ENTITIES = """SELECT (COUNT(DISTINCT ?s) AS ?n)
WHERE { ?s ?p ?o FILTER(STRSTARTS(STR(?s), "BASEid/") && !CONTAINS(STR(?s), "#")) }"""
LINKSETS = r"""SELECT ?p ?target (COUNT(*) AS ?triples) WHERE {
  VALUES ?p { PROPERTIES } ?s ?p ?o FILTER(ISIRI(?o) && !STRSTARTS(STR(?o), "BASE"))
  BIND(REPLACE(REPLACE(STR(?o), "#.*$", ""), "[^/]*/?$", "") AS ?target)
} GROUP BY ?p ?target"""
GRAPHS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
NAMES = """SELECT DISTINCT ?n WHERE { { ?s ?n ?o } UNION { ?s a ?n } UNION
{ GRAPH ?g { ?s ?n ?o } } UNION { GRAPH ?g { ?s a ?n } } }"""

Rows = list[dict[str, str]]


def recounted(store: Path, *, base_iri: str) -> dict[str, object]:
    """Ask a store for everything that ``statistics`` of a manifest says, but for the examples."""
    with closing(ReadOnlyStore(store)) as opened:

        def ask(query: str) -> Rows:
            links = " ".join(f"<{one}>" for one in sorted(LINKS))
            rows = opened.select(query.replace("BASE", base_iri).replace("PROPERTIES", links))
            return [{name: _bare(value) for name, value in row.items()} for row in rows]

        totals = ask(TOTALS)[0]
        properties, classes, of_classes = ask(PROPERTIES), ask(CLASSES), ask(OF_CLASSES)
        linksets, graphs, names = ask(LINKSETS), ask(GRAPHS), ask(NAMES)
        entities = ask(ENTITIES)[0]["n"]
    by_class: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for row in of_classes:
        by_class[row["c"]][row["p"]] = [int(row["triples"]), int(row["subjects"])]
    return {
        **{name: int(totals[name]) for name in ("triples", "subjects", "objects")},
        "entities": int(entities),
        "classes": {row["c"]: int(row["subjects"]) for row in classes},
        "properties": {row["p"]: int(row["triples"]) for row in properties},
        "partitions": {
            "properties": {row["p"]: [int(row["subjects"]), int(row["objects"])] for row in properties},
            "classes": {name: {"properties": one} for name, one in by_class.items()},
        },
        "linksets": sorted(
            ({"property": row["p"], "target": row["target"], "triples": int(row["triples"])} for row in linksets),
            key=lambda one: (one["property"], one["target"]),
        ),
        "vocabularies": sorted({namespace_of(row["n"]) for row in names}),
        **_graphs({row["g"]: int(row["n"]) for row in graphs}, GraphNames(base_iri)),
    }


def _bare(term: str) -> str:
    """Take an IRI out of its brackets, a literal out of its quotation marks."""
    return term[1:-1] if term[0] == "<" else term[1 : term.rindex('"')]


def _graphs(quads: Mapping[str, int], names: GraphNames) -> dict[str, object]:
    of_documents = [names.kind(graph) for graph in quads if names.kind(graph) in OF_DOCUMENTS]
    return {
        "graphs": {kind.value: of_documents.count(kind) for kind in GraphKind if kind in of_documents},
        "named": {graph: number for graph, number in quads.items() if names.kind(graph) not in OF_DOCUMENTS},
    }


def without_examples(statistics: Mapping[str, object]) -> dict[str, object]:
    """Leave out of the figures of a manifest what is a choice and cannot be recounted."""
    partitions = statistics["partitions"]
    assert isinstance(partitions, dict)
    classes = {name: {"properties": one["properties"]} for name, one in partitions["classes"].items()}
    return {
        **{name: value for name, value in statistics.items() if name != "example"},
        "partitions": {**partitions, "classes": classes},
    }
