"""What is around a thing: what points to it, the words that speak of it, and who it was decided to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from kg.graphs import GraphKind
from kg.namespaces import DCT, LG, LGV, OA, OWL, RDF, RDFS, SKOS
from kg.publication.pages.lookup import Lookup
from kg.publication.pages.models import Identity, Link, Paging, Passage, Reference, Text, Value
from kg.publication.pages.words import ORDER, property_words, register_name

PAGE_SIZE = 100
MOST_PASSAGES = 30
_IDENTITY = (OWL + "sameAs", SKOS + "exactMatch", SKOS + "closeMatch")
_MARKUP = re.compile(r"<[^<>]*>|^[^<>]*[\"/\w]>|<[/\w][^<>]*$")
"""Elements of XML, and what is left of them where words around a place are cut off."""
_HIDDEN = (OA + "hasBody", OA + "hasTarget", OWL + "sameAs", SKOS + "exactMatch")


class Surroundings:
    """Look around things of one release."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    def references(self, iri: str, page: int) -> tuple[tuple[Reference, ...], Paging]:
        """Give what points to a thing, or to a document's own node that was decided to be this thing."""
        targets = [iri, *self._lookup.identified(iri)]
        pattern = self._pointing(targets)
        total = int(self._lookup.select(f"SELECT (COUNT(*) AS ?n) {pattern}")[0]["n"].value)
        pages = max(1, -(-total // PAGE_SIZE))
        page = min(max(page, 1), pages)
        query = f"SELECT DISTINCT ?s ?p ?o {pattern} ORDER BY ?p ?s LIMIT {PAGE_SIZE} OFFSET {(page - 1) * PAGE_SIZE}"
        rows = [(row["p"].value, row["s"].value, row["o"].value) for row in self._lookup.select(query)]
        rows.sort(key=lambda row: (ORDER.get(row[0], len(ORDER)), row[1]))
        self._lookup.describe([subject for _, subject, _ in rows])
        groups: dict[str, list[Link]] = {}
        for property_, subject, target in rows:
            note = f"as “{self._lookup.label(target).text}”" if target != iri else ""
            things = groups.setdefault(property_words(property_).inverse, [])
            link = self._lookup.link(subject, note=note)
            if link not in things:
                things.append(link)
        references = tuple(Reference(label, tuple(things)) for label, things in groups.items())
        return references, Paging(page, pages, total)

    def _pointing(self, targets: Sequence[str]) -> str:
        names = self._lookup.context.names
        values = " ".join(f"<{one}>" for one in targets)
        hidden = ", ".join(f"<{one}>" for one in _HIDDEN)
        return (
            f"WHERE {{ {{ SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?o {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} "
            f'FILTER(STRSTARTS(STR(?s), "{self._lookup.base_iri}id/") && !CONTAINS(STR(?s), "#") && '
            f"?p NOT IN ({hidden}) && "
            f'!STRSTARTS(STR(?g), "{names.base_iri}graph/alignment/") && !STRENDS(STR(?g), "/evidence")) }} }} }}'
        )

    def passages(self, iri: str) -> tuple[tuple[Passage, ...], int]:
        """Give the words of the sources that speak of a thing, in order, and how many more there are."""
        pattern = self._speaking([iri, *self._lookup.identified(iri)])
        query = f"SELECT * {pattern} ORDER BY ?g ?start ?a LIMIT {MOST_PASSAGES}"
        rows = self._lookup.select(query)
        found: dict[tuple[str, str, str], Passage] = {}
        for row in rows:
            document = self._lookup.document_of(row["g"].value)
            if document is None:
                continue
            label = row["label"].value.partition(" (")[0] if "label" in row else "evidence"
            basis = row["basis"].value.removeprefix(LGV) if "basis" in row else ""
            if row["body"].value != iri:  # the reader left open who is meant; an editor decided it
                basis = "curated"
            evidence = Link(row["a"].value, Text(label, "en"), note=basis)
            at = row.get("start") or row.get("path") or row["a"]
            place = (document, at.value, row["exact"].value)
            known = found.get(place)
            if known is not None:
                found[place] = replace(known, evidence=(*known.evidence, evidence))
                continue
            found[place] = Passage(
                document=self._lookup.link(self._lookup.letter(document)),
                before=_last_words(row["prefix"].value if "prefix" in row else ""),
                words=Text(row["exact"].value),
                after=_first_words(row["suffix"].value if "suffix" in row else ""),
                evidence=(evidence,),
            )
        left = 0
        if len(rows) == MOST_PASSAGES:
            left = int(self._lookup.select(f"SELECT (COUNT(*) AS ?n) {pattern}")[0]["n"].value) - MOST_PASSAGES
        return tuple(found.values()), left

    def _speaking(self, things: Sequence[str]) -> str:
        values = " ".join(f"<{one}>" for one in things)
        return (
            f"WHERE {{ VALUES ?body {{ {values} }} GRAPH ?g {{ ?a <{OA}hasBody> ?body ; <{OA}hasTarget> ?t . "
            f"?t <{OA}hasSelector> ?q . ?q <{OA}exact> ?exact . "
            f'FILTER(!REGEX(?exact, "^https?://")) '
            # In the evidence of a core letter there is a path or a cell in place of characters.
            f"OPTIONAL {{ ?t <{OA}hasSelector>/<{OA}start> ?start }} "
            f"OPTIONAL {{ ?t <{OA}hasSelector>/<{RDF}value> ?path }} "
            f"OPTIONAL {{ ?q <{OA}prefix> ?prefix }} OPTIONAL {{ ?q <{OA}suffix> ?suffix }} "
            f"OPTIONAL {{ ?a <{LG}identificationBasis> ?basis }} OPTIONAL {{ ?a <{SKOS}prefLabel> ?label }} }} }}"
        )

    def identities(self, iri: str) -> tuple[Identity, ...]:
        """Give the decisions about who or what a thing is: those of an entity, or that of a document's own node."""
        pairs = [(node, iri) for node in self._lookup.identified(iri)]
        for property_ in _IDENTITY[:2]:
            ours = [one for one in self._lookup.objects(iri, property_) if self._lookup.is_ours(one)]
            pairs += [(iri, one) for one in ours]
        return tuple(self._identity(printed, entity) for printed, entity in dict.fromkeys(pairs))

    def _identity(self, printed: str, entity: str) -> Identity:
        query = (
            f"SELECT ?a ?who ?when ?why ?doc WHERE {{ GRAPH <{self._lookup.context.names.authority}> {{ "
            f"?a <{OA}hasTarget> <{printed}> ; <{OA}hasBody> <{entity}> ; <{DCT}creator> ?who ; "
            f"<{DCT}created> ?when ; <{RDFS}comment> ?why . "
            f"OPTIONAL {{ ?a <{OA}hasTarget>/<{OA}hasSource> ?doc }} }} }} ORDER BY ?a LIMIT 1"
        )
        row = next(iter(self._lookup.select(query)), {})
        document = row.get("doc")
        return Identity(
            printed=replace(self._lookup.link(printed), note=""),
            entity=self._lookup.link(entity),
            relation="",
            document=self._lookup.link(document.value) if document is not None else None,
            who=row["who"].value if row else "",
            when=row["when"].value if row else "",
            why=row["why"].value if row else "",
            annotation=row["a"].value if row else None,
        )

    def elsewhere(self, iri: str) -> tuple[Value, ...]:
        """Give the same thing in registers and other collections."""
        words = dict(zip(_IDENTITY, ("the same", "the same", "nearly the same"), strict=True))
        found = []
        for property_, note in words.items():
            for other in self._lookup.objects(iri, property_):
                if not self._lookup.is_ours(other):
                    host = _host(other)
                    found.append(Value("address", Text(register_name(host) if host else other), other, note))
        return tuple(dict.fromkeys(found))

    def graphs(self, iri: str) -> list[str]:
        """Give the graphs that say something of a thing."""
        rows = self._lookup.select(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ <{iri}> ?p ?o }} }} ORDER BY ?g")
        return [row["g"].value for row in rows]

    def letters(self, graphs: Sequence[str]) -> list[str]:
        """Give the keys of the letters that state something, or conclude something, in these graphs."""
        wanted = (GraphKind.STATED, GraphKind.INFERRED, GraphKind.EVIDENCE)
        keys = [self._lookup.document_of(graph) for graph in graphs if self._lookup.graph_kind(graph) in wanted]
        return sorted({key for key in keys if key})


def _last_words(text: str) -> str:
    """Keep whole words of the last paragraph."""
    text = _MARKUP.sub(" ", text)
    kept = re.split(r"\n\s*\n", text)[-1].lstrip()
    return f"…{kept.partition(' ')[2]}" if kept == text.lstrip() and " " in kept else kept


def _first_words(text: str) -> str:
    """Keep whole words of the first paragraph."""
    text = _MARKUP.sub(" ", text)
    kept = re.split(r"\n\s*\n", text)[0].rstrip()
    return f"{kept.rpartition(' ')[0]}…" if kept == text.rstrip() and " " in kept else kept


def _host(iri: str) -> str:
    try:
        return urlsplit(iri).hostname or ""
    except ValueError:
        return ""
