"""The kinds of queries that the endpoint is measured with, filled with letters and people of a built collection."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.namespaces import CRM, LG, RICO, SCHEMA, SKOS
from kg.store import ReadOnlyStore

_PREFIXES = {"crm": CRM, "lg": LG, "rico": RICO, "schema": SCHEMA, "skos": SKOS}
LIGHT: Mapping[str, str] = {
    "describe a letter": "DESCRIBE {letter}",
    "what a letter's source says": "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH {graph} { ?s ?p ?o } }",
    "letters of a person between two dates": """SELECT ?d ?l ?b WHERE { ?d rico:hasSender {person} ; skos:prefLabel ?l ;
  schema:dateSent ?b FILTER(STR(?b) >= "1890" && STR(?b) < "1905") } ORDER BY ?b""",
    "ties of a person": """SELECT ?other (COUNT(DISTINCT ?d) AS ?n) WHERE { { ?d rico:hasSender {person} ;
  rico:hasAddressee ?other } UNION { ?d rico:hasAddressee {person} ; rico:hasSender ?other } } GROUP BY ?other""",
    "what was sent to an addressee": """SELECT ?sending ?d ?by WHERE { ?a crm:P141_assigned {person} ;
  crm:P140_assigned_attribute_to ?d . ?sending crm:P16_used_specific_object ?d ; crm:P14_carried_out_by ?by }""",
    "path up": "SELECT ?up WHERE { {letter} (schema:isPartOf|schema:about|crm:P2_has_type)+ ?up }",
    "path of correspondents": """SELECT DISTINCT ?next WHERE { {letter}
  rico:hasAddressee/^rico:hasSender/rico:hasAddressee ?next }""",
    "optional parts": """SELECT * WHERE { ?d a rico:Record ; rico:hasAddressee ?to OPTIONAL { ?d rico:hasSender ?by }
  OPTIONAL { ?d lg:dateSent ?on } OPTIONAL { ?d lg:hasPlaceOfSending ?from } OPTIONAL { ?d lg:hasPlaceOfArrival ?at }
  OPTIONAL { ?d skos:prefLabel ?l } } OFFSET {number} LIMIT 200""",
    "where facts are stated": "SELECT ?g ?p ?o WHERE { GRAPH ?g { {letter} ?p ?o } }",
    "a hundred bindings": """SELECT ?d ?by WHERE { VALUES ?d { {letters} } ?d rico:hasSender ?by }""",
    "page of 1,000 rows": """SELECT ?d ?l ?by WHERE { ?d rico:hasSender ?by ; skos:prefLabel ?l } OFFSET {number}
  LIMIT 1000""",
    "ASK": "ASK { {letter} a rico:Record }",
}
"""Twelve kinds; none of them goes over the whole store."""
BARE_ASK = "ASK { ?s ?p ?o }"
PAGE = "page of 1,000 rows"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@dataclass(frozen=True, slots=True)
class Subjects:
    """What the gaps of the queries are filled with, as SPARQL writes IRIs."""

    letters: tuple[str, ...]
    people: tuple[str, ...]
    graphs: tuple[str, ...]


def subjects_of(store: Path, *, seed: int = 1) -> Subjects:
    """Choose letters, people with letters, and graphs of a store."""
    chance = random.Random(seed)  # noqa: S311 - the same choice each time is what is wanted
    with ReadOnlyStore(store, prefixes=_PREFIXES) as opened:
        rows = opened.select("SELECT ?d ?by WHERE { ?d a rico:Record ; rico:hasSender ?by } LIMIT 100000")
        graphs = opened.select(
            "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?d ?p ?o } FILTER(STRENDS(STR(?g), '/evidence')) } LIMIT 2000"
        )
    letters = sorted({row["d"] for row in rows})
    people = sorted({row["by"] for row in rows if row["by"].startswith("<")})
    found = sorted({row["g"] for row in graphs}) or letters
    return Subjects(*(tuple(chance.sample(one, min(len(one), 500))) for one in (letters, people, found)))


def queries_of(kind: str, subjects: Subjects, *, number: int) -> Iterator[str]:
    """Fill one kind of query so many times, each time with others."""
    for index in range(number):
        letters = [subjects.letters[(index + step) % len(subjects.letters)] for step in range(100)]
        text = LIGHT[kind].replace("{letter}", letters[0]).replace("{letters}", " ".join(letters))
        text = text.replace("{person}", subjects.people[index % len(subjects.people)])
        text = text.replace("{graph}", subjects.graphs[index % len(subjects.graphs)])
        text = text.replace("{number}", str(17 * index))
        used = [f"PREFIX {name}: <{iri}>\n" for name, iri in _PREFIXES.items() if f"{name}:" in text]
        yield "".join(used) + text + " "
