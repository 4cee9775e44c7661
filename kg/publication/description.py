"""What a site says of itself to machines: service description and VoID in one document, made of the manifest alone.

Clients that federate queries read both in their first request (https://www.w3.org/TR/sparql11-service-description/,
https://www.w3.org/TR/void/), so they stand together. The service node is the endpoint's own URL: Comunica reads a
service only if its subject is that, or a blank node, and nothing that we publish is one. Features are those that there
are: no union default graph, no federation, no updates.

VoID partitions by class and property are not here: half of them would be worse than none, for clients take a property
without a partition as one that does not occur.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from kg.graphs.naming import GraphNames
from kg.graphs.terms import iri, literal
from kg.namespaces import CC0, DCT, FOAF, PREFIXES, RDF, XSD
from kg.release import Manifest
from kg.store.backend import ResultFormat

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
SPARQL = "http://www.w3.org/ns/sparql#"
DESCRIPTION_PREFIXES = {**PREFIXES, "formats": FORMATS, "sd": SD, "void": VOID}

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
    triples = _Description(manifest, collection).triples()
    return [f"{subject} {iri(predicate)} {value} .\n" for subject, predicate, value in triples]


class _Description:
    def __init__(self, manifest: Manifest, collection: Mapping[str, object]) -> None:
        self._manifest = manifest
        self._collection = collection
        self._base = base = str(collection["base_iri"])
        self._names = GraphNames(base)
        self._statistics = cast("Mapping[str, object]", manifest.metadata.get("statistics") or {})
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
        yield from self._figures()
        yield from self._default_graph_triples()
        yield from self._named_graph_triples()

    def _service_triples(self) -> Iterator[Triple]:
        service = self._service
        yield service, f"{RDF}type", iri(f"{SD}Service")
        yield service, f"{SD}endpoint", service
        yield service, f"{SD}supportedLanguage", iri(f"{SD}SPARQL11Query")
        yield service, f"{SD}supportedVersion", iri(f"{SPARQL}version-1.1")
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
        if example := self._statistics.get("example"):
            yield dataset, f"{VOID}exampleResource", iri(str(example))
        for path in self._manifest.files:
            for end, name in _DUMP_FORMATS.items():
                if path.startswith("dumps/") and path.endswith(end):
                    yield dataset, f"{VOID}dataDump", iri(base + path)
                    yield dataset, f"{VOID}feature", iri(f"{FORMATS}{name}")
        yield dataset, f"{SD}defaultGraph", self._default

    def _figures(self) -> Iterator[Triple]:
        dataset, figures = self._dataset, self._statistics
        for name, key in (
            ("triples", "triples"),
            ("entities", "entities"),
            ("distinctSubjects", "subjects"),
            ("distinctObjects", "objects"),
        ):
            if key in figures:
                yield dataset, f"{VOID}{name}", self._number(figures[key])
        for key in ("classes", "properties"):
            if key in figures:
                yield dataset, f"{VOID}{key}", self._number(len(cast("Mapping[str, int]", figures[key])))
        if "documents" in self._manifest.counts:
            yield dataset, f"{VOID}documents", self._number(self._manifest.counts["documents"])
        # A client that is configured to use VoID takes a predicate of a namespace that is not listed as absent.
        properties = cast("Mapping[str, int]", figures.get("properties") or {})
        for namespace in sorted({_namespace(one) for one in properties}):
            yield dataset, f"{VOID}vocabulary", iri(namespace)

    def _default_graph_triples(self) -> Iterator[Triple]:
        yield self._default, f"{RDF}type", iri(f"{SD}Graph")
        words = "The merge of stated, inferred, curated and authority statements, labels, alignments and vocabulary."
        yield self._default, f"{DCT}description", self._words(words, "en")
        if "triples" in self._statistics:
            yield self._default, f"{VOID}triples", self._number(self._statistics["triples"])

    def _named_graph_triples(self) -> Iterator[Triple]:
        """The graphs that every collection has; those of the letters, three for each, are too many to list."""
        names = self._names
        alignments = [names.alignment(name) for name in ("cidoc-crm", "schema-org")]
        for number, graph in enumerate((names.authority, names.labels, names.meta, names.vocabulary, *alignments), 1):
            node = iri(f"{self._base}void#graph-{number}")
            yield self._dataset, f"{SD}namedGraph", node
            yield node, f"{RDF}type", iri(f"{SD}NamedGraph")
            yield node, f"{SD}name", iri(graph)

    def _words(self, text: object, language: str | None = None) -> str:
        return literal(str(text), language=language)

    def _number(self, number: object) -> str:
        return literal(str(number), datatype=f"{XSD}integer")


def _namespace(property_: str) -> str:
    return property_[: max(property_.rfind("#"), property_.rfind("/")) + 1]
