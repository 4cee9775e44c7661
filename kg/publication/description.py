"""What a site says of itself to machines: service description and VoID in one document, made of the manifest alone.

Clients that federate queries read both in their first request (https://www.w3.org/TR/sparql11-service-description/,
https://www.w3.org/TR/void/), so they stand together. The service node is the endpoint's own URL: Comunica reads a
service only if its subject is that, or a blank node, and nothing that we publish is one. Features are those that there
are: no union default graph, no federation, no updates. The figures are those of `kg.publication.void`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import cast

from kg.graphs.naming import GraphKind, GraphNames
from kg.graphs.terms import iri, literal
from kg.namespaces import CC0, DCAT, DCT, FOAF, FORMATS, RDF, SCHEMA, SD, SPARQL, VOID, XSD
from kg.publication import void
from kg.publication.sparql_protocol import VERSIONS
from kg.release import Manifest
from kg.store.backend import ResultFormat

GZIP = "https://www.iana.org/assignments/media-types/application/gzip"

_RESULT_FORMATS = {
    ResultFormat.JSON: "SPARQL_Results_JSON",
    ResultFormat.XML: "SPARQL_Results_XML",
    ResultFormat.CSV: "SPARQL_Results_CSV",
    ResultFormat.TSV: "SPARQL_Results_TSV",
    ResultFormat.TURTLE: "Turtle",
    ResultFormat.N_TRIPLES: "N-Triples",
    ResultFormat.RDF_XML: "RDF_XML",
    ResultFormat.JSON_LD: "JSON-LD",
    ResultFormat.TRIG: "TriG",
    ResultFormat.N_QUADS: "N-Quads",
}
"""The names of the syntaxes in https://www.w3.org/ns/formats/."""
NAMED = 1000
"""So many graphs are listed by name: more would be those of a mapping that makes a graph of everything."""
_KINDS = {
    GraphKind.STATED: ("What each document says: one graph for each.", "[^/]+"),
    GraphKind.EVIDENCE: ("Where in its source each document says it: one graph for each.", "[^/]+/evidence"),
    GraphKind.INFERRED: ("What is concluded from a document by a rule: one graph for each.", "[^/]+/inferred"),
}
"""The graphs that are too many to be listed: what they are, and what comes after ``{base}graph/doc/``."""
_DUMP_FORMATS = {".nq.gz": "N-Quads", ".trig.gz": "TriG"}

Triple = tuple[str, str, str]


def description_lines(manifest: Manifest) -> list[str]:
    """Describe endpoint and dataset.

    Args:
        manifest: of the release. One that was made before manifests held figures gives none.

    Returns:
        N-Triples lines, subject by subject; ``{base}sparql`` is the service, ``{base}void#dataset`` the dataset.
    """
    collection = cast("Mapping[str, object]", manifest.metadata["collection"])
    by_subject: defaultdict[str, list[str]] = defaultdict(list)
    for subject, predicate, value in _Description(manifest, collection).triples():
        by_subject[subject].append(f"{subject} <{predicate}> {value} .\n")
    return [line for lines in by_subject.values() for line in lines]


