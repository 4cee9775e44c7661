"""Look things up in the store for pages: what is said of many things at once, their labels, kinds and dates.

IRIs come out of the store or are checked before they are put into a query (`kg.publication.pages.terms.is_iri`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from kg.errors import UnknownEntity, Where
from kg.graphs import GraphKind
from kg.namespaces import CRM, DCT, LG, LGV, OWL, RDF, RDFS, RICO, SKOS
from kg.publication.pages.context import ReleaseContext, collection_of
from kg.publication.pages.dates import date_words
from kg.publication.pages.models import DateLine, Link, Site, Text
from kg.publication.pages.terms import Term, is_iri, read_term
from kg.publication.pages.words import CERTAINTY, kind_words, local_name

Description = Mapping[str, Sequence[Term]]
"""Property to values."""

_AT_ONCE = 200
_LABELS = (SKOS + "prefLabel", RDFS + "label", SKOS + "altLabel")
"""Of a letter whose preferred edition was held back only other labels are left."""
_NAMED = frozenset({"person", "body", "position", "place"})


class Lookup:
    """Answers of one release; what was looked up is kept while a page is made."""

    def __init__(self, context: ReleaseContext) -> None:
        self.context = context
        self.base_iri = context.names.base_iri
        self._collection = collection_of(context.manifest)
        languages = self._collection.get("languages") or ["en"]
        self.languages = [str(one) for one in cast("Sequence[object]", languages)]
        self._descriptions: dict[str, Description] = {}

    def site(self) -> Site:
        """Say what every page says about the site."""
        one = self._collection
        manifest = self.context.manifest
        return Site(
            title=str(one["title"]),
            description=str(one.get("description") or ""),
            publisher=str(one.get("publisher") or ""),
            licence=str(one.get("licence") or one.get("license") or ""),
            base_iri=self.base_iri,
            release=manifest.id,
            created=manifest.created.date().isoformat(),
            collection=str(one.get("id") or ""),
            language=self.languages[0],
        )

    def select(self, query: str) -> list[dict[str, Term]]:
        """Answer a SELECT query with terms."""
        rows = self.context.store.select(query)
        return [{name: read_term(text) for name, text in row.items()} for row in rows]

    def whole(self, iri: str) -> str:
        """Check an IRI, whole or from ``id/`` on, before it goes into a query.

        Raises:
            UnknownEntity: it is not an IRI.
        """
        found = iri if ":" in iri.split("/")[0] else self.base_iri + iri.lstrip("/")
        if not is_iri(found):
            raise UnknownEntity("That is not an IRI.", where=Where(field=iri), remedy="Look for it in the lists.")
        return found

    def is_ours(self, iri: str) -> bool:
        """Whether an IRI is a thing of this collection."""
        return iri.startswith(f"{self.base_iri}id/")

    def type_of(self, iri: str) -> str:
        """Give the type in an IRI of ours: ``person`` of ``{base}id/person/stalin``; else an empty text."""
        return iri.removeprefix(f"{self.base_iri}id/").partition("/")[0] if self.is_ours(iri) else ""

    def key_of(self, iri: str) -> str:
        """Give the key in an IRI of ours."""
        return iri.removeprefix(f"{self.base_iri}id/").partition("/")[2] if self.is_ours(iri) else ""

    def thing(self, type_: str, key: str) -> str:
        """Give the IRI of a thing of ours."""
        return f"{self.base_iri}id/{type_}/{key}"

    def letter(self, key: str) -> str:
        """Give the IRI of the letter that a document is of; mostly it is the document's own."""
        own = self.thing("doc", key)
        return next(iter(self.objects(own, DCT + "isReplacedBy")), own)

    def describe(self, iris: Iterable[str]) -> Mapping[str, Description]:
        """Tell what the default graph says of things: IRI to properties to values, in order."""
        wanted = list(dict.fromkeys(iris))
        missing = [iri for iri in wanted if iri not in self._descriptions and is_iri(iri)]
        for start in range(0, len(missing), _AT_ONCE):
            part = missing[start : start + _AT_ONCE]
            values = " ".join(f"<{iri}>" for iri in part)
            query = f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }} ORDER BY ?s ?p ?o"
            found: dict[str, dict[str, list[Term]]] = {iri: defaultdict(list) for iri in part}
            for row in self.select(query):
                found[row["s"].value][row["p"].value].append(row["o"])
            self._descriptions.update(found)
        return {iri: self._descriptions.get(iri, {}) for iri in wanted}

    def description(self, iri: str) -> Description:
        """Tell what the default graph says of one thing."""
        return self.describe([iri])[iri]

    def objects(self, iri: str, property_: str) -> list[str]:
        """Give the IRIs that a property of a thing leads to."""
        return [term.value for term in self.description(iri).get(property_, ()) if term.is_iri]

    def literal(self, iri: str, property_: str) -> Text | None:
        """Give the first literal of a property, in the reader's language if there is a choice."""
        return self._best([term for term in self.description(iri).get(property_, ()) if not term.is_iri])

    def label(self, iri: str) -> Text:
        """Call a thing by its label; by the last part of its IRI if it has none."""
        label = next((found for name in _LABELS if (found := self.literal(iri, name))), None)
        return label or Text(local_name(iri) if iri.startswith((self.base_iri, LG, LGV)) else iri)

    def labels(self, iri: str) -> list[Text]:
        """Give all labels of a thing but the one it is called by."""
        chosen = self.label(iri)
        names = ("prefLabel", "altLabel", "hiddenLabel")
        found = [term for name in names for term in self.description(iri).get(SKOS + name, ())]
        texts = [Text(term.value, term.language) for term in found if not term.is_iri]
        return [text for text in dict.fromkeys(texts) if text != chosen]

    def kind(self, iri: str) -> str:
        """Say in words what a thing is."""
        for name in ("hasActivityType", "hasDocumentaryFormType", "hasRecordSetType"):
            special = self.concept(iri, RICO + name)
            if special:
                return special[0].upper() + special[1:]
        classes = frozenset(term.value for term in self.description(iri).get(RDF + "type", ()))
        if iri.startswith(LGV) or (not classes and not self.is_ours(iri)):
            return ""
        return kind_words(classes, self.type_of(iri))

    def link(self, iri: str, *, note: str = "") -> Link:
        """Make a link; a document's own node says in its note who the editors hold it for."""
        if not note and self.type_of(iri) in _NAMED:
            entities = [one for one in self.objects(iri, OWL + "sameAs") if self.is_ours(one)]
            entities += [one for one in self.objects(iri, SKOS + "exactMatch") if self.is_ours(one)]
            note = f"= {self.label(entities[0]).text}" if entities else ""
        return Link(iri, self.label(iri), self.kind(iri), note)

    def short_link(self, iri: str) -> Link:
        """Make a link that calls a note ``Note 4``, without the document that it belongs to."""
        link = self.link(iri)
        return replace(link, label=replace(link.label, text=link.label.text.partition(" to: ")[0]))

    def links(self, iris: Iterable[str]) -> tuple[Link, ...]:
        """Make links, looking all of them up at once."""
        wanted = list(iris)
        self.describe(wanted)
        return tuple(self.link(iri) for iri in wanted)

    def concept(self, iri: str, property_: str) -> str:
        """Give the label of a concept that a property leads to; an empty text without one."""
        return next((self.label(value).text for value in self.objects(iri, property_)), "")

    def date(self, iri: str, *, role: str, basis: str = "stated") -> DateLine:
        """Read a date node."""
        normal = self.date_words(iri)
        qualifier = self.literal(iri, RICO + "dateQualifier")
        julian = LGV + "julian" in self.objects(iri, LG + "calendar")
        return DateLine(
            role=role,
            printed=self.literal(iri, RICO + "expressedDate"),
            normal=f"{normal} (new style)" if julian and normal else normal,
            iri=iri,
            basis=basis,
            qualifier=qualifier.text if qualifier else "",
            certainty=", ".join(
                CERTAINTY.get(local_name(one), local_name(one)) for one in self.objects(iri, LG + "certainty")
            ),
        )

    def date_words(self, iri: str) -> str:
        """Say the normal form of a date node in words; empty if it has none."""
        parts = [
            self.literal(iri, name)
            for name in (CRM + "P82a_begin_of_the_begin", CRM + "P82b_end_of_the_end", RICO + "normalizedDateValue")
        ]
        return date_words(*(part.text if part else None for part in parts))

    def life(self, iri: str) -> str:
        """Say when somebody lived or something existed, in years, e.g. ``1879–1953``."""
        years = []
        for names in (("hasBirthDate", "hasBeginningDate"), ("hasDeathDate", "hasEndDate")):
            nodes = [node for name in names for node in self.objects(iri, RICO + name)]
            years.append(self._years(nodes))
        return "–".join(years) if any(years) else ""

    def _years(self, nodes: Sequence[str]) -> str:
        found: set[str] = set()
        for node in nodes:
            for name in ("P82a_begin_of_the_begin", "P82b_end_of_the_end"):
                value = self.literal(node, CRM + name)
                if value is not None:
                    found.add(value.text[:4])
        return "/".join(sorted(found)) if len(found) <= 2 else f"{min(found)}/{max(found)}"

    def identified(self, iri: str) -> list[str]:
        """Give the nodes of single documents that the editors have joined with a thing."""
        query = (
            f"SELECT DISTINCT ?x WHERE {{ GRAPH <{self.context.names.authority}> "
            f"{{ ?x <{OWL}sameAs>|<{SKOS}exactMatch> <{iri}> }} }} ORDER BY ?x"
        )
        return [row["x"].value for row in self.select(query) if self.is_ours(row["x"].value)]

    def graph_kind(self, graph: str) -> GraphKind:
        """Say what a graph holds."""
        return self.context.names.kind(graph)

    def document_of(self, graph: str) -> str | None:
        """Give the key of the letter whose graph this is, or its evidence or inferred sibling."""
        prefix = f"{self.base_iri}graph/doc/"
        return graph.removeprefix(prefix).split("/")[0] if graph.startswith(prefix) else None

    def _best(self, terms: Sequence[Term]) -> Text | None:
        def rank(term: Term) -> tuple[int, str]:
            language = (term.language or "").split("-")[0]
            return (self.languages.index(language) if language in self.languages else len(self.languages), term.value)

        best = min(terms, key=rank, default=None)
        return Text(best.value, best.language) if best is not None else None