class _Description:
    def __init__(self, manifest: Manifest, collection: Mapping[str, object]) -> None:
        self._manifest = manifest
        self._collection = collection
        self._base = base = str(collection["base_iri"])
        self._names = GraphNames(base)
        self._statistics = cast("Mapping[str, object]", manifest.metadata.get("statistics") or {})
        self._figures = void.Figures(self._statistics, base_iri=base)
        self._dataset = iri(f"{base}void#dataset")
        self._default = iri(f"{base}void#default-graph")
        self._service = iri(f"{base}sparql")

    def triples(self) -> Iterator[Triple]:
        """Give everything, subject by subject."""
        document = iri(f"{self._base}void")
        yield document, f"{RDF}type", iri(f"{VOID}DatasetDescription")
        yield document, f"{FOAF}primaryTopic", self._dataset
        yield document, f"{DCT}license", iri(CC0)
        yield from self._service_triples()
        yield from self._dataset_triples()
        yield from self._dumps()
        yield from self._default_graph_triples()
        yield from self._graphs_of_documents()
        yield from self._named_graph_triples()
        yield from self._figures.linksets(self._dataset)
        yield from self._figures.partitions()

    def _service_triples(self) -> Iterator[Triple]:
        service = self._service
        yield service, f"{RDF}type", iri(f"{SD}Service")
        yield service, f"{SD}endpoint", service
        for language in ("SPARQLQuery", "SPARQL11Query"):  # the name of SPARQL 1.2, and that of before
            yield service, f"{SD}supportedLanguage", iri(f"{SD}{language}")
        for version in VERSIONS[1:]:  # 1.0 is older than service descriptions
            yield service, f"{SD}supportedVersion", iri(f"{SPARQL}version-{version}")
        for name in _RESULT_FORMATS.values():
            yield service, f"{SD}resultFormat", iri(f"{FORMATS}{name}")
        yield service, f"{SD}defaultDataset", self._dataset
        yield service, f"{DCT}title", self._words(f"SPARQL endpoint of {self._collection['title']}", "en")

    def _dataset_triples(self) -> Iterator[Triple]:
        dataset, collection, base = self._dataset, self._collection, self._base
        languages = cast("list[str]", collection.get("languages") or [])
        yield dataset, f"{RDF}type", iri(f"{VOID}Dataset")
        yield dataset, f"{RDF}type", iri(f"{SD}Dataset")
        yield dataset, f"{DCT}title", self._words(collection["title"], *languages[:1])
        if collection.get("description"):
            yield dataset, f"{DCT}description", self._words(collection["description"], *languages[:1])
        if collection.get("publisher"):
            yield dataset, f"{DCT}publisher", literal(str(collection["publisher"]))
        if collection.get("licence"):
            yield dataset, f"{DCT}license", iri(str(collection["licence"]))
        for language in languages:
            yield dataset, f"{DCT}language", literal(language)
        created = self._manifest.created.isoformat()
        yield dataset, f"{DCT}modified", literal(created, datatype=f"{XSD}dateTime")
        yield dataset, f"{FOAF}homepage", iri(base)
        yield dataset, f"{VOID}sparqlEndpoint", self._service
        yield dataset, f"{VOID}uriSpace", literal(f"{base}id/")
        for example in self._figures.examples():
            yield dataset, f"{VOID}exampleResource", iri(example)
        for vocabulary in self._figures.vocabularies():
            yield dataset, f"{VOID}vocabulary", iri(vocabulary)
        if "documents" in self._manifest.counts:
            yield dataset, f"{VOID}documents", void.number(self._manifest.counts["documents"])
        yield from self._figures.of(dataset)
        yield dataset, f"{SD}defaultGraph", self._default

    def _dumps(self) -> Iterator[Triple]:
        """The files that hold everything: syntax, and size in bytes as they are and unpacked."""
        for path, entry in self._manifest.files.items():
            for end, name in _DUMP_FORMATS.items():
                if path.startswith("dumps/") and path.endswith(end):
                    dump, format_ = iri(self._base + path), iri(f"{FORMATS}{name}")
                    yield self._dataset, f"{VOID}dataDump", dump
                    yield self._dataset, f"{VOID}feature", format_
                    yield dump, f"{RDF}type", iri(f"{DCAT}Distribution")
                    yield dump, f"{DCAT}downloadURL", dump
                    yield dump, f"{DCAT}byteSize", void.number(entry.size)
                    yield dump, f"{DCAT}compressFormat", iri(GZIP)
                    yield dump, f"{DCT}format", format_

    def _default_graph_triples(self) -> Iterator[Triple]:
        yield self._default, f"{RDF}type", iri(f"{SD}Graph")
        words = "The merge of stated, inferred, curated and authority statements, labels, alignments and vocabulary."
        yield self._default, f"{DCT}description", self._words(words, "en")
        yield from self._figures.of(self._default)

    def _graphs_of_documents(self) -> Iterator[Triple]:
        """The graphs of the letters, up to three for each, are too many to list: their kinds, numbers and names.

        These nodes are no ``sd:Graph`` and no ``void:Dataset``: clients would think that they have no properties.
        """
        graphs = cast("Mapping[str, int]", self._statistics.get("graphs") or {})
        for kind, (words, pattern) in _KINDS.items():
            if kind.value in graphs:
                node = iri(f"{self._base}void#graphs-{kind.value}")
                yield self._dataset, f"{DCT}hasPart", node
                yield node, f"{RDF}type", iri(f"{SD}GraphCollection")
                yield node, f"{DCT}description", self._words(words, "en")
                yield node, f"{SCHEMA}numberOfItems", void.number(graphs[kind.value])
                yield node, f"{VOID}uriRegexPattern", literal(f"^{_escaped(self._base)}graph/doc/{pattern}$")
                yield node, f"{VOID}triples", void.number(self._manifest.counts.get(f"quads_{kind.value}", 0))

    def _named_graph_triples(self) -> Iterator[Triple]:
        """All other graphs by name, with what they hold; a release without figures has those of every collection."""
        names = self._names
        alignments = [names.alignment(name) for name in ("cidoc-crm", "schema-org")]
        fixed = (names.authority, names.labels, names.meta, names.vocabulary, *alignments)
        named = cast("Mapping[str, int] | None", self._statistics.get("named"))
        for number, graph in enumerate(list(fixed if named is None else named)[:NAMED], 1):
            node = iri(f"{self._base}void#graph-{number}")
            yield self._dataset, f"{SD}namedGraph", node
            yield node, f"{RDF}type", iri(f"{SD}NamedGraph")
            yield node, f"{SD}name", iri(graph)
            if named is not None:
                yield node, f"{VOID}triples", void.number(named[graph])

    def _words(self, text: object, language: str | None = None) -> str:
        return literal(str(text), language=language)


def _escaped(text: str) -> str:
    """Escape for the regular expressions of any language: JavaScript's refuse what `re.escape` escapes besides."""
    return re.sub(r"[.*+?^${}()|\[\]\\]", r"\\\g<0>", text)
